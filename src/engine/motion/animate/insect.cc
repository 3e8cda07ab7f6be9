// Insects, spiders and crabs: tripods of legs, fluttering wings.
//
// Six legs walk as two tripods that take turns, eight as two sets of four (Hughes 1952, Wilson
// 1966); wings beat slower than in nature so that a film of 24 frames a second shows them.
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "engine/motion/animate/limb.h"
#include "engine/motion/animate/rigs.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Vec3;

struct InsectRig {
  int body = -1, head = -1;
  std::array<std::array<int, 4>, 2> legs{{{-1, -1, -1, -1}, {-1, -1, -1, -1}}};
  std::array<std::array<int, 2>, 2> wings{{{-1, -1}, {-1, -1}}};
  std::array<int, 2> claws{-1, -1}, thumbs{-1, -1}, eyes{-1, -1};
  float size = 0.01F;  ///< metres, half the width the feet span
  bool has_wings() const { return wings[0][0] >= 0; }
};

struct InsectHabit {
  std::string_view kind;
  double wingbeat;  ///< beats a second as shown
  float sweep;      ///< radians the wings go up and down
  float erratic;    ///< body sizes it strays from its path
  bool goes_sideways;
};
constexpr std::array kHabits = {
    InsectHabit{"butterfly", 4.2, 1.05F, 0.9F, false}, InsectHabit{"bee", 11, 0.75F, 0.5F, false},
    InsectHabit{"dragonfly", 9, 0.4F, 0.35F, false}, InsectHabit{"firefly", 9, 0.6F, 0.8F, false},
    InsectHabit{"crab", 0, 0, 0, true}};

InsectHabit insect_habit(std::string_view kind) {
  for (const InsectHabit& habit : kHabits) {
    if (habit.kind == kind) {
      return habit;
    }
  }
  return {kind, 8, 0.7F, 0.5F, false};
}

InsectRig insect_rig(const world::Model& model) {
  InsectRig rig;
  const auto& bones = model.skeleton.bones;
  for (std::size_t i = 0; i < bones.size(); ++i) {
    const std::string_view name = bones[i].name;
    const int at = static_cast<int>(i);
    const auto side = [&](std::size_t letter) -> std::size_t {
      return name[letter] == 'l' ? 0 : 1;
    };
    const auto digit = static_cast<std::size_t>(name.empty() ? 0 : name.back() - '1');
    if (name.starts_with("leg_") && digit < 4) {
      rig.legs[side(4)][digit] = at;
    } else if (name.starts_with("wing_") && digit < 2) {
      rig.wings[side(5)][digit] = at;
    } else if (name.starts_with("claw_")) {
      rig.claws[side(5)] = at;
    } else if (name.starts_with("thumb_")) {
      rig.thumbs[side(6)] = at;
    } else if (name.starts_with("eye_")) {
      rig.eyes[side(4)] = at;
    } else if (name == "body") {
      rig.body = at;
    } else if (name == "head") {
      rig.head = at;
    }
  }
  rig.size = std::max(0.5F * model.bounds.extent().x, 0.002F);
  return rig;
}

/// What the parts of an insect do at a moment.
struct Buzz {
  double stride = 0;  ///< strides since the beginning
  float legs = 0;     ///< how far the legs swing, radians
  float tuck = 0;     ///< legs drawn up, [0, 1]
  float wings = 0;    ///< lift of the wings
  float wings_back = 0;
  float head_yaw = 0, head_pitch = 0;
  float claws = 0;  ///< open
};

void set_turn(world::Pose& pose, int bone, world::Turn turn) {
  if (bone >= 0) {
    pose.joints[static_cast<std::size_t>(bone)].turn = turn;
  }
}

