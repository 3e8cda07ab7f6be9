// High, cold and stony places: mountains, snow, ice, canyon, volcano, cave.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/places/landscape.h"
#include "engine/motion/places/noise.h"
#include "engine/motion/places/setting.h"
#include "engine/motion/places/underground.h"
#include "engine/motion/places/vegetation.h"
#include "engine/motion/places/waterside.h"
#include "engine/motion/places/weather.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::Light;
using world::Surface;
using world::Vec3;

Planting stones_about(float spacing, float largest, float amount, std::uint64_t salt) {
  Planting stones;
  stones.x0 = -34;
  stones.x1 = 34;
  stones.z0 = -50;
  stones.z1 = 6;
  stones.spacing = spacing;
  stones.smallest = 0.15F;
  stones.largest = largest;
  stones.density = [amount, salt](float x, float z) {
    return amount * (0.25F + 0.75F * world::smooth_step(0.0F, 0.45F, fbm2(x / 9, z / 9, 2, salt)));
  };
  return stones;
}

void build_mountains(Site& site) {
  frame(site, 1.5F, 0.02F);
  set_ground(site, grassland(site, 20, 0.5F));
  site.day.fog.density *= 0.6F;
  add_peaks(site, 640, 500, 0x401);
  Range foot;
  foot.form = RangeForm::wooded;
  foot.middle = {0, -5, -250};
  foot.half_width = 460;
  foot.depth = 220;
  foot.height = 66;
  foot.base = 0.22F;
  foot.peaks = {{-0.5F, 1, 0.25F}, {0.52F, 0.8F, 0.25F}};
  foot.seed = site.seed ^ 0x402U;
  foot.columns = 140;
  foot.rows = 18;
  add_range(site, foot);
  add_seat_stone(site, -2.5F, -0.7F, 1.0F, 0x40);
  add_tree_line(site, {"fir", "fir", "pine"}, 22, 210, 0x403, 0.9F);
  add_frame_trees(site, {"pine", "fir"}, 0x404);
  sow_stones(site, stones_about(2.6F, 2.2F, 0.5F, 0x405), 0x405);
  sow_grass(site, 22, {}, 0x406);
  sow_flowers(site, 16, 0.3F, 0x407);
}

void mountains_beside(Site& site) { add_peaks(site, 700, 300, 0x408); }

void make_wintry(Site& site) {
  site.land.snow_cover = 1;
  site.land.season = "winter";
}

/// Snow that the wind has laid in long drifts.
Land drifts(const Site& site, float hills) {
  const std::uint64_t salt = site.seed ^ 0x5A0FU;
  const auto wide = rolling(salt, hills, 0.3F);
  return {[wide, salt](float x, float z) {
            const float free = 1 - stage_mask(x, z, 5, 4);
            return wide(x, z) +
                   0.30F * free * (ridged2(x / 13 + 0.4F * z / 13, z / 5.5F, 2, salt) - 0.4F);
          },
          [colours = site.land, salt](Vec3 at, Vec3 normal) {
            const float grain = fbm2(at.x / 6, at.z / 6, 3, salt + 3);
            const float lee = world::smooth_step(0.97F, 0.80F, normal.y);
            Light colour =
                world::mix(colours.snow, colours.snow * Light{0.78F, 0.86F, 0.98F}, 0.6F * lee);
            return GroundPaint{colour * (0.96F + 0.05F * grain), Surface::snow};
          }};
}

void build_snowfield(Site& site) {
  make_wintry(site);
  frame(site, 1.45F, -0.01F);
  set_ground(site, drifts(site, 26));
  add_peaks(site, 900, 430, 0x411);
  add_ridges(site, 75, 0x412);
  add_tree_line(site, {"fir", "fir", "birch"}, 20, 230, 0x413, 1.1F);
  add_frame_trees(site, {"fir", "fir"}, 0x414);
  add_seat_stone(site, 2.5F, -0.8F, 0.9F, 0x41);
  sow_stones(site, stones_about(4, 1.3F, 0.25F, 0x415), 0x415);
}

