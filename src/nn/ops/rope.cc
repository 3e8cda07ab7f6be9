#include "nn/ops/rope.h"

#include "nn/dispatch.h"

namespace kirin::nn {

void RotaryEmbedding::operator()(Tensor& x, const Tensor& cosines, const Tensor& sines) const {
  EXPECTS(x.rank() == 4 && x.is_contiguous() && x.extent(3) % 2 == 0);
  EXPECTS(cosines.shape() == (Shape{x.extent(1), x.extent(3) / 2}));
  EXPECTS(sines.shape() == cosines.shape() && cosines.type() == DType::f64);
  EXPECTS(cosines.is_contiguous() && sines.is_contiguous() && sines.type() == DType::f64);
  on_device(x.device(), [&](auto backend) { run(backend, x, cosines, sines); });
}

}  // namespace kirin::nn
