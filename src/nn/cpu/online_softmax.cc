#include "nn/cpu/online_softmax.h"

#include <algorithm>
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

/// The nearest bf16 number, ties to even; finite values only.
HWY_INLINE V rounded_to_bf16(V value) {
  const hn::RebindToUnsigned<D> du;
  const auto bits = hn::BitCast(du, value);
  const auto odd = hn::And(hn::ShiftRight<16>(bits), hn::Set(du, 1U));
  const auto up = hn::Add(bits, hn::Add(odd, hn::Set(du, 0x7fffU)));
  return hn::BitCast(D(), hn::And(up, hn::Set(du, 0xffff0000U)));
}

/// Stores numbers that are bf16 numbers already.
HWY_INLINE void store_bf16(V value, BFloat16* to) {
  const hn::RebindToSigned<D> di;
  const hn::Rebind<std::uint16_t, D> d16;
  const auto upper = hn::ShiftRight<16>(hn::BitCast(hn::RebindToUnsigned<D>(), value));
  hn::StoreU(hn::DemoteTo(d16, hn::BitCast(di, upper)), d16, reinterpret_cast<std::uint16_t*>(to));
}

/// Scales the scores, adds the bias and returns the highest. The padding becomes -inf.
HWY_INLINE float finish_scores(float* scores, Index count, float scale, const float* bias) {
  const auto lanes = static_cast<Index>(hn::Lanes(D()));
  const V factor = set(scale);
  V peak = set(kNever);
  const auto finished = [&](Index i) HWY_ATTR {
    const V score = hn::Mul(hn::LoadU(D(), scores + i), factor);
    return bias == nullptr ? score : hn::Add(score, hn::LoadU(D(), bias + i));
  };
  Index i = 0;
  for (; i + lanes <= count; i += lanes) {
    const V score = finished(i);
    hn::StoreU(score, D(), scores + i);
    peak = hn::Max(peak, score);
  }
  if (i < count) {
    const auto counts = hn::FirstN(D(), static_cast<std::size_t>(count - i));
    const V score = hn::IfThenElse(counts, finished(i), set(kNever));
    hn::StoreU(score, D(), scores + i);
    peak = hn::Max(peak, score);
    i += lanes;
  }
  std::fill(scores + i, scores + std::max(i, (count + 15) / 16 * 16), kNever);
  return hn::GetLane(hn::MaxOfLanes(D(), peak));
}

/// Turns scores into weights and returns their sum.
template <bool kRounded>
HWY_INLINE float weigh(float* scores, Index count, V top, BFloat16* bf16) {
  V total = hn::Zero(D());
  for (Index i = 0; i < (count + 15) / 16 * 16; i += static_cast<Index>(hn::Lanes(D()))) {
    V weight = exp(hn::Sub(hn::LoadU(D(), scores + i), top));
    if constexpr (kRounded) {
      weight = rounded_to_bf16(weight);
    }
    if (bf16 != nullptr) {
      store_bf16(weight, bf16 + i);
    } else {
      hn::StoreU(weight, D(), scores + i);
    }
    total = hn::Add(total, weight);
  }
  return hn::GetLane(hn::SumOfLanes(D(), total));
}

void AbsorbScores(float* scores, Index count, float scale, const float* bias, Index dim,
                  WeightTarget target, OnlineSoftmax& softmax) {
  const float highest = std::max(softmax.highest, finish_scores(scores, count, scale, bias));
  // Where every key was masked so far any finite number will do.
  const V top = set(highest == kNever ? 0.0F : highest);
  const float total = target.rounded ? weigh<true>(scores, count, top, target.bf16)
                                     : weigh<false>(scores, count, top, nullptr);
  const float shrink = hn::GetLane(exp(hn::Sub(set(softmax.highest), top)));
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
