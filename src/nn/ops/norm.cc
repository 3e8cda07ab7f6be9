#include "nn/ops/norm.h"

#include "nn/dispatch.h"

namespace kirin::nn {
namespace {

void expect_rows(const Tensor& x, const Tensor& y) {
  EXPECTS(x.rank() >= 1 && x.shape() == y.shape() && x.is_contiguous() && y.is_contiguous());
}

void expect_per_channel(const Tensor& x, const Tensor& values) {
  EXPECTS(values.empty() || values.shape() == Shape{x.extent(-1)});
}

}  // namespace

void LayerNorm::operator()(const Tensor& x, const Affine& affine, const Modulation& modulation,
                           float eps, Tensor& y) const {
  expect_rows(x, y);
  expect_per_channel(x, affine.weight);
  expect_per_channel(x, affine.bias);
  EXPECTS(modulation.scale.empty() == modulation.shift.empty());
  if (!modulation.scale.empty()) {
    const Tensor& scale = modulation.scale;
    EXPECTS(scale.rank() == 2 && scale.shape() == modulation.shift.shape());
    EXPECTS(scale.extent(1) == x.extent(-1) && scale.type() == DType::f32);
    EXPECTS(scale.is_contiguous() && modulation.shift.is_contiguous());
    EXPECTS(x.count() / x.extent(-1) % scale.extent(0) == 0);
  }
  on_device(x.device(), [&](auto backend) { run(backend, x, affine, modulation, eps, y); });
}

void RmsNorm::operator()(const Tensor& x, const Tensor& weight, float eps, Tensor& y) const {
  expect_rows(x, y);
  expect_per_channel(x, weight);
  EXPECTS(!weight.empty());
  on_device(x.device(), [&](auto backend) { run(backend, x, weight, eps, y); });
}

void ChannelNorm::operator()(const Tensor& x, const Tensor& gamma, Then then, Tensor& y) const {
  expect_rows(x, y);
  expect_per_channel(x, gamma);
  EXPECTS(!gamma.empty());
  on_device(x.device(), [&](auto backend) { run(backend, x, gamma, then, y); });
}

}  // namespace kirin::nn
