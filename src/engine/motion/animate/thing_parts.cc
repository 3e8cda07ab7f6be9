#include "engine/motion/animate/thing_parts.h"

#include <array>
#include <cmath>

#include "engine/motion/animate/ballistics.h"
#include "engine/motion/dice.h"

namespace kirin::engine::motion::animate {
namespace {

using world::kPi;
using world::Vec3;

/// One part at one moment.
struct Part {
  const world::Bone& bone;
  int number;  ///< at the end of its name: "flag_3" is 3; 1 where there is none
  float t;
  float wind;
  float strength;
  std::uint64_t seed;
};

int number_of(std::string_view name) {
  int number = 0;
  int digit = 1;
  for (std::size_t i = name.size(); i > 0 && name[i - 1] >= '0' && name[i - 1] <= '9'; --i) {
    number += digit * (name[i - 1] - '0');
    digit *= 10;
  }
  return digit == 1 ? 1 : number;
}

void move_flame(const Part& p, world::Joint& joint) {
  const std::uint64_t salt = p.seed + static_cast<std::uint64_t>(p.number) * 77;
  const float leap = fbm1(5.5F * p.t, 3, 0.6F, salt);
  const float width = fbm1(4.0F * p.t, 2, 0.5F, salt + 9);
  joint.stretch = {1 + 0.10F * width, 1 + 0.20F * p.strength * leap, 1 + 0.10F * width};
  const float lean = 0.10F * fbm1(2.3F * p.t, 2, 0.5F, salt + 5) + 0.12F * p.wind;
  joint.turn = world::turn_about({0, 0, 1}, -lean * p.strength);
}

void move_flag(const Part& p, world::Joint& joint) {
  // A wave that runs out along the cloth and grows towards its free end.
  const float reach = 0.06F + 0.05F * static_cast<float>(p.number);
  const float phase = (5.0F + 5.0F * p.wind) * p.t - 1.15F * static_cast<float>(p.number);
  const float gust = 0.75F + 0.25F * noise1(0.7F * p.t, p.seed);
  joint.turn =
      world::turn_about({0, 1, 0}, p.strength * gust * reach * (1 + p.wind) * std::sin(phase)) *
      world::turn_about({0, 0, 1}, -0.05F * (1 - p.wind) + 0.02F * std::sin(0.6F * phase));
}

void move_tail(const Part& p, world::Joint& joint) {
  const float phase = 2.6F * p.t - 0.8F * static_cast<float>(p.number);
  joint.turn = world::turn_about({0, 0, 1}, 0.22F * p.strength * std::sin(phase)) *
               world::turn_about({1, 0, 0}, 0.10F * std::sin(0.7F * phase + 1) + 0.12F * p.wind);
}

void move_hanging(const Part& p, world::Joint& joint) {
  const float phase = 2.1F * p.t - 0.5F * static_cast<float>(p.number);
  joint.turn =
      world::turn_about({0, 0, 1}, (0.03F + 0.08F * p.wind) * p.strength * std::sin(phase)) *
      world::turn_about({1, 0, 0}, (0.02F + 0.05F * p.wind) * std::sin(0.83F * phase + 2));
}

void turn_mill(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 0, 1}, (0.35F + 1.1F * p.wind) * p.t);
}

void turn_light(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 1, 0}, 1.1F * p.t);
}

void turn_ferris(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 0, 1}, 0.22F * p.t);
}

void hang_gondola(const Part& p, world::Joint& joint) {
  const float sway = 0.05F * std::sin(1.9F * p.t + static_cast<float>(p.number));
  joint.turn = world::turn_about({0, 0, 1}, -0.22F * p.t + sway);
}

void turn_carousel(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 1, 0}, 0.55F * p.t);
}

void lift_horse(const Part& p, world::Joint& joint) {
  joint.shift = {0, 0.16F * std::sin(1.9F * p.t + 2.1F * static_cast<float>(p.number)), 0};
}

/// Goes from tick to tick in the first tenth of each second and swings a little after.
float ticked(float t) {
  const float whole = std::floor(t);
  const float part = t - whole;
  return whole + std::min(part / 0.1F, 1.0F) + 0.12F * std::exp(-16 * part) * std::sin(60 * part);
}

