#include "engine/motion/interpolator.h"

#include <algorithm>
#include <cmath>
#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "engine/motion/camera_plan.h"

namespace kirin::engine::motion {
namespace {

constexpr int kCell = 4;
using Complex = std::complex<double>;

cv::Vec2d apply(const cv::Matx33d& h, const cv::Vec2d& p) {
  const cv::Vec3d q = h * cv::Vec3d(p[0], p[1], 1);
  return {q[0] / q[2], q[1] / q[2]};
}

/// A field of fractions, looked up at a pixel of a picture of `size`.
template <typename T>
T looked_up(const cv::Mat& field, cv::Size size, const cv::Vec2d& pixel) {
  const double fx =
      std::clamp((pixel[0] + 0.5) / size.width * field.cols - 0.5, 0.0, field.cols - 1.001);
  const double fy =
      std::clamp((pixel[1] + 0.5) / size.height * field.rows - 0.5, 0.0, field.rows - 1.001);
  const int x = static_cast<int>(fx);
  const int y = static_cast<int>(fy);
  const auto ax = static_cast<float>(fx - x);
  const auto ay = static_cast<float>(fy - y);
  const T top = field.at<T>(y, x) * (1 - ax) + field.at<T>(y, x + 1) * ax;
  const T bottom = field.at<T>(y + 1, x) * (1 - ax) + field.at<T>(y + 1, x + 1) * ax;
  return top * (1 - ay) + bottom * ay;
}

/// The point from which a flow, walked for `share` of its way, leads to `here`.
cv::Vec2d walked_back(const cv::Mat& flow, cv::Size size, const cv::Vec2d& here, double share) {
  cv::Vec2d from = here;
  for (int i = 0; i < 3; ++i) {
    const auto step = looked_up<cv::Vec2f>(flow, size, from);
    from = {here[0] - share * step[0] * size.width, here[1] - share * step[1] * size.height};
  }
  return from;
}

/// 1 well inside a picture, 0 outside, over some pixels.
float inside(const cv::Vec2d& p, cv::Size size) {
  const double margin = std::min({p[0], p[1], size.width - 1 - p[0], size.height - 1 - p[1]});
  return static_cast<float>(std::clamp(margin / 6 + 1, 0.0, 1.0));
}

cv::Matx33d as_matrix(Complex turn, Complex shift) {
  return {turn.real(), -turn.imag(), shift.real(), turn.imag(), turn.real(), shift.imag(), 0, 0, 1};
}

}  // namespace

Interpolator::Interpolator(cv::Mat first, cv::Mat last, Correspondence correspondence)
    : first_(std::move(first)), last_(std::move(last)), correspondence_(std::move(correspondence)) {
  // The similarity nearest to the homography, by least squares over the corners: z -> turn z +
  // shift.
  const double w = first_.cols - 1;
  const double h = first_.rows - 1;
  Complex mean_from;
  Complex mean_to;
  std::vector<std::pair<Complex, Complex>> corners;
  for (const cv::Vec2d& corner :
       {cv::Vec2d(0, 0), cv::Vec2d(w, 0), cv::Vec2d(0, h), cv::Vec2d(w, h)}) {
    const cv::Vec2d to = apply(correspondence_.homography, corner);
    corners.emplace_back(Complex(corner[0], corner[1]), Complex(to[0], to[1]));
    mean_from += corners.back().first / 4.0;
    mean_to += corners.back().second / 4.0;
  }
  Complex product;
  double square = 0;
  for (const auto& [from, to] : corners) {
    product += std::conj(from - mean_from) * (to - mean_to);
    square += std::norm(from - mean_from);
  }
  turn_ = product / square;
  shift_ = mean_to - turn_ * mean_from;
  residue_ = as_matrix(turn_, shift_).inv() * correspondence_.homography;
  residue_ = residue_ * (1 / residue_(2, 2));
}

cv::Matx33d Interpolator::motion_at(double share) const {
  // A power of the similarity: constant speed in zoom and turn. Where it hardly turns or zooms, a
  // plain shift.
  const Complex turn = std::pow(turn_, share);
  const Complex shift =
      std::abs(turn_ - 1.0) < 1e-6 ? shift_ * share : shift_ * (turn - 1.0) / (turn_ - 1.0);
  cv::Matx33d rest = cv::Matx33d::eye() * (1 - share) + residue_ * share;
  return as_matrix(turn, shift) * rest;
}

void Interpolator::paint(double t, cv::Mat& frame) const {
  const cv::Size size = first_.size();
  const double share = eased(t);
  const cv::Matx33d back = motion_at(share).inv();
  const cv::Size grid((size.width + kCell - 1) / kCell + 1, (size.height + kCell - 1) / kCell + 1);
  cv::Mat points(grid, CV_32FC4);  // where to look in the first picture, and in the last
  cv::Mat shares(grid, CV_32F);
  for (int gy = 0; gy < grid.height; ++gy) {
    for (int gx = 0; gx < grid.width; ++gx) {
      const cv::Vec2d here = apply(back, cv::Vec2d(gx * kCell, gy * kCell));
      const cv::Vec2d in_first = walked_back(correspondence_.forward, size, here, share);
      const cv::Vec2d aligned = walked_back(correspondence_.backward, size, here, 1 - share);
      const cv::Vec2d in_last = apply(correspondence_.homography, aligned);
      points.at<cv::Vec4f>(gy, gx) = {
          static_cast<float>(in_first[0]), static_cast<float>(in_first[1]),
          static_cast<float>(in_last[0]), static_cast<float>(in_last[1])};
      const float trust_first =
          0.08F + looked_up<float>(correspondence_.forward_trust, size, in_first);
      const float trust_last =
          0.08F + looked_up<float>(correspondence_.backward_trust, size, aligned);
      const float first =
          static_cast<float>(1 - share) * trust_first * (1e-4F + inside(in_first, size));
      const float last = static_cast<float>(share) * trust_last * (1e-4F + inside(in_last, size));
      // Where neither is trusted a mix would show both: lean towards the nearer in time.
      const float doubt = 1 - std::min(1.0F, trust_first + trust_last);
      const float mixed = last / (first + last);
      const float leaning = 1 / (1 + std::exp(-10 * (mixed - 0.5F)));
      shares.at<float>(gy, gx) = mixed + (leaning - mixed) * doubt;
    }
  }
  cv::Mat map_first(size, CV_32FC2);
  cv::Mat map_last(size, CV_32FC2);
  cv::Mat mix(size, CV_32F);
  for (int y = 0; y < size.height; ++y) {
    const float ay = static_cast<float>(y % kCell) / kCell;
    const int gy = y / kCell;
    for (int x = 0; x < size.width; ++x) {
      const float ax = static_cast<float>(x % kCell) / kCell;
      const int gx = x / kCell;
      const auto between = [&](const auto& field) {
        return (field(gy, gx) * (1 - ax) + field(gy, gx + 1) * ax) * (1 - ay) +
               (field(gy + 1, gx) * (1 - ax) + field(gy + 1, gx + 1) * ax) * ay;
      };
      const cv::Vec4f p = between([&](int v, int u) { return points.at<cv::Vec4f>(v, u); });
      map_first.at<cv::Vec2f>(y, x) = {p[0], p[1]};
      map_last.at<cv::Vec2f>(y, x) = {p[2], p[3]};
      mix.at<float>(y, x) = between([&](int v, int u) { return shares.at<float>(v, u); });
    }
  }
  cv::Mat from_last;
  cv::remap(first_, frame, map_first, {}, cv::INTER_CUBIC, cv::BORDER_REFLECT_101);
  cv::remap(last_, from_last, map_last, {}, cv::INTER_CUBIC, cv::BORDER_REFLECT_101);
  cv::blendLinear(frame.clone(), from_last, 1 - mix, mix, frame);
}

}  // namespace kirin::engine::motion
