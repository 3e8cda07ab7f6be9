#include "engine/motion/render/bloom.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/bloom.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

/// Sums of four neighbours.
HWY_INLINE F four(const float* from) {
  V a, b, c, d;
  hn::LoadInterleaved4(D(), from, a, b, c, d);
  return (F(a) + F(b)) + (F(c) + F(d));
}

void BrightPass(const FrameBuffer& frame, float exposure, LightPlanes& out) {
  const F gain = exposure / 16;
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; x += lanes()) {
      V3 c;
      for (int row = 0; row < 4; ++row) {
        const std::size_t at = frame.at(4 * x, std::min(4 * y + row, frame.size.height - 1));
        c = c + V3(four(&frame.red[at]), four(&frame.green[at]), four(&frame.blue[at]));
      }
      c = c * gain;
      const F bright = max(max(c.x, c.y), c.z);
      const F over = max(bright - 0.75F, 0.0F);
      const F share = min(over / max(bright, 1e-3F), 1.0F) * min(F(6.0F) / max(bright, 1.0F), 1.0F);
      const std::size_t to = static_cast<std::size_t>(y * out.width + x);
      store(c.x * share, &out.planes[0][to]);
      store(c.y * share, &out.planes[1][to]);
      store(c.z * share, &out.planes[2][to]);
    }
  }
}

/// Half the size: a 4 x 4 tent.
void Halve(const LightPlanes& from, LightPlanes& to) {
  for (std::size_t p = 0; p < 3; ++p) {
    const std::vector<float>& in = from.planes[p];
    for (int y = 0; y < to.height; ++y) {
      for (int x = 0; x < to.width; ++x) {
        float sum = 0;
        for (int dy = -1; dy <= 2; ++dy) {
          const int row = std::clamp(2 * y + dy, 0, from.height - 1) * from.width;
          const auto at = [&](int dx) {
            return in[static_cast<std::size_t>(row + std::clamp(2 * x + dx, 0, from.width - 1))];
          };
          const float weight = dy == 0 || dy == 1 ? 3.0F : 1.0F;
          sum += weight * (at(-1) + 3 * at(0) + 3 * at(1) + at(2));
        }
        to.planes[p][static_cast<std::size_t>(y * to.width + x)] = sum / 64;
      }
    }
  }
}

/// Adds the smaller picture, linear between its pixels, times `share`.
void AddSmaller(const LightPlanes& small, float share, LightPlanes& to) {
  for (std::size_t p = 0; p < 3; ++p) {
    for (int y = 0; y < to.height; ++y) {
      const float sy = std::clamp(0.5F * static_cast<float>(y) - 0.25F, 0.0F,
                                  static_cast<float>(small.height - 1));
      const int y0 = static_cast<int>(sy);
      const int y1 = std::min(y0 + 1, small.height - 1);
      const float fy = sy - static_cast<float>(y0);
      const float* upper = &small.planes[p][static_cast<std::size_t>(y0 * small.width)];
      const float* lower = &small.planes[p][static_cast<std::size_t>(y1 * small.width)];
      float* row = &to.planes[p][static_cast<std::size_t>(y * to.width)];
      for (int x = 0; x < to.width; x += lanes()) {
        const F sx = clamp(iota(static_cast<float>(x)) * 0.5F - 0.25F, 0.0F,
                           static_cast<float>(small.width - 1));
        const F x0 = floor(sx);
        const VI i0 = to_int(x0);
        const VI i1 = hn::Min(hn::Add(i0, hn::Set(DI(), 1)), hn::Set(DI(), small.width - 1));
        const F left = mix(gather(upper, i0), gather(lower, i0), fy);
        const F right = mix(gather(upper, i1), gather(lower, i1), fy);
        const Mask inside = iota(static_cast<float>(x)) < F(static_cast<float>(to.width));
        const F added = select(inside, mix(left, right, sx - x0) * share, F(0.0F));
        store(load(row + x) + added, row + x);
      }
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(BrightPass);
HWY_EXPORT(Halve);
HWY_EXPORT(AddSmaller);

void LightPlanes::resize(int to_width, int to_height) {
  width = std::max(to_width, 1);
  height = std::max(to_height, 1);
  for (std::vector<float>& plane : planes) {
    plane.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) + 32);
  }
}

void find_bloom(const FrameBuffer& frame, float exposure, Bloom& bloom) {
  auto& levels = bloom.levels;
  levels[0].resize(frame.size.width / 4, frame.size.height / 4);
  for (std::size_t i = 1; i < levels.size(); ++i) {
    levels[i].resize(levels[i - 1].width / 2, levels[i - 1].height / 2);
  }
  HWY_DYNAMIC_DISPATCH(BrightPass)(frame, exposure, levels[0]);
  for (std::size_t i = 1; i < levels.size(); ++i) {
    HWY_DYNAMIC_DISPATCH(Halve)(levels[i - 1], levels[i]);
  }
  for (std::size_t i = levels.size() - 1; i > 0; --i) {
    HWY_DYNAMIC_DISPATCH(AddSmaller)(levels[i], 0.9F, levels[i - 1]);
  }
}

}  // namespace kirin::engine::motion::render
#endif
