/// \file
/// Rows of values of coarse fields, many at a time: what finding a frame's looks spends its time
/// on.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// Values that rows are padded to: arrays must have room for count rounded up to that.
inline constexpr int kRowPadding = 16;
constexpr int padded(int count) { return (count + kRowPadding - 1) / kRowPadding * kRowPadding; }

/// Writes field_at<float>(field, x[i], y[i]); `field` is CV_32FC1 of at least 2x2.
void look_up_row(const cv::Mat& field, const float* x, const float* y, int count, float* value);

/// A row of points of a frame under one pose, all centred fractions: point i before parallax is
/// (x + i * step_x, y + i * step_y); with disparity d it lies, as CameraPose says, at
/// centre + (point + truck * d) * (1 - push * d).
struct ParallaxRow {
  float x = 0;
  float y = 0;
  float step_x = 0;
  float step_y = 0;
  float centre_x = 0;
  float centre_y = 0;
  float truck_x = 0;
  float truck_y = 0;
  float push = 0;
};

/// Finds for each point the disparity that `field` (CV_32FC1, at least 2x2) itself has where the
/// point then lies. `disparity` holds guesses and then the results.
///
/// It is a fixed point, which exists as the slope of the field times the camera's travel is below
/// one half. Two steps towards it tell where they lead (Aitken 1926, Steffensen 1933); that is done
/// twice, which is exact to some 1e-6 from any guess within a few hundredths.
void settle_row(const cv::Mat& field, const ParallaxRow& row, int count, float* disparity);

/// The same, one at a time: what the vector code computes.
void plain_look_up_row(const cv::Mat& field, const float* x, const float* y, int count,
                       float* value);
void plain_settle_row(const cv::Mat& field, const ParallaxRow& row, int count, float* disparity);

}  // namespace kirin::engine::motion
