#include "engine/motion/view/view_grid.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/motion/imaging/cubic_rows.h"
#include "engine/motion/view/field_lookup.h"

namespace kirin::engine::motion {
namespace {

/// Writes one row of points, each moved by `shift` (which may be empty), as pixels.
void move_points(const std::vector<cv::Vec2f>& points, const cv::Mat& shift, cv::Size size,
                 float* to_x, float* to_y) {
  const auto width = static_cast<float>(size.width);
  const auto height = static_cast<float>(size.height);
  for (std::size_t i = 0; i < points.size(); ++i) {
    cv::Vec2f p = points[i];
    if (!shift.empty()) {
      p += field_at<cv::Vec2f>(shift, p[0], p[1]);
    }
    to_x[i] = p[0] * width - 0.5F;
    to_y[i] = p[1] * height - 0.5F;
  }
}

void look_up(const std::vector<cv::Vec2f>& points, const cv::Mat& field, float* to) {
  for (const cv::Vec2f& p : points) {
    *to++ = field_at<float>(field, p[0], p[1]);
  }
}

}  // namespace

CameraLook::CameraLook(const CameraPose& pose, cv::Size size, const ViewFields& fields)
    : map_(pose, size),
      fields_(fields),
      size_(size),
      stretch_x_(map_.seen_beyond().x),
      stretch_y_(map_.seen_beyond().y),
      centre_x_(static_cast<float>(pose.x)),
      centre_y_(static_cast<float>(pose.y)),
      truck_x_(static_cast<float>(pose.truck_x)),
      truck_y_(static_cast<float>(pose.truck_y)),
      push_(static_cast<float>(pose.push)) {}

Spot CameraLook::at(Spot seen) const {
  const Spot turned = map_.turned(seen);
  Spot p = map_.at_disparity(turned, 0);
  const auto seen_x = static_cast<float>(seen.x) + 0.5F;
  const auto seen_y = static_cast<float>(seen.y) + 0.5F;
  if (map_.has_parallax() && !fields_.disparity.empty()) {
    // The point where the picture's own disparity agrees: a fixed point, which converges as the
    // slope of the disparity times the camera's travel is below one half.
    const auto x = static_cast<float>(turned.x);
    const auto y = static_cast<float>(turned.y);
    float d = field_at<float>(fields_.disparity, seen_x, seen_y);
    cv::Vec2f settled;
    for (int i = 0; i < 5; ++i) {
      const float reach = 1 - push_ * d;
      settled = {centre_x_ + (x + truck_x_ * d) * reach, centre_y_ + (y + truck_y_ * d) * reach};
      const float before = d;
      d = field_at<float>(fields_.disparity, settled[0] + 0.5F, settled[1] + 0.5F);
      if (std::abs(d - before) < 2e-5F) {
        break;
      }
    }
    p = {settled[0], settled[1]};
  }
  if (!fields_.freedom.empty()) {
    const double free = field_at<float>(fields_.freedom, seen_x, seen_y);
    p = {seen.x + (p.x - seen.x) * free, seen.y + (p.y - seen.y) * free};
  }
  return {stretch_x_(p.x), stretch_y_(p.y)};
}

Spot CameraLook::seen_at(Spot point) const {
  const Spot whole{stretch_x_.undone(point.x), stretch_y_.undone(point.y)};
  const double d = fields_.disparity.empty()
                       ? 0
                       : field_at<float>(fields_.disparity, static_cast<float>(whole.x) + 0.5F,
                                         static_cast<float>(whole.y) + 0.5F);
  Spot seen = map_.seen_at(whole, d);
  // Where something is held still there is no formula; the map is monotone, so that stepping
  // against the error arrives.
  for (int i = 0; i < 40 && !fields_.freedom.empty(); ++i) {
    const Spot found = at(seen);
    const Spot error{found.x - point.x, found.y - point.y};
    seen = {seen.x - error.x, seen.y - error.y};
    if (std::hypot(error.x * size_.width, error.y * size_.height) < 0.01) {
      break;
    }
  }
  return seen;
}

double fold_score(const ViewGrid& grid, const CameraPose& pose) {
  const double cosine = std::cos(pose.roll) * pose.zoom;
  const double sine = std::sin(pose.roll) * pose.zoom;
  double worst = 0;
  for (int y = 0; y + 1 < grid.x.rows; ++y) {
    for (int x = 0; x + 1 < grid.x.cols; ++x) {
      const auto slope = [&](const cv::Mat& field, int dx, int dy) {
        return (field.at<float>(y + dy, x + dx) - field.at<float>(y, x)) / kCell;
      };
      const double xx = slope(grid.x, 1, 0);
      const double xy = slope(grid.x, 0, 1);
      const double yx = slope(grid.y, 1, 0);
      const double yy = slope(grid.y, 0, 1);
      const double a = xx * cosine - xy * sine;  // the entries of J A^-1
      const double b = xx * sine + xy * cosine;
      const double c = yx * cosine - yy * sine;
      const double d = yx * sine + yy * cosine;
      const double mean = (a + d) / 2;
      const double apart = std::hypot((a - d) / 2, (b + c) / 2);
      worst = std::max({worst, 1 - (mean - apart), 1 - 1 / std::max(1.0, mean + apart)});
    }
  }
  return worst;
}

ViewGrid view_grid(const CameraPose& pose, cv::Size size, const ViewFields& fields,
                   const AmbientMoment& moment) {
  const cv::Size cells(cell_points(size.width), cell_points(size.height));
  const bool has_other = !moment.share.empty();
  ViewGrid grid;
  grid.x.create(cells, CV_32F);
  grid.y.create(cells, CV_32F);
  if (has_other) {
    grid.other_x.create(cells, CV_32F);
    grid.other_y.create(cells, CV_32F);
    grid.share.create(cells, CV_32F);
  }
  if (!moment.light.empty()) {
    grid.light.create(cells, CV_32F);
  }
  const bool has_blur = pose.aperture > 0 && !fields.focus_disparity.empty();
  if (has_blur) {
    grid.disparity.create(cells, CV_32F);
  }
  const CameraLook camera(pose, size, fields);
  std::vector<cv::Vec2f> points(static_cast<std::size_t>(cells.width));
  for (int y = 0; y < cells.height; ++y) {
    const double seen_y = (y * kCell + 0.5) / size.height - 0.5;
    for (int x = 0; x < cells.width; ++x) {
      const Spot p = camera.at({(x * kCell + 0.5) / size.width - 0.5, seen_y});
      points[static_cast<std::size_t>(x)] = {static_cast<float>(p.x + 0.5),
                                             static_cast<float>(p.y + 0.5)};
    }
    move_points(points, moment.shift, size, grid.x.ptr<float>(y), grid.y.ptr<float>(y));
    if (has_other) {
      move_points(points, moment.other_shift, size, grid.other_x.ptr<float>(y),
                  grid.other_y.ptr<float>(y));
      look_up(points, moment.share, grid.share.ptr<float>(y));
    }
    if (!moment.light.empty()) {
      look_up(points, moment.light, grid.light.ptr<float>(y));
    }
    if (has_blur) {
      look_up(points, fields.focus_disparity, grid.disparity.ptr<float>(y));
    }
  }
  return grid;
}

}  // namespace kirin::engine::motion
