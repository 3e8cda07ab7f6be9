#include "engine/motion/render/occlusion.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/occlusion.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/noise-inl.h"

#ifndef KIRIN_ENGINE_MOTION_RENDER_OCCLUSION_TAP_
#define KIRIN_ENGINE_MOTION_RENDER_OCCLUSION_TAP_
namespace kirin::engine::motion::render {
namespace {

/// Where to look, before it is turned: of a disc of radius 1.
struct Tap {
  float x, y;
};

}  // namespace
}  // namespace kirin::engine::motion::render
#endif

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

void HalveDepth(const FrameBuffer& frame, int width, int height, float* out) {
  for (int y = 0; y < height; ++y) {
    const float* upper = &frame.depth[frame.at(0, 2 * y)];
    const float* lower = &frame.depth[frame.at(0, std::min(2 * y + 1, frame.size.height - 1))];
    for (int x = 0; x < width; x += lanes()) {
      V a, b, c, d;
      hn::LoadInterleaved2(D(), upper + 2 * x, a, b);
      hn::LoadInterleaved2(D(), lower + 2 * x, c, d);
      store(min(min(F(a), F(b)), min(F(c), F(d))),
            out + static_cast<std::ptrdiff_t>(y) * width + x);
    }
  }
}

/// The share of light that gets through, [0, 1].
void FindOpen(const View& view, int width, int height, float radius, std::span<const Tap> pattern,
              const float* depth, float* out) {
  const float focal = 0.5F * view.focal;
  const float cx = 0.5F * static_cast<float>(width);
  const float cy = 0.5F * static_cast<float>(height);
  const float inverse = 1 / focal;
  const F last_x = static_cast<float>(width - 1);
  const F last_y = static_cast<float>(height - 1);
  const auto depth_at = [&](F x, F y) HWY_ATTR {
    const VI at = hn::Add(hn::Mul(to_int(y), hn::Set(DI(), width)), to_int(x));
    return gather(depth, at);
  };
  for (int j = 0; j < height; ++j) {
    const F y = static_cast<float>(j);
    for (int i = 0; i < width; i += lanes()) {
      const F x = min(iota(static_cast<float>(i)), last_x);
      const F z = depth_at(x, y);
      const std::ptrdiff_t to = static_cast<std::ptrdiff_t>(j) * width + i;
      const Mask is_ground = z < F(1e6F);
      if (!any(is_ground)) {
        store(F(1.0F), out + to);
        continue;
      }
      const auto place = [&](F px, F py, F pz) HWY_ATTR {
        const F scale = pz * inverse;
        return V3((px - cx) * scale, (py - cy) * scale, pz);
      };
      const V3 p = place(x, y, z);
      // The side on which depth changes less belongs to the same surface.
      const F x0 = max(x - 1.0F, 0.0F);
      const F x1 = min(x + 1.0F, last_x);
      const F y0 = max(y - 1.0F, 0.0F);
      const F y1 = min(y + 1.0F, last_y);
      const F zl = depth_at(x0, y);
      const F zr = depth_at(x1, y);
      const F zu = depth_at(x, y0);
      const F zd = depth_at(x, y1);
      const Mask takes_left = abs(zl - z) < abs(zr - z);
      const Mask takes_up = abs(zu - z) < abs(zd - z);
      const V3 across = select(takes_left, p - place(x0, y, zl), place(x1, y, zr) - p);
      const V3 down = select(takes_up, p - place(x, y0, zu), place(x, y1, zd) - p);
      const V3 cross(across.y * down.z - across.z * down.y, across.z * down.x - across.x * down.z,
                     across.x * down.y - across.y * down.x);
      const V3 n = normalized(cross) * -1.0F;  // towards the eye (z grows away from it)
      const F reach = clamp(F(radius * focal) / z, 2.0F, 0.12F * static_cast<float>(height));
      const F world_reach = reach * z * inverse;
      const F bias = z * 0.0025F + 0.002F;
      // Interleaved gradient noise (Jimenez 2014) turns the taps.
      const F turn = fract(fract(x * 0.06711056F + y * 0.00583715F) * 52.9829189F);
      const F turned_x = sin_turns(turn + 0.25F) * reach;
      const F turned_y = sin_turns(turn) * reach;
      const F fall_scale = F(1.0F) / (world_reach * world_reach * 1.6F);
      F sum = 0.0F;
      for (const Tap& tap : pattern) {
        const F qx = clamp(floor(turned_x * tap.x - turned_y * tap.y + x + 0.5F), 0.0F, last_x);
        const F qy = clamp(floor(turned_y * tap.x + turned_x * tap.y + y + 0.5F), 0.0F, last_y);
        const V3 v = place(qx, qy, depth_at(qx, qy)) - p;
        const F square = dot(v, v);
        const F fall = max(F(1.0F) - square * fall_scale, 0.0F);
        sum = madd(max(dot(v, n) - bias, 0.0F) / sqrt(square + 1e-4F), fall, sum);
      }
      const F open = unit(F(1.0F) - sum * (1.75F / static_cast<float>(pattern.size())));
      store(select(is_ground, open, F(1.0F)), out + to);
    }
  }
}

