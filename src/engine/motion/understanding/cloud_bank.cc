#include "engine/motion/understanding/cloud_bank.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

constexpr float kHard = 0.11F;  // of luma, for each point: no cloud's outline

/// White, or bluish and bright, or coloured by the sun.
bool is_lit(float hue, float saturation, float grey) {
  const bool is_white = grey > 0.5F && (saturation < 0.12F || (hue > 185 && hue < 250));
  const bool is_fiery = grey > 0.35F && (hue < 52 || hue > 320);
  return is_white || is_fiery;
}

/// Where a cloud could be: of a cloud's colour and without detail. What is dark has to be smoother.
cv::Mat candidates(const Appearance& seen, const cv::Mat& sky) {
  const float least = std::max(0.22F, 0.5F * percentile(seen.grey, 0.5, sky));
  cv::Mat mask(seen.size(), CV_8U, cv::Scalar(0));
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      const float grey = seen.grey.at<float>(y, x);
      const float hue = seen.hue.at<float>(y, x);
      const float texture = seen.texture.at<float>(y, x);
      const bool is_dark = grey > least && texture < 0.008F && (hue < 52 || hue > 195);
      const bool is_smooth = texture < 0.028F && seen.edge.at<float>(y, x) < kHard;
      if (is_smooth && (is_dark || is_lit(hue, seen.saturation.at<float>(y, x), grey)) &&
          sky.at<std::uint8_t>(y, x) == 0) {
        mask.at<std::uint8_t>(y, x) = 255;
      }
    }
  }
  return mask;
}

/// What lies between `clouds` and the sky is of either, where it has their colours.
cv::Mat joined(const Appearance& seen, const cv::Mat& clouds, const cv::Mat& sky) {
  cv::Mat all;
  cv::morphologyEx(sky | clouds, all, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {21, 21}));
  cv::Mat near;
  cv::dilate(clouds, near, cv::getStructuringElement(cv::MORPH_ELLIPSE, {21, 21}));
  all &= near & (sky == 0);
  for (int y = 0; y < all.rows; ++y) {
    for (int x = 0; x < all.cols; ++x) {
      const float hue = seen.hue.at<float>(y, x);
      const float saturation = seen.saturation.at<float>(y, x);
      const bool is_blue = hue > 195 && hue < 245 && saturation > 0.3F;
      if (clouds.at<std::uint8_t>(y, x) == 0 &&
          (seen.texture.at<float>(y, x) > 0.06F ||
           !(is_blue || is_lit(hue, saturation, seen.grey.at<float>(y, x))))) {
        all.at<std::uint8_t>(y, x) = 0;
      }
    }
  }
  return all;
}

/// The change of colour across a border, over a few points and over many.
struct Crossing {
  double near = 0;
  double far = 0;
  int count = 0;

  double sharpness() const { return near / std::max(far, 1.0); }
};

/// At the border from `part` to `other`, along each row and column that crosses it.
Crossing crossing(const Appearance& seen, const cv::Mat& part, const cv::Mat& other) {
  constexpr int kNear = 1;
  constexpr int kFar = 6;
  constexpr int kGap = 4;
  Crossing sum;
  const cv::Rect inside({}, part.size());
  const auto look = [&](cv::Point at, cv::Point step) {
    // The border has some width that belongs to neither.
    int gap = 1;
    while (gap <= kGap && inside.contains(at + gap * step) &&
           other.at<std::uint8_t>(at + gap * step) == 0 &&
           part.at<std::uint8_t>(at + gap * step) == 0) {
      ++gap;
    }
    const cv::Point from = at - (kFar - 1) * step;
    const cv::Point to = at + (gap + kFar - 1) * step;
    if (gap > kGap || !inside.contains(from) || !inside.contains(to) ||
        other.at<std::uint8_t>(at + gap * step) == 0) {
      return;
    }
    double steepest = 0;
    for (int i = -2; i <= gap + 2; ++i) {
      const cv::Point middle = at + i * step;
      steepest = std::max(steepest, cv::norm(seen.lab.at<cv::Vec3f>(middle - kNear * step) -
                                             seen.lab.at<cv::Vec3f>(middle + kNear * step)));
    }
    sum.near += steepest;
    sum.far +=
        std::max(steepest, cv::norm(seen.lab.at<cv::Vec3f>(from) - seen.lab.at<cv::Vec3f>(to)));
    ++sum.count;
  };
  for (int y = 0; y < part.rows; ++y) {
    for (int x = 0; x < part.cols; ++x) {
      if (part.at<std::uint8_t>(y, x) != 0) {
        look({x, y}, {0, -1});
        look({x, y}, {-1, 0});
        look({x, y}, {1, 0});
      }
    }
  }
  return sum;
}

/// By how much luma falls below `part`, where neither it nor the sky goes on.
double darker_below(const Appearance& seen, const cv::Mat& part, const cv::Mat& sky) {
  constexpr int kFar = 10;
  double sum = 0;
  int count = 0;
  for (int x = 0; x < part.cols; ++x) {
    for (int y = part.rows - kFar - 1; y >= kFar; --y) {
      if (part.at<std::uint8_t>(y, x) != 0) {
        if (sky.at<std::uint8_t>(y + kFar / 2, x) == 0) {
          // Of a far shore only a few rows are dark before the water mirrors the sky.
          double least = 1;
          cv::minMaxLoc(seen.grey(cv::Rect(x, y + 1, 1, kFar)), &least);
          sum += seen.grey.at<float>(y - 3, x) - least;
          ++count;
        }
        break;
      }
    }
  }
  return count == 0 ? 0 : sum / count;
}

/// The dark clouds that `sky` has all around: its holes of a soft border.
cv::Mat dark_within(const Appearance& seen, const cv::Mat& sky) {
  constexpr double kSoft = 0.7;
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(sky == 0, labels, stats, centroids, 8, CV_32S);
  cv::Mat dark(sky.size(), CV_8U, cv::Scalar(0));
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (box.x > 0 && box.y > 0 && box.br().x < sky.cols && box.br().y < sky.rows * 2 / 3) {
      const cv::Mat hole = labels == i;
      const Crossing rim = crossing(seen, hole, sky);
      if (rim.count > 0 && rim.sharpness() < kSoft) {
        dark |= hole;
      }
    }
  }
  return dark;
}

}  // namespace

cv::Mat clouds_outside(const Appearance& seen, const cv::Mat& sky) {
  constexpr double kSoft = 0.6;
  constexpr double kDarker = 0.12;
  cv::Mat mask = candidates(seen, sky);
  cv::morphologyEx(mask, mask, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 4, CV_32S);
  cv::Mat clouds(seen.size(), CV_8U, cv::Scalar(0));
  for (int i = 1; i < count; ++i) {
    const int area = stats.at<int>(i, cv::CC_STAT_AREA);
    if (area < static_cast<int>(mask.total() / 500)) {
      continue;
    }
    const cv::Mat part = labels == i;
    const Crossing contact = crossing(seen, part, sky);
    const int width = stats.at<int>(i, cv::CC_STAT_WIDTH);
    const int bottom = stats.at<int>(i, cv::CC_STAT_TOP) + stats.at<int>(i, cv::CC_STAT_HEIGHT);
    if (contact.count * 3 > width && contact.sharpness() < kSoft && bottom < mask.rows * 9 / 10 &&
        darker_below(seen, part, sky) > kDarker) {
      clouds |= part;
    }
  }
  if (cv::countNonZero(clouds) == 0) {
    return clouds;
  }
  clouds = joined(seen, clouds, sky);
  return clouds | dark_within(seen, sky | clouds);
}

}  // namespace kirin::engine::motion
