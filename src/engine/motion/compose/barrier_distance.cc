#include "engine/motion/compose/barrier_distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace kirin::engine::motion {
namespace {

/// The best known path to each point: its cost, and the largest and smallest value on it.
struct Paths {
  cv::Mat cost;
  cv::Mat highest;
  cv::Mat lowest;
};

void relax(const cv::Mat& values, cv::Point at, cv::Point from, Paths& paths) {
  const float value = values.at<float>(at);
  const float high = std::max(paths.highest.at<float>(from), value);
  const float low = std::min(paths.lowest.at<float>(from), value);
  if (high - low < paths.cost.at<float>(at)) {
    paths.cost.at<float>(at) = high - low;
    paths.highest.at<float>(at) = high;
    paths.lowest.at<float>(at) = low;
  }
}

void pass_down(const cv::Mat& values, Paths& paths) {
  for (int y = 0; y < values.rows; ++y) {
    for (int x = 0; x < values.cols; ++x) {
      if (y > 0) {
        relax(values, {x, y}, {x, y - 1}, paths);
      }
      if (x > 0) {
        relax(values, {x, y}, {x - 1, y}, paths);
      }
    }
  }
}

void pass_up(const cv::Mat& values, Paths& paths) {
  for (int y = values.rows - 1; y >= 0; --y) {
    for (int x = values.cols - 1; x >= 0; --x) {
      if (y + 1 < values.rows) {
        relax(values, {x, y}, {x, y + 1}, paths);
      }
      if (x + 1 < values.cols) {
        relax(values, {x, y}, {x + 1, y}, paths);
      }
    }
  }
}

cv::Mat distance_in(const cv::Mat& values, const cv::Mat& seeds) {
  Paths paths{cv::Mat(values.size(), CV_32F, cv::Scalar(1e6)), values.clone(), values.clone()};
  paths.cost.setTo(0, seeds);
  pass_down(values, paths);
  pass_up(values, paths);
  pass_down(values, paths);
  return paths.cost;
}

/// Adds the squared Mahalanobis distance's root of every point from the colours of `strip`.
cv::Mat unlike(const cv::Mat& lab, const cv::Mat& strip) {
  const cv::Mat samples = strip.clone().reshape(1, static_cast<int>(strip.total()));
  cv::Mat covariance;
  cv::Mat mean;
  cv::calcCovarMatrix(samples, covariance, mean,
                      cv::COVAR_NORMAL | cv::COVAR_ROWS | cv::COVAR_SCALE, CV_32F);
  covariance += cv::Mat::eye(3, 3, CV_32F) * 9;  // one just noticeable step or three
  const cv::Mat inverse = covariance.inv(cv::DECOMP_CHOLESKY);
  const cv::Matx33f q(inverse.ptr<float>());
  const cv::Vec3f centre(mean.at<float>(0), mean.at<float>(1), mean.at<float>(2));
  cv::Mat distance(lab.size(), CV_32F);
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      const cv::Vec3f d = lab.at<cv::Vec3f>(y, x) - centre;
      distance.at<float>(y, x) = std::sqrt(std::max(0.0F, d.dot(q * d)));
    }
  }
  return distance;
}

}  // namespace

cv::Mat barrier_distance(const cv::Mat& lab, const cv::Mat& seeds) {
  std::vector<cv::Mat> channels;
  cv::split(lab, channels);
  cv::Mat sum = cv::Mat::zeros(lab.size(), CV_32F);
  for (const cv::Mat& channel : channels) {
    sum += distance_in(channel, seeds);
  }
  return sum;
}

cv::Mat border_contrast(const cv::Mat& lab, int rim) {
  const std::array sides = {unlike(lab, lab.rowRange(0, rim)), unlike(lab, lab.colRange(0, rim)),
                            unlike(lab, lab.colRange(lab.cols - rim, lab.cols)),
                            unlike(lab, lab.rowRange(lab.rows - rim, lab.rows))};
  cv::Mat sum = cv::Mat::zeros(lab.size(), CV_32F);
  cv::Mat largest = sum.clone();
  for (const cv::Mat& side : sides) {
    sum += side;
    largest = cv::max(largest, side);
  }
  return sum - largest;
}

}  // namespace kirin::engine::motion
