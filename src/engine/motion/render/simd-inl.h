/// \file
/// Vectors of floats with the operators of arithmetic, and the functions shaders are written in.
///
/// Included once for each instruction set (Highway's foreach_target), so it has no include guard
/// but Highway's toggle. Divisions and roots are exact ones: the estimates of processors differ
/// from maker to maker, and a frame must not.
#if defined(KIRIN_ENGINE_MOTION_RENDER_SIMD_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_ENGINE_MOTION_RENDER_SIMD_INL_H_
#undef KIRIN_ENGINE_MOTION_RENDER_SIMD_INL_H_
#else
#define KIRIN_ENGINE_MOTION_RENDER_SIMD_INL_H_
#endif

#include <hwy/highway.h>

#include "engine/motion/world/geometry.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using DU = hn::RebindToUnsigned<D>;
using DI = hn::RebindToSigned<D>;
using V = hn::Vec<D>;
using VU = hn::Vec<DU>;
using VI = hn::Vec<DI>;
using Mask = hn::Mask<D>;

struct F {
  V v;
  HWY_INLINE F() : v(hn::Zero(D())) {}
  HWY_INLINE F(V from) : v(from) {}
  HWY_INLINE F(float x) : v(hn::Set(D(), x)) {}
};

HWY_INLINE F operator+(F a, F b) { return hn::Add(a.v, b.v); }
HWY_INLINE F operator-(F a, F b) { return hn::Sub(a.v, b.v); }
HWY_INLINE F operator*(F a, F b) { return hn::Mul(a.v, b.v); }
HWY_INLINE F operator/(F a, F b) { return hn::Div(a.v, b.v); }
HWY_INLINE F operator-(F a) { return hn::Neg(a.v); }
HWY_INLINE Mask operator<(F a, F b) { return hn::Lt(a.v, b.v); }
HWY_INLINE Mask operator>(F a, F b) { return hn::Gt(a.v, b.v); }
/// a * b + c, rounded once where the processor can.
HWY_INLINE F madd(F a, F b, F c) { return hn::MulAdd(a.v, b.v, c.v); }
HWY_INLINE F min(F a, F b) { return hn::Min(a.v, b.v); }
HWY_INLINE F max(F a, F b) { return hn::Max(a.v, b.v); }
HWY_INLINE F abs(F a) { return hn::Abs(a.v); }
HWY_INLINE F sqrt(F a) { return hn::Sqrt(a.v); }
HWY_INLINE F floor(F a) { return hn::Floor(a.v); }
HWY_INLINE F fract(F a) { return a - floor(a); }
HWY_INLINE F unit(F a) { return min(max(a, 0.0F), 1.0F); }
HWY_INLINE F clamp(F a, F low, F high) { return min(max(a, low), high); }
HWY_INLINE F mix(F a, F b, F t) { return madd(b - a, t, a); }
HWY_INLINE F select(Mask m, F yes, F no) { return hn::IfThenElse(m, yes.v, no.v); }
HWY_INLINE bool any(Mask m) { return !hn::AllFalse(D(), m); }
HWY_INLINE F smooth(F from, F to, F x) {
  const F t = unit((x - from) / (to - from));
  return t * t * (F(3.0F) - t * 2.0F);
}
HWY_INLINE F load(const float* from) { return hn::LoadU(D(), from); }
HWY_INLINE void store(F v, float* to) { hn::StoreU(v.v, D(), to); }
/// first, first + 1, …
HWY_INLINE F iota(float first) { return hn::Iota(D(), first); }
HWY_INLINE VI to_int(F a) { return hn::ConvertTo(DI(), a.v); }  // towards 0
HWY_INLINE F to_float(VI a) { return hn::ConvertTo(D(), a); }
HWY_INLINE F gather(const float* base, VI at) { return hn::GatherIndex(D(), base, at); }
HWY_INLINE int lanes() { return static_cast<int>(hn::Lanes(D())); }

