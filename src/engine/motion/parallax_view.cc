#include "engine/motion/parallax_view.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/continued.h"
#include "engine/motion/disparity.h"
#include "engine/motion/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr int kCell = 4;  // pixels from one exact point of the map to the next
constexpr double kSourceScale = 1.5;

float bilinear(const cv::Mat& field, double x, double y) {
  const double fx = std::clamp(x * field.cols - 0.5, 0.0, field.cols - 1.0);
  const double fy = std::clamp(y * field.rows - 0.5, 0.0, field.rows - 1.0);
  const int x0 = std::min(static_cast<int>(fx), field.cols - 2);
  const int y0 = std::min(static_cast<int>(fy), field.rows - 2);
  const auto ax = static_cast<float>(fx - x0);
  const auto ay = static_cast<float>(fy - y0);
  const float* top = field.ptr<float>(y0) + x0;
  const float* bottom = field.ptr<float>(y0 + 1) + x0;
  return (top[0] * (1 - ax) + top[1] * ax) * (1 - ay) +
         (bottom[0] * (1 - ax) + bottom[1] * ax) * ay;
}

struct Spot {
  double x = 0;
  double y = 0;
};

/// The inverse of CameraPose's formula: which point of the picture is seen at `seen` (both centred
/// fractions).
class PoseMap {
 public:
  PoseMap(const CameraPose& pose, cv::Size size)
      : pose_(pose),
        aspect_(static_cast<double>(size.width) / size.height),
        cosine_(std::cos(pose.roll) / pose.zoom),
        sine_(std::sin(pose.roll) / pose.zoom) {}

  /// The point before parallax: depends on roll and zoom only.
  Spot turned(Spot seen) const {
    return {cosine_ * seen.x - sine_ * seen.y / aspect_,
            sine_ * seen.x * aspect_ + cosine_ * seen.y};
  }
  Spot at_disparity(Spot turned, double d) const {
    const double reach = 1 - pose_.push * d;
    return {pose_.x + (turned.x + pose_.truck_x * d) * reach,
            pose_.y + (turned.y + pose_.truck_y * d) * reach};
  }
  bool has_parallax() const { return pose_.push != 0 || pose_.truck_x != 0 || pose_.truck_y != 0; }

 private:
  CameraPose pose_;
  double aspect_;
  double cosine_;
  double sine_;
};

/// Margins beyond the picture that the plan's views see, as fractions of its width and height.
Spot margins_for(const CameraPlan& plan, cv::Size size) {
  Spot margin;
  for (int step = 0; step <= 64; ++step) {
    const PoseMap map(at(plan, step / 64.0), size);
    for (const Spot corner : {Spot{-0.5, -0.5}, Spot{0.5, -0.5}, Spot{-0.5, 0.5}, Spot{0.5, 0.5}}) {
      for (const double d : {0.0, 1.0}) {
        const Spot seen = map.at_disparity(map.turned(corner), d);
        margin.x = std::max(margin.x, std::abs(seen.x) - 0.5);
        margin.y = std::max(margin.y, std::abs(seen.y) - 0.5);
      }
    }
  }
  constexpr double kMost = 0.2;
  return {std::min(margin.x, kMost), std::min(margin.y, kMost)};
}

/// How many pixels the outermost point moves: 0 for the identity.
double motion_of(const PoseMap& map, cv::Size size) {
  double most = 0;
  for (const Spot corner : {Spot{-0.5, -0.5}, Spot{0.5, -0.5}, Spot{-0.5, 0.5}, Spot{0.5, 0.5}}) {
    for (const double d : {0.0, 1.0}) {
      const Spot seen = map.at_disparity(map.turned(corner), d);
      most = std::max(
          most, std::hypot((seen.x - corner.x) * size.width, (seen.y - corner.y) * size.height));
    }
  }
  return most;
}

/// A picture's place in a matrix: how centred fractions become its pixel coordinates.
struct Placement {
  cv::Size inner;
  cv::Point margin;
  cv::Vec2f pixel(Spot p) const {
    return {static_cast<float>((p.x + 0.5) * inner.width - 0.5 + margin.x),
            static_cast<float>((p.y + 0.5) * inner.height - 0.5 + margin.y)};
  }
};

