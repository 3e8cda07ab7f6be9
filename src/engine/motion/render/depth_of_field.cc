#include "engine/motion/render/depth_of_field.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/depth_of_field.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

/// The thin lens: the disc's radius grows as |1 − focus / depth|.
HWY_INLINE F radius_at(const world::CameraState& camera, float height, F depth) {
  const F most = 0.024F * height;
  const F signed_radius =
      (F(1.0F) - F(camera.focus_distance) / max(depth, 0.05F)) * (0.5F * camera.blur * height);
  return clamp(signed_radius, -most, most);
}

void Halve(const FrameBuffer& frame, const world::CameraState& camera, FocusScratch& out) {
  const int width = out.half.width;
  const std::vector<float>* from[3] = {&frame.red, &frame.green, &frame.blue};
  for (int y = 0; y < out.half.height; ++y) {
    for (int x = 0; x < width; x += lanes()) {
      const std::size_t upper = frame.at(2 * x, 2 * y);
      const std::size_t lower = frame.at(2 * x, std::min(2 * y + 1, frame.size.height - 1));
      const std::size_t to = static_cast<std::size_t>(y * width + x);
      for (std::size_t p = 0; p < 3; ++p) {
        V a, b, c, d;
        hn::LoadInterleaved2(D(), &(*from[p])[upper], a, b);
        hn::LoadInterleaved2(D(), &(*from[p])[lower], c, d);
        store(((F(a) + F(b)) + (F(c) + F(d))) * 0.25F, &out.half.planes[p][to]);
      }
      V a, b, c, d;
      hn::LoadInterleaved2(D(), &frame.depth[upper], a, b);
      hn::LoadInterleaved2(D(), &frame.depth[lower], c, d);
      const F depth = min(min(F(a), F(b)), min(F(c), F(d)));
      store(radius_at(camera, static_cast<float>(out.half.height), depth), &out.radius[to]);
    }
  }
}

void Gather(int taps, FocusScratch& s) {
  const int width = s.half.width;
  const int height = s.half.height;
  const F last_x = static_cast<float>(width - 1);
  const F last_y = static_cast<float>(height - 1);
  std::vector<float> tap_x(static_cast<std::size_t>(taps));
  std::vector<float> tap_y(static_cast<std::size_t>(taps));
  std::vector<float> tap_r(static_cast<std::size_t>(taps));
  for (int k = 0; k < taps; ++k) {
    const auto i = static_cast<std::size_t>(k);
    tap_r[i] = std::sqrt((static_cast<float>(k) + 0.5F) / static_cast<float>(taps));
    tap_x[i] = tap_r[i] * std::cos(2.3999632F * static_cast<float>(k));
    tap_y[i] = tap_r[i] * std::sin(2.3999632F * static_cast<float>(k));
  }
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; x += lanes()) {
      const std::size_t at = static_cast<std::size_t>(y * width + x);
      const F own = load(&s.radius[at]);
      const F reach = load(&s.reach[at]);
      V3 sum(load(&s.half.planes[0][at]), load(&s.half.planes[1][at]), load(&s.half.planes[2][at]));
      F total = 1.0F;
      F before = 0.0F;
      if (any(reach > F(0.4F))) {
        const F px = min(iota(static_cast<float>(x)), last_x);
        const F py = static_cast<float>(y);
        for (std::size_t k = 0; k < tap_x.size(); ++k) {
          const F qx = clamp(floor(madd(reach, tap_x[k], px + 0.5F)), 0.0F, last_x);
          const F qy = clamp(floor(madd(reach, tap_y[k], py + 0.5F)), 0.0F, last_y);
          const VI from = hn::Add(hn::Mul(to_int(qy), hn::Set(DI(), width)), to_int(qx));
          const F other = gather(s.radius.data(), from);
          const F size = select(other > own, min(abs(other), abs(own)), abs(other));
          const F weight = unit(size - reach * tap_r[k] + 1.0F);
          sum =
              madd(V3(gather(s.half.planes[0].data(), from), gather(s.half.planes[1].data(), from),
                      gather(s.half.planes[2].data(), from)),
                   weight, sum);
          total = total + weight;
          before = before + select(other < F(-0.4F), weight, F(0.0F));
        }
      }
      const F scale = F(1.0F) / total;
      sum = sum * scale;
      store(sum.x, &s.blurred.planes[0][at]);
      store(sum.y, &s.blurred.planes[1][at]);
      store(sum.z, &s.blurred.planes[2][at]);
      const F spill = unit(before * (2.2F / static_cast<float>(taps)));
      store(max(smooth(0.25F, 0.9F, abs(own)), spill), &s.share[at]);
    }
  }
}

