#include "engine/motion/ambient/flicker.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "engine/motion/dice.h"

namespace kirin::engine::motion {
namespace {

constexpr int kRhythms = 8;
constexpr int kTones = 6;
constexpr double kToneRatio = 1.55;  ///< the quickest is nine times the slowest
constexpr float kFaintest = 0.004F;  ///< gain below which nothing is changed

}  // namespace

Flicker::Flicker(const cv::Mat& share, const FlickerLook& look, const Passage& passage) {
  cv::Mat spots = share > 0.35F;
  cv::Mat labels;
  const int count = cv::connectedComponents(spots, labels, 8, CV_32S);
  for (int group = 0; group < std::min(kRhythms, count - 1); ++group) {
    cv::Mat gain(share.size(), CV_32F);
    for (int y = 0; y < share.rows; ++y) {
      for (int x = 0; x < share.cols; ++x) {
        const int label = labels.at<int>(y, x);
        const bool is_mine = label > 0 && (label - 1) % kRhythms == group;
        gain.at<float>(y, x) = is_mine ? share.at<float>(y, x) : 0;
      }
    }
    cv::GaussianBlur(gain, gain, {}, 1.2);
    if (look.spill > 0) {
      cv::Mat around;
      cv::GaussianBlur(gain, around, {}, look.spill * share.cols);
      double most = 0;
      cv::minMaxIdx(around, nullptr, &most);
      gain = cv::max(gain, around * (look.spill_gain / std::max(most, 1e-6)));
    }
    // Softly down to exactly nothing.
    gain = cv::max(gain - kFaintest, 0);
    Rhythm rhythm;
    rhythm.box = cv::boundingRect(gain > 0);
    rhythm.gain = gain(rhythm.box).clone();
    Dice dice(look.seed * 31 + static_cast<std::uint64_t>(group));
    double sum = 0;
    for (int i = 0; i < kTones; ++i) {
      const double hz = look.slowest_hz * std::pow(kToneRatio, i) * dice.between(0.85F, 1.15F);
      const double amplitude = std::pow(hz / look.slowest_hz, -0.5 * look.colour);
      rhythm.tones.push_back(
          {passage.fitted_hz(hz), amplitude, 2 * std::numbers::pi * dice.unit()});
      sum += amplitude * amplitude;
    }
    for (Tone& tone : rhythm.tones) {
      tone.amplitude *= look.depth / std::sqrt(sum);
    }
    rhythms_.push_back(std::move(rhythm));
  }
}

void Flicker::add_to(cv::Mat& light, const Passage& passage, double t) const {
  const double presence = passage.loops ? 1 : passage.presence(t, kOnset);
  if (presence <= 0) {
    return;
  }
  const double elapsed = passage.elapsed(t);
  for (const Rhythm& rhythm : rhythms_) {
    double level = 0;
    for (const Tone& tone : rhythm.tones) {
      const double turn = 2 * std::numbers::pi * tone.hz * elapsed + tone.phase;
      level += tone.amplitude * (std::sin(turn) - (passage.loops ? std::sin(tone.phase) : 0));
    }
    const auto by = static_cast<float>(presence * level);
    for (int y = 0; y < rhythm.box.height; ++y) {
      float* to = light.ptr<float>(rhythm.box.y + y) + rhythm.box.x;
      const float* gain = rhythm.gain.ptr<float>(y);
      for (int x = 0; x < rhythm.box.width; ++x) {
        to[x] += by * gain[x];
      }
    }
  }
}

void Flicker::limit(const cv::Mat& factor) {
  for (Rhythm& rhythm : rhythms_) {
    cv::multiply(rhythm.gain, factor(rhythm.box), rhythm.gain);
  }
}

}  // namespace kirin::engine::motion
