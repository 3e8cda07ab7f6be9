#include "engine/motion/compose/subject.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "engine/motion/compose/matte.h"
#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

/// An ellipse of a patterned colour before `ground`, and where it is.
struct Rendered {
  media::Image image;
  cv::Mat truth;  ///< CV_32FC1 in [0, 1], with a soft edge
};

Rendered ellipse_before(media::Image ground, cv::Point centre, cv::Size axes, double angle) {
  constexpr int kShift = 4;
  cv::Mat pixels = as_mat(ground);
  cv::Mat fine = cv::Mat::zeros(pixels.size() * kShift, CV_8U);
  cv::ellipse(fine, centre * kShift, axes * kShift, angle, 0, 360, 255, cv::FILLED);
  Rendered rendered;
  cv::resize(fine, rendered.truth, pixels.size(), 0, 0, cv::INTER_AREA);
  rendered.truth.convertTo(rendered.truth, CV_32F, 1 / 255.0);
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      const float a = rendered.truth.at<float>(y, x);
      const bool is_light = (x / 9 + y / 7) % 2 == 0;
      const cv::Vec3f colour = is_light ? cv::Vec3f(225, 60, 40) : cv::Vec3f(180, 30, 45);
      cv::Vec3b& pixel = pixels.at<cv::Vec3b>(y, x);
      pixel = cv::Vec3f(pixel) * (1 - a) + colour * a;
    }
  }
  rendered.image = std::move(ground);
  return rendered;
}

media::Image plain(media::Size size) {
  media::Image image(size);
  test::fill(image, 0, 0, size.width, size.height, 205, 208, 200);
  return image;
}

/// Foliage-like: texture of many greens and browns, no reds.
media::Image leafy(media::Size size, unsigned seed) {
  media::Image image = test::textured(size, seed);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      std::uint8_t* pixel = image.row(y) + 3 * x;
      pixel[0] = static_cast<std::uint8_t>(pixel[0] * 0.35);
      pixel[2] = static_cast<std::uint8_t>(pixel[2] * 0.3);
    }
  }
  return image;
}

double overlap(const cv::Mat& mask, const cv::Mat& truth) {
  cv::Mat sized;
  cv::resize(mask, sized, truth.size(), 0, 0, cv::INTER_LINEAR);
  const cv::Mat a = sized > 127;
  const cv::Mat b = truth > 0.5;
  return static_cast<double>(cv::countNonZero(a & b)) / cv::countNonZero(a | b);
}

class SubjectOnGroundTest : public testing::TestWithParam<bool> {};

TEST_P(SubjectOnGroundTest, IsFoundAndCutOut) {
  const media::Size size{420, 300};
  for (const double angle : {0.0, 35.0}) {
    const Rendered rendered =
        ellipse_before(GetParam() ? plain(size) : leafy(size, 3), {220, 150}, {95, 70}, angle);
    const cv::Mat picture = as_mat(rendered.image);
    const Subject subject = find_subject(picture);
    ASSERT_FALSE(subject.mask.empty());
    EXPECT_GT(overlap(subject.mask, rendered.truth), 0.94);
    EXPECT_GT(subject.confidence(), kSureSubject);
    EXPECT_FALSE(subject.is_cut_below);

    const Matte matte = matte_of(picture, subject.mask);
    EXPECT_GT(overlap(matte.alpha, rendered.truth), 0.96);
    cv::Mat alpha;
    matte.alpha.convertTo(alpha, CV_32F, 1 / 255.0);
    EXPECT_LT(cv::mean(cv::abs(alpha - rendered.truth))[0], 0.012);
  }
}

INSTANTIATE_TEST_SUITE_P(PlainAndLeafy, SubjectOnGroundTest, testing::Bool());

TEST(SubjectTest, OfNothingInParticularIsNotSure) {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    EXPECT_LT(find_subject(as_mat(test::textured({320, 240}, seed))).confidence(), kSureSubject);
  }
  EXPECT_LT(find_subject(as_mat(plain({320, 240}))).confidence(), kSureSubject);
}

TEST(SubjectTest, LandscapeIsNotASubject) {
  media::Image land({360, 240});
  test::fill(land, 0, 0, 360, 110, 120, 170, 235);
  test::fill(land, 0, 110, 360, 150, 235, 200, 120);
  test::fill(land, 0, 150, 360, 240, 50, 110, 40);
  EXPECT_LT(find_subject(as_mat(land)).confidence(), kSureSubject);
}

TEST(SubjectTest, MayGoOnBelowThePicture) {
  const Rendered rendered = ellipse_before(plain({300, 300}), {150, 260}, {80, 150}, 0);
  const Subject subject = find_subject(as_mat(rendered.image));
  EXPECT_TRUE(subject.is_cut_below);
  EXPECT_GT(subject.confidence(), kSureSubject);
}

TEST(SubjectTest, IsLessSureWhereTheSideCutsIt) {
  const Rendered rendered = ellipse_before(plain({300, 240}), {10, 120}, {90, 80}, 0);
  const Subject subject = find_subject(as_mat(rendered.image));
  EXPECT_LT(subject.confidence(), kSureSubject) << subject.inside;
}

TEST(SubjectTest, HasItsHeadOn) {
  // Clothes that stand out, below a head of skin and hair that stand out less.
  media::Image person = plain({300, 320});
  cv::Mat pixels = as_mat(person);
  cv::ellipse(pixels, {150, 330}, {105, 150}, 0, 0, 360, cv::Scalar(20, 60, 210), cv::FILLED);
  cv::ellipse(pixels, {150, 118}, {38, 52}, 0, 0, 360, cv::Scalar(150, 118, 90), cv::FILLED);
  cv::ellipse(pixels, {150, 125}, {31, 42}, 0, 0, 360, cv::Scalar(222, 180, 152), cv::FILLED);
  const Subject subject = find_subject(pixels);
  ASSERT_FALSE(subject.mask.empty());
  const double scale = static_cast<double>(subject.mask.cols) / 300;
  EXPECT_EQ(
      subject.mask.at<std::uint8_t>(static_cast<int>(115 * scale), static_cast<int>(150 * scale)),
      255);
  EXPECT_TRUE(subject.is_cut_below);
}

TEST(SubjectTest, IsFoundAlikeEachTime) {
  const media::Image picture = leafy({200, 160}, 9);
  const Subject one = find_subject(as_mat(picture));
  cv::theRNG().state = 99;
  const Subject other = find_subject(as_mat(picture));
  EXPECT_EQ(one.confidence(), other.confidence());
}

TEST(MatteTest, FreesColoursOfTheGround) {
  // Half-covered pixels of a red disc before blue: their own colour is red.
  media::Image ground({240, 240});
  test::fill(ground, 0, 0, 240, 240, 20, 30, 220);
  const Rendered rendered = ellipse_before(std::move(ground), {120, 120}, {70, 70}, 0);
  cv::Mat mask;
  rendered.truth.convertTo(mask, CV_8U, 255);
  const Matte matte = matte_of(as_mat(rendered.image), mask);
  double blue = 0;
  int count = 0;
  for (int y = 0; y < 240; ++y) {
    for (int x = 0; x < 240; ++x) {
      if (matte.alpha.at<std::uint8_t>(y, x) > 60 && matte.alpha.at<std::uint8_t>(y, x) < 200) {
        blue += matte.colour.at<cv::Vec3b>(y, x)[2];
        ++count;
      }
    }
  }
  ASSERT_GT(count, 50);
  EXPECT_LT(blue / count, 80);
}

}  // namespace
}  // namespace kirin::engine::motion
