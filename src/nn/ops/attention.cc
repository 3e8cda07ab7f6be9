#include "nn/ops/attention.h"

#include "nn/dispatch.h"

namespace kirin::nn {

void Attention::operator()(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& bias,
                           Tensor& y, Options options) const {
  EXPECTS(q.rank() == 4 && q.shape() == y.shape() && k.shape() == v.shape() && k.rank() == 4);
  EXPECTS(k.extent(0) == q.extent(0) && k.extent(2) == q.extent(2) && k.extent(3) == q.extent(3));
  EXPECTS(q.stride(3) == 1 && k.stride(3) == 1 && v.stride(3) == 1 && y.is_contiguous());
  EXPECTS(q.type() == k.type() && k.type() == v.type());
  EXPECTS(bias.empty() || bias.shape() == (Shape{q.extent(2), q.extent(1), k.extent(1)}) ||
          bias.shape() == (Shape{q.extent(2), 1, k.extent(1)}));
  EXPECTS(bias.empty() || (bias.is_contiguous() && bias.type() == DType::f32));
  if (options.valid_keys < 0) {
    options.valid_keys = k.extent(1);
  }
  EXPECTS(options.valid_keys >= 1 && options.valid_keys <= k.extent(1));
  on_device(q.device(), [&](auto backend) { run(backend, q, k, v, bias, y, options); });
}

}  // namespace kirin::nn
