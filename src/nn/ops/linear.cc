#include "nn/ops/linear.h"

#include "base/expects.h"
#include "nn/dispatch.h"

namespace kirin::nn {

Linear::Linear(Tensor weight, Tensor bias, Options options)
    : weight_(std::move(weight)), bias_(std::move(bias)), options_(options) {
  EXPECTS(weight_.rank() == 2 && weight_.is_contiguous() && is_floating(weight_.type()));
  EXPECTS(bias_.empty() || bias_.shape() == Shape{outputs()});
  if (!bias_.empty()) {
    bias_ = bias_.to(DType::f32);
  }
}

void Linear::operator()(const Tensor& x, Tensor& y) const {
  EXPECTS(!weight_.empty() && x.rank() >= 1 && x.extent(-1) == inputs());
  Shape expected = x.shape();
  expected.back() = outputs();
  EXPECTS(y.shape() == expected && x.is_contiguous() && y.is_contiguous());
  on_device(x.device(), [&](auto backend) { run(backend, x, y); });
}

Tensor Linear::operator()(const Tensor& x, DType type) const {
  Shape shape = x.shape();
  shape.back() = outputs();
  Tensor y = Tensor::uninitialised(std::move(shape), type, x.device());
  (*this)(x, y);
  return y;
}

}  // namespace kirin::nn
