// Beyond the land: above the clouds, space, other planets, the abstract.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "engine/motion/places/landscape.h"
#include "engine/motion/places/noise.h"
#include "engine/motion/places/setting.h"
#include "engine/motion/places/silk.h"
#include "engine/motion/places/underground.h"
#include "engine/motion/places/vegetation.h"
#include "engine/motion/places/weather.h"
#include "engine/motion/world/clay.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::Light;
using world::Surface;
using world::Vec3;

/// The tops of clouds: billows on billows.
float cloud_top(float x, float z, std::uint64_t salt) {
  const float wide = fbm2(x / 260, z / 260, 2, salt);
  const float billow = 1 - std::abs(noise2(x / 62, z / 62, salt + 1));
  const float small = 1 - std::abs(noise2(x / 21, z / 21, salt + 2));
  const float tiny = 1 - std::abs(noise2(x / 8, z / 8, salt + 3));
  return 26 * wide + 15 * billow + 5.5F * small + 1.8F * tiny;
}

void add_cloud_sea(Site& site, float level, std::uint64_t salt) {
  const Light lit = site.day.sky.cloud_lit;
  Land clouds;
  clouds.height = [level, salt](float x, float z) {
    // Low where the action is, heaped up far away.
    const float away = world::smooth_step(10, 130, std::hypot(x, z));
    return level + (0.25F + 0.75F * away) * cloud_top(x, z, salt) - 14;
  };
  const Light shade = site.day.sky.cloud_shade;
  clouds.paint = [lit, shade, level](Vec3 at, Vec3 normal) {
    const float high = world::smooth_step(-16, 26, at.y - level);
    const Light white = world::mix(Light{0.92F, 0.93F, 0.96F}, lit, 0.35F);
    return GroundPaint{
        world::mix(world::mix(white, shade, 0.5F), white, high) * (0.82F + 0.18F * normal.y),
        Surface::snow};
  };
  add_part(site, "clouds",
           land_mesh(clouds, {.middle = {0, 0, 0},
                              .nearest = 3,
                              .farthest = 3200,
                              .growth = 1.045F,
                              .fine_degrees = 0.8F}));
}

/// Heaps of cloud that stand out of the sea of clouds.
void add_cumuli(Site& site, float level, std::uint64_t salt) {
  const Light white = world::mix(Light{0.90F, 0.92F, 0.96F}, site.day.sky.cloud_lit, 0.45F);
  for (std::uint64_t variant = 0; variant < 3; ++variant) {
    Dice dice(salt ^ (variant << 9));
    world::Clay heap;
    heap.blend(0.10F);
    for (int i = 0; i < 24; ++i) {  // broad below, domes on domes above
      const float high = dice.unit();
      const float a = dice.between(0, 6.28F);
      const float out = (1 - 0.75F * high) * std::sqrt(dice.unit());
      heap.ball({1.1F * out * std::cos(a), 0.75F * high, 0.75F * out * std::sin(a)},
                dice.between(0.16F, 0.30F) * (1.15F - 0.45F * high), {white, Surface::cloth});
    }
    world::Mesh mesh = heap.mesh(0.07F);
    for (world::Vertex& v : mesh.vertices) {
      const float low = world::smooth_step(0.55F, -0.15F, v.position.y);
      v.colour = world::mix(white, site.day.sky.cloud_shade * 0.8F + white * 0.2F, 0.55F * low);
      v.normal = world::normalized(v.normal + Vec3{0, 0.15F, 0});
    }
    std::vector<world::Affine> places;
    for (int i = 0; i < 26; ++i) {
      const float z = -70 - 900 * dice.unit() * dice.unit();
      const float x = dice.between(-0.95F, 0.95F) * (60 - z);
      const float size = dice.between(14, 34) + 0.055F * -z;
      // Low where the action is, towers at the sides and far away.
      const float aside = world::smooth_step(0.15F, 0.6F, std::abs(x) / -z);
      places.push_back(world::translation({x, level - 6 + 0.10F * size * aside, z}) *
                       world::turn_y(dice.between(0, 6.28F)) *
                       world::scaling(Vec3{1.25F, 0.55F + 0.55F * aside, 1.0F} * size));
    }
    site.world.scatters.push_back({.label = "cloud",
                                   .mesh = std::make_shared<const world::Mesh>(std::move(mesh)),
                                   .far_mesh = nullptr,
                                   .places = std::move(places),
                                   .casts_shadow = false});
  }
}

