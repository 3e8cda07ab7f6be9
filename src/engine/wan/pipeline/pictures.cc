#include "engine/wan/pipeline/pictures.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/wan/condition/resize.h"
#include "media/flatten.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// Luma from which a mask counts as painted, as the contract says.
constexpr int kPainted = 128;
constexpr std::uint8_t kWhite = 255;

bool painted(const media::Image& mask, double x, double y) {
  const auto column = std::clamp(static_cast<int>(x * mask.size().width), 0, mask.size().width - 1);
  const auto row = std::clamp(static_cast<int>(y * mask.size().height), 0, mask.size().height - 1);
  const std::uint8_t* pixel = mask.row(row) + std::ptrdiff_t{3} * column;
  return (2126 * pixel[0] + 7152 * pixel[1] + 722 * pixel[2]) / 10000 >= kPainted;
}

/// Points of a grid where the mask is painted, in pixels of a picture of `size`.
std::vector<engine::Point> points_in(const media::Image& mask, media::Size size, double spacing) {
  std::vector<engine::Point> points;
  for (double y = spacing / 2; y < size.height; y += spacing) {
    for (double x = spacing / 2; x < size.width; x += spacing) {
      if (painted(mask, x / size.width, y / size.height)) {
        points.push_back({x, y});
      }
    }
  }
  return points;
}

/// The way that a trajectory has gone at `share` of its length.
engine::Point offset_at(const std::vector<engine::Point>& trajectory, double share) {
  std::vector<double> lengths{0};
  for (std::size_t i = 1; i < trajectory.size(); ++i) {
    lengths.push_back(lengths.back() + std::hypot(trajectory[i].x - trajectory[i - 1].x,
                                                  trajectory[i].y - trajectory[i - 1].y));
  }
  const double at = share * lengths.back();
  std::size_t leg = 1;
  while (leg + 1 < trajectory.size() && lengths[leg] < at) {
    ++leg;
  }
  const double length = lengths[leg] - lengths[leg - 1];
  const double along = length > 0 ? (at - lengths[leg - 1]) / length : 1;
  const auto& from = trajectory[leg - 1];
  const auto& to = trajectory[leg];
  return {from.x + (to.x - from.x) * along - trajectory.front().x,
          from.y + (to.y - from.y) * along - trajectory.front().y};
}

/// A point and the trajectory that it follows; null: it stays.
struct Mover {
  engine::Point start;
  const std::vector<engine::Point>* trajectory = nullptr;
};

std::vector<Mover> movers_of(const engine::GenerationJob& job, double spacing) {
  const media::Size size = job.first_frame->size();
  std::vector<Mover> movers;
  for (const engine::Brush& brush : job.brushes) {
    auto points = points_in(brush.mask, size, spacing);
    if (points.empty()) {
      points.push_back(brush.trajectory.front());  // a mask finer than the grid
    }
    for (const auto& point : points) {
      movers.push_back({point, &brush.trajectory});
    }
  }
  if (job.static_mask) {
    for (const auto& point : points_in(*job.static_mask, size, spacing)) {
      movers.push_back({point, nullptr});
    }
  }
  return movers;
}

}  // namespace

Tensor as_bytes(const media::Image& picture) {
  const media::Size size = picture.size();
  Tensor bytes = Tensor::uninitialised({size.height, size.width, 3}, nn::DType::u8);
  auto* out = bytes.mutable_data<std::uint8_t>();
  for (int row = 0; row < size.height; ++row) {
    out = std::copy_n(picture.row(row), picture.stride_bytes(), out);
  }
  return bytes;
}

Tensor as_floats(const media::Image& picture) { return to_signed_floats(as_bytes(picture)); }

media::Image on_white(const media::ImageWithAlpha& picture) {
  return media::flattened(picture, kWhite);
}

Tracks tracks_of(const engine::GenerationJob& job, Index frames, double spacing) {
  EXPECTS(job.first_frame.has_value() && frames >= 1);
  const auto movers = movers_of(job, spacing);
  const auto count = static_cast<Index>(movers.size());
  const media::Size size = job.first_frame->size();
  Tracks tracks{Tensor::uninitialised({frames, count, 2}),
                Tensor::uninitialised({frames, count}, nn::DType::boolean)};
  auto* position = tracks.positions.mutable_data<float>();
  auto* visible = tracks.visible.mutable_data<bool>();
  for (Index frame = 0; frame < frames; ++frame) {
    const double share =
        frames == 1 ? 0 : static_cast<double>(frame) / static_cast<double>(frames - 1);
    for (const Mover& mover : movers) {
      engine::Point at = mover.start;
      if (mover.trajectory != nullptr) {
        const engine::Point offset = offset_at(*mover.trajectory, share);
        at = {at.x + offset.x, at.y + offset.y};
      }
      *position++ = static_cast<float>(at.x);
      *position++ = static_cast<float>(at.y);
      *visible++ = at.x >= 0 && at.y >= 0 && at.x < size.width && at.y < size.height;
    }
  }
  return tracks;
}

}  // namespace kirin::wan
