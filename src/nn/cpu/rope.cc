#include "nn/ops/rope.h"

#include <vector>

#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {

void RotaryEmbedding::run(Cpu, Tensor& x, const Tensor& cosines, const Tensor& sines) {
  const Index tokens = x.extent(1);
  const Index heads = x.extent(2);
  const Index dim = x.extent(3);
  parallel_for(x.extent(0) * tokens, 8, [&](Index begin, Index end) {
    std::vector<float> row(static_cast<std::size_t>(heads * dim));
    for (Index at = begin; at < end; ++at) {
      const double* cosine = cosines.data<double>() + at % tokens * (dim / 2);
      const double* sine = sines.data<double>() + at % tokens * (dim / 2);
      cpu::load_floats(x, at * heads * dim, heads * dim, row.data());
      for (Index head = 0; head < heads; ++head) {
        float* pair = &row[head * dim];
        for (Index i = 0; i < dim / 2; ++i, pair += 2) {
          const double real = pair[0];
          const double imaginary = pair[1];
          pair[0] = static_cast<float>(real * cosine[i] - imaginary * sine[i]);
          pair[1] = static_cast<float>(real * sine[i] + imaginary * cosine[i]);
        }
      }
      cpu::store_floats(row.data(), at * heads * dim, heads * dim, x);
    }
  });
}

}  // namespace kirin::nn
