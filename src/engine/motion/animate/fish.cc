// Fish and all that undulates: whales, rays, octopuses, jellyfish, and snakes on land.
//
// A wave runs down the body and grows towards the tail (Lighthill 1960, "Note on the swimming of
// slender fish"; the carangiform envelope). The tail beats so fast that its Strouhal number is
// about 0.3 (Taylor, Nudds, Thomas 2003).
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "engine/motion/animate/limb.h"
#include "engine/motion/animate/rigs.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Affine;
using world::Vec3;

struct FishRig {
  std::array<int, 12> body{};
  std::size_t segments = 0;
  int tail = -1, fluke = -1, head = -1, jaw = -1;
  std::array<int, 2> fins{-1, -1};
  std::array<int, 2> fin_tips{-1, -1};
  std::array<int, 2> eyes{-1, -1};
  std::array<std::array<int, 3>, 12> arms{};
  std::size_t arm_count = 0;
  float length = 0.3F;
};

FishRig fish_rig(const world::Model& model) {
  FishRig rig;
  for (auto& arm : rig.arms) {
    arm = {-1, -1, -1};
  }
  const auto& bones = model.skeleton.bones;
  for (std::size_t i = 0; i < bones.size(); ++i) {
    const std::string_view name = bones[i].name;
    const int at = static_cast<int>(i);
    if (name.starts_with("body_") && rig.segments < rig.body.size()) {
      rig.body[rig.segments++] = at;
    } else if (name.starts_with("arm_")) {
      // arm_3_2: the second bone of the third arm; in order.
      const bool is_first = name.ends_with("_1");
      rig.arm_count += is_first ? 1 : 0;
      const auto part = static_cast<std::size_t>(name.back() - '1');
      if (rig.arm_count >= 1 && rig.arm_count <= rig.arms.size() && part < 3) {
        rig.arms[rig.arm_count - 1][part] = at;
      }
    } else if (name.starts_with("fin_tip_")) {
      rig.fin_tips[name[8] == 'l' ? 0 : 1] = at;
    } else if (name.starts_with("fin_")) {
      rig.fins[name[4] == 'l' ? 0 : 1] = at;
    } else if (name.starts_with("eye_")) {
      rig.eyes[name[4] == 'l' ? 0 : 1] = at;
    } else if (name == "tail") {
      rig.tail = at;
    } else if (name == "fluke") {
      rig.fluke = at;
    } else if (name == "head") {
      rig.head = at;
    } else if (name == "jaw") {
      rig.jaw = at;
    }
  }
  rig.arm_count = std::min(rig.arm_count, rig.arms.size());
  const Vec3 extent = model.bounds.extent();
  rig.length = std::max({extent.x, extent.y, extent.z, 0.02F});
  return rig;
}

/// How an undulating body is moved.
struct Swim {
  double beats = 0;    ///< tail beats since the beginning
  float strength = 1;  ///< of the wave
  float turn = 0;      ///< steady curve of the body
  float fins = 0.3F;   ///< how far the paired fins row
  float mouth = 0;
};

void set_turn(world::Pose& pose, int bone, world::Turn turn) {
  if (bone >= 0) {
    pose.joints[static_cast<std::size_t>(bone)].turn = turn;
  }
}

/// A snake goes where its head went: its heading is one wave that runs down the body, and the head
/// drifts so that no part slips sideways (the serpenoid curve, Hirose 1993).
void slither(const world::Skeleton& skeleton, const FishRig& rig, const Swim& swim,
             world::Pose& pose) {
  constexpr double kLag = 0.155;  // turns from joint to joint
  const float heading = 0.62F * swim.strength;
  const auto at = [&](std::size_t i) {
    return heading * wave(swim.beats - kLag * static_cast<double>(i));
  };
  for (std::size_t i = 0; i < rig.segments; ++i) {
    const float bend = i == 0 ? at(0) : at(i) - at(i - 1);
    set_turn(pose, rig.body[i], world::turn_about({0, 1, 0}, bend));
  }
  if (rig.segments > 1) {
    const auto joint = [&](std::size_t i) {
      return skeleton.bones[static_cast<std::size_t>(rig.body[i])].joint;
    };
    const float step = world::length(joint(1) - joint(0));
    const float length = step / static_cast<float>(kLag);
    pose.joints[static_cast<std::size_t>(rig.body[0])].shift.x =
        -heading * length / (2 * world::kPi) * wave(swim.beats + 0.25);
  }
  set_turn(pose, rig.head, world::turn_about({0, 1, 0}, -0.8F * at(0)));
  set_turn(pose, rig.jaw, world::turn_about({1, 0, 0}, swim.mouth));
}

