#include "nn/ops/rearrange.h"

#include <gtest/gtest.h>

#include "nn/on_each_backend.h"
#include "nn/tensors.h"

namespace kirin::nn {
namespace {

/// The numbers of x with axes in `order`, by the definition.
std::vector<float> exact_permutation(const Tensor& x, const std::vector<Index>& order) {
  const auto values = x.values();
  std::vector<float> result;
  Shape shape;
  for (const Index axis : order) {
    shape.push_back(x.extent(axis));
  }
  for (Index at = 0; at < x.count(); ++at) {
    std::vector<Index> position(order.size());
    Index rest = at;
    for (std::size_t i = order.size(); i-- > 0;) {
      position[static_cast<std::size_t>(order[i])] = rest % shape[i];
      rest /= shape[i];
    }
    Index source = 0;
    for (std::size_t axis = 0; axis < position.size(); ++axis) {
      source = source * x.extent(static_cast<Index>(axis)) + position[axis];
    }
    result.push_back(values[source]);
  }
  return result;
}

TEST_P(OnEachBackend, PermuteMovesAxes) {
  const std::vector<std::pair<Shape, std::vector<Index>>> cases = {
      {{5}, {0}},
      {{3, 4}, {1, 0}},
      {{37, 65}, {1, 0}},
      {{2, 3, 4}, {0, 2, 1}},
      {{2, 3, 40}, {1, 0, 2}},
      {{3, 2, 7, 5}, {1, 2, 3, 0}},
      {{2, 3, 1, 5, 4}, {4, 1, 0, 2, 3}},
      {{2, 2, 3, 2, 2, 3, 2}, {0, 2, 4, 1, 3, 5, 6}},
  };
  for (const auto& [shape, order] : cases) {
    const Tensor x = random_tensor(shape, 1, GetParam().type);
    const auto expected = exact_permutation(x, order);
    for (const DType type : {GetParam().type, DType::f32, DType::f16}) {
      Shape moved;
      for (const Index axis : order) {
        moved.push_back(shape[static_cast<std::size_t>(axis)]);
      }
      Tensor y = Tensor::uninitialised(moved, type);
      Permute{}(x, order, y);
      if (type == DType::f16) {
        EXPECT_LT(relative_error(y, std::vector<double>(expected.begin(), expected.end())), 5e-4);
      } else {
        EXPECT_EQ(y.values(), expected) << to_string(shape);
      }
    }
  }
}

TEST_P(OnEachBackend, PermuteTakesViews) {
  const Tensor x = random_tensor({3, 8, 5}, 1, GetParam().type);
  const Tensor view = x.slice(1, 2, 6);
  EXPECT_EQ(Permute{}(view, {2, 0, 1}).values(), exact_permutation(view, {2, 0, 1}));
}

TEST_P(OnEachBackend, UpsampleNearestDoublesPixels) {
  const Tensor x = random_tensor({2, 3, 5, 7}, 1, GetParam().type);
  const Tensor y = UpsampleNearest{}(x);
  ASSERT_EQ(y.shape(), (Shape{2, 6, 10, 7}));
  const auto from = x.values();
  const auto to = y.values();
  for (Index i = 0; i < y.count(); ++i) {
    const Index channel = i % 7;
    const Index column = i / 7 % 10 / 2;
    const Index row = i / 70 % 6 / 2;
    const Index image = i / 420;
    ASSERT_EQ(to[i], from[((image * 3 + row) * 5 + column) * 7 + channel]);
  }
}

TEST(MeanLastAxisTest, IsTheMean) {
  for (const auto& shape : std::vector<Shape>{{1}, {3, 7}, {2, 2, 1}, {40, 129}}) {
    const Tensor x = random_tensor(shape, 1);
    const Index n = shape.back();
    Shape means = shape;
    means.pop_back();
    Tensor y = Tensor::uninitialised(means);
    MeanLastAxis{}(x, y);
    std::vector<double> expected(static_cast<std::size_t>(y.count()));
    const auto xs = wide_values(x);
    for (Index i = 0; i < x.count(); ++i) {
      expected[i / n] += xs[i] / static_cast<double>(n);
    }
    EXPECT_LT(relative_error(y, expected), 2e-6);
  }
}

TEST(RearrangeDeathTest, BrokenContractsAbort) {
  const Tensor x = random_tensor({4, 6}, 1);
  Tensor y = Tensor::zeros({4, 6});
  EXPECT_DEATH(Permute{}(x, std::vector<Index>{1, 0}, y), "shape");
  EXPECT_DEATH(Permute{}(x, {0, 0}), "at <");
  EXPECT_DEATH(Permute{}(x, {0}), "size");
  EXPECT_DEATH(UpsampleNearest{}(x), "xpect|axis|rank");
  EXPECT_DEATH(MeanLastAxis{}(x, y), "y.shape");
}

}  // namespace
}  // namespace kirin::nn
