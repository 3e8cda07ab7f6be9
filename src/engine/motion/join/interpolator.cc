#include "engine/motion/join/interpolator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/motion/camera/camera_plan.h"

namespace kirin::engine::motion {
namespace {

using Complex = std::complex<double>;

cv::Vec2d apply(const cv::Matx33d& h, const cv::Vec2d& p) {
  const cv::Vec3d q = h * cv::Vec3d(p[0], p[1], 1);
  return {q[0] / q[2], q[1] / q[2]};
}

/// Looks a field over a picture of `size` up at pixels of it, linear between.
class Lookup {
 public:
  Lookup(const cv::Mat& field, cv::Size size)
      : field_(field),
        scale_x_(static_cast<float>(field.cols) / static_cast<float>(size.width)),
        scale_y_(static_cast<float>(field.rows) / static_cast<float>(size.height)) {}

  template <typename T>
  T at(const cv::Vec2f& pixel) const {
    const float fx = std::clamp((pixel[0] + 0.5F) * scale_x_ - 0.5F, 0.0F,
                                static_cast<float>(field_.cols) - 1.001F);
    const float fy = std::clamp((pixel[1] + 0.5F) * scale_y_ - 0.5F, 0.0F,
                                static_cast<float>(field_.rows) - 1.001F);
    const int x = static_cast<int>(fx);
    const int y = static_cast<int>(fy);
    const float ax = fx - static_cast<float>(x);
    const float ay = fy - static_cast<float>(y);
    const T* top = field_.ptr<T>(y) + x;
    const T* bottom = field_.ptr<T>(y + 1) + x;
    const T above = top[0] + (top[1] - top[0]) * ax;
    const T below = bottom[0] + (bottom[1] - bottom[0]) * ax;
    return above + (below - above) * ay;
  }

 private:
  const cv::Mat& field_;
  float scale_x_;
  float scale_y_;
};

/// The point from which a flow (in pixels), walked for `share` of its way, leads to `here`.
cv::Vec2f walked_back(const Lookup& flow, const cv::Vec2f& here, float share) {
  cv::Vec2f from = here;
  for (int i = 0; i < 3; ++i) {
    const cv::Vec2f before = from;
    from = here - flow.at<cv::Vec2f>(from) * share;
    const cv::Vec2f change = from - before;
    if (change.dot(change) < 1e-5F) {
      break;
    }
  }
  return from;
}

/// 1 well inside a picture, 0 outside, over some pixels.
float inside(const cv::Vec2f& p, cv::Size size) {
  const float margin = std::min({p[0], p[1], static_cast<float>(size.width - 1) - p[0],
                                 static_cast<float>(size.height - 1) - p[1]});
  return std::clamp(margin / 6 + 1, 0.0F, 1.0F);
}

/// How much of the last picture is seen at a place, by time and by the trust in each.
float mix_of(float first, float last, float doubt) {
  const float mixed = last / (first + last);
  if (doubt <= 0) {
    return mixed;
  }
  // Where neither is trusted a mix would show both: lean towards the nearer in time.
  const float leaning = 1 / (1 + std::exp(-10 * (mixed - 0.5F)));
  return mixed + (leaning - mixed) * doubt;
}

cv::Matx33d as_matrix(Complex turn, Complex shift) {
  return {turn.real(), -turn.imag(), shift.real(), turn.imag(), turn.real(), shift.imag(), 0, 0, 1};
}

}  // namespace

Interpolator::Interpolator(const cv::Mat& first, const cv::Mat& last, Correspondence correspondence)
    : first_(first), last_(last), correspondence_(std::move(correspondence)) {
  // Flows in pixels: what every look-up would compute.
  for (cv::Mat* flow : {&correspondence_.forward, &correspondence_.backward}) {
    cv::multiply(*flow, cv::Scalar(first.cols, first.rows), *flow);
  }
  // The similarity nearest to the homography, by least squares over the corners: z -> turn z +
  // shift.
  const double w = first_.width() - 1;
  const double h = first_.height() - 1;
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
  const cv::Size size(first_.width(), first_.height());
  const double eased_time = eased(t);
  const auto share = static_cast<float>(eased_time);
  const cv::Matx33d back = motion_at(eased_time).inv();
  const cv::Matx33d& homography = correspondence_.homography;
  const Lookup forward(correspondence_.forward, size);
  const Lookup backward(correspondence_.backward, size);
  const Lookup forward_trust(correspondence_.forward_trust, size);
  const Lookup backward_trust(correspondence_.backward_trust, size);
  const cv::Size cells(cell_points(size.width), cell_points(size.height));
  std::array<cv::Mat, 5> grids;  // where to look in the first picture, in the last, and their mix
  for (cv::Mat& grid : grids) {
    grid.create(cells, CV_32F);
  }
  for (int gy = 0; gy < cells.height; ++gy) {
    std::array<float*, 5> to{};
    std::transform(grids.begin(), grids.end(), to.begin(),
                   [&](cv::Mat& grid) { return grid.ptr<float>(gy); });
    for (int gx = 0; gx < cells.width; ++gx) {
      const cv::Vec2f here = apply(back, cv::Vec2d(gx * kCell, gy * kCell));
      const cv::Vec2f in_first = walked_back(forward, here, share);
      const cv::Vec2f aligned = walked_back(backward, here, 1 - share);
      const cv::Vec2f in_last = apply(homography, aligned);
      const float trust_first = 0.08F + forward_trust.at<float>(in_first);
      const float trust_last = 0.08F + backward_trust.at<float>(aligned);
      to[0][gx] = in_first[0];
      to[1][gx] = in_first[1];
      to[2][gx] = in_last[0];
      to[3][gx] = in_last[1];
      to[4][gx] = mix_of((1 - share) * trust_first * (1e-4F + inside(in_first, size)),
                         share * trust_last * (1e-4F + inside(in_last, size)),
                         1 - std::min(1.0F, trust_first + trust_last));
    }
  }
  cv::Mat rows(5, cells.width, CV_32F);
  const RowLook first{&first_, rows.ptr<float>(0), rows.ptr<float>(1)};
  const RowLook last{&last_, rows.ptr<float>(2), rows.ptr<float>(3)};
  for (int y = 0; y < size.height; ++y) {
    for (int i = 0; i < 5; ++i) {
      field_row(grids[static_cast<std::size_t>(i)], y, cells.width, rows.ptr<float>(i));
    }
    blend_row(first, last, rows.ptr<float>(4), size.width, frame.ptr(y));
  }
}

}  // namespace kirin::engine::motion
