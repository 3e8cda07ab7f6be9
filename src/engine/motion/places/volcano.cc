#include "engine/motion/places/volcano.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/motion/places/landscape.h"
#include "engine/motion/places/noise.h"
#include "engine/motion/places/vegetation.h"
#include "engine/motion/places/weather.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::Light;
using world::Surface;
using world::Vec3;

/// A stream of lava down the cone: from the rim at `angle` (0 faces the viewer) to `length`, a
/// share of the way to the foot.
struct Stream {
  float angle, length, width;
};
constexpr std::array kStreams = {Stream{-1.25F, 0.55F, 0.060F}, Stream{-0.72F, 0.90F, 0.085F},
                                 Stream{-0.30F, 0.48F, 0.050F}, Stream{0.10F, 0.98F, 0.095F},
                                 Stream{0.46F, 0.62F, 0.060F},  Stream{0.95F, 0.85F, 0.075F},
                                 Stream{1.40F, 0.50F, 0.055F}};

/// How much of the point is lava, and how near it glows: from 1 in a stream's middle to 0.
struct Heat {
  float lava = 0;
  float glow = 0;
};

Heat heat_at(float angle, float t, std::uint64_t salt) {
  Heat heat;
  for (const Stream& stream : kStreams) {
    const auto own = salt + static_cast<std::uint64_t>(100 * (stream.angle + 2));
    const float middle = stream.angle + 0.22F * (fbm2(5.5F * t, 0.3F, 3, own) - 0.3F * t);
    const float narrow = 1 - 0.55F * t / stream.length;
    const float width = stream.width * narrow * (1 + 0.35F * fbm2(16 * t, 1.7F, 2, own + 1));
    const float ends = world::smooth_step(stream.length, stream.length - 0.08F, t);
    float away = std::abs(std::remainder(angle - middle, 2 * world::kPi));
    heat.lava = std::max(heat.lava, ends * world::smooth_step(width, 0.45F * width, away));
    heat.glow = std::max(heat.glow, ends * world::smooth_step(4 * width, width, away));
  }
  return heat;
}

bool is_calm(const Site& site) {
  return std::ranges::find(site.scene.setting_traits, "calm") != site.scene.setting_traits.end();
}

/// Where ring `ring` of `rings` and the angle `a` are; t is 0 in the crater and 1 at the foot.
Vec3 cone_point(const Cone& cone, float t, float a) {
  constexpr float kRim = 0.13F;
  const Vec3 out{std::sin(a), 0, std::cos(a)};
  const float slope = t < kRim ? 0.90F + 0.75F * t : std::pow(1 - (t - kRim) / (1 - kRim), 1.7F);
  const float gully = ridged2(4.5F * std::sin(a) + 9, 4.5F * std::cos(a) + 2.5F * t, 4, cone.salt);
  const float rough = world::smooth_step(kRim, 0.5F, t) * (1 - t);
  const float torn = 0.03F * fbm2(6 * std::sin(a), 6 * std::cos(a), 3, cone.salt + 2) *
                     world::smooth_step(0.06F, kRim, t) * (1 - t);
  return cone.foot + out * (cone.radius * t) +
         Vec3{0, cone.height * (slope - 0.16F * rough * gully + torn), 0};
}

Planting boulders(std::uint64_t salt) {
  Planting stones;
  stones.x0 = -34;
  stones.x1 = 34;
  stones.z0 = -50;
  stones.z1 = 6;
  stones.spacing = 2.1F;
  stones.smallest = 0.15F;
  stones.largest = 2.2F;
  stones.density = [salt](float x, float z) {
    return 0.7F * (0.25F + 0.75F * world::smooth_step(0.0F, 0.45F, fbm2(x / 9, z / 9, 2, salt)));
  };
  return stones;
}

void add_volcano(Site& site, const Cone& cone) {
  add_cone(site, cone);
  add_eruption(site, cone);
}

}  // namespace

