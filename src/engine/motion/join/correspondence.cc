#include "engine/motion/join/correspondence.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include "engine/motion/imaging/picture.h"
#include "engine/motion/join/camera_motion.h"
#include "engine/motion/join/edge_aware_fill.h"
#include "engine/motion/join/side_by_side.h"

namespace kirin::engine::motion {
namespace {

constexpr int kFlowWidth = 1280;   // DIS works down to half of this
constexpr int kGlanceWidth = 480;  // enough to see that pictures have nothing in common

cv::Size at_most(cv::Size size, int width) {
  width = std::min(width, size.width);
  return {width, std::max(16, static_cast<int>(std::lround(static_cast<double>(width) *
                                                           size.height / size.width)))};
}

cv::Mat evened_grey(const cv::Mat& picture, cv::Size size) {
  cv::Mat small;
  cv::resize(picture, small, size, 0, 0, cv::INTER_AREA);
  cv::Mat grey = luma_of(small);
  cv::createCLAHE(2.0)->apply(grey, grey);
  return grey;
}

/// One picture as a flow is looked for from it: everything in working pixels.
struct Side {
  cv::Mat grey;
  cv::Matx33d to_other = cv::Matx33d::eye();
  cv::Mat flow;        ///< CV_32FC2
  cv::Mat trust;       ///< CV_32FC1
  double overlap = 0;  ///< how much of this picture the other shows too
  double quality = 0;  ///< mean trust there, by texture: a plain wall proves nothing
};

struct Ends {
  Side first;
  Side last;
};

/// Where in the other picture each of this one's pixels is found: to_other(p + flow(p)).
cv::Mat targets(const Side& side) {
  cv::Mat map(side.grey.size(), CV_32FC2);
  const cv::Matx33f h = side.to_other;
  for (int y = 0; y < map.rows; ++y) {
    auto* to = map.ptr<cv::Vec2f>(y);
    const auto* flow = side.flow.empty() ? nullptr : side.flow.ptr<cv::Vec2f>(y);
    for (int x = 0; x < map.cols; ++x) {
      const cv::Vec2f p(static_cast<float>(x) + (flow != nullptr ? flow[x][0] : 0),
                        static_cast<float>(y) + (flow != nullptr ? flow[x][1] : 0));
      const float w = 1 / (h(2, 0) * p[0] + h(2, 1) * p[1] + h(2, 2));
      to[x] = {(h(0, 0) * p[0] + h(0, 1) * p[1] + h(0, 2)) * w,
               (h(1, 0) * p[0] + h(1, 1) * p[1] + h(1, 2)) * w};
    }
  }
  return map;
}

/// `grey` so blurred that it can be sampled every `1 / scale` pixels.
cv::Mat ready_to_shrink(const cv::Mat& grey, double scale) {
  if (scale > 0.8) {
    return grey;
  }
  cv::Mat soft;
  cv::GaussianBlur(grey, soft, {}, 0.5 * std::sqrt(1 / (scale * scale) - 1));
  return soft;
}

/// Sets `side.flow` to what is found between the picture and the other one carried onto it.
void find_flow(Side& side, const Side& other) {
  const cv::Matx33d& h = side.to_other;
  const double scale = std::sqrt(std::abs(h(0, 0) * h(1, 1) - h(0, 1) * h(1, 0)));
  cv::Mat carried;
  cv::remap(ready_to_shrink(other.grey, 1 / scale), carried, targets(side), {}, cv::INTER_LINEAR,
            cv::BORDER_REPLICATE);
  cv::Mat found;
  cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_MEDIUM)->calc(side.grey, carried, found);
  side.flow = found;
}

/// A picture without its light: what is left after its surroundings' mean, and how much that is.
struct Texture {
  cv::Mat value;
  cv::Mat strength;  ///< standard deviation

