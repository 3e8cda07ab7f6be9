#include "engine/motion/compose/dissolve.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "base/expects.h"
#include "engine/motion/compose/framing.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr int kCoarse = 8;  // coarse colours are kept at this fraction of the size

float smoothstep(float x) {
  x = std::clamp(x, 0.0F, 1.0F);
  return x * x * (3 - 2 * x);
}

cv::Mat coarse_of(const cv::Mat& picture) {
  cv::Mat coarse;
  cv::resize(picture, coarse,
             {std::max(4, picture.cols / kCoarse), std::max(4, picture.rows / kCoarse)}, 0, 0,
             cv::INTER_AREA);
  coarse.convertTo(coarse, CV_32F);
  cv::GaussianBlur(coarse, coarse, {}, 0.05 * std::min(coarse.cols, coarse.rows), 0,
                   cv::BORDER_REPLICATE);
  return coarse;
}

cv::Rect in_pixels(const Pane& pane, cv::Size size) {
  const cv::Point from(static_cast<int>(std::lround(pane.x * size.width)),
                       static_cast<int>(std::lround(pane.y * size.height)));
  const cv::Point to(static_cast<int>(std::lround((pane.x + pane.width) * size.width)),
                     static_cast<int>(std::lround((pane.y + pane.height) * size.height)));
  return cv::Rect(from, to) & cv::Rect({0, 0}, size);
}

/// How much of an inset is seen at each of its pixels: nothing at sides within the frame, all of it
/// `fade` further in. Sides on the frame's border do not fade.
cv::Mat ramp_of(const cv::Rect& box, cv::Size frame, double fade) {
  const auto line = [&](int from, int length, int room) {
    std::vector<float> values(static_cast<std::size_t>(length), 1.0F);
    const auto reach = static_cast<float>(fade * length);
    for (int i = 0; i < length; ++i) {
      float& value = values[static_cast<std::size_t>(i)];
      if (from > 1) {
        value *= smoothstep((static_cast<float>(i) + 0.5F) / reach);
      }
      if (from + length < room - 1) {
        value *= smoothstep((static_cast<float>(length - i) - 0.5F) / reach);
      }
    }
    return values;
  };
  const std::vector<float> across = line(box.x, box.width, frame.width);
  const std::vector<float> down = line(box.y, box.height, frame.height);
  return cv::Mat(down) * cv::Mat(across).t();
}

cv::Mat filling(const Inset& inset, cv::Size size) {
  return resampled(
      inset.picture(attentive_crop(inset.picture.size(), aspect_of(size), inset.interest)), size);
}

/// Puts `pixels` over `canvas` at `box`. Coarse colours mix by `wide`, what is left of each picture
/// without them by `narrow`.
void mix_into(const cv::Mat& pixels, const cv::Rect& box, const cv::Mat& wide,
              const cv::Mat& narrow, cv::Mat& canvas) {
  cv::Mat part = canvas(box);
  cv::Mat below;
  cv::Mat above;
  cv::resize(coarse_of(part), below, box.size(), 0, 0, cv::INTER_LINEAR);
  cv::resize(coarse_of(pixels), above, box.size(), 0, 0, cv::INTER_LINEAR);
  // The inset's light goes a third of the way towards the place's.
  const cv::Scalar shift = (cv::mean(below) - cv::mean(above)) * 0.3;
  const cv::Vec3f moved(static_cast<float>(std::clamp(shift[0], -28.0, 28.0)),
                        static_cast<float>(std::clamp(shift[1], -28.0, 28.0)),
                        static_cast<float>(std::clamp(shift[2], -28.0, 28.0)));
  for (int y = 0; y < box.height; ++y) {
    for (int x = 0; x < box.width; ++x) {
      const cv::Vec3f& low = below.at<cv::Vec3f>(y, x);
      const cv::Vec3f& low_above = above.at<cv::Vec3f>(y, x);
      const float w = wide.at<float>(y, x);
      const float n = narrow.at<float>(y, x);
      const cv::Vec3f detail = cv::Vec3f(part.at<cv::Vec3b>(y, x)) - low;
      const cv::Vec3f detail_above = cv::Vec3f(pixels.at<cv::Vec3b>(y, x)) - low_above;
      const cv::Vec3f mixed =
          low + (low_above + moved - low) * w + detail * (1 - n) + detail_above * n;
      part.at<cv::Vec3b>(y, x) = cv::Vec3b(mixed);
    }
  }
}

}  // namespace

std::vector<Pane> panes_for(std::size_t insets, double aspect, bool has_subjects) {
  EXPECTS(insets <= 3);
  if (insets == 0) {
    return {{0, 0, 1, 1}};
  }
  if (aspect >= 1.2) {
    switch (insets) {
      case 1:
        return {{0, 0, 0.56, 1}, {0.40, 0, 0.60, 1}};
      case 2:
        return {{0, 0, 0.42, 1}, {0.58, 0, 0.42, 1}, {0.22, 0, 0.56, 1}};
      default:
        return {
            {0, 0, 0.55, 0.62}, {0.45, 0, 0.55, 0.62}, {0, 0.38, 0.55, 0.62}, {0.4, 0.4, 0.6, 0.6}};
    }
  }
  const bool is_upright = aspect < 0.8;
  switch (insets) {
    case 1:
      return is_upright || has_subjects ? std::vector<Pane>{{0, 0, 1, 0.52}, {0, 0.36, 1, 0.64}}
                                        : std::vector<Pane>{{0, 0, 0.58, 1}, {0.38, 0, 0.62, 1}};
    case 2:
      if (is_upright) {
        return has_subjects
                   ? std::vector<Pane>{{0, 0, 1, 0.38}, {0, 0.30, 1, 0.38}, {0, 0.56, 1, 0.44}}
                   : std::vector<Pane>{{0, 0, 1, 0.40}, {0, 0.60, 1, 0.40}, {0, 0.24, 1, 0.52}};
      }
      return {{0, 0, 0.56, 0.58}, {0.44, 0, 0.56, 0.58}, {0, 0.42, 1, 0.58}};
    default:
      return {{0, 0, 0.57, 0.58},
              {0.43, 0, 0.57, 0.58},
              {0, 0.42, 0.57, 0.58},
              {0.38, 0.38, 0.62, 0.62}};
  }
}

cv::Mat dissolved(const Inset& place, std::span<const Inset> insets, std::span<const Pane> panes,
                  cv::Size size) {
  EXPECTS(panes.size() == insets.size() + 1);
  const cv::Rect own = in_pixels(panes.back(), size);
  const cv::Rect crop = attentive_crop(place.picture.size(), aspect_of(own.size()), place.interest);
  cv::Mat canvas = continued(resampled(place.picture(crop), own.size()),
                             interest_in(place.interest, place.picture.size(), crop), own, size,
                             0.5 * std::min(size.width, size.height));
  for (std::size_t i = 0; i < insets.size(); ++i) {
    const cv::Rect box = in_pixels(panes[i], size);
    mix_into(filling(insets[i], box.size()), box, ramp_of(box, size, 0.42),
             ramp_of(box, size, 0.30), canvas);
  }
  return canvas;
}

}  // namespace kirin::engine::motion
