#include "nn/ops/regroup.h"

#include "nn/dispatch.h"

namespace kirin::nn {
namespace {

bool is_frame(const Tensor& tensor) {
  return tensor.rank() == 4 && tensor.extent(0) == 1 && tensor.is_contiguous() &&
         tensor.type() == DType::f32;
}

/// Whether `fine` is `coarse` with each pixel a cell.
bool fits(const Tensor& coarse, const Tensor& fine, const Cell& cell) {
  return is_frame(coarse) && is_frame(fine) && cell.frame >= 0 && cell.frame < cell.time &&
         cell.space >= 1 && fine.extent(1) == cell.space * coarse.extent(1) &&
         fine.extent(2) == cell.space * coarse.extent(2);
}

}  // namespace

void AverageDown::operator()(const Tensor& x, const Cell& cell, Tensor& y) const {
  EXPECTS(fits(y, x, cell));
  EXPECTS(x.extent(3) * cell.time * cell.space * cell.space % y.extent(3) == 0);
  on_device(x.device(), [&](auto backend) { run(backend, x, cell, y); });
}

void RepeatUp::operator()(const Tensor& x, const Cell& cell, Tensor& y) const {
  EXPECTS(fits(x, y, cell));
  EXPECTS(y.extent(3) * cell.time * cell.space * cell.space % x.extent(3) == 0);
  on_device(x.device(), [&](auto backend) { run(backend, x, cell, y); });
}

void Interleave::operator()(const Tensor& x, Index space, Index row, Index column,
                            Tensor& y) const {
  EXPECTS(fits(x, y, {.time = 1, .space = space, .frame = 0}) && x.extent(3) == y.extent(3));
  EXPECTS(row >= 0 && row < space && column >= 0 && column < space);
  on_device(x.device(), [&](auto backend) { run(backend, x, space, row, column, y); });
}

}  // namespace kirin::nn
