#include "nn/tensor.h"

#include <gtest/gtest.h>

#include "nn/memory.h"
#include "nn/tensors.h"

namespace kirin::nn {
namespace {

TEST(TensorTest, SlicesAndTransposesAreViewsOfTheSameNumbers) {
  Tensor whole = random_tensor({3, 4, 5}, 1);
  Tensor part = whole.slice(1, 1, 3).transposed(0, 2);

  EXPECT_EQ(part.shape(), (Shape{5, 2, 3}));
  EXPECT_FALSE(part.is_contiguous());
  EXPECT_EQ(part.values()[0], whole.values()[5]);
  part.copy_from(Tensor::zeros({5, 2, 3}));
  EXPECT_EQ(whole.values()[5], 0.0F);
  EXPECT_NE(whole.values()[0], 0.0F);
}

TEST(TensorTest, ReshapingFindsTheOpenExtent) {
  EXPECT_EQ(random_tensor({4, 6}, 1).reshaped({2, -1, 3}).shape(), (Shape{2, 4, 3}));
}

TEST(TensorTest, ACloneHasItsOwnNumbers) {
  Tensor tensor = random_tensor({7}, 2);
  const Tensor copy = tensor.clone();
  const auto before = copy.values();
  tensor.copy_from(Tensor::zeros({7}));
  EXPECT_EQ(copy.values(), before);
}

TEST(TensorTest, MemoryIsCountedUntilTheLastViewGoes) {
  const std::size_t before = memory_use().held_bytes;
  {
    Tensor view;
    {
      const Tensor tensor = Tensor::zeros({1024});
      view = tensor.slice(0, 0, 1);
    }
    EXPECT_EQ(memory_use().held_bytes, before + 4096);
  }
  EXPECT_EQ(memory_use().held_bytes, before);
}

TEST(TensorDeathTest, ReadOnlyMemoryIsNotWritten) {
  static const float numbers[2] = {1, 2};
  Tensor tensor =
      Tensor::over(nullptr, reinterpret_cast<const std::byte*>(numbers), {2}, DType::f32);
  EXPECT_DEATH(tensor.mutable_data<float>(), "read_only_");
}

}  // namespace
}  // namespace kirin::nn
