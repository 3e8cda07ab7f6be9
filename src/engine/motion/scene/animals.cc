// Birds, butterflies, fish, and all that walks on four legs.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/scene/dice.h"
#include "engine/motion/scene/figures.h"

namespace kirin::engine::motion::scene {
namespace {

constexpr float kTurn = 6.2831853F;

/// The build of a four-legged animal, in units of its height at the back's line.
struct Build {
  float body_length;
  float body_girth;  ///< at the chest
  float loin_girth;
  float leg_width;
  float neck_length;
  float neck_angle;  ///< from forwards, upwards
  float neck_girth;
  float head_length;
  float head_girth;
  float snout;  ///< share of the head that is muzzle
  float ear;
  float tail_length;
  float tail_width;
  float tail_angle;  ///< from backwards, upwards
  bool mane;
};

Build build_of(Figure kind) {
  switch (kind) {
    case Figure::horse:
      return {0.92F,  0.22F, 0.19F, 0.060F, 0.50F, 0.95F,  0.13F, 0.36F,
              0.105F, 0.62F, 0.10F, 0.55F,  0.10F, -0.75F, true};
    case Figure::cat:
      return {0.88F,  0.20F, 0.20F, 0.080F, 0.16F,  0.75F, 0.12F, 0.15F,
              0.165F, 0.15F, 0.17F, 0.72F,  0.055F, 0.75F, false};
    default:
      return {0.90F,  0.21F, 0.16F, 0.075F, 0.26F, 0.80F, 0.13F, 0.27F,
              0.135F, 0.60F, 0.13F, 0.45F,  0.06F, 0.80F, false};
  }
}

struct Leg {
  Vec2 root;
  float swing;
  float lift;
  bool hind;
};

void draw_leg(Stage& stage, const Placement& p, const Build& b, const Leg& leg, Rgb colour,
              float depth, float rim) {
  const float length = -leg.root.y;
  const float upper = 0.52F * length;
  const float bend = leg.hind ? -0.25F : 0.12F;
  const Vec2 knee =
      leg.root + Vec2{std::sin(leg.swing - bend) * upper, std::cos(leg.swing - bend) * upper};
  const float reach = std::max(0.05F, length - (knee.y - leg.root.y) - leg.lift);
  const Vec2 foot = knee + Vec2{std::sin(leg.swing + bend) * reach - 0.35F * leg.lift, reach};
  const float k = p.scale;
  stage.fill_lit(
      Path()
          .capsule(p(leg.root.x, leg.root.y), p(knee.x, knee.y), b.leg_width * 1.35F * k,
                   b.leg_width * 0.72F * k)
          .capsule(p(knee.x, knee.y), p(foot.x, foot.y), b.leg_width * 0.70F * k,
                   b.leg_width * 0.48F * k)
          .capsule(p(foot.x, foot.y - 0.02F), p(foot.x + b.leg_width * 0.8F, foot.y - 0.015F),
                   b.leg_width * 0.5F * k, b.leg_width * 0.42F * k),
      colour, depth, rim);
}

}  // namespace

void draw_four_legged(Stage& stage, const Actor& actor) {
  const Build b = build_of(actor.kind);
  Placement p = placed(stage, actor);
  p.scale *= 0.78F;  // the actor's size includes the head
  const float k = p.scale;
  const float rim = std::min(0.02F * k, 2.5F);
  const float speed = std::abs(actor.velocity.x) / (1.15F * actor.size);
  const float cycle = actor.phase + stage.t * std::max(speed, 0.02F);
  const float bob = 0.018F * std::sin(2 * kTurn * cycle);
  const float back = -1 + b.body_girth + bob;
  const Vec2 chest{0.5F * b.body_length - b.body_girth * 0.6F, back};
  const Vec2 loin{-0.5F * b.body_length + b.loin_girth * 0.6F, back + 0.02F};
  const auto leg = [&](bool hind, float offset) {
    const float c = kTurn * (cycle + offset);
    const Vec2 root = hind ? Vec2{loin.x, loin.y + 0.05F} : Vec2{chest.x, chest.y + 0.06F};
    return Leg{root, 0.40F * std::sin(c), 0.13F * std::max(0.0F, std::cos(c)), hind};
  };
  // A walk: the legs land one after another, left hind, left fore, right hind, right fore.
  const Rgb far_colour = actor.colour * 0.68F;
  draw_leg(stage, p, b, leg(true, 0.5F), far_colour, actor.depth, 0);
  draw_leg(stage, p, b, leg(false, 0.75F), far_colour, actor.depth, 0);
  // The tail waves from its root.
  const Vec2 root{loin.x - b.loin_girth * 0.85F, back - b.loin_girth * 0.45F};
  std::array<Vec2, 9> tail;
  for (std::size_t i = 0; i < tail.size(); ++i) {
    const float a = static_cast<float>(i) / 8;
    const float wag = 0.25F * a *
                      std::sin(kTurn * (actor.kind == Figure::dog ? 1.6F : 0.5F) * stage.t -
                               2.5F * a + kTurn * actor.phase);
    const float angle = b.tail_angle + wag + (actor.kind == Figure::horse ? -0.5F : 0.5F) * a;
    tail[i] = p(root.x - std::cos(angle) * a * b.tail_length,
                root.y - std::sin(angle) * a * b.tail_length);
  }
  stage.fill_lit(Path().stroke(tail, b.tail_width * k * (b.mane ? 0.8F : 1.6F),
                               b.tail_width * k * (b.mane ? 1.5F : 0.8F)),
                 b.mane ? actor.colour * 0.45F : actor.colour, actor.depth, rim);
  const Vec2 withers{chest.x + 0.03F, chest.y - b.body_girth * 0.45F};
  const float nod =
      0.06F * std::sin(kTurn * cycle * 2) + 0.05F * noise1(stage.t * 0.5F, actor.salt);
  const float neck_angle = b.neck_angle + nod;
  const Vec2 poll =
      withers + Vec2{std::cos(neck_angle) * b.neck_length, -std::sin(neck_angle) * b.neck_length};
  const float drop = actor.kind == Figure::horse ? 0.75F : actor.kind == Figure::dog ? 0.25F : 0.1F;
  const Vec2 nose =
      poll + Vec2{std::cos(drop - nod) * b.head_length, std::sin(drop - nod) * b.head_length};
  Path body;
  body.capsule(p(loin.x, loin.y), p(chest.x, chest.y), b.loin_girth * k, b.body_girth * k);
  body.capsule(p(withers.x - 0.02F, withers.y + 0.06F), p(poll.x, poll.y), b.neck_girth * 1.35F * k,
               b.neck_girth * 0.8F * k);
  body.capsule(p(poll.x, poll.y), p(nose.x, nose.y), b.head_girth * k,
               b.head_girth * (1 - 0.6F * b.snout) * k);
  const float h = b.head_girth;
  body.polygon({p(poll.x - 0.75F * h, poll.y - 0.45F * h), p(poll.x + 0.15F * h, poll.y - 0.7F * h),
                p(poll.x - 0.35F * h, poll.y - 0.7F * h - b.ear)});
  if (actor.kind == Figure::cat) {
    body.polygon({p(poll.x + 0.15F * h, poll.y - 0.7F * h),
                  p(poll.x + 0.85F * h, poll.y - 0.45F * h),
                  p(poll.x + 0.55F * h, poll.y - 0.7F * h - b.ear)});
  }
  stage.fill_lit(body, actor.colour, actor.depth, rim);
  draw_leg(stage, p, b, leg(true, 0.0F), actor.colour, actor.depth, rim);
  draw_leg(stage, p, b, leg(false, 0.25F), actor.colour, actor.depth, rim);
  if (b.mane) {
    std::array<Vec2, 7> mane;
    for (std::size_t i = 0; i < mane.size(); ++i) {
      const float a = static_cast<float>(i) / 6;
      const Vec2 at = mix(poll, withers, a);
      mane[i] = p(at.x - b.neck_girth * (0.75F + 0.5F * a) - 0.02F * std::sin(5 * a - 3 * stage.t),
                  at.y - 0.05F + 0.03F * a);
    }
    stage.fill_lit(Path().stroke(mane, 0.09F * k, 0.13F * k), actor.colour * 0.45F, actor.depth, 0);
  }
  const Vec2 eye = mix(poll, nose, 0.34F) + Vec2{0, -0.22F * h};
  stage.canvas.fill(Path().ellipse(p(eye.x, eye.y), 0.022F * k, 0.022F * k),
                    flat(stage.lit(rgb(0x120C0A), 1)));
  if (b.snout > 0.3F) {
    stage.canvas.fill(
        Path().ellipse(p(nose.x + 0.35F * h * (1 - 0.6F * b.snout), nose.y - 0.1F * h), 0.025F * k,
                       0.025F * k),
        flat(stage.lit(rgb(0x1A1210), 1)));
  }
}

void draw_bird(Stage& stage, const Actor& actor) {
  Placement p = placed(stage, actor);
  const float k = p.scale;
  // Beats for a while, then glides; both blend smoothly.
  const float effort =
      smooth_step(-0.35F, 0.25F, std::sin(0.9F * stage.t + kTurn * actor.phase * 3));
  const float beat = std::sin(kTurn * (2.1F * stage.t + actor.phase));
  const float flap = 0.18F + effort * 0.62F * beat;
  p.angle = -0.08F * actor.facing;
  const Rgb colour = actor.colour;
  const auto wing = [&](float side) {
    const float lift = flap * (side > 0 ? 1.0F : 0.94F);
    const Vec2 shoulder{0.02F, -0.01F};
    const Vec2 wrist{0.06F + 0.02F * side, -0.16F * lift - 0.04F};
    const Vec2 tip{-0.05F, -0.42F * lift + 0.10F * (1 - lift) * 0.4F};
    const float reach = 0.50F;
    // Seen from the side and a little from below, the wings open left and right of the body.
    const Vec2 w{wrist.x + side * 0.42F * reach, wrist.y};
    const Vec2 e{tip.x + side * reach, tip.y};
    return Path().blob({p(shoulder.x + 0.03F, shoulder.y), p(w.x, w.y), p(e.x, e.y),
                        p(w.x - 0.05F - 0.02F * side, w.y + 0.085F), p(-0.06F, 0.02F)});
  };
  const float rim = std::min(0.01F * k, 1.5F);
  stage.fill_lit(wing(-1), colour * 0.8F, actor.depth, rim);
  Path body;
  body.blob({p(0.17F, -0.015F), p(0.10F, -0.045F), p(-0.05F, -0.03F), p(-0.20F, -0.02F),
             p(-0.21F, 0.03F), p(-0.06F, 0.045F), p(0.08F, 0.03F)});
  stage.fill_lit(body, colour, actor.depth, rim);
  stage.fill_lit(wing(1), colour * 0.92F, actor.depth, rim);
}

void draw_butterfly(Stage& stage, const Actor& actor) {
  Placement p = placed(stage, actor);
  p.angle = 0.25F * std::sin(0.8F * stage.t + kTurn * actor.phase);
  const float open =
      0.25F + 0.75F * std::abs(std::sin(kTurn * 0.5F * (2.6F * stage.t + actor.phase * 2)));
  const auto wings = [&](float shrink) {
    Path path;
    for (const float side : {-1.0F, 1.0F}) {
      const float s = side * open;
      path.blob({p(0, -0.05F), p(0.22F * s, -0.48F * shrink),
                 p(0.52F * s * shrink, -0.42F * shrink), p(0.46F * s * shrink, -0.10F),
                 p(0.06F * s, 0.02F)});
      path.blob({p(0, 0), p(0.34F * s * shrink, 0.05F), p(0.40F * s * shrink, 0.32F * shrink),
                 p(0.16F * s, 0.40F * shrink)});
    }
    return path;
  };
  stage.fill_lit(wings(1), actor.colour * 0.45F, actor.depth, 0);
  stage.fill_lit(wings(0.82F), actor.colour, actor.depth, 0);
  stage.fill_lit(Path().capsule(p(0, -0.18F), p(0, 0.24F), 0.03F * p.scale, 0.02F * p.scale),
                 rgb(0x1C1614), actor.depth, 0);
}

void draw_fish(Stage& stage, const Actor& actor) {
  Placement p = placed(stage, actor);
  p.angle = 0.06F * std::sin(0.9F * stage.t + kTurn * actor.phase);
  const float swing = std::sin(kTurn * (1.2F * stage.t + actor.phase));
  const auto spine = [&](float x) { return 0.07F * swing * std::max(0.0F, 0.3F - x) * (0.3F - x); };
  const auto at = [&](float x, float y) { return p(x, y + spine(x) * 1.6F); };
  const Rgb c = actor.colour;
  Path fins;
  fins.blob({at(-0.55F, 0), at(-0.98F, -0.30F + 0.10F * swing), at(-0.84F, 0.02F),
             at(-0.98F, 0.30F + 0.10F * swing)});
  fins.blob({at(0.15F, -0.24F), at(-0.12F, -0.46F), at(-0.36F, -0.18F)});
  fins.blob({at(0.05F, 0.22F), at(-0.15F, 0.40F), at(-0.30F, 0.16F)});
  stage.fill_lit(fins, c * 0.78F, actor.depth, 0);
  Path body;
  body.blob({at(0.62F, 0.0F), at(0.42F, -0.18F), at(0.08F, -0.27F), at(-0.34F, -0.15F),
             at(-0.62F, -0.05F), at(-0.62F, 0.05F), at(-0.34F, 0.16F), at(0.08F, 0.26F),
             at(0.42F, 0.16F)});
  stage.fill_lit(body, c, actor.depth, std::min(0.03F * p.scale, 2.0F));
  Path belly;
  belly.blob({at(0.55F, 0.06F), at(0.1F, 0.12F), at(-0.4F, 0.09F), at(-0.3F, 0.15F),
              at(0.08F, 0.24F), at(0.42F, 0.15F)});
  stage.canvas.fill(belly, flat(stage.lit(mix(c, rgb(0xFFFFFF), 0.55F), actor.depth), 0.7F));
  stage.canvas.fill(Path().ellipse(at(0.40F, -0.05F), 0.055F * p.scale, 0.055F * p.scale),
                    flat(stage.lit(rgb(0xF6F6F0), 1)));
  stage.canvas.fill(Path().ellipse(at(0.415F, -0.05F), 0.032F * p.scale, 0.032F * p.scale),
                    flat(rgb(0x101418)));
}

}  // namespace kirin::engine::motion::scene