void build_glacier(Site& site) {
  make_wintry(site);
  frame(site, 1.5F, -0.02F);
  const std::uint64_t salt = site.seed ^ 0x61ACU;
  Land land = drifts(site, 6);
  land.height = [own = land.height, salt](float x, float z) {
    // A shelf of ice; beyond its edge the sea.
    const float edge = z + 15 - 0.25F * x + 5 * fbm2(x / 14, z / 14, 3, salt);
    return world::mix(-7.0F, own(x, z) + 0.7F, world::smooth_step(-1.6F, 0.8F, edge));
  };
  set_ground(site, land);
  site.land.water_deep = from_srgb(0x10405A);
  site.land.water_shallow = from_srgb(0x74C4D4);
  site.world.water = sea(site, 0.2F, 0.05F);
  site.place.water_level = 0;
  site.place.swimming = {-3, 0, -24};
  site.place.stage.y = land.height(0, 0);
  add_water_route(site, -46, 0);
  LandColours ice = site.land;
  ice.rock = from_srgb(0x9CD0E4);
  ice.rock_light = from_srgb(0xD8EEF6);
  ice.grass = site.land.snow;
  Dice dice = site.dice(0x421);
  for (int i = 0; i < 16; ++i) {  // floes and bergs
    const float z = dice.between(-190, -24);
    const float x = z * dice.between(-0.8F, 0.8F);
    const float size = (2 + 0.05F * -z) * dice.between(0.7F, 2.2F);
    world::Mesh berg;
    world::append(berg, stone_mesh(ice, site.seed + static_cast<std::uint64_t>(i)),
                  world::translation({x, 0.10F * size, z}) * world::turn_y(dice.between(0, 6)) *
                      world::scaling(Vec3{1.5F, dice.between(0.5F, 1.3F), 1.2F} * size));
    for (world::Vertex& v : berg.vertices) {
      v.surface = Surface::ice;
    }
    add_part(site, "iceberg", std::move(berg), true);
  }
  Range wall;
  wall.form = RangeForm::ice;
  wall.middle = {120, -2, -360};
  wall.half_width = 620;
  wall.depth = 260;
  wall.height = 58;
  wall.base = 0.6F;
  wall.peaks = {{-0.4F, 1, 0.3F}, {0.45F, 0.9F, 0.3F}};
  wall.seed = salt;
  wall.rows = 40;
  add_range(site, wall);
  add_peaks(site, 1100, 300, 0x422);
  add_seat_stone(site, 2.6F, -0.8F, 0.9F, 0x42);
}

void build_canyon(Site& site) {
  if (site.scene.setting_colours.empty()) {
    site.land.rock = from_srgb(0x9A4A2A);
    site.land.rock_light = from_srgb(0xDB8E58);
    site.land.sand = from_srgb(0xC88A5A);
  }
  frame(site, 1.6F, 0.0F);
  const std::uint64_t salt = site.seed ^ 0xCA91U;
  Land land;
  land.height = rolling(salt, 9, 0.35F);
  land.paint = [colours = site.land, salt](Vec3 at, Vec3 normal) {
    const float grain = fbm2(at.x / 5, at.z / 5, 4, salt);
    GroundPaint paint{
        world::mix(colours.sand, colours.rock, std::clamp(0.3F + 0.6F * grain, 0.0F, 1.0F)) *
            (0.95F + 0.1F * grain),
        Surface::sand};
    return snowed(colours, paint, at, normal, salt);
  };
  set_ground(site, land);
  struct Wall {
    float x, z, half_width, height;
    std::uint64_t salt;
  };
  for (const Wall wall :
       {Wall{-190, -90, 170, 92, 1}, Wall{215, -150, 180, 110, 2}, Wall{-60, -420, 260, 120, 3},
        Wall{330, -520, 330, 150, 4}, Wall{-420, -620, 360, 170, 5}}) {
    Range range;
    range.form = RangeForm::table;
    range.middle = {wall.x, -1, wall.z};
    range.half_width = wall.half_width;
    range.depth = 0.9F * wall.half_width;
    range.height = wall.height;
    range.base = 0.25F;
    range.peaks = {{-0.3F, 1, 0.35F}, {0.4F, 0.85F, 0.3F}};
    range.columns = 110;
    range.rows = 64;
    range.seed = salt + wall.salt;
    add_range(site, range);
  }
  add_seat_stone(site, 2.6F, -0.8F, 1.0F, 0x43);
  sow_stones(site, stones_about(2.4F, 2.6F, 0.5F, 0x431), 0x431);
  Planting shrubs;
  shrubs.kind = "shrub";
  shrubs.x0 = -30;
  shrubs.x1 = 30;
  shrubs.z0 = -50;
  shrubs.z1 = 4;
  shrubs.spacing = 3;
  shrubs.far_from = 16;
  shrubs.density = [&site](float x, float z) { return 0.35F * free_of_stage(site, x, z, 0.9F); };
  sow(site, shrubs, 0x432);
}

