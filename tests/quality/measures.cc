#include "quality/measures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/calib3d.hpp>
#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include "engine/motion/imaging/picture.h"

namespace kirin::quality {
namespace {

struct Tracks {
  std::vector<cv::Point2f> from;
  std::vector<cv::Point2f> to;
};

/// Corners of `a` found again in `b` and, from there, back at their place.
Tracks tracked(const cv::Mat& a, const cv::Mat& b, const std::vector<cv::Point2f>& corners) {
  Tracks tracks;
  if (corners.empty()) {
    return tracks;
  }
  std::vector<cv::Point2f> there;
  std::vector<cv::Point2f> back;
  std::vector<std::uint8_t> found;
  std::vector<std::uint8_t> returned;
  std::vector<float> error;
  const cv::TermCriteria fine(cv::TermCriteria::COUNT | cv::TermCriteria::EPS, 60, 1e-4);
  cv::calcOpticalFlowPyrLK(a, b, corners, there, found, error, {21, 21}, 3, fine);
  cv::calcOpticalFlowPyrLK(b, a, there, back, returned, error, {21, 21}, 3, fine);
  for (std::size_t i = 0; i < corners.size(); ++i) {
    if (found[i] != 0 && returned[i] != 0 && cv::norm(back[i] - corners[i]) < 0.3) {
      tracks.from.push_back(corners[i]);
      tracks.to.push_back(there[i]);
    }
  }
  return tracks;
}

std::vector<cv::Point2f> corners_of(const cv::Mat& luma, int count) {
  std::vector<cv::Point2f> corners;
  cv::goodFeaturesToTrack(luma, corners, count, 0.01, 7);
  return corners;
}

/// The root mean square of what a cubic in time leaves of the velocities of one coordinate.
double rest_of(const std::vector<double>& path) {
  const int count = static_cast<int>(path.size());
  cv::Mat powers(count, 4, CV_64F);
  cv::Mat places(count, 1, CV_64F);
  for (int i = 0; i < count; ++i) {
    const double t = 2.0 * i / (count - 1) - 1;
    for (int k = 0; k < 4; ++k) {
      powers.at<double>(i, k) = std::pow(t, k);
    }
    places.at<double>(i) = path[static_cast<std::size_t>(i)];
  }
  cv::Mat curve;
  cv::solve(powers, places, curve, cv::DECOMP_SVD);
  const cv::Mat rest = places - powers * curve;
  double sum = 0;
  for (int i = 1; i < count; ++i) {
    sum += std::pow(rest.at<double>(i) - rest.at<double>(i - 1), 2);
  }
  return sum / (count - 1);
}

double median_of(std::vector<double> values) {
  if (values.empty()) {
    return 0;
  }
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

Result<void> LumaFrames::add(media::ImageView frame) {
  const cv::Mat pixels(frame.size.height, frame.size.width, CV_8UC3,
                       const_cast<std::uint8_t*>(frame.data), frame.stride_bytes);
  const int index = static_cast<int>(luma.size());
  luma.push_back(engine::motion::luma_of(pixels));
  if (std::find(keep_colour.begin(), keep_colour.end(), index) != keep_colour.end()) {
    colour.push_back(pixels.clone());
  }
  return {};
}

LumaFrames clip_of(engine::GenerationJob job, double seconds, int fps, std::vector<int> keep_colour,
                   engine::GenerationReport* report) {
  job.fps = fps;
  job.frame_count = static_cast<int>(std::lround(seconds * fps));
  LumaFrames frames;
  frames.keep_colour = std::move(keep_colour);
  auto made = (*engine::make_engine("motion"))->generate(job, frames, frames, {});
  if (!made) {
    ADD_FAILURE() << made.error().describe();
  } else if (report != nullptr) {
    *report = *std::move(made);
  }
  return frames;
}

ContentMotion content_motion(const std::vector<cv::Mat>& luma, int from, int to) {
  constexpr int kStride = 3;
  const cv::Point2d centre((luma[0].cols - 1) / 2.0, (luma[0].rows - 1) / 2.0);
  cv::Matx33d whole = cv::Matx33d::eye();
  cv::theRNG().state = 7;  // RANSAC draws from it
  for (int i = from; i < to; i += kStride) {
    const cv::Mat& a = luma[static_cast<std::size_t>(i)];
    const cv::Mat& b = luma[static_cast<std::size_t>(std::min(i + kStride, to))];
    const Tracks tracks = tracked(a, b, corners_of(a, 600));
    if (tracks.from.size() < 12) {
      ADD_FAILURE() << "only " << tracks.from.size() << " corners could be tracked at frame " << i;
      return {};
    }
    const cv::Mat step = cv::findHomography(tracks.from, tracks.to, cv::RANSAC, 1.0, {}, 2000);
    whole = cv::Matx33d(step.ptr<double>()) * whole;
  }
  const auto seen = [&](double x, double y) {
    const cv::Vec3d p = whole * cv::Vec3d(x, y, 1);
    return cv::Point2d(p[0] / p[2], p[1] / p[2]);
  };
  const cv::Point2d middle = seen(centre.x, centre.y);
  const cv::Point2d across = seen(centre.x + 20, centre.y) - seen(centre.x - 20, centre.y);
  return {cv::norm(across) / 40, (middle.x - centre.x) / luma[0].cols,
          (middle.y - centre.y) / luma[0].rows, std::atan2(across.y, across.x)};
}

std::vector<double> frame_differences(const std::vector<cv::Mat>& luma) {
  std::vector<double> differences;
  for (std::size_t i = 1; i < luma.size(); ++i) {
    differences.push_back(cv::norm(luma[i], luma[i - 1], cv::NORM_L1) /
                          static_cast<double>(luma[i].total()));
  }
  return differences;
}

double velocity_jitter(const std::vector<cv::Mat>& luma, int from, int to) {
  std::vector<cv::Point2f> points = corners_of(luma[static_cast<std::size_t>(from)], 300);
  std::vector<std::vector<cv::Point2f>> paths;
  for (const cv::Point2f& point : points) {
    paths.push_back({point});
  }
  // Each corner against the first frame, not the one before: small errors must not add up.
  for (int i = from + 1; i < to && !points.empty(); ++i) {
    const cv::TermCriteria fine(cv::TermCriteria::COUNT | cv::TermCriteria::EPS, 100, 1e-5);
    std::vector<cv::Point2f> starts;
    std::vector<cv::Point2f> ends;
    for (const auto& path : paths) {
      starts.push_back(path.front());
      ends.push_back(path.back());
    }
    std::vector<std::uint8_t> found;
    std::vector<float> error;
    cv::calcOpticalFlowPyrLK(luma[static_cast<std::size_t>(from)],
                             luma[static_cast<std::size_t>(i)], starts, ends, found, error,
                             {31, 31}, 0, fine, cv::OPTFLOW_USE_INITIAL_FLOW);
    std::vector<std::vector<cv::Point2f>> kept;
    for (std::size_t k = 0; k < paths.size(); ++k) {
      if (found[k] != 0 && error[k] < 8) {
        paths[k].push_back(ends[k]);
        kept.push_back(std::move(paths[k]));
      }
    }
    paths = std::move(kept);
  }
  std::vector<double> rests;
  for (const auto& path : paths) {
    std::vector<double> x;
    std::vector<double> y;
    for (const cv::Point2f& point : path) {
      x.push_back(point.x);
      y.push_back(point.y);
    }
    rests.push_back(std::sqrt(rest_of(x) + rest_of(y)));
  }
  EXPECT_GE(rests.size(), 30U) << "too few corners stayed in sight";
  return median_of(std::move(rests));
}

double psnr(const cv::Mat& a, const cv::Mat& b) {
  const double norm = cv::norm(a, b, cv::NORM_L2);
  const double mean = norm * norm / (static_cast<double>(a.total()) * a.channels());
  return mean == 0 ? 99 : 10 * std::log10(255 * 255 / mean);
}

Features features_of(const cv::Mat& picture) {
  Features features;
  cv::SIFT::create(2000)->detectAndCompute(picture, {}, features.points, features.words);
  return features;
}

int agreeing(const Features& picture, const Features& frame) {
  if (picture.points.size() < 4 || frame.points.size() < 4) {
    return 0;
  }
  std::vector<std::vector<cv::DMatch>> pairs;
  cv::BFMatcher(cv::NORM_L2).knnMatch(picture.words, frame.words, pairs, 2);
  std::vector<cv::Point2f> from;
  std::vector<cv::Point2f> to;
  for (const auto& pair : pairs) {
    if (pair.size() == 2 && pair[0].distance < 0.75F * pair[1].distance) {
      from.push_back(picture.points[static_cast<std::size_t>(pair[0].queryIdx)].pt);
      to.push_back(frame.points[static_cast<std::size_t>(pair[0].trainIdx)].pt);
    }
  }
  if (from.size() < 8) {
    return 0;
  }
  cv::theRNG().state = 7;
  cv::Mat inlier;
  const cv::Mat found = cv::findHomography(from, to, cv::RANSAC, 4.0, inlier, 3000);
  return found.empty() ? 0 : cv::countNonZero(inlier);
}

}  // namespace kirin::quality
