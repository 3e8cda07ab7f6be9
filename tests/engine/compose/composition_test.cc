#include "engine/motion/compose/composition.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

using test::small_job;

/// A busy picture dominated by one hue of HSV.
media::Image hued(media::Size size, int hue) {
  media::Image image(size);
  cv::Mat hsv(size.height, size.width, CV_8UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      hsv.at<cv::Vec3b>(y, x) =
          cv::Vec3b(static_cast<std::uint8_t>(hue), 220,
                    static_cast<std::uint8_t>((x / 8 + y / 8) % 2 == 0 ? 240 : 120));
    }
  }
  cv::cvtColor(hsv, as_mat(image), cv::COLOR_HSV2RGB);
  return image;
}

double share_of_hue(const media::Image& frame, int hue) {
  cv::Mat hsv;
  cv::cvtColor(as_mat(frame), hsv, cv::COLOR_RGB2HSV);
  cv::Mat found;
  cv::inRange(hsv, cv::Scalar(hue - 8, 120, 90), cv::Scalar(hue + 8, 255, 255), found);
  return static_cast<double>(cv::countNonZero(found)) / static_cast<double>(found.total());
}

TEST(CompositionTest, EveryReferenceIsVisibleMostOfTheTime) {
  int count = 2;
  for (const media::Size size :
       {media::Size{256, 144}, media::Size{144, 256}, media::Size{160, 160}}) {
    GenerationJob job = small_job(size, 7);
    const int hues[] = {10, 55, 100, 145};
    for (int i = 0; i < count; ++i) {
      job.references.push_back(
          {hued(i % 2 == 0 ? media::Size{120, 90} : media::Size{90, 120}, hues[i])});
    }
    const auto frames = test::generated(job);
    ASSERT_EQ(frames.size(), 7U);
    for (std::size_t f = 2; f < frames.size(); ++f) {
      for (int i = 0; i < count; ++i) {
        EXPECT_GT(share_of_hue(frames[f], hues[i]), 0.02)
            << size.width << " " << count << " " << i << " frame " << f;
      }
    }
    ++count;
  }
}

TEST(CompositionTest, OneReferenceOfTheClipsShapeFillsTheFrame) {
  GenerationJob job = small_job();
  job.references = test::references(test::textured({256, 144}, 2));
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_TRUE(test::same(frames.front(), job.references[0].image));
}

TEST(CompositionTest, SceneMoves) {
  GenerationJob job = small_job();
  job.references = test::references(hued({120, 90}, 10), hued({90, 120}, 100));
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_LT(test::psnr(frames[5], frames[12]), 30);
}

TEST(CompositionTest, SubjectOnAPlainGroundStandsInThePhotograph) {
  GenerationJob job = small_job();
  media::Image ball({160, 160});
  test::fill(ball, 0, 0, 160, 160, 245, 245, 245);
  cv::circle(as_mat(ball), {80, 80}, 50, cv::Scalar(220, 30, 20), cv::FILLED);
  job.references = test::references(ball, hued({256, 144}, 60));
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_EQ(report.facts.at("references"), (JsonArray{"cut out", "background"}));
  EXPECT_GT(share_of_hue(frames[8], 60), 0.3);
  cv::Mat white;
  cv::inRange(as_mat(frames[8]), cv::Scalar(235, 235, 235), cv::Scalar(255, 255, 255), white);
  EXPECT_LT(cv::countNonZero(white), 40) << "the plain ground came along";
}

/// A disc of one hue before plain white.
media::Image ball(media::Size size, int hue) {
  media::Image image(size);
  test::fill(image, 0, 0, size.width, size.height, 240, 240, 240);
  cv::Mat colour(1, 1, CV_8UC3, cv::Scalar(hue, 230, 210));
  cv::cvtColor(colour, colour, cv::COLOR_HSV2RGB);
  const cv::Vec3b c = colour.at<cv::Vec3b>(0, 0);
  cv::circle(as_mat(image), {size.width / 2, size.height / 2},
             std::min(size.width, size.height) * 3 / 8, cv::Scalar(c[0], c[1], c[2]), cv::FILLED);
  return image;
}