void undulate(const FishRig& rig, const Swim& swim, world::Pose& pose) {
  const bool is_vertical = rig.fluke >= 0;
  const auto bend = [&](float radians) {
    return is_vertical ? world::turn_about({1, 0, 0}, radians)
                       : world::turn_about({0, 1, 0}, radians);
  };
  const auto count = static_cast<float>(std::max<std::size_t>(rig.segments, 1));
  for (std::size_t i = 0; i < rig.segments; ++i) {
    const float along = static_cast<float>(i) / count;
    const float envelope = 0.03F + 0.26F * along * along;
    const double lag = 0.11 * static_cast<double>(i);
    set_turn(pose, rig.body[i],
             bend(swim.strength * envelope * (is_vertical ? 0.8F : 1.0F) * wave(swim.beats - lag) +
                  (is_vertical ? 0 : swim.turn / count)));
  }
  const float last = swim.strength * 0.42F * wave(swim.beats - 0.62);
  set_turn(pose, rig.tail, bend(last));
  set_turn(pose, rig.fluke, bend(last * 1.1F));
  // The head turns against the body so that it looks where it goes.
  set_turn(pose, rig.head, bend(-swim.strength * 0.05F * wave(swim.beats + 0.05)));
  set_turn(pose, rig.jaw, world::turn_about({1, 0, 0}, swim.mouth));
  for (std::size_t i = 0; i < 2; ++i) {
    const float sign = i == 0 ? 1.0F : -1.0F;
    set_turn(pose, rig.fins[i],
             world::turn_xyz(0.12F * wave(0.5 * swim.beats + 0.2),
                             -sign * swim.fins * (0.5F + 0.5F * wave(0.7 * swim.beats + 0.1)),
                             sign * swim.fins * 0.5F * wave(0.7 * swim.beats)));
  }
}

/// Rays and sea birds under water: the fins are wings. With a second bone at their tips.
void flap_fins(const FishRig& rig, double beats, float strength, world::Pose& pose) {
  for (std::size_t i = 0; i < 2; ++i) {
    const float sign = i == 0 ? 1.0F : -1.0F;
    set_turn(pose, rig.fins[i],
             world::turn_about({0, 0, 1}, sign * strength * 0.45F * wave(beats)));
    set_turn(pose, rig.fin_tips[i],
             world::turn_about({0, 0, 1}, sign * strength * 0.6F * wave(beats - 0.17)));
  }
}

/// Arms of octopuses, squids, jellyfish and starfish trail and curl, each a little later.
void trail_arms(const FishRig& rig, double t, double pulse, float open, world::Pose& pose,
                const world::Skeleton& skeleton) {
  for (std::size_t i = 0; i < rig.arm_count; ++i) {
    const int first = rig.arms[i][0];
    if (first < 0) {
      continue;
    }
    const Vec3 joint = skeleton.bones[static_cast<std::size_t>(first)].joint;
    const int parent = skeleton.bones[static_cast<std::size_t>(first)].parent;
    const Vec3 hub = parent >= 0 ? skeleton.bones[static_cast<std::size_t>(parent)].joint : Vec3{};
    const Vec3 out =
        world::normalized(Vec3{joint.x - hub.x, 0, joint.z - hub.z} + Vec3{1e-5F, 0, 0});
    const Vec3 axis{out.z, 0, -out.x};  // turning about it lowers or lifts the arm
    const double lag = 0.13 * static_cast<double>(i % 4);
    for (std::size_t k = 0; k < 3; ++k) {
      const float sway = 0.16F * wave(0.45 * t - 0.17 * static_cast<double>(k) - lag);
      const float pulsed = 0.30F * open * wave(pulse - 0.16 * static_cast<double>(k + 1));
      set_turn(pose, rig.arms[i][k],
               world::turn_about(axis, -(sway + pulsed)) *
                   world::turn_about(
                       {0, 1, 0}, 0.12F * wave(0.31 * t - 0.2 * static_cast<double>(k) - 2 * lag)));
    }
  }
}

