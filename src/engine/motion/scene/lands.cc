// Settings on dry ground: mountains, forest, meadow, desert, snowfield.
#include <algorithm>
#include <cmath>

#include "engine/motion/scene/backdrop.h"
#include "engine/motion/scene/dice.h"
#include "engine/motion/scene/plants.h"
#include "engine/motion/scene/settings.h"
#include "engine/motion/scene/weather.h"

namespace kirin::engine::motion::scene {
namespace {

void open_sky(Stage& stage) {
  paint_sky(stage, stage.view.horizon_px() + 0.02F * stage.view.height);
  const SceneBrief& brief = stage.plan.brief;
  if (brief.has(Light::aurora)) {
    paint_aurora(stage);
  }
  if (brief.has(Light::rainbow)) {
    paint_rainbow(stage);
  }
}

std::uint64_t salt_of(const Stage& stage, int layer) {
  return stage.plan.seed + 500 + static_cast<std::uint64_t>(layer) * 37U;
}

/// A wide frame has room for high ranges; a tall one keeps them from becoming needles.
float tallness(const ScenePlan& plan) {
  return std::clamp(0.55F + 0.30F * plan.aspect, 0.66F, 1.0F);
}

/// Sharp crests: noise folded at zero.
float alpine(float x, std::uint64_t salt) {
  return 1 - 1.9F * std::abs(fbm1(x, 6, 0.53F, salt)) + 0.06F * noise1(x * 14, salt + 30);
}

bool is_cold(const SceneBrief& brief) {
  return brief.weather == Weather::snow || brief.season == Season::winter ||
         brief.setting == Setting::snowfield;
}

/// Ranges in the distance, for settings that mention mountains beside themselves.
void paint_far_ranges(Stage& stage, float height) {
  const ScenePlan& plan = stage.plan;
  for (int layer = 0; layer < 2; ++layer) {
    const float near = static_cast<float>(layer);
    trace_outline(stage, 0, 0.08F + 0.08F * near, [&](float x) {
      return plan.horizon -
             height * tallness(plan) * (1 - 0.35F * near) *
                 std::max(0.1F, 0.25F + 0.75F * alpine(x * (1.3F + 0.5F * near) + 4 * near,
                                                       salt_of(stage, 20 + layer)));
    });
    paint_ridge(stage, {.outline = 0,
                        .depth = 0.08F + 0.10F * near,
                        .colour = plan.palette.rock,
                        .fade = height * 1.1F,
                        .mist = 0.6F,
                        .relief = 0.7F,
                        .cells = 9,
                        .stretch = 0.7F,
                        .shear = 0.6F,
                        .snow_depth = layer == 0 ? 0.10F : 0.03F});
  }
}

Woods belt(const Stage& stage, Outline ground, float depth, float height, int layer) {
  Woods woods;
  woods.ground = std::move(ground);
  woods.depth = depth;
  woods.tree_height = height;
  woods.spacing = height * 0.30F;
  woods.density = 0.85F;
  woods.colour = mix(stage.plan.palette.foliage, rgb(0x1C3A2E), 0.30F);
  woods.shape = TreeShape::conifer;
  woods.salt = salt_of(stage, 40 + layer);
  return woods;
}

}  // namespace

void paint_mountains(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  const Palette& p = plan.palette;
  open_sky(stage);
  constexpr int kRanges = 4;
  for (int layer = 0; layer < kRanges; ++layer) {
    const float near = static_cast<float>(layer) / (kRanges - 1);
    const float base = plan.horizon + 0.14F * near;
    const float height = (0.40F - 0.22F * near) * tallness(plan);
    const float snow = layer < 2 ? (is_cold(plan.brief) ? 0.30F : 0.15F) * (1 - 0.4F * near)
                       : is_cold(plan.brief) ? 0.08F
                                             : 0;
    trace_outline(stage, 0, 0.10F + 0.4F * near, [&](float x) {
      const float sharp = alpine(x * (1.35F + 0.4F * near) + 3.7F * static_cast<float>(layer),
                                 salt_of(stage, layer));
      const float round =
          0.5F + 0.55F * fbm1(x * 2.1F + 5 * near, 4, 0.5F, salt_of(stage, layer) + 3);
      return base -
             height * std::max(0.05F, sharp + (round - sharp) * smooth_step(0.5F, 1.0F, near));
    });
    paint_ridge(stage, {.outline = 0,
                        .depth = 0.06F + 0.50F * near,
                        .colour = mix(p.rock, p.foliage, 0.75F * near * near),
                        .fade = height * 1.05F,
                        .mist = 0.72F - 0.35F * near,
                        .relief = 1.0F - 0.45F * near,
                        .cells = 6 + 5 * near,
                        .stretch = 0.75F,
                        .shear = 0.55F,
                        .snow_depth = snow});
  }
  const Outline slope = [&](float x) {
    return 0.93F - 0.10F * std::abs(x) / std::max(plan.aspect, 0.6F) -
           0.025F * fbm1(x * 1.9F, 3, 0.5F, salt_of(stage, 8));
  };
  trace_outline(stage, 0, 0.85F, slope);
  paint_woods(stage, belt(
                         stage, [&](float x) { return slope(x) - 0.030F; }, 0.72F, 0.085F, 0));
  Plain plain;
  plain.outline = 0;
  plain.far = p.grass * 0.75F;
  plain.near = p.grass * 0.88F;
  plain.mark = mix(p.grass, p.key, 0.4F);
  plain.texture = 0.16F;
  paint_plain(stage, plain);
  Woods front = belt(stage, slope, 0.88F, 0.17F, 1);
  front.spacing = 0.055F;
  front.clearing_from = -0.26F * plan.aspect;
  front.clearing_to = 0.26F * plan.aspect;
  paint_woods(stage, front);
}

void paint_forest(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  const Palette& p = plan.palette;
  open_sky(stage);
  if (plan.brief.has(Setting::mountains)) {
    paint_far_ranges(stage, 0.34F);
  }
  constexpr int kBelts = 5;
  const TreeShape shape = tree_shape_of(plan);
  for (int layer = 0; layer < kBelts; ++layer) {
    const float near = static_cast<float>(layer) / (kBelts - 1);
    const float depth = 0.22F + 0.66F * near;
    const float open = 0.05F + 0.24F * near;  // the glade widens towards the viewer
    const Outline ground = [&, near](float x) {
      return plan.horizon + 0.02F + 0.20F * near * near +
             0.02F * noise1(x * 1.7F + 4 * near, salt_of(stage, layer));
    };
    trace_outline(stage, 0, depth, ground);
    paint_ridge(stage, {.outline = 0,
                        .depth = depth,
                        .colour = mix(p.grass, p.foliage, 0.35F) * (0.72F + 0.1F * near),
                        .fade = 0.22F,
                        .mist = 0.35F * (1 - near),
                        .relief = 0.3F,
                        .cells = 16});
    Woods woods = belt(stage, ground, depth,
                       (0.20F + 0.30F * near) * std::clamp(plan.aspect, 0.75F, 1.0F), layer);
    woods.spacing = (0.035F + 0.065F * near) * std::clamp(plan.aspect, 0.7F, 1.0F);
    woods.shape = shape;
    woods.colour = mix(p.foliage, rgb(0x16301F), 0.12F + 0.25F * near);
    woods.clearing_from = -open * plan.aspect;
    woods.clearing_to = open * plan.aspect;
    paint_woods(stage, woods);
    if (layer + 1 < kBelts && plan.sun_shows) {
      // Light hangs between the belts.
      const Vec2 at = stage.view.project({0.3F * plan.sun.x, plan.horizon - 0.06F}, depth);
      stage.canvas.soft_ellipse(at, 0.55F * stage.view.height, 0.24F * stage.view.height,
                                mix(p.glow, p.horizon, 0.45F), 0.13F);
    }
  }
}

void paint_meadow(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  const Palette& p = plan.palette;
  open_sky(stage);
  if (plan.brief.has(Setting::mountains)) {
    paint_far_ranges(stage, 0.26F);
  }
  constexpr int kHills = 4;
  for (int layer = 0; layer < kHills; ++layer) {
    const float near = static_cast<float>(layer) / (kHills - 1);
    const float depth = 0.15F + 0.55F * near;
    const Outline hill = [&, near](float x) {
      return plan.horizon - 0.055F + 0.17F * near -
             (0.055F - 0.015F * near) *
                 fbm1(x * (1.5F - 0.3F * near) + 5.3F * near, 3, 0.42F, salt_of(stage, layer));
    };
    trace_outline(stage, 0, depth, hill);
    if (layer > 0 && layer < 3) {
      Woods copse = belt(
          stage, [hill](float x) { return hill(x); }, depth, 0.055F + 0.03F * near, layer);
      copse.shape = is_cold(plan.brief) ? TreeShape::conifer : TreeShape::broadleaf;
      copse.density = plan.brief.has(Setting::forest) ? 0.8F : 0.30F;
      copse.spacing = 0.045F;
      copse.colour = p.foliage * 0.92F;
      paint_woods(stage, copse);
    }
    const Rgb green = mix(mix(p.grass, p.foliage, 0.35F), p.grass * 1.05F, near);
    paint_ridge(stage, {.outline = 0,
                        .depth = 0.2F + 0.6F * near,
                        .colour = green,
                        .fade = 0.24F,
                        .mist = 0.40F * (1 - near) + 0.05F,
                        .relief = 0.34F,
                        .cells = 9,
                        .stretch = 2.6F});
  }
  const Outline lawn = [&](float x) {
    return plan.horizon + 0.175F - 0.02F * fbm1(x * 1.1F, 2, 0.5F, salt_of(stage, 9));
  };
  trace_outline(stage, 0, 0.85F, lawn);
  Plain plain;
  plain.outline = 0;
  plain.far = p.grass * 0.96F;
  plain.near = p.grass * 0.74F;
  plain.mark = mix(p.grass * 1.2F, p.key, 0.35F);
  plain.texture = 0.20F;
  paint_plain(stage, plain);
  for (int row = 0; row < 4 && !is_cold(plan.brief); ++row) {
    const float near = static_cast<float>(row) / 3;
    Grass grass;
    grass.ground = [&, near](float x) { return lawn(x) + 0.01F + 0.14F * near; };
    grass.spread = 0.055F;
    grass.depth = 0.88F;
    grass.height = 0.016F + 0.026F * near;
    grass.spacing = 0.0040F;
    grass.colour = mix(p.grass * (0.92F - 0.16F * near), p.foliage, 0.15F);
    grass.salt = salt_of(stage, 60 + row);
    paint_grass(stage, grass);
  }
}

void paint_desert(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  const Palette& p = plan.palette;
  open_sky(stage);
  const Rgb sand = mix(p.sand, rgb(0xD8944E), 0.55F);
  trace_outline(stage, 0, 0.10F, [&](float x) {
    const float mesa = smooth_step(0.0F, 0.16F, fbm1(x * 2.2F, 3, 0.5F, salt_of(stage, 50)));
    return plan.horizon - 0.02F - 0.10F * tallness(plan) * mesa -
           0.008F * noise1(x * 22, salt_of(stage, 51));
  });
  paint_ridge(stage, {.outline = 0,
                      .depth = 0.08F,
                      .colour = rgb(0xA8623E),
                      .fade = 0.14F,
                      .mist = 0.55F,
                      .relief = 0.4F,
                      .cells = 20,
                      .stretch = 0.35F});
  constexpr int kDunes = 5;
  for (int layer = 0; layer < kDunes; ++layer) {
    const float near = static_cast<float>(layer) / (kDunes - 1);
    const float depth = 0.2F + 0.7F * near;
    const float shift = hashed_unit(layer, plan.seed) * 6;
    const float high = (0.05F + 0.06F * near) * tallness(plan);
    // A dune's windward side is long and its lee is short.
    const auto dune = [&, shift, high](float x) {
      const float wave = x * (1.15F - 0.35F * near) + shift +
                         0.25F * noise1(x * 0.8F + shift, salt_of(stage, layer));
      const float f = wave - std::floor(wave);
      const float shape = f < 0.72F ? smooth_step(0, 0.72F, f) : 1 - smooth_step(0.72F, 1.0F, f);
      return plan.horizon + 0.02F + 0.24F * near * near - high * shape;
    };
    trace_outline(stage, 0, depth, dune);
    paint_ridge(stage, {.outline = 0,
                        .depth = 0.30F + 0.65F * near,
                        .colour = mix(sand * 1.06F, p.key, 0.16F),
                        .foot = sand * Rgb{0.62F, 0.50F, 0.50F},
                        .fade = 0.10F + 0.08F * near,
                        .mist = 0.85F,
                        .relief = 0.20F,
                        .cells = 7,
                        .stretch = 9,
                        .shear = 0.15F});
  }
}

void paint_snowfield(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  const Palette& p = plan.palette;
  open_sky(stage);
  paint_far_ranges(stage, plan.brief.has(Setting::mountains) ? 0.34F : 0.20F);
  constexpr int kDrifts = 4;
  for (int layer = 0; layer < kDrifts; ++layer) {
    const float near = static_cast<float>(layer) / (kDrifts - 1);
    const float depth = 0.22F + 0.6F * near;
    const Outline drift = [&, near](float x) {
      return plan.horizon - 0.03F + 0.24F * near * near -
             0.045F * fbm1(x * 1.2F + 6 * near, 3, 0.4F, salt_of(stage, layer));
    };
    trace_outline(stage, 0, depth, drift);
    if (layer < 3) {
      Woods woods = belt(stage, drift, depth, 0.07F + 0.10F * near, layer);
      woods.density = 0.45F - 0.15F * near;
      woods.colour = mix(rgb(0x3E5A58), p.snow, 0.18F);
      if (layer > 0) {
        woods.clearing_from = -0.18F * plan.aspect;
        woods.clearing_to = 0.18F * plan.aspect;
      }
      paint_woods(stage, woods);
    }
    paint_ridge(stage, {.outline = 0,
                        .depth = 0.35F + 0.6F * near,
                        .colour = p.snow * (0.94F + 0.05F * near),
                        .fade = 0.16F,
                        .mist = 0.30F - 0.12F * near,
                        .relief = 0.13F,
                        .cells = 6,
                        .stretch = 3.5F});
  }
}

void paint_foreground(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  switch (plan.brief.setting) {
    case Setting::beach:
    case Setting::lake:
      return paint_shore_foreground(stage);
    case Setting::meadow:
    case Setting::forest:
    case Setting::mountains: {
      if (is_cold(plan.brief)) {
        return;
      }
      Grass grass;
      grass.ground = [&](float x) {
        return 1.015F - 0.05F * std::abs(x) / std::max(plan.aspect, 0.6F);
      };
      grass.height = plan.brief.setting == Setting::meadow ? 0.085F : 0.065F;
      grass.spacing = 0.0042F;
      grass.density = 0.9F;
      grass.colour = plan.palette.grass * 0.60F;
      grass.salt = salt_of(stage, 90);
      paint_grass(stage, grass);
      if (plan.brief.hour == Hour::night ||
          (plan.brief.hour == Hour::dusk && plan.brief.setting == Setting::forest)) {
        paint_fireflies(stage);
      }
      return;
    }
    default:
      return;
  }
}

}  // namespace kirin::engine::motion::scene
