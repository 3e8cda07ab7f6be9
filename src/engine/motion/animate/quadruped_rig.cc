#include "engine/motion/animate/quadruped_rig.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace kirin::engine::motion::animate {
namespace {

using world::Affine;
using world::Vec3;

struct HabitRow {
  std::string_view kind;
  QuadrupedHabit habit;
};

constexpr QuadrupedHabit kHoofed{
    .is_hoofed = true, .spine = 0.3F, .tail_wag = 0.22F, .tail_rate = 0.4F};
constexpr QuadrupedHabit kHeavy{
    .is_heavy = true, .is_hoofed = true, .spine = 0.15F, .tail_wag = 0.3F, .tail_rate = 0.35F};
constexpr QuadrupedHabit kCat{.spine = 1.25F, .tail_wag = 0.32F, .tail_rate = 0.32F};
constexpr QuadrupedHabit kDog{.spine = 1, .tail_wag = 0.5F, .tail_rate = 1.8F};
constexpr QuadrupedHabit kHopper{.hops = true, .spine = 0.8F, .tail_wag = 0.1F};
constexpr QuadrupedHabit kLizard{
    .sprawls = true, .spine = 0.2F, .tail_wag = 0.2F, .tail_rate = 0.3F};

constexpr QuadrupedHabit kTurtle{
    .sprawls = true, .has_flippers = true, .spine = 0.05F, .tail_wag = 0.1F, .tail_rate = 0.3F};

constexpr std::array kHabits = {
    HabitRow{"dog", kDog},
    HabitRow{"puppy", kDog},
    HabitRow{"cat", kCat},
    HabitRow{"kitten", kCat},
    HabitRow{"lion", kCat},
    HabitRow{"tiger", kCat},
    HabitRow{"leopard", kCat},
    HabitRow{"rabbit", kHopper},
    HabitRow{"frog", kHopper},
    HabitRow{"squirrel", kHopper},
    HabitRow{"horse", kHoofed},
    HabitRow{"pony", kHoofed},
    HabitRow{"donkey", kHoofed},
    HabitRow{"zebra", kHoofed},
    HabitRow{"unicorn", kHoofed},
    HabitRow{"pegasus", kHoofed},
    HabitRow{"cow", kHoofed},
    HabitRow{"sheep", kHoofed},
    HabitRow{"lamb", kHoofed},
    HabitRow{"goat", kHoofed},
    HabitRow{"deer", kHoofed},
    HabitRow{"fawn", kHoofed},
    HabitRow{"giraffe", kHoofed},
    HabitRow{"camel", kHoofed},
    HabitRow{"pig", kHoofed},
    HabitRow{"piglet", kHoofed},
    HabitRow{"elephant", kHeavy},
    HabitRow{"rhino", kHeavy},
    HabitRow{"hippo", kHeavy},
    HabitRow{"dinosaur", kHeavy},
    HabitRow{"lizard", kLizard},
    HabitRow{"crocodile", kLizard},
    HabitRow{"turtle", kTurtle},
    HabitRow{"kangaroo", {.hops = true, .is_upright = true, .spine = 0.2F, .tail_wag = 0.08F}}};

/// Mixes every number of two stances.
template <typename Row>
Row mixed_rows(const Row& a, const Row& b, float amount) {
  Row row = a;
  for (std::size_t i = 0; i < a.size(); ++i) {
    row[i] = world::mix(a[i], b[i], amount);
  }
  return row;
}

/// As world::turn_xyz, faster where the animal only nods: an animator has microseconds.
world::Turn turned(float x, float y, float z) {
  return y == 0 && z == 0 ? world::turn_about({1, 0, 0}, x) : world::turn_xyz(x, y, z);
}

void set_turn(world::Pose& pose, int bone, world::Turn turn) {
  if (bone >= 0) {
    pose.joints[static_cast<std::size_t>(bone)].turn = turn;
  }
}

void pose_wings(const QuadrupedRig& rig, const Stance& stance, world::Pose& pose) {
  for (std::size_t i = 0; i < 2; ++i) {
    const float sign = i == 0 ? 1.0F : -1.0F;
    const float fold = stance.wings_fold;
    const float up = world::mix(stance.wings_up, 1.05F, fold);
    // Folded: the arm up and back, the hand down along the flank.
    set_turn(pose, rig.wings[i][0],
             turned(0, sign * 0.75F * fold, 0) * world::turn_about({0, 0, 1}, sign * up));
    set_turn(pose, rig.wings[i][1],
             turned(0, sign * 0.5F * fold, sign * (0.35F * stance.wings_up - 0.3F * fold)));
    set_turn(pose, rig.wings[i][2],
             turned(0, sign * 0.7F * fold, sign * 0.25F * stance.wings_up * (1 - fold)));
  }
}

/// Body, spine and chest, which carry the legs.
void pose_trunk(const QuadrupedRig& rig, const Stance& stance, world::Pose& pose) {
  const auto joint = [&](int bone) -> world::Joint& {
    return pose.joints[static_cast<std::size_t>(bone)];
  };
  joint(rig.body).shift = {0, stance.rise, stance.advance};
  joint(rig.body).turn = turned(stance.pitch, stance.yaw, stance.roll);
  set_turn(pose, rig.spine, turned(stance.spine, stance.bend, 0));
  set_turn(pose, rig.chest, turned(stance.chest, stance.bend, 0));
  if (rig.spine >= 0) {
    const float swell = 1 + 0.012F * stance.breath;
    joint(rig.spine).stretch = {swell, swell, 1};
  }
  joint(rig.chest).stretch = {1 + 0.014F * stance.breath, 1 + 0.010F * stance.breath, 1};
}

void pose_extremities(const QuadrupedRig& rig, const Stance& stance, world::Pose& pose) {
  set_turn(pose, rig.neck_1, turned(stance.neck, 0.5F * stance.neck_yaw, 0));
  set_turn(pose, rig.neck_2, turned(stance.neck, 0.5F * stance.neck_yaw, 0));
  set_turn(pose, rig.head, turned(stance.head, stance.head_yaw, stance.head_roll));
  set_turn(pose, rig.jaw, world::turn_about({1, 0, 0}, stance.jaw));
  for (std::size_t i = 0; i < 2; ++i) {
    const float sign = i == 0 ? 1.0F : -1.0F;
    const float flick = stance.ear_flick[i];
    set_turn(pose, rig.ears[i], turned(-stance.ears, sign * flick, -sign * 0.6F * flick));
    if (rig.eyes[i] >= 0) {
      pose.joints[static_cast<std::size_t>(rig.eyes[i])].stretch = {1, std::max(stance.eyes, 0.07F),
                                                                    1};
    }
  }
  for (std::size_t i = 0; i < 4; ++i) {
    set_turn(pose, rig.tail[i],
             turned(stance.tail_lift * (i == 0 ? 1.0F : 0.5F), stance.tail_swing[i], 0));
    set_turn(pose, rig.trunk[i],
             turned(-stance.trunk * (0.5F + 0.35F * static_cast<float>(i)), 0, stance.trunk_swing));
  }
}

Reach reach_of(const QuadrupedRig& rig, const Stance& stance, std::size_t leg) {
  return {.target = rig.legs[leg].tip + stance.feet[leg],
          .follow = stance.follow,
          .curl = stance.curl[leg],
          .toe = stance.toes[leg]};
}

}  // namespace

