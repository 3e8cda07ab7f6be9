#include "engine/motion/scene/plants.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "engine/motion/scene/dice.h"
#include "engine/motion/scene/figures.h"

namespace kirin::engine::motion::scene {
namespace {

constexpr float kTurn = 6.2831853F;

/// How far the wind bends something at `x` now, [-1, 1]: gusts that travel across the scene.
float gust(const Stage& stage, float x, std::uint64_t salt) {
  const float wave =
      noise1(x * 3.1F - stage.t * (0.5F + 1.1F * stage.plan.wind), stage.plan.seed + 3);
  const float own =
      std::sin(stage.t * (1.6F + hashed_unit(static_cast<std::int64_t>(salt & 1023), 7)) +
               static_cast<float>(salt % 628) / 100);
  return (0.25F + 0.75F * stage.plan.wind) * (0.65F * wave + 0.35F * own);
}

/// Half the outline of a conifer, tier by tier, in units of its height.
void add_conifer(Path& path, const Placement& p, float sway, std::uint64_t salt) {
  constexpr int kTiers = 6;
  std::vector<Vec2> left;
  std::vector<Vec2> right;
  left.push_back(p(sway, -1));
  for (int tier = 0; tier < kTiers; ++tier) {
    const float from = static_cast<float>(tier) / kTiers;
    const float to = static_cast<float>(tier + 1) / kTiers;
    const float jitter = 0.85F + 0.3F * hashed_unit(tier, salt);
    const float out = 0.03F + 0.20F * to * jitter;
    const float in = 0.45F * out;
    const float bend = sway * (1 - to) * (1 - to);
    const float y = -1 + 0.93F * to;
    left.push_back(p(bend - out, y + 0.015F));
    right.push_back(p(bend + out * (0.9F + 0.2F * hashed_unit(tier, salt + 1)), y + 0.015F));
    if (tier + 1 < kTiers) {
      left.push_back(p(bend - in, y - 0.02F));
      right.push_back(p(bend + in, y - 0.02F));
    }
    (void)from;
  }
  left.push_back(p(-0.022F, -0.07F));
  left.push_back(p(-0.025F, 0.01F));
  left.push_back(p(0.025F, 0.01F));
  left.push_back(p(0.022F, -0.07F));
  left.insert(left.end(), right.rbegin(), right.rend());
  path.polygon(left);
}

/// The crown's clumps: place and radius in units of the tree's height.
std::array<std::array<float, 3>, 9> clumps_of(std::uint64_t salt) {
  std::array<std::array<float, 3>, 9> clumps{};
  static constexpr std::array<std::array<float, 3>, 9> kBase = {{{0.0F, -0.80F, 0.17F},
                                                                 {-0.17F, -0.70F, 0.15F},
                                                                 {0.18F, -0.71F, 0.15F},
                                                                 {-0.27F, -0.54F, 0.13F},
                                                                 {0.28F, -0.55F, 0.14F},
                                                                 {-0.10F, -0.56F, 0.17F},
                                                                 {0.12F, -0.57F, 0.17F},
                                                                 {-0.18F, -0.43F, 0.11F},
                                                                 {0.19F, -0.43F, 0.11F}}};
  for (std::size_t i = 0; i < clumps.size(); ++i) {
    const auto at = static_cast<std::int64_t>(i);
    clumps[i] = {kBase[i][0] + 0.06F * (hashed_unit(at, salt) - 0.5F),
                 kBase[i][1] + 0.06F * (hashed_unit(at, salt + 1) - 0.5F),
                 kBase[i][2] * (0.85F + 0.3F * hashed_unit(at, salt + 2))};
  }
  return clumps;
}

void add_trunk(Path& path, const Placement& p, float sway) {
  path.polygon({p(-0.045F, 0.01F), p(-0.025F, -0.25F), p(-0.02F + 0.3F * sway, -0.55F),
                p(0.02F + 0.3F * sway, -0.55F), p(0.025F, -0.25F), p(0.045F, 0.01F)});
  path.stroke({p(0, -0.30F), p(-0.14F + 0.3F * sway, -0.52F)}, 0.035F * p.scale, 0.015F * p.scale);
  path.stroke({p(0, -0.33F), p(0.15F + 0.3F * sway, -0.53F)}, 0.03F * p.scale, 0.012F * p.scale);
}

void add_broadleaf(Path& path, const Placement& p, float sway, std::uint64_t salt) {
  add_trunk(path, p, sway);
  for (const auto& [x, y, r] : clumps_of(salt)) {
    path.ellipse(p(x + sway * -y * 0.8F, y), r * p.scale, r * 0.9F * p.scale);
  }
}

void draw_broadleaf(Stage& stage, const Actor& actor, const Placement& p, float sway) {
  Path trunk;
  add_trunk(trunk, p, sway);
  stage.fill_lit(trunk, rgb(0x54402F), actor.depth, 1);
  const float to_sun = stage.plan.sun.x >= 0 ? 1.0F : -1.0F;
  const auto clumps = clumps_of(actor.salt);
  // Three coats of leaves: shade below, body, and light towards the sun.
  for (int coat = 0; coat < 3; ++coat) {
    Path crown;
    for (std::size_t i = 0; i < clumps.size(); ++i) {
      const auto& [x, y, r] = clumps[i];
      const float rustle = 0.012F * std::sin(stage.t * 2.3F + static_cast<float>(i) * 1.7F) *
                           (0.3F + stage.plan.wind);
      const float shift = static_cast<float>(coat - 1) * 0.035F;
      const float shrink = coat == 0 ? 1.0F : coat == 1 ? 0.92F : 0.62F;
      for (int leaf = 0; leaf < 7; ++leaf) {
        const float a = kTurn * (static_cast<float>(leaf) / 7 + hashed_unit(leaf, actor.salt + i));
        const float reach = r * shrink * 0.62F;
        crown.ellipse(
            p(x + sway * -y * 0.8F + rustle + shift * to_sun * actor.facing + reach * std::cos(a),
              y - shift + reach * 0.85F * std::sin(a)),
            0.52F * r * shrink * p.scale, 0.46F * r * shrink * p.scale);
      }
      crown.ellipse(p(x + sway * -y * 0.8F + rustle + shift * to_sun * actor.facing, y - shift),
                    r * 0.7F * shrink * p.scale, r * 0.65F * shrink * p.scale);
    }
    static constexpr std::array kShade = {0.66F, 0.95F, 1.22F};
    const Rgb c = actor.colour * kShade[static_cast<std::size_t>(coat)];
    stage.canvas.fill(crown,
                      flat(coat == 2 ? mix(stage.lit(c, actor.depth), stage.plan.palette.key, 0.12F)
                                     : stage.lit(c, actor.depth)));
  }
}

void draw_palm(Stage& stage, const Actor& actor, const Placement& p, float sway) {
  std::array<Vec2, 9> trunk;
  for (std::size_t i = 0; i < trunk.size(); ++i) {
    const float a = static_cast<float>(i) / 8;
    trunk[i] = p(0.16F * a * a + 0.5F * sway * a * a, -0.82F * a);
  }
  stage.fill_lit(Path().stroke(trunk, 0.062F * p.scale, 0.036F * p.scale), rgb(0x7A5E42),
                 actor.depth, std::min(0.01F * p.scale, 2.0F));
  const Vec2 crown{0.16F + 0.5F * sway, -0.82F};
  for (int i = 0; i < 11; ++i) {
    const float turn = static_cast<float>(i) / 10 - 0.5F;
    const float angle =
        3.3F * turn + 0.25F * sway + 0.05F * std::sin(stage.t * 2.1F + static_cast<float>(i));
    std::array<Vec2, 10> rib;
    const float length = 0.36F + 0.08F * hashed_unit(i, actor.salt);
    for (std::size_t k = 0; k < rib.size(); ++k) {
      const float a = static_cast<float>(k) / 9;
      const float bend = angle * (0.75F + 0.55F * a);
      rib[k] = {crown.x + std::sin(bend) * a * length,
                crown.y - std::cos(bend) * a * length + 0.16F * a * a};
    }
    Path frond;
    for (std::size_t k = 1; k < rib.size(); ++k) {
      const Vec2 along = rib[k] - rib[k - 1];
      const float leaf = 1.5F * (1 - 0.55F * std::abs(static_cast<float>(k) / 9 - 0.4F));
      for (const float side : {-1.0F, 1.0F}) {
        const Vec2 tip =
            rib[k] + Vec2{-along.y * side, along.x * side} * leaf + along * 0.9F + Vec2{0, 0.02F};
        frond.polygon({p(rib[k - 1].x, rib[k - 1].y), p(rib[k].x, rib[k].y), p(tip.x, tip.y)});
      }
    }
    stage.fill_lit(frond, actor.colour * (i % 2 == 0 ? 0.8F : 1.05F), actor.depth, 0.8F);
  }
}

}  // namespace

TreeShape tree_shape_of(const ScenePlan& plan) {
  const Setting place = plan.brief.setting;
  if (place == Setting::beach || place == Setting::sea || place == Setting::desert) {
    return TreeShape::palm;
  }
  if (place == Setting::mountains || place == Setting::snowfield ||
      plan.brief.weather == Weather::snow) {
    return TreeShape::conifer;
  }
  if (plan.brief.season == Season::winter) {
    return TreeShape::conifer;
  }
  if (place == Setting::meadow || plan.brief.season || place == Setting::city) {
    return TreeShape::broadleaf;
  }
  return TreeShape::conifer;
}

void draw_tree(Stage& stage, const Actor& actor) {
  const Placement p = placed(stage, actor);
  const float sway = 0.035F * gust(stage, actor.at.x, actor.salt);
  switch (tree_shape_of(stage.plan)) {
    case TreeShape::palm:
      return draw_palm(stage, actor, p, sway);
    case TreeShape::broadleaf:
      return draw_broadleaf(stage, actor, p, sway);
    case TreeShape::conifer: {
      Path tree;
      add_conifer(tree, p, sway, actor.salt);
      stage.fill_lit(tree, actor.colour, actor.depth, std::min(0.012F * p.scale, 2.0F));
      return;
    }
  }
}

void draw_flower(Stage& stage, const Actor& actor) {
  const Placement p = placed(stage, actor);
  const float k = p.scale;
  const float sway = 0.16F * gust(stage, actor.at.x, actor.salt);
  const Vec2 head{sway, -0.88F};
  const Rgb stem = mix(stage.plan.palette.foliage, rgb(0x3E7A3A), 0.6F);
  stage.fill_lit(
      Path().stroke({p(0, 0), p(0.2F * sway, -0.45F), p(head.x, head.y)}, 0.045F * k, 0.028F * k),
      stem, actor.depth, 0);
  for (const float side : {-1.0F, 1.0F}) {
    stage.fill_lit(Path().blob({p(0.05F * sway, -0.22F), p(side * 0.13F, -0.42F),
                                p(side * 0.24F, -0.50F), p(side * 0.16F, -0.30F)}),
                   stem * 1.1F, actor.depth, 0);
  }
  const int petals = 6 + static_cast<int>(actor.salt % 3);
  for (int ring = 0; ring < 2; ++ring) {
    Path path;
    for (int i = 0; i < petals; ++i) {
      const float a = kTurn * (static_cast<float>(i) + 0.5F * static_cast<float>(ring)) /
                          static_cast<float>(petals) +
                      sway;
      const float r = ring == 0 ? 0.135F : 0.085F;
      path.ellipse(p(head.x + r * std::cos(a), head.y + r * 0.82F * std::sin(a)),
                   (ring == 0 ? 0.095F : 0.06F) * k, 0.058F * k, a * actor.facing);
    }
    stage.fill_lit(path, actor.colour * (ring == 0 ? 0.88F : 1.12F), actor.depth, 0);
  }
  stage.fill_lit(Path().ellipse(p(head.x, head.y), 0.058F * k, 0.050F * k), rgb(0xF2C23A),
                 actor.depth, 0);
}

void paint_woods(Stage& stage, const Woods& woods) {
  const float half = (0.5F * stage.plan.aspect + 0.12F) * 1.1F;
  const auto first = static_cast<std::int64_t>(std::floor(-half / woods.spacing));
  const auto last = static_cast<std::int64_t>(std::ceil(half / woods.spacing));
  Path even;
  Path odd;
  for (std::int64_t i = first; i <= last; ++i) {
    if (hashed_unit(i, woods.salt) > woods.density) {
      continue;
    }
    const float x =
        (static_cast<float>(i) + 0.7F * (hashed_unit(i, woods.salt + 1) - 0.5F)) * woods.spacing;
    if (x > woods.clearing_from && x < woods.clearing_to) {
      continue;
    }
    const float size = woods.tree_height * (0.6F + 0.65F * hashed_unit(i, woods.salt + 2));
    const std::uint64_t salt = mixed(woods.salt + static_cast<std::uint64_t>(i + 5000));
    const Placement p{stage.view.project({x, woods.ground(x) + 0.004F}, woods.depth),
                      size * stage.view.scale(woods.depth), 1, 0, 1};
    const float sway = 0.03F * gust(stage, x, salt);
    Path& path = i % 2 == 0 ? even : odd;
    if (woods.shape == TreeShape::conifer) {
      add_conifer(path, p, sway, salt);
    } else {
      add_broadleaf(path, p, sway, salt);
    }
  }
  const float rim = std::min(0.0015F * stage.view.height, 1.6F);
  stage.fill_lit(even, woods.colour * 0.86F, woods.depth, rim);
  stage.fill_lit(odd, woods.colour, woods.depth, rim);
}

void paint_grass(Stage& stage, const Grass& grass) {
  const float half = (0.5F * stage.plan.aspect + 0.08F) * 1.05F;
  const auto first = static_cast<std::int64_t>(std::floor(-half / grass.spacing));
  const auto last = static_cast<std::int64_t>(std::ceil(half / grass.spacing));
  std::array<Path, 3> coats;
  for (std::int64_t i = first; i <= last; ++i) {
    const float clump =
        0.5F + 0.5F * noise1(static_cast<float>(i) * grass.spacing * 5, grass.salt + 9);
    if (hashed_unit(i, grass.salt) > grass.density * (0.35F + clump)) {
      continue;
    }
    const float x = (static_cast<float>(i) + hashed_unit(i, grass.salt + 1)) * grass.spacing;
    const float size =
        grass.height * (0.45F + 0.55F * hashed_unit(i, grass.salt + 2)) * (0.55F + 0.6F * clump);
    const float lean = 0.30F * (hashed_unit(i, grass.salt + 3) - 0.5F) +
                       0.55F * gust(stage, x, mixed(static_cast<std::uint64_t>(i + 9000)));
    const Vec2 root = stage.view.project(
        {x, grass.ground(x) + grass.spread * hashed_unit(i, grass.salt + 4)}, grass.depth);
    const float k = size * stage.view.scale(grass.depth);
    const Vec2 middle = root + Vec2{0.28F * lean * k, -0.55F * k};
    const Vec2 tip = root + Vec2{lean * k, -k * (1 - 0.25F * lean * lean)};
    const float w = std::max(0.7F, 0.035F * k);
    coats[static_cast<std::size_t>(i % 3 + 3) % 3].polygon(
        {root + Vec2{-w, 0}, middle + Vec2{-0.7F * w, 0}, tip, middle + Vec2{0.7F * w, 0},
         root + Vec2{w, 0}});
  }
  stage.canvas.fill(coats[0], flat(stage.lit(grass.colour * 0.72F, grass.depth)));
  stage.canvas.fill(coats[1], flat(stage.lit(grass.colour * 0.92F, grass.depth)));
  stage.canvas.fill(coats[2], flat(mix(stage.lit(grass.colour * 1.12F, grass.depth),
                                       stage.plan.palette.key, 0.14F)));
}

void paint_seaweed(Stage& stage, const Outline& ground) {
  const float half = 0.5F * stage.plan.aspect + 0.05F;
  for (int i = 0; i < 34; ++i) {
    const auto salt = stage.plan.seed + static_cast<std::uint64_t>(i) * 31U;
    const float side = hashed_unit(i, salt);
    // Denser at both sides, open in the middle.
    const float x = half * (side < 0.5F ? -1 + 0.62F * hashed_unit(i, salt + 1)
                                        : 1 - 0.62F * hashed_unit(i, salt + 1));
    const float height = 0.10F + 0.24F * hashed_unit(i, salt + 2);
    std::array<Vec2, 14> stalk;
    for (std::size_t k = 0; k < stalk.size(); ++k) {
      const float a = static_cast<float>(k) / 13;
      const float wave =
          0.045F * a * std::sin(1.1F * stage.t - 4.2F * a + kTurn * hashed_unit(i, salt + 3));
      stalk[k] = stage.view.project({x + wave, ground(x) + 0.02F - height * a}, 0.9F);
    }
    const Rgb colour = mix(rgb(0x1F6E5A), i % 3 == 0 ? rgb(0xB0446A) : rgb(0x4E9A4A),
                           0.7F * hashed_unit(i, salt + 4));
    stage.fill_lit(Path().stroke(stalk, 0.020F * stage.view.height, 0.003F * stage.view.height),
                   colour, 0.9F, 0);
  }
}

}  // namespace kirin::engine::motion::scene
