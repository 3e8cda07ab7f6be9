// The city: rows of towers with lit windows, on a street or by the water.
#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/motion/scene/backdrop.h"
#include "engine/motion/scene/dice.h"
#include "engine/motion/scene/settings.h"

namespace kirin::engine::motion::scene {
namespace {

constexpr float kTurn = 6.2831853F;

struct Block {
  float left = 0;
  float width = 0;
  float height = 0;
  std::uint64_t salt = 0;
};

/// One row of towers across the frame, higher towards the middle.
std::vector<Block> blocks_of(const ScenePlan& plan, int layer) {
  Dice dice(plan.seed ^ (0xB10CU + static_cast<std::uint64_t>(layer) * 977U));
  std::vector<Block> blocks;
  const float near = static_cast<float>(layer) / 2;
  const float half = 0.5F * plan.aspect + 0.15F;
  const float tall =
      (0.50F - 0.16F * near) * std::clamp(0.75F + 0.2F * (1 / plan.aspect), 0.8F, 1.1F);
  for (float x = -half; x < half;) {
    const float width = dice.between(0.055F, 0.11F) * (0.75F + 0.45F * near);
    const float middle = 1 - 0.55F * std::abs(x + 0.1F) / half;
    const float height =
        tall * middle * (0.35F + 0.65F * dice.unit() * dice.unit() + 0.12F * dice.unit());
    blocks.push_back({x, width, height, dice.next()});
    x += width * dice.between(0.82F, 1.12F);
  }
  return blocks;
}

void paint_windows(Stage& stage, const Block& block, float base, float depth, float near) {
  const ScenePlan& plan = stage.plan;
  const float pitch_x = 0.0115F * (0.8F + 0.5F * near);
  const float pitch_y = 0.0155F * (0.8F + 0.5F * near);
  const int columns = static_cast<int>((block.width - 0.012F) / pitch_x);
  const int floors = static_cast<int>((block.height - 0.02F) / pitch_y);
  const float share = 0.14F + 0.48F * plan.palette.lamps * hashed_unit(1, block.salt);
  const float inset = 0.5F * (block.width - static_cast<float>(columns) * pitch_x);
  Path warm;
  Path cool;
  Path dark;
  for (int floor = 0; floor < floors; ++floor) {
    for (int column = 0; column < columns; ++column) {
      const auto at = static_cast<std::int64_t>(floor * 64 + column);
      const float chance = hashed_unit(at, block.salt + 2);
      const Vec2 corner{block.left + inset + (static_cast<float>(column) + 0.22F) * pitch_x,
                        base - block.height + 0.014F + static_cast<float>(floor) * pitch_y};
      const Vec2 from = stage.view.project(corner, depth);
      const Vec2 to = stage.view.project(corner + Vec2{0.56F * pitch_x, 0.58F * pitch_y}, depth);
      (chance < share * 0.78F ? warm : chance < share ? cool : dark).rectangle(from, to);
    }
  }
  const float lamps = plan.palette.lamps;
  const Rgb glass = mix(stage.lit(rgb(0x55708C), depth), plan.palette.horizon, 0.30F);
  const Rgb off = mix(glass, stage.lit(rgb(0x1C2438), depth), lamps);
  stage.canvas.fill(dark, flat(off, 0.55F));
  stage.canvas.fill(
      warm,
      flat(mix(glass, mix(rgb(0xFFC870), plan.palette.haze, 0.35F * (1 - near)), lamps), 0.95F));
  stage.canvas.fill(
      cool,
      flat(mix(glass, mix(rgb(0xA8DCFF), plan.palette.haze, 0.35F * (1 - near)), lamps), 0.95F));
}

void paint_towers(Stage& stage, int layer, float base) {
  const ScenePlan& plan = stage.plan;
  const float near = static_cast<float>(layer) / 2;
  const float depth = 0.18F + 0.34F * near;
  const std::vector<Block> blocks = blocks_of(plan, layer);
  for (const Block& block : blocks) {
    const Rgb wall =
        mix(rgb(0x5A6680), rgb(0x6E5A5E), hashed_unit(3, block.salt)) * (0.80F - 0.22F * near);
    const float style = hashed_unit(4, block.salt);
    Path tower;
    const float top = base - block.height;
    tower.rectangle(stage.view.project({block.left, top}, depth),
                    stage.view.project({block.left + block.width, base + 0.01F}, depth));
    const float middle = block.left + 0.5F * block.width;
    if (style > 0.62F) {
      tower.rectangle(stage.view.project({middle - 0.3F * block.width, top - 0.022F}, depth),
                      stage.view.project({middle + 0.3F * block.width, top + 0.002F}, depth));
    }
    if (style > 0.82F) {
      tower.polygon({stage.view.project({middle - 0.004F, top}, depth),
                     stage.view.project({middle, top - 0.09F}, depth),
                     stage.view.project({middle + 0.004F, top}, depth)});
    }
    const Vec2 high = stage.view.project({0, top}, depth);
    const Vec2 low = stage.view.project({0, base}, depth);
    const Rgb body = stage.lit(wall, 0.35F + 0.45F * near);
    stage.canvas.fill(
        tower, {mix(body, plan.palette.haze, 0.10F),
                mix(body, mix(plan.palette.haze, plan.palette.horizon, 0.5F), 0.42F - 0.2F * near),
                high.y, low.y, 1});
    // The side away from the light.
    const bool sun_right = plan.sun.x > middle;
    const float from = sun_right ? block.left : block.left + 0.66F * block.width;
    stage.canvas.fill(
        Path().rectangle(stage.view.project({from, top}, depth),
                         stage.view.project({from + 0.34F * block.width, base}, depth)),
        flat(body * 0.55F, 0.35F));
    paint_windows(stage, block, base, depth, near);
    if (style > 0.82F && plan.palette.lamps > 0.3F) {
      const float blink = smooth_step(0.2F, 0.8F, std::sin(kTurn * (0.45F * stage.t + style * 9)));
      stage.canvas.glow(stage.view.project({middle, top - 0.09F}, depth),
                        0.016F * stage.view.height, rgb(0xFF4A3A) * blink);
    }
  }
}

/// A street with lamps along the lower edge.
void paint_street(Stage& stage, float top) {
  const ScenePlan& plan = stage.plan;
  trace_outline(stage, 0, 0.9F, [&](float) { return top; });
  const bool wet = plan.brief.weather == Weather::rain;
  Plain road;
  road.outline = 0;
  road.far = rgb(0x565866);
  road.near = rgb(0x3C3E49);
  road.mark = rgb(0x7A7C88);
  road.texture = 0.10F;
  road.edge = stage.lit(rgb(0x8A8C98), 0.8F);
  road.edge_fade = 0.012F;
  paint_plain(stage, road);
  const float lamps = plan.palette.lamps;
  const float step = 0.30F;
  const int reach = static_cast<int>(plan.aspect / 2 / step) + 2;
  for (int i = -reach; i <= reach; ++i) {
    const float x = (static_cast<float>(i) + 0.5F) * step;
    const auto at = [&](float dx, float y) { return stage.view.project({x + dx, y}, 0.85F); };
    const float w = 0.0042F * stage.view.height;
    stage.fill_lit(Path().stroke({at(0, top + 0.01F), at(0, top - 0.15F), at(0.012F, top - 0.165F),
                                  at(0.038F, top - 0.168F)},
                                 w, 0.7F * w),
                   rgb(0x2A2C34), 0.9F, 0);
    stage.canvas.fill(Path().ellipse(at(0.040F, top - 0.165F), 1.9F * w, 1.0F * w),
                      flat(mix(rgb(0xC8C8C8), rgb(0xFFE2A8), lamps)));
    if (lamps > 0.2F) {
      stage.canvas.glow(at(0.040F, top - 0.163F), 0.075F * stage.view.height,
                        rgb(0xFFC878) * (0.55F * lamps));
      stage.canvas.soft_ellipse(at(0.040F, top + 0.035F), 0.13F * stage.view.height,
                                0.030F * stage.view.height, rgb(0xFFCB86), 0.40F * lamps);
      if (wet) {
        stage.canvas.soft_ellipse(at(0.040F, top + 0.10F), 0.018F * stage.view.height,
                                  0.11F * stage.view.height, rgb(0xFFD79A), 0.5F * lamps);
      }
    }
  }
  Path dashes;
  for (int i = -12; i <= 12; ++i) {
    const float x = (static_cast<float>(i)) * 0.16F;
    dashes.polygon({stage.view.project({x, 0.955F}, 0.95F),
                    stage.view.project({x + 0.08F, 0.955F}, 0.95F),
                    stage.view.project({x + 0.083F, 0.962F}, 0.95F),
                    stage.view.project({x + 0.001F, 0.962F}, 0.95F)});
  }
  stage.canvas.fill(dashes, flat(stage.lit(rgb(0xD8D2BE), 1), 0.55F));
}

}  // namespace

void paint_city(Stage& stage) {
  const ScenePlan& plan = stage.plan;
  const bool by_water = plan.brief.has(Setting::sea) || plan.brief.has(Setting::lake) ||
                        plan.brief.has(Setting::beach);
  paint_sky(stage, stage.view.horizon_px() + 0.13F * stage.view.height);
  if (plan.brief.has(Light::aurora)) {
    paint_aurora(stage);
  }
  if (plan.brief.has(Light::rainbow)) {
    paint_rainbow(stage);
  }
  for (int layer = 0; layer < 3; ++layer) {
    paint_towers(stage, layer,
                 plan.horizon + (by_water ? 0.0F : 0.04F * static_cast<float>(layer)));
    // The glow of the streets hangs between the rows.
    const Vec2 at = stage.view.project({0, plan.horizon + 0.02F}, 0.3F);
    stage.canvas.soft_ellipse(at, 0.75F * stage.view.width, 0.14F * stage.view.height,
                              mix(plan.palette.haze, rgb(0xFFA860), 0.35F * plan.palette.lamps),
                              0.26F);
  }
  if (by_water) {
    trace_outline(stage, 0, 1, [](float) { return 1.4F; });
    paint_water(stage, {.outline = 0, .waves = 0.55F, .mirror = 0.95F, .glint = 0.6F});
  } else {
    paint_street(stage, plan.horizon + 0.115F);
  }
}

}  // namespace kirin::engine::motion::scene