/// Exact points of the picture for every kCell-th pixel, one row and column past the frame's end.
cv::Mat exact_points(const PoseMap& map, cv::Size size, const cv::Mat& disparity,
                     const cv::Mat& freedom) {
  cv::Mat points((size.height + kCell - 1) / kCell + 1, (size.width + kCell - 1) / kCell + 1,
                 CV_64FC2);
  for (int gy = 0; gy < points.rows; ++gy) {
    for (int gx = 0; gx < points.cols; ++gx) {
      const Spot seen{(gx * kCell + 0.5) / size.width - 0.5,
                      (gy * kCell + 0.5) / size.height - 0.5};
      const Spot turned = map.turned(seen);
      Spot p = map.at_disparity(
          turned, map.has_parallax() ? bilinear(disparity, seen.x + 0.5, seen.y + 0.5) : 0);
      // The fixed point converges as the slope of the disparity times the camera's travel is below
      // one half.
      for (int i = 0; i < 4 && map.has_parallax(); ++i) {
        p = map.at_disparity(turned, bilinear(disparity, p.x + 0.5, p.y + 0.5));
      }
      if (!freedom.empty()) {
        const double free = bilinear(freedom, seen.x + 0.5, seen.y + 0.5);
        p = {seen.x + (p.x - seen.x) * free, seen.y + (p.y - seen.y) * free};
      }
      points.at<cv::Vec2d>(gy, gx) = {p.x, p.y};
    }
  }
  return points;
}

/// The points between, for every pixel, in pixels of the placed picture: CV_32FC2.
cv::Mat dense_map(const cv::Mat& points, cv::Size size, const Placement& placement) {
  cv::Mat dense(size, CV_32FC2);
  std::vector<cv::Vec2f> row(static_cast<std::size_t>(points.cols));
  for (int y = 0; y < size.height; ++y) {
    const double part = static_cast<double>(y % kCell) / kCell;
    const auto* top = points.ptr<cv::Vec2d>(y / kCell);
    const auto* bottom = points.ptr<cv::Vec2d>(y / kCell + 1);
    for (std::size_t gx = 0; gx < row.size(); ++gx) {
      const cv::Vec2d p = top[gx] * (1 - part) + bottom[gx] * part;
      row[gx] = placement.pixel({p[0], p[1]});
    }
    auto* to = dense.ptr<cv::Vec2f>(y);
    for (int x = 0; x < size.width; ++x) {
      const auto cell = static_cast<std::size_t>(x / kCell);
      const float along = static_cast<float>(x % kCell) / kCell;
      to[x] = row[cell] + (row[cell + 1] - row[cell]) * along;
    }
  }
  return dense;
}

double smoothstep(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

}  // namespace

ParallaxView::ParallaxView(const cv::Mat& picture, cv::Size size, const CameraPlan& plan,
                           Sampling sampling)
    : size_(size),
      sampling_(sampling),
      plain_(resampled(picture, size)),
      disparity_(disparity_of(plain_)),
      inner_(static_cast<int>(size.width * kSourceScale),
             static_cast<int>(size.height * kSourceScale)) {
  cv::Mat inner = resampled(picture, inner_);
  // Sampled at frame resolution, the source's finest detail would shimmer: take its edge off.
  cv::GaussianBlur(inner, inner, {}, 0.55);
  const Spot margin = margins_for(plan, size);
  margin_ = {static_cast<int>(std::ceil(margin.x * inner_.width)),
             static_cast<int>(std::ceil(margin.y * inner_.height))};
  source_ = margin_.x + margin_.y > 0 ? continued(inner, margin_) : inner;
}

void ParallaxView::hold_still(const cv::Mat& mask) {
  cv::Mat free;
  cv::bitwise_not(mask, free);
  cv::Mat distance;
  cv::distanceTransform(free, distance, cv::DIST_L2, 3);
  cv::resize(distance, freedom_, disparity_.size(), 0, 0, cv::INTER_AREA);
  const double reach = 0.25 * std::max(size_.width, size_.height);
  for (int y = 0; y < freedom_.rows; ++y) {
    for (int x = 0; x < freedom_.cols; ++x) {
      float& value = freedom_.at<float>(y, x);
      value = static_cast<float>(smoothstep(value / reach));
    }
  }
}

void ParallaxView::paint(const CameraPose& pose, cv::Mat& frame) const {
  const PoseMap map(pose, size_);
  const double motion = motion_of(map, size_);
  if (motion < 1e-3) {
    plain_.copyTo(frame);
    return;
  }
  const cv::Mat points = exact_points(map, size_, disparity_, freedom_);
  const int filter = sampling_ == Sampling::cubic ? cv::INTER_CUBIC : cv::INTER_LANCZOS4;
  cv::remap(source_, frame, dense_map(points, size_, {inner_, margin_}), {}, filter,
            cv::BORDER_REFLECT_101);
  // Near the identity, from the plain picture to the finer source without a step in sharpness.
  constexpr double kHandover = 4;
  if (motion < kHandover) {
    cv::Mat near;
    cv::remap(plain_, near, dense_map(points, size_, {size_, {0, 0}}), {}, cv::INTER_CUBIC,
              cv::BORDER_REFLECT_101);
    const double share = smoothstep(motion / kHandover);
    cv::addWeighted(frame, share, near, 1 - share, 0, frame);
  }
}

float ParallaxView::disparity_at(double x, double y) const { return bilinear(disparity_, x, y); }

}  // namespace kirin::engine::motion
