#include "engine/motion/join/framing.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/picture.h"
#include "engine/motion/join/correspondence.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {
namespace {

constexpr double kSameShape = 0.015;

cv::Point2d middle_of(const cv::Mat& picture) { return {picture.cols / 2.0, picture.rows / 2.0}; }

/// Pixels of the whole last picture to those of its window at `size`.
cv::Matx33d into_window(const cv::Rect& window, cv::Size size) {
  const cv::Matx33d shift(1, 0, -window.x, 0, 1, -window.y, 0, 0, 1);
  return enlarged(window.size(), size) * shift;
}

/// What a window should not cut: the faces, or else the subject, where the picture shows any.
struct Interest {
  cv::Point2d middle;
  std::string_view reason;
};

Interest interest_of(const cv::Mat& picture) {
  cv::Mat small;
  const double scale = std::min(1.0, 640.0 / std::max(picture.cols, picture.rows));
  cv::resize(picture, small, {}, scale, scale, cv::INTER_AREA);
  const SceneUnderstanding seen = understand(small);
  cv::Rect2d faces;
  for (const Face& face : seen.faces) {
    if (face.trust > 0.5) {
      faces = faces.empty() ? face.box : faces | face.box;
    }
  }
  if (!faces.empty()) {
    return {
        {(faces.x + faces.width / 2) * picture.cols, (faces.y + faces.height / 2) * picture.rows},
        "face"};
  }
  if (seen.subject_trust > 0.35 && !seen.subject.empty()) {
    const cv::Moments sums = cv::moments(seen.subject);
    if (sums.m00 > 0) {
      return {{(sums.m10 / sums.m00 + 0.5) / seen.subject.cols * picture.cols,
               (sums.m01 / sums.m00 + 0.5) / seen.subject.rows * picture.rows},
              "subject"};
    }
  }
  return {middle_of(picture), "middle"};
}

}  // namespace

cv::Rect window_around(cv::Size whole, cv::Size shape, cv::Point2d middle) {
  const double wanted = static_cast<double>(shape.width) / shape.height;
  const double given = static_cast<double>(whole.width) / whole.height;
  if (std::abs(wanted / given - 1) < kSameShape) {
    return {{0, 0}, whole};
  }
  cv::Size size = whole;
  if (given > wanted) {
    size.width = std::clamp(static_cast<int>(std::lround(whole.height * wanted)), 1, whole.width);
  } else {
    size.height = std::clamp(static_cast<int>(std::lround(whole.width / wanted)), 1, whole.height);
  }
  const auto start = [](double at, int length, int all) {
    return std::clamp(static_cast<int>(std::lround(at - length / 2.0)), 0, all - length);
  };
  return {{start(middle.x, size.width, whole.width), start(middle.y, size.height, whole.height)},
          size};
}

Framing frame_last(const cv::Mat& first, const cv::Mat& last, int threads) {
  const cv::Size size = first.size();
  Framing framing{window_around(last.size(), size, middle_of(last)), {}, "whole"};
  const bool is_whole = framing.window.size() == last.size();
  // Features are looked for at one scale: the window as wide as the first picture.
  const cv::Mat small_first = feature_grey(first, kFieldWidth);
  const cv::Mat small_last =
      feature_grey(last, std::min(3 * kFieldWidth, kFieldWidth * last.cols / framing.window.width));
  framing.motion = common_motion(small_first, small_last, threads);
  if (framing.motion) {
    const CommonMotion whole =
        rescaled(*framing.motion, small_first.size(), size, small_last.size(), last.size());
    if (!is_whole) {
      const cv::Vec2d same = apply(whole.camera, {size.width / 2.0, size.height / 2.0});
      framing.window = window_around(last.size(), size, {same[0], same[1]});
      framing.reason = "same place";
    }
    const cv::Matx33d into = into_window(framing.window, size);
    framing.motion->camera = into * whole.camera;
    for (std::size_t i = 0; i < whole.others.size(); ++i) {
      framing.motion->others[i] = into * whole.others[i];
    }
  } else if (!is_whole) {
    const Interest interest = interest_of(last);
    framing.window = window_around(last.size(), size, interest.middle);
    framing.reason = interest.reason;
  }
  return framing;
}

}  // namespace kirin::engine::motion
