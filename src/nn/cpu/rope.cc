#include "nn/ops/rope.h"

#include <algorithm>
#include <vector>

#include "nn/cpu/norm_kernels.h"
#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {

void RotaryEmbedding::run(Cpu, Tensor& x, const Tensor& cosines, const Tensor& sines) {
  const Index tokens = x.extent(1);
  const Index dim = x.extent(3);
  const Index row = x.extent(2) * dim;
  parallel_for(x.extent(0) * tokens, std::max<Index>(1, 8192 / std::max<Index>(1, row)),
               [&](Index begin, Index end) {
                 const bool wide = x.type() == DType::f32;
                 std::vector<float> copy(wide ? 0 : static_cast<std::size_t>(row));
                 // A number for each of a head: c, c and -s, s of each pair.
                 std::vector<double> cosine(static_cast<std::size_t>(dim));
                 std::vector<double> sine(static_cast<std::size_t>(dim));
                 for (Index at = begin; at < end; ++at) {
                   const Index first = at % tokens * (dim / 2);
                   for (Index i = 0; i < dim / 2; ++i) {
                     cosine[2 * i] = cosine[2 * i + 1] = cosines.data<double>()[first + i];
                     sine[2 * i + 1] = sines.data<double>()[first + i];
                     sine[2 * i] = -sine[2 * i + 1];
                   }
                   float* values = wide ? x.mutable_data<float>() + at * row : copy.data();
                   if (!wide) {
                     cpu::load_floats(x, at * row, row, values);
                   }
                   for (Index head = 0; head < row; head += dim) {
                     cpu::rotate_pairs(values + head, dim, cosine.data(), sine.data());
                   }
                   if (!wide) {
                     cpu::store_floats(values, at * row, row, x);
                   }
                 }
               });
}

}  // namespace kirin::nn
