/// \file
/// The engine of open weights: video diffusion with the networks of Wan 2.1 and 2.2.
///
/// docs/wan.md walks through it; docs/open-weights.md says which files make which clips.
#pragma once

#include <memory>
#include <string>

#include "engine/engine.h"
#include "engine/wan/pipeline/model_parts.h"
#include "engine/wan/pipeline/replay.h"
#include "engine/wan/pipeline/wan_settings.h"

namespace kirin::wan {

class WanEngine final : public engine::Engine {
 public:
  /// Maps the files that the settings name and reads their headers: to be called while files may
  /// still be opened. Errors say which file is missing or what is wrong with it.
  static Result<std::unique_ptr<WanEngine>> open(const WanSettings& settings);
  /// The same from parts that are open already.
  WanEngine(WanSettings settings, ModelParts model, Replay replay);
  ~WanEngine() override;

  std::string_view name() const override { return "wan"; }
  /// As Engine::generate. Asks `stop` before every block of the networks. resource_exhausted before
  /// anything is computed where the clip cannot fit into the memory that is allowed.
  Result<engine::GenerationReport> generate(const engine::GenerationJob& job,
                                            engine::FrameSink& frames,
                                            engine::ProgressSink& progress,
                                            std::stop_token stop) override;

 private:
  WanSettings settings_;
  ModelParts model_;
  Replay replay_;
};

}  // namespace kirin::wan
