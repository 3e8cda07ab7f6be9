#include "nn/cpu/norm_kernels.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/cpu/norm_kernels.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "nn/cpu/float_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::nn::cpu::HWY_NAMESPACE {
namespace {

using DD = hn::Repartition<double, D>;

HWY_INLINE Index lanes() { return static_cast<Index>(hn::Lanes(D())); }

/// Calls `each(vector, position)` for a row: 0 stands beyond its end.
template <typename Each>
HWY_INLINE void for_each_vector(const float* row, Index count, const Each& each) {
  Index i = 0;
  for (; i + lanes() <= count; i += lanes()) {
    each(hn::LoadU(D(), row + i), i);
  }
  if (i < count) {
    const auto valid = hn::FirstN(D(), static_cast<std::size_t>(count - i));
    each(hn::MaskedLoad(valid, D(), row + i), i);
  }
}

HWY_INLINE V load_upto(const float* row, Index i, Index count) {
  return i + lanes() <= count
             ? hn::LoadU(D(), row + i)
             : hn::MaskedLoad(hn::FirstN(D(), static_cast<std::size_t>(count - i)), D(), row + i);
}

HWY_INLINE void store_upto(V value, float* row, Index i, Index count) {
  if (i + lanes() <= count) {
    hn::StoreU(value, D(), row + i);
  } else {
    hn::BlendedStore(value, hn::FirstN(D(), static_cast<std::size_t>(count - i)), D(), row + i);
  }
}

/// Σ term(x) over a row in doubles. `term` takes vectors of doubles.
template <typename Term>
HWY_INLINE double sum_of(const float* row, Index count, const Term& term) {
  const hn::Rebind<float, DD> df;
  const auto step = static_cast<Index>(hn::Lanes(DD()));
  // Two sums, so that one addition need not wait for the other.
  auto even = hn::Zero(DD());
  auto odd = hn::Zero(DD());
  Index i = 0;
  for (; i + 2 * step <= count; i += 2 * step) {
    even = term(hn::PromoteTo(DD(), hn::LoadU(df, row + i)), even);
    odd = term(hn::PromoteTo(DD(), hn::LoadU(df, row + i + step)), odd);
  }
  double total = hn::GetLane(hn::SumOfLanes(DD(), hn::Add(even, odd)));
  for (; i < count; ++i) {
    total += hn::GetLane(term(hn::Set(DD(), static_cast<double>(row[i])), hn::Zero(DD())));
  }
  return total;
}

using VD = hn::Vec<DD>;

HWY_INLINE double sum(const float* row, Index count) {
  return sum_of(row, count, [](VD x, VD total) HWY_ATTR { return hn::Add(total, x); });
}

HWY_INLINE double sum_of_squares(const float* row, Index count) {
  return sum_of(row, count, [](VD x, VD total) HWY_ATTR { return hn::MulAdd(x, x, total); });
}

/// Σ (x - mean)².
HWY_INLINE double sum_of_deviations(const float* row, Index count, double mean) {
  const VD middle = hn::Set(DD(), mean);
  return sum_of(row, count, [=](VD x, VD total) HWY_ATTR {
    const VD deviation = hn::Sub(x, middle);
    return hn::MulAdd(deviation, deviation, total);
  });
}

void LayerNormRows(const NormRows& rows, const float* factor, const float* offset, float eps) {
  const auto channels = static_cast<double>(rows.channels);
  for (Index row = 0; row < rows.rows; ++row) {
    const float* x = rows.x + row * rows.channels;
    float* y = rows.y + row * rows.channels;
    const double mean = sum(x, rows.channels) / channels;
    const double variance = sum_of_deviations(x, rows.channels, mean) / channels;
    const V scale = set(static_cast<float>(1.0 / std::sqrt(variance + eps)));
    // The mean as a sum of two floats: one alone is wrong by 6e-8 of it, which may be much of the
    // standard deviation.
    const auto head = static_cast<float>(mean);
    const V mean_head = set(head);
    const V mean_rest = set(static_cast<float>(mean - head));
    for_each_vector(x, rows.channels, [&](V value, Index i) HWY_ATTR {
      const V centred = hn::Sub(hn::Sub(value, mean_head), mean_rest);
      const V result = hn::MulAdd(hn::Mul(centred, scale), load_upto(factor, i, rows.channels),
                                  load_upto(offset, i, rows.channels));
      store_upto(result, y, i, rows.channels);
    });
  }
}

template <typename Then>
HWY_INLINE void scale_row(const float* x, float* y, Index count, double scale, const float* factor,
                          const Then& then) {
  const V by = set(static_cast<float>(scale));
  for_each_vector(x, count, [&](V value, Index i) HWY_ATTR {
    store_upto(then(hn::Mul(hn::Mul(value, by), load_upto(factor, i, count))), y, i, count);
  });
}

struct Same {
  HWY_INLINE V operator()(V x) const { return x; }
};
struct Silu {
  HWY_INLINE V operator()(V x) const { return silu(x); }
};

void RmsNormRows(const NormRows& rows, const float* factor, float eps) {
  for (Index row = 0; row < rows.rows; ++row) {
    const float* x = rows.x + row * rows.channels;
    const double mean = sum_of_squares(x, rows.channels) / static_cast<double>(rows.channels);
    scale_row(x, rows.y + row * rows.channels, rows.channels, 1.0 / std::sqrt(mean + eps), factor,
              Same());
  }
}

void ChannelNormRows(const NormRows& rows, const float* factor, bool silu_follows) {
  const double root = std::sqrt(static_cast<double>(rows.channels));
  for (Index row = 0; row < rows.rows; ++row) {
    const float* x = rows.x + row * rows.channels;
    float* y = rows.y + row * rows.channels;
    const double length = std::max(1e-12, std::sqrt(sum_of_squares(x, rows.channels)));
    if (silu_follows) {
      scale_row(x, y, rows.channels, root / length, factor, Silu());
    } else {
      scale_row(x, y, rows.channels, root / length, factor, Same());
    }
  }
}

void RotatePairs(float* x, Index count, const double* cosines, const double* sines) {
  const hn::Rebind<float, DD> df;
  const auto step = static_cast<Index>(hn::Lanes(DD()));
  Index i = 0;
  for (; i + step <= count; i += step) {
    const auto pairs = hn::PromoteTo(DD(), hn::LoadU(df, x + i));
    const auto turned = hn::MulAdd(pairs, hn::LoadU(DD(), cosines + i),
                                   hn::Mul(hn::Reverse2(DD(), pairs), hn::LoadU(DD(), sines + i)));
    hn::StoreU(hn::DemoteTo(df, turned), df, x + i);
  }
  for (; i < count; i += 2) {
    const double real = x[i];
    const double imaginary = x[i + 1];
    x[i] = static_cast<float>(real * cosines[i] + imaginary * sines[i]);
    x[i + 1] = static_cast<float>(real * sines[i + 1] + imaginary * cosines[i + 1]);
  }
}

}  // namespace
}  // namespace kirin::nn::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::nn::cpu {

HWY_EXPORT(LayerNormRows);
HWY_EXPORT(RmsNormRows);
HWY_EXPORT(ChannelNormRows);
HWY_EXPORT(RotatePairs);

void layer_norm_rows(const NormRows& rows, const float* factor, const float* offset, float eps) {
  HWY_DYNAMIC_DISPATCH(LayerNormRows)(rows, factor, offset, eps);
}

void rms_norm_rows(const NormRows& rows, const float* factor, float eps) {
  HWY_DYNAMIC_DISPATCH(RmsNormRows)(rows, factor, eps);
}

void channel_norm_rows(const NormRows& rows, const float* factor, bool silu) {
  HWY_DYNAMIC_DISPATCH(ChannelNormRows)(rows, factor, silu);
}

void rotate_pairs(float* x, Index count, const double* cosines, const double* sines) {
  HWY_DYNAMIC_DISPATCH(RotatePairs)(x, count, cosines, sines);
}

}  // namespace kirin::nn::cpu
#endif
