// Settings with water: beach, open sea, lake.
#include <algorithm>
#include <cmath>

#include "engine/motion/scene/backdrop.h"
#include "engine/motion/scene/dice.h"
#include "engine/motion/scene/plants.h"
#include "engine/motion/scene/settings.h"

namespace kirin::engine::motion::scene {
namespace {

constexpr float kBelowFrame = 1.4F;

void open_sky(Stage& stage) {
  paint_sky(stage, stage.view.horizon_px());
  const SceneBrief& brief = stage.plan.brief;
  if (brief.has(Light::aurora)) {
    paint_aurora(stage);
  }
  if (brief.has(Light::rainbow)) {
    paint_rainbow(stage);
  }
}

/// Far land on the horizon: headlands on the side away from the sun.
void paint_headlands(Stage& stage, float height, std::uint64_t salt) {
  const ScenePlan& plan = stage.plan;
  const float side = plan.sun.x >= 0 ? -1.0F : 1.0F;
  for (int layer = 0; layer < 2; ++layer) {
    const float near = static_cast<float>(layer);
    const std::uint64_t s = plan.seed + salt + static_cast<std::uint64_t>(layer) * 5U;
    trace_outline(stage, 0, 0.10F + 0.06F * near, [&](float x) {
      const float along = side * x / std::max(plan.aspect, 0.8F);  // 0.5 at the frame's edge
      const float rise = smooth_step(0.02F + 0.13F * near, 0.55F + 0.15F * near, along);
      return plan.horizon + 0.003F -
             height * (1.0F - 0.25F * near) * rise *
                 (0.75F + 0.35F * fbm1(x * 5.5F + 3.0F * near, 4, 0.5F, s));
    });
    paint_ridge(stage, {.outline = 0,
                        .depth = 0.12F + 0.13F * near,
                        .colour = mix(plan.palette.rock, plan.palette.foliage, 0.35F),
                        .fade = 0.10F,
                        .mist = 0.45F,
                        .relief = 0.35F,
                        .cells = 16,
                        .stretch = 1.4F});
  }
}

/// The wave's edge on the sand: a slow swash along a slanting, scalloped line.
float shore_line(const ScenePlan& plan, float x, float t) {
  const float wide = std::max(plan.aspect, 0.6F);
  const float slant = (plan.sun.x >= 0 ? -1.0F : 1.0F) * 0.035F * (x / wide);
  const float scallop =
      0.012F * noise1(x * 2.1F + 7, plan.seed + 41) + 0.006F * noise1(x * 5.3F, plan.seed + 42);
  const float swash = 0.011F * std::sin(0.75F * t + 1.9F * noise1(x * 1.1F, plan.seed + 43)) +
                      0.004F * std::sin(1.43F * t + 3 * x);
  return plan.horizon + 0.185F + slant + scallop + swash;
}

/// Breakers that are born out at sea, grow, and run up the beach.
void paint_breakers(Stage& stage, std::size_t outline) {
  const ScenePlan& plan = stage.plan;
  constexpr int kWaves = 4;
  for (int wave = 0; wave < kWaves; ++wave) {
    const float cycle = stage.t * 0.085F + static_cast<float>(wave) / kWaves;
    const float phase = cycle - std::floor(cycle);
    const auto turn = static_cast<std::uint64_t>(std::floor(cycle));
    const std::uint64_t salt =
        plan.seed + 900 + static_cast<std::uint64_t>(wave) * 13U + turn * 131U;
    const float strength = smooth_step(0.05F, 0.35F, phase) * (1 - smooth_step(0.90F, 1.0F, phase));
    const float run = 0.30F + 0.70F * phase;
    trace_outline(stage, outline, 0.6F, [&](float x) {
      const float shore = shore_line(plan, x, stage.t);
      return plan.horizon +
             (shore - plan.horizon) * (run + 0.035F * noise1(x * 2.3F + 5 * phase, salt));
    });
    const float k = stage.view.height * (0.35F + 0.75F * phase);
    FoamLook look;
    look.colour = mix(stage.lit(rgb(0xFFFFFF), 0.9F), plan.palette.horizon, 0.35F);
    look.alpha = 0.95F * strength;
    look.above = 0.008F * k;
    look.below = 0.030F * k;
    look.cells = 13.0F / k;
    look.shift_x = stage.t * 0.02F * k - stage.view.offset_x(0.7F) * stage.view.height;
    look.shift_y = -stage.t * 0.012F * k;
    // The dark face below the crest gives the wave its body.
    FoamLook shade = look;
    shade.colour = plan.palette.deep_water;
    shade.alpha = 0.35F * strength;
    shade.below = 0.034F * k;
    paint_foam(stage, outline, shade);
    paint_foam(stage, outline, look);
  }
}

float dune(const ScenePlan& plan, float x, float side) {
  const float along = side * x / std::max(plan.aspect, 0.6F);
  return 1.03F - 0.12F * smooth_step(0.12F, 0.62F, along) - 0.012F * noise1(x * 4, plan.seed + 61);
}

}  // namespace

void paint_beach(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  const Palette& p = plan.palette;
  open_sky(stage);
  paint_headlands(stage, plan.brief.has(Setting::mountains) ? 0.17F : 0.075F, 7);
  trace_outline(stage, 0, 0.75F, [&](float x) { return shore_line(plan, x, stage.t) + 0.006F; });
  paint_water(stage,
              {.outline = 0, .waves = 0.75F + 0.7F * plan.wind, .mirror = 0.88F, .glint = 1.0F});
  paint_breakers(stage, 1);
  Plain sand;
  sand.outline = 0;
  sand.far = p.sand * 0.92F;
  sand.near = p.sand;
  sand.mark = mix(p.sand, p.key, 0.45F);
  sand.texture = 0.13F;
  // Wet sand is dark and mirrors the low sky.
  sand.edge = mix(stage.lit(p.sand * 0.48F, 0.9F), mix(p.horizon, p.middle, 0.35F), 0.48F);
  sand.edge_fade = 0.085F;
  paint_plain(stage, sand);
  FoamLook lip;
  lip.colour = mix(stage.lit(rgb(0xFFFFFF), 0.95F), p.horizon, 0.40F);
  lip.alpha = 0.9F;
  lip.above = 0.034F * stage.view.height;
  lip.below = 0.008F * stage.view.height;
  lip.cells = 15.0F / stage.view.height;
  lip.shift_x = -stage.view.offset_x(0.75F) * stage.view.height;
  lip.shift_y = stage.t * 0.010F * stage.view.height;
  paint_foam(stage, 0, lip);
}

void paint_sea(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  open_sky(stage);
  if (plan.brief.has(Setting::mountains) || plan.brief.has(Setting::meadow)) {
    paint_headlands(stage, 0.14F, 8);
  }
  trace_outline(stage, 0, 1, [](float) { return kBelowFrame; });
  const bool storm = plan.brief.weather == Weather::rain;
  paint_water(stage, {.outline = 0,
                      .waves = storm ? 1.9F : 0.95F + 0.6F * plan.wind,
                      .mirror = 0.85F,
                      .glint = 1.1F});
}

void paint_lake(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  const Palette& p = plan.palette;
  open_sky(stage);
  const float tall = std::clamp(0.55F + 0.30F * plan.aspect, 0.65F, 1.0F);
  const bool snowy = plan.brief.weather == Weather::snow || plan.brief.season == Season::winter ||
                     plan.brief.has(Setting::mountains);
  for (int layer = 0; layer < 3; ++layer) {
    const float near = static_cast<float>(layer) / 2;
    const float height = (0.30F - 0.20F * near) * tall;
    const std::uint64_t s = plan.seed + 200 + static_cast<std::uint64_t>(layer) * 9U;
    trace_outline(stage, 0, 0.12F + 0.2F * near, [&](float x) {
      const float shape = layer == 0 ? 1 - std::abs(fbm1(x * 1.7F + 2, 5, 0.52F, s)) * 1.7F
                                     : 0.55F + 0.5F * fbm1(x * 2.2F + 9 * near, 4, 0.5F, s);
      return plan.horizon + 0.004F - height * std::max(0.06F, shape);
    });
    paint_ridge(stage, {.outline = 0,
                        .depth = 0.10F + 0.24F * near,
                        .colour = mix(p.rock, p.foliage, 0.15F + 0.7F * near),
                        .fade = height,
                        .mist = 0.55F,
                        .relief = 0.75F - 0.35F * near,
                        .cells = 8 + 6 * near,
                        .stretch = 0.8F,
                        .shear = 0.5F,
                        .snow_depth = snowy && layer == 0 ? 0.16F : 0.0F});
  }
  Woods shore;
  shore.ground = [&](float) { return plan.horizon + 0.004F; };
  shore.depth = 0.36F;
  shore.tree_height = 0.05F;
  shore.spacing = 0.012F;
  shore.density = 0.8F;
  shore.colour = mix(p.foliage, rgb(0x1E3A2C), 0.45F);
  shore.shape = plan.brief.season == Season::autumn || plan.brief.season == Season::spring
                    ? TreeShape::broadleaf
                    : TreeShape::conifer;
  shore.salt = plan.seed + 300;
  paint_woods(stage, shore);
  // The near bank, where figures stand.
  trace_outline(stage, 0, 0.9F, [&](float x) {
    return 0.872F - 0.018F * fbm1(x * 1.8F, 3, 0.5F, plan.seed + 320);
  });
  paint_water(stage,
              {.outline = 0, .waves = 0.32F + 0.6F * plan.wind, .mirror = 0.95F, .glint = 0.8F});
  Plain bank;
  bank.outline = 0;
  bank.far = p.grass * 0.78F;
  bank.near = p.grass * 0.62F;
  bank.mark = mix(p.grass, p.key, 0.3F);
  bank.texture = 0.2F;
  bank.edge = stage.lit(mix(p.sand, p.rock, 0.5F) * 0.62F, 0.95F);
  bank.edge_fade = 0.02F;
  paint_plain(stage, bank);
  Grass reeds;
  reeds.ground = [&](float x) {
    return 0.885F - 0.018F * fbm1(x * 1.8F, 3, 0.5F, plan.seed + 320);
  };
  reeds.depth = 0.9F;
  reeds.height = 0.035F;
  reeds.spread = 0.05F;
  reeds.spacing = 0.006F;
  reeds.colour = p.grass * 0.7F;
  reeds.salt = plan.seed + 330;
  paint_grass(stage, reeds);
}

void paint_shore_foreground(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  const float side = plan.sun.x >= 0 ? -1.0F : 1.0F;
  const Outline ground = [&](float x) { return dune(plan, x, side); };
  trace_outline(stage, 0, 1, ground);
  const bool lake = plan.brief.setting == Setting::lake;
  const Rgb earth = lake ? plan.palette.grass * 0.42F : plan.palette.sand * 0.62F;
  paint_ridge(stage, {.outline = 0,
                      .depth = 1,
                      .colour = earth,
                      .fade = 0.2F,
                      .mist = 0,
                      .relief = 0.25F,
                      .cells = 22});
  Grass grass;
  grass.ground = ground;
  grass.height = lake ? 0.15F : 0.115F;
  grass.spacing = 0.0042F;
  grass.colour = mix(plan.palette.grass, rgb(0x8A7A46), lake ? 0.2F : 0.55F) * 0.62F;
  grass.salt = plan.seed + 71;
  paint_grass(stage, grass);
}

}  // namespace kirin::engine::motion::scene
