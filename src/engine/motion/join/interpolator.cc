#include "engine/motion/join/interpolator.h"

namespace kirin::engine::motion {

Interpolator::Interpolator(const cv::Mat& first, const cv::Mat& last,
                           const Correspondence& correspondence)
    : first_(first), last_(last), projection_(correspondence, first.size()) {}

void Interpolator::paint(double share, cv::Mat& frame) const {
  const JointLook look = projection_.at(share);
  const int points = look.share.cols;
  cv::Mat rows(5, points, CV_32F);
  const RowLook first{&first_, rows.ptr<float>(0), rows.ptr<float>(1)};
  const RowLook last{&last_, rows.ptr<float>(2), rows.ptr<float>(3)};
  for (int y = 0; y < frame.rows; ++y) {
    field_row(look.first_x, y, points, rows.ptr<float>(0));
    field_row(look.first_y, y, points, rows.ptr<float>(1));
    field_row(look.last_x, y, points, rows.ptr<float>(2));
    field_row(look.last_y, y, points, rows.ptr<float>(3));
    field_row(look.share, y, points, rows.ptr<float>(4));
    blend_row(first, last, rows.ptr<float>(4), frame.cols, frame.ptr(y));
  }
}

}  // namespace kirin::engine::motion