void build_sky(Site& site) {
  frame(site, 0.6F, -0.02F);
  const std::uint64_t salt = site.seed ^ 0x5C1U;
  site.place.has_ground = false;
  site.place.ground = [](float, float) { return -60.0F; };
  site.place.stage = {0, 0, 0};
  site.place.swimming = {0, 0, 0};
  site.place.stage_half_width = 14;
  site.place.stage_half_depth = 10;
  site.place.camera_distance *= 1.15F;
  add_cloud_sea(site, -30, salt);
  add_cumuli(site, -28, salt);
  site.day.fog.density = 0.00055F;
  site.day.fog.falloff = 0.002F;
  site.day.light.ground = site.day.light.sky * 0.7F;
  // Puffs that pass by.
  const Light puff = site.day.sky.cloud_lit * 0.4F + site.day.light.sky * 0.5F;
  site.world.sprites.push_back([puff, wind = site.day.wind, seed = salt](
                                   double seconds, Vec3 eye, std::vector<world::Sprite>& out) {
    for (int i = 0; i < 26; ++i) {
      constexpr float kHalf = 120;
      const float start = 2 * kHalf * hashed_unit(i, seed);
      const float run = start - static_cast<float>(seconds) * (4 + 2 * wind.x);
      const float x = run - 2 * kHalf * std::floor(run / (2 * kHalf)) - kHalf;
      const float z = -30 - 120 * hashed_unit(i, seed + 1);
      const float edge = 1 - world::smooth_step(0.8F, 1, std::abs(x) / kHalf);
      const Vec3 at = eye + Vec3{x, -16 + 12 * hashed_unit(i, seed + 2), z};
      for (int k = 0; k < 4; ++k) {
        world::Sprite soft;
        soft.radius = 5 + 6 * hashed_unit(4 * i + k, seed + 3);
        soft.at =
            at + Vec3{7.0F * static_cast<float>(k) - 11, 3 * hashed_unit(4 * i + k, seed + 4), 0};
        soft.colour = puff;
        soft.opacity = 0.16F * edge;
        out.push_back(soft);
      }
    }
  });
}

/// A ball of a planet with bands or continents, and rings where chance gives them.
void add_planet(Site& site, Vec3 at, float radius, Light base, bool has_rings, std::uint64_t salt) {
  world::Mesh mesh;
  world::MeshBuilder build(mesh);
  const world::Affine frame = world::translation(at) * world::turn_z(0.35F) * world::turn_x(0.25F);
  build.ball(frame, {radius, radius, radius}, 40, 64, {base, Surface::matte});
  Dice dice(salt);
  const bool is_banded = dice.unit() < 0.6F;
  const Light other = world::mix(base, Light{0.95F, 0.85F, 0.70F}, 0.55F);
  for (world::Vertex& v : mesh.vertices) {
    const Vec3 out = (v.position - at) * (1 / radius);
    const float local = world::dot(out, frame.y);
    const float a = std::atan2(world::dot(out, frame.z), world::dot(out, frame.x));
    const float tone =
        is_banded ? fbm2(0.6F * std::sin(a) + 3,
                         6 * local + 0.35F * fbm2(3 * std::sin(a), 3 * local, 2, salt), 4, salt)
                  : fbm2(2.2F * std::sin(a) + 2 * local, 2.2F * std::cos(a) - local, 5, salt);
    v.colour = world::mix(base * 0.55F, other, std::clamp(0.5F + 0.85F * tone, 0.0F, 1.0F));
  }
  if (has_rings) {
    for (const float band : {1.45F, 1.62F, 1.78F, 1.95F}) {
      const auto first = static_cast<std::uint32_t>(mesh.vertices.size());
      constexpr int kParts = 96;
      for (int i = 0; i <= kParts; ++i) {
        const float a = 2 * world::kPi * static_cast<float>(i) / kParts;
        for (const float r : {band, band + 0.13F}) {
          world::Vertex v;
          v.position = frame.point(Vec3{std::cos(a), 0, std::sin(a)} * (r * radius));
          v.normal = frame.y;
          v.colour =
              world::mix(other, {0.9F, 0.82F, 0.7F}, 0.5F) * (0.6F + 0.4F * std::sin(17 * band));
          mesh.vertices.push_back(v);
        }
      }
      for (std::uint32_t i = 0; i < kParts; ++i) {
        const std::uint32_t k = first + 2 * i;
        mesh.indices.insert(mesh.indices.end(),
                            {k, k + 1, k + 3, k, k + 3, k + 2, k, k + 3, k + 1, k, k + 2, k + 3});
      }
    }
  }
  add_part(site, "planet", std::move(mesh));
}

