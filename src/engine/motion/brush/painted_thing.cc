#include "engine/motion/brush/painted_thing.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/brush/mask_cut.h"
#include "engine/motion/imaging/guided_filter.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr double kBelievable = 0.4;  // of the painted area must be left
constexpr double kAlike = 14;        // CIELAB distance below which two colours go on in each other

cv::Mat ellipse(int radius) {
  return cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
}

cv::Rect grown(cv::Rect box, int by, cv::Size limits) {
  box -= cv::Point(by, by);
  box += cv::Size(2 * by, 2 * by);
  return box & cv::Rect({0, 0}, limits);
}

/// The thing at working size, or the mask where the cut is not to be believed.
cv::Mat believable_cut(const cv::Mat& picture, const cv::Mat& painted) {
  cv::Mat depth;
  cv::distanceTransform(painted, depth, cv::DIST_L2, 3);
  double deepest = 0;
  cv::minMaxIdx(depth, nullptr, &deepest);
  const int area = cv::countNonZero(painted);
  if (deepest < 4 || area > 0.7 * static_cast<double>(painted.total())) {
    return painted;
  }
  cv::Mat kept = cut_to_thing(picture, painted);
  // Crumbs beyond the mask are not what was painted.
  cv::Mat pieces;
  const int count = cv::connectedComponents(kept, pieces, 8);
  std::vector<int> own(static_cast<std::size_t>(count), 0);
  for (int y = 0; y < kept.rows; ++y) {
    for (int x = 0; x < kept.cols; ++x) {
      if (painted.at<std::uint8_t>(y, x) != 0) {
        ++own[static_cast<std::size_t>(pieces.at<int>(y, x))];
      }
    }
  }
  for (int piece = 1; piece < count; ++piece) {
    if (own[static_cast<std::size_t>(piece)] < 4) {
      kept.setTo(0, pieces == piece);
    }
  }
  return cv::countNonZero(kept & painted) < kBelievable * area ? painted : kept;
}

/// What the cut took from the mask but encloses, or nearly: the surroundings seen through the
/// thing. They go with what is filled.
cv::Mat gaps_of(const cv::Mat& painted, const cv::Mat& kept) {
  cv::Mat pieces;
  cv::Mat boxes;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(painted & ~kept, pieces, boxes, centres, 4);
  cv::Mat inner;
  cv::erode(painted, inner, cv::Mat::ones(3, 3, CV_8U));
  std::vector<int> outer(static_cast<std::size_t>(count), 0);
  for (int y = 0; y < painted.rows; ++y) {
    for (int x = 0; x < painted.cols; ++x) {
      outer[static_cast<std::size_t>(pieces.at<int>(y, x))] +=
          inner.at<std::uint8_t>(y, x) == 0 ? 1 : 0;
    }
  }
  cv::Mat gaps = cv::Mat::zeros(painted.size(), CV_8U);
  for (int piece = 1; piece < count; ++piece) {
    if (outer[static_cast<std::size_t>(piece)] <
        0.5 * std::sqrt(boxes.at<int>(piece, cv::CC_STAT_AREA))) {
      gaps.setTo(255, pieces == piece);
    }
  }
  return gaps;
}

/// The outline of `region`, in its own pixels. A point goes on where the colours some pixels to
/// both sides are alike, and half way out too: an edge between them is a thing's edge.
std::vector<OutlinePoint> outline_of(const cv::Mat& picture, const cv::Mat& region) {
  cv::Mat lab;
  cv::GaussianBlur(picture, lab, {}, 1.0);
  lab.convertTo(lab, CV_32F, 1 / 255.0);
  cv::cvtColor(lab, lab, cv::COLOR_RGB2Lab);
  cv::Mat inward;
  cv::GaussianBlur(region, inward, {}, 2.5, 2.5, cv::BORDER_REPLICATE);
  cv::Mat inner;
  cv::erode(region, inner, cv::getStructuringElement(cv::MORPH_CROSS, {3, 3}));
  std::vector<OutlinePoint> outline;
  constexpr double kStep = 4;
  for (int y = 1; y + 1 < region.rows; ++y) {
    for (int x = 1; x + 1 < region.cols; ++x) {
      if (region.at<std::uint8_t>(y, x) == 0 || inner.at<std::uint8_t>(y, x) != 0) {
        continue;
      }
      const double dx = inward.at<std::uint8_t>(y, x + 1) - inward.at<std::uint8_t>(y, x - 1);
      const double dy = inward.at<std::uint8_t>(y + 1, x) - inward.at<std::uint8_t>(y - 1, x);
      const double length = std::max(1.0, std::hypot(dx, dy));
      const auto colour_at = [&](double step) {
        const auto u = static_cast<int>(std::lround(x + step * dx / length));
        const auto v = static_cast<int>(std::lround(y + step * dy / length));
        return lab.at<cv::Vec3f>(std::clamp(v, 0, lab.rows - 1), std::clamp(u, 0, lab.cols - 1));
      };
      const cv::Vec3f in = colour_at(kStep / 2);
      outline.push_back({{static_cast<float>(x), static_cast<float>(y)},
                         cv::norm(in - colour_at(-kStep)) < kAlike &&
                             cv::norm(in - colour_at(-kStep / 2)) < kAlike});
    }
  }
  return outline;
}