void settle(const InsectRig& rig, const Buzz& buzz, bool goes_sideways, double t,
            world::Pose& pose) {
  for (std::size_t side = 0; side < 2; ++side) {
    const float sign = side == 0 ? 1.0F : -1.0F;
    for (std::size_t i = 0; i < 4; ++i) {
      const double phase = buzz.stride + ((i + side) % 2 == 0 ? 0.0 : 0.5);
      const float in = static_cast<float>(phase - std::floor(phase));
      // Half of the stride on the ground, going back evenly; half in the air.
      const bool stands = in < 0.5F;
      const float swing = stands ? 1 - 4 * in : -std::cos(2 * world::kPi * (in - 0.5F));
      const float lift = stands ? 0 : std::sin(2 * world::kPi * (in - 0.5F));
      const float up = buzz.legs * 0.9F * lift + 0.5F * buzz.tuck;
      if (goes_sideways) {
        set_turn(pose, rig.legs[side][i],
                 world::turn_about({0, 0, 1}, sign * up + 0.55F * buzz.legs * swing));
      } else {
        set_turn(
            pose, rig.legs[side][i],
            world::turn_xyz(0, -sign * buzz.legs * swing - sign * 0.5F * buzz.tuck, sign * up));
      }
    }
    for (std::size_t i = 0; i < 2; ++i) {
      set_turn(pose, rig.wings[side][i],
               world::turn_about({0, 1, 0}, sign * buzz.wings_back * (i == 0 ? 1.0F : 0.7F)) *
                   world::turn_about({0, 0, 1}, sign * (buzz.wings - (i == 0 ? 0.0F : 0.05F))));
    }
    set_turn(pose, rig.claws[side],
             world::turn_xyz(-0.35F * buzz.claws, sign * 0.15F * wave(0.3 * t), 0));
    set_turn(pose, rig.thumbs[side], world::turn_about({1, 0, 0}, -0.45F * buzz.claws));
  }
  set_turn(pose, rig.head, world::turn_xyz(buzz.head_pitch, buzz.head_yaw, 0));
}

double insect_speed(const world::Model& model, std::string_view action, double pace) {
  const double size = std::max({model.bounds.extent().x, model.bounds.extent().z, 0.004F});
  if (action == "walk" || action == "crawl" || action == "march" || action == "climb") {
    return 1.2 * size * pace;
  }
  if (action == "run" || action == "chase") {
    return model.flies ? 8 * size * pace : 2.6 * size * pace;
  }
  if (action == "fly" && model.skeleton.find("wing_l_1") >= 0) {
    return 5 * size * pace;
  }
  return 0;
}