Light world_colour(const Site& site, std::uint64_t purpose, Light natural) {
  if (!site.scene.setting_colours.empty()) {
    return from_srgb(site.scene.setting_colours.front().srgb);
  }
  return site.scene.tint ? recoloured(natural, from_srgb(site.scene.tint->srgb), 0.7F)
         : site.scene.unknown_words.empty()
             ? natural
             : light_of_hue(Dice(site.scene.words_hash ^ purpose).unit(), 0.6F, 0.85F);
}

void make_space(Daylight& day) {
  day.sky.backdrop = world::Backdrop::space;
  day.sky.zenith = from_srgb(0x04060E);
  day.sky.middle = from_srgb(0x070A18);
  day.sky.horizon = from_srgb(0x0B1024);
  day.sky.ground = from_srgb(0x04050C);
  day.sky.stars = 1;
  day.sky.milky_way = 0.8F;
  day.sky.cloud_cover = 0;
  day.sky.is_moon = false;
  day.fog.density = 0;
}

/// Whether planets or moons are what the prompt is about: then no others stand behind them.
bool stars_in_a_body(const story::SceneDescription& scene) {
  constexpr std::array<std::string_view, 6> kBodies = {"planet", "earth", "saturn",
                                                       "mars",   "moon",  "sun"};
  return std::ranges::any_of(scene.subjects, [&](const story::Subject& subject) {
    return std::ranges::find(kBodies, subject.kind) != kBodies.end();
  });
}

void build_space(Site& site) {
  frame(site, 0.4F, -0.01F);
  Dice dice = site.dice(0x701);
  make_space(site.day);
  site.day.sky.sun_direction = world::normalized({-0.62F, 0.30F, -0.70F});
  site.day.sky.disc_radius = 0.016F;
  site.day.sky.disc = {8, 7.4F, 6.4F};
  const Light first = world_colour(site, 3, light_of_hue(0.55F + 0.30F * dice.unit(), 0.75F, 0.8F));
  site.day.sky.accents[0] = first;
  site.day.sky.accents[1] = light_of_hue(0.85F + 0.2F * dice.unit(), 0.7F, 0.7F);
  site.day.sky.accents[2] = light_of_hue(0.06F + 0.1F * dice.unit(), 0.7F, 0.9F);
  site.day.light = {.key_direction = world::normalized({-0.72F, 0.42F, 0.34F}),
                    .key = {2.5F, 2.4F, 2.25F},
                    .sky = first * 0.22F + Light{0.08F, 0.09F, 0.13F},
                    .ground = {0.05F, 0.05F, 0.08F}};
  site.day.look.exposure = 1.1F;
  site.place.has_ground = false;
  site.place.ground = [](float, float) { return -50.0F; };
  site.place.stage_half_width = 12;
  site.place.stage_half_depth = 10;
  const float half = std::tan(site.place.fov_y / 2) * site.aspect;
  const Light planet =
      world_colour(site, 4, light_of_hue(dice.unit() < 0.5F ? 0.56F : 0.06F, 0.62F, 0.75F));
  if (!site.excludes("planet") && !stars_in_a_body(site.scene)) {
    add_planet(site, {0.58F * half * 330, 0.11F * 330, -330}, 62 + 14 * std::min(1.0F, site.aspect),
               planet, dice.unit() < 0.55F, site.seed ^ 0x702U);
    add_planet(site, {-0.50F * half * 520, 0.20F * 520, -520}, 17,
               light_of_hue(dice.unit(), 0.25F, 0.7F), false, site.seed ^ 0x703U);
  }
  LandColours grey = site.land;
  grey.rock = from_srgb(0x5A5450);
  grey.rock_light = from_srgb(0x8A8078);
  grey.grass = grey.rock;
  grey.snow_cover = 0;
  const auto rock = std::make_shared<const world::Mesh>(stone_mesh(grey, site.seed));
  for (int i = 0; i < 16; ++i) {  // asteroids that tumble by
    const Vec3 at{dice.between(-70, 70), dice.between(-26, 12), dice.between(-130, -34)};
    const float size = dice.between(0.8F, 5.5F);
    const float rate = dice.between(-0.3F, 0.3F);
    world::Node node;
    node.label = "asteroid";
    node.mesh = rock;
    node.casts_shadow = false;
    node.at = [at, size, rate](double seconds) {
      const auto t = static_cast<float>(seconds);
      return world::NodeState{.place = world::translation(at + Vec3{0.25F * t, 0.04F * t, 0}) *
                                       world::turn_y(rate * t + at.x) *
                                       world::turn_x(0.6F * rate * t + at.y) *
                                       world::scaling(Vec3{1.25F, 1, 0.9F} * size)};
    };
    site.world.nodes.push_back(std::move(node));
  }
  Drift dust;
  dust.count = 120;
  dust.half = {14, 8, 14};
  dust.shift = {0, 0, -10};
  dust.velocity = {0.12F, 0.02F, 0.3F};
  dust.smallest = 0.004F;
  dust.largest = 0.012F;
  dust.colour = dust.other_colour = {0.5F, 0.55F, 0.7F};
  dust.is_glowing = true;
  dust.opacity = 0.5F;
  site.world.sprites.push_back(drifting(dust, site.seed ^ 0x704U));
}

