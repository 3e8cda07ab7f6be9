#include "engine/motion/render/tile_writer.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace kirin::engine::motion::render {
namespace {

bool is_foliage(std::size_t surface) {
  using enum world::Surface;
  const auto s = static_cast<world::Surface>(surface);
  return s == grass || s == leaf || s == petal;
}

/// FrameBuffer::thing of a surface's point.
std::uint32_t thing_of(const ShadePoints& points, std::uint32_t record, std::size_t surface) {
  return record == kNothing
             ? 0
             : (points.records[record].draw + 1) | (is_foliage(surface) ? kFoliage : 0);
}

/// A value of points and the frame's plane it goes to.
struct Way {
  const float* from;
  float* to;
};

class Writer {
 public:
  Writer(const ShadePoints& points, const ShadedPoints& shaded, FrameBuffer& frame)
      : points_(points), frame_(frame) {
    sums_ = {{{shaded.red.data(), frame.red.data()},
              {shaded.green.data(), frame.green.data()},
              {shaded.blue.data(), frame.blue.data()},
              {shaded.ambient.data(), frame.ambient.data()},
              {shaded.mirror.data(), frame.mirror.data()}}};
    depth_ = {shaded.depth.data(), frame.depth.data()};
    const auto add = [this](const std::vector<float>& from, std::vector<float>& to) {
      if (!to.empty()) {
        nearest_[static_cast<std::size_t>(nearest_count_++)] = {from.data(), to.data()};
      }
    };
    add(shaded.motion_x, frame.motion_x);
    add(shaded.motion_y, frame.motion_y);
    add(shaded.normal_x, frame.normal_x);
    add(shaded.normal_y, frame.normal_y);
    add(shaded.normal_z, frame.normal_z);
  }

  void write() const {
    for (const std::uint16_t pixel : points_.open) {
      clear(pixel);
    }
    for (std::size_t s = 0; s <= world::kSurfaceCount; ++s) {
      for (std::size_t b = points_.first_block[s]; b < points_.first_block[s + 1]; ++b) {
        put(points_.blocks[b], s);
      }
      for (std::size_t i = points_.single_first(s); i < points_.first[s + 1]; ++i) {
        add(i, s);
      }
    }
  }

 private:
  int left_of(std::uint16_t pixel) const { return static_cast<int>(points_.left) + pixel % kTile; }
  int top_of(std::uint16_t pixel) const { return static_cast<int>(points_.top) + pixel / kTile; }

  void clear(std::uint16_t pixel) const {
    const int left = left_of(pixel);
    const int top = top_of(pixel);
    const int width = std::min(kBlockWidth, frame_.size.width - left);
    for (int y = top; y < std::min(top + kBlockHeight, frame_.size.height); ++y) {
      const std::size_t at = frame_.at(left, y);
      for (const Way& way : sums_) {
        std::fill_n(way.to + at, width, 0.0F);
      }
      std::fill_n(depth_.to + at, width, kSkyDepth);
    }
  }

  void copy(const Way& way, std::size_t first, std::size_t at) const {
    const auto row = static_cast<std::size_t>(frame_.size.width);
    constexpr std::size_t kBytes = kBlockWidth * sizeof(float);
    for (std::size_t y = 0; y < kBlockHeight; ++y) {
      std::memcpy(way.to + at + y * row, way.from + first + y * kBlockWidth, kBytes);
    }
  }

  void put(const PointBlock& block, std::size_t surface) const {
    const std::size_t at = frame_.at(left_of(block.pixel), top_of(block.pixel));
    for (const Way& way : sums_) {
      copy(way, block.first, at);
    }
    copy(depth_, block.first, at);
    for (int i = 0; i < nearest_count_; ++i) {
      copy(nearest_[static_cast<std::size_t>(i)], block.first, at);
    }
    if (frame_.thing.empty()) {
      return;
    }
    const bool is_mixed = block.record == kNothing && surface < world::kSurfaceCount;
    for (std::size_t p = 0; p < kBlockPixels; ++p) {
      const std::size_t row = p / kBlockWidth * static_cast<std::size_t>(frame_.size.width);
      frame_.thing[at + row + p % kBlockWidth] =
          thing_of(points_, is_mixed ? points_.record[block.first + p] : block.record, surface);
    }
  }

  void add(std::size_t i, std::size_t surface) const {
    const std::uint16_t pixel = points_.pixel[i];
    const std::size_t at = frame_.at(left_of(pixel), top_of(pixel));
    const float weight = points_.weight[i];
    for (const Way& way : sums_) {
      way.to[at] += weight * way.from[i];
    }
    if (depth_.from[i] > depth_.to[at]) {
      return;
    }
    depth_.to[at] = depth_.from[i];
    for (int k = 0; k < nearest_count_; ++k) {
      const Way& way = nearest_[static_cast<std::size_t>(k)];
      way.to[at] = way.from[i];
    }
    if (!frame_.thing.empty()) {
      frame_.thing[at] = thing_of(points_, points_.record[i], surface);
    }
  }

  const ShadePoints& points_;
  FrameBuffer& frame_;
  std::array<Way, 5> sums_ = {};
  Way depth_ = {};
  std::array<Way, 5> nearest_ = {};  // of the nearest point
  int nearest_count_ = 0;
};

}  // namespace

void write_tile(const ShadePoints& points, const ShadedPoints& shaded, FrameBuffer& frame) {
  Writer(points, shaded, frame).write();
}

}  // namespace kirin::engine::motion::render
