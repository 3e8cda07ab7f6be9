#include "nn/ops/conv.h"

#include <gtest/gtest.h>

#include "nn/on_each_backend.h"
#include "nn/tensors.h"

namespace kirin::nn {
namespace {

struct Case {
  Shape weight;  // out, in, kt, kh, kw
  Index past;
  Shape x;  // frames, height, width
  Conv3d::Options options;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {{1, 1, 1, 1, 1}, 0, {1, 1, 1}, {}},
      {{5, 3, 1, 1, 1}, 0, {2, 4, 7}, {}},
      {{7, 5, 3, 1, 1}, 2, {3, 5, 6}, {}},
      {{7, 5, 3, 1, 1}, 1, {4, 3, 2}, {.stride_time = 2}},
      {{4, 6, 1, 3, 3}, 0, {2, 7, 9}, {.top = 1, .bottom = 1, .left = 1, .right = 1}},
      {{17, 9, 3, 3, 3}, 2, {1, 6, 5}, {.top = 1, .bottom = 1, .left = 1, .right = 1}},
      {{33, 20, 3, 3, 3}, 2, {4, 5, 6}, {.top = 1, .bottom = 1, .left = 1, .right = 1}},
      {{16, 16, 3, 3, 3}, 0, {3, 8, 8}, {.top = 1, .bottom = 1, .left = 1, .right = 1}},
      {{8, 12, 1, 3, 3}, 0, {2, 8, 11}, {.stride_space = 2, .bottom = 1, .right = 1}},
      {{6, 4, 2, 5, 3}, 1, {3, 9, 7}, {.stride_space = 3, .top = 2, .left = 1, .right = 2}},
      // Several bands of lines.
      {{3, 4, 1, 3, 3}, 0, {1, 130, 900}, {.top = 1, .bottom = 1, .left = 1, .right = 1}},
      {{4, 3, 2, 3, 1}, 1, {2, 150, 700}, {.top = 2, .bottom = 1}},
      {{5, 3, 1, 3, 3}, 0, {1, 231, 640}, {.stride_space = 2, .bottom = 1, .right = 1}},
      // As many channels as have vectors of their own.
      {{96, 48, 3, 3, 3}, 2, {1, 6, 5}, {.top = 1, .bottom = 1, .left = 1, .right = 1}},
      {{3, 64, 3, 3, 3}, 2, {2, 7, 6}, {.top = 1, .bottom = 1, .left = 1, .right = 1}},
      // A patch embedding: strides as long as the kernel.
      {{12, 16, 1, 2, 2}, 0, {3, 6, 8}, {.stride_space = 2}},
      {{10, 3, 1, 14, 14}, 0, {1, 28, 42}, {.stride_space = 14}},
  };
  return all;
}

Shape with_channels(Shape shape, Index channels) {
  shape.push_back(channels);
  return shape;
}

std::vector<double> exact_conv(const Tensor& weight, const Tensor& bias, const Tensor& past,
                               const Tensor& x, const Conv3d::Options& options,
                               const Shape& shape) {
  const auto ws = wide_values(weight);
  const auto bs = bias.empty() ? std::vector<double>() : wide_values(bias);
  auto xs = past.empty() ? std::vector<double>() : wide_values(past);
  const auto present = wide_values(x);
  xs.insert(xs.end(), present.begin(), present.end());
  const Index in = weight.extent(1);
  const Index kt = weight.extent(2);
  const Index kh = weight.extent(3);
  const Index kw = weight.extent(4);
  const Index height = x.extent(1);
  const Index width = x.extent(2);
  std::vector<double> ys;
  for (Index at = 0; at < count_of(shape); ++at) {
    const Index o = at % shape[3];
    const Index column = at / shape[3] % shape[2];
    const Index line = at / (shape[3] * shape[2]) % shape[1];
    const Index frame = at / (shape[3] * shape[2] * shape[1]);
    double sum = bs.empty() ? 0 : bs[o];
    for (Index t = 0; t < kt; ++t) {
      for (Index i = 0; i < kh; ++i) {
        for (Index j = 0; j < kw; ++j) {
          const Index source = frame * options.stride_time + t;
          const Index row = line * options.stride_space + i - options.top;
          const Index col = column * options.stride_space + j - options.left;
          if (row < 0 || row >= height || col < 0 || col >= width) {
            continue;
          }
          for (Index c = 0; c < in; ++c) {
            sum += xs[((source * height + row) * width + col) * in + c] *
                   ws[(((o * in + c) * kt + t) * kh + i) * kw + j];
          }
        }
      }
    }
    ys.push_back(sum);
  }
  return ys;
}

TEST_P(OnEachBackend, ConvolutionMatchesItsFormula) {
  std::uint32_t seed = 1;
  for (const Case& some : cases()) {
    for (const DType type : {DType::f32, DType::bf16, DType::f16}) {
      const Tensor weight = random_tensor(some.weight, ++seed, type);
      const Tensor bias =
          seed % 3 == 0 ? Tensor() : random_tensor({some.weight[0]}, ++seed, DType::f32);
      const Tensor x =
          random_tensor(with_channels(some.x, some.weight[1]), ++seed, GetParam().type);
      Shape past_shape = x.shape();
      past_shape[0] = some.past;
      const Tensor past =
          some.past == 0 ? Tensor() : random_tensor(past_shape, ++seed, GetParam().type);
      const Conv3d conv(weight, bias, some.options);

      const Tensor y = conv(past, x);

      EXPECT_EQ(y.shape(), conv.output_shape(past, x));
      EXPECT_EQ(y.type(), GetParam().type);
      // With x in bf16 the weights are rounded to bf16.
      const Tensor used = GetParam().type == DType::bf16 ? weight.to(DType::bf16) : weight;
      EXPECT_LT(relative_error(y, exact_conv(used, bias, past, x, some.options, y.shape())),
                GetParam().tolerance)
          << to_string(some.weight) << " over " << to_string(x.shape()) << ", weights "
          << to_string(type);
    }
  }
}

TEST_P(OnEachBackend, ConvolutionOfPartsWithTheirPastIsThatOfTheWhole) {
  const Conv3d conv(random_tensor({9, 6, 3, 3, 3}, 1), random_tensor({9}, 2),
                    {.top = 1, .bottom = 1, .left = 1, .right = 1});
  const Tensor film = random_tensor({7, 5, 8, 6}, 3, GetParam().type);
  const Tensor whole = conv({}, film);
  const Tensor first = conv({}, film.slice(0, 0, 4));
  const Tensor rest = conv(film.slice(0, 2, 4), film.slice(0, 4, 7));
  EXPECT_EQ(first.values(), whole.slice(0, 0, 2).values());
  EXPECT_EQ(rest.values(), whole.slice(0, 2, 5).values());
}

TEST_P(OnEachBackend, ConvolutionGivesTheSameBitsWithAnyNumberOfThreads) {
  const Conv3d conv(random_tensor({32, 48, 3, 3, 3}, 1), random_tensor({32}, 2),
                    {.top = 1, .bottom = 1, .left = 1, .right = 1});
  const Tensor film = random_tensor({4, 90, 100, 48}, 3, GetParam().type);
  EXPECT_TRUE(is_independent_of_threads([&] { return conv({}, film); }));
}

TEST(Conv3dDeathTest, BrokenContractsAbort) {
  const Conv3d conv(random_tensor({4, 3, 3, 3, 3}, 1), {}, {});
  const Tensor x = random_tensor({3, 5, 5, 3}, 2);
  EXPECT_DEATH(conv({}, random_tensor({3, 5, 5, 4}, 3)), "xpect");
  EXPECT_DEATH(conv({}, random_tensor({2, 5, 5, 3}, 3)), "xpect");
  EXPECT_DEATH(conv({}, random_tensor({3, 2, 5, 3}, 3)), "xpect");
  EXPECT_DEATH(conv(random_tensor({1, 4, 5, 3}, 3), x), "xpect");
  EXPECT_DEATH(conv(random_tensor({1, 5, 5, 3}, 3, DType::bf16), x), "xpect");
  Tensor wrong = Tensor::zeros({1, 3, 3, 5});
  EXPECT_DEATH(conv({}, x, wrong), "xpect");
}

}  // namespace
}  // namespace kirin::nn