/// PaintedThing::crossing, at working size.
double crossing_of(const cv::Mat& picture, const cv::Mat& painted, const cv::Mat& kept) {
  const std::vector<OutlinePoint> outline = outline_of(picture, painted);
  const auto crossed =
      std::count_if(outline.begin(), outline.end(), [&](const OutlinePoint& point) {
        return point.goes_on && kept.at<std::uint8_t>(cv::Point(point.at)) != 0;
      });
  return outline.empty() ? 0 : static_cast<double>(crossed) / static_cast<double>(outline.size());
}

/// A binary answer of the working size as coverage at full size, its edge on the picture's edges.
cv::Mat coverage(const cv::Mat& kept, const cv::Mat& picture, double shrink) {
  cv::Mat share;
  kept.convertTo(share, CV_32F, 1 / 255.0);
  cv::resize(share, share, picture.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat guide;
  luma_of(picture).convertTo(guide, CV_32F, 1 / 255.0);
  const int radius = static_cast<int>(std::lround(1 / shrink)) + (shrink < 1 ? 1 : 0);
  cv::Mat refined = guided_filtered(share, guide, radius, 4e-4);
  refined = (refined - 0.05) / 0.7;  // the soft edge lies outside the thing
  cv::Mat alpha;
  refined.convertTo(alpha, CV_8U, 255);
  // Away from the edge the answer stands.
  cv::Mat certain;
  cv::threshold(share, certain, 0.5, 255, cv::THRESH_BINARY);
  certain.convertTo(certain, CV_8U);
  cv::Mat inner;
  cv::Mat outer;
  cv::erode(certain, inner, ellipse(radius));
  cv::dilate(certain, outer, ellipse(radius));
  alpha.setTo(255, inner);
  alpha.setTo(0, ~outer);
  cv::GaussianBlur(alpha, alpha, {}, 0.7);
  return alpha;
}

}  // namespace

PaintedThing painted_thing(const cv::Mat& picture, const cv::Mat& mask, int work_pixels) {
  const cv::Rect painted_box = cv::boundingRect(mask);
  const cv::Rect window =
      grown(painted_box, 24 + std::max(painted_box.width, painted_box.height) / 2, picture.size());
  const double shrink = std::min(1.0, std::sqrt(work_pixels / static_cast<double>(window.area())));
  const cv::Size work(std::max(8, static_cast<int>(std::lround(window.width * shrink))),
                      std::max(8, static_cast<int>(std::lround(window.height * shrink))));
  cv::Mat small;
  cv::Mat painted;
  cv::resize(picture(window), small, work, 0, 0, cv::INTER_AREA);
  cv::resize(mask(window), painted, work, 0, 0, cv::INTER_AREA);
  cv::threshold(painted, painted, 127, 255, cv::THRESH_BINARY);

  PaintedThing thing;
  thing.alpha = cv::Mat::zeros(picture.size(), CV_8U);
  thing.removed = cv::Mat::zeros(picture.size(), CV_8U);
  cv::Mat removed;
  if (cv::countNonZero(painted) == 0) {  // too small to be read at all
    cv::GaussianBlur(mask, thing.alpha, {}, 0.7);
    removed = mask(window);
  } else {
    const cv::Mat kept = believable_cut(small, painted);
    thing.crossing = crossing_of(small, painted, kept);
    for (OutlinePoint point : outline_of(small, kept)) {
      point.at = (point.at + cv::Point2f(0.5F, 0.5F)) / static_cast<float>(shrink) +
                 cv::Point2f(window.tl()) - cv::Point2f(0.5F, 0.5F);
      thing.outline.push_back(point);
    }
    const cv::Mat alpha = coverage(kept, picture(window), shrink);
    alpha.copyTo(thing.alpha(window));
    cv::resize(kept | gaps_of(painted, kept), removed, window.size(), 0, 0, cv::INTER_LINEAR);
    removed = (removed > 32) | (alpha > 8);
  }
  // A painter rarely meets the outline: the rim of the thing must not stay behind as a ghost.
  cv::Mat wide = cv::Mat::zeros(picture.size(), CV_8U);
  removed.copyTo(wide(window));
  cv::dilate(wide, thing.removed, ellipse(std::max(2, picture.cols / 160)));
  return thing;
}

cv::Mat own_colours(const cv::Mat& picture, const cv::Mat& alpha) {
  cv::Mat known = alpha >= 250;
  cv::erode(known, known, cv::Mat::ones(3, 3, CV_8U), {-1, -1}, 1, cv::BORDER_REPLICATE);
  cv::Mat weight;
  known.convertTo(weight, CV_32F, 1 / 255.0);
  cv::Mat colours;
  picture.convertTo(colours, CV_32F);
  cv::Mat weights;
  cv::merge(std::vector<cv::Mat>{weight, weight, weight}, weights);
  colours = colours.mul(weights);
  cv::Mat open = ~known;
  cv::Mat result = picture.clone();
  // The nearest known colours first, wider averages for what is left (push-pull).
  for (const int radius : {2, 5, 12}) {
    cv::Mat sum;
    cv::Mat total;
    cv::blur(colours, sum, {2 * radius + 1, 2 * radius + 1});
    cv::blur(weight, total, {2 * radius + 1, 2 * radius + 1});
    for (int y = 0; y < picture.rows; ++y) {
      for (int x = 0; x < picture.cols; ++x) {
        if (open.at<std::uint8_t>(y, x) != 0 && total.at<float>(y, x) > 0.06F) {
          result.at<cv::Vec3b>(y, x) = sum.at<cv::Vec3f>(y, x) / total.at<float>(y, x);
          open.at<std::uint8_t>(y, x) = 0;
        }
      }
    }
  }
  return result;
}

}  // namespace kirin::engine::motion
