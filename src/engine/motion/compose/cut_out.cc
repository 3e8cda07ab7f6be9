#include "engine/motion/compose/cut_out.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace kirin::engine::motion {
namespace {

constexpr int kRim = 4;  // pixels of nothing around a subject: its soft edge

cv::Rect2d box_in_pixels(const Standing& at, cv::Size frame) {
  const double unit = frame.height;
  return {(at.x - at.width / 2) * unit, (at.foot - at.height) * unit, at.width * unit,
          at.height * unit};
}

cv::Matx23d chained(const cv::Matx23d& after, const cv::Matx23d& before) {
  return {after(0, 0) * before(0, 0) + after(0, 1) * before(1, 0),
          after(0, 0) * before(0, 1) + after(0, 1) * before(1, 1),
          after(0, 0) * before(0, 2) + after(0, 1) * before(1, 2) + after(0, 2),
          after(1, 0) * before(0, 0) + after(1, 1) * before(1, 0),
          after(1, 0) * before(0, 1) + after(1, 1) * before(1, 1),
          after(1, 0) * before(0, 2) + after(1, 1) * before(1, 2) + after(1, 2)};
}

cv::Point2d applied(const cv::Matx23d& map, cv::Point2d p) {
  return {map(0, 0) * p.x + map(0, 1) * p.y + map(0, 2),
          map(1, 0) * p.x + map(1, 1) * p.y + map(1, 2)};
}

/// The whole columns x in `range` with low <= slope x + offset <= high.
cv::Range where(double slope, double offset, double low, double high, cv::Range range) {
  if (std::abs(slope) < 1e-9) {
    return offset >= low && offset <= high ? range : cv::Range(0, 0);
  }
  double from = (low - offset) / slope;
  double to = (high - offset) / slope;
  if (from > to) {
    std::swap(from, to);
  }
  const double first = std::max<double>(range.start, std::ceil(from - 1e-6));
  const double last = std::min<double>(range.end - 1, std::floor(to + 1e-6));
  return first > last ? cv::Range(0, 0)
                      : cv::Range(static_cast<int>(first), static_cast<int>(last) + 1);
}

/// The rows of a frame that a box is seen in.
cv::Range rows_of(const cv::Matx23d& from_frame, const cv::Rect2d& box, int rows) {
  cv::Mat inverse;
  cv::invertAffineTransform(cv::Mat(from_frame), inverse);
  const cv::Matx23d to_frame(inverse.ptr<double>());
  double top = 1e9;
  double bottom = -1e9;
  for (const cv::Point2d corner : {box.tl(), cv::Point2d(box.x + box.width, box.y),
                                   cv::Point2d(box.x, box.y + box.height), box.br()}) {
    const double y = applied(to_frame, corner).y;
    top = std::min(top, y);
    bottom = std::max(bottom, y);
  }
  const int first = static_cast<int>(std::ceil(std::clamp(top, 0.0, 1e6)));
  const int last = static_cast<int>(std::floor(std::clamp(bottom, -1.0, rows - 1.0)));
  return first > last ? cv::Range(0, 0) : cv::Range(first, last + 1);
}

float bilinear(const cv::Mat& field, double x, double y) {
  const double fx = std::clamp(x, 0.0, field.cols - 1.001);
  const double fy = std::clamp(y, 0.0, field.rows - 1.001);
  const int x0 = static_cast<int>(fx);
  const int y0 = static_cast<int>(fy);
  const auto ax = static_cast<float>(fx - x0);
  const auto ay = static_cast<float>(fy - y0);
  const auto* top = field.ptr<float>(y0) + x0;
  const auto* bottom = field.ptr<float>(y0 + 1) + x0;
  return (top[0] * (1 - ax) + top[1] * ax) * (1 - ay) +
         (bottom[0] * (1 - ax) + bottom[1] * ax) * ay;
}

/// The columns of each row that are not empty, with room for the taps of a cubic.
cv::Mat spans_of(const cv::Mat& alpha) {
  cv::Mat spans(alpha.rows, 1, CV_32SC2);
  for (int y = 0; y < alpha.rows; ++y) {
    int first = alpha.cols;
    int last = -1;
    for (int near = std::max(0, y - 2); near <= std::min(alpha.rows - 1, y + 2); ++near) {
      const auto* row = alpha.ptr<std::uint8_t>(near);
      for (int x = 0; x < first; ++x) {
        if (row[x] > 0) {
          first = x;
        }
      }
      for (int x = alpha.cols - 1; x > last; --x) {
        if (row[x] > 0) {
          last = x;
        }
      }
    }
    spans.at<cv::Vec2i>(y) = {std::max(0, first - 2), std::min(alpha.cols, last + 3)};
  }
  return spans;
}

void shade(const cv::Mat& light, const cv::Matx23d& from_frame, cv::Mat& frame) {
  const cv::Rect2d whole(0, 0, light.cols - 1, light.rows - 1);
  const cv::Range rows = rows_of(from_frame, whole, frame.rows);
  std::vector<float> points;
  for (int y = rows.start; y < rows.end; ++y) {
    const double u = from_frame(0, 1) * y + from_frame(0, 2);
    const double v = from_frame(1, 1) * y + from_frame(1, 2);
    cv::Range columns = where(from_frame(0, 0), u, 0, whole.width, {0, frame.cols});
    columns = where(from_frame(1, 0), v, 0, whole.height, columns);
    if (columns.empty()) {
      continue;
    }
    points.resize(static_cast<std::size_t>(cell_points(columns.size())));
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double x = columns.start + kCell * static_cast<double>(i);
      points[i] = bilinear(light, from_frame(0, 0) * x + u, from_frame(1, 0) * x + v);
    }
    shade_row(points.data(), columns.size(), frame.ptr(y) + 3 * columns.start);
  }
}

}  // namespace

