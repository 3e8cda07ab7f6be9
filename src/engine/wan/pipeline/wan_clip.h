/// \file
/// One clip on its way through the networks: prompt, conditions, noise, latents, frames.
#pragma once

#include <optional>

#include "engine/engine.h"
#include "engine/wan/pipeline/conditioning.h"
#include "engine/wan/pipeline/frame_delivery.h"
#include "engine/wan/pipeline/memory_plan.h"
#include "engine/wan/pipeline/replay.h"

namespace kirin::wan {

class WanClip {
 public:
  /// What must outlive the clip.
  struct Context {
    const engine::GenerationJob& job;
    const ModelParts& model;
    const WanSettings& settings;
    Replay& replay;
    engine::ProgressSink& progress;
    std::stop_token stop;
  };
  explicit WanClip(const Context& context) : context_(context) {}

  /// Plans, then generates every pass and sends its frames.
  Result<engine::GenerationReport> make(engine::FrameSink& frames);

 private:
  /// A part of the way in [0, 1] that a stage takes.
  struct Share {
    double from = 0;
    double to = 1;
  };
  void report(Share share, double fraction, std::string_view phase) const;
  Result<void> plan();
  Result<void> encode_prompts();
  Result<nn::Tensor> make_latent(int pass, const PassPictures& pictures, Share share);
  Result<void> decode(const nn::Tensor& latent, bool goes_on, FrameDelivery& delivery, Share share);
  Result<Experts> experts() const;
  Result<nn::Tensor> noise(int pass, const nn::Shape& shape) const;
  engine::GenerationReport facts() const;

  Context context_;
  std::optional<Vae> vae_;
  nn::DType compute_ = nn::DType::f32;
  ClipPlan plan_;
  MemoryPlan memory_;
  nn::Tensor text_;
  nn::Tensor negative_;
  nn::Tensor last_frame_;  ///< [3, height, width] of the pass before
};

}  // namespace kirin::wan
