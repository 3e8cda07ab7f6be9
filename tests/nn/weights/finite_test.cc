#include "nn/weights/finite.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "nn/tensors.h"

namespace kirin::nn {
namespace {

TEST(FiniteTest, InfinitiesAndNansAreCountedInEveryType) {
  Tensor numbers = random_tensor({1000, 700}, 1);
  numbers.mutable_data<float>()[3] = std::numeric_limits<float>::infinity();
  numbers.mutable_data<float>()[699'999] = std::nanf("");
  numbers.mutable_data<float>()[500'000] = -std::numeric_limits<float>::infinity();
  for (const DType type : {DType::f32, DType::f16, DType::bf16, DType::f64}) {
    EXPECT_EQ(count_not_finite(numbers.to(type)), 3) << to_string(type);
    EXPECT_EQ(count_not_finite(random_tensor({33}, 2, type)), 0) << to_string(type);
  }
  static const std::uint8_t kBytes[4] = {0x7f, 0xff, 0x7e, 0x00};  // NaN, NaN, 448, 0
  EXPECT_EQ(count_not_finite(Tensor::over(nullptr, reinterpret_cast<const std::byte*>(kBytes), {4},
                                          DType::f8_e4m3)),
            2);
  EXPECT_EQ(count_not_finite(Tensor::zeros({4}, DType::i32)), 0);
}

}  // namespace
}  // namespace kirin::nn
