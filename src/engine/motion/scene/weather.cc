#include "engine/motion/scene/weather.h"

#include <algorithm>
#include <cmath>

#include "engine/motion/scene/dice.h"
#include "engine/motion/scene/row_kernels.h"

namespace kirin::engine::motion::scene {
namespace {

constexpr float kTurn = 6.2831853F;

/// `x` carried into [0, 1): what leaves one side of the frame comes back at the other, outside of
/// it.
float wrapped(float x) { return x - std::floor(x); }

/// More things fall through a wider frame.
int count_for(const Stage& stage, int per_square) {
  return static_cast<int>(static_cast<float>(per_square) * std::max(stage.plan.aspect, 0.6F));
}

}  // namespace

void paint_rain(Stage& stage) {
  Dice dice(stage.plan.seed ^ 0x4A1AU);
  const float slant = 0.10F + 0.22F * stage.plan.wind;
  const float wide = stage.plan.aspect + 0.5F;
  for (int layer = 0; layer < 3; ++layer) {
    const float near = static_cast<float>(layer + 1) / 3;
    const int drops = count_for(stage, 190 - 40 * layer);
    const float speed = 1.15F + 0.85F * near;
    const float length = 0.035F + 0.055F * near;
    Path streaks;
    for (int i = 0; i < drops; ++i) {
      const float start = dice.unit();
      const float pace = dice.between(0.9F, 1.12F);
      const float column = dice.unit();
      const float fall = wrapped(start + stage.t * speed * pace / 1.3F);
      const Vec2 at{(wrapped(column - fall * slant * 1.3F / wide) - 0.5F) * wide,
                    -0.15F + 1.3F * fall};
      const Vec2 px = stage.view.project(at, near);
      const Vec2 tail = Vec2{slant, -1} * (length * stage.view.height);
      const float w = (0.0006F + 0.0009F * near) * stage.view.height;
      streaks.polygon({px + Vec2{-w, 0}, px + tail, px + Vec2{w, 0}});
    }
    stage.canvas.fill(
        streaks, flat(mix(stage.plan.palette.horizon, rgb(0xE6EEF8), 0.55F), 0.20F + 0.14F * near));
  }
}

void paint_snowfall(Stage& stage) {
  Dice dice(stage.plan.seed ^ 0x5A0FU);
  const float wide = stage.plan.aspect + 0.4F;
  for (int layer = 0; layer < 4; ++layer) {
    const float near = static_cast<float>(layer + 1) / 4;
    const int flakes = count_for(stage, 150 - 30 * layer);
    for (int i = 0; i < flakes; ++i) {
      const float start = dice.unit();
      const float column = dice.unit();
      const float phase = dice.unit();
      const float size = dice.between(0.6F, 1.25F);
      const float fall = wrapped(start + stage.t * (0.055F + 0.10F * near) * (0.8F + 0.4F * phase));
      const float sway =
          0.022F * near * std::sin(kTurn * (phase + stage.t * (0.18F + 0.2F * phase)));
      const float blown = stage.t * stage.plan.wind * 0.10F * near;
      const Vec2 at{(wrapped(column + blown / wide) - 0.5F) * wide + sway, -0.1F + 1.2F * fall};
      const float radius = (0.0022F + 0.0058F * near * near) * size * stage.view.height;
      stage.canvas.soft_ellipse(
          stage.view.project(at, near), radius * 1.25F, radius * 1.25F,
          mix(rgb(0xFFFFFF) * mix(stage.plan.palette.ambient, {1, 1, 1}, 0.55F),
              stage.plan.palette.horizon, 0.10F),
          0.95F - 0.35F * near);
    }
  }
}

void paint_falling_leaves(Stage& stage, Rgb colour) {
  Dice dice(stage.plan.seed ^ 0x1EAFU);
  const float wide = stage.plan.aspect + 0.4F;
  const int leaves = count_for(stage, 60);
  for (int i = 0; i < leaves; ++i) {
    const float near = dice.between(0.35F, 1);
    const float start = dice.unit();
    const float column = dice.unit();
    const float phase = dice.unit();
    const float fall = wrapped(start + stage.t * (0.05F + 0.05F * near));
    const float blown = stage.t * (0.03F + 0.10F * stage.plan.wind) * near;
    const Vec2 at{(wrapped(column + blown / wide) - 0.5F) * wide +
                      0.03F * std::sin(kTurn * (phase + 0.3F * stage.t)),
                  -0.1F + 1.2F * fall};
    const float k = 0.0125F * near * near * stage.view.height;
    const float spin = kTurn * (phase + stage.t * (0.25F + 0.3F * phase));
    const float turn = 0.35F + 0.65F * std::abs(std::cos(spin * 0.7F));
    const Rgb c = mix(colour, i % 3 == 0 ? rgb(0xFFF0F0) : colour * 0.8F, 0.3F);
    stage.canvas.fill(Path().ellipse(stage.view.project(at, near), k, k * 0.55F * turn, spin),
                      flat(stage.lit(c, 0.8F), 0.92F));
  }
}

void paint_fireflies(Stage& stage) {
  Dice dice(stage.plan.seed ^ 0xF1FEU);
  const int flies = count_for(stage, 26);
  for (int i = 0; i < flies; ++i) {
    const auto salt = dice.next();
    const Vec2 home{dice.between(-0.5F, 0.5F) * stage.plan.aspect, dice.between(0.55F, 0.95F)};
    const Vec2 at = home + Vec2{0.06F * noise1(stage.t * 0.35F, salt),
                                0.05F * noise1(stage.t * 0.4F, salt + 1)};
    const float pulse =
        smooth_step(-0.2F, 0.9F, std::sin(kTurn * (0.28F * stage.t + hashed_unit(i, salt))));
    const Vec2 px = stage.view.project(at, 0.8F);
    stage.canvas.glow(px, 0.020F * stage.view.height, rgb(0xE6F07A) * (0.45F * pulse));
    stage.canvas.glow(px, 0.005F * stage.view.height, rgb(0xFDFFC8) * pulse);
  }
}

void paint_bubbles(Stage& stage) {
  Dice dice(stage.plan.seed ^ 0xB0BBU);
  const int bubbles = count_for(stage, 46);
  for (int i = 0; i < bubbles; ++i) {
    const float start = dice.unit();
    const float column = dice.between(-0.5F, 0.5F) * stage.plan.aspect;
    const float size = dice.between(0.25F, 1);
    const float rise = wrapped(start + stage.t * (0.04F + 0.05F * size));
    const Vec2 at{column + 0.012F * std::sin(kTurn * (start * 7 + stage.t * 0.8F)),
                  1.08F - 1.16F * rise};
    const Vec2 px = stage.view.project(at, 0.8F);
    const float r = (0.0025F + 0.0075F * size) * stage.view.height;
    stage.canvas.fill(Path().ellipse(px, r, r), flat(rgb(0xCDEFF6), 0.16F));
    stage.canvas.glow(px + Vec2{-0.35F * r, -0.35F * r}, 0.55F * r, rgb(0xFFFFFF) * 0.75F);
  }
}

void paint_fog(Stage& stage, float strength) {
  const media::Size size = stage.canvas.size();
  const Rgb colour = mix(stage.plan.palette.horizon, stage.plan.palette.haze, 0.3F);
  const float horizon = stage.view.horizon_px();
  for (int y = 0; y < size.height; ++y) {
    const float from = (static_cast<float>(y) - horizon) / stage.view.height;
    const float band = std::exp(-from * from * 22);
    const float alpha = strength * (0.16F + 0.55F * band);
    fog_row(colour, std::min(alpha, 0.9F), stage.canvas.row(y), size.width);
  }
  for (int i = 0; i < 9; ++i) {
    const auto salt = stage.plan.seed + static_cast<std::uint64_t>(i) * 13U;
    const float wide = stage.plan.aspect + 1.6F;
    const float x =
        (wrapped(hashed_unit(i, salt) + stage.t * (0.008F + 0.012F * stage.plan.wind)) - 0.5F) *
        wide;
    const float y = stage.plan.horizon - 0.06F + 0.42F * hashed_unit(i, salt + 1);
    stage.canvas.soft_ellipse(stage.view.project({x, y}, 0.5F), 0.62F * stage.view.height,
                              0.085F * stage.view.height, colour, 0.55F * strength);
  }
}

}  // namespace kirin::engine::motion::scene
