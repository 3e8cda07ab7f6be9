#include "engine/motion/scene/stage.h"

#include <cmath>

#include "engine/motion/scene/dice.h"

namespace kirin::engine::motion::scene {

void Stage::fill_lit(const Path& path, Rgb local, float depth, float rim_px) const {
  const Rgb body = lit(local, depth);
  if (rim_px < 0.3F || !plan.sun_shows) {
    canvas.fill(path, flat(body));
    return;
  }
  const Vec2 away{plan.sun.x > 0 ? -rim_px : rim_px, 0.55F * rim_px};
  canvas.fill(path, flat(mix(body, lit(local * 1.35F, depth) + plan.palette.key * 0.30F, 0.75F)));
  canvas.fill(path.moved(away), flat(body));
}

Vec2 Stage::place_of(const Actor& actor) const {
  const float cycle = 6.2832F * actor.phase;
  Vec2 at = actor.at + actor.velocity * t;
  switch (actor.kind) {
    case Figure::kite: {
      // Climbs quickly at first and then settles, swaying in the wind.
      const float risen = 1 - std::exp(-1.1F * t / plan.seconds * 2);
      at = actor.at + actor.velocity * (risen * plan.seconds);
      at.x += 0.022F * std::sin(1.15F * t + cycle) + 0.012F * noise1(t * 0.6F, actor.salt);
      at.y += 0.012F * std::sin(1.9F * t + 2 * cycle) + 0.010F * noise1(t * 0.8F, actor.salt + 1);
      return at;
    }
    case Figure::bird:
      at.y += 0.010F * std::sin(1.3F * t + cycle) + 0.015F * noise1(t * 0.4F, actor.salt);
      return at;
    case Figure::butterfly:
      at.x += 0.03F * noise1(t * 0.7F, actor.salt);
      at.y += 0.012F * std::sin(3.1F * t + cycle) + 0.03F * noise1(t * 0.8F, actor.salt + 1);
      return at;
    case Figure::boat:
      at.y += 0.02F * actor.size * std::sin(1.4F * t + cycle);
      return at;
    case Figure::balloon:
    case Figure::lantern:
      at.x += 0.010F * noise1(t * 0.3F, actor.salt);
      return at;
    case Figure::fish:
      at.y += 0.012F * std::sin(0.9F * t + cycle);
      return at;
    default:
      return at;
  }
}

}  // namespace kirin::engine::motion::scene
