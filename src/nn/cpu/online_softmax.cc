#include "nn/cpu/online_softmax.h"

#include <algorithm>
#include <cmath>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/cpu/online_softmax.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "nn/cpu/float_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::nn::cpu::HWY_NAMESPACE {
namespace {

void ScaleRow(float factor, Index count, float* values) {
  const V by = set(factor);
  for (Index i = 0; i < count; i += static_cast<Index>(hn::Lanes(D()))) {
    hn::StoreU(hn::Mul(hn::LoadU(D(), values + i), by), D(), values + i);
  }
}

constexpr float kNever = -std::numeric_limits<float>::infinity();
constexpr float kLog2E = 1.44269504F;

/// 2^x for x up to about 0; 0 below -125. Within 6e-9 but for rounding, or 7e-6 where the result
/// will be rounded to bf16 (polynomials: minimax fits of our own of (2^r - 1) / r).
template <bool kRounded>
HWY_INLINE V exp2_of_negative(V x) {
  // Adding 1.5 · 2²³ rounds to a whole number, which then stands in the lowest bits.
  const V at = hn::Max(x, set(-126.0F));
  const V shifted = hn::Add(at, set(12582912.0F));
  const V r = hn::Sub(at, hn::Sub(shifted, set(12582912.0F)));
  V p;
  if constexpr (kRounded) {
    p = hn::MulAdd(set(0.00965671055F), r, set(0.0558382832F));
    p = hn::MulAdd(p, r, set(0.2402253F));
    p = hn::MulAdd(p, r, set(0.693136752F));
  } else {
    p = hn::MulAdd(set(0.000154531634F), r, set(0.00133908633F));
    p = hn::MulAdd(p, r, set(0.00961808302F));
    p = hn::MulAdd(p, r, set(0.0555035695F));
    p = hn::MulAdd(p, r, set(0.240226507F));
    p = hn::MulAdd(p, r, set(0.693147182F));
  }
  p = hn::MulAdd(p, r, set(1.0F));
  const hn::RebindToSigned<D> di;
  const auto power = hn::ShiftLeft<23>(hn::BitCast(di, shifted));
  const V y = hn::BitCast(D(), hn::Add(hn::BitCast(di, p), power));
  return hn::IfThenZeroElse(hn::Lt(x, set(-125.0F)), y);
}

/// The nearest bf16 number, ties away from zero; finite values only.
HWY_INLINE V rounded_to_bf16(V value) {
  const hn::RebindToUnsigned<D> du;
  const auto up = hn::Add(hn::BitCast(du, value), hn::Set(du, 0x8000U));
  return hn::BitCast(D(), hn::And(up, hn::Set(du, 0xffff0000U)));
}

/// Stores numbers that are bf16 numbers already.
HWY_INLINE void store_bf16(V value, BFloat16* to) {
  const hn::RebindToSigned<D> di;
  const hn::Rebind<std::uint16_t, D> d16;
  const auto upper = hn::ShiftRight<16>(hn::BitCast(hn::RebindToUnsigned<D>(), value));
  hn::StoreU(hn::DemoteTo(d16, hn::BitCast(di, upper)), d16, reinterpret_cast<std::uint16_t*>(to));
}

/// Calls `each(position, mask of the numbers that count)` for the vectors of a row. All but the
/// last count whole; the row has padding.
template <typename Each>
HWY_INLINE void for_each_vector(Index count, const Each& each) {
  const auto lanes = static_cast<Index>(hn::Lanes(D()));
  Index i = 0;
  for (; i + lanes <= count; i += lanes) {
    each(i, [](V value, V /*otherwise*/) HWY_ATTR { return value; });
  }
  if (i < count) {
    const auto valid = hn::FirstN(D(), static_cast<std::size_t>(count - i));
    each(i, [=](V value, V otherwise) HWY_ATTR { return hn::IfThenElse(valid, value, otherwise); });
  }
}

HWY_INLINE float highest_of(const float* scores, Index count) {
  V peak = set(kNever);
  for_each_vector(count, [&](Index i, const auto& counted) HWY_ATTR {
    peak = hn::Max(peak, counted(hn::LoadU(D(), scores + i), peak));
  });
  return hn::GetLane(hn::MaxOfLanes(D(), peak));
}

/// scores = scores · factor + bias · log₂ e.
HWY_INLINE void finish_scores(float* scores, Index count, float factor, const float* bias) {
  for_each_vector(count, [&](Index i, const auto& /*counted*/) HWY_ATTR {
    V score = hn::Mul(hn::LoadU(D(), scores + i), set(factor));
    if (bias != nullptr) {
      score = hn::MulAdd(hn::LoadU(D(), bias + i), set(kLog2E), score);
    }
    hn::StoreU(score, D(), scores + i);
  });
}

/// Turns scores into weights 2^(score · factor - top) and returns their sum.
template <bool kRounded>
HWY_INLINE float weigh(float* scores, Index count, float factor, float top, BFloat16* bf16) {
  const V by = set(factor);
  const V minus_top = set(-top);
  V total = hn::Zero(D());
  for_each_vector(count, [&](Index i, const auto& counted) HWY_ATTR {
    V weight = exp2_of_negative<kRounded>(hn::MulAdd(hn::LoadU(D(), scores + i), by, minus_top));
    if constexpr (kRounded) {
      weight = rounded_to_bf16(weight);
    }
    if (bf16 != nullptr) {
      store_bf16(weight, bf16 + i);
    } else {
      hn::StoreU(weight, D(), scores + i);
    }
    total = hn::Add(total, counted(weight, hn::Zero(D())));
  });
  return hn::GetLane(hn::SumOfLanes(D(), total));
}

// Inside, scores are multiples of ln 2, so that weights are powers of two.
void AbsorbScores(float* scores, Index count, float scale, const float* bias, Index dim,
                  WeightTarget target, OnlineSoftmax& softmax) {
  float factor = scale * kLog2E;
  if (bias != nullptr || factor <= 0) {
    finish_scores(scores, count, factor, bias);
    factor = 1.0F;
  }
  const float highest = std::max(softmax.highest, highest_of(scores, count) * factor);
  // Where every key was masked so far any finite number will do.
  const float top = highest == kNever ? 0.0F : highest;
  const float total = target.rounded ? weigh<true>(scores, count, factor, top, target.bf16)
                                     : weigh<false>(scores, count, factor, top, nullptr);
  const float shrink = softmax.highest == kNever ? 0.0F : std::exp2(softmax.highest - top);
  if (shrink != 1.0F) {
    ScaleRow(shrink, dim, softmax.sum);
  }
  softmax.total = softmax.total * shrink + total;
  softmax.highest = highest;
}

}  // namespace
}  // namespace kirin::nn::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::nn::cpu {

HWY_EXPORT(AbsorbScores);
HWY_EXPORT(ScaleRow);

void absorb_scores(float* scores, Index count, float scale, const float* bias, Index dim,
                   WeightTarget target, OnlineSoftmax& softmax) {
  HWY_DYNAMIC_DISPATCH(AbsorbScores)(scores, count, scale, bias, dim, target, softmax);
}

void scale_row(float factor, Index count, float* values) {
  HWY_DYNAMIC_DISPATCH(ScaleRow)(factor, count, values);
}

}  // namespace kirin::nn::cpu
#endif
