#include "engine/motion/animate/biped_puppet.h"

#include <string_view>

namespace kirin::engine::motion::animate {
namespace {

using world::Turn;
using world::Vec3;

constexpr std::array<std::string_view, kPartCount> kNames{
    "hips",       "spine",      "chest",    "neck",       "head",     "upper_arm_l", "upper_arm_r",
    "fore_arm_l", "fore_arm_r", "hand_l",   "hand_r",     "thigh_l",  "thigh_r",     "shin_l",
    "shin_r",     "foot_l",     "foot_r",   "toes_l",     "toes_r",   "eye_l",       "eye_r",
    "brow_l",     "brow_r",     "jaw",      "wing_l",     "wing_r",   "tail_1",      "tail_2",
    "tail_3",     "hair_1",     "hair_2",   "hair_3",     "cape_1",   "cape_2",      "cape_3",
    "skirt_fl",   "skirt_fl_2", "skirt_fr", "skirt_fr_2", "skirt_bl", "skirt_bl_2",  "skirt_br",
    "skirt_br_2"};

constexpr std::array<Part, kPartCount> kParents{
    Part::hips,       Part::hips,     Part::spine,       Part::chest,       Part::neck,
    Part::chest,      Part::chest,    Part::upper_arm_l, Part::upper_arm_r, Part::fore_arm_l,
    Part::fore_arm_r, Part::hips,     Part::hips,        Part::thigh_l,     Part::thigh_r,
    Part::shin_l,     Part::shin_r,   Part::foot_l,      Part::foot_r,      Part::head,
    Part::head,       Part::head,     Part::head,        Part::head,        Part::chest,
    Part::chest,      Part::hips,     Part::tail_1,      Part::tail_2,      Part::head,
    Part::hair_1,     Part::hair_2,   Part::chest,       Part::cape_1,      Part::cape_2,
    Part::hips,       Part::skirt_fl, Part::hips,        Part::skirt_fr,    Part::hips,
    Part::skirt_bl,   Part::hips,     Part::skirt_br};

Vec3 across(Vec3 v, Vec3 along) { return world::normalized(v - along * world::dot(v, along)); }

/// The quaternion of an orthonormal basis (Shepperd 1978).
Turn from_basis(Vec3 x, Vec3 y, Vec3 z) {
  const float trace = x.x + y.y + z.z;
  if (trace > 0) {
    const float s = 0.5F / std::sqrt(trace + 1);
    return {0.25F / s, (y.z - z.y) * s, (z.x - x.z) * s, (x.y - y.x) * s};
  }
  if (x.x > y.y && x.x > z.z) {
    const float s = 2 * std::sqrt(std::max(1 + x.x - y.y - z.z, 1e-9F));
    return {(y.z - z.y) / s, 0.25F * s, (y.x + x.y) / s, (z.x + x.z) / s};
  }
  if (y.y > z.z) {
    const float s = 2 * std::sqrt(std::max(1 + y.y - x.x - z.z, 1e-9F));
    return {(z.x - x.z) / s, (y.x + x.y) / s, 0.25F * s, (z.y + y.z) / s};
  }
  const float s = 2 * std::sqrt(std::max(1 + z.z - x.x - y.y, 1e-9F));
  return {(x.y - y.x) / s, (z.x + x.z) / s, (z.y + y.z) / s, 0.25F * s};
}

/// The middle joint of a limb of two bones from `root` to `target`, which is pulled into reach.
struct Bend {
  Vec3 middle;
  Vec3 end;
  Vec3 outwards;  ///< from the straight line to the middle joint
};
Bend bend(Vec3 root, Vec3 target, float first, float second, Vec3 pole) {
  const Vec3 line = target - root;
  const float most = 0.9995F * (first + second);
  const float least = std::abs(first - second) + 0.15F * std::min(first, second);
  const float d = std::clamp(world::length(line), least, most);
  const Vec3 along = world::normalized(line);
  const float a = (first * first - second * second + d * d) / (2 * d);
  const float b = std::sqrt(std::max(first * first - a * a, 0.0F));
  const Vec3 out = across(pole, along);
  return {root + along * a + out * b, root + along * d, out};
}

}  // namespace

Part parent_of(Part part) { return kParents[static_cast<std::size_t>(part)]; }

Turn inverse(Turn t) { return {t.w, -t.x, -t.y, -t.z}; }

Vec3 turned(Turn q, Vec3 v) {
  const Vec3 u{q.x, q.y, q.z};
  const Vec3 t = world::cross(u, v) * 2.0F;
  return v + t * q.w + world::cross(u, t);
}

Turn turn_between(Vec3 from, Vec3 to) {
  const Vec3 a = world::normalized(from);
  const Vec3 b = world::normalized(to);
  const Vec3 axis = world::cross(a, b);
  const float w = 1 + world::dot(a, b);
  if (w < 1e-5F) {
    return world::turn_about(std::abs(a.x) < 0.9F ? Vec3{1, 0, 0} : Vec3{0, 1, 0}, world::kPi);
  }
  const float norm = 1 / std::sqrt(w * w + world::dot(axis, axis));
  return {w * norm, axis.x * norm, axis.y * norm, axis.z * norm};
}

Turn turn_between(Vec3 from, Vec3 side_from, Vec3 to, Vec3 side_to) {
  const Vec3 y0 = world::normalized(from);
  const Vec3 z0 = across(side_from, y0);
  const Vec3 x0 = world::cross(y0, z0);
  const Vec3 y1 = world::normalized(to);
  const Vec3 z1 = across(side_to, y1);
  const Vec3 x1 = world::cross(y1, z1);
  // Columns of [x1 y1 z1] * [x0 y0 z0] transposed.
  const auto column = [&](float a, float b, float c) { return x1 * a + y1 * b + z1 * c; };
  return from_basis(column(x0.x, y0.x, z0.x), column(x0.y, y0.y, z0.y), column(x0.z, y0.z, z0.z));
}

BipedRig::BipedRig(const world::Model& model) {
  bone.fill(-1);
  // Bones come in about the order of the names: look on from where the last was found.
  std::size_t next = 0;
  for (std::size_t i = 0; i < model.skeleton.bones.size(); ++i) {
    for (std::size_t n = 0; n < kNames.size(); ++n) {
      const std::size_t k = (next + n) % kNames.size();
      if (kNames[k] == model.skeleton.bones[i].name) {
        bone[k] = static_cast<int>(i);
        joint[k] = model.skeleton.bones[i].joint;
        next = k + 1;
        break;
      }
    }
  }
  height = model.bounds.is_empty() ? 1.7F : model.bounds.high.y;
  const auto at = [&](Part part) { return rest(part); };
  thigh = std::max(world::length(at(Part::shin_l) - at(Part::thigh_l)), 1e-3F);
  shin = std::max(world::length(at(Part::foot_l) - at(Part::shin_l)), 1e-3F);
  leg = model.leg_length > 0 ? model.leg_length : std::max(at(Part::thigh_l).y, 0.1F);
  const Vec3 upper = at(Part::fore_arm_l) - at(Part::upper_arm_l);
  arm = std::max(world::length(upper) + world::length(at(Part::hand_l) - at(Part::fore_arm_l)),
                 1e-3F);
  slope = std::atan2(upper.x, -upper.y);
  ball = has(Part::toes_l) ? at(Part::toes_l).z - at(Part::foot_l).z : 0.15F * leg;
  heel = 0.35F * ball;
}

void Puppet::arm(int side, float forwards, float out, float inwards, float elbow) {
  const float s = sign_of(side);
  const Part upper = part_of(Part::upper_arm_l, side);
  const Vec3 along =
      world::normalized(rig_->rest(part_of(Part::fore_arm_l, side)) - rig_->rest(upper));
  joint(upper).turn = world::turn_about({1, 0, 0}, -forwards) *
                      world::turn_about({0, 0, 1}, s * (out - rig_->slope)) *
                      world::turn_about(along, s * inwards);
  joint(part_of(Part::fore_arm_l, side)).turn =
      world::turn_about(world::cross(along, {0, 0, 1}), elbow);
}

void Puppet::hand(int side, float nod, float wave, float roll) {
  const float s = sign_of(side);
  const Vec3 along = world::normalized(rig_->rest(part_of(Part::hand_l, side)) -
                                       rig_->rest(part_of(Part::fore_arm_l, side)));
  joint(part_of(Part::hand_l, side)).turn = world::turn_about(along, s * roll) *
                                            world::turn_about({0, 0, 1}, -s * nod) *
                                            world::turn_about({1, 0, 0}, -wave);
}

void Puppet::leg(int side, float forwards, float out, float knee, float foot) {
  const float s = sign_of(side);
  joint(part_of(Part::thigh_l, side)).turn =
      world::turn_about({0, 0, 1}, s * out) * world::turn_about({1, 0, 0}, -forwards);
  joint(part_of(Part::shin_l, side)).turn = world::turn_about({1, 0, 0}, knee);
  joint(part_of(Part::foot_l, side)).turn = world::turn_about({1, 0, 0}, foot);
}

void Puppet::reach(int side, Vec3 wrist, Vec3 elbow) {
  const Part upper = part_of(Part::upper_arm_l, side);
  const Part fore = part_of(Part::fore_arm_l, side);
  const Vec3 shoulder = rig_->rest(upper);
  const Vec3 first = rig_->rest(fore) - shoulder;
  const Vec3 second = rig_->rest(part_of(Part::hand_l, side)) - rig_->rest(fore);
  const Frame carrier = frame(Part::chest);
  const Vec3 root = now(Part::chest, shoulder);
  const Bend found = bend(root, wrist, world::length(first), world::length(second), elbow);
  constexpr Vec3 kBehind{0, 0, -1};  // where elbows point at rest
  const Turn upper_turn = turn_between(first, kBehind, found.middle - root, found.outwards);
  const Turn fore_turn = turn_between(second, kBehind, found.end - found.middle, found.outwards);
  joint(upper).turn = inverse(carrier.turn) * upper_turn;
  joint(fore).turn = inverse(upper_turn) * fore_turn;
}

void Puppet::step(int side, Vec3 ankle, float pitch, float yaw, Vec3 knee) {
  const Part thigh = part_of(Part::thigh_l, side);
  const Part shin = part_of(Part::shin_l, side);
  const Part foot = part_of(Part::foot_l, side);
  const Vec3 first = rig_->rest(shin) - rig_->rest(thigh);
  const Vec3 second = rig_->rest(foot) - rig_->rest(shin);
  const Frame carrier = frame(Part::hips);
  const Vec3 root = now(Part::hips, rig_->rest(thigh));
  const Bend found = bend(root, ankle, world::length(first), world::length(second), knee);
  constexpr Vec3 kAhead{0, 0, 1};
  const Turn thigh_turn = turn_between(first, kAhead, found.middle - root, found.outwards);
  const Turn shin_turn = turn_between(second, kAhead, found.end - found.middle, found.outwards);
  joint(thigh).turn = inverse(carrier.turn) * thigh_turn;
  joint(shin).turn = inverse(thigh_turn) * shin_turn;
  const Turn sole =
      world::turn_about({0, 1, 0}, sign_of(side) * yaw) * world::turn_about({1, 0, 0}, pitch);
  joint(foot).turn = inverse(shin_turn) * sole;
  joint(part_of(Part::toes_l, side)).turn =
      world::turn_about({1, 0, 0}, -std::clamp(pitch, 0.0F, 0.9F));
}

void Puppet::stand(float spread, float yaw) {
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    step(side, rig_->rest(part_of(Part::foot_l, side)) + Vec3{s * spread, 0, 0}, 0, yaw,
         {s * (0.15F + 0.6F * yaw), 0, 1});
  }
}

Puppet::Frame Puppet::frame(Part part) const {
  std::array<Part, 12> chain{};
  std::size_t depth = 0;
  for (Part p = part;; p = parent_of(p)) {
    chain[depth++] = p;
    if (p == Part::hips) {
      break;
    }
  }
  Frame f;
  Vec3 from{};
  for (std::size_t i = depth; i-- > 0;) {
    const Part p = chain[i];
    f.at = f.at + turned(f.turn, rig_->rest(p) - from + joint(p).shift);
    f.turn = f.turn * joint(p).turn;
    from = rig_->rest(p);
  }
  return f;
}

Vec3 Puppet::now(Part part, Vec3 rest) const {
  const Frame f = frame(part);
  return f.at + turned(f.turn, rest - rig_->rest(part));
}

world::Pose Puppet::pose(const world::Model& model) const {
  world::Pose pose = world::Pose::at_rest(model.skeleton);
  for (std::size_t i = 0; i < kPartCount; ++i) {
    if (rig_->bone[i] >= 0) {
      pose.joints[static_cast<std::size_t>(rig_->bone[i])] = joints_[i];
    }
  }
  return pose;
}

}  // namespace kirin::engine::motion::animate