TEST(CompositionTest, SubjectsAloneStandInAnInventedPlace) {
  GenerationJob job = small_job();
  job.references = test::references(ball({120, 120}, 10), ball({160, 120}, 110));
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_EQ(report.facts.at("references"), (JsonArray{"cut out", "cut out"}));
  EXPECT_TRUE(report.warnings.empty());
  for (const int hue : {10, 110}) {
    EXPECT_GT(share_of_hue(frames.front(), hue), 0.05);
    EXPECT_GT(share_of_hue(frames.back(), hue), 0.05);
  }
}

TEST(CompositionTest, DirectionsSayWhoIsWhere) {
  for (const bool is_swapped : {false, true}) {
    GenerationJob job = small_job();
    job.references =
        test::references(ball({120, 120}, 10), ball({120, 120}, 110), hued({256, 144}, 60));
    job.prompt = is_swapped
                     ? "图1在右边，图2在左边，图3作为背景"
                     : "Image 1 on the left, image 2 on the right, image 3 is the background";
    const auto frames = test::generated(job);
    ASSERT_EQ(frames.size(), 13U);
    const cv::Mat first = as_mat(frames.front());
    media::Image half({128, 144});
    cv::Mat target = as_mat(half);
    first.colRange(is_swapped ? 128 : 0, is_swapped ? 256 : 128).copyTo(target);
    EXPECT_GT(share_of_hue(half, 10), 0.1);
    EXPECT_LT(share_of_hue(half, 110), 0.01);
  }
}

TEST(CompositionTest, SidesHoldForInsetsToo) {
  for (const bool is_swapped : {false, true}) {
    GenerationJob job = small_job();
    job.references =
        test::references(ball({120, 120}, 10), hued({120, 90}, 110), hued({256, 144}, 60));
    job.prompt = is_swapped ? "a ball on the right and a cat on the left"
                            : "a ball on the left and a cat on the right";
    GenerationReport report;
    const auto frames = test::generated(job, &report);
    ASSERT_EQ(frames.size(), 13U);
    const JsonArray& shown = report.facts.at("references").as_array();
    ASSERT_EQ(shown[0], "cut out");
    const int inset = shown[1] == "inset" ? 110 : 60;
    const cv::Mat first = as_mat(frames.front());
    media::Image half({128, 144});
    cv::Mat target = as_mat(half);
    first.colRange(is_swapped ? 128 : 0, is_swapped ? 256 : 128).copyTo(target);
    EXPECT_GT(share_of_hue(half, 10), 0.1);
    first.colRange(is_swapped ? 0 : 128, is_swapped ? 128 : 256).copyTo(target);
    EXPECT_GT(share_of_hue(half, inset), 0.3) << inset;
    EXPECT_LT(share_of_hue(half, 10), 0.01);
  }
}

TEST(CompositionTest, WarnsOfSubjectsThatCouldNotBeCutOut) {
  GenerationJob job = small_job();
  job.references = test::references(hued({120, 90}, 10), hued({256, 144}, 100));
  GenerationReport report;
  ASSERT_EQ(test::generated(job, &report).size(), 13U);
  EXPECT_EQ(report.facts.at("references"), (JsonArray{"inset", "background"}));
  ASSERT_EQ(report.warnings.size(), 1U);
  EXPECT_NE(report.warnings[0].find("image 1"), std::string::npos);
}

/// White, on transparent ground whose pixels are magenta.
media::ImageWithAlpha white_cut_out(media::Size size) {
  media::ImageWithAlpha picture{media::Image{size}, media::AlphaPlane{size}};
  cv::Mat alpha = as_mat(picture.alpha);
  cv::circle(alpha, {size.width / 2, size.height / 2}, std::min(size.width, size.height) * 3 / 8,
             255, cv::FILLED, cv::LINE_AA);
  cv::Mat pixels = as_mat(picture.image);
  pixels.setTo(cv::Scalar(255, 0, 255));
  pixels.setTo(cv::Scalar::all(255), alpha > 0);
  return picture;
}

