/// \file
/// Exponentials and what activations make of them, for vectors of floats.
///
/// Included once for each instruction set (Highway's foreach_target), so it has no include guard
/// but Highway's toggle. Polynomials are minimax fits (Chebyshev) of our own; the errors that the
/// tests measure are in units of the last place (ulp).
#if defined(KIRIN_NN_CPU_FLOAT_MATH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_NN_CPU_FLOAT_MATH_INL_H_
#undef KIRIN_NN_CPU_FLOAT_MATH_INL_H_
#else
#define KIRIN_NN_CPU_FLOAT_MATH_INL_H_
#endif

#include <hwy/highway.h>

#include "nn/ops/activation.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::nn::cpu::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

HWY_INLINE V set(float value) { return hn::Set(D(), value); }

/// e^(x + low) within 1 ulp, where |low| is at most an ulp of x. Below -87.3 (results of less than
/// 2^-126) it is 0; above 88.3 it stays at e^88.3.
HWY_INLINE V exp_of_sum(V x, V low) {
  const auto too_low = hn::Lt(x, set(-87.3F));
  const V at = hn::Min(hn::Max(x, set(-87.3F)), set(88.3F));
  const auto n = hn::NearestInt(hn::Mul(at, set(1.44269504F)));
  const V whole = hn::ConvertTo(D(), n);
  // ln 2 as a sum, the first part short enough for exact products.
  V r = hn::NegMulAdd(whole, set(0.693145752F), at);
  r = hn::NegMulAdd(whole, set(1.42860677e-6F), r);
  r = hn::Add(r, low);
  V p = set(0.00019890991F);
  p = hn::MulAdd(p, r, set(0.001393365F));
  p = hn::MulAdd(p, r, set(0.00833331048F));
  p = hn::MulAdd(p, r, set(0.0416664667F));
  p = hn::MulAdd(p, r, set(0.166666672F));
  p = hn::MulAdd(p, r, set(0.5F));
  p = hn::Add(hn::MulAdd(hn::Mul(r, r), p, r), set(1.0F));
  const hn::RebindToSigned<D> di;
  const V power = hn::BitCast(D(), hn::ShiftLeft<23>(hn::Add(n, hn::Set(di, 127))));
  return hn::IfThenZeroElse(too_low, hn::Mul(p, power));
}

/// e^x: `exp_of_sum` without a second part.
HWY_INLINE V exp(V x) { return exp_of_sum(x, hn::Zero(D())); }

/// x / (1 + e^-u): 0 where e^u is below the range of floats.
HWY_INLINE V over_one_plus_exp(V x, V minus_u, V low) {
  const V y = hn::Div(x, hn::Add(set(1.0F), exp_of_sum(minus_u, low)));
  return hn::IfThenZeroElse(hn::Gt(minus_u, set(88.0F)), y);
}

/// x · Φ(x). For negative x, Φ(x) = g(|x|) e^(-x²/2) with g(x) = erfcx(x/√2) / 2 a polynomial in
/// 1 / (1 + 0.3 x); x² is taken as a sum of two floats, because its rounding error grows by e.
HWY_INLINE V gelu_erf(V x) {
  const V size = hn::Min(hn::Abs(x), set(13.4F));
  const V t = hn::Div(set(1.0F), hn::MulAdd(size, set(0.3F), set(1.0F)));
  V p = set(-0.0208575483F);
  p = hn::MulAdd(p, t, set(0.113738045F));
  p = hn::MulAdd(p, t, set(-0.231345668F));
  p = hn::MulAdd(p, t, set(0.196045250F));
  p = hn::MulAdd(p, t, set(-0.0830259100F));
  p = hn::MulAdd(p, t, set(0.0981137678F));
  p = hn::MulAdd(p, t, set(0.0777088478F));
  p = hn::MulAdd(p, t, set(0.110381231F));
  p = hn::MulAdd(p, t, set(0.119554415F));
  p = hn::MulAdd(p, t, set(0.119687572F));
  const V square = hn::Mul(size, size);
  const V rest = hn::MulSub(size, size, square);
  const V half = set(-0.5F);
  const V tail = hn::Mul(hn::Mul(p, t), exp_of_sum(hn::Mul(square, half), hn::Mul(rest, half)));
  const auto negative = hn::Lt(x, hn::Zero(D()));
  const V y = hn::Mul(x, hn::IfThenElse(negative, tail, hn::Sub(set(1.0F), tail)));
  return hn::IfThenZeroElse(hn::Lt(x, set(-13.4F)), y);
}

/// 0.5 x (1 + tanh u) = x / (1 + e^-2u), which keeps its digits where tanh is near -1;
/// 2u = x (a + b x²), the product's rounding error carried along.
HWY_INLINE V gelu_tanh(V x) {
  const V factor = hn::MulAdd(hn::Mul(x, x), set(-0.0713548163F), set(-1.59576912F));
  const V minus_u = hn::Mul(x, factor);
  const V low = hn::MulSub(x, factor, minus_u);
  // Beyond the range of exp the products may be infinite and their difference no number.
  return over_one_plus_exp(x, minus_u,
                           hn::IfThenElseZero(hn::Lt(hn::Abs(minus_u), set(90.0F)), low));
}

HWY_INLINE V silu(V x) { return over_one_plus_exp(x, hn::Neg(x), hn::Zero(D())); }

template <Activation kActivation>
HWY_INLINE V activated(V x) {
  if constexpr (kActivation == Activation::gelu_tanh) {
    return gelu_tanh(x);
  } else if constexpr (kActivation == Activation::gelu_erf) {
    return gelu_erf(x);
  } else if constexpr (kActivation == Activation::silu) {
    return silu(x);
  } else {
    return x;
  }
}

}  // namespace
}  // namespace kirin::nn::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
