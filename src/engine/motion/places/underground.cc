#include "engine/motion/places/underground.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/places/noise.h"
#include "engine/motion/places/vegetation.h"
#include "engine/motion/places/weather.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::Light;
using world::Surface;
using world::Vec3;

/// The cave's walls and ceiling, seen from inside: rings along z whose radius noise shapes.
world::Mesh vault_mesh(const LandColours& colours, std::uint64_t salt) {
  world::Mesh mesh;
  constexpr int kRings = 60;
  constexpr int kSides = 64;
  const auto point = [&](float ring, float side) {
    const float z = 14 - 66 * ring / kRings;
    const float a = world::kPi * (-0.12F + 1.24F * side / kSides);  // from the right over the top
    const float bulge = 1 +
                        0.30F * fbm2(2.2F * std::cos(a) + 4, z / 9 + 1.6F * std::sin(a), 4, salt) +
                        0.10F * ridged2(5 * std::cos(a), z / 3.5F + 4 * std::sin(a), 3, salt + 5);
    // A mouth far behind lets daylight in.
    const float throat = 1 - 0.50F * world::smooth_step(-16, -40, z);
    return Vec3{10.5F * bulge * throat * std::cos(a) + 0.10F * (z + 5),
                -0.8F + 8.2F * bulge * throat * std::sin(a), z};
  };
  for (int r = 0; r <= kRings; ++r) {
    for (int s = 0; s <= kSides; ++s) {
      const auto fr = static_cast<float>(r);
      const auto fs = static_cast<float>(s);
      world::Vertex v;
      v.position = point(fr, fs);
      v.normal = world::normalized(world::cross(point(fr, fs + 0.5F) - point(fr, fs - 0.5F),
                                                point(fr + 0.5F, fs) - point(fr - 0.5F, fs)));
      const float grain = fbm2(v.position.x / 2 + v.position.y, v.position.z / 2, 3, salt + 9);
      v.colour = world::mix(colours.rock, colours.rock_light,
                            std::clamp(0.4F + 0.6F * grain, 0.0F, 1.0F)) *
                 (0.75F + 0.2F * grain);
      v.surface = Surface::rock;
      mesh.vertices.push_back(v);
    }
  }
  for (std::uint32_t r = 0; r < kRings; ++r) {
    for (std::uint32_t s = 0; s < kSides; ++s) {
      const std::uint32_t a = r * (kSides + 1) + s;
      const std::uint32_t b = a + kSides + 1;
      mesh.indices.insert(mesh.indices.end(), {a, a + 1, b + 1, a, b + 1, b});
    }
  }
  return mesh;
}

void add_dripstone(world::Mesh& mesh, Vec3 root, float length, float radius, bool hangs,
                   Light colour, Dice& dice) {
  std::vector<world::Point2> profile;
  for (int i = 0; i <= 6; ++i) {
    const float t = static_cast<float>(i) / 6;
    profile.push_back(
        {radius * std::pow(1 - t, 1.4F) * dice.between(0.85F, 1.1F) + 0.004F, length * t});
  }
  const world::Affine frame =
      hangs ? world::translation(root) * world::turn_x(world::kPi) : world::translation(root);
  world::MeshBuilder(mesh).lathe(frame, profile, 9, {colour, Surface::rock});
}

void add_crystals(Site& site, Vec3 at, Light colour, std::uint64_t salt) {
  Dice dice(site.seed ^ salt);
  world::Mesh mesh;
  world::MeshBuilder build(mesh);
  for (int i = 0; i < 9; ++i) {
    const Vec3 along = world::normalized({dice.between(-0.7F, 0.7F), 1, dice.between(-0.5F, 0.7F)});
    const float length = dice.between(0.5F, 1.7F);
    const float radius = 0.14F * length;
    const Vec3 foot = at + Vec3{dice.between(-0.3F, 0.3F), -0.1F, dice.between(-0.3F, 0.3F)};
    build.cylinder(foot, foot + along * (0.78F * length), radius, 0.9F * radius, 6,
                   {colour * dice.between(0.5F, 0.9F), Surface::glow}, false);
    build.cylinder(foot + along * (0.78F * length), foot + along * length, 0.9F * radius, 0, 6,
                   {colour * 1.1F, Surface::glow}, false);
  }
  add_part(site, "crystals", std::move(mesh));
  site.world.lamps.push_back(
      {.at = at + Vec3{0, 0.9F, 0.4F}, .radiance = colour * 26, .reach = 15});
}

}  // namespace