QuadrupedHabit habit_of(std::string_view kind) {
  for (const HabitRow& row : kHabits) {
    if (row.kind == kind) {
      return row.habit;
    }
  }
  return {};
}

QuadrupedRig quadruped_rig(const world::Model& model) {
  const world::Skeleton& bones = model.skeleton;
  QuadrupedRig rig;
  // One pass over the names: an animator has microseconds.
  for (std::size_t i = 0; i < bones.bones.size(); ++i) {
    const std::string_view name = bones.bones[i].name;
    const int at = static_cast<int>(i);
    const auto digit = static_cast<std::size_t>(name.empty() ? 0 : name.back() - '1');
    if (name.starts_with("tail_") && digit < 4) {
      rig.tail[digit] = at;
    } else if (name.starts_with("trunk_") && digit < 4) {
      rig.trunk[digit] = at;
    } else if (name.starts_with("wing_") && digit < 3) {
      rig.wings[name[5] == 'l' ? 0 : 1][digit] = at;
    } else if (name.starts_with("ear_")) {
      rig.ears[name[4] == 'l' ? 0 : 1] = at;
    } else if (name.starts_with("eye_")) {
      rig.eyes[name[4] == 'l' ? 0 : 1] = at;
    } else if (name == "body") {
      rig.body = at;
    } else if (name == "spine") {
      rig.spine = at;
    } else if (name == "chest") {
      rig.chest = at;
    } else if (name == "neck_1") {
      rig.neck_1 = at;
    } else if (name == "neck_2") {
      rig.neck_2 = at;
    } else if (name == "head") {
      rig.head = at;
    } else if (name == "jaw") {
      rig.jaw = at;
    }
  }
  rig.legs = {leg_of(bones, "thigh_l", "shin_l", "foot_l", "toe_l"),
              leg_of(bones, "thigh_r", "shin_r", "foot_r", "toe_r"),
              leg_of(bones, "upper_arm_l", "fore_arm_l", "hand_l", "finger_l"),
              leg_of(bones, "upper_arm_r", "fore_arm_r", "hand_r", "finger_r")};
  rig.leg = model.leg_length > 0 ? model.leg_length : 0.5F;
  rig.habit = habit_of(model.kind);
  return rig;
}

