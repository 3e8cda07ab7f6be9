#include "engine/motion/understanding/stream.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/guided_filter.h"

namespace kirin::engine::motion {
namespace {

/// How like white water each point is, its neighbours aside.
cv::Mat white_water(const Appearance& seen, const Region& sky) {
  cv::Mat yellow;
  cv::extractChannel(seen.lab, yellow, 2);
  const float usual = percentile(yellow, 0.5);
  cv::Mat likely(seen.size(), CV_32F);
  for (int y = 0; y < likely.rows; ++y) {
    for (int x = 0; x < likely.cols; ++x) {
      const float cold = smooth_between(usual - 3.5F, usual - 7, yellow.at<float>(y, x));
      const float pale = smooth_between(0.3F, 0.18F, seen.saturation.at<float>(y, x));
      const float bright = smooth_between(0.22F, 0.45F, seen.grey.at<float>(y, x));
      const float rich = smooth_between(0.025F, 0.05F, seen.texture.at<float>(y, x));
      likely.at<float>(y, x) = cold * pale * bright * rich;
    }
  }
  if (!sky.share.empty()) {
    likely = likely.mul(1 - sky.share);
  }
  return blurred(likely, 2.5);
}

/// Patches of `mask` that lie near each other as one below the next: the tallest such chain.
struct Chain {
  cv::Mat mask;
  cv::Rect box;
  int area = 0;
};

Chain tallest_chain(const cv::Mat& mask) {
  cv::Mat near;
  // Farther down than sideways: between two falls there is a pool.
  cv::dilate(mask, near, cv::getStructuringElement(cv::MORPH_ELLIPSE, {11, 25}));
  cv::Mat labels;
  const int count = cv::connectedComponents(near, labels, 8, CV_32S);
  Chain best;
  for (int i = 1; i < count; ++i) {
    Chain chain;
    chain.mask = (labels == i) & mask;
    chain.box = cv::boundingRect(chain.mask);
    chain.area = cv::countNonZero(chain.mask);
    if (chain.box.height > best.box.height) {
      best = chain;
    }
  }
  return best;
}

}  // namespace

Region find_stream(const Appearance& seen, const Region& sky, const Region& vegetation) {
  cv::Mat likely = white_water(seen, sky);
  if (!vegetation.share.empty()) {
    likely = likely.mul(1 - vegetation.share);
  }
  cv::Mat mask = likely > 0.3F;
  mask = without_specks(mask, static_cast<int>(mask.total() / 1500));
  const Chain chain = tallest_chain(mask);
  if (chain.area == 0) {
    return {};
  }
  const auto rows = static_cast<float>(mask.rows);
  const auto all = static_cast<float>(mask.total());
  const auto tall = static_cast<float>(chain.box.height) / rows;
  const auto part = static_cast<float>(chain.area) / all;
  // The rest of the picture should have little of it, and the stream should not be all of it.
  const auto elsewhere =
      static_cast<float>(cv::countNonZero(mask) - chain.area) / static_cast<float>(chain.area);
  const float dark_beside = percentile(seen.grey, 0.5, mask == 0);
  const double brighter = cv::mean(seen.grey, chain.mask)[0] - static_cast<double>(dark_beside);
  Region region;
  region.trust = 0.45 * smooth_between(0.15F, 0.35F, tall) * smooth_between(0.004F, 0.012F, part) *
                 smooth_between(0.25F, 0.15F, part) * smooth_between(0.8F, 0.3F, elsewhere) *
                 smooth_between(-0.02F, 0.06F, static_cast<float>(brighter));
  if (region.trust < 0.05) {
    return {};
  }
  cv::Mat share;
  chain.mask.convertTo(share, CV_32F, 1 / 255.0);
  region.share = guided_filtered(share, seen.grey, 2, 3e-3);
  cv::min(region.share, 1.0, region.share);
  cv::max(region.share, 0.0, region.share);
  return region;
}

}  // namespace kirin::engine::motion
