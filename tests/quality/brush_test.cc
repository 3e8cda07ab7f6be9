// The motion brush on photographs: what is painted follows its path, what is held stays.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include "engine/motion/imaging/picture.h"
#include "quality/measures.h"
#include "quality/photos.h"
#include "quality/table.h"

namespace kirin::quality {
namespace {

using engine::Point;
using engine::motion::as_mat;

constexpr media::Size kSize{960, 540};

/// A mask that paints an ellipse.
media::Image ellipse(Point centre, double across, double down) {
  media::Image mask(kSize);
  cv::Mat pixels = as_mat(mask);
  cv::ellipse(pixels,
              {cv::Point2f(static_cast<float>(centre.x), static_cast<float>(centre.y)),
               cv::Size2f(static_cast<float>(across), static_cast<float>(down)), 0},
              cv::Scalar(255, 255, 255), cv::FILLED);
  return mask;
}

struct Stroke {
  const char* name;
  const char* photo;
  Point centre;
  double across;
  double down;
  std::vector<Point> path;
};

void PrintTo(const Stroke& stroke, std::ostream* out) { *out << stroke.name; }

double distance_to(const std::vector<Point>& path, Point p) {
  double nearest = 1e9;
  for (std::size_t i = 1; i < path.size(); ++i) {
    const double dx = path[i].x - path[i - 1].x;
    const double dy = path[i].y - path[i - 1].y;
    const double s = std::clamp(
        ((p.x - path[i - 1].x) * dx + (p.y - path[i - 1].y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    nearest =
        std::min(nearest, std::hypot(path[i - 1].x + s * dx - p.x, path[i - 1].y + s * dy - p.y));
  }
  return nearest;
}

/// The places of a thing in every frame: corners within the mask of frame 0, followed from frame to
/// frame; the median of their moves.
std::vector<Point> tracked_centre(const std::vector<cv::Mat>& luma, const cv::Mat& mask,
                                  Point centre) {
  cv::Mat inner;
  cv::erode(mask, inner, cv::Mat::ones(9, 9, CV_8U));
  std::vector<cv::Point2f> points;
  cv::goodFeaturesToTrack(luma[0], points, 150, 0.01, 5, inner);
  std::vector<Point> places{centre};
  for (std::size_t i = 1; i < luma.size(); ++i) {
    std::vector<cv::Point2f> there;
    std::vector<std::uint8_t> found;
    std::vector<float> error;
    cv::calcOpticalFlowPyrLK(luma[i - 1], luma[i], points, there, found, error, {21, 21}, 3);
    std::vector<double> dx;
    std::vector<double> dy;
    std::vector<cv::Point2f> kept;
    for (std::size_t k = 0; k < points.size(); ++k) {
      if (found[k] != 0) {
        dx.push_back(there[k].x - points[k].x);
        dy.push_back(there[k].y - points[k].y);
        kept.push_back(there[k]);
      }
    }
    if (kept.size() < 6) {
      ADD_FAILURE() << "the thing was lost at frame " << i;
      return places;
    }
    const auto median = [](std::vector<double>& values) {
      const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
      std::nth_element(values.begin(), middle, values.end());
      return *middle;
    };
    places.push_back({places.back().x + median(dx), places.back().y + median(dy)});
    points = std::move(kept);
  }
  return places;
}

class Brushes : public testing::TestWithParam<Stroke> {};

TEST_P(Brushes, ThingFollowsItsPath) {
  const Stroke& stroke = GetParam();
  engine::GenerationJob job;
  job.size = kSize;
  job.threads = 2;
  job.seed = 1;
  job.first_frame = photo(stroke.photo, kSize);
  job.brushes = {{ellipse(stroke.centre, stroke.across, stroke.down), stroke.path}};
  job.static_mask = ellipse({80, 80}, 120, 120);
  engine::GenerationReport report;
  const LumaFrames clip = clip_of(job, 5, 30, {0, 75, 149}, &report);
  ASSERT_EQ(clip.luma.size(), 150U);
  cv::Mat mask = engine::motion::luma_of(as_mat(job.brushes[0].mask));
  const auto places = tracked_centre(clip.luma, mask, stroke.path.front());
  const double diagonal = std::hypot(kSize.width, kSize.height);
  double sum = 0;
  for (const Point& place : places) {
    sum += distance_to(stroke.path, place);
  }
  check({"brush: mean distance of the thing from its path", stroke.name,
         100 * sum / static_cast<double>(places.size()) / diagonal, Limit::at_most, 1.5,
         "% of the diagonal"});
  check({"brush: distance of the thing from the path's end", stroke.name,
         100 *
             std::hypot(places.back().x - stroke.path.back().x,
                        places.back().y - stroke.path.back().y) /
             diagonal,
         Limit::at_most, 3, "% of the diagonal"});
  double change = 0;
  const cv::Mat held = engine::motion::luma_of(as_mat(*job.static_mask)) > 127;
  for (const cv::Mat& frame : clip.colour) {
    cv::Mat difference;
    cv::absdiff(frame, as_mat(*job.first_frame), difference);
    cv::Mat rest;
    difference.copyTo(rest, held);
    change = std::max(change, cv::norm(rest, cv::NORM_INF));
  }
  check({"brush: largest change under the static mask", stroke.name, change, Limit::at_most, 0,
         "code values"});
  if (const auto* fold = report.facts.if_contains("fold"); fold != nullptr) {
    check({"brush: fold score of the soft warp", stroke.name, fold->to_number<double>(),
           Limit::at_most, 0.999, ""});
  }
}

INSTANTIATE_TEST_SUITE_P(
    Strokes, Brushes,
    testing::Values(
        Stroke{"flower, straight line", "flower", {420, 260}, 260, 260, {{420, 260}, {600, 220}}},
        Stroke{"dandelion, arc",
               "dandelion",
               {307, 215},
               300,
               300,
               {{307, 215}, {380, 175}, {470, 165}, {560, 190}}},
        Stroke{"dandelion, bent on its stem",
               "dandelion",
               {307, 210},
               322,
               322,
               {{307, 210}, {352, 196}}},
        Stroke{"bird, zigzag",
               "lamps",
               {465, 420},
               190,
               150,
               {{465, 420}, {520, 400}, {575, 430}, {640, 395}}},
        Stroke{"coffee, straight line", "coffee", {520, 230}, 330, 340, {{520, 230}, {600, 250}}}));

TEST(StaticMask, HoldsItsPixelsInCameraMoves) {
  for (const char* name : {"mountains", "stream", "astronaut"}) {
    engine::GenerationJob job;
    job.size = kSize;
    job.threads = 2;
    job.seed = 1;
    job.first_frame = photo(name, kSize);
    job.static_mask = ellipse({480, 300}, 300, 200);
    job.prompt = "zoom in, wind";
    const LumaFrames clip = clip_of(job, 2, 30);
    double change = 0;
    const cv::Mat held = engine::motion::luma_of(as_mat(*job.static_mask)) > 127;
    for (const cv::Mat& frame : clip.luma) {
      cv::Mat difference;
      cv::absdiff(frame, clip.luma[0], difference);
      cv::Mat rest = cv::Mat::zeros(frame.size(), CV_8U);
      difference.copyTo(rest, held);
      change = std::max(change, cv::norm(rest, cv::NORM_INF));
    }
    check({"static mask: largest change under it", name, change, Limit::at_most, 0, "code values"});
  }
}

}  // namespace
}  // namespace kirin::quality
