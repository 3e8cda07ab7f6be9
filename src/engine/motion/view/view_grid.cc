#include "engine/motion/view/view_grid.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/motion/imaging/cubic_rows.h"
#include "engine/motion/view/field_lookup.h"

namespace kirin::engine::motion {
namespace {

/// Where the cells of one row look, as fractions of the picture; padded.
struct RowPoints {
  explicit RowPoints(int cells)
      : count(cells), x(static_cast<std::size_t>(padded(cells)), 0.0F), y(x), disparity(x) {}

  int count;
  std::vector<float> x;
  std::vector<float> y;
  std::vector<float> disparity;
};

/// Writes one row of points, each moved by `shift` (which may be empty), as pixels.
void move_points(const RowPoints& points, const cv::Mat& shift, cv::Size size, float* to_x,
                 float* to_y) {
  const auto width = static_cast<float>(size.width);
  const auto height = static_cast<float>(size.height);
  for (int i = 0; i < points.count; ++i) {
    const float x = points.x[static_cast<std::size_t>(i)];
    const float y = points.y[static_cast<std::size_t>(i)];
    const cv::Vec2f by = shift.empty() ? cv::Vec2f() : field_at<cv::Vec2f>(shift, x, y);
    to_x[i] = (x + by[0]) * width - 0.5F;
    to_y[i] = (y + by[1]) * height - 0.5F;
  }
}

/// Writes the field's values at one row of points.
void look_up(const RowPoints& points, const cv::Mat& field, std::vector<float>& scratch,
             float* to) {
  scratch.resize(points.x.size());
  if (field.cols < 2 || field.rows < 2) {
    plain_look_up_row(field, points.x.data(), points.y.data(), points.count, scratch.data());
  } else {
    look_up_row(field, points.x.data(), points.y.data(), points.count, scratch.data());
  }
  std::copy_n(scratch.begin(), points.count, to);
}

}  // namespace

CameraLook::CameraLook(const CameraPose& pose, cv::Size size, const ViewFields& fields)
    : map_(pose, size),
      fields_(fields),
      size_(size),
      stretch_x_(map_.seen_beyond().x),
      stretch_y_(map_.seen_beyond().y),
      pose_(pose) {}

ParallaxRow CameraLook::row_from(Spot turned) const {
  return {.x = static_cast<float>(turned.x),
          .y = static_cast<float>(turned.y),
          .centre_x = static_cast<float>(pose_.x),
          .centre_y = static_cast<float>(pose_.y),
          .truck_x = static_cast<float>(pose_.truck_x),
          .truck_y = static_cast<float>(pose_.truck_y),
          .push = static_cast<float>(pose_.push)};
}

Spot CameraLook::settled_at(Spot seen, Spot turned, float disparity) const {
  Spot p = map_.at_disparity(turned, disparity);
  if (!fields_.freedom.empty()) {
    const double free = field_at<float>(fields_.freedom, static_cast<float>(seen.x) + 0.5F,
                                        static_cast<float>(seen.y) + 0.5F);
    p = {seen.x + (p.x - seen.x) * free, seen.y + (p.y - seen.y) * free};
  }
  return {stretch_x_(p.x), stretch_y_(p.y)};
}

Spot CameraLook::at(Spot seen) const {
  const Spot turned = map_.turned(seen);
  float disparity = 0;
  if (has_parallax()) {
    disparity = field_at<float>(fields_.disparity, static_cast<float>(seen.x) + 0.5F,
                                static_cast<float>(seen.y) + 0.5F);
    plain_settle_row(fields_.disparity, row_from(turned), 1, &disparity);
  }
  return settled_at(seen, turned, disparity);
}

void CameraLook::at_row(double seen_y, int count, float* disparity, float* x, float* y) const {
  const auto seen_x = [&](int i) { return (i * kCell + 0.5) / size_.width - 0.5; };
  const Spot start = map_.turned({seen_x(0), seen_y});
  const Spot next = map_.turned({seen_x(1), seen_y});
  if (has_parallax()) {
    ParallaxRow row = row_from(start);
    row.step_x = static_cast<float>(next.x - start.x);
    row.step_y = static_cast<float>(next.y - start.y);
    settle_row(fields_.disparity, row, count, disparity);
  }
  for (int i = 0; i < count; ++i) {
    const Spot turned{start.x + i * (next.x - start.x), start.y + i * (next.y - start.y)};
    const Spot p = settled_at({seen_x(i), seen_y}, turned, has_parallax() ? disparity[i] : 0.0F);
    x[i] = static_cast<float>(p.x + 0.5);
    y[i] = static_cast<float>(p.y + 0.5);
  }
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
  RowPoints points(cells.width);
  std::vector<float> scratch;
  if (!fields.disparity.empty()) {  // the first guess: what is there without the camera's motion
    for (int x = 0; x < cells.width; ++x) {
      points.disparity[static_cast<std::size_t>(x)] =
          field_at<float>(fields.disparity, (x * kCell + 0.5F) / static_cast<float>(size.width), 0);
    }
  }
  for (int y = 0; y < cells.height; ++y) {
    camera.at_row((y * kCell + 0.5) / size.height - 0.5, cells.width, points.disparity.data(),
                  points.x.data(), points.y.data());
    move_points(points, moment.shift, size, grid.x.ptr<float>(y), grid.y.ptr<float>(y));
    if (has_other) {
      move_points(points, moment.other_shift, size, grid.other_x.ptr<float>(y),
                  grid.other_y.ptr<float>(y));
      look_up(points, moment.share, scratch, grid.share.ptr<float>(y));
    }
    if (!moment.light.empty()) {
      look_up(points, moment.light, scratch, grid.light.ptr<float>(y));
    }
    if (has_blur) {
      look_up(points, fields.focus_disparity, scratch, grid.disparity.ptr<float>(y));
    }
  }
  return grid;
}

}  // namespace kirin::engine::motion
