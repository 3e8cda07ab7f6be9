#include "base/ids.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace kirin {
namespace {

TEST(IdsTest, TaskIdsAreTwentyLowerCaseCharacters) {
  const std::string id = new_task_id(from_millis(1'769'757'744'021));
  EXPECT_EQ(id.size(), 20U);
  EXPECT_EQ(id.find_first_not_of("0123456789abcdefghijklmnopqrstuv"), std::string::npos);
}

TEST(IdsTest, LaterIdsSortLater) {
  EXPECT_LT(new_task_id(from_millis(1'000'000)), new_task_id(from_millis(2'000'000)));
}

TEST(IdsTest, IdsDoNotRepeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_TRUE(seen.insert(new_task_id(from_millis(0))).second);
  }
}

TEST(IdsTest, RequestIdsDoNotRepeatFromThreadToThread) {
  constexpr std::size_t kEach = 1000;
  std::vector<std::string> made[2];
  {
    std::vector<std::jthread> threads;
    for (auto& ids : made) {
      threads.emplace_back([&ids] {
        for (std::size_t i = 0; i < kEach; ++i) {
          ids.push_back(new_request_id());
        }
      });
    }
  }

  std::set<std::string> seen;
  for (const auto& ids : made) {
    for (const std::string& id : ids) {
      EXPECT_TRUE(id.starts_with("req_") && id.size() == 20 && seen.insert(id).second) << id;
    }
  }
}

TEST(IdsTest, RequestIdsFromCallersAreVisibleAscii) {
  EXPECT_TRUE(is_visible_id("order-2231"));
  EXPECT_FALSE(is_visible_id(""));
  EXPECT_FALSE(is_visible_id("a b"));
  EXPECT_FALSE(is_visible_id("a\nb"));
  EXPECT_FALSE(is_visible_id(std::string(129, 'a')));
}

}  // namespace
}  // namespace kirin
