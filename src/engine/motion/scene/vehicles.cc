// Boats, cars, houses, and what flies by fire or hot air.
#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/motion/scene/dice.h"
#include "engine/motion/scene/figures.h"

namespace kirin::engine::motion::scene {
namespace {

constexpr float kTurn = 6.2831853F;
constexpr Rgb kLamp = rgb(0xFFD792);

void boat_shape(Stage& stage, const Actor& actor, const Placement& p, float alpha) {
  const float billow = 0.03F * std::sin(1.1F * stage.t + kTurn * actor.phase) + 0.09F;
  const auto paint = [&](const Path& path, Rgb local, float rim) {
    if (alpha < 1) {
      stage.canvas.fill(path, flat(stage.lit(local, actor.depth), alpha));
    } else {
      stage.fill_lit(path, local, actor.depth, rim);
    }
  };
  const float rim = std::min(0.012F * p.scale, 2.0F);
  paint(Path().stroke({p(0.02F, -0.08F), p(0.02F, -1.0F)}, 0.022F * p.scale, 0.012F * p.scale),
        rgb(0x4A3426), 0);
  Path main_sail;
  main_sail.blob({p(-0.005F, -0.97F), p(-0.01F, -0.60F), p(-0.01F, -0.19F),
                  p(-0.24F - billow * 0.3F, -0.20F), p(-0.40F - billow, -0.23F),
                  p(-0.27F - billow, -0.52F)});
  paint(main_sail, actor.colour, rim);
  Path jib;
  jib.blob({p(0.05F, -0.88F), p(0.06F, -0.5F), p(0.06F, -0.2F), p(0.22F, -0.2F), p(0.42F, -0.2F),
            p(0.24F + billow * 0.4F, -0.5F)});
  paint(jib, mix(actor.colour, rgb(0xFFFFFF), 0.35F), rim);
  paint(Path().polygon({p(-0.46F, -0.15F), p(0.50F, -0.17F), p(0.40F, 0.0F), p(0.30F, 0.035F),
                        p(-0.34F, 0.035F), p(-0.42F, 0.0F)}),
        rgb(0x5B3826), rim);
  paint(Path().polygon({p(-0.46F, -0.15F), p(0.50F, -0.17F), p(0.48F, -0.13F), p(-0.45F, -0.11F)}),
        rgb(0xE9DFCB), 0);
}

}  // namespace

void draw_boat(Stage& stage, const Actor& actor) {
  Placement p = placed(stage, actor);
  p.angle = 0.035F * std::sin(1.1F * stage.t + kTurn * actor.phase);
  Placement mirrored = p;
  mirrored.rise = -0.55F;
  mirrored.at.y += 0.03F * p.scale;
  mirrored.angle = -p.angle + 0.03F * std::sin(2.3F * stage.t);
  boat_shape(stage, actor, mirrored, 0.30F);
  boat_shape(stage, actor, p, 1);
  if (stage.plan.palette.lamps > 0.5F) {
    stage.canvas.glow(p(-0.30F, -0.22F), 0.16F * p.scale,
                      kLamp * (0.8F * stage.plan.palette.lamps));
  }
  // The bow wave.
  const Rgb foam = mix(stage.plan.palette.horizon, rgb(0xFFFFFF), 0.5F);
  stage.canvas.soft_ellipse(p(-0.1F, 0.05F), 0.62F * p.scale, 0.035F * p.scale, foam, 0.45F);
}

void draw_car(Stage& stage, const Actor& actor) {
  const Placement p = placed(stage, actor);
  const float k = p.scale;
  const float rim = std::min(0.02F * k, 2.0F);
  const float bounce = 0.008F * std::sin(7 * stage.t + kTurn * actor.phase);
  Path body;
  body.blob({p(-1.12F, -0.22F + bounce), p(-1.10F, -0.56F + bounce), p(-0.72F, -0.66F + bounce),
             p(0.42F, -0.64F + bounce), p(1.02F, -0.54F + bounce), p(1.18F, -0.34F + bounce),
             p(1.12F, -0.18F + bounce), p(0, -0.15F + bounce)});
  Path cabin;
  cabin.blob({p(-0.86F, -0.60F + bounce), p(-0.60F, -0.94F + bounce), p(-0.05F, -1.0F + bounce),
              p(0.34F, -0.90F + bounce), p(0.62F, -0.60F + bounce)});
  stage.fill_lit(cabin, actor.colour * 0.9F, actor.depth, rim);
  const Rgb glass = mix(stage.lit(rgb(0x27333F), actor.depth), stage.plan.palette.horizon, 0.35F);
  stage.canvas.fill(Path()
                        .polygon({p(-0.66F, -0.64F + bounce), p(-0.50F, -0.87F + bounce),
                                  p(-0.12F, -0.91F + bounce), p(-0.12F, -0.64F + bounce)})
                        .polygon({p(-0.04F, -0.64F + bounce), p(-0.04F, -0.91F + bounce),
                                  p(0.24F, -0.84F + bounce), p(0.46F, -0.64F + bounce)}),
                    flat(glass));
  stage.fill_lit(body, actor.colour, actor.depth, rim);
  stage.canvas.fill(Path().polygon({p(-1.06F, -0.44F + bounce), p(1.08F, -0.42F + bounce),
                                    p(1.1F, -0.38F + bounce), p(-1.08F, -0.40F + bounce)}),
                    flat(stage.lit(actor.colour * 0.7F, actor.depth)));
  const float turn = actor.velocity.x * actor.facing * stage.t / (0.2F * actor.size);
  for (const float x : {-0.66F, 0.70F}) {
    stage.canvas.fill(Path().ellipse(p(x, -0.2F), 0.215F * k, 0.215F * k),
                      flat(stage.lit(rgb(0x17171A), actor.depth)));
    stage.canvas.fill(Path().ellipse(p(x, -0.2F), 0.115F * k, 0.115F * k),
                      flat(stage.lit(rgb(0xA9AEB6), actor.depth)));
    for (int spoke = 0; spoke < 3; ++spoke) {
      const float a = turn + static_cast<float>(spoke) * kTurn / 6;
      const Vec2 r{0.1F * std::cos(a), 0.1F * std::sin(a)};
      stage.canvas.fill(
          Path().stroke({p(x - r.x, -0.2F - r.y), p(x + r.x, -0.2F + r.y)}, 0.03F * k, 0.03F * k),
          flat(stage.lit(rgb(0x3A3D44), actor.depth)));
    }
  }
  const float lamps = std::max(0.25F, stage.plan.palette.lamps);
  stage.canvas.fill(Path().ellipse(p(1.10F, -0.42F + bounce), 0.05F * k, 0.04F * k),
                    flat(mix(rgb(0xC8C8C0), kLamp, lamps)));
  stage.canvas.fill(Path().ellipse(p(-1.10F, -0.44F + bounce), 0.035F * k, 0.05F * k),
                    flat(rgb(0xC22A22)));
  if (stage.plan.palette.lamps > 0.3F) {
    stage.canvas.glow(p(1.15F, -0.42F), 0.55F * k, kLamp * (0.7F * lamps));
    stage.canvas.soft_ellipse(p(1.9F, 0.0F), 0.95F * k, 0.10F * k, kLamp, 0.35F * lamps);
    stage.canvas.glow(p(-1.12F, -0.44F), 0.25F * k, rgb(0xFF3A2A) * (0.6F * lamps));
  }
}

void draw_house(Stage& stage, const Actor& actor) {
  const Placement p = placed(stage, actor);
  const float k = p.scale;
  const float rim = std::min(0.012F * k, 2.0F);
  const float lamps = stage.plan.palette.lamps;
  // Smoke rises in soft puffs that grow and thin out.
  for (int i = 0; i < 9; ++i) {
    const float age = std::fmod(stage.t * 0.16F + static_cast<float>(i) / 9 + actor.phase, 1.0F);
    const float drift = age * (0.15F + 0.55F * stage.plan.wind) +
                        0.06F * noise1(age * 3 + static_cast<float>(i), actor.salt);
    const float fade = std::min(age * 6, 1.0F) * (1 - age);
    stage.canvas.soft_ellipse(
        p(0.33F - drift, -1.02F - 0.75F * age), (0.06F + 0.17F * age) * k,
        (0.05F + 0.12F * age) * k,
        mix(stage.plan.palette.horizon, rgb(0xE8E8EC) * stage.plan.palette.ambient, 0.6F),
        0.34F * fade);
  }
  stage.fill_lit(Path().rectangle(p(0.26F, -0.98F), p(0.38F, -0.6F)), rgb(0x8A5A48), actor.depth,
                 rim);
  stage.fill_lit(Path().rectangle(p(-0.55F, -0.52F), p(0.55F, 0)), actor.colour, actor.depth, rim);
  stage.fill_lit(
      Path().polygon({p(-0.66F, -0.48F), p(-0.40F, -0.92F), p(0.40F, -0.92F), p(0.66F, -0.48F)}),
      rgb(0x7E3F34), actor.depth, rim);
  if (stage.plan.brief.weather == Weather::snow || stage.plan.brief.season == Season::winter ||
      stage.plan.brief.setting == Setting::snowfield) {
    stage.fill_lit(Path().polygon({p(-0.67F, -0.50F), p(-0.41F, -0.97F), p(0.41F, -0.97F),
                                   p(0.67F, -0.50F), p(0.50F, -0.545F), p(0.30F, -0.52F),
                                   p(0.08F, -0.56F), p(-0.18F, -0.525F), p(-0.42F, -0.56F)}),
                   stage.plan.palette.snow, actor.depth, 0);
  }
  stage.fill_lit(Path().rectangle(p(-0.10F, -0.32F), p(0.10F, 0)), rgb(0x5A3A28), actor.depth, 0);
  for (const float x : {-0.36F, 0.36F}) {
    const Vec2 from = p(x - 0.10F, -0.38F);
    const Vec2 to = p(x + 0.10F, -0.18F);
    stage.fill_lit(
        Path().rectangle(from - Vec2{0.02F * k, 0.02F * k}, to + Vec2{0.02F * k, 0.02F * k}),
        rgb(0xEFE6D6), actor.depth, 0);
    stage.canvas.fill(Path().rectangle(from, to),
                      flat(mix(mix(stage.lit(rgb(0x33495A), 1), stage.plan.palette.horizon, 0.3F),
                               kLamp, lamps)));
    const float bar = std::max(1.0F, 0.016F * k);
    stage.canvas.fill(Path()
                          .stroke({p(x, -0.38F), p(x, -0.18F)}, bar, bar)
                          .stroke({p(x - 0.1F, -0.28F), p(x + 0.1F, -0.28F)}, bar, bar),
                      flat(stage.lit(rgb(0xEFE6D6), 1)));
    stage.canvas.glow(p(x, -0.28F), 0.42F * k, kLamp * (0.45F * lamps));
  }
}

void draw_balloon(Stage& stage, const Actor& actor) {
  const Placement p = placed(stage, actor);
  const float k = p.scale;
  const auto bulge =
      [](float y) {  // half the width of the envelope, y from -0.5 at the top to 0.24 at the mouth
        const float a = std::clamp((y + 0.5F) / 0.74F, 0.0F, 1.0F);
        return 0.36F *
               std::sqrt(std::max(
                   0.0F, 1 - std::pow(std::abs(a - 0.42F) / (a < 0.42F ? 0.42F : 0.66F), 2.0F)));
      };
  const auto gore = [&](float from, float to) {
    std::vector<Vec2> edge;
    for (int i = 0; i <= 24; ++i) {
      const float y = -0.5F + 0.74F * static_cast<float>(i) / 24;
      edge.push_back(p(std::sin(from) * bulge(y), y));
    }
    for (int i = 24; i >= 0; --i) {
      const float y = -0.5F + 0.74F * static_cast<float>(i) / 24;
      edge.push_back(p(std::sin(to) * bulge(y), y));
    }
    return Path().polygon(edge);
  };
  stage.fill_lit(gore(-1.5708F, 1.5708F), actor.colour, actor.depth, std::min(0.02F * k, 2.5F));
  const float light_side = stage.plan.sun.x * actor.facing > 0 ? 1.0F : -1.0F;
  for (int i = 0; i < 8; ++i) {
    const float a = -1.5708F + 3.14159F * static_cast<float>(i) / 8;
    const float facing_light = 0.5F + 0.5F * std::sin(a + 0.2F) * light_side;
    const Rgb stripe = i % 2 == 0 ? actor.colour : mix(actor.colour, rgb(0xFFF1D6), 0.78F);
    stage.canvas.fill(
        gore(a, a + 0.4F),
        flat(mix(stage.lit(stripe * (0.62F + 0.5F * facing_light), actor.depth), stripe, 0.28F)));
  }
  const float rope = std::max(0.8F, 0.006F * k);
  stage.canvas.fill(Path()
                        .stroke({p(-0.10F, 0.22F), p(-0.055F, 0.40F)}, rope, rope)
                        .stroke({p(0.10F, 0.22F), p(0.055F, 0.40F)}, rope, rope),
                    flat(stage.lit(rgb(0x3A2C22), 1)));
  stage.fill_lit(
      Path().polygon({p(-0.065F, 0.38F), p(0.065F, 0.38F), p(0.055F, 0.48F), p(-0.055F, 0.48F)}),
      rgb(0x8A5C34), actor.depth, 1);
  const float flame = 0.5F + 0.5F * noise1(stage.t * 1.3F, actor.salt);
  stage.canvas.glow(p(0, 0.27F), 0.20F * k,
                    rgb(0xFFB45A) * (0.35F + 0.5F * flame * stage.plan.palette.lamps));
}

void draw_rocket(Stage& stage, const Actor& actor) {
  Placement p = placed(stage, actor);
  p.angle = std::atan2(actor.velocity.x, std::max(1e-4F, -actor.velocity.y)) * 0.9F;
  const float k = p.scale;
  const float flicker =
      1 + 0.12F * noise1(stage.t * 6, actor.salt) + 0.06F * noise1(stage.t * 11, actor.salt + 1);
  for (int i = 14; i >= 0; --i) {
    const float a = static_cast<float>(i) / 14;
    stage.canvas.soft_ellipse(
        p(0.05F * noise1(a * 4 - stage.t * 1.2F, actor.salt), 0.55F + 1.3F * a),
        (0.07F + 0.20F * a) * k, (0.10F + 0.14F * a) * k,
        mix(rgb(0xFFE8C0), stage.plan.palette.haze, 0.35F + 0.65F * a), 0.5F * (1 - a));
  }
  stage.canvas.glow(p(0, 0.72F), 0.75F * k * flicker, rgb(0xFF9A3C) * 0.6F);
  const auto flame = [&](float width, float length, Rgb c) {
    stage.canvas.fill(Path().blob({p(-width, 0.48F), p(0, 0.46F), p(width, 0.48F),
                                   p(width * 0.6F, 0.48F + length * 0.5F), p(0, 0.48F + length),
                                   p(-width * 0.6F, 0.48F + length * 0.5F)}),
                      flat(c, 0.9F));
  };
  flame(0.085F, 0.46F * flicker, rgb(0xFF8A2A));
  flame(0.055F, 0.30F * flicker, rgb(0xFFD65A));
  flame(0.03F, 0.17F * flicker, rgb(0xFFF8E0));
  const float rim = std::min(0.015F * k, 2.5F);
  stage.fill_lit(Path()
                     .polygon({p(-0.10F, 0.18F), p(-0.23F, 0.52F), p(-0.10F, 0.44F)})
                     .polygon({p(0.10F, 0.18F), p(0.23F, 0.52F), p(0.10F, 0.44F)}),
                 actor.colour * 1.1F, 1, rim);
  const Rgb hull = mix(rgb(0xE8EAF0), stage.plan.palette.ambient, 0.15F);
  stage.canvas.fill(Path().blob({p(0, -0.5F), p(0.10F, -0.24F), p(0.13F, 0.05F), p(0.09F, 0.46F),
                                 p(-0.09F, 0.46F), p(-0.13F, 0.05F), p(-0.10F, -0.24F)}),
                    flat(hull * 0.92F));
  stage.canvas.fill(Path().blob({p(0, -0.5F), p(-0.10F, -0.24F), p(-0.13F, 0.05F), p(-0.09F, 0.46F),
                                 p(-0.02F, 0.46F), p(-0.03F, 0.0F)}),
                    flat(hull * 0.66F));
  stage.canvas.fill(Path().blob({p(0, -0.51F), p(0.065F, -0.36F), p(0.095F, -0.25F), p(0, -0.23F),
                                 p(-0.095F, -0.25F), p(-0.065F, -0.36F)}),
                    flat(actor.colour));
  stage.canvas.fill(Path().ellipse(p(0, -0.06F), 0.055F * k, 0.055F * k), flat(rgb(0x3A4A66)));
  stage.canvas.fill(Path().ellipse(p(0, -0.06F), 0.040F * k, 0.040F * k), flat(rgb(0x8FD6F2)));
}

void draw_lantern(Stage& stage, const Actor& actor) {
  Placement p = placed(stage, actor);
  p.angle = 0.10F * std::sin(0.9F * stage.t + kTurn * actor.phase);
  const float k = p.scale;
  const float flicker = 0.85F + 0.15F * noise1(stage.t * 2.2F, actor.salt);
  stage.canvas.glow(p(0, 0), 1.5F * k, actor.colour * (0.5F * flicker));
  Path body;
  body.blob({p(-0.24F, -0.48F), p(0.24F, -0.48F), p(0.40F, -0.1F), p(0.30F, 0.42F),
             p(-0.30F, 0.42F), p(-0.40F, -0.1F)});
  Paint paint = flat(actor.colour);
  paint.top = mix(actor.colour, rgb(0xD8602A), 0.35F);
  paint.bottom = mix(actor.colour, rgb(0xFFF4CC), 0.75F * flicker);
  paint.top_y = p(0, -0.5F).y;
  paint.bottom_y = p(0, 0.42F).y;
  stage.canvas.fill(body, paint);
  stage.canvas.glow(p(0, 0.28F), 0.5F * k, rgb(0xFFF0C0) * (0.7F * flicker));
}

}  // namespace kirin::engine::motion::scene
