/// \file
/// From light to a finished picture: exposure, tone curve, saturation, vignette, grain, 8 bits.
///
/// The tone curve is Uchimura's (2017): a gentle toe, a straight middle that leaves colours as they
/// were chosen, and a shoulder that reaches white slowly, each channel by itself so that very
/// bright colours pale.
#pragma once

#include <vector>

#include "engine/motion/render/bloom.h"
#include "engine/motion/render/frame_buffer.h"
#include "engine/motion/world/world.h"
#include "media/image.h"

namespace kirin::engine::motion::render {

/// The tone curve with the sRGB transfer behind it, as a table.
class ToneCurve {
 public:
  explicit ToneCurve(const world::Look& look);
  static constexpr int kSteps = 16384;
  /// Light x is at kSteps · x / (x + kKnee).
  static constexpr float kKnee = 0.25F;
  const float* table() const { return table_.data(); }  ///< kSteps + 1 levels, [0, 1]

 private:
  std::vector<float> table_;
};

/// What the finish needs beside the light.
struct FinishLook {
  float exposure = 1;
  float saturation = 1;
  float vignette = 0;
  float grain = 0;
  std::uint32_t grain_seed = 0;        ///< changes with the frame
  const LightPlanes* bloom = nullptr;  ///< at a quarter of the size, exposed; null: none
  float bloom_share = 0;
};

void finish(const FrameBuffer& frame, const ToneCurve& curve, const FinishLook& look,
            media::Image& out);

}  // namespace kirin::engine::motion::render