Movement perform_insect(const world::Model& model, std::string_view action, double seconds,
                        const Manner& manner) {
  const InsectRig rig = insect_rig(model);
  const InsectHabit habit = insect_habit(model.kind);
  Movement movement{.pose = world::Pose::at_rest(model.skeleton)};
  const double t = seconds * manner.pace;
  const std::uint64_t seed = manner.seed * 197;
  Buzz buzz;
  buzz.head_yaw = 0.25F * wander(seconds, 0.5, seed + 1);
  buzz.head_pitch = 0.12F * wander(seconds, 0.6, seed + 2);
  buzz.claws = 0.35F * now_and_then(seconds, 2.3, 0.5, seed + 3);
  const bool is_resting = action == "sit" || action == "sleep" || action == "eat" ||
                          action == "drink" || action == "lie" || action == "look" ||
                          action == "land" || action == "stand";
  const bool goes = action == "walk" || action == "run" || action == "crawl" || action == "march" ||
                    action == "climb" || (action == "chase" && !model.flies);
  const bool is_flying =
      rig.has_wings() &&
      (action == "fly" || action == "hover" || action == "take_off" || action == "rise" ||
       action == "dance" || action == "play" || (model.flies && !is_resting));
  if (is_flying) {
    const double beats = habit.wingbeat * t;
    buzz.tuck = 1;
    buzz.wings = 0.25F + habit.sweep * wave(beats);
    if (habit.kind == "butterfly") {
      // Bursts of beats with short glides; the body bobs against the wings.
      const float glide = now_and_then(t, 2.2, 0.6, seed + 4);
      buzz.wings = world::mix(buzz.wings, 0.35F, glide);
      movement.offset.origin.y = -0.16F * rig.size * wave(beats + 0.1) * (1 - glide);
    }
    const float stray = habit.erratic * rig.size;
    movement.offset.origin +=
        Vec3{wander(seconds, 0.7, seed + 5), 0.8F * wander(seconds, 0.9, seed + 6),
             0.6F * wander(seconds, 0.5, seed + 7)} *
        stray;
    movement.offset = movement.offset * world::turn_y(0.35F * wander(seconds, 0.4, seed + 8)) *
                      world::turn_z(0.25F * wander(seconds, 0.7, seed + 5));
  } else {
    // Butterflies open and close their wings at rest; bees lay them back.
    buzz.wings = habit.kind == "butterfly" ? 0.75F + 0.55F * wave(0.35 * seconds) : 0.15F;
    buzz.wings_back = habit.kind == "butterfly" || habit.kind == "dragonfly" ? 0 : 0.75F;
  }
  if (goes) {
    const double v = manner.speed > 1e-4 ? manner.speed : insect_speed(model, action, manner.pace);
    buzz.legs = 0.34F;
    // In half a stride the feet go back by what the legs swing.
    buzz.stride = seconds * v / (4.0 * 0.34 * 0.85 * rig.size);
    movement.offset.origin.y += 0.02F * rig.size * wave(2 * buzz.stride);
  } else if (action == "jump" || action == "bounce") {
    const auto u = static_cast<float>(t / 0.7 - std::floor(t / 0.7));
    movement.offset.origin.y += 2.4F * rig.size * 4 * u * (1 - u);
    buzz.tuck = std::sin(world::kPi * u);
  } else if (action == "spin" || action == "roll") {
    movement.offset = movement.offset * world::turn_y(-2.4F * static_cast<float>(t));
  } else if (action == "wave" || action == "fight" || action == "clap" || action == "dance") {
    buzz.claws = 0.5F + 0.5F * wave(1.6 * t);
    movement.offset = movement.offset * world::turn_z(0.12F * wave(0.8 * t));
  } else if (action == "eat") {
    buzz.head_pitch = 0.2F + 0.15F * wave(1.8 * t);
    buzz.claws = 0.5F + 0.5F * wave(1.1 * t);
  } else if (action == "fall") {
    movement.offset = movement.offset * world::turn_z(1.5F * eased(t, 0, 1));
    buzz.tuck = 0.7F;
  } else if (!action.empty() && !is_flying && !is_resting) {
    const Movement whole = thing_animator().perform(model, action, seconds, manner);
    movement.offset = whole.offset * movement.offset;
    movement.opacity = whole.opacity;
    movement.glow = whole.glow;
  }
  if (model.kind == "firefly") {
    // Lights up every two seconds, softly.
    const float shine = wave(0.45 * seconds + 0.13 * static_cast<double>(manner.seed % 31));
    movement.glow *= 0.25F + 0.95F * std::max(0.0F, shine);
  }
  settle(rig, buzz, habit.goes_sideways, seconds, movement.pose);
  if (habit.goes_sideways && goes) {
    // A crab shows its side to where it goes.
    movement.offset = movement.offset * world::turn_y(-0.5F * world::kPi);
  }
  return movement;
}

std::vector<double> insect_beats(const world::Model& model, std::string_view action,
                                 const Manner& manner) {
  std::vector<double> moments;
  const InsectHabit habit = insect_habit(model.kind);
  const double end = std::min(manner.seconds, 3600.0);
  if (habit.wingbeat > 0 && model.skeleton.find("wing_l_1") >= 0 &&
      (action == "fly" || action == "hover" || model.flies)) {
    const double period = 1 / (habit.wingbeat * manner.pace);
    for (double t = 0.25 * period; t < end; t += period) {
      moments.push_back(t);
    }
  }
  return moments;
}

}  // namespace

const Animator& insect_animator() {
  static constexpr Animator kAnimator{perform_insect, insect_speed, insect_beats};
  return kAnimator;
}

}  // namespace kirin::engine::motion::animate
