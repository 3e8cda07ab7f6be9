#include "engine/motion/animate/biped_face.h"

#include <cmath>

#include "engine/motion/dice.h"

namespace kirin::engine::motion::animate {
namespace {

/// How far the lids are open, 1 but for a blink every few seconds (in life 15 a minute, 0.2 s
/// each).
float open_lids(double seconds, std::uint64_t salt) {
  constexpr double kRound = 3.4;  // a blink in each, somewhere
  const double at = std::floor(seconds / kRound);
  const float when = 0.25F + 2.6F * hashed_unit(static_cast<std::int64_t>(at), salt);
  const float away = std::abs(static_cast<float>(seconds - at * kRound) - when);
  return world::smooth_step(0.02F, 0.11F, away);
}

}  // namespace

void move_face(Act& act) {
  Puppet& p = act.puppet;
  const float open =
      std::min(act.eyes, open_lids(static_cast<double>(act.t), act.manner.seed ^ 77));
  for (const int side : {0, 1}) {
    const Part eye = part_of(Part::eye_l, side);
    p.turn(eye, act.gaze.x, act.gaze.y, 0);
    p.joint(eye).stretch = {1, std::max(open, 0.10F), open < 0.5F ? 0.9F : 1.0F};
    const Part brow = part_of(Part::brow_l, side);
    p.joint(brow).shift = {0, 0.012F * p.rig().height * act.brows, 0};
    p.turn(brow, 0, 0, -sign_of(side) * 0.25F * std::min(act.brows, 0.0F));
  }
  p.joint(Part::mouth).stretch = {1 - 0.12F * act.mouth, 1 + 2.6F * act.mouth, 1};
}

}  // namespace kirin::engine::motion::animate
