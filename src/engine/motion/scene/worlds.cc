// Settings beyond the weather: space, the deep, the abstract.
#include <algorithm>
#include <cmath>

#include "engine/motion/scene/backdrop.h"
#include "engine/motion/scene/dice.h"
#include "engine/motion/scene/plants.h"
#include "engine/motion/scene/settings.h"
#include "engine/motion/scene/weather.h"

namespace kirin::engine::motion::scene {
namespace {

constexpr float kTurn = 6.2831853F;

void paint_planet(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  Dice dice(plan.seed ^ 0x91A4E7U);
  const float hue = dice.unit();
  const Rgb base = plan.brief.tint.value_or(from_hsv(hue, 0.5F, 0.75F));
  const float unit = stage.view.height * std::min(1.0F, 0.45F + 0.42F * plan.aspect);
  const Vec2 at = stage.view.project({0.20F * plan.aspect, 0.40F}, 0.30F);
  const float r = 0.21F * unit * stage.view.zoom_at(0.5F);
  const bool ringed = dice.unit() < 0.6F;
  const float tilt = -0.32F;
  const auto ring = [&](float from_angle, float to_angle, float inner, float outer, Rgb colour,
                        float alpha) {
    std::vector<Vec2> edge;
    for (int i = 0; i <= 60; ++i) {
      const float a = from_angle + (to_angle - from_angle) * static_cast<float>(i) / 60;
      edge.push_back(at + turned({outer * r * std::cos(a), 0.26F * outer * r * std::sin(a)}, tilt));
    }
    for (int i = 60; i >= 0; --i) {
      const float a = from_angle + (to_angle - from_angle) * static_cast<float>(i) / 60;
      edge.push_back(at + turned({inner * r * std::cos(a), 0.26F * inner * r * std::sin(a)}, tilt));
    }
    stage.canvas.fill(Path().polygon(edge), flat(colour, alpha));
  };
  const auto rings = [&](float from, float to) {
    if (!ringed) {
      return;
    }
    const Rgb dust = mix(base, rgb(0xF2DCC0), 0.6F);
    ring(from, to, 1.38F, 1.58F, dust * 0.9F, 0.55F);
    ring(from, to, 1.61F, 1.86F, dust, 0.72F);
    ring(from, to, 1.90F, 2.02F, dust * 0.75F, 0.40F);
  };
  stage.canvas.glow(at, 1.55F * r, mix(base, rgb(0xBFD8FF), 0.5F) * 0.30F);
  rings(kTurn / 2, kTurn);
  stage.canvas.fill(Path().ellipse(at, r, r), flat(base));
  // Bands of cloud, cut to the disc by their own curve; then night falls over the far side.
  for (int band = 0; band < 9; ++band) {
    const float y = -0.86F + 0.215F * static_cast<float>(band);
    const float thick = 0.05F + 0.06F * hashed_unit(band, plan.seed);
    std::vector<Vec2> edge;
    for (const float side : {1.0F, -1.0F}) {
      for (int i = 0; i <= 32; ++i) {
        const float a = side * (2 * static_cast<float>(i) / 32 - 1);
        const float yy = std::clamp(
            y - side * thick +
                0.018F * noise1(a * 4 + stage.t * 0.10F + static_cast<float>(band), plan.seed + 9),
            -0.98F, 0.98F);
        const float half = std::sqrt(1 - yy * yy);
        edge.push_back(
            at + turned({a * half * r, yy * r + 0.10F * r * (1 - a * a) * half * 0.5F}, tilt));
      }
    }
    const Rgb tone =
        mix(base * 0.72F, mix(base, rgb(0xFFF2DC), 0.5F), hashed_unit(band, plan.seed + 2));
    stage.canvas.fill(Path().polygon(edge), flat(tone, 0.50F));
  }
  for (int step = 0; step < 22; ++step) {
    const float shift = 0.12F + 0.80F * static_cast<float>(step) / 22;
    std::vector<Vec2> crescent;
    for (int i = 0; i <= 48; ++i) {
      const float a = -kTurn / 4 + kTurn / 2 * static_cast<float>(i) / 48;
      crescent.push_back(at + turned({r * 1.004F * std::cos(a), r * 1.004F * std::sin(a)}, 0.55F));
    }
    for (int i = 48; i >= 0; --i) {
      const float a = -kTurn / 4 + kTurn / 2 * static_cast<float>(i) / 48;
      crescent.push_back(at +
                         turned({r * (2 * shift - 1.0F) * std::cos(a), r * std::sin(a)}, 0.55F));
    }
    stage.canvas.fill(Path().polygon(crescent), flat(rgb(0x04050E), 0.13F));
  }
  rings(0, kTurn / 2);
}

/// Ribbons of silk: outlines that breathe, each with its own light along the crest.
void paint_ribbons(Stage& stage, float hue, float spread) {
  const ScenePlan& plan = stage.plan;
  constexpr int kRibbons = 6;
  const bool dark = plan.brief.hour == Hour::night;
  for (int i = 0; i < kRibbons; ++i) {
    const float near = static_cast<float>(i) / (kRibbons - 1);
    const std::uint64_t s = plan.seed + 700 + static_cast<std::uint64_t>(i) * 11U;
    const float speed = 0.05F + 0.03F * near;
    trace_outline(stage, 0, 0.2F + 0.7F * near, [&](float x) {
      const float a = noise1(x * 0.95F + speed * stage.t + 3.1F * static_cast<float>(i), s);
      const float b = noise1(x * 2.1F - 0.8F * speed * stage.t, s + 1);
      return 0.36F + 0.62F * near - 0.15F * a * (1 - 0.25F * near) - 0.045F * b;
    });
    // A soft shadow that the ribbon throws on what lies behind it.
    stage.scratch.outlines.resize(std::max<std::size_t>(stage.scratch.outlines.size(), 2));
    const std::vector<float>& row = stage.scratch.outlines[0];
    for (int coat = 5; coat >= 1; --coat) {
      std::vector<float>& lifted = stage.scratch.outlines[1];
      lifted = row;
      for (float& y : lifted) {
        y -= 0.007F * static_cast<float>(coat) * stage.view.height;
      }
      std::vector<Vec2> edge;
      for (std::size_t x = 0; x < lifted.size(); x += 8) {
        edge.push_back({static_cast<float>(x), lifted[x]});
      }
      edge.push_back({stage.view.width, lifted.back()});
      for (std::size_t x = (row.size() - 1) / 8 * 8 + 8; x >= 8; x -= 8) {
        const std::size_t k = std::min(x, row.size() - 1);
        edge.push_back({static_cast<float>(x), row[k] + 2});
      }
      edge.push_back({0, row.front() + 2});
      stage.canvas.fill(Path().polygon(edge), flat(rgb(0x0A0718), 0.055F));
    }
    const float tone = hue + spread * near;
    const Rgb crest = from_hsv(tone, 0.48F + 0.12F * near, dark ? 0.78F : 0.98F);
    const Rgb foot = from_hsv(tone + 0.06F, 0.72F, dark ? 0.26F : 0.52F);
    GroundLook look;
    look.crest = crest;
    look.foot = foot;
    look.fade = 0.34F * stage.view.height;
    look.light = mix(crest, rgb(0xFFFFFF), 0.4F);
    look.relief = 0.10F;
    look.cells = 2.2F / stage.view.height;
    look.stretch = 5;
    look.shear = 0.9F;
    look.origin_x = stage.t * 0.02F * stage.view.height;
    const std::vector<float>& top = stage.scratch.outlines[0];
    std::vector<float>& open = stage.scratch.full_a;
    open.assign(top.size(), stage.view.height + 2);
    const int from = std::clamp(static_cast<int>(*std::ranges::min_element(top)) - 1, 0,
                                stage.canvas.size().height);
    for (int y = from; y < stage.canvas.size().height; ++y) {
      ground_row(look, y, top.data(), open.data(), stage.canvas.row(y), stage.canvas.size().width);
    }
  }
}

}  // namespace

void paint_space(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  Dice dice(plan.seed ^ 0x5ACEU);
  const float hue = dice.unit();
  VeilLook veil;
  veil.scale = 1.7F;
  veil.warp = 0.8F;
  veil.time = stage.t * 0.008F;
  veil.salt = dice.between(2, 50);
  VeilColours colours;
  colours.ground = rgb(0x04050F);
  colours.first = plan.brief.tint ? *plan.brief.tint * 0.45F : from_hsv(hue, 0.72F, 0.34F);
  colours.second = from_hsv(hue + dice.between(0.22F, 0.45F), 0.66F, 0.42F);
  colours.spark = from_hsv(hue + 0.08F, 0.28F, 0.90F);
  colours.strength = 0.85F;
  paint_veil(stage, veil, colours);
  const int count = static_cast<int>(700 * std::max(plan.aspect, 0.8F));
  const float unit = stage.view.height / 720;
  for (int i = 0; i < count; ++i) {
    const float depth = 0.05F + 0.5F * dice.unit() * dice.unit();
    const Vec2 at{dice.between(-0.56F, 0.56F) * std::max(plan.aspect, 1.0F),
                  dice.between(-0.06F, 1.06F)};
    const float size = dice.unit();
    const float twinkle =
        0.8F + 0.2F * std::sin(kTurn * (dice.unit() + stage.t * dice.between(0.3F, 1.0F)));
    const Rgb c = mix(rgb(0xBFD0FF), rgb(0xFFE2C0), dice.unit()) *
                  (twinkle * (0.15F + 0.85F * size * size * size));
    const Vec2 px = stage.view.project(at, depth);
    stage.canvas.glow(px, unit * (1.6F + 1.6F * size * size), c);
    if (size > 0.975F) {
      stage.canvas.glow(px, unit * 12, c * 0.22F);
    }
  }
  paint_planet(stage);
}

void paint_underwater(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  VeilLook veil;
  veil.scale = 2.2F;
  veil.warp = 0.5F;
  veil.stretch = 1.8F;
  veil.time = stage.t * 0.05F;
  veil.salt = 11;
  VeilColours colours;
  const bool dark = plan.brief.hour == Hour::night;
  colours.ground = dark ? rgb(0x06203C) : rgb(0x0F6A94);
  colours.first = dark ? rgb(0x0B3558) : rgb(0x1B84AA);
  colours.second = dark ? rgb(0x0A2C4A) : rgb(0x157598);
  colours.spark = dark ? rgb(0x1C5A7E) : rgb(0x3AA8C4);
  colours.strength = 0.6F;
  paint_veil(stage, veil, colours);
  const media::Size size = stage.canvas.size();
  // Light from above, dusk below.
  for (int y = 0; y < size.height; ++y) {
    const float down = static_cast<float>(y) / static_cast<float>(size.height);
    fog_row(dark ? rgb(0x3A7A9A) : rgb(0xA6E8EC), 0.55F * std::pow(1 - down, 2.2F),
            stage.canvas.row(y), size.width);
    fog_row(dark ? rgb(0x020A18) : rgb(0x053A5E), 0.60F * down * down, stage.canvas.row(y),
            size.width);
  }
  for (int i = 0; i < 9; ++i) {
    const auto salt = plan.seed + static_cast<std::uint64_t>(i) * 3U;
    const float x = (hashed_unit(i, salt) - 0.5F) * plan.aspect * 1.2F +
                    0.05F * std::sin(0.25F * stage.t + static_cast<float>(i));
    const float wide = 0.03F + 0.06F * hashed_unit(i, salt + 1);
    const float strength =
        0.10F * (0.55F + 0.45F * std::sin(0.5F * stage.t + static_cast<float>(i) * 2.4F));
    for (int soft = 1; soft <= 4; ++soft) {
      const float w = wide * static_cast<float>(soft) / 4;
      const Path shaft = Path().polygon({stage.view.project({x - w, -0.1F}, 0.3F),
                                         stage.view.project({x + w, -0.1F}, 0.3F),
                                         stage.view.project({x + 2.4F * w - 0.22F, 0.92F}, 0.3F),
                                         stage.view.project({x - 2.4F * w - 0.22F, 0.92F}, 0.3F)});
      stage.canvas.fill(
          shaft, {rgb(0xD8FBF4), rgb(0x4AA8C0), 0, 0.9F * stage.view.height, 0.30F * strength});
    }
  }
  const Outline floor_line = [&](float x) {
    return 0.86F - 0.03F * fbm1(x * 1.6F, 3, 0.5F, plan.seed + 5);
  };
  const Outline far_line = [&](float x) {
    return 0.80F - 0.09F * smooth_step(-0.1F, 0.6F, fbm1(x * 2.0F, 4, 0.5F, plan.seed + 6));
  };
  const Rgb deep = dark ? rgb(0x0A2A44) : rgb(0x0E5A7C);
  trace_outline(stage, 0, 0.4F, far_line);
  GroundLook far;
  far.crest = mix(deep, rgb(0x2A90A8), dark ? 0.1F : 0.35F);
  far.foot = deep;
  far.fade = 0.16F * stage.view.height;
  far.light = rgb(0x5AC0C8);
  far.relief = 0.35F;
  far.cells = 14 / stage.view.height;
  std::vector<float>& open = stage.scratch.full_a;
  open.assign(static_cast<std::size_t>(size.width), stage.view.height + 2);
  for (int y = size.height / 2; y < size.height; ++y) {
    ground_row(far, y, stage.scratch.outlines[0].data(), open.data(), stage.canvas.row(y),
               size.width);
  }
  trace_outline(stage, 0, 0.9F, floor_line);
  PlaneLook sand;
  sand.far = dark ? rgb(0x16465E) : rgb(0x4FA3A8);
  sand.near = dark ? rgb(0x12344A) : rgb(0x7FA890);
  sand.mark = dark ? rgb(0x3A7A90) : rgb(0xC8E8C8);
  sand.texture = 0.18F;
  sand.horizon_y = 0.72F * stage.view.height;
  sand.center_x = stage.view.center_px();
  sand.height = stage.view.height;
  sand.offset_u = 3 + stage.view.truck.x;
  for (int y = size.height / 2; y < size.height; ++y) {
    plane_row(sand, y, stage.scratch.outlines[0].data(), stage.canvas.row(y), size.width);
  }
  // Corals in clumps.
  for (int i = 0; i < 16; ++i) {
    const auto salt = plan.seed + 40 + static_cast<std::uint64_t>(i) * 7U;
    const float x = (hashed_unit(i, salt) - 0.5F) * plan.aspect * 1.05F;
    const Vec2 at =
        stage.view.project({x, floor_line(x) + 0.015F + 0.10F * hashed_unit(i, salt + 1)}, 0.9F);
    const float r = (0.018F + 0.03F * hashed_unit(i, salt + 2)) * stage.view.height;
    const Rgb c =
        mix(from_hsv(0.92F + 0.22F * hashed_unit(i, salt + 3), 0.62F, dark ? 0.45F : 0.88F), deep,
            0.30F);
    Path coral;
    for (int k = 0; k < 6; ++k) {
      const float a = kTurn * (0.5F + 0.5F * static_cast<float>(k) / 5);
      coral.ellipse(at + Vec2{0.75F * r * std::cos(a), 0.7F * r * std::sin(a)}, 0.5F * r,
                    0.55F * r);
    }
    stage.canvas.fill(
        coral, {mix(c, rgb(0xFFFFFF), 0.18F), c * 0.55F, at.y - 1.2F * r, at.y + 0.3F * r, 1});
  }
  paint_seaweed(stage, floor_line);
  paint_bubbles(stage);
}

void paint_abstract(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  Dice dice(plan.brief.words_hash ^ mixed(plan.seed));
  float hue = dice.unit();
  const float spread = dice.between(0.14F, 0.34F) * (dice.unit() < 0.5F ? -1.0F : 1.0F);
  if (plan.brief.tint) {
    // The hue of the colour that was asked for.
    const Rgb c = *plan.brief.tint;
    const float high = std::max({c.r, c.g, c.b});
    const float low = std::min({c.r, c.g, c.b});
    const float range = std::max(high - low, 1e-3F);
    hue = high == c.r   ? (c.g - c.b) / range / 6
          : high == c.g ? (2 + (c.b - c.r) / range) / 6
                        : (4 + (c.r - c.g) / range) / 6;
    hue -= 0.3F * spread;
  }
  const bool dark = plan.brief.hour == Hour::night;
  VeilLook veil;
  veil.scale = 0.9F;
  veil.warp = 0.7F;
  veil.time = stage.t * 0.03F;
  veil.salt = dice.between(1, 40);
  VeilColours colours;
  colours.ground = from_hsv(hue - 0.06F, dark ? 0.7F : 0.32F, dark ? 0.16F : 0.95F);
  colours.first = from_hsv(hue, dark ? 0.65F : 0.40F, dark ? 0.36F : 0.98F);
  colours.second = from_hsv(hue - spread * 0.6F, 0.35F, dark ? 0.42F : 1.0F);
  colours.spark = from_hsv(hue + spread * 0.3F, 0.16F, dark ? 0.6F : 1.0F);
  paint_veil(stage, veil, colours);
  const Vec2 orb = stage.view.project({0.18F * plan.aspect, 0.27F - 0.004F * stage.t}, 0.1F);
  const float r = 0.10F * stage.view.height * std::min(1.0F, 0.55F + 0.4F * plan.aspect);
  stage.canvas.glow(orb, 3.4F * r, from_hsv(hue + spread, 0.3F, 0.5F));
  stage.canvas.fill(Path().ellipse(orb, r, r),
                    {from_hsv(hue + spread, 0.12F, 1.0F),
                     from_hsv(hue + spread * 0.8F, 0.45F, 1.0F), orb.y - r, orb.y + r, 0.95F});
  paint_ribbons(stage, hue, spread);
}

}  // namespace kirin::engine::motion::scene
