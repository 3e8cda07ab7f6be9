/// \file
/// Products of matrices by one thread: the inner step of linear layers and attention.
#pragma once

#include "nn/tensor.h"

namespace kirin::nn::cpu {

/// c = a · b, or c += a · b.
///
/// a: [rows, depth], b: [depth, columns] or, transposed, [columns, depth]; both f32, or both bf16
/// (then `multiplies_bf16()` must hold); c: [rows, columns] f32. Strides are elements from row to
/// row as stored; within a row elements are dense. Sums are f32 in an order that the other fields
/// determine: the same product gives the same bits in every thread.
struct MatrixProduct {
  Index rows = 0;
  Index columns = 0;
  Index depth = 0;
  Index a_stride = 0;
  Index b_stride = 0;
  Index c_stride = 0;
  DType type = DType::f32;
  bool b_transposed = false;
  bool accumulate = false;

  auto operator<=>(const MatrixProduct&) const = default;
};

/// Throws dnnl::error where oneDNN fails. The kernels of the shapes that a thread last used are
/// kept.
void multiply(const MatrixProduct& product, const void* a, const void* b, float* c);

}  // namespace kirin::nn::cpu