Stance mix(const Stance& a, const Stance& b, float amount) {
  Stance s = b;
  const auto blend = [&](float Stance::*field) {
    s.*field = world::mix(a.*field, b.*field, amount);
  };
  for (float Stance::*field :
       {&Stance::rise,      &Stance::advance,    &Stance::pitch,       &Stance::yaw,
        &Stance::roll,      &Stance::spine,      &Stance::chest,       &Stance::bend,
        &Stance::neck,      &Stance::head,       &Stance::neck_yaw,    &Stance::head_yaw,
        &Stance::head_roll, &Stance::jaw,        &Stance::eyes,        &Stance::ears,
        &Stance::tail_lift, &Stance::trunk,      &Stance::trunk_swing, &Stance::breath,
        &Stance::wings_up,  &Stance::wings_fold, &Stance::follow}) {
    blend(field);
  }
  s.ear_flick = mixed_rows(a.ear_flick, b.ear_flick, amount);
  s.tail_swing = mixed_rows(a.tail_swing, b.tail_swing, amount);
  s.feet = mixed_rows(a.feet, b.feet, amount);
  s.curl = mixed_rows(a.curl, b.curl, amount);
  s.toes = mixed_rows(a.toes, b.toes, amount);
  return s;
}

world::Pose settle(const world::Model& model, const QuadrupedRig& rig, const Stance& stance) {
  world::Pose pose = world::Pose::at_rest(model.skeleton);
  if (rig.body < 0 || rig.chest < 0) {
    return pose;
  }
  pose_trunk(rig, stance, pose);
  pose_extremities(rig, stance, pose);
  pose_wings(rig, stance, pose);
  const Affine body = frame_of(model.skeleton, pose, rig.body);
  const Affine chest = frame_of(model.skeleton, pose, rig.chest);
  for (std::size_t i = 0; i < 4; ++i) {
    if (rig.legs[i].exists()) {
      reach(model.skeleton, rig.legs[i], i < 2 ? body : chest, reach_of(rig, stance, i), pose);
    }
  }
  return pose;
}

float miss_of(const world::Model& model, const QuadrupedRig& rig, const Stance& stance,
              std::size_t leg) {
  if (rig.body < 0 || rig.chest < 0 || !rig.legs[leg].exists()) {
    return 0;
  }
  world::Pose pose = world::Pose::at_rest(model.skeleton);
  pose_trunk(rig, stance, pose);
  return reach(model.skeleton, rig.legs[leg],
               frame_of(model.skeleton, pose, leg < 2 ? rig.body : rig.chest),
               reach_of(rig, stance, leg), pose);
}

}  // namespace kirin::engine::motion::animate