void add_cone(Site& site, const Cone& cone) {
  world::Mesh mesh;
  constexpr int kRings = 60;
  constexpr int kSides = 240;  // streams are narrow
  const auto point = [&](float ring, float side) {
    return cone_point(cone, ring / kRings, 2 * world::kPi * side / kSides);
  };
  for (int r = 0; r <= kRings; ++r) {
    for (int s = 0; s < kSides; ++s) {
      const auto fr = static_cast<float>(r);
      const auto fs = static_cast<float>(s);
      world::Vertex v;
      v.position = point(fr, fs);
      v.normal = world::normalized(
          world::cross(point(fr + 0.5F, fs) - point(std::max(0.0F, fr - 0.5F), fs),
                       point(fr, fs + 0.5F) - point(fr, fs - 0.5F)));
      v.normal = v.normal.y < 0 ? -v.normal : v.normal;
      const float t = fr / kRings;
      const float a = 2 * world::kPi * fs / kSides;
      const Heat heat = is_calm(site) ? Heat{} : heat_at(a, t, cone.salt);
      v.surface = Surface::rock;
      v.colour = world::mix(site.land.rock, site.land.rock_light,
                            0.5F + 0.5F * fbm2(9 * std::sin(a), 12 * t, 3, cone.salt + 5)) *
                 0.55F;
      v.colour = world::mix(v.colour, site.land.snow,
                            site.land.snow_cover * world::smooth_step(0.5F, 0.2F, t));
      v.colour += Light{0.30F, 0.055F, 0.01F} * (heat.glow * (1 - 0.6F * t));
      if (heat.lava > 0.3F || t < 0.05F) {
        v.colour = Light{5.2F, 1.25F, 0.14F} * ((1.05F - 0.6F * t) * (0.45F + 0.7F * heat.lava));
        v.surface = Surface::lava;
      }
      mesh.vertices.push_back(v);
    }
  }
  for (std::uint32_t r = 0; r < kRings; ++r) {
    for (std::uint32_t s = 0; s < kSides; ++s) {
      const std::uint32_t a = r * kSides + s;
      const std::uint32_t b = r * kSides + (s + 1) % kSides;
      mesh.indices.insert(mesh.indices.end(), {a, a + kSides, b + kSides, a, b + kSides, b});
    }
  }
  add_part(site, "volcano", std::move(mesh));
}

void build_volcano(Site& site) {
  if (site.scene.setting_colours.empty()) {
    site.land.rock = from_srgb(0x3A3234);
    site.land.rock_light = from_srgb(0x6A5850);
    site.land.soil = from_srgb(0x2E2828);
    site.land.grass = from_srgb(0x4E4A2E);
  }
  frame(site, 1.5F, 0.025F);
  const std::uint64_t salt = site.seed ^ 0x701CU;
  Land land;
  const auto wide = rolling(salt, 16, 0.5F);
  const auto crack = [salt](float x, float z) {
    return std::abs(noise2(x / 7 + 0.5F * noise2(x / 3, z / 3, salt), z / 7, salt + 3));
  };
  land.height = [wide, crack](float x, float z) {
    const float free = 1 - stage_mask(x, z, 4.5F, 3);
    return wide(x, z) - 0.45F * free * world::smooth_step(0.14F, 0.02F, crack(x, z));
  };
  land.paint = [colours = site.land, crack, salt](Vec3 at, Vec3 normal) {
    const float grain = fbm2(at.x * 0.8F, at.z * 0.8F, 3, salt + 4);
    const float free = 1 - stage_mask(at.x, at.z, 4, 2.6F);
    const float lava =
        free * world::smooth_step(0.075F, 0.015F, crack(at.x, at.z)) * (at.z < -3 ? 1.0F : 0.0F);
    if (lava > 0.3F) {
      return GroundPaint{Light{3.2F, 0.62F, 0.06F} * (0.4F + lava), Surface::lava};
    }
    GroundPaint paint{
        world::mix(colours.rock, colours.rock_light, std::clamp(0.4F + 0.5F * grain, 0.0F, 1.0F)) *
            0.8F,
        Surface::rock};
    paint.colour +=
        Light{0.20F, 0.045F, 0.01F} *
        (free * world::smooth_step(0.16F, 0.06F, crack(at.x, at.z)) * (at.z < -3 ? 1.0F : 0.0F));
    return snowed(colours, paint, at, normal, salt);
  };
  set_ground(site, land, {.growth = 1.055F, .fine_degrees = 0.7F});
  // Low enough that the frame has room for what comes out of it.
  const float side = site.aspect < 1 ? 0.0F : 70.0F;
  add_volcano(site, {{side, -8, -700}, 380, 150, salt});
  add_ridges(site, 60, 0x441);
  for (int i = 0; i < 5; ++i) {
    site.world.lamps.push_back(
        {.at = {-12.0F + 6 * static_cast<float>(i), 0.4F, -9.0F - static_cast<float>(i % 2) * 4},
         .radiance = {9, 2.6F, 0.5F},
         .reach = 10,
         .flicker = 0.35F});
  }
  add_seat_stone(site, -2.5F, -0.8F, 1.0F, 0x44);
  sow_stones(site, boulders(salt), 0x442);
  Drift embers;
  embers.count = 110;
  embers.half = {10, 5, 10};
  embers.shift = {0, 1, -8};
  embers.velocity = {0.5F, 0.9F, 0.1F};
  embers.wobble = {0.4F, 0.2F, 0.4F};
  embers.smallest = 0.008F;
  embers.largest = 0.018F;
  embers.colour = {3.0F, 0.9F, 0.15F};
  embers.other_colour = {2.4F, 0.5F, 0.08F};
  embers.is_glowing = true;
  embers.blinking = 0.6F;
  site.world.sprites.push_back(drifting(embers, site.seed ^ 0xE3BU));
  site.day.fog.colour = world::mix(site.day.fog.colour, Light{0.20F, 0.10F, 0.07F}, 0.35F);
}

void volcano_beside(Site& site) {
  add_volcano(site, {{-160, -8, -900}, 430, 170, site.seed ^ 0x443U});
}

}  // namespace kirin::engine::motion::places
