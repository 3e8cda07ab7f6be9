#include "engine/motion/render/motion_blur.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/motion_blur.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/noise-inl.h"

#ifndef KIRIN_ENGINE_MOTION_RENDER_MOTION_BLUR_BLOCK_
#define KIRIN_ENGINE_MOTION_RENDER_MOTION_BLUR_BLOCK_
namespace kirin::engine::motion::render {
inline constexpr int kMotionBlock = 16;  // pixels; the widest vector stays in one block
}
#endif

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

HWY_INLINE F nearer(F a, F b) { return unit((b - a) / (a * 0.08F + 0.05F) + 0.5F); }

void Smear(int taps, const MotionScratch& s, const FrameBuffer& frame, float* red, float* green,
           float* blue) {
  const int width = frame.size.width;
  const int across = (width + kMotionBlock - 1) / kMotionBlock;
  const F last_x = static_cast<float>(width - 1);
  const F last_y = static_cast<float>(frame.size.height - 1);
  for (int y = 0; y < frame.size.height; ++y) {
    for (int x = 0; x < width; x += lanes()) {
      const std::size_t block =
          static_cast<std::size_t>(y / kMotionBlock * across + x / kMotionBlock);
      const float way_x = s.way_x[block];
      const float way_y = s.way_y[block];
      const float length = std::sqrt(way_x * way_x + way_y * way_y);
      if (length < 0.8F) {
        continue;
      }
      const std::size_t at = frame.at(x, y);
      const F px = min(iota(static_cast<float>(x)), last_x);
      const F py = static_cast<float>(y);
      const F depth = load(&frame.depth[at]);
      const F mx = load(&frame.motion_x[at]);
      const F my = load(&frame.motion_y[at]);
      const F own = max(sqrt(mx * mx + my * my) * 0.5F, 0.5F);
      V3 sum = V3(load(&frame.red[at]), load(&frame.green[at]), load(&frame.blue[at]));
      F total = F(1.0F) / own;
      sum = sum * total;
      const F turn = fract(fract(px * 0.06711056F + py * 0.00583715F) * 52.9829189F) - 0.5F;
      for (int k = 0; k < taps; ++k) {
        const F t =
            (F(static_cast<float>(k)) + 0.5F + turn * 0.9F) * (1.0F / static_cast<float>(taps)) -
            0.5F;
        const F qx = clamp(floor(madd(t, way_x, px + 0.5F)), 0.0F, last_x);
        const F qy = clamp(floor(madd(t, way_y, py + 0.5F)), 0.0F, last_y);
        const VI from = hn::Add(hn::Mul(to_int(qy), hn::Set(DI(), width)), to_int(qx));
        const F there = gather(frame.depth.data(), from);
        const F sx = gather(frame.motion_x.data(), from);
        const F sy = gather(frame.motion_y.data(), from);
        const F other = max(sqrt(sx * sx + sy * sy) * 0.5F, 0.5F);
        const F away = abs(t) * length;
        const F before = nearer(there, depth) * unit(F(1.0F) - away / other);
        const F behind = nearer(depth, there) * unit(F(1.0F) - away / own);
        const F both = (F(1.0F) - smooth(other * 0.95F, other * 1.05F, away)) *
                       (F(1.0F) - smooth(own * 0.95F, own * 1.05F, away)) * 2.0F;
        const F weight = before + behind + both;
        sum = madd(V3(gather(frame.red.data(), from), gather(frame.green.data(), from),
                      gather(frame.blue.data(), from)),
                   weight, sum);
        total = total + weight;
      }
      const F scale = F(1.0F) / total;
      const Mask inside = iota(static_cast<float>(x)) < F(static_cast<float>(width));
      hn::BlendedStore((sum.x * scale).v, inside, D(), red + at);
      hn::BlendedStore((sum.y * scale).v, inside, D(), green + at);
      hn::BlendedStore((sum.z * scale).v, inside, D(), blue + at);
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(Smear);

namespace {

/// The longest way in each block and its neighbours; true where anything moves.
bool find_ways(const FrameBuffer& frame, MotionScratch& s) {
  const int across = (frame.size.width + kMotionBlock - 1) / kMotionBlock;
  const int down = (frame.size.height + kMotionBlock - 1) / kMotionBlock;
  const auto count = static_cast<std::size_t>(across * down);
  std::vector<float> own_x(count, 0.0F);
  std::vector<float> own_y(count, 0.0F);
  const auto square = [](float x, float y) { return x * x + y * y; };
  bool moves = false;
  for (int y = 0; y < frame.size.height; ++y) {
    for (int x = 0; x < frame.size.width; ++x) {
      const auto block = static_cast<std::size_t>(y / kMotionBlock * across + x / kMotionBlock);
      const std::size_t at = frame.at(x, y);
      if (square(frame.motion_x[at], frame.motion_y[at]) > square(own_x[block], own_y[block])) {
        own_x[block] = frame.motion_x[at];
        own_y[block] = frame.motion_y[at];
      }
    }
  }
  s.way_x.assign(count, 0.0F);
  s.way_y.assign(count, 0.0F);
  constexpr float kMost = 48;  // pixels
  for (int y = 0; y < down; ++y) {
    for (int x = 0; x < across; ++x) {
      const auto to = static_cast<std::size_t>(y * across + x);
      for (int j = std::max(y - 1, 0); j <= std::min(y + 1, down - 1); ++j) {
        for (int i = std::max(x - 1, 0); i <= std::min(x + 1, across - 1); ++i) {
          const auto from = static_cast<std::size_t>(j * across + i);
          if (square(own_x[from], own_y[from]) > square(s.way_x[to], s.way_y[to])) {
            s.way_x[to] = own_x[from];
            s.way_y[to] = own_y[from];
          }
        }
      }
      const float length = std::sqrt(square(s.way_x[to], s.way_y[to]));
      if (length > kMost) {
        s.way_x[to] *= kMost / length;
        s.way_y[to] *= kMost / length;
      }
      moves = moves || length >= 0.8F;
    }
  }
  return moves;
}

}  // namespace

void blur_by_motion(int taps, MotionScratch& scratch, FrameBuffer& frame) {
  if (!find_ways(frame, scratch)) {
    return;
  }
  scratch.red = frame.red;
  scratch.green = frame.green;
  scratch.blue = frame.blue;
  HWY_DYNAMIC_DISPATCH(Smear)
  (taps, scratch, frame, scratch.red.data(), scratch.green.data(), scratch.blue.data());
  frame.red.swap(scratch.red);
  frame.green.swap(scratch.green);
  frame.blue.swap(scratch.blue);
}

}  // namespace kirin::engine::motion::render
#endif
