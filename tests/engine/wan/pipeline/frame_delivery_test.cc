#include "engine/wan/pipeline/frame_delivery.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// Keeps what it is sent.
class Kept : public engine::FrameSink {
 public:
  Result<void> add(media::ImageView frame) override {
    media::Image copy(frame.size);
    for (int row = 0; row < frame.size.height; ++row) {
      std::copy_n(frame.row(row), copy.stride_bytes(), copy.row(row));
    }
    frames.push_back(std::move(copy));
    return {};
  }
  std::vector<media::Image> frames;
};

/// A soft bright spot that moves to the right by `step` pixels a frame, on a textured ground.
Tensor moving_spot(Index frames, Index height, Index width, double step) {
  Tensor video = Tensor::uninitialised({3, frames, height, width});
  auto* out = video.mutable_data<float>();
  for (Index channel = 0; channel < 3; ++channel) {
    for (Index frame = 0; frame < frames; ++frame) {
      for (Index y = 0; y < height; ++y) {
        for (Index x = 0; x < width; ++x) {
          const double dx = static_cast<double>(x) - 30 - step * static_cast<double>(frame);
          const double dy = static_cast<double>(y) - static_cast<double>(height) / 2;
          const double spot = std::exp(-(dx * dx + dy * dy) / 120);
          const double ground = 0.1 * std::sin(0.3 * static_cast<double>(x)) *
                                std::sin(0.37 * static_cast<double>(y));
          *out++ = static_cast<float>(-0.6 + ground + 1.4 * spot);
        }
      }
    }
  }
  return video;
}

/// The spot's place: the mean column of bright pixels.
double spot_column(const media::Image& frame) {
  double sum = 0;
  double weight = 0;
  for (int y = 0; y < frame.size().height; ++y) {
    for (int x = 0; x < frame.size().width; ++x) {
      const double bright = std::max(0, frame.row(y)[3 * x] - 130);
      sum += bright * x;
      weight += bright;
    }
  }
  return sum / weight;
}

TEST(FrameDeliveryTest, FramesOfTheSameRateAndSizePassUnchanged) {
  Kept kept;
  FrameDelivery delivery(kept, {96, 64}, {.model_fps = 24, .clip_fps = 24, .clip_frames = 5});
  const Tensor video = moving_spot(5, 64, 96, 2);
  ASSERT_TRUE(delivery.add(video));
  ASSERT_TRUE(delivery.finish());
  ASSERT_EQ(kept.frames.size(), 5U);
  const auto values = video.values();
  const Index plane = 64 * 96;
  for (Index i = 0; i < plane; ++i) {  // the green channel of frame 3: trunc((x + 1) / 2 · 255)
    const float value = values[static_cast<std::size_t>((5 + 3) * plane + i)];
    const auto expected = static_cast<std::uint8_t>((value + 1) / 2 * 255);
    ASSERT_EQ(kept.frames[3].row(static_cast<int>(i / 96))[3 * (i % 96) + 1], expected);
  }
}

TEST(FrameDeliveryTest, FramesBetweenShowThingsOnTheirWay) {
  Kept kept;
  FrameDelivery delivery(kept, {192, 128}, {.model_fps = 16, .clip_fps = 24, .clip_frames = 18});
  const Tensor video = moving_spot(13, 128, 192, 6);
  for (Index at = 0; at < 13; at += 4) {  // in pieces, as the decoder sends them
    ASSERT_TRUE(delivery.add(video.slice(1, at, std::min<Index>(13, at + 4)).clone()));
  }
  ASSERT_TRUE(delivery.finish());
  ASSERT_EQ(kept.frames.size(), 18U);
  for (int frame = 0; frame < 18; ++frame) {
    EXPECT_NEAR(spot_column(kept.frames[static_cast<std::size_t>(frame)]),
                30 + 6 * frame * 16.0 / 24, 1.0)
        << frame;
  }
}

TEST(FrameDeliveryTest, OtherShapesAreScaledToCoverAndCropped) {
  Kept kept;
  FrameDelivery delivery(kept, {160, 90}, {.model_fps = 24, .clip_fps = 24, .clip_frames = 2});
  ASSERT_TRUE(delivery.add(moving_spot(2, 48, 80, 1)));
  EXPECT_EQ(kept.frames.at(0).size(), (media::Size{160, 90}));
  EXPECT_NEAR(spot_column(kept.frames[0]), 60, 1.5);  // column 30 of 80, twice as wide
}

TEST(FrameDeliveryTest, AClipThatIsTooShortEndsWithItsLastFrame) {
  Kept kept;
  FrameDelivery delivery(kept, {96, 64}, {.model_fps = 16, .clip_fps = 24, .clip_frames = 9});
  ASSERT_TRUE(delivery.add(moving_spot(2, 64, 96, 3)));
  ASSERT_TRUE(delivery.finish());
  EXPECT_EQ(kept.frames.size(), 9U);
  EXPECT_NEAR(spot_column(kept.frames.back()), 33, 1.0);
}

TEST(FrameDeliveryTest, NoMoreFramesAreSentThanTheClipHas) {
  Kept kept;
  FrameDelivery delivery(kept, {96, 64}, {.model_fps = 16, .clip_fps = 24, .clip_frames = 4});
  ASSERT_TRUE(delivery.add(moving_spot(9, 64, 96, 1)));
  ASSERT_TRUE(delivery.finish());
  EXPECT_EQ(kept.frames.size(), 4U);
}

}  // namespace
}  // namespace kirin::wan
