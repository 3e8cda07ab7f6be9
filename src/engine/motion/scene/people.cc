// A person who walks, or stands and holds a kite; and the kite.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "engine/motion/scene/dice.h"
#include "engine/motion/scene/figures.h"

namespace kirin::engine::motion::scene {
namespace {

constexpr float kTurn = 6.2831853F;

/// Joint angles of one moment, radians from straight down, forwards positive.
struct Pose {
  float lean = 0;
  float bob = 0;
  std::array<float, 2> thigh{};
  std::array<float, 2> shin{};
  std::array<float, 2> arm{};
  std::array<float, 2> forearm{};
};

Pose walking(float cycle) {
  Pose pose;
  pose.lean = 0.06F;
  pose.bob = 0.012F * std::cos(2 * kTurn * cycle);
  for (std::size_t side = 0; side < 2; ++side) {
    const float c = kTurn * (cycle + (side == 0 ? 0.0F : 0.5F));
    pose.thigh[side] = 0.46F * std::sin(c);
    pose.shin[side] = pose.thigh[side] - 0.08F - 0.55F * std::max(0.0F, std::cos(c + 0.2F));
    pose.arm[side] = -0.42F * std::sin(c);
    pose.forearm[side] = pose.arm[side] + 0.35F;
  }
  return pose;
}

/// Leans back against the string, feet apart, both arms up and forwards.
Pose holding(float t, std::uint64_t salt) {
  Pose pose;
  const float sway = noise1(t * 0.9F, salt);
  pose.lean = -0.12F + 0.035F * sway;
  pose.thigh = {0.26F, -0.20F};
  pose.shin = {0.12F, -0.26F};
  pose.arm = {2.05F + 0.10F * sway, 1.75F - 0.08F * sway};
  pose.forearm = {2.30F + 0.12F * sway, 2.15F - 0.10F * sway};
  return pose;
}

Pose pose_of(const Stage& stage, const Actor& actor) {
  if (actor.holds >= 0) {
    return holding(stage.t, actor.salt);
  }
  // One double step covers about 0.75 of the height.
  const float speed = std::abs(actor.velocity.x) / (0.75F * actor.size);
  return walking(actor.phase + stage.t * std::max(speed, 0.02F));
}

Vec2 limb(Vec2 from, float angle, float length) {
  return from + Vec2{std::sin(angle) * length, std::cos(angle) * length};
}

struct Skeleton {
  Vec2 hip;
  Vec2 shoulder;
  Vec2 head;
  std::array<Vec2, 2> knee, foot, elbow, hand;
};

Skeleton skeleton_of(const Pose& pose) {
  Skeleton s;
  s.hip = {0, -0.47F + pose.bob};
  s.shoulder = s.hip + Vec2{0.30F * std::sin(pose.lean), -0.30F * std::cos(pose.lean)};
  s.head = s.shoulder + Vec2{0.16F * std::sin(pose.lean), -0.145F};
  for (std::size_t side = 0; side < 2; ++side) {
    s.knee[side] = limb(s.hip, pose.thigh[side], 0.235F);
    s.foot[side] = limb(s.knee[side], pose.shin[side], 0.225F);
    s.elbow[side] = limb(s.shoulder + Vec2{0, 0.02F}, pose.arm[side], 0.155F);
    s.hand[side] = limb(s.elbow[side], pose.forearm[side], 0.15F);
  }
  return s;
}

}  // namespace

Vec2 hand_of(const Stage& stage, const Actor& person) {
  const Vec2 hand = skeleton_of(pose_of(stage, person)).hand[0];
  return placed(stage, person)(hand.x, hand.y);
}

void draw_person(Stage& stage, const Actor& actor) {
  const Placement p = placed(stage, actor);
  const Skeleton s = skeleton_of(pose_of(stage, actor));
  const auto at = [&](Vec2 v) { return p(v.x, v.y); };
  const float k = p.scale;
  const float rim = std::min(0.012F * k, 2.5F);
  Dice dice(actor.salt);
  static constexpr std::array kSkin = {0xC68E6AU, 0x8C5A3CU, 0xE2B08EU, 0x6A4430U};
  static constexpr std::array kHair = {0x2A1E1AU, 0x4A3020U, 0x191516U, 0x7A5A34U};
  const Rgb skin = rgb(kSkin[static_cast<std::size_t>(dice.below(4))]);
  const Rgb hair = rgb(kHair[static_cast<std::size_t>(dice.below(4))]);
  const Rgb trousers = mix(rgb(0x2B3144), rgb(0x5A4A3E), dice.unit());
  const bool skirt = dice.unit() > 0.55F && actor.holds < 0;

  const auto leg = [&](std::size_t i, Rgb colour) {
    stage.fill_lit(Path()
                       .capsule(at(s.hip), at(s.knee[i]), 0.060F * k, 0.046F * k)
                       .capsule(at(s.knee[i]), at(s.foot[i]), 0.045F * k, 0.030F * k)
                       .capsule(at(s.foot[i] + Vec2{-0.005F, 0.012F}),
                                at(s.foot[i] + Vec2{0.065F, 0.02F}), 0.026F * k, 0.02F * k),
                   colour, actor.depth, rim);
  };
  const auto arm = [&](std::size_t i, Rgb colour) {
    stage.fill_lit(
        Path()
            .capsule(at(s.shoulder + Vec2{0, 0.02F}), at(s.elbow[i]), 0.042F * k, 0.034F * k)
            .capsule(at(s.elbow[i]), at(s.hand[i]), 0.033F * k, 0.025F * k),
        colour, actor.depth, rim);
    stage.fill_lit(Path().ellipse(at(s.hand[i]), 0.027F * k, 0.027F * k), skin, actor.depth, 0);
  };
  arm(1, actor.colour * 0.75F);
  leg(1, trousers * 0.75F);
  leg(0, trousers);
  Path torso;
  torso.capsule(at(s.hip + Vec2{0, -0.02F}), at(s.shoulder), 0.078F * k, 0.088F * k);
  if (skirt) {
    const float flutter = 0.03F * noise1(stage.t * 1.4F, actor.salt);
    torso.blob({at(s.hip + Vec2{-0.07F, -0.10F}), at(s.hip + Vec2{0.07F, -0.10F}),
                at(s.hip + Vec2{0.14F - flutter, 0.17F}),
                at(s.hip + Vec2{-0.15F - flutter, 0.17F})});
  }
  stage.fill_lit(torso, actor.colour, actor.depth, rim);
  stage.fill_lit(Path().capsule(at(s.shoulder), at(s.head + Vec2{0, 0.03F}), 0.032F * k, 0.03F * k),
                 skin * 0.9F, actor.depth, 0);
  stage.fill_lit(Path().ellipse(at(s.head), 0.058F * k, 0.068F * k), skin, actor.depth, rim);
  // Hair: a cap, and what the wind takes.
  const float blow =
      0.03F + 0.05F * stage.plan.wind * (0.6F + 0.4F * noise1(stage.t * 2, actor.salt + 3));
  Path cap;
  cap.blob({at(s.head + Vec2{0.052F, -0.028F}), at(s.head + Vec2{0.02F, -0.080F}),
            at(s.head + Vec2{-0.045F, -0.070F}), at(s.head + Vec2{-0.070F, -0.01F}),
            at(s.head + Vec2{-0.055F - (skirt ? blow : 0), skirt ? 0.09F : 0.035F}),
            at(s.head + Vec2{-0.022F, -0.02F})});
  stage.fill_lit(cap, hair, actor.depth, rim);
  arm(0, actor.colour);
}

void draw_kite(Stage& stage, const Actor& actor, const Actor* holder) {
  Placement p = placed(stage, actor);
  const float sway = 0.16F * std::sin(1.15F * stage.t + kTurn * actor.phase + 0.8F) +
                     0.08F * noise1(stage.t * 0.9F, actor.salt + 9);
  p.angle = (0.30F + sway) * (actor.facing > 0 ? 1.0F : -1.0F);
  const float k = p.scale;
  const Vec2 knot = p(0, 0.02F);
  // The string sags in the wind on its way to the hand, or leaves the frame below.
  const Vec2 hand = holder != nullptr
                        ? hand_of(stage, *holder)
                        : knot + Vec2{-actor.facing * 0.25F * stage.view.height, stage.view.height};
  std::vector<Vec2> line;
  const Vec2 middle =
      mix(knot, hand, 0.5F) + Vec2{0.02F * (knot.x - hand.x), 0.10F * (hand.y - knot.y)};
  for (int i = 0; i <= 28; ++i) {
    const float a = static_cast<float>(i) / 28;
    line.push_back(mix(mix(hand, middle, a), mix(middle, knot, a), a));
  }
  const float thin = std::max(1.0F, 0.0019F * stage.view.height);
  stage.canvas.fill(
      Path().stroke(line, thin, thin * 0.8F),
      flat(stage.plan.brief.hour == Hour::night ? rgb(0xB8C4DC) : stage.lit(rgb(0x4A3A40), 1),
           0.78F));
  // The tail: a ribbon that the wind waves, with bows.
  const Vec2 end = p(0, 0.5F);
  const float back = -actor.facing;
  std::vector<Vec2> tail;
  for (int i = 0; i <= 40; ++i) {
    const float a = static_cast<float>(i) / 40;
    const float wave = 0.14F * a * std::sin(9.0F * a - 4.6F * stage.t + kTurn * actor.phase) +
                       0.08F * a * std::sin(5.0F * a - 2.9F * stage.t);
    tail.push_back(
        end + Vec2{(back * 0.62F * a + wave * 0.35F) * k, (0.95F * a - 0.30F * a * a + wave) * k});
  }
  const Rgb colour = actor.colour;
  // Paper glows when the light comes through it.
  const auto paper = [&](Rgb c) { return mix(stage.lit(c, 1), c, 0.62F); };
  stage.canvas.fill(Path().stroke(tail, 0.022F * k, 0.008F * k),
                    flat(paper(mix(colour, rgb(0xFFD27A), 0.35F))));
  for (int bow = 1; bow <= 4; ++bow) {
    const std::size_t i = static_cast<std::size_t>(bow) * 9;
    const Vec2 at = tail[i];
    const Vec2 along = tail[std::min<std::size_t>(i + 1, 40)] - tail[i - 1];
    const float norm = std::max(std::hypot(along.x, along.y), 0.01F);
    const Vec2 u = along * (1 / norm);
    const Vec2 n{-u.y, u.x};
    const float b = 0.075F * k * (1 - 0.1F * static_cast<float>(bow));
    stage.canvas.fill(Path()
                          .polygon({at, at + n * b + u * (0.6F * b), at + n * b - u * (0.6F * b)})
                          .polygon({at, at - n * b - u * (0.6F * b), at - n * b + u * (0.6F * b)}),
                      flat(paper(bow % 2 == 0 ? colour : mix(colour, rgb(0xFFF0D8), 0.55F))));
  }
  // The sail in four facets, each with its own light.
  const float flex = 0.025F * std::sin(6.1F * stage.t + kTurn * actor.phase);
  const Vec2 top = p(0, -0.5F);
  const Vec2 left = p(-0.36F + flex, -0.14F);
  const Vec2 right = p(0.36F - flex, -0.14F);
  const Vec2 cross = p(0.02F, -0.12F);
  const auto facet = [&](Vec2 a, Vec2 b, float shade) {
    stage.canvas.fill(Path().polygon({a, b, cross}), flat(paper(colour * shade)));
  };
  stage.canvas.fill(Path().polygon({top, right, end, left}), flat(paper(colour)));
  facet(top, right, 1.12F);
  facet(right, end, 0.88F);
  facet(end, left, 0.74F);
  facet(left, top, 0.97F);
  const float spar = std::max(0.9F, 0.016F * k);
  stage.canvas.fill(
      Path().stroke({top, cross, end}, spar, spar).stroke({left, cross, right}, spar, spar),
      flat(paper(colour * 0.5F), 0.85F));
}

}  // namespace kirin::engine::motion::scene
