#include "engine/motion/animate/limb.h"

#include <algorithm>
#include <cmath>

#include "engine/motion/dice.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Affine;
using world::Vec3;

/// A vector in the plane a leg swings in.
struct Flat {
  float y = 0;
  float z = 0;
};

Flat operator-(Flat a, Flat b) { return {a.y - b.y, a.z - b.z}; }
float length(Flat a) { return std::hypot(a.y, a.z); }
/// A positive turn about x adds to this angle.
float angle(Flat a) { return std::atan2(a.z, a.y); }
float wrapped(float radians) { return std::remainder(radians, 2 * world::kPi); }
Flat turned(Flat a, float by) {
  const float c = std::cos(by);
  const float s = std::sin(by);
  return {a.y * c - a.z * s, a.y * s + a.z * c};
}

}  // namespace

Leg leg_of(const world::Skeleton& skeleton, const char* upper, const char* lower, const char* foot,
           const char* toe) {
  Leg leg;
  leg.upper = skeleton.find(upper);
  leg.lower = skeleton.find(lower);
  leg.foot = skeleton.find(foot);
  leg.toe = skeleton.find(toe);
  if (!leg.exists()) {
    return leg;
  }
  const auto joint = [&](int bone) { return skeleton.bones[static_cast<std::size_t>(bone)].joint; };
  leg.parent = skeleton.bones[static_cast<std::size_t>(leg.upper)].parent;
  leg.top = joint(leg.upper);
  leg.knee = joint(leg.lower);
  leg.heel = joint(leg.foot);
  leg.tip = joint(leg.toe);
  return leg;
}

float reach(const world::Skeleton& skeleton, const Leg& leg, const Affine& parent, const Reach& how,
            world::Pose& pose) {
  // In the parent's axes, from the leg's top.
  const Vec3 hip = leg.parent >= 0
                       ? leg.top - skeleton.bones[static_cast<std::size_t>(leg.parent)].joint
                       : leg.top;
  const Vec3 away = how.target - parent.origin;
  const Vec3 d =
      Vec3{world::dot(away, parent.x), world::dot(away, parent.y), world::dot(away, parent.z)} -
      hip;
  const Vec3 rest = leg.tip - leg.top;
  // The leg's plane at rest: legs of lizards lean to the sides.
  const float lean = std::max(std::hypot(rest.x, rest.y), 1e-6F);
  const Vec3 down{rest.x / lean, rest.y / lean, 0};
  const auto flat = [&](Vec3 v) { return Flat{-(v.x * down.x + v.y * down.y), v.z}; };
  const float sideways = wrapped(std::atan2(d.x, -d.y) - std::atan2(rest.x, -rest.y));
  const Flat goal{-std::hypot(d.x, d.y), d.z};
  const Flat rest_goal{-std::hypot(rest.x, rest.y), rest.z};

  const float swung = wrapped(angle(goal) - angle(rest_goal));
  const float foot_turn = how.follow * swung + how.curl;
  const Flat heel = goal - turned(flat(leg.tip - leg.heel), foot_turn);

  const Flat upper = flat(leg.knee - leg.top);
  const Flat lower = flat(leg.heel - leg.knee);
  const Flat whole = flat(leg.heel - leg.top);
  const float l1 = length(upper);
  const float l2 = length(lower);
  const float bend = whole.y * upper.z - whole.z * upper.y < 0 ? -1.0F : 1.0F;
  const float wanted = length(heel);
  const float distance = std::clamp(wanted, std::abs(l1 - l2) + 0.03F * l1, 0.9995F * (l1 + l2));
  const float cosine = (l1 * l1 + distance * distance - l2 * l2) / (2 * l1 * distance);
  const float upper_angle = angle(heel) + bend * std::acos(std::clamp(cosine, -1.0F, 1.0F));
  const Flat ankle{heel.y * distance / std::max(wanted, 1e-6F),
                   heel.z * distance / std::max(wanted, 1e-6F)};
  const Flat knee{l1 * std::cos(upper_angle), l1 * std::sin(upper_angle)};
  const float upper_turn = wrapped(upper_angle - angle(upper));
  const float lower_turn = wrapped(angle(ankle - knee) - angle(lower));

  const Vec3 axis{-down.y, down.x, 0};
  const auto turn_x = [&](float radians) { return world::turn_about(axis, radians); };
  const auto joint = [&](int bone) -> world::Joint& {
    return pose.joints[static_cast<std::size_t>(bone)];
  };
  joint(leg.upper).turn = world::turn_about({0, 0, 1}, sideways) * turn_x(upper_turn);
  joint(leg.lower).turn = turn_x(wrapped(lower_turn - upper_turn));
  joint(leg.foot).turn = turn_x(wrapped(foot_turn - lower_turn));
  // The toe is level in the world, whatever the body does.
  const float pitch = std::atan2(parent.y.z, parent.y.y);
  joint(leg.toe).turn = turn_x(wrapped(how.toe - foot_turn - pitch));
  return std::abs(wanted - distance);
}

Affine frame_of(const world::Skeleton& skeleton, const world::Pose& pose, int bone) {
  if (bone < 0) {
    return {};
  }
  const auto i = static_cast<std::size_t>(bone);
  const world::Bone& own = skeleton.bones[i];
  const Vec3 from = own.parent >= 0
                        ? own.joint - skeleton.bones[static_cast<std::size_t>(own.parent)].joint
                        : own.joint;
  const Affine local =
      world::translation(from + pose.joints[i].shift) * world::affine(pose.joints[i].turn);
  return own.parent >= 0 ? frame_of(skeleton, pose, own.parent) * local : local;
}

float now_and_then(double seconds, double every, double length, std::uint64_t seed) {
  const auto cell = static_cast<std::int64_t>(std::floor(seconds / every));
  const double start = (static_cast<double>(cell) + 0.8 * hashed_unit(cell, seed)) * every;
  const double t = (seconds - start) / length;
  return t <= 0 || t >= 1 ? 0 : static_cast<float>(std::sin(t * world::kPi));
}

float wander(double seconds, double rate, std::uint64_t seed) {
  return noise1(static_cast<float>(2 * seconds * rate), seed);
}

float wave(double turns) {
  return std::sin(2 * world::kPi * static_cast<float>(turns - std::floor(turns)));
}

float eased(double seconds, double from, double length) {
  return world::smooth_step(0, 1, static_cast<float>((seconds - from) / length));
}

}  // namespace kirin::engine::motion::animate
