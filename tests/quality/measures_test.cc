// The measures tell bad clips from good ones: a law that a bad clip keeps would be no law.
#include "quality/measures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/picture.h"
#include "quality/photos.h"

namespace kirin::quality {
namespace {

/// A camera that zooms by `zoom` and shifts by (`x`, `y`) pixels until the end, with an error of
/// `jitter` pixels every other frame.
std::vector<cv::Mat> known_clip(int frames, double zoom, double x, double y, double turn,
                                double jitter) {
  const media::Image picture = photo("stream", {960, 540});
  const cv::Mat luma = engine::motion::luma_of(engine::motion::as_mat(picture));
  std::vector<cv::Mat> clip;
  for (int i = 0; i < frames; ++i) {
    const double t = i / (frames - 1.0);
    const double scale = std::pow(zoom, t);
    const double c = scale * std::cos(turn * t);
    const double s = scale * std::sin(turn * t);
    const double dx = 319.5 + x * t + (i % 2 == 0 ? jitter : 0);
    const double dy = 179.5 + y * t;
    const cv::Matx23d move(c, -s, dx - c * 479.5 + s * 269.5, s, c, dy - s * 479.5 - c * 269.5);
    cv::Mat frame;
    cv::warpAffine(luma, frame, move, {640, 360}, cv::INTER_CUBIC, cv::BORDER_REFLECT_101);
    clip.push_back(frame);
  }
  return clip;
}

TEST(Measures, RecoverAKnownMove) {
  const ContentMotion motion = content_motion(known_clip(40, 1.2, 32, -18, 0.05, 0), 0, 39);
  EXPECT_NEAR(motion.scale, 1.2, 0.01);
  EXPECT_NEAR(motion.right, 0.05, 0.004);
  EXPECT_NEAR(motion.down, -0.05, 0.004);
  EXPECT_NEAR(motion.turn, 0.05, 0.005);
}

TEST(Measures, SeeJitterWhereThereIsSome) {
  EXPECT_LT(velocity_jitter(known_clip(40, 1.1, 20, 0, 0, 0), 5, 25), 0.05);
  EXPECT_GT(velocity_jitter(known_clip(40, 1.1, 20, 0, 0, 0.2), 5, 25), 0.15);
}

TEST(Measures, FindAPictureOnlyWhereItIs) {
  const auto luma = [](const char* name, media::Size size) {
    const media::Image picture = photo(name, size);
    return engine::motion::luma_of(engine::motion::as_mat(picture)).clone();
  };
  cv::Mat frame = luma("meadow", {1280, 720});
  const cv::Mat cat = luma("cat", {800, 600});
  EXPECT_LT(agreeing(features_of(cat), features_of(frame)), 12);
  cv::Mat small;
  cv::resize(cat, small, {400, 300}, 0, 0, cv::INTER_AREA);
  small.copyTo(frame(cv::Rect(300, 200, 400, 300)));
  EXPECT_GE(agreeing(features_of(cat), features_of(frame)), 12);
}

}  // namespace
}  // namespace kirin::quality
