#include "engine/motion/understanding/attention.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/guided_filter.h"

namespace kirin::engine::motion {
namespace {

void stretch(cv::Mat& field, double low_share, double high_share) {
  const float low = percentile(field, low_share);
  const float high = percentile(field, high_share);
  field = (field - low) / std::max(high - low, 1e-3F);
  cv::min(field, 1.0, field);
  cv::max(field, 0.0, field);
}

/// The least difference between the highest and the lowest value on any way to the picture's edge.
cv::Mat barrier_distance(const cv::Mat& plane) {
  cv::Mat distance(plane.size(), CV_32F, cv::Scalar(1e6));
  cv::Mat highest = plane.clone();
  cv::Mat lowest = plane.clone();
  for (int y = 0; y < plane.rows; ++y) {
    for (int x = 0; x < plane.cols; ++x) {
      if (y == 0 || x == 0 || y == plane.rows - 1 || x == plane.cols - 1) {
        distance.at<float>(y, x) = 0;
      }
    }
  }
  const auto relax = [&](int y, int x, int from_y, int from_x) {
    if (from_y < 0 || from_x < 0 || from_y >= plane.rows || from_x >= plane.cols) {
      return;
    }
    const float value = plane.at<float>(y, x);
    const float high = std::max(highest.at<float>(from_y, from_x), value);
    const float low = std::min(lowest.at<float>(from_y, from_x), value);
    if (high - low < distance.at<float>(y, x)) {
      distance.at<float>(y, x) = high - low;
      highest.at<float>(y, x) = high;
      lowest.at<float>(y, x) = low;
    }
  };
  constexpr int kPasses = 3;
  for (int pass = 0; pass < kPasses; ++pass) {
    if (pass % 2 == 0) {
      for (int y = 0; y < plane.rows; ++y) {
        for (int x = 0; x < plane.cols; ++x) {
          relax(y, x, y, x - 1);
          relax(y, x, y - 1, x);
        }
      }
    } else {
      for (int y = plane.rows - 1; y >= 0; --y) {
        for (int x = plane.cols - 1; x >= 0; --x) {
          relax(y, x, y, x + 1);
          relax(y, x, y + 1, x);
        }
      }
    }
  }
  return distance;
}

/// How unlike the colours along each side of the picture every point is, the nearest side counting:
/// a subject seldom touches more than one.
cv::Mat unlike_edges(const cv::Mat& lab) {
  const int rim = std::max(2, lab.rows / 20);
  const std::array sides = {
      cv::Rect(0, 0, lab.cols, rim), cv::Rect(0, lab.rows - rim, lab.cols, rim),
      cv::Rect(0, 0, rim, lab.rows), cv::Rect(lab.cols - rim, 0, rim, lab.rows)};
  std::array<cv::Mat, 4> distances;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(lab(sides.at(i)), mean, deviation);
    cv::Mat distance(lab.size(), CV_32F);
    for (int y = 0; y < lab.rows; ++y) {
      for (int x = 0; x < lab.cols; ++x) {
        const auto& pixel = lab.at<cv::Vec3f>(y, x);
        double sum = 0;
        for (int c = 0; c < 3; ++c) {
          const double off = (pixel[c] - mean[c]) / (deviation[c] + 5);
          sum += off * off;
        }
        distance.at<float>(y, x) = static_cast<float>(std::min(6.0, std::sqrt(sum)));
      }
    }
    distances.at(i) = distance;
  }
  // The lower side counts half: what stands in a picture stands on it.
  return cv::min(cv::min(distances[0], distances[2]), distances[3]) * 0.7 + distances[1] * 0.3;
}

/// A soft preference for the middle, a little below it in tall pictures.
cv::Mat middle_of(cv::Size size) {
  cv::Mat middle(size, CV_32F);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const double u = (x + 0.5) / size.width - 0.5;
      const double v = (y + 0.5) / size.height - 0.52;
      middle.at<float>(y, x) = static_cast<float>(std::exp(-(u * u + v * v) / (2 * 0.3 * 0.3)));
    }
  }
  return middle;
}

/// Sure where the picture falls into two: little in between, an inner part of a fair size with a
/// clear outline that keeps off the upper corners.
double trust_in(const Appearance& seen, const cv::Mat& likely) {
  const cv::Mat inside = likely > 0.5F;
  cv::Mat rim_of_it;
  cv::morphologyEx(inside, rim_of_it, cv::MORPH_GRADIENT,
                   cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  // The outline lies on edges of the picture.
  cv::Mat edge;
  cv::dilate(seen.edge, edge, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  const float outline = percentile(edge, 0.4, rim_of_it);
  const auto total = static_cast<float>(likely.total());
  const float part = static_cast<float>(cv::countNonZero(inside)) / total;
  const float between =
      static_cast<float>(cv::countNonZero((likely > 0.25F) & (likely < 0.75F))) / total;
  const int rim = std::max(2, likely.rows / 24);
  const cv::Mat top = inside.rowRange(0, rim);
  const cv::Mat left = inside.colRange(0, rim);
  const cv::Mat right = inside.colRange(likely.cols - rim, likely.cols);
  const auto touching =
      static_cast<float>(cv::countNonZero(top) + cv::countNonZero(left) + cv::countNonZero(right)) /
      static_cast<float>(top.total() + left.total() + right.total());
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(inside, labels, stats, centroids, 8, CV_32S);
  int largest = 0;
  for (int i = 1; i < count; ++i) {
    largest = std::max(largest, stats.at<int>(i, cv::CC_STAT_AREA));
  }
  const float whole = static_cast<float>(largest) / std::max(1.0F, part * total);
  return smooth_between(0.02F, 0.06F, part) * smooth_between(0.6F, 0.4F, part) *
         smooth_between(0.4F, 0.15F, between) * smooth_between(0.3F, 0.06F, touching) *
         smooth_between(0.45F, 0.85F, whole) *
         (0.3F + 0.7F * smooth_between(0.01F, 0.05F, outline));
}

}  // namespace

Attention find_subject(const Appearance& seen, const cv::Mat& apart) {
  std::vector<cv::Mat> planes;
  cv::split(seen.lab, planes);
  cv::Mat barrier(seen.size(), CV_32F, cv::Scalar(0));
  for (cv::Mat& plane : planes) {
    barrier += barrier_distance(blurred(plane, 1));
  }
  stretch(barrier, 0.05, 0.97);
  cv::Mat unlike = unlike_edges(seen.lab);
  stretch(unlike, 0.05, 0.97);
  Attention attention;
  attention.likely = (barrier + unlike).mul(0.35 + 0.65 * middle_of(seen.size()));
  if (!apart.empty()) {
    attention.likely = attention.likely.mul(1 - apart);
  }
  attention.likely = guided_filtered(blurred(attention.likely, 2), seen.grey, 10, 2e-3);
  stretch(attention.likely, 0.1, 0.97);
  // A soft step around the middle: most points are either or.
  for (int y = 0; y < attention.likely.rows; ++y) {
    for (int x = 0; x < attention.likely.cols; ++x) {
      float& value = attention.likely.at<float>(y, x);
      value = smooth_between(0.05F, 0.9F, value);
    }
  }
  attention.trust = 0.9 * trust_in(seen, attention.likely);
  return attention;
}

}  // namespace kirin::engine::motion
