#include "nn/ops/attention.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {

void Attention::run(Cpu, const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& bias,
                    Tensor& y, Options options) {
  const Index queries = q.extent(1);
  const Index heads = q.extent(2);
  const Index dim = q.extent(3);
  const Index keys = k.extent(1);
  parallel_for(q.extent(0) * heads * queries, 16, [&](Index begin, Index end) {
    std::vector<float> query(dim);
    std::vector<float> key(dim);
    std::vector<double> sum(dim);
    std::vector<float> result(dim);
    for (Index item = begin; item < end; ++item) {
      const Index batch = item / (heads * queries);
      const Index head = item / queries % heads;
      const Index at = item % queries;
      const auto row = [&](const Tensor& tensor, Index token, std::vector<float>& out) {
        const Index offset =
            batch * tensor.stride(0) + token * tensor.stride(1) + head * tensor.stride(2);
        cpu::load_floats(tensor, offset, dim, out.data());
      };
      row(q, at, query);
      double highest = -std::numeric_limits<double>::infinity();
      double total = 0;
      std::ranges::fill(sum, 0.0);
      for (Index token = 0; token < options.valid_keys; ++token) {
        row(k, token, key);
        double score = 0;
        for (Index i = 0; i < dim; ++i) {
          score += static_cast<double>(query[i]) * key[i];
        }
        score *= options.scale;
        if (!bias.empty()) {
          score += bias.data<float>()[(head * queries + at) * keys + token];
        }
        const double before = highest;
        highest = std::max(highest, score);
        const double shrink = std::exp(before - highest);
        const double weight = std::exp(score - highest);
        total = total * shrink + weight;
        row(v, token, key);
        for (Index i = 0; i < dim; ++i) {
          sum[i] = sum[i] * shrink + weight * key[i];
        }
      }
      for (Index i = 0; i < dim; ++i) {
        result[i] = static_cast<float>(sum[i] / total);
      }
      cpu::store_floats(result.data(), ((batch * queries + at) * heads + head) * dim, dim, y);
    }
  });
}

}  // namespace kirin::nn
