/// \file
/// What ambient motion is asked for.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <string_view>

namespace kirin::engine::motion {

/// What ambient motion is made for.
struct AmbientBrief {
  std::string_view prompt;
  std::string_view negative_prompt;
  double strength = 0.5;  ///< `cfg_scale`: [0, 1], 0.5 is ordinary
  cv::Size size;          ///< of the frames
  double seconds = 5;
  std::uint64_t seed = 0;
  bool is_arriving = false;  ///< the given picture is the last frame, not the first
};

}  // namespace kirin::engine::motion
