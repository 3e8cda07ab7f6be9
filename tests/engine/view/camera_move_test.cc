#include "engine/motion/view/camera_move.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

using test::generated;
using test::small_job;
using test::textured;

/// How the content moved between two frames, from tracked corners: scale, and shift of the centre
/// in pixels.
struct ContentMotion {
  double scale = 1;
  double right = 0;
  double down = 0;
};

ContentMotion motion_between(const media::Image& from, const media::Image& to) {
  const cv::Mat a = luma_of(as_mat(from));
  const cv::Mat b = luma_of(as_mat(to));
  std::vector<cv::Point2f> corners;
  cv::goodFeaturesToTrack(a, corners, 300, 0.01, 5);
  std::vector<cv::Point2f> tracked;
  std::vector<std::uint8_t> found;
  std::vector<float> error;
  cv::calcOpticalFlowPyrLK(a, b, corners, tracked, found, error, {21, 21}, 3);
  ContentMotion motion;
  std::vector<double> right;
  std::vector<double> down;
  std::vector<double> scale;
  const cv::Point2f centre(static_cast<float>(a.cols) / 2, static_cast<float>(a.rows) / 2);
  for (std::size_t i = 0; i < corners.size(); ++i) {
    if (found[i] != 0) {
      right.push_back(tracked[i].x - corners[i].x);
      down.push_back(tracked[i].y - corners[i].y);
      if (cv::norm(corners[i] - centre) > 30) {
        scale.push_back((tracked[i] - centre).dot(corners[i] - centre) /
                        (corners[i] - centre).dot(corners[i] - centre));
      }
    }
  }
  const auto median = [](std::vector<double>& values) {
    EXPECT_GT(values.size(), 20U);
    std::nth_element(values.begin(),
                     values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values.empty() ? 0.0 : values[values.size() / 2];
  };
  return {median(scale), median(right), median(down)};
}

/// The sum over the steps from frame to frame: robust where the whole move is large.
ContentMotion motion_over(const std::vector<media::Image>& frames) {
  ContentMotion total;
  for (std::size_t i = 1; i < frames.size(); ++i) {
    const ContentMotion step = motion_between(frames[i - 1], frames[i]);
    total.scale *= step.scale;
    total.right += step.right;
    total.down += step.down;
  }
  return total;
}

ContentMotion motion_for(std::string prompt, bool is_tail = false) {
  GenerationJob job = small_job();
  (is_tail ? job.last_frame : job.first_frame) = textured({400, 225}, 3);
  job.prompt = std::move(prompt);
  const auto frames = generated(job);
  EXPECT_EQ(frames.size(), 13U);
  return frames.empty() ? ContentMotion{} : motion_over(frames);
}

TEST(CameraMoveTest, FirstFrameIsThePicture) {
  GenerationJob job = small_job();
  job.first_frame = textured({600, 338}, 1);
  const auto frames = generated(job);
  ASSERT_EQ(frames.size(), 13U);
  cv::Mat reference;  // OpenCV's own way of scaling, not ours
  cv::resize(as_mat(*job.first_frame), reference, {256, 144}, 0, 0, cv::INTER_AREA);
  media::Image expected({256, 144});
  reference.copyTo(as_mat(expected));
  EXPECT_GE(test::psnr(frames.front(), expected), 35);
  EXPECT_LT(test::psnr(frames.front(), frames.back()), 25) << "nothing moved";
}

TEST(CameraMoveTest, TailIsTheLastFrame) {
  GenerationJob job = small_job();
  job.last_frame = textured({256, 144}, 1);
  const auto frames = generated(job);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_TRUE(test::same(frames.back(), *job.last_frame));
  EXPECT_LT(test::psnr(frames.front(), frames.back()), 25);
}

TEST(CameraMoveTest, TailOfAnotherAspectRatioIsCroppedInTheCentre) {
  GenerationJob job = small_job({128, 128});
  job.last_frame = textured({256, 128}, 1);
  const auto frames = generated(job);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_EQ(frames.back().row(64)[3 * 64 + 1], job.last_frame->row(64)[3 * 128 + 1]);
  EXPECT_EQ(frames.back().row(5)[0], job.last_frame->row(5)[3 * 64]);
}

TEST(CameraMoveTest, MovesWhereThePromptSays) {
  EXPECT_GT(motion_for("zoom in").scale, 1.15);
  EXPECT_GT(motion_for("the camera pushes in").scale, 1.1);
  EXPECT_LT(motion_for("zoom out").scale, 0.92);
  EXPECT_LT(motion_for("camera pans right").right, -12);
  EXPECT_GT(motion_for("camera pans left").right, 12);
  EXPECT_GT(motion_for("tilt up").down, 7);
  EXPECT_LT(motion_for("tilt down").down, -7);
  EXPECT_LT(motion_for("camera moves right").right, -8);
  EXPECT_LT(motion_for("镜头向右摇").right, -12);
}

TEST(CameraMoveTest, TailMovesTheSameWay) {
  EXPECT_GT(motion_for("zoom in", true).scale, 1.1);
  EXPECT_LT(motion_for("camera pans right", true).right, -12);
}

TEST(CameraMoveTest, StaticCameraIsStatic) {
  GenerationJob job = small_job();
  job.first_frame = textured({256, 144}, 3);
  job.prompt = "static shot";
  for (const media::Image& frame : generated(job)) {
    EXPECT_TRUE(test::same(frame, *job.first_frame));
  }
}

TEST(CameraMoveTest, NoBlackBorders) {
  for (const char* prompt :
       {"", "zoom out", "camera pulls back", "pan left", "orbit around it", "handheld footage",
        "camera rolls left", "pan right, tilt down and zoom out"}) {
    GenerationJob job = small_job({160, 90}, 7);
    job.first_frame = media::Image({160, 90});
    test::fill(*job.first_frame, 0, 0, 160, 90, 200, 180, 160);
    job.prompt = prompt;
    job.prompt_strength = 1;
    const auto frames = generated(job);
    ASSERT_EQ(frames.size(), 7U);
    for (const media::Image& frame : frames) {
      double darkest = 0;
      cv::minMaxIdx(as_mat(frame).reshape(1), &darkest);
      EXPECT_GE(darkest, 158) << prompt;
    }
  }
}

TEST(CameraMoveTest, WhatIsBeyondTheEdgesIsThePictureStretchedNotRepeated) {
  for (const char* prompt : {"zoom out", "camera pulls back"}) {
    GenerationJob job = small_job();
    job.first_frame = media::Image({256, 144});
    for (int x = 0; x < 256; ++x) {
      test::fill(*job.first_frame, x, 0, x + 1, 144, x, 255 - x, 128);
    }
    job.prompt = prompt;
    const auto frames = generated(job);
    ASSERT_EQ(frames.size(), 13U);
    const std::uint8_t* row = frames.back().row(70);
    EXPECT_LE(row[0], 12) << prompt;
    EXPECT_GE(row[3 * 255], 243) << prompt;
    for (int x = 1; x < 256; ++x) {
      ASSERT_GE(row[3 * x] + 1, row[3 * (x - 1)]) << prompt << " " << x;
    }
    // The middle did shrink: it spans more of the picture than at first.
    EXPECT_GT(row[3 * 160] - row[3 * 96], 68) << prompt;
  }
}

TEST(CameraMoveTest, MotionIsSmooth) {
  GenerationJob job = small_job({256, 144}, 25);
  job.first_frame = textured({400, 225}, 3);
  job.prompt = "camera pans right";
  const auto frames = generated(job);
  ASSERT_EQ(frames.size(), 25U);
  double before = motion_between(frames[7], frames[8]).right;
  for (std::size_t i = 8; i < 17; ++i) {
    const double step = motion_between(frames[i], frames[i + 1]).right;
    EXPECT_NEAR(step, before, 0.45) << i;
    before = step;
  }
}

TEST(CameraMoveTest, StaticMaskHoldsItsPixels) {
  GenerationJob job = small_job();
  job.first_frame = textured({256, 144}, 3);
  job.static_mask = media::Image({256, 144});
  test::fill(*job.static_mask, 20, 20, 90, 100, 255, 255, 255);
  job.prompt = "zoom in";
  const auto frames = generated(job);
  ASSERT_EQ(frames.size(), 13U);
  const cv::Rect held(20, 20, 70, 80);
  for (const media::Image& frame : frames) {
    EXPECT_EQ(cv::norm(as_mat(frame)(held), as_mat(*job.first_frame)(held), cv::NORM_INF), 0);
  }
  EXPECT_LT(test::psnr(frames.front(), frames.back()), 35) << "what is not held moves";
}

TEST(CameraMoveTest, BesideWhatIsHeldStillTheCameraMovesLessAndSaysSo) {
  GenerationJob job = small_job();
  job.first_frame = textured({256, 144}, 3);
  job.prompt = "camera pans right fast";
  GenerationReport free;
  ASSERT_FALSE(generated(job, &free).empty());
  EXPECT_TRUE(free.warnings.empty());
  job.static_mask = media::Image({256, 144});
  test::fill(*job.static_mask, 110, 50, 150, 90, 255, 255, 255);
  GenerationReport held;
  const auto frames = generated(job, &held);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_EQ(held.warnings.size(), 1U);
  EXPECT_LT(test::psnr(frames.front(), frames.back()), 32) << "it moves all the same";
}

TEST(CameraMoveTest, FramesDoNotDependOnTheNumberOfThreads) {
  GenerationJob job = small_job();
  job.first_frame = textured({400, 225}, 3);
  job.prompt = "whip pan right, then rack focus to the background";
  job.threads = 1;
  const auto alone = generated(job);
  job.threads = 3;
  const auto together = generated(job);
  ASSERT_EQ(alone.size(), together.size());
  for (std::size_t i = 0; i < alone.size(); ++i) {
    EXPECT_TRUE(test::same(alone[i], together[i])) << i;
  }
  EXPECT_TRUE(test::same(alone.front(), [&] {
    GenerationJob still = job;
    still.prompt = "static shot, no wind";
    return generated(still).front();
  }()));
}

}  // namespace
}  // namespace kirin::engine::motion
