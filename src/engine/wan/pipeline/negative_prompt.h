#pragma once

#include <string>

namespace kirin::wan {

/// What is not wanted where the caller names nothing: the default of the official programs, which
/// their models were tuned with. Image to video of 2.1 begins it with "camera shake", first and
/// last frame with "shot change" before that.
enum class NegativeStart : unsigned char { none, camera_shake, shot_change };
std::string default_negative_prompt(NegativeStart start);

}  // namespace kirin::wan
