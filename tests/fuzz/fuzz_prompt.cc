#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/expects.h"
#include "engine/motion/camera/camera_plan.h"
#include "sound/sound.h"

/// Any bytes as a prompt: the camera and the sound are planned, within their bounds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kirin;  // NOLINT(google-build-using-namespace)
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const std::string_view negative = text.substr(text.size() / 2);
  (void)engine::motion::read_camera(text, negative, 0.5, size);
  const std::vector<std::string> voices{"en_male_1", "nobody"};
  const sound::SoundPlan plan = sound::plan_sound(text, negative, voices, 5, size);
  EXPECTS(plan.lines.size() <= 12);
  return 0;
}
