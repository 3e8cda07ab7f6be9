#include "engine/motion/view/view_grid.h"

#include <cmath>
#include <vector>

#include "engine/motion/imaging/cubic_rows.h"
#include "engine/motion/view/field_lookup.h"
#include "engine/motion/view/pose_map.h"

namespace kirin::engine::motion {
namespace {

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
      d = field_at<float>(disparity, p[0] + 0.5F, p[1] + 0.5F);
      if (std::abs(d - before) < 2e-5F) {
        break;
      }
    }
    return p;
  }
};

/// Finds where the cells of one row look, without what moves by itself: points as fractions.
class CameraRow {
 public:
  CameraRow(const CameraPose& pose, cv::Size size, const ViewFields& fields)
      : map_(pose, size),
        parallax_(pose),
        fields_(fields),
        size_(size),
        stretch_x_(map_.seen_beyond().x),
        stretch_y_(map_.seen_beyond().y) {}

  void find(int row, int cells, cv::Vec2f* points) const {
    const double seen_y = (row * kCell + 0.5) / size_.height - 0.5;
    for (int i = 0; i < cells; ++i) {
      points[i] = point({(i * kCell + 0.5) / size_.width - 0.5, seen_y});
    }
  }

 private:
  cv::Vec2f point(Spot seen) const {
    const Spot turned = map_.turned(seen);
    Spot p = map_.at_disparity(turned, 0);
    const auto x = static_cast<float>(seen.x) + 0.5F;
    const auto y = static_cast<float>(seen.y) + 0.5F;
    if (map_.has_parallax() && !fields_.disparity.empty()) {
      const cv::Vec2f settled = parallax_.settled(
          fields_.disparity, {static_cast<float>(turned.x), static_cast<float>(turned.y)},
          field_at<float>(fields_.disparity, x, y));
      p = {settled[0], settled[1]};
    }
    if (!fields_.freedom.empty()) {
      const double free = field_at<float>(fields_.freedom, x, y);
      p = {seen.x + (p.x - seen.x) * free, seen.y + (p.y - seen.y) * free};
    }
    return {static_cast<float>(stretch_x_(p.x) + 0.5), static_cast<float>(stretch_y_(p.y) + 0.5)};
  }

  PoseMap map_;
  Parallax parallax_;
  const ViewFields& fields_;
  cv::Size size_;
  Stretch stretch_x_;
  Stretch stretch_y_;
};

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
  const CameraRow camera(pose, size, fields);
  std::vector<cv::Vec2f> points(static_cast<std::size_t>(cells.width));
  for (int y = 0; y < cells.height; ++y) {
    camera.find(y, cells.width, points.data());
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
