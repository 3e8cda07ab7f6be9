#include "engine/motion/animate/bird_rig.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion::animate {
namespace {

using world::Affine;
using world::Vec3;

struct HabitRow {
  std::string_view kind;
  BirdHabit habit;
};

constexpr std::array kHabits = {
    HabitRow{"bird", {.wingbeat = 5.5, .glide = 0.25F, .hops = true, .head_bob = 0}},
    HabitRow{"hummingbird", {.wingbeat = 9, .glide = 0, .hovers = true}},
    HabitRow{"eagle", {.wingbeat = 1.5, .glide = 0.62F, .head_bob = 0.3F}},
    HabitRow{"phoenix", {.wingbeat = 1.3, .glide = 0.45F, .head_bob = 0.3F}},
    HabitRow{"owl", {.wingbeat = 2.0, .glide = 0.4F, .head_bob = 0}},
    HabitRow{"crow", {.wingbeat = 2.8, .glide = 0.3F}},
    HabitRow{"parrot", {.wingbeat = 3.2, .glide = 0.3F, .waddle = 0.1F, .head_bob = 0.4F}},
    HabitRow{"seagull", {.wingbeat = 2.2, .glide = 0.6F}},
    HabitRow{"dove", {.wingbeat = 4, .glide = 0.3F}},
    HabitRow{"duck", {.wingbeat = 4.5, .glide = 0.12F, .waddle = 0.16F, .head_bob = 0.5F}},
    HabitRow{"duckling", {.wingbeat = 5.5, .glide = 0, .waddle = 0.2F, .head_bob = 0.3F}},
    HabitRow{"goose", {.wingbeat = 3, .glide = 0.1F, .waddle = 0.12F, .head_bob = 0.5F}},
    HabitRow{"swan", {.wingbeat = 2.2, .glide = 0.1F, .waddle = 0.1F, .head_bob = 0.3F}},
    HabitRow{"chicken", {.wingbeat = 5, .glide = 0}},
    HabitRow{"chick", {.wingbeat = 6, .glide = 0, .head_bob = 0.5F}},
    HabitRow{"rooster", {.wingbeat = 5, .glide = 0}},
    HabitRow{"penguin",
             {.wingbeat = 1.8, .glide = 0.3F, .waddle = 0.17F, .head_bob = 0, .cannot_fly = true}},
    HabitRow{"ostrich", {.wingbeat = 1.5, .glide = 0.3F, .head_bob = 0.4F}},
    HabitRow{"flamingo", {.wingbeat = 2.4, .glide = 0.15F, .head_bob = 0.4F}},
    HabitRow{"crane", {.wingbeat = 2, .glide = 0.35F, .head_bob = 0.5F}},
    HabitRow{"stork", {.wingbeat = 1.9, .glide = 0.45F, .head_bob = 0.5F}},
    HabitRow{"peacock", {.wingbeat = 3, .glide = 0.2F}}};

void set_turn(world::Pose& pose, int bone, world::Turn turn) {
  if (bone >= 0) {
    pose.joints[static_cast<std::size_t>(bone)].turn = turn;
  }
}

/// Spread wings with `spread` 1; at 0 they shrink into the shoulder.
void pose_wings(const world::Model& model, const BirdRig& rig, const BirdStance& s,
                world::Pose& pose) {
  const float size = std::max(s.spread, 0.004F);
  for (std::size_t side = 0; side < 2; ++side) {
    const float sign = side == 0 ? 1.0F : -1.0F;
    for (std::size_t i = 0; i < 3; ++i) {
      const int bone = rig.wings[side][i];
      if (bone < 0) {
        continue;
      }
      const auto at = static_cast<std::size_t>(bone);
      world::Joint& joint = pose.joints[at];
      joint.stretch = {size, size, size};
      if (i > 0) {
        const auto parent = static_cast<std::size_t>(rig.wings[side][i - 1]);
        joint.shift =
            (model.skeleton.bones[at].joint - model.skeleton.bones[parent].joint) * (size - 1);
      }
      joint.turn = world::turn_about({0, 0, 1}, sign * s.wing[i]);
      if (i == 0) {
        joint.turn = world::turn_about({0, 1, 0}, sign * s.sweep) * joint.turn;
      }
    }
    if (rig.folds[side] >= 0) {
      world::Joint& joint = pose.joints[static_cast<std::size_t>(rig.folds[side])];
      const float fold = std::max(1 - s.spread, 0.004F);
      joint.stretch = {fold, fold, fold};
      joint.turn = world::turn_xyz(0, -sign * 0.5F * s.fold_lift, sign * s.fold_lift);
    }
  }
}

}  // namespace

BirdHabit bird_habit(std::string_view kind) {
  for (const HabitRow& row : kHabits) {
    if (row.kind == kind) {
      return row.habit;
    }
  }
  return {};
}

