#include "nn/cpu/rows.h"

#include <gtest/gtest.h>

#include <cmath>

#include "nn/tensors.h"

namespace kirin::nn {
namespace {

/// A tensor whose numbers have the bits 0, 1, 2, …
template <typename T>
Tensor all_bits(Index count) {
  Tensor tensor = Tensor::uninitialised({count}, dtype_of<T>());
  for (Index i = 0; i < count; ++i) {
    tensor.mutable_data<T>()[i].bits = static_cast<decltype(T::bits)>(i);
  }
  return tensor;
}

template <typename T>
void expect_every_value_widens(Index count) {
  const Tensor tensor = all_bits<T>(count);
  std::vector<float> wide(static_cast<std::size_t>(count));
  // From the second number on: vectors then never start where rows do.
  cpu::load_floats(tensor, 0, 1, wide.data());
  cpu::load_floats(tensor, 1, count - 1, wide.data() + 1);
  for (Index i = 0; i < count; ++i) {
    const float due = to_float(tensor.data<T>()[i]);
    if (std::isnan(due)) {
      ASSERT_TRUE(std::isnan(wide[i])) << i;
    } else {
      ASSERT_EQ(std::bit_cast<std::uint32_t>(wide[i]), std::bit_cast<std::uint32_t>(due)) << i;
    }
  }
}

TEST(RowsTest, EveryNarrowNumberWidensExactly) {
  expect_every_value_widens<BFloat16>(65536);
  expect_every_value_widens<Float16>(65536);
  expect_every_value_widens<Float8E4M3>(256);
}

/// Floats at and around every value of the type and half way between neighbours.
std::vector<float> hard_to_round() {
  std::vector<float> values = {0.0F,       -0.0F,    INFINITY, -INFINITY, NAN,    1e-45F,
                               65519.996F, 65520.0F, 65536.0F, -65520.0F, 3.4e38F};
  for (std::uint32_t high = 0; high < 65536; high += 7) {
    for (const std::uint32_t low :
         {0x0000U, 0x0fffU, 0x1000U, 0x1001U, 0x7fffU, 0x8000U, 0x8001U}) {
      values.push_back(std::bit_cast<float>(high << 16U | low));
    }
  }
  return values;
}

template <typename T>
void expect_rounding_as(T (*rounded)(float)) {
  const auto values = hard_to_round();
  Tensor tensor = Tensor::zeros({static_cast<Index>(values.size())}, dtype_of<T>());
  cpu::store_floats(values.data(), 0, tensor.count(), tensor);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const T due = rounded(values[i]);
    const T got = tensor.data<T>()[i];
    if (std::isnan(values[i])) {
      ASSERT_TRUE(std::isnan(to_float(got)));
    } else {
      ASSERT_EQ(got.bits, due.bits) << values[i];
    }
  }
}

TEST(RowsTest, FloatsRoundToTheNearestTiesToEven) {
  expect_rounding_as<BFloat16>(to_bfloat16);
  expect_rounding_as<Float16>(to_float16);
}

TEST(RowsTest, OnlyTheRowIsWritten) {
  for (const DType type : {DType::f32, DType::bf16, DType::f16}) {
    for (const Index count : {1, 5, 16, 31, 33}) {
      Tensor tensor = Tensor::zeros({100}, type);
      const std::vector<float> ones(static_cast<std::size_t>(count), 1.0F);
      cpu::store_floats(ones.data(), 3, count, tensor);
      const auto values = tensor.values();
      for (Index i = 0; i < 100; ++i) {
        ASSERT_EQ(values[i], i >= 3 && i < 3 + count ? 1.0F : 0.0F);
      }
    }
  }
}

}  // namespace
}  // namespace kirin::nn
