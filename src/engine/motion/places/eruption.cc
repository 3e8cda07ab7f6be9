// What comes out of a volcano.
#include <algorithm>
#include <cmath>

#include "engine/motion/places/volcano.h"
#include "engine/motion/places/weather.h"

namespace kirin::engine::motion::places {
namespace {

using world::Light;
using world::Vec3;

/// Ash that boils up and bends with the wind, red underneath where the fire lights it.
void add_ash(Site& site, const Cone& cone, Vec3 crater, float amount) {
  const float night = site.day.is_dark ? 1.0F : 0.0F;
  const Light smoke =
      site.day.light.sky * 0.30F + site.day.light.key * 0.06F + Light{0.030F, 0.024F, 0.022F};
  Plume ash;
  ash.from = crater;
  ash.scatter = {0.05F * cone.radius, 4, 0.05F * cone.radius};
  ash.velocity = Vec3{0.03F, 0.21F, 0} * cone.height + site.day.wind * 5;
  ash.seconds = 9;
  ash.young_radius = 0.075F * cone.radius;
  ash.radius = 0.30F * cone.radius;
  ash.count = static_cast<int>(150 * amount);
  ash.colour = smoke + Light{0.55F, 0.16F, 0.035F} * (0.35F + 0.85F * night);
  ash.old_colour = smoke + Light{0.09F, 0.025F, 0.008F} * night;
  ash.opacity = 0.62F;
  site.world.sprites.push_back(plume(ash, site.seed ^ (cone.salt + 1)));
}

/// Clots of lava on their arcs, and the jet that throws them. Gravity is stronger than the real
/// one, so that an arc is seen from its rise to its fall in a short clip.
void add_fountain(Site& site, const Cone& cone, Vec3 crater) {
  Plume clots;
  clots.from = crater;
  clots.scatter = {0.045F * cone.radius, 2, 0.045F * cone.radius};
  clots.velocity = {0, 0.42F * cone.height, 0};
  clots.seconds = 4.2F;
  clots.young_radius = 0.011F * cone.radius;
  clots.radius = 0.007F * cone.radius;
  clots.count = 460;
  clots.colour = {8, 2.6F, 0.45F};
  clots.old_colour = {3.4F, 0.6F, 0.07F};
  clots.opacity = 1;
  clots.is_glowing = true;
  clots.fall = {0, -0.17F * cone.height, 0};
  site.world.sprites.push_back(plume(clots, site.seed ^ (cone.salt + 2)));
  Plume jet = clots;
  jet.scatter = {0.03F * cone.radius, 1, 0.03F * cone.radius};
  jet.velocity = {0, 0.20F * cone.height, 0};
  jet.seconds = 1.7F;
  jet.young_radius = 0.045F * cone.radius;
  jet.radius = 0.025F * cone.radius;
  jet.count = 60;
  jet.colour = {1.5F, 0.45F, 0.07F};
  jet.old_colour = {0.7F, 0.13F, 0.02F};
  jet.opacity = 0.8F;
  jet.fall = {};
  site.world.sprites.push_back(plume(jet, site.seed ^ (cone.salt + 3)));
}

void add_glow(Site& site, const Cone& cone, Vec3 crater) {
  const float strength = site.day.is_dark ? 1.0F : 0.55F;
  site.world.sprites.push_back([crater, radius = cone.radius, strength](
                                   double seconds, Vec3, std::vector<world::Sprite>& out) {
    const float breath = 0.8F + 0.2F * std::sin(2.3F * static_cast<float>(seconds));
    for (const float size : {0.32F, 0.85F}) {
      world::Sprite glow;
      glow.at = crater + Vec3{0, 0.07F * radius, 0.1F * radius};
      glow.radius = size * radius;
      glow.colour = Light{0.60F, 0.17F, 0.035F} * (strength * breath * (size < 0.5F ? 1 : 0.5F));
      glow.is_glowing = true;
      out.push_back(glow);
    }
  });
  if (site.day.is_dark) {  // the slopes and the plain are lit by it, too
    site.world.lamps.push_back(
        {.at = crater + Vec3{0, 0.35F * cone.height, 0.25F * cone.radius},
         .radiance = Light{0.55F, 0.15F, 0.03F} * (cone.height * cone.height),
         .reach = 3 * cone.radius,
         .flicker = 0.3F});
  }
}

}  // namespace

void add_eruption(Site& site, const Cone& cone) {
  const Vec3 crater = cone.foot + Vec3{0, 0.94F * cone.height, 0};
  const bool is_calm =
      std::ranges::find(site.scene.setting_traits, "calm") != site.scene.setting_traits.end();
  add_ash(site, cone, crater, is_calm ? 0.3F : 1.0F);
  if (!is_calm) {
    add_fountain(site, cone, crater);
    add_glow(site, cone, crater);
  }
}

}  // namespace kirin::engine::motion::places
