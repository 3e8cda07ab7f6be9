#include "engine/motion/direct/framing.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion::direct {
namespace {

constexpr float kWidthShare = 0.66F;  // of the frame's width that the action may fill
constexpr float kWayShare = 0.42F;    // of it that a hero may cross before the camera goes along

}  // namespace

Framing frame_stage(const Stage& stage, const places::Place& place, float aspect) {
  Framing framing;
  framing.fov_y = aspect < 0.9F ? place.fov_y * 1.25F : place.fov_y;
  framing.ground = place.has_ground ? place.ground : std::function<float(float, float)>{};
  framing.farthest = place.farthest_camera;
  framing.focus = stage.focus;
  if (stage.share <= 0) {  // nobody there: the place itself
    // Far enough back to see the trees that line it.
    framing.distance = std::min(std::max(place.camera_distance, 1.7F * stage.backdrop_height),
                                std::max(place.farthest_camera, place.camera_distance));
    framing.height = place.camera_height * 0.3F;
    // Looks as far down as the place says, not at the focus.
    const float to_focus = std::atan2(-framing.height, framing.distance);
    framing.shift_y = std::tan(to_focus - place.pitch) / (2 * std::tan(framing.fov_y / 2));
    return framing;
  }
  const float tangent = std::tan(framing.fov_y / 2);
  // Some of the way, too: what goes along with the camera may still wander over the frame.
  const float wandering = stage.width + std::min(stage.travel, 2 * stage.height);
  const float frame_height =
      std::max({stage.height / stage.share, stage.width / (kWidthShare * aspect),
                wandering / (0.85F * aspect),
                std::min(0.35F * stage.backdrop_height, 1.6F * stage.height / stage.share)});
  framing.distance = std::min(frame_height / (2 * tangent), place.farthest_camera);
  if (stage.is_aloft) {
    // Under water backs are lit and bellies are dark: seen from their own height.
    framing.height = place.is_deep      ? 0.03F * framing.distance
                     : place.has_ground ? -0.10F * framing.distance
                                        : 0.05F * framing.distance;
    framing.shift_y = 0.06F;
    framing.blur = stage.height < 0.5F ? 0.006F : 0;
    return framing;
  }
  // Small things are looked at from above, people at the height of their chest.
  const float looks_down = 0.05F + 0.22F * (1 - world::smooth_step(0.15F, 1.2F, stage.height));
  framing.height = std::max(looks_down * framing.distance, 0.12F * stage.height);
  framing.shift_y = -0.07F;
  framing.blur = 0.012F * (1 - world::smooth_step(0.3F, 2.5F, stage.height)) + 0.0015F;
  return framing;
}

float follow_share(const Stage& stage, const Framing& framing, float aspect) {
  const float width = 2 * framing.distance * std::tan(framing.fov_y / 2) * aspect;
  const float free = std::clamp(0.75F * width - stage.width, 0.1F * width, kWayShare * width);
  return stage.travel <= free ? 0 : 1 - free / stage.travel;
}

}  // namespace kirin::engine::motion::direct