void build_cave(Site& site) {
  frame(site, 1.5F, 0.0F);
  if (site.scene.setting_colours.empty()) {
    site.land.rock = from_srgb(0x5A5668);
    site.land.rock_light = from_srgb(0x8E8494);
  }
  site.land.snow_cover = 0;
  site.land.grass = site.land.rock;
  const std::uint64_t salt = site.seed ^ 0xCA7EU;
  Land land;
  land.height = [salt](float x, float z) {
    const float free = 1 - stage_mask(x, z, 4, 3);
    return free * (0.5F * fbm2(x / 4, z / 4, 4, salt) + 0.012F * x * x);
  };
  land.paint = [colours = site.land, salt](Vec3 at, Vec3) {
    const float grain = fbm2(at.x, at.z, 3, salt);
    return GroundPaint{world::mix(colours.rock, colours.rock_light, 0.5F + 0.5F * grain) * 0.8F,
                       Surface::rock};
  };
  set_ground(site, land, {.farthest = 60});
  add_part(site, "vault", vault_mesh(site.land, salt), true);
  site.place.ceiling = 5.5F;
  site.place.farthest_camera = 11;
  site.day.light.casts_shadows = false;
  // Little comes in from outside; the crystals do the rest.
  site.day.light.key = site.day.light.key * 0.10F + Light{0.16F, 0.17F, 0.20F};
  site.day.light.key_direction = world::normalized({0.35F, 0.75F, 0.55F});
  site.day.light.sky = site.day.light.sky * 0.16F + Light{0.10F, 0.11F, 0.16F};
  site.day.light.ground = site.day.light.ground * 0.15F + Light{0.05F, 0.05F, 0.07F};
  site.day.fog = {
      .colour = world::mix(site.day.sky.horizon, Light{0.12F, 0.16F, 0.26F}, 0.6F) * 0.5F,
      .density = 0.007F,
      .falloff = 0};
  site.day.look.exposure = 1.25F;
  Dice dice = site.dice(0x501);
  const Light first = site.scene.setting_colours.empty()
                          ? light_of_hue(0.48F + 0.30F * dice.unit(), 0.75F, 1)
                          : from_srgb(site.scene.setting_colours.front().srgb);
  const Light second = light_of_hue(0.75F + 0.15F * dice.unit(), 0.7F, 1);
  for (int i = 0; i < 9; ++i) {
    const float side = i % 2 == 0 ? -1.0F : 1.0F;
    const float z = -1.5F - 2.6F * static_cast<float>(i);
    const float x = side * dice.between(3.6F, 6.0F);
    add_crystals(site, {x, land.height(x, z), z}, i % 3 == 2 ? second : first,
                 0x510 + static_cast<std::uint64_t>(i));
  }
  world::Mesh drip;
  for (int i = 0; i < 46; ++i) {
    const float x = dice.between(-8, 8);
    const float z = dice.between(-30, 3);
    const float length = dice.between(0.5F, 2.6F);
    add_dripstone(drip, {x, 7.8F - 0.035F * x * x, z}, length, 0.13F + 0.08F * length, true,
                  site.land.rock_light * 0.8F, dice);
    if (i % 2 == 0 && free_of_stage(site, x, z, 1.2F) > 0.5F && std::abs(x) > 3) {
      add_dripstone(drip, {x, land.height(x, z) - 0.1F, z}, 0.7F * length, 0.12F + 0.12F * length,
                    false, site.land.rock_light * 0.7F, dice);
    }
  }
  add_part(site, "dripstone", std::move(drip), true);
  add_seat_stone(site, 2.4F, -0.6F, 0.9F, 0x50);
  Planting stones;
  stones.x0 = -8;
  stones.x1 = 8;
  stones.z0 = -28;
  stones.z1 = 5;
  stones.spacing = 1.8F;
  stones.smallest = 0.15F;
  stones.largest = 1.5F;
  stones.density = [](float x, float) { return std::abs(x) > 3 ? 0.7F : 0.12F; };
  sow_stones(site, stones, 0x520);
  Drift motes;
  motes.count = 60;
  motes.half = {6, 3, 7};
  motes.velocity = {0.03F, 0.02F, 0};
  motes.wobble = {0.2F, 0.2F, 0.2F};
  motes.smallest = 0.006F;
  motes.largest = 0.013F;
  motes.colour = motes.other_colour = first * 0.8F;
  motes.is_glowing = true;
  motes.blinking = 0.7F;
  site.world.sprites.push_back(drifting(motes, site.seed ^ 0x307EU));
}