BirdRig bird_rig(const world::Model& model) {
  BirdRig rig;
  const world::Skeleton& bones = model.skeleton;
  for (std::size_t i = 0; i < bones.bones.size(); ++i) {
    const std::string_view name = bones.bones[i].name;
    const int at = static_cast<int>(i);
    if (name.starts_with("wing_") && name.size() == 8) {
      const auto digit = static_cast<std::size_t>(name[7] - '1');
      if (digit < 3) {
        rig.wings[name[5] == 'l' ? 0 : 1][digit] = at;
      }
    } else if (name.starts_with("eye_")) {
      rig.eyes[name[4] == 'l' ? 0 : 1] = at;
    } else if (name.starts_with("fold_")) {
      rig.folds[name[5] == 'l' ? 0 : 1] = at;
    } else if (name == "body") {
      rig.body = at;
    } else if (name == "neck") {
      rig.neck = at;
    } else if (name == "neck_2") {
      rig.neck_2 = at;
    } else if (name == "head") {
      rig.head = at;
    } else if (name == "beak") {
      rig.beak = at;
    } else if (name == "tail") {
      rig.tail = at;
    }
  }
  rig.legs = {leg_of(bones, "thigh_l", "shin_l", "foot_l", "toe_l"),
              leg_of(bones, "thigh_r", "shin_r", "foot_r", "toe_r")};
  rig.leg = model.leg_length > 0 ? model.leg_length : 0.1F;
  rig.height = std::max(model.height(), 0.02F);
  if (rig.neck >= 0 && rig.head >= 0) {
    const Vec3 neck = bones.bones[static_cast<std::size_t>(rig.head)].joint -
                      bones.bones[static_cast<std::size_t>(rig.neck)].joint;
    rig.neck_rise = world::length(neck) > 0.22F * rig.height ? std::atan2(neck.y, neck.z) : 0;
  }
  rig.has_long_legs = rig.leg > 0.42F * rig.height;
  rig.habit = bird_habit(model.kind);
  if (rig.habit.wingbeat <= 0) {
    // Wing beats go with about the root of the size (Pennycuick 1990).
    rig.habit.wingbeat = std::clamp(2.0 / std::sqrt(static_cast<double>(rig.height)), 1.2, 6.0);
  }
  return rig;
}

world::Pose settle(const world::Model& model, const BirdRig& rig, const BirdStance& s) {
  world::Pose pose = world::Pose::at_rest(model.skeleton);
  if (rig.body < 0) {
    return pose;
  }
  const auto joint = [&](int bone) -> world::Joint& {
    return pose.joints[static_cast<std::size_t>(bone)];
  };
  joint(rig.body).shift = {0, s.rise, s.advance};
  joint(rig.body).turn = world::turn_xyz(s.pitch, s.yaw, s.roll);
  joint(rig.body).stretch = {1 + 0.012F * s.breath, 1 + 0.010F * s.breath, 1};
  set_turn(pose, rig.neck, world::turn_xyz(s.neck, s.neck_yaw, 0));
  set_turn(pose, rig.neck_2, world::turn_xyz(s.neck_2, 0, 0));
  set_turn(pose, rig.head, world::turn_xyz(s.head, s.head_yaw, s.head_roll));
  if (rig.head >= 0) {
    joint(rig.head).shift = {0, 0, s.head_ahead};
  }
  set_turn(pose, rig.beak, world::turn_about({1, 0, 0}, s.beak));
  set_turn(pose, rig.tail, world::turn_xyz(s.tail, s.tail_yaw, 0));
  for (const int eye : rig.eyes) {
    if (eye >= 0) {
      joint(eye).stretch = {1, std::max(s.eyes, 0.07F), 1};
    }
  }
  pose_wings(model, rig, s, pose);
  const Affine body = frame_of(model.skeleton, pose, rig.body);
  for (std::size_t i = 0; i < 2; ++i) {
    const Leg& leg = rig.legs[i];
    if (!leg.exists()) {
      continue;
    }
    if (s.stands) {
      reach(model.skeleton, leg, body,
            {.target = leg.tip + s.feet[i],
             .follow = 0.5F,
             .curl = s.curl[i],
             .toe = 0.7F * std::max(0.0F, s.curl[i])},
            pose);
    } else {
      if (rig.has_long_legs) {  // trail behind, straight
        set_turn(pose, leg.upper, world::turn_about({1, 0, 0}, 1.15F * s.tuck));
        set_turn(pose, leg.lower, world::turn_about({1, 0, 0}, 0.35F * s.tuck));
        set_turn(pose, leg.foot, world::turn_about({1, 0, 0}, -0.25F * s.tuck));
        set_turn(pose, leg.toe, world::turn_about({1, 0, 0}, 0.8F * s.tuck));
        continue;
      }
      // Drawn up and back under the tail.
      set_turn(pose, leg.upper, world::turn_about({1, 0, 0}, 0.35F * s.tuck));
      set_turn(pose, leg.lower, world::turn_about({1, 0, 0}, 0.65F * s.tuck));
      set_turn(pose, leg.foot, world::turn_about({1, 0, 0}, 0.55F * s.tuck));
      set_turn(pose, leg.toe, world::turn_about({1, 0, 0}, 0.9F * s.tuck));
    }
  }
  return pose;
}

}  // namespace kirin::engine::motion::animate
