#include "engine/motion/render/motion_blur.h"

#include <algorithm>
#include <array>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/motion_blur.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/simd-inl.h"

#ifndef KIRIN_ENGINE_MOTION_RENDER_MOTION_BLUR_BLOCK_
#define KIRIN_ENGINE_MOTION_RENDER_MOTION_BLUR_BLOCK_
namespace kirin::engine::motion::render {
inline constexpr int kMotionBlock = 16;  // pixels; the widest vector stays in one block
inline constexpr int kMostTaps = 64;
/// Shorter ways do not leave their pixel.
inline constexpr float kLeastWay = 1;

/// Where a block's samples lie and what they weigh where all around moves alike.
struct MotionTaps {
  int count = 0;
  std::array<int, kMostTaps> x = {};
  std::array<int, kMostTaps> y = {};
  std::array<float, kMostTaps> away = {};  // pixels from the middle
  std::array<float, kMostTaps> weight = {};
  float middle_weight = 1;
};
}  // namespace kirin::engine::motion::render
#endif

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

/// Of each block the longest way, and whether all its pixels go it; of each pixel 1 / half its way.
void FindOwnWays(FrameBuffer& frame, MotionScratch& s) {
  const int width = frame.size.width;
  const int across = (width + kMotionBlock - 1) / kMotionBlock;
  alignas(64) float best[3][kMotionBlock];
  alignas(64) float bounds[4][kMotionBlock];
  for (int top = 0; top < frame.size.height; top += kMotionBlock) {
    const int bottom = std::min(top + kMotionBlock, frame.size.height);
    for (int left = 0; left < width; left += kMotionBlock) {
      for (int x = 0; x < kMotionBlock; x += lanes()) {
        F square = -1.0F;
        F best_x, best_y;
        F low_x = 1e30F;
        F low_y = 1e30F;
        F high_x = -1e30F;
        F high_y = -1e30F;
        for (int y = top; y < bottom; ++y) {
          const std::size_t at = frame.at(left + x, y);
          const F mx = load(&frame.motion_x[at]);
          const F my = load(&frame.motion_y[at]);
          const F here = mx * mx + my * my;
          const Mask is_longer = here > square;
          square = select(is_longer, here, square);
          best_x = select(is_longer, mx, best_x);
          best_y = select(is_longer, my, best_y);
          low_x = min(low_x, mx);
          low_y = min(low_y, my);
          high_x = max(high_x, mx);
          high_y = max(high_y, my);
          store(F(1.0F) / max(sqrt(here) * 0.5F, 0.5F), &s.inverse[at]);
        }
        store(square, best[0] + x);
        store(best_x, best[1] + x);
        store(best_y, best[2] + x);
        store(low_x, bounds[0] + x);
        store(low_y, bounds[1] + x);
        store(high_x, bounds[2] + x);
        store(high_y, bounds[3] + x);
      }
      const int columns = std::min(kMotionBlock, width - left);
      int longest = 0;
      for (int i = 1; i < columns; ++i) {
        longest = best[0][i] > best[0][longest] ? i : longest;
        bounds[0][0] = std::min(bounds[0][0], bounds[0][i]);
        bounds[1][0] = std::min(bounds[1][0], bounds[1][i]);
        bounds[2][0] = std::max(bounds[2][0], bounds[2][i]);
        bounds[3][0] = std::max(bounds[3][0], bounds[3][i]);
      }
      const float spread = std::hypot(bounds[2][0] - bounds[0][0], bounds[3][0] - bounds[1][0]);
      const float length = std::sqrt(std::max(best[0][longest], 0.0F));
      s.own[static_cast<std::size_t>(top / kMotionBlock * across + left / kMotionBlock)] = {
          best[1][longest], best[2][longest], length, spread < 0.1F * length + 0.2F};
    }
  }
}

HWY_INLINE F nearer(F a, F b) { return unit((b - a) / (a * 0.08F + 0.05F) + 0.5F); }

