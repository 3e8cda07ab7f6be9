#include "nn/cpu/row_kernels.h"

#include <algorithm>

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

/// The first `count` of a vector's numbers, the others 0.
HWY_INLINE V load_first(const float* x, Index count) {
  alignas(64) float numbers[16] = {};
  std::copy_n(x, count, numbers);
  return hn::Load(D(), numbers);
}

/// y[i] = change(x[i], …) by whole vectors; what is left at the end goes through copies.
template <typename Change, typename... X>
HWY_INLINE void transform(Index count, float* y, const Change& change, const X*... x) {
  const auto lanes = static_cast<Index>(hn::Lanes(D()));
  Index i = 0;
  for (; i + lanes <= count; i += lanes) {
    hn::StoreU(change(hn::LoadU(D(), x + i)...), D(), y + i);
  }
  if (i < count) {
    alignas(64) float result[16];
    hn::Store(change(load_first(x + i, count - i)...), D(), result);
    std::copy_n(result, count - i, y + i);
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

void ActivateRow(Activation activation, const float* x, Index count, float* y) {
  with_activation(activation, [&](auto change) HWY_ATTR {
    transform(
        count, y, [&](V value) HWY_ATTR { return change(value); }, x);
  });
}

void FinishLinear(Activation activation, const float* x, float factor, const float* bias,
                  Index count, float* y) {
  const V by = set(factor);
  with_activation(activation, [&](auto change) HWY_ATTR {
    if (bias == nullptr) {
      transform(
          count, y, [&](V sum) HWY_ATTR { return change(hn::Mul(sum, by)); }, x);
    } else {
      transform(
          count, y, [&](V sum, V offset) HWY_ATTR { return change(hn::MulAdd(sum, by, offset)); },
          x, bias);
    }
  });
}

void Scale(const float* x, float factor, Index count, float* y) {
  const V by = set(factor);
  transform(
      count, y, [&](V value) HWY_ATTR { return hn::Mul(value, by); }, x);
}

void AddScaled(const float* x, float factor, Index count, float* y) {
  const V by = set(factor);
  transform(
      count, y, [&](V value, V sum) HWY_ATTR { return hn::MulAdd(value, by, sum); }, x, y);
}

void AddProduct(const float* x, const float* z, const float* factors, Index count, float* y) {
  transform(
      count, y, [](V value, V change, V by) HWY_ATTR { return hn::MulAdd(change, by, value); }, x,
      z, factors);
}

void Multiply(const float* x, const float* z, Index count, float* y) {
  transform(
      count, y, [](V a, V b) HWY_ATTR { return hn::Mul(a, b); }, x, z);
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
HWY_EXPORT(Scale);
HWY_EXPORT(AddScaled);
HWY_EXPORT(AddProduct);
HWY_EXPORT(Multiply);

void widen(const std::byte* from, DType type, Index count, float* to) {
  HWY_DYNAMIC_DISPATCH(Widen)(from, type, count, to);
}

void narrow(const float* from, Index count, DType type, std::byte* to) {
  HWY_DYNAMIC_DISPATCH(Narrow)(from, count, type, to);
}

void activate(Activation activation, const float* x, Index count, float* y) {
  HWY_DYNAMIC_DISPATCH(ActivateRow)(activation, x, count, y);
}

void finish_linear(Activation activation, const float* x, float scale, const float* bias,
                   Index count, float* y) {
  HWY_DYNAMIC_DISPATCH(FinishLinear)(activation, x, scale, bias, count, y);
}

void scale(const float* x, float factor, Index count, float* y) {
  HWY_DYNAMIC_DISPATCH(Scale)(x, factor, count, y);
}

void add_scaled(const float* x, float factor, Index count, float* y) {
  HWY_DYNAMIC_DISPATCH(AddScaled)(x, factor, count, y);
}

void add_product(const float* x, const float* z, const float* factors, Index count, float* y) {
  HWY_DYNAMIC_DISPATCH(AddProduct)(x, z, factors, count, y);
}

void multiply(const float* x, const float* z, Index count, float* y) {
  HWY_DYNAMIC_DISPATCH(Multiply)(x, z, count, y);
}

}  // namespace kirin::nn::cpu
#endif
