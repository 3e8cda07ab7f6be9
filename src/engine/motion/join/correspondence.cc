#include "engine/motion/join/correspondence.h"

#include <algorithm>
#include <cmath>
#include <opencv2/calib3d.hpp>
#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>
#include <optional>
#include <vector>

#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr int kWorkWidth = 640;

cv::Mat working_grey(const cv::Mat& picture, cv::Size size) {
  cv::Mat small;
  cv::resize(picture, small, size, 0, 0, cv::INTER_AREA);
  cv::Mat grey = luma_of(small);
  cv::createCLAHE(2.0)->apply(grey, grey);
  return grey;
}

/// Keeps scale, turn and perspective within what a camera does between two shots.
bool is_plausible(const cv::Matx33d& h, cv::Size size) {
  const double scale = std::sqrt(std::abs(h(0, 0) * h(1, 1) - h(0, 1) * h(1, 0)));
  const double lean = std::abs(h(2, 0)) * size.width + std::abs(h(2, 1)) * size.height;
  return h(0, 0) * h(1, 1) - h(0, 1) * h(1, 0) > 0 && scale > 0.25 && scale < 4 && lean < 0.6;
}

std::optional<cv::Matx33d> global_motion(const cv::Mat& a, const cv::Mat& b) {
  const auto sift = cv::SIFT::create(1500);
  std::vector<cv::KeyPoint> keys_a;
  std::vector<cv::KeyPoint> keys_b;
  cv::Mat words_a;
  cv::Mat words_b;
  sift->detectAndCompute(a, {}, keys_a, words_a);
  sift->detectAndCompute(b, {}, keys_b, words_b);
  if (keys_a.size() < 12 || keys_b.size() < 12) {
    return std::nullopt;
  }
  std::vector<std::vector<cv::DMatch>> pairs;
  cv::BFMatcher(cv::NORM_L2).knnMatch(words_a, words_b, pairs, 2);
  std::vector<cv::Point2f> from;
  std::vector<cv::Point2f> to;
  for (const auto& pair : pairs) {
    if (pair.size() == 2 && pair[0].distance < 0.75F * pair[1].distance) {
      from.push_back(keys_a[static_cast<std::size_t>(pair[0].queryIdx)].pt);
      to.push_back(keys_b[static_cast<std::size_t>(pair[0].trainIdx)].pt);
    }
  }
  if (from.size() < 16) {
    return std::nullopt;
  }
  cv::Mat inlier;
  const cv::Mat found = cv::findHomography(from, to, cv::RANSAC, 3.0, inlier, 2000, 0.995);
  const int agreeing = found.empty() ? 0 : cv::countNonZero(inlier);
  if (agreeing < 14 || agreeing < 0.25 * static_cast<double>(from.size())) {
    return std::nullopt;
  }
  const cv::Matx33d h(found.ptr<double>());
  return is_plausible(h, a.size()) ? std::optional(h) : std::nullopt;
}

