#include "nn/cpu/row_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/cpu/row_kernels.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "nn/cpu/float_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::nn::cpu::HWY_NAMESPACE {
namespace {

using DU = hn::RebindToUnsigned<D>;
using DI = hn::RebindToSigned<D>;

// F16C came with AVX2; before it Highway's own conversion does not know infinities.
constexpr bool kHasFloat16 = HWY_TARGET <= HWY_AVX2;

HWY_INLINE V wide(const BFloat16* from) {
  const hn::Rebind<std::uint16_t, D> d16;
  const auto bits = hn::LoadU(d16, reinterpret_cast<const std::uint16_t*>(from));
  return hn::BitCast(D(), hn::ShiftLeft<16>(hn::PromoteTo(DU(), bits)));
}

HWY_INLINE V wide(const Float16* from) {
  const hn::Rebind<hwy::float16_t, D> d16;
  return hn::PromoteTo(D(), hn::LoadU(d16, reinterpret_cast<const hwy::float16_t*>(from)));
}

/// The seven bits below the sign, moved to where a float's exponent ends, are the value over 2^120,
/// subnormal ones too.
HWY_INLINE V wide(const Float8E4M3* from) {
  const hn::Rebind<std::uint8_t, D> d8;
  const auto bits = hn::PromoteTo(DU(), hn::LoadU(d8, reinterpret_cast<const std::uint8_t*>(from)));
  const auto size = hn::And(bits, hn::Set(DU(), 0x7fU));
  const auto sign = hn::ShiftLeft<24>(hn::AndNot(hn::Set(DU(), 0x7fU), bits));
  const V value = hn::Mul(hn::BitCast(D(), hn::ShiftLeft<20>(size)), set(0x1p120F));
  const auto no_number = hn::Eq(size, hn::Set(DU(), 0x7fU));
  const auto result =
      hn::IfThenElse(no_number, hn::Set(DU(), 0x7fc00000U), hn::BitCast(DU(), value));
  return hn::BitCast(D(), hn::Or(result, sign));
}

HWY_INLINE void store(V value, BFloat16* to) {
  const auto bits = hn::BitCast(DU(), value);
  const auto odd = hn::And(hn::ShiftRight<16>(bits), hn::Set(DU(), 1U));
  const auto rounded = hn::Add(bits, hn::Add(odd, hn::Set(DU(), 0x7fffU)));
  // NaN: the upper half, made quiet.
  const auto quiet = hn::Or(bits, hn::Set(DU(), 0x400000U));
  const auto no_number = hn::RebindMask(DU(), hn::IsNaN(value));
  const auto upper = hn::ShiftRight<16>(hn::IfThenElse(no_number, quiet, rounded));
  const hn::Rebind<std::uint16_t, D> d16;
  hn::StoreU(hn::DemoteTo(d16, hn::BitCast(DI(), upper)), d16,
             reinterpret_cast<std::uint16_t*>(to));
}

HWY_INLINE void store(V value, Float16* to) {
  const hn::Rebind<hwy::float16_t, D> d16;
  hn::StoreU(hn::DemoteTo(d16, value), d16, reinterpret_cast<hwy::float16_t*>(to));
}

template <typename T>
void widen_all(const std::byte* bytes, Index count, float* to) {
  const auto* from = reinterpret_cast<const T*>(bytes);
  const auto lanes = static_cast<Index>(hn::Lanes(D()));
  Index i = 0;
  if constexpr (kHasFloat16 || !std::is_same_v<T, Float16>) {
    for (; i + lanes <= count; i += lanes) {
      hn::StoreU(wide(from + i), D(), to + i);
    }
  }
  for (; i < count; ++i) {
    to[i] = to_float(from[i]);
  }
}

void Widen(const std::byte* from, DType type, Index count, float* to) {
  switch (type) {
    case DType::bf16:
      return widen_all<BFloat16>(from, count, to);
    case DType::f16:
      return widen_all<Float16>(from, count, to);
    default:
      return widen_all<Float8E4M3>(from, count, to);
  }
}

void Narrow(const float* from, Index count, DType type, std::byte* bytes) {
  const auto lanes = static_cast<Index>(hn::Lanes(D()));
  Index i = 0;
  if (type == DType::bf16) {
    auto* to = reinterpret_cast<BFloat16*>(bytes);
    for (; i + lanes <= count; i += lanes) {
      store(hn::LoadU(D(), from + i), to + i);
    }
    for (; i < count; ++i) {
      to[i] = to_bfloat16(from[i]);
    }
    return;
  }
  auto* to = reinterpret_cast<Float16*>(bytes);
  if constexpr (kHasFloat16) {
    for (; i + lanes <= count; i += lanes) {
      store(hn::LoadU(D(), from + i), to + i);
    }
  }
  for (; i < count; ++i) {
    to[i] = to_float16(from[i]);
  }
}

/// row[i] = change(row[i], i) by whole vectors.
template <typename Change>
HWY_INLINE void for_each_vector(Index count, float* row, const Change& change) {
  for (Index i = 0; i < count; i += static_cast<Index>(hn::Lanes(D()))) {
    hn::StoreU(change(hn::LoadU(D(), row + i), i), D(), row + i);
  }
}

template <Activation kActivation>
struct Activated {
  HWY_INLINE V operator()(V x) const { return activated<kActivation>(x); }
};

/// Calls `use` with the activation as a function of vectors.
template <typename Use>
HWY_INLINE void with_activation(Activation activation, const Use& use) {
  switch (activation) {
    case Activation::none:
      return use(Activated<Activation::none>());
    case Activation::gelu_tanh:
      return use(Activated<Activation::gelu_tanh>());
    case Activation::gelu_erf:
      return use(Activated<Activation::gelu_erf>());
    case Activation::silu:
      return use(Activated<Activation::silu>());
  }
}

void ActivateRow(Activation activation, Index count, float* row) {
  with_activation(activation, [&](auto change) HWY_ATTR {
    for_each_vector(count, row, [&](V x, Index) HWY_ATTR { return change(x); });
  });
}

void FinishLinear(Activation activation, float scale, const float* bias, Index count, float* row) {
  const V factor = set(scale);
  with_activation(activation, [&](auto change) HWY_ATTR {
    for_each_vector(count, row, [&](V x, Index i) HWY_ATTR {
      const V offset = bias == nullptr ? hn::Zero(D()) : hn::LoadU(D(), bias + i);
      return change(hn::MulAdd(x, factor, offset));
    });
  });
}

void AddScaled(const float* from, float factor, Index count, float* to) {
  const V by = set(factor);
  for_each_vector(count, to, [&](V sum, Index i) HWY_ATTR {
    return hn::MulAdd(hn::LoadU(D(), from + i), by, sum);
  });
}

void AddProduct(const float* from, const float* factors, Index count, float* to) {
  for_each_vector(count, to, [&](V sum, Index i) HWY_ATTR {
    return hn::MulAdd(hn::LoadU(D(), from + i), hn::LoadU(D(), factors + i), sum);
  });
}

void MultiplyBy(const float* from, Index count, float* to) {
  for_each_vector(count, to,
                  [&](V x, Index i) HWY_ATTR { return hn::Mul(x, hn::LoadU(D(), from + i)); });
}

}  // namespace
}  // namespace kirin::nn::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::nn::cpu {

