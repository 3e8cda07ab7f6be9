#include "nn/ops/conv.h"

#include "nn/dispatch.h"

namespace kirin::nn {

Conv3d::Conv3d(Tensor weight, Tensor bias, Options options)
    : weight_(std::move(weight)),
      bias_(std::move(bias)),
      options_(options),
      packed_(nothing_packed()) {
  EXPECTS(weight_.rank() == 5 && weight_.is_contiguous() && is_floating(weight_.type()));
  EXPECTS(bias_.empty() || bias_.shape() == Shape{outputs()});
  EXPECTS(options_.stride_time >= 1 && options_.stride_space >= 1);
  bias_ = bias_.empty() ? Tensor::zeros({outputs()}) : bias_.to(DType::f32);
}

Shape Conv3d::output_shape(const Tensor& past, const Tensor& x) const {
  const Index frames = (past.empty() ? 0 : past.extent(0)) + x.extent(0);
  EXPECTS(frames >= kernel_time());
  EXPECTS(x.extent(1) + options_.top + options_.bottom >= weight_.extent(3));
  EXPECTS(x.extent(2) + options_.left + options_.right >= weight_.extent(4));
  return {
      (frames - kernel_time()) / options_.stride_time + 1,
      (x.extent(1) + options_.top + options_.bottom - weight_.extent(3)) / options_.stride_space +
          1,
      (x.extent(2) + options_.left + options_.right - weight_.extent(4)) / options_.stride_space +
          1,
      outputs()};
}

void Conv3d::operator()(const Tensor& past, const Tensor& x, Tensor& y) const {
  EXPECTS(!weight_.empty() && x.rank() == 4 && x.extent(3) == inputs() && x.is_contiguous());
  EXPECTS(past.empty() || (past.rank() == 4 && past.is_contiguous() && past.type() == x.type()));
  EXPECTS(past.empty() || (past.extent(1) == x.extent(1) && past.extent(2) == x.extent(2) &&
                           past.extent(3) == x.extent(3)));
  EXPECTS(y.shape() == output_shape(past, x) && y.is_contiguous() && y.type() == x.type());
  on_device(x.device(), [&](auto backend) { run(backend, past, x, y); });
}

Tensor Conv3d::operator()(const Tensor& past, const Tensor& x) const {
  EXPECTS(!weight_.empty() && x.rank() == 4);
  Tensor y = Tensor::uninitialised(output_shape(past, x), x.type(), x.device());
  (*this)(past, x, y);
  return y;
}

}  // namespace kirin::nn