void build_underwater(Site& site) {
  frame(site, 1.6F, 0.02F);
  const std::uint64_t salt = site.seed ^ 0x0EEFU;
  site.land.snow_cover = 0;
  site.land.season = "summer";
  site.land.grass = from_srgb(0x3E6A4E);
  site.land.rock = from_srgb(0x5A6A6E);
  site.land.rock_light = from_srgb(0x8A9A90);
  Daylight& day = site.day;
  day.sky.backdrop = world::Backdrop::underwater;
  const float bright = std::clamp(luminance(day.light.key + day.light.sky) / 3.1F, 0.16F, 1.0F);
  const Light water = site.scene.setting_colours.empty()
                          ? from_srgb(0x1E86B4)
                          : from_srgb(site.scene.setting_colours.front().srgb);
  day.sky.zenith = world::mix(water, Light{0.62F, 0.92F, 0.95F}, 0.5F) * bright;
  day.sky.middle = water * (0.85F * bright);
  day.sky.horizon = water * (0.55F * bright);
  day.sky.ground = water * (0.20F * bright);
  day.sky.sun_direction = world::normalized({0.25F, 0.95F, -0.25F});
  day.sky.stars = day.sky.milky_way = day.sky.aurora = 0;
  day.fog = {.colour = day.sky.horizon, .density = 0.030F, .falloff = 0};
  day.light = {.key_direction = world::normalized({0.28F, 0.92F, 0.30F}),
               .key = Light{1.05F, 1.45F, 1.45F} * bright,
               .sky = Light{0.30F, 0.58F, 0.68F} * bright,
               .ground = Light{0.12F, 0.22F, 0.24F} * bright};
  day.look.exposure = 1.15F;
  Land land;
  land.height = [salt](float x, float z) {
    const float free = 1 - stage_mask(x, z, 4, 3);
    const float reef = world::smooth_step(5, 22, std::abs(x + 0.12F * z)) *
                       (2.6F + 2.6F * fbm2(x / 8, z / 8, 3, salt));
    return free * (0.22F * fbm2(x / 5, z / 5, 3, salt + 2) + std::max(0.0F, reef));
  };
  land.paint = [salt](Vec3 at, Vec3 normal) {
    const float ripple =
        std::sin(3.2F * at.x + 2.2F * fbm2(at.x / 3, at.z / 3, 2, salt) + 5.5F * at.z);
    const Light sand = from_srgb(0xCDBE92) * (0.92F + 0.07F * ripple);
    const float rock = world::smooth_step(0.06F, 0.25F, 1 - normal.y + 0.04F * at.y);
    const Light reef = world::mix(from_srgb(0x5E6E66), from_srgb(0x9A6E7E),
                                  0.5F + 0.5F * fbm2(at.x / 2, at.z / 2, 3, salt + 3));
    return GroundPaint{world::mix(sand, reef, rock), rock > 0.5F ? Surface::rock : Surface::sand};
  };
  set_ground(site, land, {.farthest = 160});
  site.place.is_deep = true;
  site.place.swimming = {0, 1.7F, 0};
  site.place.ceiling = 9;
  add_seat_stone(site, -2.5F, -0.8F, 0.9F, 0x51);
  struct Growth {
    const char* kind;
    float spacing, amount, smallest, largest, aside;
  };
  std::uint64_t number = 0;
  for (const Growth growth : {Growth{"coral", 1.55F, 0.75F, 0.6F, 1.9F, 2.2F},
                              Growth{"seaweed", 1.5F, 0.65F, 0.7F, 2.0F, 2.6F}}) {
    Planting planting;
    planting.kind = growth.kind;
    planting.x0 = -24;
    planting.x1 = 24;
    planting.z0 = -32;
    planting.z1 = 5;
    planting.spacing = growth.spacing;
    planting.smallest = growth.smallest;
    planting.largest = growth.largest;
    planting.variants = 5;
    planting.far_from = 1e9F;
    planting.never_from = 30;
    const std::uint64_t own = salt + ++number;
    planting.density = [&site, growth, own](float x, float z) {
      const float patch = world::smooth_step(-0.25F, 0.3F, fbm2(x / 4, z / 4, 2, own));
      return growth.amount * patch *
             world::smooth_step(growth.aside, growth.aside + 3, std::abs(x)) *
             free_of_stage(site, x, z, 0.8F);
    };
    sow(site, planting, own);
  }
  Planting stones;
  stones.x0 = -20;
  stones.x1 = 20;
  stones.z0 = -30;
  stones.z1 = 4;
  stones.spacing = 2.6F;
  stones.smallest = 0.2F;
  stones.largest = 2.4F;
  stones.density = [](float x, float) {
    return 0.1F + 0.6F * world::smooth_step(3, 9, std::abs(x));
  };
  sow_stones(site, stones, 0x530);
  Drift bubbles;
  bubbles.count = 70;
  bubbles.half = {7, 5, 7};
  bubbles.shift = {0, 1, -6};
  bubbles.velocity = {0, 0.75F, 0};
  bubbles.wobble = {0.10F, 0, 0.10F};
  bubbles.wobble_rate = 5;
  bubbles.smallest = 0.008F;
  bubbles.largest = 0.03F;
  bubbles.colour = bubbles.other_colour = day.sky.zenith * 1.3F + Light{0.1F, 0.1F, 0.1F};
  bubbles.opacity = 0.55F;
  bubbles.softness = 0.3F;
  site.world.sprites.push_back(drifting(bubbles, site.seed ^ 0xB0BU));
  Drift snow;  // what sinks through the sea
  snow.count = 260;
  snow.half = {9, 5, 9};
  snow.shift = {0, 0, -6};
  snow.velocity = {0.05F, -0.05F, 0};
  snow.wobble = {0.2F, 0.1F, 0.2F};
  snow.wobble_rate = 0.5F;
  snow.smallest = 0.003F;
  snow.largest = 0.009F;
  snow.colour = snow.other_colour = day.sky.zenith;
  snow.opacity = 0.5F;
  site.world.sprites.push_back(drifting(snow, site.seed ^ 0x5E0U));
  site.world.sprites.push_back([colour = day.sky.zenith * 0.055F, seed = site.seed](
                                   double seconds, Vec3, std::vector<world::Sprite>& out) {
    for (int i = 0; i < 12; ++i) {  // the sun's rays, which the waves move
      const auto f = static_cast<float>(i);
      world::Sprite ray;
      const float x =
          -13 + 26 * hashed_unit(i, seed) + 0.5F * std::sin(0.4F * static_cast<float>(seconds) + f);
      ray.at = {x, 6.5F, -6 - 17 * hashed_unit(i, seed + 3)};
      ray.streak = {3.4F, 14, -1};
      ray.radius = 0.35F + 0.7F * hashed_unit(i, seed + 5);
      ray.colour = colour * (0.6F + 0.4F * std::sin(0.9F * static_cast<float>(seconds) + 2 * f));
      ray.is_glowing = true;
      out.push_back(ray);
    }
  });
}

}  // namespace kirin::engine::motion::places
