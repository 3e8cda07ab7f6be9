/// \file
/// A biped's bones by name, posed by angles, or by where hands and feet shall be.
///
/// The left side lies at +x; `side` is 0 on the left, 1 on the right. Angles are radians. All
/// lengths come from the model at hand, so a child and a giant do the same in their own measure.
#pragma once

#include <array>
#include <optional>

#include "engine/motion/world/model.h"

namespace kirin::engine::motion::animate {

enum class Part : std::uint8_t {
  hips,
  spine,
  chest,
  neck,
  head,
  upper_arm_l,
  upper_arm_r,
  fore_arm_l,
  fore_arm_r,
  hand_l,
  hand_r,
  thigh_l,
  thigh_r,
  shin_l,
  shin_r,
  foot_l,
  foot_r,
  toes_l,
  toes_r,
  eye_l,
  eye_r,
  brow_l,
  brow_r,
  mouth,
  wing_l,
  wing_r,
  tail_1,
  tail_2,
  tail_3,
  hair_1,
  hair_2,
  hair_3,
  cape_1,
  cape_2,
  cape_3,
  skirt_fl,
  skirt_fl_2,
  skirt_fr,
  skirt_fr_2,
  skirt_bl,
  skirt_bl_2,
  skirt_br,
  skirt_br_2
};
inline constexpr int kPartCount = static_cast<int>(Part::skirt_br_2) + 1;

constexpr Part part_of(Part left, int side) {
  return static_cast<Part>(static_cast<int>(left) + side);
}
/// +1 on the left, -1 on the right.
constexpr float sign_of(int side) { return side == 0 ? 1.0F : -1.0F; }

/// The model's bones and measures, looked up once.
struct BipedRig {
  explicit BipedRig(const world::Model& model);

  bool has(Part part) const { return bone[static_cast<std::size_t>(part)] >= 0; }
  world::Vec3 rest(Part part) const { return joint[static_cast<std::size_t>(part)]; }

  std::array<int, kPartCount> bone{};           ///< index in the model's skeleton, or -1
  std::array<world::Vec3, kPartCount> joint{};  ///< at rest
  float height = 1.7F;
  float leg = 0.85F;   ///< hip joint to ground
  float thigh = 0.4F;  ///< lengths of bones
  float shin = 0.4F;
  float arm = 0.55F;   ///< shoulder to wrist
  float slope = 0.4F;  ///< of the arms at rest, off the vertical
  float heel = 0.07F;  ///< how far the heel's point of contact lies behind the ankle
  float ball = 0.12F;  ///< and the ball's before it
};

class Puppet {
 public:
  explicit Puppet(const BipedRig& rig) : rig_(&rig) {}

  const BipedRig& rig() const { return *rig_; }
  world::Joint& joint(Part part) { return joints_[static_cast<std::size_t>(part)]; }
  const world::Joint& joint(Part part) const { return joints_[static_cast<std::size_t>(part)]; }

  /// Turns about x (nods forwards), then y (towards +x), then z (towards +y), in the parent's axes.
  void turn(Part part, float x, float y, float z) { joint(part).turn = world::turn_xyz(x, y, z); }
  /// The same on top of what was there.
  void add_turn(Part part, float x, float y, float z) {
    joint(part).turn = world::turn_xyz(x, y, z) * joint(part).turn;
  }
  /// Metres.
  void move_hips(world::Vec3 by) { joint(Part::hips).shift += by; }

  /// The upper arm: `forwards` and `out` from hanging straight down, then `inwards` about itself;
  /// and how much the elbow is bent.
  void arm(int side, float forwards, float out, float inwards, float elbow);
  /// The hand at its wrist: `nod` towards the palm, `wave` to the thumb, `roll` about the fore arm.
  void hand(int side, float nod, float wave, float roll = 0);
  /// The leg: `forwards` and `out` from straight down, knee bent by `knee`, and the foot's own
  /// angle (positive: toes down).
  void leg(int side, float forwards, float out, float knee, float foot);

  /// Puts the wrist at `wrist` (model's frame) as far as the arm reaches; the elbow points towards
  /// `elbow` (a direction).
  void reach(int side, world::Vec3 wrist, world::Vec3 elbow);
  /// Puts the ankle at `ankle`, the sole pitched by `pitch` (heel up) and turned out by `yaw`; the
  /// toes lie level where the heel is up. The knee points towards `knee` (a direction).
  void step(int side, world::Vec3 ankle, float pitch, float yaw, world::Vec3 knee = {0, 0, 1});
  /// Both feet where they are at rest, `spread` metres further apart and turned out by `yaw`.
  void stand(float spread = 0, float yaw = 0.12F);

  /// Where a bone's joint is and how it is turned now, in the model's frame.
  struct Frame {
    world::Turn turn = {};
    world::Vec3 at = {};
  };
  Frame frame(Part part) const;
  /// Where a point fixed to `part` (given at rest) is now.
  world::Vec3 now(Part part, world::Vec3 rest) const;

  world::Pose pose(const world::Model& model) const;

 private:
  const BipedRig* rig_;
  std::array<world::Joint, kPartCount> joints_{};
};

/// The part that carries `part`; `part` itself for the hips.
Part parent_of(Part part);

world::Turn inverse(world::Turn turn);
world::Vec3 turned(world::Turn turn, world::Vec3 v);
/// The shortest turn that brings `from` to `to` (directions).
world::Turn turn_between(world::Vec3 from, world::Vec3 to);
/// The turn that brings `from` to `to` and `side_from` as near as it can to `side_to`.
world::Turn turn_between(world::Vec3 from, world::Vec3 side_from, world::Vec3 to,
                         world::Vec3 side_to);

}  // namespace kirin::engine::motion::animate