/// A block that moves as a whole: every sample weighs the same for all its pixels.
void smear_evenly(const MotionTaps& taps, int left, int y, MotionScratch& s,
                  const FrameBuffer& frame) {
  const int last = frame.size.height - 1;
  for (int x = left; x < left + kMotionBlock; x += lanes()) {
    const std::size_t at = frame.at(x, y);
    V3 sum = V3(load(&frame.red[at]), load(&frame.green[at]), load(&frame.blue[at])) *
             taps.middle_weight;
    for (std::size_t k = 0; k < static_cast<std::size_t>(taps.count); ++k) {
      const std::size_t from = frame.at(x + taps.x[k], std::clamp(y + taps.y[k], 0, last));
      sum = madd(V3(load(&frame.red[from]), load(&frame.green[from]), load(&frame.blue[from])),
                 taps.weight[k], sum);
    }
    store(sum.x, &s.red[at]);
    store(sum.y, &s.green[at]);
    store(sum.z, &s.blue[at]);
  }
}

/// Things before others that move otherwise: each sample weighs by its depth and its own way.
/// `is_inside`: no sample lies beside the frame.
void smear_apart(const MotionTaps& taps, bool is_inside, int left, int y, MotionScratch& s,
                 const FrameBuffer& frame) {
  const int width = frame.size.width;
  const F last_x = static_cast<float>(width - 1);
  const int last_y = frame.size.height - 1;
  for (int x = left; x < std::min(left + kMotionBlock, width); x += lanes()) {
    const std::size_t at = frame.at(x, y);
    const F column = iota(static_cast<float>(x));
    const F depth = load(&frame.depth[at]);
    const F own = load(&s.inverse[at]);
    V3 sum = V3(load(&frame.red[at]), load(&frame.green[at]), load(&frame.blue[at])) * own;
    F total = own;
    for (std::size_t k = 0; k < static_cast<std::size_t>(taps.count); ++k) {
      const std::size_t row = frame.at(0, std::clamp(y + taps.y[k], 0, last_y));
      const VI column_from = to_int(clamp(column + static_cast<float>(taps.x[k]), F(0.0F), last_x));
      const auto sample = [&](const std::vector<float>& plane) HWY_ATTR {
        const float* from = plane.data() + row;
        return is_inside ? load(from + x + taps.x[k]) : gather(from, column_from);
      };
      const F there = sample(frame.depth);
      const F of_other = sample(s.inverse) * taps.away[k];
      const F of_own = own * taps.away[k];
      const F before = nearer(there, depth) * unit(F(1.0F) - of_other);
      const F behind = nearer(depth, there) * unit(F(1.0F) - of_own);
      const F both = (F(1.0F) - smooth(0.95F, 1.05F, of_other)) *
                     (F(1.0F) - smooth(0.95F, 1.05F, of_own)) * 2.0F;
      const F weight = before + behind + both;
      sum = madd(V3(sample(frame.red), sample(frame.green), sample(frame.blue)), weight, sum);
      total = total + weight;
    }
    const F scale = F(1.0F) / total;
    const Mask inside = column < F(static_cast<float>(width));
    hn::BlendedStore((sum.x * scale).v, inside, D(), &s.red[at]);
    hn::BlendedStore((sum.y * scale).v, inside, D(), &s.green[at]);
    hn::BlendedStore((sum.z * scale).v, inside, D(), &s.blue[at]);
  }
}

