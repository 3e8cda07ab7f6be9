#include "engine/motion/brush/occluder.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/guided_filter.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr double kSure = 0.8;        // of the subject, before it hides anything
constexpr double kLeastEdge = 18;    // CIELAB across the outline ...
constexpr double kEdgeShare = 0.62;  // ... along so much of it: right outlines had 0.65 to 0.88

/// The share of the outline of `region` that lies on clear edges of the picture.
double edge_share(const cv::Mat& picture, const cv::Mat& region) {
  cv::Mat lab;
  cv::GaussianBlur(picture, lab, {}, 1.0);
  lab.convertTo(lab, CV_32F, 1 / 255.0);
  cv::cvtColor(lab, lab, cv::COLOR_RGB2Lab);
  cv::Mat inward;
  cv::GaussianBlur(region, inward, {}, 2.5);
  cv::Mat inner;
  cv::erode(region, inner, cv::Mat::ones(3, 3, CV_8U));
  int outline = 0;
  int clear = 0;
  constexpr int kStep = 5;
  for (int y = kStep; y + kStep < region.rows; ++y) {
    for (int x = kStep; x + kStep < region.cols; ++x) {
      if (region.at<std::uint8_t>(y, x) == 0 || inner.at<std::uint8_t>(y, x) != 0) {
        continue;
      }
      const cv::Point2d towards(
          inward.at<std::uint8_t>(y, x + 1) - inward.at<std::uint8_t>(y, x - 1),
          inward.at<std::uint8_t>(y + 1, x) - inward.at<std::uint8_t>(y - 1, x));
      const cv::Point2d step = towards * (kStep / std::max(1.0, cv::norm(towards)));
      const cv::Vec3f in = lab.at<cv::Vec3f>(cv::Point2d(x, y) + step);
      const cv::Vec3f out = lab.at<cv::Vec3f>(cv::Point2d(x, y) - step);
      ++outline;
      clear += cv::norm(in - out) > kLeastEdge ? 1 : 0;
    }
  }
  return outline > 0 ? static_cast<double>(clear) / outline : 0;
}

}  // namespace

Occluder certain_occluder(const SceneUnderstanding& seen, const cv::Mat& picture,
                          const cv::Mat& painted) {
  if (seen.subject.empty() || seen.subject_trust < kSure) {
    return {};
  }
  cv::Mat share;
  cv::resize(seen.subject, share, picture.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat guide;
  luma_of(picture).convertTo(guide, CV_32F, 1 / 255.0);
  const int radius = std::max(2, picture.cols / 250);
  share = (guided_filtered(share, guide, radius, 4e-4) - 0.2) / 0.6;
  Occluder occluder;
  share.convertTo(occluder.alpha, CV_8U, 255);
  const cv::Mat region = occluder.alpha > 127;
  const int area = cv::countNonZero(region);
  if (area == 0 || cv::countNonZero(region & painted) > 0.02 * area ||
      edge_share(picture, region) < kEdgeShare) {
    return {};
  }
  occluder.box = cv::boundingRect(occluder.alpha);
  occluder.foot = cv::boundingRect(region).br().y;
  return occluder;
}

void cover_with(const Occluder& occluder, const cv::Mat& picture, cv::Rect box, cv::Mat& frame) {
  box &= occluder.box;
  for (int y = box.y; y < box.br().y; ++y) {
    const std::uint8_t* from = picture.ptr(y);
    const std::uint8_t* cover = occluder.alpha.ptr(y);
    std::uint8_t* to = frame.ptr(y);
    for (int x = box.x; x < box.br().x; ++x) {
      for (int i = 3 * x; i < 3 * x + 3; ++i) {
        to[i] =
            static_cast<std::uint8_t>((from[i] * cover[x] + to[i] * (255 - cover[x]) + 127) / 255);
      }
    }
  }
}

}  // namespace kirin::engine::motion
