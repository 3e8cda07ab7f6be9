#include "engine/motion/brush/membrane.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

constexpr int kCoarser = 8;  // tones: pixels to one
constexpr std::size_t kRimPoints = 72;
constexpr int kNodes = 40;            // along the longer side
constexpr double kLikeRim = 16;       // CIELAB: what differs more from the rim is the thing itself
constexpr double kOtherThing = 130;   // difference in RGB of what no light explains
constexpr double kLeastLoose = 0.06;  // of the outline, before anything is corrected

cv::Vec3f lab_of(cv::Vec3f rgb) {
  cv::Mat one(1, 1, CV_32FC3);
  one.at<cv::Vec3f>(0, 0) = rgb / 255.0F;
  cv::cvtColor(one, one, cv::COLOR_RGB2Lab);
  return one.at<cv::Vec3f>(0, 0);
}

float smoothstep(float x) {
  x = std::clamp(x, 0.0F, 1.0F);
  return x * x * (3 - 2 * x);
}

}  // namespace

BackgroundTones::BackgroundTones(const cv::Mat& background) {
  cv::Mat small;
  cv::resize(background, small,
             {std::max(2, background.cols / kCoarser), std::max(2, background.rows / kCoarser)}, 0,
             0, cv::INTER_AREA);
  small.convertTo(tones_, CV_32F);
  per_pixel_ = {static_cast<float>(small.cols) / static_cast<float>(background.cols),
                static_cast<float>(small.rows) / static_cast<float>(background.rows)};
}

cv::Vec3f BackgroundTones::at(cv::Point2f p) const {
  const float x = std::clamp((p.x + 0.5F) * per_pixel_.x - 0.5F, 0.0F,
                             static_cast<float>(tones_.cols) - 1.001F);
  const float y = std::clamp((p.y + 0.5F) * per_pixel_.y - 0.5F, 0.0F,
                             static_cast<float>(tones_.rows) - 1.001F);
  const auto x0 = static_cast<int>(x);
  const auto y0 = static_cast<int>(y);
  const float ax = x - static_cast<float>(x0);
  const float ay = y - static_cast<float>(y0);
  const auto* top = tones_.ptr<cv::Vec3f>(y0) + x0;
  const auto* bottom = tones_.ptr<cv::Vec3f>(y0 + 1) + x0;
  return (top[0] * (1 - ax) + top[1] * ax) * (1 - ay) +
         (bottom[0] * (1 - ax) + bottom[1] * ax) * ay;
}