HWY_EXPORT(Widen);
HWY_EXPORT(Narrow);
HWY_EXPORT(ActivateRow);
HWY_EXPORT(FinishLinear);
HWY_EXPORT(AddScaled);
HWY_EXPORT(AddProduct);
HWY_EXPORT(MultiplyBy);

void widen(const std::byte* from, DType type, Index count, float* to) {
  HWY_DYNAMIC_DISPATCH(Widen)(from, type, count, to);
}

void narrow(const float* from, Index count, DType type, std::byte* to) {
  HWY_DYNAMIC_DISPATCH(Narrow)(from, count, type, to);
}

void activate(Activation activation, Index count, float* row) {
  HWY_DYNAMIC_DISPATCH(ActivateRow)(activation, count, row);
}

void finish_linear(Activation activation, float scale, const float* bias, Index count, float* row) {
  HWY_DYNAMIC_DISPATCH(FinishLinear)(activation, scale, bias, count, row);
}

void add_scaled(const float* from, float factor, Index count, float* to) {
  HWY_DYNAMIC_DISPATCH(AddScaled)(from, factor, count, to);
}

void add_product(const float* from, const float* factors, Index count, float* to) {
  HWY_DYNAMIC_DISPATCH(AddProduct)(from, factors, count, to);
}

void multiply_by(const float* from, Index count, float* to) {
  HWY_DYNAMIC_DISPATCH(MultiplyBy)(from, count, to);
}

}  // namespace kirin::nn::cpu
#endif
