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

constexpr double kHandover = 4;  // pixels of motion after which only the fine source is seen

float bilinear(const cv::Mat& field, float x, float y) {
  const auto columns = static_cast<float>(field.cols);
  const auto rows = static_cast<float>(field.rows);
  const float fx = std::clamp(x * columns - 0.5F, 0.0F, columns - 1);
  const float fy = std::clamp(y * rows - 0.5F, 0.0F, rows - 1);
  const int x0 = std::min(static_cast<int>(fx), field.cols - 2);
  const int y0 = std::min(static_cast<int>(fy), field.rows - 2);
  const float ax = fx - static_cast<float>(x0);
  const float ay = fy - static_cast<float>(y0);
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

/// The pose's formula for one disparity after another, in the grid's precision.
struct Parallax {
  float x;
  float y;
  float truck_x;
  float truck_y;
  float push;

  explicit Parallax(const CameraPose& pose)
      : x(static_cast<float>(pose.x)),
        y(static_cast<float>(pose.y)),
        truck_x(static_cast<float>(pose.truck_x)),
        truck_y(static_cast<float>(pose.truck_y)),
        push(static_cast<float>(pose.push)) {}

  /// The centred point that `turned` shows, where the picture's own disparity there agrees: a fixed
  /// point, which converges as the slope of the disparity times the camera's travel is below one
  /// half.
  cv::Vec2f settled(const cv::Mat& disparity, cv::Vec2f turned, float d) const {
    cv::Vec2f p;
    for (int i = 0; i < 5; ++i) {
      const float reach = 1 - push * d;
      p = {x + (turned[0] + truck_x * d) * reach, y + (turned[1] + truck_y * d) * reach};
      const float before = d;
      d = bilinear(disparity, p[0] + 0.5F, p[1] + 0.5F);
      if (std::abs(d - before) < 2e-5F) {
        break;
      }
    }
    return p;
  }
};

/// Fills `grid` with points of the placed picture for every kCell-th pixel.
void find_points(const CameraPose& pose, cv::Size size, const cv::Mat& disparity,
                 const cv::Mat& freedom, const Placement& placement, LookGrid& grid) {
  const PoseMap map(pose, size);
  const Parallax parallax(pose);
  const cv::Size cells(cell_points(size.width), cell_points(size.height));
  grid.x.create(cells, CV_32F);
  grid.y.create(cells, CV_32F);
  for (int gy = 0; gy < cells.height; ++gy) {
    float* to_x = grid.x.ptr<float>(gy);
    float* to_y = grid.y.ptr<float>(gy);
    const double seen_y = (gy * kCell + 0.5) / size.height - 0.5;
    for (int gx = 0; gx < cells.width; ++gx) {
      const double seen_x = (gx * kCell + 0.5) / size.width - 0.5;
      const Spot turned = map.turned({seen_x, seen_y});
      Spot p = map.at_disparity(turned, 0);
      const auto x = static_cast<float>(seen_x);
      const auto y = static_cast<float>(seen_y);
      if (map.has_parallax()) {
        const cv::Vec2f settled = parallax.settled(
            disparity, {static_cast<float>(turned.x), static_cast<float>(turned.y)},
            bilinear(disparity, x + 0.5F, y + 0.5F));
        p = {settled[0], settled[1]};
      }
      if (!freedom.empty()) {
        const double free = bilinear(freedom, x + 0.5F, y + 0.5F);
        p = {seen_x + (p.x - seen_x) * free, seen_y + (p.y - seen_y) * free};
      }
      const cv::Vec2f pixel = placement.pixel(p);
      to_x[gx] = pixel[0];
      to_y[gx] = pixel[1];
    }
  }
}

double smoothstep(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

}  // namespace

ParallaxView::ParallaxView(const cv::Mat& picture, cv::Size size, const CameraPlan& plan,
                           Detail detail)
    : size_(size),
      plain_(resampled(picture, size)),
      plain_samples_(plain_),
      disparity_(disparity_of(plain_)) {
  const double scale = detail == Detail::fine ? 2 : 1.5;
  inner_ = {static_cast<int>(size.width * scale), static_cast<int>(size.height * scale)};
  cv::Mat inner = resampled(picture, inner_);
  // Sampled at frame resolution, the source's finest detail would shimmer: take its edge off.
  cv::GaussianBlur(inner, inner, {}, 0.55 * scale / 1.5);
  const Spot margin = margins_for(plan, size);
  margin_ = {static_cast<int>(std::ceil(margin.x * inner_.width)),
             static_cast<int>(std::ceil(margin.y * inner_.height))};
  source_ = SampledPicture(margin_.x + margin_.y > 0 ? continued(inner, margin_) : inner);
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
  const double motion = motion_of(PoseMap(pose, size_), size_);
  if (motion < 1e-3) {
    plain_.copyTo(frame);
    return;
  }
  LookGrid fine{source_, {}, {}};
  find_points(pose, size_, disparity_, freedom_, {inner_, margin_}, fine);
  const int points = fine.x.cols;
  cv::Mat rows(4, points, CV_32F);
  const RowLook at_fine{&source_, rows.ptr<float>(0), rows.ptr<float>(1)};
  const RowLook at_plain{&plain_samples_, rows.ptr<float>(2), rows.ptr<float>(3)};
  // Near the identity, from the plain picture to the finer source without a step in sharpness.
  const bool is_near = motion < kHandover;
  const std::vector<float> share(static_cast<std::size_t>(points),
                                 static_cast<float>(smoothstep(motion / kHandover)));
  const auto scale_x = static_cast<float>(size_.width) / static_cast<float>(inner_.width);
  const auto scale_y = static_cast<float>(size_.height) / static_cast<float>(inner_.height);
  for (int y = 0; y < size_.height; ++y) {
    field_row(fine.x, y, points, rows.ptr<float>(0));
    field_row(fine.y, y, points, rows.ptr<float>(1));
    if (!is_near) {
      sample_row(at_fine, size_.width, frame.ptr(y));
      continue;
    }
    for (int i = 0; i < points; ++i) {
      rows.at<float>(2, i) = (at_fine.x[i] + 0.5F - static_cast<float>(margin_.x)) * scale_x - 0.5F;
      rows.at<float>(3, i) = (at_fine.y[i] + 0.5F - static_cast<float>(margin_.y)) * scale_y - 0.5F;
    }
    blend_row(at_plain, at_fine, share.data(), size_.width, frame.ptr(y));
  }
}

LookGrid ParallaxView::look(const CameraPose& pose) const {
  LookGrid grid{source_, {}, {}};
  if (motion_of(PoseMap(pose, size_), size_) >= kHandover) {
    find_points(pose, size_, disparity_, freedom_, {inner_, margin_}, grid);
    return grid;
  }
  // A mix of two sources: painted first, then looked at as it is.
  cv::Mat painted(size_, CV_8UC3);
  paint(pose, painted);
  grid.picture = SampledPicture(painted);
  find_points({}, size_, disparity_, {}, {size_, {0, 0}}, grid);
  return grid;
}

float ParallaxView::disparity_at(double x, double y) const {
  return bilinear(disparity_, static_cast<float>(x), static_cast<float>(y));
}

}  // namespace kirin::engine::motion