cv::Matx23d plane_from_frame(const CameraPose& pose, cv::Size frame, double disparity) {
  const double reach = 1 - pose.push * disparity;
  const double cosine = std::cos(pose.roll) * reach / pose.zoom;
  const double sine = std::sin(pose.roll) * reach / pose.zoom;
  const double middle_x = frame.width / 2.0 - 0.5;
  const double middle_y = frame.height / 2.0 - 0.5;
  const double shift_x = (pose.x + disparity * pose.truck_x * reach) * frame.width;
  const double shift_y = (pose.y + disparity * pose.truck_y * reach) * frame.height;
  return {cosine, -sine,  middle_x + shift_x - cosine * middle_x + sine * middle_y,
          sine,   cosine, middle_y + shift_y - sine * middle_x - cosine * middle_y};
}

cv::Point2d seen_on_plane(const CameraPose& pose, cv::Size frame, double disparity, cv::Point2d p) {
  cv::Mat inverse;
  cv::invertAffineTransform(cv::Mat(plane_from_frame(pose, frame, disparity)), inverse);
  return applied(cv::Matx23d(inverse.ptr<double>()), p);
}

CutOut::CutOut(const Matte& subject, const GroundShadow& shadow, const Standing& at, cv::Size frame,
               double disparity, double phase)
    : light_(shadow.light),
      box_(box_in_pixels(at, frame)),
      frame_(frame),
      disparity_(disparity),
      phase_(phase),
      scale_x_(subject.alpha.cols / box_.width),
      scale_y_(subject.alpha.rows / box_.height) {
  cv::Mat colour;
  cv::Mat alpha;
  cv::copyMakeBorder(subject.colour, colour, kRim, kRim, kRim, kRim, cv::BORDER_REPLICATE);
  cv::copyMakeBorder(subject.alpha, alpha, kRim, kRim, kRim, kRim, cv::BORDER_CONSTANT,
                     cv::Scalar(0));
  pixels_ = SampledPicture(colour, alpha);
  spans_ = spans_of(alpha);
  const double x = shadow.room_x * box_.width;
  light_box_ = {box_.x - x, box_.y - shadow.room_above * box_.height, box_.width + 2 * x,
                box_.height * (1 + shadow.room_above + shadow.room_below)};
}

