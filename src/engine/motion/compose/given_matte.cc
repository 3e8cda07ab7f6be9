#include "engine/motion/compose/given_matte.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr double kLeastTransparent = 0.02;
constexpr double kLeastOpaque = 0.03;
constexpr int kFaint = 8;           // of 255: dust that a brush left, not a subject
constexpr double kBroadFoot = 0.4;  // of the subject's width: feet and wheels meet less
constexpr float kThin = 48;         // of 255: below it a pixel's own colour is too much rounding
constexpr float kThinAround = 800;  // likewise of the sum of all within reach
constexpr int kReach = 3;           // pixels from which thin ones take their colour

double share_of(const cv::Mat& mask) {
  return static_cast<double>(cv::countNonZero(mask)) / static_cast<double>(mask.total());
}

cv::Mat thrice(const cv::Mat& plane) {
  cv::Mat wide;
  cv::merge(std::array{plane, plane, plane}, wide);
  return wide;
}

cv::Mat summed(const cv::Mat& field) {
  cv::Mat sum;
  cv::boxFilter(field, sum, -1, {2 * kReach + 1, 2 * kReach + 1}, {-1, -1}, false,
                cv::BORDER_REFLECT_101);
  return sum;
}

/// The colours without their alpha: each pixel's own, thin ones' from around them, and the mean of
/// all where nothing is near.
cv::Mat divided(const cv::Mat& premultiplied, const cv::Mat& alpha) {
  cv::Mat product;
  cv::Mat weight;
  premultiplied.convertTo(product, CV_32F);
  alpha.convertTo(weight, CV_32F);
  const cv::Mat around = summed(product);
  const cv::Mat weight_around = summed(weight);
  const cv::Scalar all = cv::sum(product) / std::max(1.0, cv::sum(weight)[0]);
  const cv::Vec3f mean(static_cast<float>(all[0]), static_cast<float>(all[1]),
                       static_cast<float>(all[2]));
  cv::Mat colour(alpha.size(), CV_8UC3);
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) {
      const float own = weight.at<float>(y, x);
      const float near = weight_around.at<float>(y, x);
      const cv::Vec3f value = own >= kThin          ? product.at<cv::Vec3f>(y, x) / own
                              : near >= kThinAround ? around.at<cv::Vec3f>(y, x) / near
                                                    : mean;
      colour.at<cv::Vec3b>(y, x) = cv::Vec3b(value * 255);
    }
  }
  return colour;
}

}  // namespace

bool is_cut_out(const cv::Mat& alpha) {
  const double opaque = share_of(alpha > 127);
  return 1 - opaque > kLeastTransparent && opaque > kLeastOpaque;
}

Subject given_subject(const cv::Mat& alpha, std::span<const Face> faces) {
  const double shrink = static_cast<double>(kSubjectSide) / std::max(alpha.cols, alpha.rows);
  const cv::Size size(std::max(2, static_cast<int>(std::lround(alpha.cols * shrink))),
                      std::max(2, static_cast<int>(std::lround(alpha.rows * shrink))));
  cv::Mat small;
  cv::resize(alpha, small, size, 0, 0, cv::INTER_AREA);
  Subject subject;
  subject.is_given = true;
  subject.mask = small > 127;
  cv::resize(small, subject.stands_out, size / 2, 0, 0, cv::INTER_AREA);
  subject.stands_out.convertTo(subject.stands_out, CV_32F, 1 / 255.0);
  subject.has_head = !faces.empty();
  // Of the two lowest rows the wider: a program's scaling may have thinned the last one.
  int foot = 0;
  for (int y = std::max(0, alpha.rows - 2); y < alpha.rows; ++y) {
    foot = std::max(foot, cv::countNonZero(alpha.row(y) > 127));
  }
  subject.is_cut_below = foot > kBroadFoot * visible_box(alpha).width;
  return subject;
}

cv::Rect visible_box(const cv::Mat& alpha) {
  constexpr int kRoom = 3;
  const cv::Rect box = cv::boundingRect(alpha > kFaint);
  return cv::Rect(box.x - kRoom, box.y - kRoom, box.width + 2 * kRoom, box.height + 2 * kRoom) &
         cv::Rect({0, 0}, alpha.size());
}

Matte given_matte(const cv::Mat& colours, const cv::Mat& alpha, cv::Size size) {
  Matte matte;
  matte.alpha = resampled(alpha, size);
  // A cubic overshoots; with room above, alpha and product do so alike and their ratio stays true.
  constexpr double kRoomAbove = 0.8;
  cv::Mat product;
  cv::multiply(colours, thrice(alpha), product, kRoomAbove / 255.0);
  matte.colour = divided(resampled(product, size), resampled(alpha * kRoomAbove, size));
  return matte;
}

}  // namespace kirin::engine::motion