bool is_bell(std::string_view kind) {
  return kind == "jellyfish" || kind == "octopus" || kind == "squid";
}

double tail_rate(const FishRig& rig, const Manner& manner) {
  // Strouhal 0.3 with a tail that sweeps a fifth of the length; slower where there is no speed.
  const double v =
      manner.speed > 0.02 ? manner.speed : 0.55 * std::sqrt(static_cast<double>(rig.length));
  return std::clamp(0.3 * v / (0.2 * rig.length), 0.35, 4.5);
}

/// Waves a second at which the body slides along its own track at the manner's speed.
double slither_rate(const world::Skeleton& skeleton, const FishRig& rig, const Manner& manner) {
  if (rig.segments < 2) {
    return 0.5;
  }
  const float step = world::length(skeleton.bones[static_cast<std::size_t>(rig.body[1])].joint -
                                   skeleton.bones[static_cast<std::size_t>(rig.body[0])].joint);
  const double v = manner.speed > 1e-3 ? manner.speed : 0.35 * static_cast<double>(rig.length);
  return v / (static_cast<double>(step) / 0.155);
}

Movement perform_fish(const world::Model& model, std::string_view action, double seconds,
                      const Manner& manner) {
  const FishRig rig = fish_rig(model);
  const bool is_serpent = model.rig == world::Rig::serpent;
  Movement movement{.pose = world::Pose::at_rest(model.skeleton)};
  world::Pose& pose = movement.pose;
  const double t = seconds * manner.pace;
  const std::uint64_t seed = manner.seed * 173;
  Affine& offset = movement.offset;
  const float size = rig.length;
  const bool is_going = manner.speed > 0.02 || action == "swim" || action == "chase" ||
                        action == "walk" || action == "run" || action == "crawl" ||
                        action == "dive" || action == "fly";
  Swim swim{.beats = tail_rate(rig, manner) * seconds,
            .strength = is_going     ? 1.0F
                        : is_serpent ? 0.55F
                                     : 0.38F,
            .turn = 0.25F * wander(seconds, 0.15, seed + 2),
            .fins = is_going ? 0.35F : 0.6F,
            .mouth = 0.06F + 0.06F * wave(0.9 * seconds)};
  if (is_serpent) {
    swim.beats = is_going ? slither_rate(model.skeleton, rig, manner) * seconds
                          : 0.35 + 0.02 * static_cast<double>(wander(seconds, 0.2, seed + 1));
    swim.strength = 1;
  }
  if (!is_going && !is_serpent && model.flies) {
    offset.origin.y +=
        0.05F * size * wave(0.3 * seconds + 0.1 * static_cast<double>(manner.seed % 10));
  }
  if (action == "sleep") {
    swim.strength *= 0.3F;
    swim.mouth = 0;
  } else if (action == "jump" || action == "bounce") {
    // Out of the water in a bow, nose up, then nose down.
    const double every = std::clamp(1.5 * std::sqrt(static_cast<double>(size)), 1.0, 3.2);
    const auto u = static_cast<float>(t / every - std::floor(t / every));
    const float air = std::clamp((u - 0.15F) / 0.7F, 0.0F, 1.0F);
    offset = world::translation({0, 1.1F * size * 4 * air * (1 - air), 0}) *
             world::turn_x(0.95F * (2 * air - 1) * (is_serpent ? 0.3F : 1));
    swim.strength = 1.2F;
  } else if (action == "dive") {
    offset = world::turn_x(0.45F * eased(t, 0, 0.8));
  } else if (action == "rise") {
    offset = world::turn_x(-0.45F * eased(t, 0, 0.8));
  } else if (action == "spin" || action == "roll") {
    offset = action == "spin" ? world::turn_y(-2.0F * static_cast<float>(t))
                              : world::turn_z(2.2F * static_cast<float>(t));
  } else if (action == "dance" || action == "play") {
    offset = world::translation({0, 0.12F * size * wave(0.8 * t), 0}) *
             world::turn_y(0.6F * wave(0.4 * t)) * world::turn_z(0.3F * wave(0.8 * t));
    swim.strength = 1.2F;
  } else if (action == "eat" || action == "drink" || action == "roar" || action == "talk" ||
             action == "sing" || action == "fight") {
    swim.mouth = 0.32F * std::abs(wave(1.1 * t));
  } else if (action == "wave") {
    swim.fins = 1.2F;
  } else if (action == "fall") {
    offset = world::turn_z(1.2F * eased(t, 0, 1.2)) * world::turn_x(0.3F * wave(0.4 * t));
    swim.strength = 0.5F;
  } else if (!action.empty() && !is_going && action != "float" && action != "look" &&
             action != "hover") {
    const Movement whole = thing_animator().perform(model, action, seconds, manner);
    movement.offset = whole.offset;
    movement.opacity = whole.opacity;
    movement.glow = whole.glow;
  }
  if (is_serpent) {
    slither(model.skeleton, rig, swim, pose);
  } else {
    undulate(rig, swim, pose);
  }
  if (rig.fin_tips[0] >= 0) {
    flap_fins(rig, 0.55 * (is_going ? 1.4 : 1.0) * t, is_going ? 1 : 0.6F, pose);
  }
  if (rig.arm_count > 0) {
    const double pulse = (is_going ? 0.75 : 0.45) * t;
    trail_arms(rig, t, pulse, is_bell(model.kind) ? 1.0F : 0.1F, pose, model.skeleton);
    if (is_bell(model.kind) && rig.segments > 0) {
      const float squeeze = 0.10F * wave(pulse);
      pose.joints[static_cast<std::size_t>(rig.body[0])].stretch = {1 - squeeze, 1 + 0.8F * squeeze,
                                                                    1 - squeeze};
      pose.joints[static_cast<std::size_t>(rig.body[0])].turn = {};
      offset.origin.y += 0.10F * size * wave(pulse - 0.2) * (is_going ? 1.0F : 0.6F);
    }
  }
  for (const int eye : rig.eyes) {
    if (eye >= 0 && (rig.fluke >= 0 || is_serpent || action == "sleep")) {
      const float open =
          action == "sleep" ? 1 - eased(t, 0.2, 0.8) : 1 - now_and_then(seconds, 3.7, 0.2, seed);
      pose.joints[static_cast<std::size_t>(eye)].stretch = {1, std::max(open, 0.07F), 1};
    }
  }
  return movement;
}