  explicit Texture(const cv::Mat& grey) {
    constexpr int kWindow = 25;
    cv::Mat all;
    cv::Mat light;
    cv::Mat squares;
    grey.convertTo(all, CV_32F);
    cv::boxFilter(all, light, CV_32F, {kWindow, kWindow});
    value = all - light;
    cv::sqrBoxFilter(all, squares, CV_32F, {kWindow, kWindow});
    squares = cv::max(squares - light.mul(light), 0);
    cv::sqrt(squares, strength);
  }
};

/// How unlike the picture and the other one carried onto it are, by their texture: below 1 alike.
cv::Mat unlikeness(const Texture& here, const cv::Mat& carried) {
  const Texture there(carried);
  cv::Mat difference;
  cv::absdiff(here.value, there.value, difference);
  cv::boxFilter(difference, difference, CV_32F, {7, 7});
  return difference / (10 + 0.4 * (here.strength + there.strength));
}

/// |there and back again| for each pixel, and how alike the pictures are where the flow leads.
void judge(Side& side, const Side& other) {
  const cv::Mat there = targets(side);
  cv::Mat home = targets(other);
  cv::Mat returned;
  cv::Mat carried;
  cv::remap(home, returned, there, {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  cv::remap(other.grey, carried, there, {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  const Texture texture(side.grey);
  const cv::Mat difference = unlikeness(texture, carried);
  side.trust.create(side.grey.size(), CV_32F);
  const float near = 1.5F * std::max(1.0F, static_cast<float>(side.grey.cols) / kFieldWidth);
  const auto right = static_cast<float>(side.grey.cols - 1);
  const auto bottom = static_cast<float>(side.grey.rows - 1);
  double seen = 0;
  double textured = 0;
  double trusted = 0;
  for (int y = 0; y < side.grey.rows; ++y) {
    for (int x = 0; x < side.grey.cols; ++x) {
      const cv::Vec2f to = there.at<cv::Vec2f>(y, x);
      const cv::Vec2f gap =
          returned.at<cv::Vec2f>(y, x) - cv::Vec2f(static_cast<float>(x), static_cast<float>(y));
      const float unlike = difference.at<float>(y, x);
      const bool is_seen = to[0] >= 0 && to[1] >= 0 && to[0] <= right && to[1] <= bottom;
      const float trust = is_seen ? std::exp(-gap.dot(gap) / (near * near) - unlike * unlike) : 0;
      side.trust.at<float>(y, x) = trust;
      if (is_seen) {
        const double weight = texture.strength.at<float>(y, x);
        seen += 1;
        textured += weight;
        trusted += weight * trust;
      }
    }
  }
  side.overlap = seen / static_cast<double>(side.grey.total());
  side.quality = trusted / std::max(textured, 2 * seen + 1);
}

/// Follows `other`, which looked along another motion, where that is clearly trusted more.
void prefer(Side& side, const Side& other) {
  constexpr float kClearly = 0.15F;
  cv::Mat own;
  cv::Mat better;
  cv::boxFilter(side.trust, own, CV_32F, {9, 9});
  cv::boxFilter(other.trust, better, CV_32F, {9, 9});
  const cv::Mat there = targets(other);
  const cv::Matx33d home = side.to_other.inv();
  for (int y = 0; y < own.rows; ++y) {
    for (int x = 0; x < own.cols; ++x) {
      if (better.at<float>(y, x) > own.at<float>(y, x) + kClearly) {
        const cv::Vec2f to = there.at<cv::Vec2f>(y, x);
        const cv::Vec2d from = apply(home, {to[0], to[1]});
        side.flow.at<cv::Vec2f>(y, x) = {static_cast<float>(from[0] - x),
                                         static_cast<float>(from[1] - y)};
        side.trust.at<float>(y, x) = other.trust.at<float>(y, x);
      }
    }
  }
}

/// To at most kFieldWidth, and filled; the flow then in pixels of a picture of size `full`.
void settle(Side& side, const cv::Mat& picture) {
  const cv::Size working = side.grey.size();
  const cv::Size field = at_most(working, kFieldWidth);
  cv::resize(side.flow, side.flow, field, 0, 0, cv::INTER_AREA);
  cv::resize(side.trust, side.trust, field, 0, 0, cv::INTER_AREA);
  // Small islands of trust in a sea of doubt agree by accident.
  cv::Mat around;
  cv::boxFilter(side.trust, around, CV_32F, {21, 21});
  cv::Mat is_alone = around < 0.35;
  side.trust.setTo(0, is_alone);
  cv::Mat guide;
  cv::resize(picture, guide, field, 0, 0, cv::INTER_AREA);
  // Flow bleeds over the edges of what moves: what is next to doubt is doubtful.
  cv::Mat careful;
  cv::erode(side.trust, careful, cv::Mat::ones(3, 3, CV_8U));
  fill_flow(side.flow, careful, guide,
            static_cast<float>(working.width) / static_cast<float>(field.width));
}

void scale_flow(cv::Mat& flow, cv::Size from, cv::Size to) {
  cv::multiply(flow,
               cv::Scalar(static_cast<double>(to.width) / from.width,
                          static_cast<double>(to.height) / from.height),
               flow);
}

Correspondence correspondence_at(int width, const cv::Mat& a, const cv::Mat& b,
                                 const std::optional<CommonMotion>& motion, int threads) {
  const cv::Size work = at_most(a.size(), width);
  const cv::Matx33d up = enlarged(work, a.size());
  Correspondence found;
  found.homography = motion ? motion->camera : cv::Matx33d::eye();
  cv::Mat grey_a;
  cv::Mat grey_b;
  side_by_side(
      threads, [&] { grey_a = evened_grey(a, work); }, [&] { grey_b = evened_grey(b, work); });
  const auto judge_both = [threads](Side& one, Side& other) {
    side_by_side(
        threads, [&] { judge(one, other); }, [&] { judge(other, one); });
  };
  const auto follow = [&](const cv::Matx33d& homography) {
    Ends ends{{grey_a, up.inv() * homography * up, {}, {}}, {}};
    ends.last = {grey_b, ends.first.to_other.inv(), {}, {}};
    side_by_side(
        threads, [&] { find_flow(ends.first, ends.last); },
        [&] { find_flow(ends.last, ends.first); });
    judge_both(ends.first, ends.last);
    return ends;
  };
  Ends main = follow(found.homography);
  Side& first = main.first;
  Side& last = main.last;
  if (motion && !motion->others.empty()) {
    for (const cv::Matx33d& other : motion->others) {
      const Ends ends = follow(other);
      prefer(first, ends.first);
      prefer(last, ends.last);
    }
    judge_both(first, last);
  }
  found.overlap = first.overlap;
  const bool is_enough = std::min(first.overlap, last.overlap) > 0.08;
  found.quality = is_enough ? std::min(first.quality, last.quality) * (motion ? 1 : 0.6) : 0;
  side_by_side(
      threads, [&] { settle(first, a); }, [&] { settle(last, b); });
  scale_flow(first.flow, work, a.size());
  scale_flow(last.flow, work, a.size());
  found.forward = first.flow;
  found.backward = last.flow;
  found.forward_trust = first.trust;
  found.backward_trust = last.trust;
  return found;
}

}  // namespace

cv::Mat feature_grey(const cv::Mat& picture, int width) {
  return evened_grey(picture, at_most(picture.size(), width));
}

Correspondence correspondence_of(const cv::Mat& a, const cv::Mat& b,
                                 const std::optional<CommonMotion>& motion, int threads) {
  CV_Assert(a.size() == b.size());
  const int width = motion ? kFlowWidth : kGlanceWidth;
  Correspondence found = correspondence_at(width, a, b, motion, threads);
  if (found.quality >= kRelated && width < std::min(kFlowWidth, a.cols)) {
    found = correspondence_at(kFlowWidth, a, b, motion, threads);
  }
  return found;
}

}  // namespace kirin::engine::motion