TEST(CompositionTest, AWhiteSubjectOnTransparentGroundSurvives) {
  GenerationJob job = small_job();
  job.references = {white_cut_out({160, 160}), {hued({256, 144}, 60)}};
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_EQ(report.facts.at("references"), (JsonArray{"cut out", "background"}));
  EXPECT_TRUE(report.warnings.empty());
  for (const media::Image& frame : frames) {
    cv::Mat hsv;
    cv::cvtColor(as_mat(frame), hsv, cv::COLOR_RGB2HSV);
    cv::Mat pale;
    cv::inRange(hsv, cv::Scalar(0, 0, 120), cv::Scalar(180, 90, 255), pale);
    EXPECT_GT(static_cast<double>(cv::countNonZero(pale)) / static_cast<double>(pale.total()),
              0.07);
    EXPECT_LT(share_of_hue(frame, 150), 0.0005) << "the transparent pixels' colour bled";
  }
}

TEST(CompositionTest, ACutOutAloneStandsInAnInventedPlace) {
  GenerationJob job = small_job();
  job.references = {white_cut_out({160, 160})};
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_EQ(report.facts.at("references"), JsonArray{"cut out"});
  EXPECT_EQ(share_of_hue(frames.back(), 150), 0);
}

TEST(CompositionTest, IsTheSameWithAnyNumberOfThreads) {
  GenerationJob job = small_job();
  job.references =
      test::references(ball({120, 120}, 10), hued({256, 144}, 60), hued({120, 90}, 100));
  const auto two = test::generated(job);
  job.threads = 1;
  const auto one = test::generated(job);
  ASSERT_EQ(one.size(), two.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_TRUE(test::same(one[i], two[i])) << i;
  }
}

TEST(CompositionTest, OneTallPictureIsExtendedRatherThanCutToItsMiddle) {
  GenerationJob job = small_job();
  media::Image tall({90, 160});
  test::fill(tall, 0, 0, 90, 160, 190, 190, 190);
  test::fill(tall, 30, 14, 60, 80, 220, 40, 30);
  test::fill(tall, 30, 80, 60, 146, 30, 60, 220);
  job.references = test::references(tall);
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_EQ(report.facts.at("references"), (JsonArray{"full frame, extended"}));
  EXPECT_GT(share_of_hue(frames.front(), 112), 0.02);
  EXPECT_GT(share_of_hue(frames.front(), 2), 0.02);
}

TEST(CompositionTest, TakesFramesAndPicturesOfAnyShape) {
  for (const media::Size size : {media::Size{16, 16}, media::Size{128, 16}, media::Size{16, 96}}) {
    for (const int count : {1, 4}) {
      GenerationJob job = small_job(size, 3);
      job.prompt = "image 1 left of image 2, the camera rolls and pans right";
      const auto all = test::references(ball({300, 120}, 10), hued({32, 80}, 60),
                                        ball({40, 100}, 110), hued({3, 3}, 140));
      job.references.assign(all.begin(), all.begin() + count);
      EXPECT_EQ(test::generated(job).size(), 3U) << size.width << " " << count;
    }
  }
}

TEST(CompositionTest, SubjectsStayInSightWhateverTheCameraDoes) {
  for (const char* move :
       {"pan left fast", "tilt up", "pull out", "roll left, then push in fast"}) {
    GenerationJob job = small_job({256, 144}, 7);
    job.references =
        test::references(ball({120, 120}, 10), ball({160, 120}, 110), hued({256, 144}, 60));
    job.prompt = std::string("image 3 is the background, the camera moves: ") + move;
    job.prompt_strength = 1;
    GenerationReport report;
    const auto frames = test::generated(job, &report);
    ASSERT_EQ(frames.size(), 7U);
    if (std::string_view{move} == "pan left fast") {
      ASSERT_EQ(report.warnings.size(), 1U);
      EXPECT_NE(report.warnings[0].find("less far"), std::string::npos);
    }
    for (const int hue : {10, 110}) {
      const double first = share_of_hue(frames.front(), hue);
      for (const media::Image& frame : frames) {
        EXPECT_GT(share_of_hue(frame, hue), 0.5 * first) << move << " " << hue;
      }
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion
