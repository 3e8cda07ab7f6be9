#include "engine/motion/view/parallax_view.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr double kHandover = 4;  // pixels of motion after which only the fine source is seen

template <typename T>
T bilinear(const cv::Mat& field, float x, float y) {
  const auto columns = static_cast<float>(field.cols);
  const auto rows = static_cast<float>(field.rows);
  const float fx = std::clamp(x * columns - 0.5F, 0.0F, columns - 1);
  const float fy = std::clamp(y * rows - 0.5F, 0.0F, rows - 1);
  const int x0 = std::min(static_cast<int>(fx), field.cols - 2);
  const int y0 = std::min(static_cast<int>(fy), field.rows - 2);
  const float ax = fx - static_cast<float>(x0);
  const float ay = fy - static_cast<float>(y0);
  const T* top = field.ptr<T>(y0) + x0;
  const T* bottom = field.ptr<T>(y0 + 1) + x0;
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

/// Keeps one coordinate (a centred fraction) inside the picture: where a view sees `beyond` its
/// edges, the outer part of the picture is stretched over what is missing, more towards the edge,
/// without a seam.
class Stretch {
 public:
  explicit Stretch(double beyond)
      : beyond_(std::clamp(beyond, 0.0, 0.4)), band_(std::min(3 * beyond_, 0.5)) {}

  double operator()(double x) const {
    const double into = std::abs(x) - (0.5 - band_);
    if (beyond_ <= 0 || into <= 0) {
      return x;
    }
    // 1 steep where the band begins, and the edge where the view ends.
    const double part = std::min(1.0, into / (band_ + beyond_));
    return std::copysign(0.5 - band_ + part * (band_ + beyond_) - beyond_ * part * part, x);
  }

 private:
  double beyond_;
  double band_;
};

/// How far beyond the picture's edges a view sees, as fractions of its width and height.
Spot seen_beyond(const PoseMap& map) {
  Spot beyond;
  for (const Spot corner : {Spot{-0.5, -0.5}, Spot{0.5, -0.5}, Spot{-0.5, 0.5}, Spot{0.5, 0.5}}) {
    for (const double d : {0.0, 1.0}) {
      const Spot seen = map.at_disparity(map.turned(corner), d);
      beyond.x = std::max(beyond.x, std::abs(seen.x) - 0.5);
      beyond.y = std::max(beyond.y, std::abs(seen.y) - 0.5);
    }
  }
  return beyond;
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
      d = bilinear<float>(disparity, p[0] + 0.5F, p[1] + 0.5F);
      if (std::abs(d - before) < 2e-5F) {
        break;
      }
    }
    return p;
  }
};

/// Fills `grid` with points of its picture for every kCell-th pixel of a frame of `size`.
void find_points(const CameraPose& pose, cv::Size size, const cv::Mat& disparity,
                 const cv::Mat& freedom, const AmbientMoment& moment, LookGrid& grid) {
  const PoseMap map(pose, size);
  const Parallax parallax(pose);
  const Spot beyond = seen_beyond(map);
  const Stretch stretch_x(beyond.x);
  const Stretch stretch_y(beyond.y);
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
            bilinear<float>(disparity, x + 0.5F, y + 0.5F));
        p = {settled[0], settled[1]};
      }
      if (!freedom.empty()) {
        const double free = bilinear<float>(freedom, x + 0.5F, y + 0.5F);
        p = {seen_x + (p.x - seen_x) * free, seen_y + (p.y - seen_y) * free};
      }
      if (!moment.shift.empty()) {
        const auto shift = bilinear<cv::Vec2f>(moment.shift, static_cast<float>(p.x) + 0.5F,
                                               static_cast<float>(p.y) + 0.5F);
        p = {p.x + shift[0], p.y + shift[1]};
      }
      to_x[gx] = static_cast<float>((stretch_x(p.x) + 0.5) * grid.picture.width() - 0.5);
      to_y[gx] = static_cast<float>((stretch_y(p.y) + 0.5) * grid.picture.height() - 0.5);
    }
  }
}

double smoothstep(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

}  // namespace

