/// \file
/// Hashed value noise in two and three dimensions, and its sums over octaves. Included once for
/// each instruction set, as simd-inl.h is.
#if defined(KIRIN_ENGINE_MOTION_RENDER_NOISE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_ENGINE_MOTION_RENDER_NOISE_INL_H_
#undef KIRIN_ENGINE_MOTION_RENDER_NOISE_INL_H_
#else
#define KIRIN_ENGINE_MOTION_RENDER_NOISE_INL_H_
#endif

#include "engine/motion/render/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {

inline constexpr std::uint32_t kHashX = 0x8DA6B343U;
inline constexpr std::uint32_t kHashY = 0xD8163841U;
inline constexpr std::uint32_t kHashZ = 0xCB1AB31FU;

/// [0, 1) from bits that are already spread by the constants above.
HWY_INLINE F hashed(VU h) {
  const DU du;
  h = hn::Mul(hn::Xor(h, hn::ShiftRight<15>(h)), hn::Set(du, 0x2C1B3C6DU));
  h = hn::Xor(h, hn::ShiftRight<12>(h));
  return F(hn::ConvertTo(D(), hn::BitCast(DI(), hn::ShiftRight<8>(h)))) * 0x1p-24F;
}
HWY_INLINE VU cell_key(F whole, std::uint32_t factor) {
  return hn::Mul(hn::BitCast(DU(), to_int(whole)), hn::Set(DU(), factor));
}
/// A hash of whole numbers.
HWY_INLINE F hash2(F x, F y) { return hashed(hn::Xor(cell_key(x, kHashX), cell_key(y, kHashY))); }
HWY_INLINE F hash3(F x, F y, F z) {
  return hashed(hn::Xor(hn::Xor(cell_key(x, kHashX), cell_key(y, kHashY)), cell_key(z, kHashZ)));
}
HWY_INLINE F eased(F t) { return t * t * (F(3.0F) - t * 2.0F); }

/// Value noise in [0, 1).
HWY_INLINE F noise(F x, F y) {
  const DU du;
  const F fx = floor(x);
  const F fy = floor(y);
  const VU x0 = cell_key(fx, kHashX);
  const VU y0 = cell_key(fy, kHashY);
  const VU x1 = hn::Add(x0, hn::Set(du, kHashX));
  const VU y1 = hn::Add(y0, hn::Set(du, kHashY));
  const F sx = eased(x - fx);
  const F upper = mix(hashed(hn::Xor(x0, y0)), hashed(hn::Xor(x1, y0)), sx);
  const F lower = mix(hashed(hn::Xor(x0, y1)), hashed(hn::Xor(x1, y1)), sx);
  return mix(upper, lower, eased(y - fy));
}

HWY_INLINE F noise(V3 p) {
  const DU du;
  const F fx = floor(p.x);
  const F fy = floor(p.y);
  const F fz = floor(p.z);
  const VU x0 = cell_key(fx, kHashX);
  const VU x1 = hn::Add(x0, hn::Set(du, kHashX));
  const VU y0 = cell_key(fy, kHashY);
  const VU y1 = hn::Add(y0, hn::Set(du, kHashY));
  const VU z0 = cell_key(fz, kHashZ);
  const VU z1 = hn::Add(z0, hn::Set(du, kHashZ));
  const F sx = eased(p.x - fx);
  const F sy = eased(p.y - fy);
  const auto row = [&](VU y, VU z) HWY_ATTR {
    const VU yz = hn::Xor(y, z);
    return mix(hashed(hn::Xor(x0, yz)), hashed(hn::Xor(x1, yz)), sx);
  };
  const F near = mix(row(y0, z0), row(y1, z0), sy);
  const F far = mix(row(y0, z1), row(y1, z1), sy);
  return mix(near, far, eased(p.z - fz));
}

/// Octaves of noise, each turned and twice as fine; in [0, 1] around 0.5.
template <int kOctaves>
HWY_INLINE F fbm(F x, F y) {
  F sum = 0.0F;
  float amplitude = 0.5F;
  float total = 0;
  for (int i = 0; i < kOctaves; ++i) {
    sum = madd(noise(x, y), amplitude, sum);
    total += amplitude;
    amplitude *= 0.5F;
    const F turned_x = madd(x, 1.6F, madd(y, 1.2F, 13.7F));
    y = madd(y, 1.6F, madd(x, -1.2F, 41.3F));
    x = turned_x;
  }
  return sum * (1.0F / total);
}

template <int kOctaves>
HWY_INLINE F fbm(V3 p) {
  F sum = 0.0F;
  float amplitude = 0.5F;
  float total = 0;
  for (int i = 0; i < kOctaves; ++i) {
    sum = madd(noise(p), amplitude, sum);
    total += amplitude;
    amplitude *= 0.5F;
    p = V3(madd(p.y, 2.03F, 17.1F), madd(p.z, 2.03F, 5.3F), madd(p.x, 2.03F, 31.7F));
  }
  return sum * (1.0F / total);
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
