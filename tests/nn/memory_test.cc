#include "nn/memory.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <limits>
#include <new>

namespace kirin::nn {
namespace {

TEST(MemoryTest, WhatIsHeldIsCountedUntilItsLastOwnerGoes) {
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{1000}, std::size_t{5} << 20, (std::size_t{64} << 20) + 1}) {
    const auto before = memory_use().held_bytes;
    reset_peak_memory();
    auto memory = allocate_counted(size);
    auto other = memory;
    memory.reset();
    EXPECT_EQ(memory_use().held_bytes, before + size);
    other.reset();
    EXPECT_EQ(memory_use().held_bytes, before);
    EXPECT_EQ(memory_use().peak_bytes, before + size);
  }
}

TEST(MemoryTest, EveryByteMayBeWritten) {
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{4} << 20, (std::size_t{9} << 20) + 7}) {
    const auto memory = allocate_counted(size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory.get()) % 64, 0U);
    std::memset(memory.get(), 7, size);
    EXPECT_EQ(memory.get()[size - 1], std::byte{7});
  }
}

TEST(MemoryTest, MoreThanThereIsThrows) {
  const auto before = memory_use().held_bytes;
  EXPECT_THROW(allocate_counted(std::numeric_limits<std::size_t>::max() / 4), std::bad_alloc);
  EXPECT_EQ(memory_use().held_bytes, before);
}

}  // namespace
}  // namespace kirin::nn