/// 2^x within 1e-6 for |x| < 126 (minimax on [0, 1), degree 6).
HWY_INLINE F exp2(F x) {
  const F clamped = clamp(x, -126.0F, 126.0F);
  const F whole = floor(clamped);
  const F f = clamped - whole;
  F p = 0.000217986F;
  p = madd(p, f, 0.00123999F);
  p = madd(p, f, 0.00967899F);
  p = madd(p, f, 0.0554833F);
  p = madd(p, f, 0.240228F);
  p = madd(p, f, 0.693147F);
  p = madd(p, f, 1.0F);
  const VI bits = hn::ShiftLeft<23>(hn::Add(to_int(whole), hn::Set(DI(), 127)));
  return p * F(hn::BitCast(D(), bits));
}
HWY_INLINE F exp(F x) { return exp2(x * 1.44269504F); }
/// log2 within 2e-5 for positive normal numbers: atanh series about the mantissa in [√½, √2).
HWY_INLINE F log2(F x) {
  const VI bits = hn::BitCast(DI(), max(x, 1e-30F).v);
  const VI shifted = hn::Sub(bits, hn::Set(DI(), 0x3F3504F3));
  const VI exponent = hn::ShiftRight<23>(shifted);
  const F m = hn::BitCast(D(), hn::Sub(bits, hn::ShiftLeft<23>(exponent)));
  const F s = (m - 1.0F) / (m + 1.0F);
  const F s2 = s * s;
  const F series = madd(madd(madd(s2, 1.0F / 7, 1.0F / 5), s2, 1.0F / 3), s2, 1.0F);
  return madd(s * series, 2.88539008F, to_float(exponent));
}
HWY_INLINE F pow(F x, F power) { return exp2(log2(x) * power); }
/// sin(2π x) within 1e-4.
HWY_INLINE F sin_turns(F x) {
  const F f = x - floor(x + 0.5F);  // [-½, ½)
  const F folded = select(abs(f) > F(0.25F), F(hn::CopySign(V(F(0.5F).v), f.v)) - f, f);
  const F s = folded * folded;
  return folded * madd(madd(madd(s, -76.70586F, 81.60525F), s, -41.341702F), s, 6.2831853F);
}

struct V3 {
  F x, y, z;
  HWY_INLINE V3() = default;
  HWY_INLINE V3(F a, F b, F c) : x(a), y(b), z(c) {}
  HWY_INLINE V3(const world::Vec3& p) : x(p.x), y(p.y), z(p.z) {}
};
HWY_INLINE V3 operator+(V3 a, V3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
HWY_INLINE V3 operator-(V3 a, V3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
HWY_INLINE V3 operator*(V3 a, V3 b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
HWY_INLINE V3 operator*(V3 a, F s) { return {a.x * s, a.y * s, a.z * s}; }
HWY_INLINE V3 operator-(V3 a) { return {-a.x, -a.y, -a.z}; }
HWY_INLINE V3 madd(V3 a, F s, V3 b) {
  return {madd(a.x, s, b.x), madd(a.y, s, b.y), madd(a.z, s, b.z)};
}
HWY_INLINE V3 mix(V3 a, V3 b, F t) {
  return {mix(a.x, b.x, t), mix(a.y, b.y, t), mix(a.z, b.z, t)};
}
HWY_INLINE V3 max(V3 a, F low) { return {max(a.x, low), max(a.y, low), max(a.z, low)}; }
HWY_INLINE V3 select(Mask m, V3 a, V3 b) {
  return {select(m, a.x, b.x), select(m, a.y, b.y), select(m, a.z, b.z)};
}
HWY_INLINE F dot(V3 a, V3 b) { return madd(a.x, b.x, madd(a.y, b.y, a.z * b.z)); }
HWY_INLINE V3 normalized(V3 a) { return a * (F(1.0F) / sqrt(max(dot(a, a), 1e-20F))); }
HWY_INLINE F luminance(V3 c) { return madd(c.x, 0.2126F, madd(c.y, 0.7152F, c.z * 0.0722F)); }

/// Where the map puts a point or a direction.
HWY_INLINE V3 turned(const world::Affine& map, V3 d) {
  return madd(V3(map.x), d.x, madd(V3(map.y), d.y, V3(map.z) * d.z));
}
HWY_INLINE V3 moved(const world::Affine& map, V3 p) {
  return madd(V3(map.x), p.x, madd(V3(map.y), p.y, madd(V3(map.z), p.z, V3(map.origin))));
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
