#include "engine/motion/join/camera_motion.h"

#include <algorithm>
#include <cmath>
#include <opencv2/calib3d.hpp>
#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "engine/motion/join/side_by_side.h"

namespace kirin::engine::motion {

cv::Vec2d apply(const cv::Matx33d& h, const cv::Vec2d& p) {
  const cv::Vec3d q = h * cv::Vec3d(p[0], p[1], 1);
  return {q[0] / q[2], q[1] / q[2]};
}

namespace {

using Complex = std::complex<double>;

struct Features {
  std::vector<cv::KeyPoint> keys;
  cv::Mat words;
};

Features features_of(const cv::Mat& grey) {
  Features found;
  cv::SIFT::create(1500, 3, 0.02)->detectAndCompute(grey, {}, found.keys, found.words);
  return found;
}

/// Pairs that are each other's best match, clearly ahead of the second best.
struct Pairs {
  std::vector<cv::Point2f> from;
  std::vector<cv::Point2f> to;
};

Pairs matched(const Features& a, const Features& b) {
  // All distances at once as one matrix product: SIFT words have one length, 512.
  cv::Mat products;
  cv::gemm(a.words, b.words, 1, {}, 0, products, cv::GEMM_2_T);
  std::vector<float> square_a(a.keys.size());
  std::vector<float> square_b(b.keys.size());
  for (int i = 0; i < a.words.rows; ++i) {
    square_a[static_cast<std::size_t>(i)] = static_cast<float>(a.words.row(i).dot(a.words.row(i)));
  }
  for (int j = 0; j < b.words.rows; ++j) {
    square_b[static_cast<std::size_t>(j)] = static_cast<float>(b.words.row(j).dot(b.words.row(j)));
  }
  std::vector<int> best_of_b(b.keys.size(), -1);
  std::vector<float> least_of_b(b.keys.size(), 1e30F);
  std::vector<int> best_of_a(a.keys.size(), -1);
  constexpr float kRatio = 0.78F;
  for (int i = 0; i < products.rows; ++i) {
    const float* row = products.ptr<float>(i);
    float least = 1e30F;
    float second = 1e30F;
    int best = -1;
    for (int j = 0; j < products.cols; ++j) {
      const auto at = static_cast<std::size_t>(j);
      const float distance = square_a[static_cast<std::size_t>(i)] + square_b[at] - 2 * row[j];
      if (distance < least) {
        second = least;
        least = distance;
        best = j;
      } else if (distance < second) {
        second = distance;
      }
      if (distance < least_of_b[at]) {
        least_of_b[at] = distance;
        best_of_b[at] = i;
      }
    }
    if (least < kRatio * kRatio * second) {
      best_of_a[static_cast<std::size_t>(i)] = best;
    }
  }
  Pairs pairs;
  for (std::size_t i = 0; i < best_of_a.size(); ++i) {
    const int j = best_of_a[i];
    if (j >= 0 && best_of_b[static_cast<std::size_t>(j)] == static_cast<int>(i)) {
      pairs.from.push_back(a.keys[i].pt);
      pairs.to.push_back(b.keys[static_cast<std::size_t>(j)].pt);
    }
  }
  return pairs;
}

/// Keeps scale, turn and perspective within what a camera does between two shots.
bool is_plausible(const cv::Matx33d& h, cv::Size from, cv::Size to) {
  const double area = h(0, 0) * h(1, 1) - h(0, 1) * h(1, 0);
  const double scale = std::sqrt(std::abs(area)) * from.width / to.width;
  const double lean = std::abs(h(2, 0)) * from.width + std::abs(h(2, 1)) * from.height;
  return area > 0 && scale > 0.2 && scale < 5 && lean < 0.6;
}

/// How many features agree by accident, out of `pairs`: fewer freedoms, fewer accidents.
bool is_enough(int agreeing, std::size_t pairs, int least) {
  return agreeing >= least && agreeing >= 0.22 * static_cast<double>(pairs);
}

Complex as_complex(const cv::Vec2d& p) { return {p[0], p[1]}; }

cv::Matx33d as_matrix(Complex turn, Complex shift) {
  return {turn.real(), -turn.imag(), shift.real(), turn.imag(), turn.real(), shift.imag(), 0, 0, 1};
}

cv::Matx33d as_matrix(const cv::Mat& affine) {
  const cv::Matx23d m(affine.ptr<double>());
  return {m(0, 0), m(0, 1), m(0, 2), m(1, 0), m(1, 1), m(1, 2), 0, 0, 1};
}

constexpr double kNear = 2.0;  // pixels
constexpr double kFar = 12;    // likewise: what residual flow may fail to find
constexpr int kMostOthers = 2;

std::optional<cv::Matx33d> camera_motion(const Pairs& pairs) {
  if (pairs.from.size() < 8) {
    return std::nullopt;
  }
  cv::Mat inlier;
  const cv::Mat similar =
      cv::estimateAffinePartial2D(pairs.from, pairs.to, inlier, cv::RANSAC, kNear, 3000, 0.999, 20);
  const int in_similar = similar.empty() ? 0 : cv::countNonZero(inlier);
  const cv::Mat wide =
      cv::findHomography(pairs.from, pairs.to, cv::RANSAC, kNear, inlier, 3000, 0.999);
  const int in_wide = wide.empty() ? 0 : cv::countNonZero(inlier);
  if (is_enough(in_wide, pairs.from.size(), 16) && in_similar < 0.85 * in_wide) {
    return cv::Matx33d(wide.ptr<double>());
  }
  return is_enough(in_similar, pairs.from.size(), 9) ? std::optional(as_matrix(similar))
                                                     : std::nullopt;
}

/// The similarity of what moves together among the pairs that are left.
std::optional<cv::Matx33d> local_motion(const Pairs& pairs) {
  if (pairs.from.size() < 10) {
    return std::nullopt;
  }
  cv::Mat inlier;
  const cv::Mat similar = cv::estimateAffinePartial2D(pairs.from, pairs.to, inlier, cv::RANSAC,
                                                      2 * kNear, 3000, 0.999, 20);
  const bool is_found = !similar.empty() && cv::countNonZero(inlier) >= 10;
  return is_found ? std::optional(as_matrix(similar)) : std::nullopt;
}

/// Over how much of the first picture the pairs are spread that follow a motion: the area of their
/// hull.
double spread_of(const Pairs& pairs, const cv::Matx33d& motion) {
  std::vector<cv::Point2f> follow;
  for (std::size_t i = 0; i < pairs.from.size(); ++i) {
    const cv::Vec2d expected = apply(motion, {pairs.from[i].x, pairs.from[i].y});
    if (std::hypot(expected[0] - pairs.to[i].x, expected[1] - pairs.to[i].y) < kNear) {
      follow.push_back(pairs.from[i]);
    }
  }
  if (follow.size() < 3) {
    return 0;
  }
  std::vector<cv::Point2f> hull;
  cv::convexHull(follow, hull);
  return cv::contourArea(hull);
}

/// The pairs that a motion misses by more than `far` pixels.
Pairs beyond(const Pairs& pairs, const cv::Matx33d& motion, double far) {
  Pairs rest;
  for (std::size_t i = 0; i < pairs.from.size(); ++i) {
    const cv::Vec2d expected = apply(motion, {pairs.from[i].x, pairs.from[i].y});
    if (std::hypot(expected[0] - pairs.to[i].x, expected[1] - pairs.to[i].y) > far) {
      rest.from.push_back(pairs.from[i]);
      rest.to.push_back(pairs.to[i]);
    }
  }
  return rest;
}

}  // namespace

cv::Matx33d enlarged(cv::Size small, cv::Size full) {
  const double sx = static_cast<double>(full.width) / small.width;
  const double sy = static_cast<double>(full.height) / small.height;
  return {sx, 0, 0.5 * sx - 0.5, 0, sy, 0.5 * sy - 0.5, 0, 0, 1};
}

CommonMotion rescaled(const CommonMotion& motion, cv::Size small_from, cv::Size from,
                      cv::Size small_to, cv::Size to) {
  const auto scaled = [&](const cv::Matx33d& small) {
    const cv::Matx33d h = enlarged(small_to, to) * small * enlarged(small_from, from).inv();
    return cv::Matx33d(h * (1 / h(2, 2)));
  };
  CommonMotion large{scaled(motion.camera), {}};
  for (const cv::Matx33d& other : motion.others) {
    large.others.push_back(scaled(other));
  }
  return large;
}

std::optional<CommonMotion> common_motion(const cv::Mat& a, const cv::Mat& b, int threads) {
  Features in_a;
  Features in_b;
  side_by_side(
      threads, [&] { in_a = features_of(a); }, [&] { in_b = features_of(b); });
  if (in_a.keys.size() < 8 || in_b.keys.size() < 8) {
    return std::nullopt;
  }
  const Pairs all = matched(in_a, in_b);
  const std::optional<cv::Matx33d> camera = camera_motion(all);
  if (!camera || !is_plausible(*camera, a.size(), b.size())) {
    return std::nullopt;
  }
  CommonMotion found{*camera, {}};
  // What moves little beyond the camera is the residual flow's business.
  Pairs pairs = beyond(all, *camera, kFar);
  for (int i = 0; i < kMostOthers; ++i) {
    const std::optional<cv::Matx33d> other = local_motion(pairs);
    if (!other || !is_plausible(*other, a.size(), b.size())) {
      break;
    }
    found.others.push_back(*other);
    pairs = beyond(pairs, *other, kFar);
  }
  // A detailed thing before a plain ground has most of the features, but the ground is the scene.
  for (cv::Matx33d& other : found.others) {
    if (spread_of(all, other) > 1.5 * spread_of(all, found.camera)) {
      std::swap(other, found.camera);
    }
  }
  return found;
}

CameraPath::CameraPath(const cv::Matx33d& homography, cv::Size size) {
  // The similarity nearest to the homography, by least squares over the corners: z -> turn z +
  // shift.
  const double w = size.width - 1;
  const double h = size.height - 1;
  Complex mean_from;
  Complex mean_to;
  std::vector<std::pair<Complex, Complex>> corners;
  for (const cv::Vec2d& corner :
       {cv::Vec2d(0, 0), cv::Vec2d(w, 0), cv::Vec2d(0, h), cv::Vec2d(w, h)}) {
    corners.emplace_back(as_complex(corner), as_complex(apply(homography, corner)));
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
  residue_ = as_matrix(turn_, shift_).inv() * homography;
  residue_ = residue_ * (1 / residue_(2, 2));
}

cv::Matx33d CameraPath::at(double share) const {
  const Complex turn = std::pow(turn_, share);
  // Where it hardly turns or zooms, a plain shift.
  const Complex shift =
      std::abs(turn_ - 1.0) < 1e-6 ? shift_ * share : shift_ * (turn - 1.0) / (turn_ - 1.0);
  const cv::Matx33d rest = cv::Matx33d::eye() * (1 - share) + residue_ * share;
  return as_matrix(turn, shift) * rest;
}

}  // namespace kirin::engine::motion
