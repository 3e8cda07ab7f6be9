#include "nn/ops/rearrange.h"

#include "nn/dispatch.h"

namespace kirin::nn {
namespace {

/// A view of x with its axes in the given order.
Tensor permuted_view(Tensor x, std::span<const Index> order) {
  std::vector<Index> axes;
  for (Index i = 0; i < x.rank(); ++i) {
    axes.push_back(i);
  }
  EXPECTS(order.size() == axes.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    std::size_t at = i;
    while (at < axes.size() && axes[at] != order[i]) {
      ++at;
    }
    EXPECTS(at < axes.size());
    x = x.transposed(static_cast<Index>(i), static_cast<Index>(at));
    std::swap(axes[i], axes[at]);
  }
  return x;
}

}  // namespace

void Permute::operator()(const Tensor& x, std::span<const Index> order, Tensor& y) const {
  const Tensor view = permuted_view(x, order);
  EXPECTS(view.shape() == y.shape() && y.is_contiguous());
  on_device(x.device(), [&](auto backend) { run(backend, view, y); });
}

Tensor Permute::operator()(const Tensor& x, std::initializer_list<Index> order) const {
  const std::span<const Index> axes(order.begin(), order.size());
  Tensor y = Tensor::uninitialised(permuted_view(x, axes).shape(), x.type(), x.device());
  (*this)(x, axes, y);
  return y;
}

void UpsampleNearest::operator()(const Tensor& x, Tensor& y) const {
  EXPECTS(x.rank() == 4 && x.type() == y.type() && x.is_contiguous() && y.is_contiguous());
  EXPECTS(y.shape() == (Shape{x.extent(0), 2 * x.extent(1), 2 * x.extent(2), x.extent(3)}));
  on_device(x.device(), [&](auto backend) { run(backend, x, y); });
}

Tensor UpsampleNearest::operator()(const Tensor& x) const {
  Tensor y = Tensor::uninitialised({x.extent(0), 2 * x.extent(1), 2 * x.extent(2), x.extent(3)},
                                   x.type(), x.device());
  (*this)(x, y);
  return y;
}

void MeanLastAxis::operator()(const Tensor& x, Tensor& y) const {
  Shape expected = x.shape();
  EXPECTS(!expected.empty() && expected.back() >= 1);
  expected.pop_back();
  EXPECTS(y.shape() == expected && x.type() == DType::f32 && y.type() == DType::f32);
  EXPECTS(x.is_contiguous() && y.is_contiguous());
  on_device(x.device(), [&](auto backend) { run(backend, x, y); });
}

}  // namespace kirin::nn