void Composite(const FocusScratch& s, FrameBuffer& frame) {
  const int width = s.half.width;
  std::vector<float>* to[3] = {&frame.red, &frame.green, &frame.blue};
  const F last_x = static_cast<float>(width) - 1.001F;
  for (int y = 0; y < frame.size.height; ++y) {
    const float sy = std::clamp(0.5F * static_cast<float>(y) - 0.25F, 0.0F,
                                static_cast<float>(s.half.height) - 1.001F);
    const auto y0 = static_cast<int>(sy);
    const F fy = sy - static_cast<float>(y0);
    for (int x = 0; x < frame.size.width; x += lanes()) {
      const F sx = clamp(iota(static_cast<float>(x)) * 0.5F - 0.25F, 0.0F, max(last_x, 0.0F));
      const F x0 = floor(sx);
      const VI at = hn::Add(to_int(x0), hn::Set(DI(), y0 * width));
      const auto plane = [&](const std::vector<float>& from) HWY_ATTR {
        const float* p = from.data();
        return mix(mix(gather(p, at), gather(p + 1, at), sx - x0),
                   mix(gather(p + width, at), gather(p + width + 1, at), sx - x0), fy);
      };
      const F share = unit(plane(s.share));
      if (!any(share > F(0.003F))) {
        continue;
      }
      const Mask inside = iota(static_cast<float>(x)) < F(static_cast<float>(frame.size.width));
      const F amount = select(inside, share, F(0.0F));
      const std::size_t pixel = frame.at(x, y);
      for (std::size_t p = 0; p < 3; ++p) {
        store(mix(load(&(*to[p])[pixel]), plane(s.blurred.planes[p]), amount), &(*to[p])[pixel]);
      }
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(Halve);
HWY_EXPORT(Gather);
HWY_EXPORT(Composite);

namespace {

/// A pixel looks as far as its own disc, or as the largest disc before the focus near it.
void find_reach(FocusScratch& s) {
  constexpr int kBlock = 8;
  const int width = s.half.width;
  const int height = s.half.height;
  const int across = (width + kBlock - 1) / kBlock;
  const int down = (height + kBlock - 1) / kBlock;
  std::vector<float> nearest(static_cast<std::size_t>(across * down), 0.0F);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      float& most = nearest[static_cast<std::size_t>(y / kBlock * across + x / kBlock)];
      most = std::max(most, -s.radius[static_cast<std::size_t>(y * width + x)]);
    }
  }
  std::vector<float> around(nearest.size());
  for (int y = 0; y < down; ++y) {
    for (int x = 0; x < across; ++x) {
      float most = 0;
      for (int j = std::max(y - 2, 0); j <= std::min(y + 2, down - 1); ++j) {
        for (int i = std::max(x - 2, 0); i <= std::min(x + 2, across - 1); ++i) {
          most = std::max(most, nearest[static_cast<std::size_t>(j * across + i)]);
        }
      }
      around[static_cast<std::size_t>(y * across + x)] = most;
    }
  }
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::size_t at = static_cast<std::size_t>(y * width + x);
      s.reach[at] = std::max(std::abs(s.radius[at]),
                             around[static_cast<std::size_t>(y / kBlock * across + x / kBlock)]);
    }
  }
}

}  // namespace

void blur_by_depth(const world::CameraState& camera, int taps, FocusScratch& scratch,
                   FrameBuffer& frame) {
  if (camera.blur <= 0 || frame.size.width < 4 || frame.size.height < 4) {
    return;
  }
  scratch.half.resize(frame.size.width / 2, frame.size.height / 2);
  scratch.blurred.resize(frame.size.width / 2, frame.size.height / 2);
  const std::size_t count = scratch.half.planes[0].size();
  for (std::vector<float>* plane : {&scratch.radius, &scratch.reach, &scratch.share}) {
    plane->resize(count);
  }
  HWY_DYNAMIC_DISPATCH(Halve)(frame, camera, scratch);
  find_reach(scratch);
  HWY_DYNAMIC_DISPATCH(Gather)(taps, scratch);
  HWY_DYNAMIC_DISPATCH(Composite)(scratch, frame);
}

}  // namespace kirin::engine::motion::render
#endif