void SmearBlock(const MotionTaps& taps, bool is_even, int left, int top, MotionScratch& s,
                const FrameBuffer& frame) {
  int reach = 0;
  for (std::size_t k = 0; k < static_cast<std::size_t>(taps.count); ++k) {
    reach = std::max(reach, std::abs(taps.x[k]));
  }
  const bool is_inside = left >= reach && left + kMotionBlock + reach <= frame.size.width;
  const int bottom = std::min(top + kMotionBlock, frame.size.height);
  for (int y = top; y < bottom; ++y) {
    if (is_even && is_inside) {
      smear_evenly(taps, left, y, s, frame);
    } else {
      smear_apart(taps, is_inside, left, y, s, frame);
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(FindOwnWays);
HWY_EXPORT(SmearBlock);

namespace {

/// The longest way in each block and its neighbours; true where anything moves.
bool find_ways(FrameBuffer& frame, MotionScratch& s) {
  const int across = (frame.size.width + kMotionBlock - 1) / kMotionBlock;
  const int down = (frame.size.height + kMotionBlock - 1) / kMotionBlock;
  s.own.resize(static_cast<std::size_t>(across * down));
  s.around.resize(s.own.size());
  s.inverse.resize(frame.red.size());
  HWY_DYNAMIC_DISPATCH(FindOwnWays)(frame, s);
  bool moves = false;
  constexpr float kMost = 48;  // pixels
  for (int y = 0; y < down; ++y) {
    for (int x = 0; x < across; ++x) {
      const auto to = static_cast<std::size_t>(y * across + x);
      MotionScratch::Block longest = s.own[to];
      for (int j = std::max(y - 1, 0); j <= std::min(y + 1, down - 1); ++j) {
        for (int i = std::max(x - 1, 0); i <= std::min(x + 1, across - 1); ++i) {
          const MotionScratch::Block& from = s.own[static_cast<std::size_t>(j * across + i)];
          longest = from.length > longest.length ? from : longest;
        }
      }
      for (int j = std::max(y - 1, 0); j <= std::min(y + 1, down - 1); ++j) {
        for (int i = std::max(x - 1, 0); i <= std::min(x + 1, across - 1); ++i) {
          const MotionScratch::Block& from = s.own[static_cast<std::size_t>(j * across + i)];
          const float off = std::hypot(from.way_x - longest.way_x, from.way_y - longest.way_y);
          longest.is_even = longest.is_even && from.is_even && off < 0.15F * longest.length + 0.2F;
        }
      }
      if (longest.length > kMost) {
        longest.way_x *= kMost / longest.length;
        longest.way_y *= kMost / longest.length;
        longest.length = kMost;
      }
      moves = moves || longest.length >= kLeastWay;
      s.around[to] = longest;
    }
  }
  return moves;
}

MotionTaps taps_along(const MotionScratch::Block& block, int most) {
  MotionTaps taps;
  const float longer = std::max(std::abs(block.way_x), std::abs(block.way_y));
  taps.count = std::clamp(static_cast<int>(std::ceil(longer)) + 1, 2, std::min(most, kMostTaps));
  const float own = 2 / std::max(block.length, 1.0F);  // 1 / half the way
  float total = own;
  for (int k = 0; k < taps.count; ++k) {
    const auto i = static_cast<std::size_t>(k);
    // From one end of the way to the other.
    const float t = static_cast<float>(k) / static_cast<float>(taps.count - 1) - 0.5F;
    taps.x[i] = static_cast<int>(std::lround(t * block.way_x));
    taps.y[i] = static_cast<int>(std::lround(t * block.way_y));
    taps.away[i] = std::abs(t) * block.length;
    // What smear_apart finds where depth and way are the same everywhere.
    const float part = taps.away[i] * own;
    const float edge = std::clamp((part - 0.95F) * 10, 0.0F, 1.0F);
    const float inside = 1 - edge * edge * (3 - 2 * edge);
    taps.weight[i] = 1 - part + 2 * inside * inside;
    total += taps.weight[i];
  }
  taps.middle_weight = own / total;
  for (float& weight : taps.weight) {
    weight /= total;
  }
  return taps;
}

}  // namespace

void blur_by_motion(int taps, MotionScratch& scratch, FrameBuffer& frame) {
  if (!find_ways(frame, scratch)) {
    return;
  }
  for (std::vector<float>* plane : {&scratch.red, &scratch.green, &scratch.blue}) {
    plane->resize(frame.red.size());
  }
  const int across = (frame.size.width + kMotionBlock - 1) / kMotionBlock;
  const auto each = [&](const auto& work) {
    for (std::size_t i = 0; i < scratch.around.size(); ++i) {
      if (scratch.around[i].length >= kLeastWay) {
        work(scratch.around[i], static_cast<int>(i) % across * kMotionBlock,
             static_cast<int>(i) / across * kMotionBlock);
      }
    }
  };
  each([&](const MotionScratch::Block& block, int left, int top) {
    HWY_DYNAMIC_DISPATCH(SmearBlock)
    (taps_along(block, taps), block.is_even, left, top, scratch, frame);
  });
  each([&](const MotionScratch::Block&, int left, int top) {
    const int columns = std::min(kMotionBlock, frame.size.width - left);
    for (int y = top; y < std::min(top + kMotionBlock, frame.size.height); ++y) {
      const std::size_t at = frame.at(left, y);
      std::copy_n(&scratch.red[at], columns, &frame.red[at]);
      std::copy_n(&scratch.green[at], columns, &frame.green[at]);
      std::copy_n(&scratch.blue[at], columns, &frame.blue[at]);
    }
  });
}

}  // namespace kirin::engine::motion::render
#endif
