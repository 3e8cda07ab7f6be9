#include "nn/cpu/rows.h"

#include <algorithm>
#include <cstring>

namespace kirin::nn::cpu {
namespace {

template <typename T>
void widen(const T* from, Index count, float* out) {
  std::transform(from, from + count, out, [](T value) { return to_float(value); });
}

}  // namespace

void load_floats(const Tensor& tensor, Index first, Index count, float* out) {
  switch (tensor.type()) {
    case DType::f32:
      std::copy_n(tensor.data<float>() + first, count, out);
      return;
    case DType::bf16:
      return widen(tensor.data<BFloat16>() + first, count, out);
    case DType::f16:
      return widen(tensor.data<Float16>() + first, count, out);
    case DType::f8_e4m3:
      return widen(tensor.data<Float8E4M3>() + first, count, out);
    case DType::f64:
      std::transform(tensor.data<double>() + first, tensor.data<double>() + first + count, out,
                     [](double value) { return static_cast<float>(value); });
      return;
    default:
      EXPECTS(false);
  }
}

void store_floats(const float* values, Index first, Index count, Tensor& tensor) {
  switch (tensor.type()) {
    case DType::f32:
      std::copy_n(values, count, tensor.mutable_data<float>() + first);
      return;
    case DType::bf16:
      std::transform(values, values + count, tensor.mutable_data<BFloat16>() + first, to_bfloat16);
      return;
    case DType::f16:
      std::transform(values, values + count, tensor.mutable_data<Float16>() + first, to_float16);
      return;
    default:
      EXPECTS(false);
  }
}

}  // namespace kirin::nn::cpu
