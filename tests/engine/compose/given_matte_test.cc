#include "engine/motion/compose/given_matte.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "engine/motion/compose/reference.h"
#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

/// An ellipse with a soft edge of that colour; where it is not, the picture is of `elsewhere`.
media::ImageWithAlpha cut_ellipse(media::Size size, cv::Point centre, cv::Size axes,
                                  cv::Scalar colour, cv::Scalar elsewhere) {
  media::ImageWithAlpha picture{media::Image{size}, media::AlphaPlane{size}};
  cv::Mat alpha = as_mat(picture.alpha);
  cv::Mat pixels = as_mat(picture.image);
  cv::ellipse(alpha, centre, axes, 0, 0, 360, 255, cv::FILLED);
  cv::GaussianBlur(alpha, alpha, {}, 1.5);
  pixels.setTo(elsewhere);
  pixels.setTo(colour, alpha > 0);
  return picture;
}

const cv::Scalar kWhite = cv::Scalar::all(255);
const cv::Scalar kMagenta(255, 0, 255);

double overlap(const cv::Mat& one, const cv::Mat& other) {
  const cv::Mat a = one > 127;
  const cv::Mat b = other > 127;
  return static_cast<double>(cv::countNonZero(a & b)) / cv::countNonZero(a | b);
}

TEST(GivenMatteTest, IsTheAlphaItselfAtItsOwnSize) {
  const auto picture = cut_ellipse({200, 150}, {90, 70}, {60, 45}, kWhite, kMagenta);
  const cv::Mat alpha = as_mat(picture.alpha);

  const Matte matte = given_matte(as_mat(picture.image), alpha, alpha.size());

  EXPECT_EQ(cv::norm(matte.alpha, alpha, cv::NORM_INF), 0);
}

TEST(GivenMatteTest, KeepsItsShapeAtEverySize) {
  const auto picture = cut_ellipse({400, 300}, {190, 150}, {150, 110}, kWhite, kMagenta);
  const cv::Mat alpha = as_mat(picture.alpha);
  for (const double scale : {0.25, 0.6, 1.5}) {
    const cv::Size size(static_cast<int>(400 * scale), static_cast<int>(300 * scale));
    cv::Mat due;
    cv::resize(alpha, due, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    EXPECT_GT(overlap(given_matte(as_mat(picture.image), alpha, size).alpha, due), 0.99) << scale;
  }
}

TEST(GivenMatteTest, ColoursOfTransparentPixelsDoNotBleed) {
  const auto picture =
      cut_ellipse({200, 150}, {100, 75}, {60, 45}, cv::Scalar(20, 200, 40), kMagenta);
  for (const cv::Size size : {cv::Size(200, 150), cv::Size(63, 47), cv::Size(311, 233)}) {
    const Matte matte = given_matte(as_mat(picture.image), as_mat(picture.alpha), size);
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) {
        const cv::Vec3b colour = matte.colour.at<cv::Vec3b>(y, x);
        // Rounding of alpha and of the product moves a colour by up to 18 where alpha is small.
        ASSERT_NEAR(colour[0], 20, 18) << x << " " << y;
        ASSERT_NEAR(colour[1], 200, 18) << x << " " << y;
        ASSERT_NEAR(colour[2], 40, 18) << x << " " << y;
      }
    }
  }
}

TEST(GivenMatteTest, NeedsEnoughOfBoth) {
  cv::Mat alpha(100, 100, CV_8UC1, cv::Scalar(255));
  EXPECT_FALSE(is_cut_out(alpha)) << "opaque";
  alpha.rowRange(0, 1).setTo(0);
  EXPECT_FALSE(is_cut_out(alpha)) << "a line along the edge";
  alpha.rowRange(0, 3).setTo(0);
  EXPECT_TRUE(is_cut_out(alpha));
  alpha.rowRange(0, 98).setTo(0);
  EXPECT_FALSE(is_cut_out(alpha)) << "next to nothing is left";
  alpha.setTo(100);
  EXPECT_FALSE(is_cut_out(alpha)) << "nothing is opaque";
}

TEST(GivenMatteTest, KnowsWhoGoesOnBelow) {
  const auto subject = [](cv::Point centre, cv::Size axes) {
    const auto picture = cut_ellipse({200, 200}, centre, axes, kWhite, kMagenta);
    return given_subject(as_mat(picture.alpha), {});
  };
  EXPECT_TRUE(subject({100, 180}, {60, 120}).is_cut_below);
  EXPECT_FALSE(subject({100, 100}, {60, 80}).is_cut_below);
  EXPECT_FALSE(subject({100, 101}, {60, 100}).is_cut_below) << "it only touches the edge";
  EXPECT_EQ(subject({100, 100}, {9, 40}).confidence(), 1) << "however small";
}

TEST(ReferenceTest, WhiteOnTransparentGroundIsCutOutExactly) {
  const auto picture = cut_ellipse({320, 240}, {150, 120}, {70, 90}, kWhite, kWhite);

  const Reference reference = looked_at(picture);
  Standing at{.x = 0.8, .foot = 0.9, .width = 0, .height = 0.6};
  at.width = at.height * performer_of(reference, {}).aspect;
  const double width = at.width;
  const Matte matte = matte_at(reference, {1280, 720}, 1, at);

  EXPECT_EQ(reference.subject.confidence(), 1);
  EXPECT_NEAR(at.width / at.height, 70.0 / 90, 0.05);
  EXPECT_LE(at.width, width);
  cv::Mat due;
  cv::resize(as_mat(picture.alpha)(cv::boundingRect(as_mat(picture.alpha) > 0)), due,
             matte.alpha.size(), 0, 0, cv::INTER_LINEAR);
  EXPECT_GT(overlap(matte.alpha, due), 0.985);
  EXPECT_GT(cv::mean(matte.colour)[0], 250);
}

TEST(ReferenceTest, AnOpaqueAlphaIsIgnored) {
  media::ImageWithAlpha picture{test::textured({200, 150}, 4), media::AlphaPlane{{200, 150}}};
  cv::Mat alpha = as_mat(picture.alpha);
  alpha.setTo(255);
  const Reference with = looked_at(picture);
  const media::ImageWithAlpha opaque{picture.image};
  const Reference without = looked_at(opaque);
  EXPECT_TRUE(with.alpha.empty());
  EXPECT_EQ(with.subject.confidence(), without.subject.confidence());
  EXPECT_EQ(cv::norm(with.picture, without.picture, cv::NORM_INF), 0);
}

}  // namespace
}  // namespace kirin::engine::motion
