#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/wan/condition/tracks.h"
#include "nn/parallel.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// Frames of the tracks as ATI takes them (24 fps), and of the clip (16 fps).
constexpr Index kRawFrames = 121;
constexpr Index kMaskChannels = 4;

/// A point's place in a latent frame, averaged over the visible ones of its four pixel frames.
struct Spot {
  float x = 0;
  float y = 0;
  float visible = 0;  ///< how many of the four show it
};

/// [later latent frames, tracks].
std::vector<Spot> spots(const Tensor& tracks, Index frames) {
  const Index count = tracks.extent(1);
  const auto* in = tracks.data<float>();
  std::vector<Spot> all(static_cast<std::size_t>((frames - 1) * count));
  for (Index frame = 0; frame + 1 < frames; ++frame) {
    for (Index track = 0; track < count; ++track) {
      Spot& spot = all[static_cast<std::size_t>(frame * count + track)];
      for (Index sub = 0; sub < 4; ++sub) {
        const float* point = in + ((1 + 4 * frame + sub) * count + track) * 4;
        const float visible = std::clamp(point[3], 0.0F, 1.0F);
        spot.x += point[1] * visible;
        spot.y += point[2] * visible;
        spot.visible += visible;
      }
      spot.x /= spot.visible + 1e-5F;
      spot.y /= spot.visible + 1e-5F;
    }
  }
  return all;
}

/// Position `i` of `count` evenly spaced from -limit to limit, both included.
float spread(Index i, Index count, float limit) {
  if (count == 1) {
    return -limit;
  }
  return -limit + 2 * limit * static_cast<float>(i) / static_cast<float>(count - 1);
}

/// Frame 0's features at each track's first position: [tracks, channels]; bilinear, half-pixel
/// centres, zero outside.
std::vector<float> features_at_start(const Tensor& y, const Tensor& tracks) {
  const Index channels = y.extent(0) - kMaskChannels;
  const Index height = y.extent(2);
  const Index width = y.extent(3);
  const auto shorter = static_cast<float>(std::min(height, width));
  const auto* in = tracks.data<float>();
  const auto* values = y.data<float>();
  std::vector<float> features(static_cast<std::size_t>(tracks.extent(1) * channels));
  for (Index track = 0; track < tracks.extent(1); ++track) {
    const float x =
        std::clamp(in[track * 4 + 1] / (static_cast<float>(width) / shorter), -1.0F, 1.0F);
    const float v =
        std::clamp(in[track * 4 + 2] / (static_cast<float>(height) / shorter), -1.0F, 1.0F);
    const float column = ((x + 1) * static_cast<float>(width) - 1) / 2;
    const float row = ((v + 1) * static_cast<float>(height) - 1) / 2;
    const auto left = static_cast<Index>(std::floor(column));
    const auto top = static_cast<Index>(std::floor(row));
    const float right_share = column - static_cast<float>(left);
    const float bottom_share = row - static_cast<float>(top);
    for (Index channel = 0; channel < channels; ++channel) {
      const float* plane = values + (kMaskChannels + channel) * y.extent(1) * height * width;
      const auto at = [&](Index r, Index c) {
        return r >= 0 && r < height && c >= 0 && c < width ? plane[r * width + c] : 0.0F;
      };
      features[static_cast<std::size_t>(track * channels + channel)] =
          (at(top, left) * (1 - right_share) + at(top, left + 1) * right_share) *
              (1 - bottom_share) +
          (at(top + 1, left) * (1 - right_share) + at(top + 1, left + 1) * right_share) *
              bottom_share;
    }
  }
  return features;
}

struct Pull {
  float weight = 0;
  Index track = 0;
};

}  // namespace

