#include "nn/cpu/rows.h"

#include <algorithm>

#include "nn/cpu/row_kernels.h"

namespace kirin::nn::cpu {

void load_floats(const Tensor& tensor, Index first, Index count, float* out) {
  switch (tensor.type()) {
    case DType::f32:
      std::copy_n(tensor.data<float>() + first, count, out);
      return;
    case DType::bf16:
    case DType::f16:
    case DType::f8_e4m3:
      EXPECTS(tensor.device() == Device::cpu);
      widen(tensor.bytes() + first * static_cast<Index>(size_bytes(tensor.type())), tensor.type(),
            count, out);
      return;
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
      narrow(values, count, DType::bf16,
             reinterpret_cast<std::byte*>(tensor.mutable_data<BFloat16>() + first));
      return;
    case DType::f16:
      narrow(values, count, DType::f16,
             reinterpret_cast<std::byte*>(tensor.mutable_data<Float16>() + first));
      return;
    default:
      EXPECTS(false);
  }
}

const float* floats_of(const Tensor& tensor, Index first, Index count, float* copy) {
  if (tensor.type() == DType::f32) {
    return tensor.data<float>() + first;
  }
  load_floats(tensor, first, count, copy);
  return copy;
}

float* room_for(Tensor& y, Index first, float* copy) {
  return y.type() == DType::f32 ? y.mutable_data<float>() + first : copy;
}

void keep(const float* room, Index first, Index count, Tensor& y) {
  if (y.type() != DType::f32) {
    store_floats(room, first, count, y);
  }
}

}  // namespace kirin::nn::cpu
