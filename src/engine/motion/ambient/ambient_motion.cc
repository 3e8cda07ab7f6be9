#include "engine/motion/ambient/ambient_motion.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "engine/motion/ambient/air.h"
#include "engine/motion/ambient/movers.h"

namespace kirin::engine::motion {
namespace {

constexpr float kMostShimmer = 0.2F;  ///< of brightness
constexpr double kStillHold = 0.04;   ///< widths from a static mask over which movement returns

}  // namespace

struct AmbientMotion::Impl {
  Movers movers;
};

AmbientMotion::AmbientMotion(const SceneUnderstanding& understanding, const cv::Mat& picture,
                             const AmbientBrief& brief)
    : impl_(std::make_unique<Impl>(Impl{make_movers(understanding, picture, brief)})) {}
AmbientMotion::~AmbientMotion() = default;
AmbientMotion::AmbientMotion(AmbientMotion&&) noexcept = default;

AmbientMoment AmbientMotion::at(double t) const {
  const Movers& my = impl_->movers;
  AmbientMoment moment;
  if (my.passage.elapsed(t) == 0) {
    return moment;
  }
  if (!my.waves.empty() || !my.swings.empty() || !my.flows.empty()) {
    moment.shift = cv::Mat::zeros(my.grid, CV_32FC2);
  }
  if (!my.waves.empty() || !my.flickers.empty()) {
    moment.light = cv::Mat::ones(my.grid, CV_32F);
  }
  if (!my.waves.empty()) {
    my.waves.add_to(moment.shift, my.passage, t);
    for (int y = 0; y < my.grid.height; ++y) {
      const auto* shift = moment.shift.ptr<cv::Vec2f>(y);
      const float* gain = my.brightening.ptr<float>(y);
      float* light = moment.light.ptr<float>(y);
      for (int x = 0; x < my.grid.width; ++x) {
        light[x] += std::clamp(gain[x] * shift[x][1], -kMostShimmer, kMostShimmer);
      }
    }
  }
  for (const Oscillation& swing : my.swings) {
    swing.add_to(moment.shift, my.passage, t);
  }
  for (const Flicker& flicker : my.flickers) {
    flicker.add_to(moment.light, my.passage, t);
  }
  const bool starts_over =
      std::ranges::any_of(my.flows, [](const FlowMap& flow) { return !flow.is_single(); });
  cv::Mat other = moment.shift.clone();
  cv::Mat share = starts_over ? cv::Mat::zeros(my.grid, CV_32F) : cv::Mat();
  for (const FlowMap& flow : my.flows) {
    flow.add_to(moment.shift, other, share, my.passage, t);
  }
  if (starts_over) {
    moment.other_shift = other;
    moment.share = share;
  }
  return moment;
}

void AmbientMotion::draw_over(double t, const CameraPose& pose, const SeenAt& seen_at,
                              cv::Mat& frame) const {
  const Movers& my = impl_->movers;
  my.glitter.draw(t, my.passage, seen_at, frame);
  my.fog.draw(t, my.passage, pose, frame);
  if (my.weather.empty()) {
    return;
  }
  const Air air(pose, my.disparity, my.front, frame.size());
  for (const auto& [kind, look] : my.weather) {
    draw_weather(kind, look, my.passage, t, air, frame);
  }
}

void AmbientMotion::hold_still(const cv::Mat& mask) {
  Movers& my = impl_->movers;
  cv::Mat coarse;
  cv::resize(mask, coarse, my.grid, 0, 0, cv::INTER_AREA);
  cv::Mat away;
  cv::distanceTransform(coarse == 0, away, cv::DIST_L2, cv::DIST_MASK_5);
  cv::Mat freedom(my.grid, CV_32F);
  const auto whole = static_cast<float>(kStillHold * my.grid.width);
  for (int y = 0; y < freedom.rows; ++y) {
    for (int x = 0; x < freedom.cols; ++x) {
      // The cell beside the mask stays too: values reach into their neighbours.
      const float part = std::clamp((away.at<float>(y, x) - 1) / whole, 0.0F, 1.0F);
      freedom.at<float>(y, x) = part * part * (3 - 2 * part);
    }
  }
  my.waves.limit(freedom);
  for (Oscillation& swing : my.swings) {
    swing.limit(freedom);
  }
  for (FlowMap& flow : my.flows) {
    flow.limit(freedom);
  }
  for (Flicker& flicker : my.flickers) {
    flicker.limit(freedom);
  }
  my.glitter.remove(mask);
}

std::vector<std::string> AmbientMotion::describe() const { return impl_->movers.names; }

}  // namespace kirin::engine::motion