/// A 4 x 4 mean of what is about as deep.
void SmoothOpen(int width, int height, const float* depth, const float* open, float* out) {
  for (int j = 0; j < height; ++j) {
    for (int i = 0; i < width; i += lanes()) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(j) * width + i;
      const F z = load(depth + at);
      const F scale = F(-12.0F) / max(z, 0.05F);
      F sum = 0.0F;
      F total = 1e-4F;
      for (int dy = -2; dy <= 1; ++dy) {
        const int row = std::clamp(j + dy, 0, height - 1);
        for (int dx = -2; dx <= 1; ++dx) {
          const std::ptrdiff_t from =
              static_cast<std::ptrdiff_t>(row) * width + std::max(i + dx, 0);
          const F weight = max(madd(abs(load(depth + from) - z), scale, 1.0F), 0.0F);
          sum = madd(load(open + from), weight, sum);
          total = total + weight;
        }
      }
      store((sum + 1e-4F) / total, out + at);
    }
  }
}

void Darken(int half_width, int half_height, const float* depth, const float* open,
            FrameBuffer& frame) {
  for (int y = 0; y < frame.size.height; ++y) {
    const int row = std::min(y / 2, half_height - 1);
    const int beside = std::clamp(y % 2 == 0 ? row - 1 : row + 1, 0, half_height - 1);
    for (int x = 0; x < frame.size.width; x += lanes()) {
      const std::size_t at = frame.at(x, y);
      const F share = load(&frame.ambient[at]);
      if (!any(share > F(0.003F))) {
        continue;
      }
      const F z = load(&frame.depth[at]);
      const F column = iota(static_cast<float>(x));
      const F cell = floor(column * 0.5F);
      const F side = clamp(cell + select(column * 0.5F - cell < F(0.25F), F(-1.0F), F(1.0F)), 0.0F,
                           static_cast<float>(half_width - 1));
      const F scale = F(-14.0F) / max(z, 0.05F);
      F sum = 1e-3F;
      F total = 1e-3F;
      const auto add = [&](F px, int py, float part) HWY_ATTR {
        const VI from = hn::Add(to_int(min(px, F(static_cast<float>(half_width - 1)))),
                                hn::Set(DI(), py * half_width));
        const F weight = max(madd(abs(gather(depth, from) - z), scale, 1.0F), 0.001F) * part;
        sum = madd(gather(open, from), weight, sum);
        total = total + weight;
      };
      add(cell, row, 0.7F);
      add(side, beside, 0.3F);
      const F closed = F(1.0F) - sum / total;
      // Some of the key light is lost in corners, too.
      const F gain =
          F(1.0F) - closed * (share * 0.85F + select(share > F(0.0F), F(0.12F), F(0.0F)));
      for (std::vector<float>* plane : {&frame.red, &frame.green, &frame.blue}) {
        store(load(&(*plane)[at]) * gain, &(*plane)[at]);
      }
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(HalveDepth);
HWY_EXPORT(FindOpen);
HWY_EXPORT(SmoothOpen);
HWY_EXPORT(Darken);

namespace {

/// A golden spiral from an eighth of the radius outwards.
std::vector<Tap> spiral(int taps) {
  std::vector<Tap> pattern;
  for (int k = 0; k < taps; ++k) {
    const float distance =
        0.12F + 0.88F * (static_cast<float>(k) + 0.5F) / static_cast<float>(taps);
    const float angle = static_cast<float>(k) * 0.618034F * 2 * world::kPi;
    pattern.push_back({std::cos(angle) * distance, std::sin(angle) * distance});
  }
  return pattern;
}

}  // namespace

void darken_contacts(const View& view, float radius, int taps, OcclusionScratch& scratch,
                     FrameBuffer& frame) {
  const int width = std::max(frame.size.width / 2, 1);
  const int height = std::max(frame.size.height / 2, 1);
  const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) + 32;
  for (std::vector<float>* plane : {&scratch.depth, &scratch.open, &scratch.smooth}) {
    plane->resize(count);
  }
  HWY_DYNAMIC_DISPATCH(HalveDepth)(frame, width, height, scratch.depth.data());
  HWY_DYNAMIC_DISPATCH(FindOpen)
  (view, width, height, radius, spiral(taps), scratch.depth.data(), scratch.open.data());
  HWY_DYNAMIC_DISPATCH(SmoothOpen)
  (width, height, scratch.depth.data(), scratch.open.data(), scratch.smooth.data());
  HWY_DYNAMIC_DISPATCH(Darken)
  (width, height, scratch.depth.data(), scratch.smooth.data(), frame);
}

}  // namespace kirin::engine::motion::render
#endif