Tensor ati_tracks(const Tensor& raw, Index width, Index height, double multiplier) {
  EXPECTS(raw.rank() == 4 && raw.extent(1) == kRawFrames && raw.extent(2) == 1 &&
          raw.extent(3) == 3);
  const Index count = raw.extent(0);
  const auto values = raw.values();
  // Frame 0, then of the 120 others, each taken twice, every third from the second on.
  std::vector<Index> frames{0};
  for (Index doubled = 1; doubled < 2 * (kRawFrames - 1); doubled += 3) {
    frames.push_back(1 + doubled / 2);
  }
  const auto scale = static_cast<float>(multiplier);
  const auto shorter = static_cast<float>(std::min(width, height));
  Tensor tracks = Tensor::uninitialised({static_cast<Index>(frames.size()), count, 4});
  auto* out = tracks.mutable_data<float>();
  for (const Index frame : frames) {
    for (Index track = 0; track < count; ++track, out += 4) {
      const float* point = &values[static_cast<std::size_t>((track * kRawFrames + frame) * 3)];
      out[0] = spread(frame, kRawFrames, 1.0F);
      out[1] = (point[0] / scale - static_cast<float>(width) / 2) / shorter * 2;
      out[2] = (point[1] / scale - static_cast<float>(height) / 2) / shorter * 2;
      out[3] = point[2] / scale * 2 - 1;
    }
  }
  return tracks;
}

Tensor splat_tracks(const Tensor& y, const Tensor& tracks, double temperature, Index strongest) {
  EXPECTS(y.rank() == 4 && y.extent(0) > kMaskChannels && y.is_contiguous());
  const Index frames = y.extent(1);
  const Index height = y.extent(2);
  const Index width = y.extent(3);
  const Index channels = y.extent(0) - kMaskChannels;
  EXPECTS(tracks.rank() == 3 && tracks.extent(0) == 4 * (frames - 1) + 1 && tracks.extent(2) == 4);
  const Index count = tracks.extent(1);
  const auto all = spots(tracks, frames);
  const auto features = features_at_start(y, tracks);
  const auto shorter = static_cast<float>(std::min(height, width));
  const Index plane = height * width;
  Tensor result = y.clone();
  auto* out = result.mutable_data<float>();
  const auto sharpness = static_cast<float>(temperature);
  nn::parallel_for((frames - 1) * height, 4, [&](Index begin, Index end) {
    std::vector<Pull> pulls(static_cast<std::size_t>(count));
    for (Index line = begin; line < end; ++line) {
      const Index frame = 1 + line / height;
      const Index row = line % height;
      const float v = spread(row, height, static_cast<float>(height) / shorter);
      for (Index column = 0; column < width; ++column) {
        const float x = spread(column, width, static_cast<float>(width) / shorter);
        for (Index track = 0; track < count; ++track) {
          const Spot& spot = all[static_cast<std::size_t>((frame - 1) * count + track)];
          const float squared = (spot.x - x) * (spot.x - x) + (spot.y - v) * (spot.y - v);
          pulls[static_cast<std::size_t>(track)] = {
              std::exp(-squared * sharpness) * std::min(spot.visible, 1.0F), track};
        }
        const auto kept = std::min(strongest, count);
        std::partial_sort(pulls.begin(), pulls.begin() + kept, pulls.end(),
                          [](const Pull& a, const Pull& b) { return a.weight > b.weight; });
        float total = 0;
        for (Index k = 0; k < kept; ++k) {
          total += pulls[static_cast<std::size_t>(k)].weight;
        }
        const Index cell = frame * plane + row * width + column;
        for (Index mask = 0; mask < kMaskChannels; ++mask) {
          out[mask * frames * plane + cell] = total;
        }
        for (Index channel = 0; channel < channels; ++channel) {
          float& value = out[(kMaskChannels + channel) * frames * plane + cell];
          value *= 1 - std::min(total, 1.0F);
          for (Index k = 0; k < kept; ++k) {
            const Pull& pull = pulls[static_cast<std::size_t>(k)];
            value +=
                pull.weight * features[static_cast<std::size_t>(pull.track * channels + channel)];
          }
        }
      }
    }
  });
  // The first frame keeps its features and is wholly given.
  for (Index mask = 0; mask < kMaskChannels; ++mask) {
    std::fill_n(out + mask * frames * plane, plane, 1.0F);
  }
  return result;
}

}  // namespace kirin::wan
