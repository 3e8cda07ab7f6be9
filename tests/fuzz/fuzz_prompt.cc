#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/expects.h"
#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/compose/stage_directions.h"
#include "sound/sound.h"

namespace {

/// The plan starts at the picture, is told in words, and its path is finite.
void expect_sound_path(const kirin::engine::motion::CameraPlan& plan) {
  using namespace kirin::engine::motion;  // NOLINT(google-build-using-namespace)
  EXPECTS(!plan.segments.empty() && !describe(plan).empty());
  EXPECTS(asked_motion(plan).size() == plan.segments.size());
  const CameraPose start = at(plan, plan.is_reversed ? 1 : 0);
  EXPECTS(std::abs(start.zoom - 1) + std::abs(start.x) + std::abs(start.y) < 1e-9);
  EXPECTS(start.aperture == 0);
  for (int i = 0; i <= 8; ++i) {
    const CameraPose pose = at(plan, i / 8.0);
    EXPECTS(std::isfinite(pose.zoom) && pose.zoom > 0.5 && pose.zoom < 8);
    EXPECTS(std::abs(pose.x) < 0.5 && std::abs(pose.y) < 0.5 && std::abs(pose.push) < 0.6);
  }
}

}  // namespace

/// Any bytes as a prompt: the camera, the places of pictures and the sound are planned, within
/// their bounds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kirin;  // NOLINT(google-build-using-namespace)
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const std::string_view negative = text.substr(text.size() / 2);
  for (const double seconds : {5.0, 10.0}) {
    const auto plan = engine::motion::read_camera(text, negative, 0.5, size, seconds);
    expect_sound_path(plan);
    expect_sound_path(engine::motion::reversed(plan));
  }
  (void)engine::motion::explain_camera(text, negative);
  const std::size_t pictures = 1 + size % 4;
  const auto directions = engine::motion::read_stage_directions(text, pictures);
  EXPECTS(directions.places.size() == pictures && directions.background.value_or(0) < pictures);
  const std::vector<std::string> voices{"en_male_1", "nobody"};
  const sound::SoundPlan plan = sound::plan_sound(text, negative, voices, 5, size);
  EXPECTS(plan.lines.size() <= 12);
  return 0;
}