/// |there and back again| for each pixel, and how alike the colours are where the flow leads.
cv::Mat trust_of(const cv::Mat& flow, const cv::Mat& back, const cv::Mat& a, const cv::Mat& b,
                 const cv::Mat& valid) {
  cv::Mat map(flow.size(), CV_32FC2);
  for (int y = 0; y < flow.rows; ++y) {
    for (int x = 0; x < flow.cols; ++x) {
      map.at<cv::Vec2f>(y, x) =
          flow.at<cv::Vec2f>(y, x) + cv::Vec2f(static_cast<float>(x), static_cast<float>(y));
    }
  }
  cv::Mat returned;
  cv::Mat seen;
  cv::Mat seen_valid;
  cv::remap(back, returned, map, {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  cv::remap(b, seen, map, {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  cv::remap(valid, seen_valid, map, {}, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
  cv::Mat difference;
  cv::absdiff(a, seen, difference);
  difference.convertTo(difference, CV_32F);
  cv::GaussianBlur(difference, difference, {}, 2);
  cv::Mat trust(flow.size(), CV_32F);
  for (int y = 0; y < flow.rows; ++y) {
    for (int x = 0; x < flow.cols; ++x) {
      const cv::Vec2f gap = flow.at<cv::Vec2f>(y, x) + returned.at<cv::Vec2f>(y, x);
      const float round_trip = gap.dot(gap) / (1.5F * 1.5F);
      const float colour = difference.at<float>(y, x) / 24;
      const float is_valid =
          valid.at<std::uint8_t>(y, x) > 0 && seen_valid.at<std::uint8_t>(y, x) > 200 ? 1.0F : 0.0F;
      trust.at<float>(y, x) = is_valid * std::exp(-round_trip - colour * colour);
    }
  }
  return trust;
}

/// Flow nobody trusts becomes what is trusted around it, from near to ever wider (push-pull).
void fill_flow(cv::Mat& flow, const cv::Mat& trust) {
  std::vector<cv::Mat> flows(1);
  std::vector<cv::Mat> weights{trust};
  cv::Mat both;
  cv::merge(std::vector<cv::Mat>{trust, trust}, both);
  flows[0] = flow.mul(both);
  while (std::min(flows.back().cols, flows.back().rows) > 2) {
    cv::Mat smaller_flow;
    cv::Mat smaller_weight;
    const cv::Size half((flows.back().cols + 1) / 2, (flows.back().rows + 1) / 2);
    cv::resize(flows.back(), smaller_flow, half, 0, 0, cv::INTER_AREA);
    cv::resize(weights.back(), smaller_weight, half, 0, 0, cv::INTER_AREA);
    flows.push_back(smaller_flow);
    weights.push_back(smaller_weight);
  }
  cv::Mat wide;
  for (std::size_t i = flows.size(); i-- > 0;) {
    cv::Mat level = flows[i].clone();
    cv::Mat wider;
    if (!wide.empty()) {
      cv::resize(wide, wider, level.size(), 0, 0, cv::INTER_LINEAR);
    }
    for (int y = 0; y < level.rows; ++y) {
      for (int x = 0; x < level.cols; ++x) {
        const float weight = weights[i].at<float>(y, x);
        const float own = std::min(1.0F, weight * 2);
        const cv::Vec2f from_wide = wider.empty() ? cv::Vec2f(0, 0) : wider.at<cv::Vec2f>(y, x);
        const cv::Vec2f here = weight > 1e-6F ? level.at<cv::Vec2f>(y, x) / weight : from_wide;
        level.at<cv::Vec2f>(y, x) = own * here + (1 - own) * from_wide;
      }
    }
    wide = level;
  }
  flow = wide;
}

void to_fractions(cv::Mat& flow) {
  cv::multiply(flow, cv::Scalar(1.0 / flow.cols, 1.0 / flow.rows), flow);
}

Correspondence with_residual(const cv::Mat& a, const cv::Mat& b, const cv::Matx33d& h) {
  Correspondence found;
  found.homography = h;
  cv::Mat aligned;
  cv::Mat valid;
  const int inverse = cv::INTER_LINEAR | cv::WARP_INVERSE_MAP;
  cv::warpPerspective(b, aligned, h, a.size(), inverse, cv::BORDER_REPLICATE);
  cv::warpPerspective(cv::Mat(b.size(), CV_8U, cv::Scalar(255)), valid, h, a.size(), inverse,
                      cv::BORDER_CONSTANT);
  const auto flow = cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_MEDIUM);
  flow->calc(a, aligned, found.forward);
  flow->calc(aligned, a, found.backward);
  found.forward_trust = trust_of(found.forward, found.backward, a, aligned, valid);
  found.backward_trust = trust_of(found.backward, found.forward, aligned, a, valid);
  const double overlap = cv::mean(valid)[0] / 255;
  found.quality = overlap < 0.12 ? 0 : cv::mean(found.forward_trust)[0] / overlap;
  return found;
}

}  // namespace

Correspondence correspondence_of(const cv::Mat& a, const cv::Mat& b) {
  cv::theRNG().state = 0x6b6972696e;  // RANSAC draws from it
  const int width = std::min(kWorkWidth, a.cols);
  const cv::Size work(width, std::max(16, width * a.rows / a.cols));
  const cv::Mat grey_a = working_grey(a, work);
  const cv::Mat grey_b = working_grey(b, work);
  const std::optional<cv::Matx33d> motion = global_motion(grey_a, grey_b);
  Correspondence found = with_residual(grey_a, grey_b, motion.value_or(cv::Matx33d::eye()));
  if (!motion) {
    found.quality *= 0.6;  // without features in common, only a close likeness counts
  }
  fill_flow(found.forward, found.forward_trust);
  fill_flow(found.backward, found.backward_trust);
  to_fractions(found.forward);
  to_fractions(found.backward);
  // From working pixels to the pictures' own, pixel centres at half integers.
  const double sx = static_cast<double>(a.cols) / work.width;
  const double sy = static_cast<double>(a.rows) / work.height;
  const cv::Matx33d up(sx, 0, 0.5 * sx - 0.5, 0, sy, 0.5 * sy - 0.5, 0, 0, 1);
  found.homography = up * found.homography * up.inv();
  return found;
}

}  // namespace kirin::engine::motion
