#include "engine/motion/understanding/disparity.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/guided_filter.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr int kLongSide = 320;
constexpr double kSlope = 2.0;  // of disparity per longer side

cv::Mat blurred(const cv::Mat& field, double sigma) {
  cv::Mat soft;
  cv::GaussianBlur(field, soft, {}, sigma, sigma, cv::BORDER_REFLECT_101);
  return soft;
}

/// To [0, 1] by the 5th and 95th percentile.
void stretch(cv::Mat& field) {
  std::vector<float> values;
  values.reserve(field.total());
  for (int y = 0; y < field.rows; ++y) {
    values.insert(values.end(), field.ptr<float>(y), field.ptr<float>(y) + field.cols);
  }
  const auto at = [&](double share) {
    const auto place = values.begin() +
                       static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
  };
  const float low = at(0.05);
  const float high = at(0.95);
  field = (field - low) / std::max(high - low, 1e-4F);
  cv::min(field, 1.0, field);
  cv::max(field, 0.0, field);
}

/// How sharp the picture is around each point: what a photographer focuses on is mostly near.
cv::Mat sharpness_of(const cv::Mat& grey, double unit) {
  cv::Mat detail;
  cv::Laplacian(grey, detail, CV_32F, 3);
  cv::Mat energy = blurred(cv::abs(detail), unit * 0.05);
  cv::log(energy + 0.003, energy);
  stretch(energy);
  return energy;
}

/// How unlike the picture's border each point's colour is: subjects seldom touch three sides.
cv::Mat subject_likelihood(const cv::Mat& lab, double unit) {
  const int rim = std::max(2, static_cast<int>(unit * 0.04));
  cv::Mat nearest(lab.size(), CV_32F, cv::Scalar(1e9));
  const cv::Rect sides[] = {
      {0, 0, lab.cols, rim}, {0, 0, rim, lab.rows}, {lab.cols - rim, 0, rim, lab.rows}};
  for (const cv::Rect& side : sides) {
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(lab(side), mean, deviation);
    std::vector<cv::Mat> planes;
    cv::split(lab, planes);
    cv::Mat distance(lab.size(), CV_32F, cv::Scalar(0));
    for (int c = 0; c < 3; ++c) {
      cv::Mat part = (planes[static_cast<std::size_t>(c)] - mean[c]) / (deviation[c] + 6.0);
      distance += part.mul(part);
    }
    nearest = cv::min(nearest, distance);
  }
  cv::sqrt(nearest, nearest);
  nearest = blurred(nearest, unit * 0.02);
  stretch(nearest);
  return nearest;
}

/// Per column, how far down from the top nothing but smooth, bright or bluish colour reaches: the
/// sky. Returns its mask (0 to 1); all zero where there is none.
cv::Mat sky_of(const cv::Mat& picture, const cv::Mat& grey) {
  cv::Mat dx;
  cv::Mat dy;
  cv::Sobel(grey, dx, CV_32F, 1, 0, 3, 0.25);
  cv::Sobel(grey, dy, CV_32F, 0, 1, 3, 0.25);
  cv::Mat edge;
  cv::magnitude(dx, dy, edge);
  cv::Mat sky(grey.size(), CV_32F, cv::Scalar(0));
  for (int x = 0; x < grey.cols; ++x) {
    for (int y = 0; y < grey.rows; ++y) {
      const auto& pixel = picture.at<cv::Vec3b>(y, x);
      const bool is_bluish = pixel[2] + 8 >= pixel[0] && pixel[2] > 60;
      const bool is_bright = grey.at<float>(y, x) > 0.5F;
      if (edge.at<float>(y, x) > 0.11F || !(is_bluish || is_bright)) {
        break;
      }
      sky.at<float>(y, x) = 1;
    }
  }
  const double share = cv::mean(sky)[0];
  if (share < 0.06 || share > 0.85) {
    return cv::Mat::zeros(grey.size(), CV_32F);
  }
  return sky;
}

/// The row where the ground begins: the lower edge of the sky, else a little above the middle.
double horizon_of(const cv::Mat& sky) {
  std::vector<int> depths;
  for (int x = 0; x < sky.cols; ++x) {
    int y = 0;
    while (y < sky.rows && sky.at<float>(y, x) > 0) {
      ++y;
    }
    depths.push_back(y);
  }
  std::nth_element(depths.begin(), depths.begin() + sky.cols / 2, depths.end());
  const double median = depths[static_cast<std::size_t>(sky.cols / 2)];
  return median > 0.05 * sky.rows ? std::min(median, 0.7 * sky.rows) : 0.3 * sky.rows;
}

/// No point more than `step` a pixel below its neighbours: near spreads outwards as a cone (a
/// chamfer pass each way).
void limit_slope(cv::Mat& field, float step) {
  const float slant = step * 1.4142F;
  const auto raise = [&](int y, int x, int y2, int x2, float drop) {
    if (y2 >= 0 && y2 < field.rows && x2 >= 0 && x2 < field.cols) {
      float& value = field.at<float>(y, x);
      value = std::max(value, field.at<float>(y2, x2) - drop);
    }
  };
  for (int y = 0; y < field.rows; ++y) {
    for (int x = 0; x < field.cols; ++x) {
      raise(y, x, y, x - 1, step);
      raise(y, x, y - 1, x, step);
      raise(y, x, y - 1, x - 1, slant);
      raise(y, x, y - 1, x + 1, slant);
    }
  }
  for (int y = field.rows - 1; y >= 0; --y) {
    for (int x = field.cols - 1; x >= 0; --x) {
      raise(y, x, y, x + 1, step);
      raise(y, x, y + 1, x, step);
      raise(y, x, y + 1, x + 1, slant);
      raise(y, x, y + 1, x - 1, slant);
    }
  }
}

}  // namespace

cv::Mat disparity_of(const cv::Mat& picture) {
  const double shrink = static_cast<double>(kLongSide) / std::max(picture.cols, picture.rows);
  cv::Mat small;
  cv::resize(picture, small,
             {std::max(16, static_cast<int>(std::lround(picture.cols * shrink))),
              std::max(16, static_cast<int>(std::lround(picture.rows * shrink)))},
             0, 0, shrink < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  const double unit = kLongSide;
  cv::Mat grey;
  luma_of(small).convertTo(grey, CV_32F, 1 / 255.0);
  cv::Mat lab;
  cv::cvtColor(small, lab, cv::COLOR_RGB2Lab);
  lab.convertTo(lab, CV_32F);

  const cv::Mat sky = sky_of(small, grey);
  const double horizon = horizon_of(sky);
  cv::Mat field = 0.30 * sharpness_of(grey, unit) + 0.35 * subject_likelihood(lab, unit);
  for (int y = 0; y < field.rows; ++y) {
    const double below = std::max(0.0, (y - horizon) / (field.rows - horizon));
    field.row(y) += 0.55 * std::pow(below, 1.2);
  }
  field = field.mul(1 - 0.9 * sky);
  field = guided_filtered(blurred(field, unit * 0.012), grey, static_cast<int>(unit * 0.05), 2e-3);
  stretch(field);
  limit_slope(field, static_cast<float>(kSlope / unit));
  field = blurred(field, unit * 0.02);
  cv::min(field, 1.0, field);
  return field;
}

}  // namespace kirin::engine::motion
