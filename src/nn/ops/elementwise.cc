#include "nn/ops/elementwise.h"

#include "nn/dispatch.h"

namespace kirin::nn {

void Combine::operator()(std::span<const Term> terms, Tensor& y) const {
  EXPECTS(!terms.empty() && y.is_contiguous());
  for (const Term& term : terms) {
    EXPECTS(term.x->shape() == y.shape() && term.x->is_contiguous());
  }
  on_device(y.device(), [&](auto backend) { run(backend, terms, y); });
}

void GatedAdd::operator()(const Tensor& x, const Tensor& z, const Tensor& gate, Tensor& y) const {
  EXPECTS(x.shape() == y.shape() && z.shape() == x.shape());
  EXPECTS(x.is_contiguous() && y.is_contiguous() && z.is_contiguous() && gate.is_contiguous());
  EXPECTS(gate.rank() == 2 && gate.extent(1) == x.extent(-1) && gate.type() == DType::f32);
  EXPECTS(x.count() / x.extent(-1) % gate.extent(0) == 0);
  on_device(y.device(), [&](auto backend) { run(backend, x, z, gate, y); });
}

}  // namespace kirin::nn
