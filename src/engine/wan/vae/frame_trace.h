#pragma once

#include <string>
#include <utility>
#include <vector>

#include "nn/trace.h"

namespace kirin::wan {

/// Gathers the frames that pass a layer one at a time and shows them as the reference would: for
/// each name one tensor [1, channels, frames, height, width] of all frames of a chunk.
class FrameTrace {
 public:
  explicit FrameTrace(nn::Trace trace) : trace_(std::move(trace)) {}

  /// Keeps a copy of `frame` [1, height, width, channels].
  void record(const std::string& name, const nn::Tensor& frame);
  /// Shows what was gathered, each name after `prefix` and a dot, and forgets it.
  void flush(const std::string& prefix);

 private:
  nn::Trace trace_;
  std::vector<std::pair<std::string, std::vector<nn::Tensor>>> gathered_;
};

}  // namespace kirin::wan
