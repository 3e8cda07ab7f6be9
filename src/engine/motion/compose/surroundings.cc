#include "engine/motion/compose/surroundings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "base/expects.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr int kCoarse = 8;  // coarse colours are kept at this fraction of the size

double aspect_of(cv::Size size) { return static_cast<double>(size.width) / size.height; }

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

/// The part of a picture's interest that a crop of it shows.
cv::Mat interest_in(const cv::Mat& interest, cv::Size picture, const cv::Rect& crop) {
  const double x = static_cast<double>(interest.cols) / picture.width;
  const double y = static_cast<double>(interest.rows) / picture.height;
  const cv::Point from(static_cast<int>(std::floor(crop.x * x)),
                       static_cast<int>(std::floor(crop.y * y)));
  const cv::Point to(static_cast<int>(std::ceil(crop.br().x * x)),
                     static_cast<int>(std::ceil(crop.br().y * y)));
  return interest(cv::Rect(from, to) & cv::Rect({0, 0}, interest.size()));
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

/// The colours along the sides of a picture, without what is of interest there: the picture shrunk,
/// with all but its ground filled from around.
cv::Mat ground_colours(const cv::Mat& pixels, const cv::Mat& interest) {
  cv::Mat small;
  cv::resize(pixels, small, {48, 48}, 0, 0, cv::INTER_AREA);
  small.convertTo(small, CV_32F);
  cv::Mat weight;
  cv::resize(interest, weight, small.size(), 0, 0, cv::INTER_AREA);
  weight = cv::max(1 - 1.6 * weight, 0.01);
  cv::Mat wide;
  cv::merge(std::array{weight, weight, weight}, wide);
  cv::Mat sum;
  cv::Mat total;
  cv::GaussianBlur(small.mul(wide), sum, {}, 3.5, 0, cv::BORDER_REPLICATE);
  cv::GaussianBlur(wide, total, {}, 3.5, 0, cv::BORDER_REPLICATE);
  return sum / total;
}

/// The picture in `box` of a canvas and, beyond it, its own reflection, which soon loses its
/// details and what is of `interest`, and within `reach` pixels becomes the mere colours of the
/// ground.
cv::Mat continued(const cv::Mat& pixels, const cv::Mat& interest, const cv::Rect& box,
                  cv::Size size, double reach) {
  const int bottom = size.height - box.y - box.height;
  const int right = size.width - box.x - box.width;
  cv::Mat canvas;
  cv::copyMakeBorder(pixels, canvas, box.y, bottom, box.x, right, cv::BORDER_REFLECT_101);
  if (box.size() == size) {
    return canvas;
  }
  const auto around = [&](const cv::Mat& field, int border) {
    cv::Mat wide;
    cv::copyMakeBorder(field, wide, box.y, bottom, box.x, right, border);
    return wide;
  };
  cv::Mat colours;
  cv::resize(ground_colours(pixels, interest), colours, box.size(), 0, 0, cv::INTER_CUBIC);
  colours.convertTo(colours, CV_8U);
  const cv::Mat ground = around(colours, cv::BORDER_REPLICATE);
  cv::Mat matters;
  // Grown and softened: of what is left out no outline is to stay.
  cv::dilate(interest, matters, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
  cv::GaussianBlur(matters, matters, {}, 1.6, 0, cv::BORDER_REPLICATE);
  cv::resize(matters, matters, box.size(), 0, 0, cv::INTER_CUBIC);
  matters = around(matters, cv::BORDER_REFLECT_101);
  cv::Mat soft;
  cv::resize(canvas, soft, {std::max(4, size.width / 8), std::max(4, size.height / 8)}, 0, 0,
             cv::INTER_AREA);
  cv::GaussianBlur(soft, soft, {}, reach / 8 * 0.08, 0, cv::BORDER_REPLICATE);
  cv::resize(soft, soft, size, 0, 0, cv::INTER_CUBIC);
  for (int y = 0; y < size.height; ++y) {
    const int out_y = std::max({box.y - y, y - (box.br().y - 1), 0});
    for (int x = 0; x < size.width; ++x) {
      const int out_x = std::max({box.x - x, x - (box.br().x - 1), 0});
      if (out_x == 0 && out_y == 0) {
        continue;
      }
      const float out = std::hypot(static_cast<float>(out_x), static_cast<float>(out_y)) /
                        static_cast<float>(reach);
      const float soon = smoothstep(out / 0.22F);
      const float matter = smoothstep(2.5F * matters.at<float>(y, x) - 0.4F);
      const float bare = std::max(smoothstep(out), matter * smoothstep(out / 0.12F));
      cv::Vec3f value = canvas.at<cv::Vec3b>(y, x);
      value += (cv::Vec3f(soft.at<cv::Vec3b>(y, x)) - value) * soon;
      value += (cv::Vec3f(ground.at<cv::Vec3b>(y, x)) - value) * bare;
      canvas.at<cv::Vec3b>(y, x) = cv::Vec3b(value);
    }
  }
  return canvas;
}

/// A step of noise below one level keeps smooth colours from banding.
float grain_at(int x, int y) {
  const unsigned hash =
      (static_cast<unsigned>(x) * 7919U + static_cast<unsigned>(y) * 104729U) * 2654435761U;
  return static_cast<float>(hash >> 24) / 255 - 0.5F;
}

/// The mean colour along the pictures' borders in CIE Lab.
cv::Vec3f border_colour(std::span<const cv::Mat> pictures) {
  cv::Vec3f sum;
  for (const cv::Mat& picture : pictures) {
    cv::Mat small;
    cv::resize(picture, small, {24, 24}, 0, 0, cv::INTER_AREA);
    small.convertTo(small, CV_32F, 1 / 255.0);
    cv::cvtColor(small, small, cv::COLOR_RGB2Lab);
    cv::Mat border(small.size(), CV_8U, cv::Scalar(255));
    border(cv::Rect(3, 3, 18, 18)).setTo(0);
    const cv::Scalar mean = cv::mean(small, border);
    sum += cv::Vec3f(static_cast<float>(mean[0]), static_cast<float>(mean[1]),
                     static_cast<float>(mean[2]));
  }
  return sum / static_cast<float>(std::max<std::size_t>(1, pictures.size()));
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

cv::Rect attentive_crop(cv::Size picture, double aspect, const cv::Mat& interest) {
  const int width =
      std::clamp(static_cast<int>(std::lround(picture.height * aspect)), 1, picture.width);
  const int height =
      std::clamp(static_cast<int>(std::lround(picture.width / aspect)), 1, picture.height);
  const bool is_across = width < picture.width;
  const int room = is_across ? picture.width - width : picture.height - height;
  if (room <= 0) {
    return {0, 0, width, height};
  }
  const double whole = is_across ? picture.width : picture.height;
  const double length = is_across ? width : height;
  cv::Mat profile;
  if (!interest.empty()) {
    cv::reduce(interest, profile, is_across ? 0 : 1, cv::REDUCE_SUM, CV_32F);
    profile = profile.reshape(1, 1) / std::max(1e-6, cv::sum(profile)[0]);
  }
  constexpr int kTries = 40;
  int best = room / 2;
  double most = -1;
  for (int i = 0; i <= kTries; ++i) {
    const double from = static_cast<double>(room) * i / kTries;
    double kept = 0;
    for (int k = 0; k < profile.cols; ++k) {
      const double at = (k + 0.5) / profile.cols * whole;
      // What is near the crop's edge counts less.
      const double depth = std::min(at - from, from + length - at) / (0.15 * length);
      kept += profile.at<float>(k) * std::clamp(depth, 0.0, 1.0);
    }
    const double worth = kept - 0.1 * std::abs(2.0 * i / kTries - 1);
    if (worth > most) {
      most = worth;
      best = static_cast<int>(std::lround(from));
    }
  }
  return is_across ? cv::Rect(best, 0, width, height) : cv::Rect(0, best, width, height);
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

cv::Mat invented_place(std::span<const cv::Mat> palette, cv::Size size, double horizon) {
  cv::Vec3f hue = border_colour(palette);
  const float chroma = std::hypot(hue[1], hue[2]);
  const float tamed = chroma < 1e-3F ? 0 : std::min(1.3F * chroma, 24.0F) / chroma;
  const float lightness = 56 + 0.22F * (hue[0] - 50);
  cv::Mat lab(size, CV_32FC3);
  for (int y = 0; y < size.height; ++y) {
    const float v = (static_cast<float>(y) + 0.5F) / static_cast<float>(size.height);
    for (int x = 0; x < size.width; ++x) {
      const float u = (static_cast<float>(x) + 0.5F) / static_cast<float>(size.width);
      const auto h = static_cast<float>(horizon);
      // A pool of light on the wall, left of the middle, and one on the floor below it.
      const float wall =
          std::exp(-2.6F * ((u - 0.42F) * (u - 0.42F) + 1.3F * (v - 0.34F) * (v - 0.34F)));
      const float floor =
          std::exp(-2.2F * ((u - 0.5F) * (u - 0.5F)) - 7.0F * (v - 0.86F) * (v - 0.86F));
      const float below = smoothstep((v - h + 0.07F) / 0.14F);
      const float corner = (u - 0.5F) * (u - 0.5F) + (v - 0.5F) * (v - 0.5F);
      const float light = lightness + 22 * wall * (1 - below) + (18 * floor - 1) * below -
                          16 * corner + 0.8F * grain_at(x, y);
      const float warm = below * 0.75F + 0.25F;
      lab.at<cv::Vec3f>(y, x) = {light, hue[1] * tamed * (1.05F - 0.3F * warm),
                                 hue[2] * tamed * (1.05F - 0.3F * warm)};
    }
  }
  cv::Mat rgb;
  cv::cvtColor(lab, rgb, cv::COLOR_Lab2RGB);
  rgb.convertTo(rgb, CV_8U, 255);
  return rgb;
}

double kept_part(const cv::Mat& interest, cv::Size picture, const cv::Rect& crop) {
  return cv::sum(interest_in(interest, picture, crop))[0] / std::max(1e-6, cv::sum(interest)[0]);
}

cv::Mat extended(const cv::Mat& picture, const cv::Mat& interest, bool is_cut_below,
                 cv::Size size) {
  // As much of the way from its own shape to the frame's as costs nothing of interest.
  cv::Rect crop;
  for (const double way : {0.6, 0.45, 0.3, 0.15, 0.0}) {
    const double aspect =
        std::pow(aspect_of(picture.size()), 1 - way) * std::pow(aspect_of(size), way);
    crop = attentive_crop(picture.size(), aspect, interest);
    if (kept_part(interest, picture.size(), crop) > kEnoughInterest) {
      break;
    }
  }
  const cv::Mat kept = picture(crop);
  const double zoom = std::min(static_cast<double>(size.width) / kept.cols,
                               static_cast<double>(size.height) / kept.rows);
  const cv::Size inner(std::min(size.width, static_cast<int>(std::lround(kept.cols * zoom))),
                       std::min(size.height, static_cast<int>(std::lround(kept.rows * zoom))));
  // What goes on below its picture goes on below the frame; else it is in the middle.
  const int below = is_cut_below ? 0 : (size.height - inner.height) / 2;
  const cv::Rect box((size.width - inner.width) / 2, size.height - inner.height - below,
                     inner.width, inner.height);
  return continued(resampled(kept, inner), interest_in(interest, picture.size(), crop), box, size,
                   0.35 * std::max(size.width, size.height));
}

}  // namespace kirin::engine::motion
