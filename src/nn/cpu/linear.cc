#include "nn/ops/linear.h"

#include <dnnl.hpp>
#include <vector>

#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {

struct Linear::Packed {};

void Linear::run(Cpu, const Tensor& x, Tensor& y) const {
  const Index in = inputs();
  const Index out = outputs();
  const Index rows = x.count() / std::max<Index>(1, in);
  // Blocks of outputs: the weights of a block are widened once and then meet all rows.
  constexpr Index kOutputs = 64;
  const Tensor wide = x.to(DType::f32);
  parallel_for((out + kOutputs - 1) / kOutputs, 1, [&](Index begin, Index end) {
    std::vector<float> weights(static_cast<std::size_t>(kOutputs * in));
    std::vector<float> result(static_cast<std::size_t>(kOutputs * rows));
    for (Index block = begin; block < end; ++block) {
      const Index first = block * kOutputs;
      const Index count = std::min(kOutputs, out - first);
      cpu::load_floats(weight_, first * in, count * in, weights.data());
      const auto status =
          dnnl_sgemm('N', 'T', rows, count, in, options_.weight_scale, wide.data<float>(), in,
                     weights.data(), in, 0.0F, result.data(), count);
      EXPECTS(status == dnnl_success);
      for (Index row = 0; row < rows; ++row) {
        for (Index i = 0; i < count; ++i) {
          float& value = result[row * count + i];
          value += bias_.empty() ? 0.0F : bias_.data<float>()[first + i];
          value = activated(options_.activation, value);
        }
        cpu::store_floats(&result[row * count], row * out + first, count, y);
      }
    }
  });
}

}  // namespace kirin::nn
