/// \file
/// A reference's inputs in place of a job's, and what came of them in a file: how maintainers
/// compare whole runs.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "base/unique_fd.h"
#include "engine/wan/pipeline/clip_plan.h"
#include "engine/wan/pipeline/conditioning.h"
#include "nn/weights/weights.h"

namespace kirin::wan {

/// Opened before the process gives up its rights.
class Replay {
 public:
  /// Opens what the settings name; empty where they name nothing.
  static Result<Replay> open(const WanSettings& settings);

  bool replays() const { return !inputs_.tensors().empty(); }
  bool records() const { return static_cast<bool>(record_); }

  Result<nn::Tensor> noise() const { return inputs_.get("noise"); }
  /// Token ids that end with eos.
  Result<std::vector<std::int32_t>> ids(const char* name) const;
  /// The pictures image_u8, last_image_u8 and refN_u8, where they are there, in place of the job's.
  Result<void> replace(PassPictures& pictures) const;
  /// Size and frames as the noise has them, one pass.
  Result<void> apply(nn::Index stride_space, nn::Index stride_time, ClipPlan& plan) const;

  /// Keeps a result; `write` writes all of them as safetensors.
  void keep(const std::string& name, const nn::Tensor& tensor);
  Result<void> write() const;

 private:
  nn::Weights inputs_;
  UniqueFd record_;
  nn::Weights::Tensors results_;
};

}  // namespace kirin::wan
