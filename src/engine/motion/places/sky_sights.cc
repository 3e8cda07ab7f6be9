#include "engine/motion/places/sky_sights.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kirin::engine::motion::places {
namespace {

using world::Light;
using world::Sprite;
using world::Vec3;

float chance(std::uint64_t seed, int i, std::uint64_t purpose) {
  return hashed_unit(i, seed + purpose * 0x51EDU);
}

/// A bolt every 2.4 s or so, with its return strokes (Uman 1987: three or four within 0.2 s).
struct Flash {
  int slot = 0;     ///< which bolt it is
  float power = 0;  ///< [0, 1]
};

Flash flash_at(std::uint64_t seed, double seconds) {
  constexpr float kSlot = 2.4F;
  const float run = static_cast<float>(seconds) / kSlot;
  const int slot = static_cast<int>(std::floor(run));
  const float since = (run - std::floor(run) - 0.25F - 0.3F * chance(seed, slot, 1)) * kSlot;
  if (since < 0 || since > 0.55F) {
    return {slot, 0};
  }
  const float stroke = since < 0.30F ? std::abs(std::cos(since * 34)) : 1;
  return {slot, std::exp(-since * 6) * (0.25F + 0.75F * stroke)};
}

void lightning(std::uint64_t seed, float spread, double seconds, Vec3 eye,
               std::vector<Sprite>& out) {
  const auto [slot, power] = flash_at(seed, seconds);
  if (power <= 0) {
    return;
  }
  const float far = 520;
  Vec3 at{eye.x + spread * far * (2 * chance(seed, slot, 2) - 1), eye.y + 190, eye.z - far};
  const Light blaze = Light{5.0F, 5.6F, 7.5F} * power;
  Sprite glow;
  glow.at = at + Vec3{0, -30, 0};
  glow.radius = 260;
  glow.colour = Light{0.55F, 0.62F, 0.85F} * power;
  glow.is_glowing = true;
  out.push_back(glow);
  constexpr int kParts = 15;
  for (int i = 0; i < kParts; ++i) {
    const int key = slot * 64 + i;
    const Vec3 step{34 * (2 * chance(seed, key, 3) - 1), -15.5F, 0};
    Sprite part;
    part.at = at + step * 0.5F;
    part.streak = step * 1.06F;
    part.radius = 1.1F - 0.03F * static_cast<float>(i);
    part.colour = blaze;
    part.is_glowing = true;
    part.softness = 0.6F;
    out.push_back(part);
    if (chance(seed, key, 4) < 0.35F) {  // a branch that ends in the air
      const Vec3 branch{46 * (2 * chance(seed, key, 5) - 1), -22, 0};
      part.at = at + step + branch * 0.5F;
      part.streak = branch;
      part.radius = 0.5F;
      part.colour = blaze * 0.4F;
      out.push_back(part);
    }
    at += step;
  }
}

/// While a bolt burns the land is light as by day: a lamp high over the stage, towards the viewer,
/// so that what the camera sees is lit.
void add_flash_light(Site& site, std::uint64_t seed) {
  constexpr float kHigh = 260;
  world::Node node;
  node.label = "lightning";
  node.at = [seed](double seconds) {
    world::NodeState state;
    state.glow = flash_at(seed, seconds).power;
    state.is_visible = state.glow > 0;
    return state;
  };
  site.world.nodes.push_back(std::move(node));
  site.world.lamps.push_back({.at = site.place.stage + Vec3{-60, kHigh, 120},
                              .node = static_cast<int>(site.world.nodes.size()) - 1,
                              .radiance = Light{2.0F, 2.2F, 2.7F} * (kHigh * kHigh),
                              .reach = 6 * kHigh});
}

void fireworks(std::uint64_t seed, float spread, double seconds, Vec3 stage,
               std::vector<Sprite>& out) {
  constexpr float kLife = 2.3F;
  constexpr int kShells = 5;
  for (int shell = 0; shell < kShells; ++shell) {
    const float run =
        static_cast<float>(seconds) / kLife + static_cast<float>(shell) / kShells + 0.25F;
    const float age = (run - std::floor(run)) * kLife;
    const int key = shell + 91 * static_cast<int>(std::floor(run));
    const Vec3 burst =
        stage + Vec3{spread * 150 * (2 * chance(seed, key, 1) - 1), 46 + 34 * chance(seed, key, 2),
                     -165 - 50 * chance(seed, key, 3)};
    constexpr float kRise = 0.55F;
    const Light colour = light_of_hue(chance(seed, key, 4), 0.75F, 1);
    if (age < kRise) {
      Sprite rocket;
      rocket.at = burst - Vec3{0, 55 * (1 - age / kRise), 0};
      rocket.streak = {0, 7, 0};
      rocket.radius = 0.35F;
      rocket.colour = {2.0F, 1.5F, 0.8F};
      rocket.is_glowing = true;
      out.push_back(rocket);
      continue;
    }
    const float t = age - kRise;
    const float fade = std::max(0.0F, 1 - t / (kLife - kRise));
    constexpr int kStars = 84;
    for (int i = 0; i < kStars; ++i) {
      const float y = 1 - 2 * (static_cast<float>(i) + 0.5F) / kStars;
      const float a = 2.39996F * static_cast<float>(i);
      const float r = std::sqrt(1 - y * y);
      const Vec3 out_ward{r * std::cos(a), y, r * std::sin(a)};
      // Air brakes them, then they sink.
      const float reach = 27 * (1 - std::exp(-2.6F * t)) * (0.9F + 0.2F * chance(seed, i, 5));
      Sprite star;
      star.at = burst + out_ward * reach + Vec3{0, -3.2F * t * t, 0};
      star.streak = out_ward * (9 * std::exp(-2.6F * t)) + Vec3{0, -1.6F * t, 0};
      star.radius = 0.30F + 0.15F * fade;
      star.colour = world::mix(colour, Light{1, 0.9F, 0.7F}, 0.25F) * (3.2F * fade * fade);
      star.is_glowing = true;
      out.push_back(star);
    }
    Sprite flash;
    flash.at = burst;
    flash.radius = 36;
    flash.colour = colour * (0.9F * std::exp(-5 * t));
    flash.is_glowing = true;
    out.push_back(flash);
  }
}

void meteors(std::uint64_t seed, float spread, double seconds, Vec3 eye, std::vector<Sprite>& out) {
  constexpr float kSlot = 0.9F;
  for (int lane = 0; lane < 2; ++lane) {
    const float run = static_cast<float>(seconds) / kSlot + 0.5F * static_cast<float>(lane);
    const float age = run - std::floor(run);
    const int key = lane + 53 * static_cast<int>(std::floor(run));
    const Vec3 direction = world::normalized({-1, -0.55F, 0});
    const Vec3 from{spread * 900 * (2 * chance(seed, key, 1) - 0.6F),
                    240 + 220 * chance(seed, key, 2), -1000};
    Sprite trail;
    const float length = 130 * std::sin(world::kPi * age);
    trail.at = eye + from + direction * (420 * age);
    trail.streak = direction * length;
    trail.radius = 1.5F;
    trail.colour = Light{2.2F, 2.4F, 2.8F} * std::sin(world::kPi * age);
    trail.is_glowing = true;
    out.push_back(trail);
  }
}

}  // namespace

void add_sky_sights(Site& site) {
  const float spread = 0.36F * std::clamp(site.aspect, 0.5F, 2.0F);
  const std::uint64_t seed = site.seed ^ 0x5161U;
  if (site.scene.weather.has_lightning && !site.excludes("lightning")) {
    site.world.sprites.push_back(
        [seed, spread](double seconds, Vec3 eye, std::vector<Sprite>& out) {
          lightning(seed, spread, seconds, eye, out);
        });
    add_flash_light(site, seed);
  }
  for (const story::SkySight& sight : site.scene.sights) {
    if (site.excludes(sight.id)) {
      continue;
    }
    if (sight.id == "fireworks") {
      site.world.sprites.push_back(
          [seed, spread, stage = site.place.stage](double seconds, Vec3, std::vector<Sprite>& out) {
            fireworks(seed, spread, seconds, stage, out);
          });
    } else if (sight.id == "meteors" || sight.id == "meteor") {
      site.world.sprites.push_back(
          [seed, spread](double seconds, Vec3 eye, std::vector<Sprite>& out) {
            meteors(seed, spread, seconds, eye, out);
          });
    }
  }
}

}  // namespace kirin::engine::motion::places
