#include "engine/motion/frame_pipeline.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "engine/kept_clip.h"

namespace kirin::engine::motion {
namespace {

void number(int index, media::Image& out) { out.row(0)[0] = static_cast<std::uint8_t>(index); }

TEST(FramePipeline, SendsFramesInOrderFromManyThreads) {
  KeepingSink sink;
  KeepingProgress progress;
  const auto sent =
      send_frames({100, {16, 16}, 4}, [](int index, int, media::Image& out) { number(index, out); },
                  sink, progress, {});
  ASSERT_TRUE(sent);
  ASSERT_EQ(sink.frames.size(), 100U);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(sink.frames[static_cast<std::size_t>(i)].row(0)[0], i);
  }
}

/// Remembers how far painting ran ahead of the frames that had come in.
class LaggingSink : public KeepingSink {
 public:
  explicit LaggingSink(const std::atomic<int>& painted) : painted_(painted) {}
  Result<void> add(media::ImageView frame) override {
    furthest = std::max(furthest, painted_.load() - static_cast<int>(frames.size()));
    return KeepingSink::add(frame);
  }
  int furthest = 0;

 private:
  const std::atomic<int>& painted_;
};

TEST(FramePipeline, PaintsABoundedNumberOfFramesAhead) {
  std::atomic<int> painted = 0;
  LaggingSink sink(painted);
  KeepingProgress progress;
  ASSERT_TRUE(send_frames({200, {16, 16}, 3}, [&](int, int, media::Image&) { ++painted; }, sink,
                          progress, {}));
  EXPECT_LE(sink.furthest, 3 + 2);
  EXPECT_EQ(painted, 200);
}

class RefusingSink : public FrameSink {
 public:
  Result<void> add(media::ImageView) override {
    return ++count_ == 3 ? Result<void>(Error{ErrorCode::resource_exhausted, "disk full"})
                         : Result<void>();
  }

 private:
  int count_ = 0;
};

TEST(FramePipeline, ReturnsTheSinksError) {
  for (const int threads : {1, 3}) {
    RefusingSink sink;
    KeepingProgress progress;
    const auto sent =
        send_frames({50, {16, 16}, threads}, [](int, int, media::Image&) {}, sink, progress, {});
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, ErrorCode::resource_exhausted);
  }
}

TEST(FramePipeline, ThrowsWhatAPainterThrew) {
  for (const int threads : {1, 3}) {
    KeepingSink sink;
    KeepingProgress progress;
    const auto paint = [](int index, int, media::Image&) {
      if (index == 5) {
        throw std::runtime_error("no paint left");
      }
    };
    EXPECT_THROW((void)send_frames({50, {16, 16}, threads}, paint, sink, progress, {}),
                 std::runtime_error);
  }
}

}  // namespace
}  // namespace kirin::engine::motion