double fish_speed(const world::Model& model, std::string_view action, double pace) {
  const FishRig rig = fish_rig(model);
  const double length = rig.length;
  const bool is_serpent = model.rig == world::Rig::serpent;
  if (is_serpent) {
    const double crawl = model.kind == "snail" ? 0.04 : 0.45 * length;
    return action == "walk" || action == "run" || action == "crawl" || action == "chase" ||
                   action == "swim" || action == "march"
               ? crawl * (action == "run" || action == "chase" ? 1.8 : 1.0) * pace
               : 0;
  }
  const double cruise = is_bell(model.kind) ? 0.35 * std::sqrt(length) : 0.85 * std::sqrt(length);
  if (action == "swim" || action == "dive" || action == "walk" || action == "fly") {
    return cruise * pace;
  }
  if (action == "run" || action == "chase" || action == "jump") {
    return 1.7 * cruise * pace;
  }
  return 0;
}

std::vector<double> fish_beats(const world::Model& model, std::string_view action,
                               const Manner& manner) {
  std::vector<double> moments;
  const FishRig rig = fish_rig(model);
  const double end = std::min(manner.seconds, 3600.0);
  if (action == "jump" || action == "bounce") {
    const double every =
        std::clamp(1.5 * std::sqrt(static_cast<double>(rig.length)), 1.0, 3.2) / manner.pace;
    for (double t = 0.85 * every; t < end; t += every) {
      moments.push_back(t);  // the splash
    }
  } else if (action == "swim" || action == "chase") {
    const double period = 0.5 / tail_rate(rig, manner);
    for (double t = 0.25 * period; t < end; t += period) {
      moments.push_back(t);
    }
  }
  return moments;
}

}  // namespace

const Animator& fish_animator() {
  static constexpr Animator kAnimator{perform_fish, fish_speed, fish_beats};
  return kAnimator;
}

}  // namespace kirin::engine::motion::animate
