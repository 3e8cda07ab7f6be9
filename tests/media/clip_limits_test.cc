// What a clip writer does with the process it lives in: no files, few threads, full disks.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <thread>

#include "media/clip_files.h"
#include "media/probe.h"

namespace kirin::media {
namespace {

// Lowers a soft limit and puts it back.
class LoweredLimit {
 public:
  LoweredLimit(__rlimit_resource resource, rlim_t value) : resource_(resource) {
    EXPECT_EQ(::getrlimit(resource_, &before_), 0);
    const rlimit lowered{value, before_.rlim_max};
    EXPECT_EQ(::setrlimit(resource_, &lowered), 0);
  }
  LoweredLimit(const LoweredLimit&) = delete;
  LoweredLimit& operator=(const LoweredLimit&) = delete;
  ~LoweredLimit() { ::setrlimit(resource_, &before_); }

 private:
  __rlimit_resource resource_;
  rlimit before_{};
};

// Under the sanitizers the process opens pipes by itself: their check of virtual tables needs one.
#ifndef KIRIN_SANITIZED
TEST(ClipLimits, WritingAndProbingOpenNoFile) {
  const ClipSpec spec{
      .size = {96, 64}, .frame_count = 30, .threads = 2, .has_audio = true, .tags = {{"a", "b"}}};
  const ScratchFile file{"closed.mp4"};
  const LoweredLimit no_more_files{RLIMIT_NOFILE, 0};
  ASSERT_LT(::open("/dev/null", O_RDONLY | O_CLOEXEC), 0);
  write_scene(file, spec);
  const auto facts = probe_clip(file.fd());
  ASSERT_TRUE(facts) << facts.error().describe();
  const auto same = check_clip(*facts, spec);
  EXPECT_TRUE(same) << same.error().describe();
}
#endif

int thread_count() {
  const std::filesystem::directory_iterator threads{"/proc/self/task"};
  return static_cast<int>(std::distance(begin(threads), end(threads)));
}

TEST(ClipLimits, TheEncoderStartsNoMoreThreadsThanItIsGranted) {
  // The thread sanitizer starts a thread of its own beside a program's first: let that be over.
  std::thread{[] {}}.join();
  const int before = thread_count();
  for (const int threads : {1, 2, 3}) {
    const ClipSpec spec{.size = {320, 192}, .frame_count = 40, .threads = threads};
    const ScratchFile file{"threads.mp4"};
    auto writer = ClipWriter::open(file.fd(), spec);
    ASSERT_TRUE(writer) << writer.error().describe();
    int most = 0;
    for (int i = 0; i < spec.frame_count; ++i) {
      ASSERT_TRUE((*writer)->add_frame(scene_frame(spec.size, i).view()));
      most = std::max(most, thread_count() - before);
    }
    EXPECT_LE(most, threads == 1 ? 0 : threads) << "granted " << threads;
    EXPECT_TRUE((*writer)->finish());
  }
}

TEST(ClipLimits, AFullDiskIsAnErrorThatSaysSo) {
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  const ClipSpec spec{.size = {320, 192}, .frame_count = 30, .has_audio = true};
  const ScratchFile file{"full.mp4"};
  auto writer = ClipWriter::open(file.fd(), spec);
  ASSERT_TRUE(writer) << writer.error().describe();
  const LoweredLimit small_files{RLIMIT_FSIZE, 2000};
  Result<void> result = (*writer)->add_audio(tone(1.25));
  for (int i = 0; i < spec.frame_count && result; ++i) {
    result = (*writer)->add_frame(scene_frame(spec.size, i).view());
  }
  if (result) {
    result = (*writer)->finish();
  }
  std::signal(SIGXFSZ, before);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::resource_exhausted) << result.error().describe();
}

}  // namespace
}  // namespace kirin::media
