/// \file
/// Looking the environment up. Included once for each instruction set.
#if defined(KIRIN_ENGINE_MOTION_RENDER_ENVIRONMENT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_ENGINE_MOTION_RENDER_ENVIRONMENT_INL_H_
#undef KIRIN_ENGINE_MOTION_RENDER_ENVIRONMENT_INL_H_
#else
#define KIRIN_ENGINE_MOTION_RENDER_ENVIRONMENT_INL_H_
#endif

#include "engine/motion/render/environment.h"
#include "engine/motion/render/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {

/// The sky's light from `direction` (length 1); from below the horizon `ground`.
HWY_INLINE V3 environment_at(const Environment& map, V3 direction, V3 ground) {
  constexpr float kHalf = 0.5F * Environment::kSide;
  const F scale = F(kHalf - 2) / (max(direction.y, 0.0F) + 1.0F);
  const F x = clamp(madd(direction.x, scale, kHalf - 0.5F), 0.0F, Environment::kSide - 2.01F);
  const F y = clamp(madd(direction.z, scale, kHalf - 0.5F), 0.0F, Environment::kSide - 2.01F);
  const F x0 = floor(x);
  const F y0 = floor(y);
  const F fx = x - x0;
  const F fy = y - y0;
  const VI at = hn::Add(hn::Mul(to_int(y0), hn::Set(DI(), Environment::kSide)), to_int(x0));
  const auto plane = [&](const std::vector<float>& from) HWY_ATTR {
    const float* p = from.data();
    return mix(mix(gather(p, at), gather(p + 1, at), fx),
               mix(gather(p + Environment::kSide, at), gather(p + Environment::kSide + 1, at), fx),
               fy);
  };
  const V3 sky(plane(map.red), plane(map.green), plane(map.blue));
  return mix(sky, ground, smooth(0.0F, 0.12F, -direction.y));
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
