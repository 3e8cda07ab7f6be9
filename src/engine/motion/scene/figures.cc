#include "engine/motion/scene/figures.h"

#include <algorithm>

namespace kirin::engine::motion::scene {
namespace {

const Actor* holder_of(const Stage& stage, const Actor& kite) {
  const auto index = static_cast<int>(&kite - stage.plan.actors.data());
  const auto found = std::ranges::find(stage.plan.actors, index, &Actor::holds);
  return found == stage.plan.actors.end() ? nullptr : &*found;
}

/// What stands on the ground darkens it.
void draw_contact_shadow(Stage& stage, const Actor& actor, float half_width) {
  const Placement p = placed(stage, actor);
  const Rgb dark = stage.plan.palette.ambient * Rgb{0.12F, 0.10F, 0.16F};
  const float lean =
      stage.plan.sun_shows && !stage.plan.is_moon
          ? (stage.plan.sun.x > p.at.x / stage.view.height - stage.plan.aspect / 2 ? -0.35F : 0.35F)
          : 0.0F;
  stage.canvas.soft_ellipse(p.at + Vec2{lean * half_width * p.scale, 0},
                            half_width * 1.6F * p.scale, 0.055F * p.scale + 1, dark, 0.5F);
}

}  // namespace

Placement placed(const Stage& stage, const Actor& actor) {
  return {stage.view.project(stage.place_of(actor), actor.depth),
          actor.size * stage.view.scale(actor.depth), actor.facing, 0, 1};
}

void draw_actor(Stage& stage, const Actor& actor) {
  switch (actor.kind) {
    case Figure::person:
      draw_contact_shadow(stage, actor, 0.16F);
      return draw_person(stage, actor);
    case Figure::kite:
      return draw_kite(stage, actor, holder_of(stage, actor));
    case Figure::bird:
      return draw_bird(stage, actor);
    case Figure::butterfly:
      return draw_butterfly(stage, actor);
    case Figure::fish:
      return draw_fish(stage, actor);
    case Figure::dog:
    case Figure::cat:
    case Figure::horse:
      draw_contact_shadow(stage, actor, 0.45F);
      return draw_four_legged(stage, actor);
    case Figure::boat:
      return draw_boat(stage, actor);
    case Figure::car:
      draw_contact_shadow(stage, actor, 1.1F);
      return draw_car(stage, actor);
    case Figure::house:
      draw_contact_shadow(stage, actor, 0.7F);
      return draw_house(stage, actor);
    case Figure::balloon:
      return draw_balloon(stage, actor);
    case Figure::rocket:
      return draw_rocket(stage, actor);
    case Figure::lantern:
      return draw_lantern(stage, actor);
    case Figure::tree:
      draw_contact_shadow(stage, actor, 0.25F);
      return draw_tree(stage, actor);
    case Figure::flower:
      return draw_flower(stage, actor);
  }
}

}  // namespace kirin::engine::motion::scene