Membrane::Membrane(const cv::Mat& picture, cv::Rect box, const std::vector<OutlinePoint>& outline)
    : box_(box) {
  std::vector<OutlinePoint> points;
  const std::size_t every = std::max<std::size_t>(1, outline.size() / (2 * kRimPoints));
  for (std::size_t i = 0; i < outline.size(); i += every) {
    points.push_back(outline[i]);
  }
  const auto loose = std::count_if(points.begin(), points.end(),
                                   [](const OutlinePoint& point) { return point.goes_on; });
  if (static_cast<double>(loose) < kLeastLoose * static_cast<double>(points.size())) {
    return;
  }
  const BackgroundTones tones(picture);
  std::vector<cv::Vec3f> rim_lab;
  for (const OutlinePoint& point : points) {
    if (point.goes_on) {
      rim_.push_back({point.at, tones.at(point.at)});
      rim_lab.push_back(lab_of(rim_.back().colour));
    }
  }
  const double node = std::max(4.0, static_cast<double>(std::max(box.width, box.height)) / kNodes);
  const cv::Size nodes(static_cast<int>(box.width / node) + 2,
                       static_cast<int>(box.height / node) + 2);
  cv::Mat colours(nodes, CV_32FC3);
  for (int y = 0; y < nodes.height; ++y) {
    for (int x = 0; x < nodes.width; ++x) {
      colours.at<cv::Vec3f>(y, x) =
          tones.at(
              {static_cast<float>(box.x) + static_cast<float>(x) * static_cast<float>(box.width) /
                                               static_cast<float>(nodes.width - 1),
               static_cast<float>(box.y) + static_cast<float>(y) * static_cast<float>(box.height) /
                                               static_cast<float>(nodes.height - 1)}) /
          255.0F;
    }
  }
  cv::Mat lab;
  cv::cvtColor(colours, lab, cv::COLOR_RGB2Lab);
  weights_.create(nodes.area(), static_cast<int>(rim_.size()), CV_32F);
  looseness_.create(nodes, CV_32F);
  for (int y = 0; y < nodes.height; ++y) {
    for (int x = 0; x < nodes.width; ++x) {
      const cv::Point2f at(static_cast<float>(box.x + x * (box.width - 1.0) / (nodes.width - 1)),
                           static_cast<float>(box.y + y * (box.height - 1.0) / (nodes.height - 1)));
      const auto closeness = [&](cv::Point2f rim) {
        const cv::Point2f apart = rim - at;
        return 1 / (apart.dot(apart) + static_cast<float>(node * node));
      };
      float all = 0;
      for (const OutlinePoint& point : points) {
        all += closeness(point.at);
      }
      float* weight = weights_.ptr<float>(y * nodes.width + x);
      float sum = 0;
      cv::Vec3f rim_colour(0, 0, 0);
      for (std::size_t k = 0; k < rim_.size(); ++k) {
        weight[k] = closeness(rim_[k].at);
        sum += weight[k];
        rim_colour += rim_lab[k] * weight[k];
      }
      for (std::size_t k = 0; k < rim_.size(); ++k) {
        weight[k] /= sum;
      }
      const double unlike = cv::norm(lab.at<cv::Vec3f>(y, x) - rim_colour / sum) / kLikeRim;
      looseness_.at<float>(y, x) = sum / all * static_cast<float>(std::exp(-unlike * unlike));
    }
  }
}

cv::Mat Membrane::correction(const BackgroundTones& tones, cv::Point2f centre, double scale,
                             cv::Point2f offset) const {
  std::vector<cv::Vec3f> differences;
  for (const RimPoint& rim : rim_) {
    const cv::Point2f now = centre + (rim.at - centre) * scale + offset;
    const cv::Vec3f difference = tones.at(now) - rim.colour;
    // Colours far apart are not another light on the same ground but another thing.
    const double unlike = cv::norm(difference) / kOtherThing;
    differences.push_back(difference / (1 + std::pow(unlike, 8)));
  }
  cv::Mat field(looseness_.size(), CV_32FC3);
  for (int i = 0; i < weights_.rows; ++i) {
    const float* weight = weights_.ptr<float>(i);
    cv::Vec3f sum(0, 0, 0);
    for (std::size_t k = 0; k < differences.size(); ++k) {
      sum += differences[k] * weight[k];
    }
    field.at<cv::Vec3f>(i / field.cols, i % field.cols) =
        sum * looseness_.at<float>(i / field.cols, i % field.cols);
  }
  return field;
}

cv::Mat Membrane::fade(const cv::Mat& alpha) const {
  cv::Mat inside = alpha >= 128;
  // The picture's border is no rim.
  cv::Mat depth;
  cv::distanceTransform(inside, depth, cv::DIST_L2, 5);
  cv::Mat loose;
  cv::resize(looseness_, loose, alpha.size(), 0, 0, cv::INTER_LINEAR);
  const float reach =
      std::clamp(0.12F * static_cast<float>(std::sqrt(cv::countNonZero(inside))), 2.0F, 40.0F);
  cv::Mat left(alpha.size(), CV_32F);
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) {
      left.at<float>(y, x) =
          1 - loose.at<float>(y, x) * (1 - smoothstep(depth.at<float>(y, x) / reach));
    }
  }
  return left;
}

}  // namespace kirin::engine::motion
