#include "engine/motion/brush/painted_thing.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "engine/motion/brush/membrane.h"
#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

constexpr int kWork = 50000;

/// A blue-grey ground with some texture.
cv::Mat ground() {
  cv::Mat picture(270, 480, CV_8UC3);
  as_mat(test::textured({480, 270}, 11)).convertTo(picture, CV_8U, 0.15, 90);
  return picture;
}

cv::Mat disc(cv::Point centre, int radius) {
  cv::Mat mask = cv::Mat::zeros(270, 480, CV_8U);
  cv::circle(mask, centre, radius, 255, cv::FILLED);
  return mask;
}

int area(const cv::Mat& alpha) { return cv::countNonZero(alpha > 127); }

TEST(PaintedThingTest, AGenerousMaskIsCutBackToTheThing) {
  cv::Mat picture = ground();
  const cv::Mat thing = disc({240, 130}, 40);
  picture.setTo(cv::Scalar(200, 60, 40), thing);
  const PaintedThing cut = painted_thing(picture, disc({244, 132}, 56), kWork);
  EXPECT_NEAR(area(cut.alpha), cv::countNonZero(thing), 0.06 * cv::countNonZero(thing));
  EXPECT_LT(cut.crossing, 0.02);
  EXPECT_EQ(cv::countNonZero(thing & ~cut.removed), 0);
}

TEST(PaintedThingTest, EveryColourOfTheThingStaysWithIt) {
  // A dark wheel below a red body, on a ground with some dark spots of its own.
  cv::Mat picture = ground();
  cv::circle(picture, {60, 60}, 12, cv::Scalar(40, 40, 44), cv::FILLED);
  cv::Mat thing = cv::Mat::zeros(picture.size(), CV_8U);
  cv::rectangle(thing, {200, 80}, {300, 130}, 255, cv::FILLED);
  picture.setTo(cv::Scalar(190, 30, 30), thing);
  const cv::Mat wheel = disc({220, 145}, 22);
  picture.setTo(cv::Scalar(42, 40, 40), wheel);
  thing |= wheel;
  cv::Mat mask;
  cv::dilate(thing, mask, cv::getStructuringElement(cv::MORPH_ELLIPSE, {25, 25}));
  const PaintedThing cut = painted_thing(picture, mask, kWork);
  EXPECT_GT(cv::countNonZero((cut.alpha > 127) & wheel), 0.97 * cv::countNonZero(wheel));
  EXPECT_NEAR(area(cut.alpha), cv::countNonZero(thing), 0.1 * cv::countNonZero(thing));
}

TEST(PaintedThingTest, APartOfALargerThingIsKnownByItsOutline) {
  cv::Mat picture = ground();
  cv::ellipse(picture, {240, 200}, {40, 130}, 0, 0, 360, cv::Scalar(180, 120, 60), cv::FILLED);
  const PaintedThing head = painted_thing(picture, disc({240, 110}, 55), kWork);
  EXPECT_GT(head.crossing, 0.12);
  EXPECT_LT(head.crossing, 0.6);
}

TEST(PaintedThingTest, APatchOfTheGroundIsTakenAsPainted) {
  const cv::Mat mask = disc({200, 120}, 50);
  const PaintedThing cut = painted_thing(ground(), mask, kWork);
  EXPECT_GT(area(cut.alpha), 0.8 * cv::countNonZero(mask));
  EXPECT_GT(cut.crossing, 0.25);
}

TEST(PaintedThingTest, MasksOfAFewPixelsAndOfTheWholePictureAreRead) {
  const cv::Mat picture = ground();
  cv::Mat dot = cv::Mat::zeros(picture.size(), CV_8U);
  dot.at<std::uint8_t>(100, 100) = 255;
  EXPECT_GT(cv::countNonZero(painted_thing(picture, dot, kWork).alpha), 0);
  const cv::Mat all(picture.size(), CV_8U, cv::Scalar(255));
  EXPECT_EQ(area(painted_thing(picture, all, kWork).alpha), static_cast<int>(all.total()));
}

TEST(PaintedThingTest, OwnColoursReachBeyondTheSoftEdge) {
  cv::Mat picture = ground();
  const cv::Mat thing = disc({240, 130}, 40);
  picture.setTo(cv::Scalar(200, 60, 40), thing);
  cv::Mat alpha;
  cv::GaussianBlur(thing, alpha, {}, 1.5);
  const cv::Mat clean = own_colours(picture, alpha);
  EXPECT_LE(cv::norm(clean.at<cv::Vec3b>(130, 240 + 42), cv::Vec3b(200, 60, 40), cv::NORM_INF), 2);
  EXPECT_EQ(clean.at<cv::Vec3b>(130, 240), cv::Vec3b(200, 60, 40));
}

TEST(MembraneTest, APatchTakesOnTheColoursOfWhereItGoes) {
  // A ground that darkens to the right, and a patch of it that goes there.
  cv::Mat picture(270, 480, CV_8UC3);
  for (int x = 0; x < picture.cols; ++x) {
    picture.col(x).setTo(cv::Scalar(200 - x / 4.0, 190 - x / 4.0, 180 - x / 4.0));
  }
  const cv::Mat mask = disc({120, 130}, 40);
  const PaintedThing cut = painted_thing(picture, mask, kWork);
  const cv::Rect box = cv::boundingRect(cut.alpha);
  const Membrane membrane(picture, box, cut.outline);
  ASSERT_FALSE(membrane.is_idle());
  const cv::Mat change = membrane.correction(BackgroundTones(picture), {120, 130}, 1, {200, 0});
  // 200 pixels to the right the ground is 50 levels darker.
  EXPECT_NEAR(change.at<cv::Vec3f>(change.rows / 2, 1)[0], -50, 5);
  EXPECT_LT(change.at<cv::Vec3f>(change.rows / 2, change.cols / 2)[0], -25);
}

TEST(MembraneTest, AThingWithItsOwnEdgeKeepsItsColours) {
  cv::Mat picture = ground();
  picture.setTo(cv::Scalar(200, 60, 40), disc({240, 130}, 40));
  const PaintedThing cut = painted_thing(picture, disc({240, 130}, 50), kWork);
  EXPECT_TRUE(Membrane(picture, cv::boundingRect(cut.alpha), cut.outline).is_idle());
}

}  // namespace
}  // namespace kirin::engine::motion
