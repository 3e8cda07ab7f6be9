#include "engine/motion/compose/framing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

float smoothstep(float x) {
  x = std::clamp(x, 0.0F, 1.0F);
  return x * x * (3 - 2 * x);
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

}  // namespace

double aspect_of(cv::Size size) { return static_cast<double>(size.width) / size.height; }

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

cv::Mat interest_in(const cv::Mat& interest, cv::Size picture, const cv::Rect& crop) {
  const double x = static_cast<double>(interest.cols) / picture.width;
  const double y = static_cast<double>(interest.rows) / picture.height;
  const cv::Point from(static_cast<int>(std::floor(crop.x * x)),
                       static_cast<int>(std::floor(crop.y * y)));
  const cv::Point to(static_cast<int>(std::ceil(crop.br().x * x)),
                     static_cast<int>(std::ceil(crop.br().y * y)));
  return interest(cv::Rect(from, to) & cv::Rect({0, 0}, interest.size()));
}

double kept_part(const cv::Mat& interest, cv::Size picture, const cv::Rect& crop) {
  return cv::sum(interest_in(interest, picture, crop))[0] / std::max(1e-6, cv::sum(interest)[0]);
}

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
  const auto zoomed = [zoom](int length, int room) {  // even a hair is a pixel wide
    return std::clamp(static_cast<int>(std::lround(length * zoom)), 1, room);
  };
  const cv::Size inner(zoomed(kept.cols, size.width), zoomed(kept.rows, size.height));
  // What goes on below its picture goes on below the frame; else it is in the middle.
  const int below = is_cut_below ? 0 : (size.height - inner.height) / 2;
  const cv::Rect box((size.width - inner.width) / 2, size.height - inner.height - below,
                     inner.width, inner.height);
  return continued(resampled(kept, inner), interest_in(interest, picture.size(), crop), box, size,
                   0.35 * std::max(size.width, size.height));
}

}  // namespace kirin::engine::motion
