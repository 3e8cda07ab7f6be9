// What hands and heads say.
#include <array>
#include <cmath>

#include "engine/motion/animate/biped_deeds.h"

namespace kirin::engine::motion::animate {
namespace {

void wave(Act& a) {
  stand_idly(a);
  const float up = world::smooth_step(0.0F, 0.45F, a.t);
  const float swing = a.wave(1.6F);
  a.puppet.arm(1, 0.25F * up, 0.14F + 1.45F * up, -0.2F * up, 0.25F);
  a.reach(1, world::mix(0.30F, 0.62F + 0.16F * swing * up, up), world::mix(-0.9F, 0.52F, up),
          world::mix(0.05F, 0.22F, up), {-1.0F, -0.7F, -0.15F});
  a.puppet.hand(1, 0, 0, 1.2F * up);
  a.puppet.add_turn(Part::spine, 0, 0, 0.04F * up);
  a.mouth = 0.25F;
  a.brows = 0.3F;
}

constexpr std::array kDeeds{Deed{"wave", wave}};

}  // namespace

std::span<const Deed> gesture_deeds() { return kDeeds; }

}  // namespace kirin::engine::motion::animate
