#include "engine/motion/ambient/fog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/dice.h"

namespace kirin::engine::motion {
namespace {

constexpr int kTile = 128;
constexpr int kStep = 16;        ///< pixels from one exact value to the next
constexpr double kRollIn = 0.8;  ///< of the clip: fog comes slowly, as fog does
constexpr float kThickest = 0.78F;

/// Value noise in octaves on a tile that repeats: CV_32FC1 in [0, 1].
cv::Mat tile_noise(std::uint64_t seed) {
  cv::Mat sum = cv::Mat::zeros(kTile, kTile, CV_32F);
  float amplitude = 0.5F;
  for (int cells = 4; cells <= 32; cells *= 2, amplitude *= 0.5F) {
    const int size = kTile / cells;
    for (int y = 0; y < kTile; ++y) {
      for (int x = 0; x < kTile; ++x) {
        const auto corner = [&](int dx, int dy) {
          const int cx = (x / size + dx) % cells;
          const int cy = (y / size + dy) % cells;
          return hashed_unit(static_cast<std::int64_t>(cy) * 64 + cx,
                             seed + static_cast<std::uint64_t>(cells));
        };
        const auto soft = [](float a) { return a * a * (3 - 2 * a); };
        const float ax = soft(static_cast<float>(x % size) / static_cast<float>(size));
        const float ay = soft(static_cast<float>(y % size) / static_cast<float>(size));
        sum.at<float>(y, x) +=
            amplitude * ((corner(0, 0) * (1 - ax) + corner(1, 0) * ax) * (1 - ay) +
                         (corner(0, 1) * (1 - ax) + corner(1, 1) * ax) * ay);
      }
    }
  }
  return sum;
}

/// Linear between the tile's values; `x` and `y` in tiles.
float tile_at(const cv::Mat& tile, double x, double y) {
  x = (x - std::floor(x)) * kTile;
  y = (y - std::floor(y)) * kTile;
  const int x0 = static_cast<int>(x) % kTile;
  const int y0 = static_cast<int>(y) % kTile;
  const int x1 = (x0 + 1) % kTile;
  const int y1 = (y0 + 1) % kTile;
  const auto ax = static_cast<float>(x - std::floor(x));
  const auto ay = static_cast<float>(y - std::floor(y));
  const float* top = tile.ptr<float>(y0);
  const float* bottom = tile.ptr<float>(y1);
  return (top[x0] * (1 - ax) + top[x1] * ax) * (1 - ay) +
         (bottom[x0] * (1 - ax) + bottom[x1] * ax) * ay;
}

/// One colour, repeated over the bytes of kStep pixels, and the pixel that each byte belongs to.
struct Brush {
  std::array<std::int16_t, 3 * kStep> colour{};
  std::array<std::int16_t, 3 * kStep> pixel{};