cv::Matx23d CutOut::look(const CameraPose& pose, double seconds) const {
  // An idle sway about the feet, a pixel or two at the head: alive, not walking.
  const double sway = 0.0022 * std::min(1.0, seconds / 1.5) *
                      std::sin(2 * std::numbers::pi * (0.19 * seconds + phase_));
  const double foot = box_.y + box_.height;
  const cv::Matx23d swayed(1, -sway, sway * foot, 0, 1, 0);
  const cv::Matx23d own(scale_x_, 0, (0.5 - box_.x) * scale_x_ - 0.5 + kRim, 0, scale_y_,
                        (0.5 - box_.y) * scale_y_ - 0.5 + kRim);
  return chained(own, chained(swayed, plane_from_frame(pose, frame_, disparity_)));
}

void CutOut::paint(const CameraPose& pose, double seconds, cv::Mat& frame) const {
  if (!light_.empty()) {
    const double step_x = light_.cols / light_box_.width;
    const double step_y = light_.rows / light_box_.height;
    const cv::Matx23d own(step_x, 0, (0.5 - light_box_.x) * step_x - 0.5, 0, step_y,
                          (0.5 - light_box_.y) * step_y - 0.5);
    shade(light_, chained(own, plane_from_frame(pose, frame_, disparity_)), frame);
  }
  const cv::Matx23d map = look(pose, seconds);
  const cv::Rect2d whole(0, 0, pixels_.width() - 1, pixels_.height() - 1);
  const cv::Range rows = rows_of(map, whole, frame.rows);
  std::vector<float> across;
  std::vector<float> down;
  for (int y = rows.start; y < rows.end; ++y) {
    const double u = map(0, 1) * y + map(0, 2);
    const double v = map(1, 1) * y + map(1, 2);
    cv::Range columns = where(map(1, 0), v, 0, whole.height, {0, frame.cols});
    if (columns.empty()) {
      continue;
    }
    // Of the rows of the picture that this row of the frame may meet, what is not empty.
    const double v_first = map(1, 0) * columns.start + v;
    const double v_last = map(1, 0) * (columns.end - 1) + v;
    int first = pixels_.width();
    int last = 0;
    for (int row = static_cast<int>(std::min(v_first, v_last));
         row <= std::min(spans_.rows - 1, static_cast<int>(std::max(v_first, v_last)) + 1); ++row) {
      first = std::min(first, spans_.at<cv::Vec2i>(row)[0]);
      last = std::max(last, spans_.at<cv::Vec2i>(row)[1]);
    }
    columns = first < last
                  ? where(map(0, 0), u, first, std::min(last, pixels_.width()) - 1, columns)
                  : cv::Range(0, 0);
    if (columns.empty()) {
      continue;
    }
    across.resize(static_cast<std::size_t>(cell_points(columns.size())));
    down.resize(across.size());
    for (std::size_t i = 0; i < across.size(); ++i) {
      const double x = columns.start + kCell * static_cast<double>(i);
      across[i] = static_cast<float>(map(0, 0) * x + u);
      down[i] = static_cast<float>(map(1, 0) * x + v);
    }
    cover_row({&pixels_, across.data(), down.data()}, columns.size(),
              frame.ptr(y) + 3 * columns.start);
  }
}

double CutOut::seen_part(const CameraPose& pose) const {
  constexpr int kPoints = 10;
  int seen = 0;
  int all = 0;
  for (int i = 0; i < kPoints * kPoints; ++i) {
    const cv::Point2d p(box_.x + (i % kPoints + 0.5) / kPoints * box_.width,
                        box_.y + (static_cast<double>(i / kPoints) + 0.5) / kPoints * box_.height);
    if (p.y > frame_.height) {
      continue;  // meant to be hidden
    }
    ++all;
    const cv::Point2d at = seen_on_plane(pose, frame_, disparity_, p);
    seen += at.x >= 0 && at.y >= 0 && at.x < frame_.width && at.y < frame_.height ? 1 : 0;
  }
  return all == 0 ? 0 : static_cast<double>(seen) / all;
}

}  // namespace kirin::engine::motion