ParallaxView::ParallaxView(const cv::Mat& picture, cv::Size size, Detail detail)
    : size_(size),
      plain_(resampled(picture, size)),
      plain_samples_(plain_),
      understanding_(understand(plain_)) {
  const double scale = detail == Detail::fine ? 2 : 1.5;
  cv::Mat fine = resampled(
      picture, {static_cast<int>(size.width * scale), static_cast<int>(size.height * scale)});
  // Sampled at frame resolution, the source's finest detail would shimmer: take its edge off.
  cv::GaussianBlur(fine, fine, {}, 0.55 * scale / 1.5);
  source_ = SampledPicture(fine);
}

void ParallaxView::hold_still(const cv::Mat& mask) {
  cv::Mat free;
  cv::bitwise_not(mask, free);
  cv::Mat distance;
  cv::distanceTransform(free, distance, cv::DIST_L2, 3);
  cv::resize(distance, freedom_, disparity().size(), 0, 0, cv::INTER_AREA);
  const double reach = 0.25 * std::max(size_.width, size_.height);
  for (int y = 0; y < freedom_.rows; ++y) {
    for (int x = 0; x < freedom_.cols; ++x) {
      float& value = freedom_.at<float>(y, x);
      value = static_cast<float>(smoothstep(value / reach));
    }
  }
}

void ParallaxView::paint(const CameraPose& pose, const AmbientMoment& moment,
                         cv::Mat& frame) const {
  const double motion = motion_of(PoseMap(pose, size_), size_);
  if (motion < 1e-3 && moment.empty()) {
    plain_.copyTo(frame);
    return;
  }
  LookGrid fine{source_, {}, {}};
  find_points(pose, size_, disparity(), freedom_, moment, fine);
  const int points = fine.x.cols;
  cv::Mat rows(4, points, CV_32F);
  const RowLook at_fine{&source_, rows.ptr<float>(0), rows.ptr<float>(1)};
  const RowLook at_plain{&plain_samples_, rows.ptr<float>(2), rows.ptr<float>(3)};
  // Near the identity, from the plain picture to the finer source without a step in sharpness.
  const bool is_near = motion < kHandover;
  const std::vector<float> share(static_cast<std::size_t>(points),
                                 static_cast<float>(smoothstep(motion / kHandover)));
  const auto scale_x = static_cast<float>(size_.width) / static_cast<float>(source_.width());
  const auto scale_y = static_cast<float>(size_.height) / static_cast<float>(source_.height());
  for (int y = 0; y < size_.height; ++y) {
    field_row(fine.x, y, points, rows.ptr<float>(0));
    field_row(fine.y, y, points, rows.ptr<float>(1));
    if (!is_near) {
      sample_row(at_fine, size_.width, frame.ptr(y));
      continue;
    }
    for (int i = 0; i < points; ++i) {
      rows.at<float>(2, i) = (at_fine.x[i] + 0.5F) * scale_x - 0.5F;
      rows.at<float>(3, i) = (at_fine.y[i] + 0.5F) * scale_y - 0.5F;
    }
    blend_row(at_plain, at_fine, share.data(), size_.width, frame.ptr(y));
  }
}

LookGrid ParallaxView::look(const CameraPose& pose) const {
  LookGrid grid{source_, {}, {}};
  if (motion_of(PoseMap(pose, size_), size_) >= kHandover) {
    find_points(pose, size_, disparity(), freedom_, {}, grid);
    return grid;
  }
  // A mix of two sources: painted first, then looked at as it is.
  cv::Mat painted(size_, CV_8UC3);
  paint(pose, painted);
  grid.picture = SampledPicture(painted);
  find_points({}, size_, disparity(), {}, {}, grid);
  return grid;
}

cv::Point2f ParallaxView::seen_at(const CameraPose& pose, cv::Point2f p) const {
  const double d = disparity_at(p.x, p.y);
  const double reach = 1 - pose.push * d;
  const double aspect = static_cast<double>(size_.width) / size_.height;
  const double x = pose.zoom * ((p.x - 0.5 - pose.x) / reach - d * pose.truck_x);
  const double y = pose.zoom * ((p.y - 0.5 - pose.y) / reach - d * pose.truck_y);
  const double cosine = std::cos(pose.roll);
  const double sine = std::sin(pose.roll);
  return {static_cast<float>((cosine * x + sine * y / aspect + 0.5) * size_.width - 0.5),
          static_cast<float>((cosine * y - sine * x * aspect + 0.5) * size_.height - 0.5)};
}

float ParallaxView::disparity_at(double x, double y) const {
  return bilinear<float>(disparity(), static_cast<float>(x), static_cast<float>(y));
}

}  // namespace kirin::engine::motion