  explicit Brush(cv::Vec3f of) {
    for (int i = 0; i < 3 * kStep; ++i) {
      const auto at = static_cast<std::size_t>(i);
      colour[at] = static_cast<std::int16_t>(of[i % 3]);
      pixel[at] = static_cast<std::int16_t>(i / 3);
    }
  }
};

/// Mixes the brush's colour into kStep pixels, `from` (of 2^13) of it in the first and `to` past
/// the last. Loops of a known length: the compiler makes vectors of them.
void veil_pixels(const Brush& brush, int from, int to, std::uint8_t* pixels) {
  const auto first = static_cast<std::int16_t>(from);
  const auto step = static_cast<std::int16_t>((to - from) / kStep);
  std::array<std::uint8_t, 3 * kStep> old;  // a copy, which nothing else can point to
  std::copy_n(pixels, old.size(), old.begin());
  for (std::size_t i = 0; i < old.size(); ++i) {
    const auto part = static_cast<std::int16_t>((first + step * brush.pixel[i]) >> 6);  // of 2^7
    const auto difference = static_cast<std::int16_t>(brush.colour[i] - old[i]);
    // At most 255 * 127: fits.
    const auto more = static_cast<std::int16_t>(difference * part);
    old[i] = static_cast<std::uint8_t>(old[i] + ((more + 64) >> 7));
  }
  std::copy_n(old.begin(), old.size(), pixels);
}

/// Mixes the brush's colour into a row by alphas in [0, 1) given for every kStep-th pixel.
void veil_row(const Brush& brush, const float* alpha, int width, std::uint8_t* row) {
  const auto fixed = [](float a) { return static_cast<int>(a * 8192); };
  for (int x = 0; x < width; x += kStep) {
    std::uint8_t* pixels = row + static_cast<std::ptrdiff_t>(3) * x;
    const int from = fixed(alpha[x / kStep]);
    const int to = fixed(alpha[x / kStep + 1]);
    if (x + kStep <= width) {
      veil_pixels(brush, from, to, pixels);
    } else {
      std::array<std::uint8_t, 3 * kStep> rest{};
      const auto count = static_cast<std::size_t>(3 * (width - x));
      std::copy_n(pixels, count, rest.begin());
      veil_pixels(brush, from, to, rest.data());
      std::copy_n(rest.begin(), count, pixels);
    }
  }
}

constexpr std::size_t kLevels = 64;

std::size_t level_of(float disparity) {
  return std::min(kLevels - 1, static_cast<std::size_t>(disparity * kLevels));
}

/// For each level of disparity, the part of the picture that is farther.
std::array<float, kLevels> ranks_of(const cv::Mat& disparity) {
  std::array<float, kLevels> ranks{};
  for (int y = 0; y < disparity.rows; ++y) {
    for (int x = 0; x < disparity.cols; ++x) {
      ranks[level_of(std::clamp(disparity.at<float>(y, x), 0.0F, 1.0F))] +=
          1 / static_cast<float>(disparity.total());
    }
  }
  float sum = 0;
  for (float& rank : ranks) {
    const float here = rank;
    rank = sum + here / 2;
    sum += here;
  }
  return ranks;
}

}  // namespace

Fog::Fog(const cv::Mat& disparity, const FogLook& look)
    : look_(look), noise_(tile_noise(look.seed ^ 0xF09)) {
  const std::array<float, kLevels> ranks = ranks_of(disparity);
  far_.create(disparity.size(), CV_32F);
  for (int y = 0; y < far_.rows; ++y) {
    for (int x = 0; x < far_.cols; ++x) {
      // Half by depth, half by its rank: in a picture where all is near, the farthest is veiled
      // too.
      const float d = std::clamp(disparity.at<float>(y, x), 0.0F, 1.0F);
      const float away = 1 - 0.5F * (d + ranks[level_of(d)]);
      const float part = std::min(1.0F, 1.3F * away);
      far_.at<float>(y, x) = 0.08F + 0.92F * part * part * (3 - 2 * part);
    }
  }
}

float Fog::veil(double x, double y, double seconds) const {
  // Two layers that pass each other: the sum never repeats what one did.
  const double drift = 0.03 * look_.wind * seconds;
  const float broad = tile_at(noise_, 0.5 * x - drift, 0.8 * y + 0.004 * seconds);
  const float fine = tile_at(noise_, 1.1 * x - 1.7 * drift + 0.3, 1.7 * y + 0.41);
  return std::clamp(1.5F * (0.65F * broad + 0.35F * fine) - 0.12F, 0.0F, 1.0F);
}

void Fog::draw(double t, const Passage& passage, const CameraPose& pose, cv::Mat& frame) const {
  const double presence = passage.presence(t, kRollIn * passage.seconds);
  if (presence <= 0 || empty()) {
    return;
  }
  const double seconds = passage.is_arriving ? (t - 1) * passage.seconds : t * passage.seconds;
  const double aspect = static_cast<double>(frame.cols) / frame.rows;
  const double cosine = std::cos(pose.roll);
  const double sine = std::sin(pose.roll);
  const int columns = (frame.cols + kStep - 1) / kStep + 1;
  const int rows = (frame.rows + kStep - 1) / kStep + 1;
  cv::Mat alpha(rows, columns, CV_32F);
  const auto most = static_cast<float>(presence * std::min(1.6, look_.amount) * 0.85);
  for (int j = 0; j < rows; ++j) {
    const double y = (j * kStep + 0.5) / frame.rows - 0.5;
    for (int i = 0; i < columns; ++i) {
      const double x = (i * kStep + 0.5) / frame.cols - 0.5;
      // The point of the picture seen here, were it far: fog hangs where it is far.
      const double px = (cosine * x - sine * y / aspect) / pose.zoom + pose.x;
      const double py = (cosine * y + sine * x * aspect) / pose.zoom + pose.y;
      const int column = std::clamp(static_cast<int>((px + 0.5) * far_.cols), 0, far_.cols - 1);
      const int row = std::clamp(static_cast<int>((py + 0.5) * far_.rows), 0, far_.rows - 1);
      alpha.at<float>(j, i) =
          std::min(kThickest, most * far_.at<float>(row, column) * veil(px * aspect, py, seconds));
    }
  }
  const Brush brush(look_.colour);
  std::vector<float> line(static_cast<std::size_t>(columns));
  for (int y = 0; y < frame.rows; ++y) {
    const int j = y / kStep;
    const float part = static_cast<float>(y % kStep) / kStep;
    const float* above = alpha.ptr<float>(j);
    const float* below = alpha.ptr<float>(j + 1);
    for (int i = 0; i < columns; ++i) {
      line[static_cast<std::size_t>(i)] = above[i] + (below[i] - above[i]) * part;
    }
    veil_row(brush, line.data(), frame.cols, frame.ptr(y));
  }
}

}  // namespace kirin::engine::motion
