#include "engine/motion/compose/surroundings.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "engine/motion/compose/dissolve.h"
#include "engine/motion/compose/framing.h"

namespace kirin::engine::motion {
namespace {

float smoothstep(float x) {
  x = std::clamp(x, 0.0F, 1.0F);
  return x * x * (3 - 2 * x);
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

/// How far a pane is from the wished side, [0, 1].
double misplaced(const Pane& pane, StageSide wish) {
  const double middle = pane.x + pane.width / 2;
  switch (wish) {
    case StageSide::left:
      return middle;
    case StageSide::right:
      return 1 - middle;
    case StageSide::centre:
      return 2 * std::abs(middle - 0.5);
    default:
      return 0;
  }
}

/// The panes, perhaps mirrored and in another order, so that insets are on the sides they should be
/// on; as they are where nothing is gained.
std::vector<Pane> panes_by_wish(std::vector<Pane> panes, const std::vector<StageSide>& wishes) {
  std::vector<Pane> best = panes;
  double least = 1e9;
  for (const bool is_mirrored : {false, true}) {
    std::vector<std::size_t> order(wishes.size());
    std::iota(order.begin(), order.end(), 0U);
    do {
      std::vector<Pane> tried = panes;
      double cost = is_mirrored ? 1e-3 : 0;
      for (std::size_t k = 0; k < wishes.size(); ++k) {
        tried[k] = panes[order[k]];
        cost += misplaced(tried[k], wishes[k]);
      }
      if (cost < least - 1e-9) {
        least = cost;
        best = tried;
      }
    } while (std::next_permutation(order.begin(), order.end()));
    for (Pane& pane : panes) {
      pane.x = 1 - pane.x - pane.width;
    }
  }
  return best;
}

}  // namespace

Surroundings surroundings_of(const std::vector<Reference>& references, cv::Size frame) {
  const auto places = all_shown_as(references, ShownAs::background);
  auto inset = all_shown_as(references, ShownAs::inset);
  const double aspect = aspect_of(frame);
  Surroundings result;
  result.interest = cv::Mat::zeros(36, std::max(1, 36 * frame.width / frame.height), CV_32F);
  const cv::Rect all({0, 0}, result.interest.size());
  const auto in_interest = [&](const Pane& pane) {
    return cv::Rect(static_cast<int>(pane.x * all.width), static_cast<int>(pane.y * all.height),
                    static_cast<int>(pane.width * all.width),
                    static_cast<int>(pane.height * all.height)) &
           all;
  };
  std::size_t place = 0;
  if (!places.empty()) {
    place = places.front();
  } else if (!inset.empty()) {  // the first of them is the place
    place = inset.front();
    inset.erase(inset.begin());
  } else {
    std::vector<cv::Mat> palette;
    for (const Reference& reference : references) {
      palette.push_back(reference.picture);
    }
    result.picture = invented_place(palette, frame, kInventedHorizon);
    result.is_invented = true;
    return result;
  }
  const Reference& ground = references[place];
  const auto show_interest = [&](const Reference& reference, const Pane& pane, double weight) {
    const cv::Rect box = in_interest(pane);
    if (box.empty()) {  // a frame so narrow that the pane covers no cell
      return;
    }
    const cv::Rect crop = attentive_crop(reference.picture.size(),
                                         aspect * pane.width / pane.height, reference.interest);
    const double sx = static_cast<double>(reference.interest.cols) / reference.picture.cols;
    const double sy = static_cast<double>(reference.interest.rows) / reference.picture.rows;
    const cv::Rect part = cv::Rect(static_cast<int>(crop.x * sx), static_cast<int>(crop.y * sy),
                                   std::max(1, static_cast<int>(crop.width * sx)),
                                   std::max(1, static_cast<int>(crop.height * sy))) &
                          cv::Rect({0, 0}, reference.interest.size());
    cv::Mat seen;
    cv::resize(reference.interest(part), seen, box.size(), 0, 0, cv::INTER_AREA);
    cv::Mat target = result.interest(box);
    cv::max(target, seen * weight, target);
  };
  const bool has_subjects = !all_shown_as(references, ShownAs::cut_out).empty();
  std::vector<StageSide> wishes;
  for (const std::size_t i : inset) {
    wishes.push_back(references[i].wish.side);
  }
  const std::vector<Pane> panes =
      panes_by_wish(panes_for(inset.size(), aspect, has_subjects), wishes);
  show_interest(ground, panes.back(), 0.9);
  if (inset.empty()) {
    result.picture = ground.picture(attentive_crop(ground.picture.size(), aspect, ground.interest));
    return result;
  }
  std::vector<Inset> insets;
  for (std::size_t k = 0; k < inset.size(); ++k) {
    const Reference& reference = references[inset[k]];
    insets.push_back({reference.picture, reference.interest});
    show_interest(reference, panes[k], 1);
  }
  const cv::Size fine(frame.width * 5 / 4, frame.height * 5 / 4);
  result.picture = dissolved({ground.picture, ground.interest}, insets, panes, fine);
  return result;
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

}  // namespace kirin::engine::motion