void turn_second_hand(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 0, 1}, -kPi / 30 * ticked(p.t));
}
void turn_minute_hand(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 0, 1}, -kPi / 1800 * p.t * 12);
}
void turn_hour_hand(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 0, 1}, -kPi / 1800 * p.t);
}
void swing_pendulum(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 0, 1}, 0.16F * std::sin(kPi * p.t));
}
void turn_fast(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 1, 0}, 22 * p.t);
}
void turn_globe(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 1, 0}, 0.5F * p.t);
}
void turn_water_wheel(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({1, 0, 0}, 0.8F * p.t);
}
void turn_records(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 0, 1}, 3.5F * p.t);
}

struct Mover {
  std::string_view prefix;
  void (*move)(const Part& part, world::Joint& joint);
};

constexpr std::array kMovers = std::to_array<Mover>({
    {"flame", move_flame},
    {"flag", move_flag},
    {"pennant", move_flag},
    {"banner", move_flag},
    {"tail_", move_tail},
    {"string", move_hanging},
    {"tassel", move_hanging},
    {"hanging", move_hanging},
    {"mill_sails", turn_mill},
    {"light", turn_light},
    {"ferris", turn_ferris},
    {"gondola", hang_gondola},
    {"carousel", turn_carousel},
    {"horse", lift_horse},
    {"hand_second", turn_second_hand},
    {"hand_minute", turn_minute_hand},
    {"hand_hour", turn_hour_hand},
    {"pendulum", swing_pendulum},
    {"fan", turn_fast},
    {"globe", turn_globe},
    {"water_wheel", turn_water_wheel},
    {"cog", turn_records},
});

/// How a bone stands when shut and when open: a turn about an axis, and a stretch.
struct Hinge {
  std::string_view prefix;
  Vec3 axis;
  float shut;
  float open;
  Vec3 shut_stretch{1, 1, 1};
  Vec3 open_stretch{1, 1, 1};
};

constexpr std::array kHinges = std::to_array<Hinge>({
    {"lid", {1, 0, 0}, 0, -1.9F},
    {"door", {0, 1, 0}, 0, -1.45F},
    {"leaf_l", {0, 1, 0}, 0, 1.45F},
    {"leaf_r", {0, 1, 0}, 0, -1.45F},
    {"flap", {1, 0, 0}, 0, -2.2F},
    {"cover_l", {0, 0, 1}, 1.5F, 0},
    {"cover_r", {0, 0, 1}, -1.5F, 0},
    {"screen", {1, 0, 0}, 1.75F, 0},
    {"canopy", {0, 1, 0}, 0, 0, {0.11F, 2.4F, 0.11F}, {1, 1, 1}},
    {"curtain_l", {0, 1, 0}, 0, 0, {1, 1, 1}, {0.28F, 1, 1.4F}},
    {"curtain_r", {0, 1, 0}, 0, 0, {1, 1, 1}, {0.28F, 1, 1.4F}},
    {"bow", {0, 1, 0}, 0, 0, {1, 1, 1}, {0.01F, 0.01F, 0.01F}},
});

}  // namespace

void move_parts(const world::Model& model, double seconds, const Manner& manner, float strength,
                world::Pose& pose) {
  for (std::size_t i = 0; i < model.skeleton.bones.size(); ++i) {
    const world::Bone& bone = model.skeleton.bones[i];
    for (const Mover& mover : kMovers) {
      if (bone.name.starts_with(mover.prefix)) {
        mover.move({bone, number_of(bone.name), static_cast<float>(seconds), manner.wind, strength,
                    manner.seed},
                   pose.joints[i]);
        break;
      }
    }
  }
}

bool set_open(const world::Model& model, float amount, world::Pose& pose) {
  bool has_any = false;
  for (std::size_t i = 0; i < model.skeleton.bones.size(); ++i) {
    for (const Hinge& hinge : kHinges) {
      if (model.skeleton.bones[i].name.starts_with(hinge.prefix)) {
        pose.joints[i].turn =
            world::turn_about(hinge.axis, world::mix(hinge.shut, hinge.open, amount));
        pose.joints[i].stretch = mix(hinge.shut_stretch, hinge.open_stretch, amount);
        has_any = true;
        break;
      }
    }
  }
  return has_any;
}

}  // namespace kirin::engine::motion::animate