/// A cone with a crater, lava in its gullies.
void add_volcano(Site& site, Vec3 foot, float radius, float height, std::uint64_t salt) {
  world::Mesh mesh;
  constexpr int kRings = 44;
  constexpr int kSides = 120;
  const auto point = [&](float ring, float side) {
    const float t = ring / kRings;  // 0 the crater's floor, 1 the foot
    const float a = 2 * world::kPi * side / kSides;
    const Vec3 out{std::sin(a), 0, std::cos(a)};
    const float rim = 0.13F;
    const float slope = t < rim ? 0.90F + 0.75F * t : std::pow(1 - (t - rim) / (1 - rim), 1.7F);
    const float gully = ridged2(4.5F * std::sin(a) + 9, 4.5F * std::cos(a) + 2.5F * t, 4, salt);
    const float rough = world::smooth_step(rim, 0.5F, t) * (1 - t);
    return foot + out * (radius * t) +
           Vec3{0,
                height * (slope - 0.16F * rough * gully) +
                    0.03F * height * fbm2(6 * std::sin(a), 6 * std::cos(a), 3, salt + 2) *
                        world::smooth_step(0.06F, 0.13F, t) * (1 - t),
                0};
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
      if (v.normal.y < 0) {
        v.normal = -v.normal;
      }
      const float t = fr / kRings;
      const float a = 2 * world::kPi * fs / kSides;
      const float stream =
          std::abs(noise2(2.6F * std::sin(a) + 0.5F * t, 2.6F * std::cos(a) + 1.3F * t, salt + 7));
      const bool is_front = std::cos(a) > -0.2F;
      const float lava = world::smooth_step(0.075F - 0.045F * t, 0.0F, stream) *
                         (t < 0.85F && is_front ? 1.0F : 0.0F);
      v.colour = world::mix(site.land.rock, site.land.rock_light,
                            0.5F + 0.5F * fbm2(9 * std::sin(a), 12 * t, 3, salt + 5)) *
                 0.55F;
      v.surface = Surface::rock;
      if (lava > 0.35F || t < 0.05F) {
        v.colour = Light{3.6F, 0.85F, 0.10F} * (0.5F + 0.9F * lava);
        v.surface = Surface::lava;
      }
      v.colour = v.surface == Surface::rock
                     ? world::mix(v.colour, site.land.snow,
                                  site.land.snow_cover * world::smooth_step(0.5F, 0.2F, t))
                     : v.colour;
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
  const Vec3 crater = foot + Vec3{0, 0.94F * height, 0};
  const Light smoke = site.day.light.sky * 0.35F + Light{0.05F, 0.035F, 0.03F};
  site.world.sprites.push_back(
      plume({.from = crater,
             .scatter = {0.05F * radius, 4, 0.05F * radius},
             .velocity = Vec3{0.05F, 0.14F, 0} * height + site.day.wind * 5,
             .seconds = 11,
             .young_radius = 0.07F * radius,
             .radius = 0.26F * radius,
             .count = 90,
             .colour = smoke + Light{0.45F, 0.13F, 0.03F},
             .old_colour = smoke,
             .opacity = 0.55F},
            site.seed ^ (salt + 1)));
  site.world.sprites.push_back(plume({.from = crater,
                                      .scatter = {0.04F * radius, 2, 0.04F * radius},
                                      .velocity = {0, 0.27F * height, 0},
                                      .seconds = 3.6F,
                                      .young_radius = 0.006F * radius,
                                      .radius = 0.004F * radius,
                                      .count = 170,
                                      .colour = {5, 1.6F, 0.3F},
                                      .old_colour = {2, 0.35F, 0.05F},
                                      .opacity = 1,
                                      .is_glowing = true,
                                      .fall = {0, -0.13F * height, 0}},
                                     site.seed ^ (salt + 2)));
  site.world.sprites.push_back([crater, radius](double seconds, Vec3,
                                                std::vector<world::Sprite>& out) {
    world::Sprite glow;
    glow.at = crater + Vec3{0, 0.06F * radius, 0.1F * radius};
    glow.radius = 0.5F * radius;
    glow.colour =
        Light{0.75F, 0.22F, 0.05F} * (0.8F + 0.2F * std::sin(2.3F * static_cast<float>(seconds)));
    glow.is_glowing = true;
    out.push_back(glow);
  });
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
  const float side = site.aspect < 1 ? 0.0F : 90.0F;
  add_volcano(site, {side, -10, -820}, 560, 300, salt);
  add_ridges(site, 60, 0x441);
  for (int i = 0; i < 5; ++i) {
    site.world.lamps.push_back(
        {.at = {-12.0F + 6 * static_cast<float>(i), 0.4F, -9.0F - static_cast<float>(i % 2) * 4},
         .radiance = {9, 2.6F, 0.5F},
         .reach = 10,
         .flicker = 0.35F});
  }
  add_seat_stone(site, -2.5F, -0.8F, 1.0F, 0x44);
  sow_stones(site, stones_about(2.1F, 2.2F, 0.7F, 0x442), 0x442);
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
  add_volcano(site, {-160, -8, -900}, 480, 260, site.seed ^ 0x443U);
}

}  // namespace

std::span<const Setting> heights() {
  static constexpr std::array kSettings = {
      Setting{"mountains", build_mountains, mountains_beside},
      Setting{"snowfield", build_snowfield, mountains_beside},
      Setting{"glacier", build_glacier, mountains_beside},
      Setting{"arctic", build_glacier, mountains_beside},
      Setting{"canyon", build_canyon},
      Setting{"volcano", build_volcano, volcano_beside},
      Setting{"cave", build_cave},
  };
  return kSettings;
}

}  // namespace kirin::engine::motion::places
