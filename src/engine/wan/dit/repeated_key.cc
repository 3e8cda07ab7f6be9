#include "engine/wan/dit/repeated_key.h"

#include <algorithm>
#include <cmath>

#include "nn/ops/attention.h"

namespace kirin::wan {
namespace {

/// Numbers of the bias table: queries are served in parts, so that it stays small.
constexpr nn::Index kBiasCount = nn::Index{1} << 20;
constexpr nn::Index kFewestQueries = 16;

}  // namespace

RepeatedKeyAttention::RepeatedKeyAttention(nn::Index heads, nn::Index keys, nn::Index repeats) {
  EXPECTS(heads >= 1 && keys >= 1 && repeats >= 1);
  if (repeats == 1) {
    return;
  }
  const nn::Index queries = std::max(kFewestQueries, kBiasCount / (heads * keys));
  bias_ = nn::Tensor::zeros({heads, queries, keys});
  auto* row = bias_.mutable_data<float>();
  for (nn::Index i = 0; i < heads * queries; ++i) {
    row[i * keys + keys - 1] = static_cast<float>(std::log(static_cast<double>(repeats)));
  }
}

void RepeatedKeyAttention::operator()(const nn::Tensor& q, const nn::Tensor& k, const nn::Tensor& v,
                                      float scale, nn::Tensor& y) const {
  if (bias_.empty()) {
    nn::Attention{}(q, k, v, {}, y, {.scale = scale});
    return;
  }
  const nn::Index queries = q.extent(1);
  const nn::Index at_once = bias_.extent(1);
  for (nn::Index first = 0; first < queries; first += at_once) {
    const nn::Index end = std::min(queries, first + at_once);
    // The table is the same for all queries of a head; fewer of them need a table of their own.
    const nn::Tensor bias = end - first == at_once ? bias_ : bias_.slice(1, 0, end - first).clone();
    nn::Tensor part = y.slice(1, first, end);
    nn::Attention{}(q.slice(1, first, end), k, v, bias, part, {.scale = scale});
  }
}

}  // namespace kirin::wan
