#include "nn/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace kirin::nn {
namespace {

/// Restores the number of threads.
class ParallelTest : public testing::TestWithParam<int> {
 protected:
  ParallelTest() { set_compute_threads(GetParam()); }
  ~ParallelTest() override { set_compute_threads(usable_cpus()); }
};

TEST_P(ParallelTest, EveryItemIsVisitedOnce) {
  for (const Index count : {0, 1, 7, 1000}) {
    std::vector<std::atomic<int>> visits(static_cast<std::size_t>(count));
    parallel_for(count, 3, [&](Index begin, Index end) {
      for (Index i = begin; i < end; ++i) {
        ++visits[static_cast<std::size_t>(i)];
      }
    });
    for (const auto& visit : visits) {
      EXPECT_EQ(visit, 1);
    }
  }
}

TEST_P(ParallelTest, NestedCallsDoTheirWork) {
  std::atomic<Index> sum{0};
  parallel_for(20, 1, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) {
      parallel_for(10, 1, [&](Index from, Index to) { sum += to - from; });
    }
  });
  EXPECT_EQ(sum, 200);
}

TEST_P(ParallelTest, AnExceptionComesBackToTheCaller) {
  EXPECT_THROW(parallel_for(100, 1,
                            [](Index begin, Index end) {
                              if (begin <= 50 && 50 < end) {
                                throw std::runtime_error("fifty");
                              }
                            }),
               std::runtime_error);
  std::atomic<Index> sum{0};
  parallel_for(100, 1, [&](Index begin, Index end) { sum += end - begin; });
  EXPECT_EQ(sum, 100);
}

INSTANTIATE_TEST_SUITE_P(Threads, ParallelTest, testing::Values(1, 2, 5));

}  // namespace
}  // namespace kirin::nn
