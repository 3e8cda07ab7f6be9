#include "nn/ops/activation.h"

#include <cmath>
#include <numbers>

#include "nn/dispatch.h"

namespace kirin::nn {

float activated(Activation activation, float x) {
  switch (activation) {
    case Activation::none:
      return x;
    case Activation::gelu_tanh: {
      constexpr float kSqrtTwoOverPi = 0.7978845608028654F;
      return 0.5F * x * (1.0F + std::tanh(kSqrtTwoOverPi * (x + 0.044715F * x * x * x)));
    }
    case Activation::gelu_erf:
      return 0.5F * x * (1.0F + std::erf(x * std::numbers::sqrt2_v<float> / 2.0F));
    case Activation::silu:
      return x / (1.0F + std::exp(-x));
  }
  EXPECTS(false);
}

void Activate::operator()(Activation activation, const Tensor& x, Tensor& y) const {
  EXPECTS(x.shape() == y.shape() && x.is_contiguous() && y.is_contiguous());
  on_device(x.device(), [&](auto backend) { run(backend, activation, x, y); });
}

void ActivateGate::operator()(Activation activation, const Tensor& x, const Tensor& z,
                              Tensor& y) const {
  EXPECTS(x.shape() == y.shape() && z.shape() == x.shape());
  EXPECTS(x.is_contiguous() && y.is_contiguous() && z.is_contiguous());
  on_device(x.device(), [&](auto backend) { run(backend, activation, x, z, y); });
}

}  // namespace kirin::nn
