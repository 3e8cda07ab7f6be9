#include "retention/disk_guard.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace kirin::retention {
namespace {

const TimePoint kNoon = from_millis(1'780'000'000'000);

struct Disk {
  Result<std::uint64_t> free = std::uint64_t{100};
  int looks = 0;
  DiskGuard guard{[this] {
                    ++looks;
                    return free;
                  },
                  50};
};

TEST(DiskGuardTest, IsFullBelowTheLeast) {
  for (const auto& [free, is_full] : {std::pair{49, true}, {50, false}, {51, false}, {0, true}}) {
    Disk disk;
    disk.free = static_cast<std::uint64_t>(free);
    EXPECT_EQ(disk.guard.is_nearly_full(kNoon), is_full) << free;
  }
}

TEST(DiskGuardTest, LooksOnceASecond) {
  Disk disk;
  for (int millis = 0; millis < 3'000; millis += 100) {
    (void)disk.guard.is_nearly_full(kNoon + std::chrono::milliseconds{millis});
  }
  EXPECT_EQ(disk.looks, 3);
}

TEST(DiskGuardTest, NoticesRoomAgain) {
  Disk disk;
  disk.free = 0;
  EXPECT_TRUE(disk.guard.is_nearly_full(kNoon));
  disk.free = 100;
  EXPECT_TRUE(disk.guard.is_nearly_full(kNoon + std::chrono::milliseconds{999}));
  EXPECT_FALSE(disk.guard.is_nearly_full(kNoon + std::chrono::milliseconds{1'000}));
}

TEST(DiskGuardTest, GoesOnLookingAfterTheClockWasSetBack) {
  Disk disk;
  (void)disk.guard.is_nearly_full(kNoon);
  disk.free = 0;
  EXPECT_TRUE(disk.guard.is_nearly_full(kNoon - std::chrono::hours{1}));
}

TEST(DiskGuardTest, WhatCannotBeMeasuredStaysAsItWas) {
  Disk disk;
  disk.free = 0;
  EXPECT_TRUE(disk.guard.is_nearly_full(kNoon));
  disk.free = Error{ErrorCode::unavailable, "gone"};
  EXPECT_TRUE(disk.guard.is_nearly_full(kNoon + std::chrono::seconds{2}));
}

TEST(DiskGuardTest, WithoutALeastTheDiskIsNotLookedAt) {
  DiskGuard guard{[]() -> Result<std::uint64_t> {
                    ADD_FAILURE() << "looked";
                    return std::uint64_t{0};
                  },
                  0};
  EXPECT_FALSE(guard.is_nearly_full(kNoon));
}

TEST(DiskGuardTest, MeasuresARealDisk) {
  const auto free = free_bytes(std::filesystem::temp_directory_path());
  ASSERT_TRUE(free);
  const auto space = std::filesystem::space(std::filesystem::temp_directory_path());
  EXPECT_NEAR(static_cast<double>(*free), static_cast<double>(space.available), 1e9);
  EXPECT_FALSE(free_bytes("/nowhere"));
}

}  // namespace
}  // namespace kirin::retention