/// Bowls with raised rims, of several sizes.
float craters(float x, float z, float cell, std::uint64_t salt) {
  const float fx = std::floor(x / cell);
  const float fz = std::floor(z / cell);
  float height = 0;
  for (int dz = -1; dz <= 1; ++dz) {
    for (int dx = -1; dx <= 1; ++dx) {
      const auto cx = static_cast<std::int64_t>(fx) + dx;
      const auto cz = static_cast<std::int64_t>(fz) + dz;
      const float px = (static_cast<float>(cx) + hashed_cell(cx, cz, salt)) * cell;
      const float pz = (static_cast<float>(cz) + hashed_cell(cx, cz, salt + 1)) * cell;
      const float radius = cell * (0.12F + 0.30F * hashed_cell(cx, cz, salt + 2));
      const float d = std::hypot(x - px, z - pz) / radius;
      if (d < 1.6F) {
        height += radius *
                  (d < 1 ? 0.26F * (d * d - 1) + 0.09F : 0.09F * world::smooth_step(1.6F, 1.0F, d));
      }
    }
  }
  return height;
}

enum class Globe { mars, moon, alien };

void build_planet_surface(Site& site) {
  frame(site, 1.5F, -0.005F);
  Dice dice = site.dice(0x711);
  const bool is_coloured = !site.scene.setting_colours.empty() || site.scene.tint.has_value();
  const std::uint64_t pick = site.scene.words_hash % 3;
  const Globe globe = is_coloured || pick == 2 ? Globe::alien
                      : pick == 1              ? Globe::moon
                                               : Globe::mars;
  const std::uint64_t salt = site.seed ^ 0x91A4U;
  Light sand = from_srgb(0xB8683C);
  Daylight& day = site.day;
  if (globe == Globe::moon) {
    sand = from_srgb(0x9A9894);
    make_space(day);
    day.sky.backdrop = world::Backdrop::space;
    day.sky.accents[0] = day.sky.accents[1] = day.sky.accents[2] = from_srgb(0x0A1020);
    day.light.sky = {0.10F, 0.11F, 0.13F};
    day.light.ground = {0.20F, 0.20F, 0.20F};
    day.light.key = {2.6F, 2.55F, 2.45F};
    day.light.key_direction = world::normalized({-0.72F, 0.44F, 0.42F});
    day.look.exposure = 1.05F;
  } else {
    const float hue = dice.unit();
    sand = globe == Globe::mars ? sand : world_colour(site, 5, light_of_hue(hue, 0.5F, 0.72F));
    const Light air = site.scene.sky_colour  ? from_srgb(site.scene.sky_colour->srgb)
                      : globe == Globe::mars ? from_srgb(0xD8A878)
                                             : light_of_hue(hue + 0.42F, 0.5F, 0.8F);
    for (Light* c : {&day.sky.zenith, &day.sky.middle, &day.sky.horizon, &day.fog.colour}) {
      *c = recoloured(*c, air, 0.85F);
    }
    day.fog.density = std::max(day.fog.density, 0.0014F);
    day.sky.cloud_cover = std::min(day.sky.cloud_cover, 0.12F);
    day.sky.stars = std::max(day.sky.stars, 0.35F);
    day.light.sky = recoloured(day.light.sky, air, 0.6F);
  }
  site.land.sand = sand;
  site.land.rock = sand * 0.45F;
  site.land.rock_light = sand * 0.85F;
  site.land.grass = site.land.rock;
  site.land.snow_cover = 0;
  const bool is_moon = globe == Globe::moon;
  Land land;
  land.height = [salt, is_moon](float x, float z) {
    const float free = 1 - stage_mask(x, z, 5, 4);
    const float away = world::smooth_step(20, 300, std::hypot(x, z));
    const float holes =
        craters(x, z, 17, salt) + craters(x, z, 6, salt + 9) + away * craters(x, z, 120, salt + 18);
    return free *
           ((is_moon ? 1.0F : 0.55F) * holes + 14 * away * fbm2(x / 110, z / 110, 4, salt + 30) +
            0.1F * fbm2(x / 2, z / 2, 3, salt + 31));
  };
  land.paint = [sand, salt](Vec3 at, Vec3) {
    const float grain = fbm2(at.x / 4, at.z / 4, 4, salt + 40);
    return GroundPaint{sand * (0.90F + 0.20F * grain), Surface::soil};
  };
  set_ground(site, land, {.growth = 1.055F});
  Range hills;
  hills.form = is_moon ? RangeForm::wooded : RangeForm::table;
  hills.middle = {-150, -4, -620};
  hills.half_width = 900;
  hills.depth = 420;
  hills.height = 120;
  hills.base = 0.15F;
  hills.peaks = {{-0.35F, 1, 0.25F}, {0.5F, 0.7F, 0.22F}};
  hills.seed = salt;
  hills.rows = 48;
  LandColours bare = site.land;
  bare.needles = bare.foliage = bare.grass = sand;
  add_part(site, "range", range_mesh(hills, bare));
  const float half = std::tan(site.place.fov_y / 2) * site.aspect;
  if (globe != Globe::mars && !site.excludes("planet")) {
    add_planet(site, {0.52F * half * 1500, 330, -1500}, is_moon ? 110 : 190,
               is_moon ? from_srgb(0x2E6AB8) : light_of_hue(dice.unit(), 0.5F, 0.8F),
               !is_moon && dice.unit() < 0.7F, salt);
  }
  add_seat_stone(site, 2.5F, -0.8F, 1.0F, 0x71);
  Planting stones;
  stones.x0 = -40;
  stones.x1 = 40;
  stones.z0 = -60;
  stones.z1 = 6;
  stones.spacing = 2.6F;
  stones.smallest = 0.1F;
  stones.largest = 1.9F;
  stones.density = [salt](float x, float z) {
    return 0.7F * world::smooth_step(-0.1F, 0.4F, fbm2(x / 9, z / 9, 2, salt + 50));
  };
  sow_stones(site, stones, 0x712);
}

}  // namespace

std::span<const Setting> beyond() {
  static constexpr std::array kSettings = {
      Setting{"sky", build_sky},
      Setting{"heaven", build_sky},
      Setting{"space", build_space},
      Setting{"planet_surface", build_planet_surface},
      Setting{"underwater", build_underwater},
      Setting{"abstract", build_silk},
  };
  return kSettings;
}

}  // namespace kirin::engine::motion::places
