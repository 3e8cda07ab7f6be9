#include "engine/motion/direct/camera_path.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/motion/camera/segment_timing.h"

namespace kirin::engine::motion::direct {
namespace {

using world::Vec3;

/// What moves have added up to; angles in radians.
struct Stand {
  float yaw = 0;       ///< to the right
  float pitch = 0;     ///< up
  float truck = 0;     ///< frame widths at the focus, to the right
  float pedestal = 0;  ///< frame heights at the focus, up
  float crane = 0;     ///< likewise, but the eye stays on the focus
  float nearer = 0;    ///< logarithm of how many times nearer
  float zoom = 0;      ///< logarithm of the magnification
  float orbit = 0;     ///< the camera goes to the right around the focus
  float roll = 0;      ///< clockwise
  float forward = 0;   ///< distances to the focus, of a flight
  float focus = 0;     ///< -1: the background is sharp
  float open = 0;      ///< of the lens
  float follow = 0;
};

constexpr float kDegree = world::kPi / 180;

float softly(float size, float most) {
  const float part = size / most;
  return size / std::pow(1 + part * part * part * part, 0.25F);
}

Stand stand_of(const PlannedMove& move) {
  using enum CameraMove;
  Stand s;
  const auto size = static_cast<float>(move.size);
  const float turn = move.degrees ? static_cast<float>(*move.degrees) * kDegree : 0;
  const float factor = move.factor ? std::log(std::min(static_cast<float>(*move.factor), 4.0F)) : 0;
  const auto turned = [&](float ordinary, float most) {
    return move.degrees ? turn : ordinary * kDegree * softly(size, most);
  };
  switch (move.move) {
    case zoom_in:
    case zoom_out:
      s.zoom = (move.factor ? factor : std::log(1.5F) * softly(size, 2.2F)) *
               (move.move == zoom_in ? 1.0F : -0.8F);
      break;
    case push_in:
      s.nearer = move.factor ? factor : std::log(1.6F) * softly(size, 2);
      break;
    case pull_out:
      s.nearer = move.factor ? -factor : -std::log(1.6F) * softly(size, 2);
      break;
    case pan_left:
    case pan_right:
      s.yaw = turned(20, 2.5F) * (move.move == pan_right ? 1.0F : -1.0F);
      break;
    case tilt_up:
    case tilt_down:
      s.pitch = turned(11, 2) * (move.move == tilt_up ? 1.0F : -1.0F);
      break;
    case truck_left:
    case truck_right:
      s.truck = 0.35F * softly(size, 2.5F) * (move.move == truck_right ? 1.0F : -1.0F);
      break;
    case pedestal_up:
    case pedestal_down:
      s.pedestal = 0.35F * softly(size, 2) * (move.move == pedestal_up ? 1.0F : -1.0F);
      break;
    case crane_up:
    case crane_down:
      s.crane = 0.8F * softly(size, 2) * (move.move == crane_up ? 1.0F : -0.45F);
      break;
    case orbit_left:
    case orbit_right:
      s.orbit = (move.degrees ? std::min(turn, 4 * world::kPi) : 42 * kDegree * softly(size, 3)) *
                (move.move == orbit_right ? 1.0F : -1.0F);
      break;
    case roll_left:
    case roll_right:
      s.roll = turned(8, 4) * (move.move == roll_right ? 1.0F : -1.0F);
      break;
    case dolly_zoom_in:
      s.nearer = 0.6F * softly(size, 1.5F);
      s.zoom = -s.nearer;
      break;
    case dolly_zoom_out:
      s.nearer = -0.6F * softly(size, 1.5F);
      s.zoom = -s.nearer;
      break;
    case fly_forward:
      s.forward = 0.55F * softly(size, 1.5F);
      break;
    case follow:
      s.follow = 1;
      break;
    case focus_near:
      s.open = 1;
      break;
    case focus_far:
      s.focus = -1;
      s.open = 1;
      break;
    case handheld:
    case still:
      break;
  }
  return s;
}

void add(Stand& sum, const Stand& s, float share) {
  sum.yaw += share * s.yaw;
  sum.pitch += share * s.pitch;
  sum.truck += share * s.truck;
  sum.pedestal += share * s.pedestal;
  sum.crane += share * s.crane;
  sum.nearer += share * s.nearer;
  sum.zoom += share * s.zoom;
  sum.orbit += share * s.orbit;
  sum.roll += share * s.roll;
  sum.forward += share * s.forward;
  sum.focus += share * s.focus;
  sum.open += share * s.open;
  sum.follow = std::max(sum.follow, s.follow);
}

Stand stand_at(const CameraPlan& plan, double t) {
  Stand sum;
  for (const CameraSegment& segment : plan.segments) {
    const double own = (t - segment.start) / std::max(1e-6, segment.end - segment.start);
    const auto share = static_cast<float>(way_made(segment, plan.seconds, own));
    for (const PlannedMove& move : segment.moves) {
      add(sum, stand_of(move), share);
    }
  }
  return sum;
}

/// Where nothing was asked: little of the plan's default moves, over the whole clip.
Stand gentle_stand(const CameraPlan& plan, double t) {
  using enum CameraMove;
  Stand s;
  const auto share = static_cast<float>(0.5 * t + 0.5 * eased(t));
  const auto either_way = [&](CameraMove back, CameraMove forth) {
    return (share - 0.5F) * (plan.moves.contains(forth)  ? 1.0F
                             : plan.moves.contains(back) ? -1.0F
                                                         : 0.0F);
  };
  s.nearer = plan.moves.contains(push_in) ? 0.10F * share : 0;
  s.orbit = 0.07F * either_way(orbit_left, orbit_right);
  s.truck = 0.08F * either_way(truck_left, truck_right);
  s.yaw = 0.08F * either_way(pan_left, pan_right);
  s.pedestal = 0.06F * either_way(pedestal_down, pedestal_up);
  return s;
}

world::CameraState state_of(const Framing& f, Stand s, Vec3 focus) {
  world::CameraState camera;
  camera.fov_y = 2 * std::atan(std::tan(f.fov_y / 2) * std::exp(-s.zoom));
  const float distance =
      std::min(f.distance * std::exp(-s.nearer), std::max(f.farthest, f.distance));
  const float frame_height = 2 * f.distance * std::tan(f.fov_y / 2);
  const float ratio = distance / f.distance;
  Vec3 eye =
      focus + Vec3{std::sin(s.orbit) * distance, f.height * ratio, std::cos(s.orbit) * distance};
  const Vec3 right{std::cos(s.orbit), 0, -std::sin(s.orbit)};
  const Vec3 ahead{-std::sin(s.orbit), 0, -std::cos(s.orbit)};
  eye += right * (s.truck * frame_height * 1.6F) + Vec3{0, s.pedestal * frame_height, 0} +
         ahead * (s.forward * f.distance) + Vec3{0, s.crane * frame_height, 0};
  // A crane keeps looking at the focus, all else keeps its direction.
  const float base_pitch = std::atan2(-f.height, f.distance);
  const float crane_pitch =
      std::atan2(-(f.height * ratio + s.crane * frame_height), distance) - base_pitch;
  const float lowered = std::atan(2 * f.shift_y * std::tan(camera.fov_y / 2));
  const float pitch = base_pitch + (s.crane != 0 ? crane_pitch : 0) + s.pitch - lowered;
  if (f.ground) {
    eye.y = std::max(eye.y, f.ground(eye.x, eye.z) + 0.12F + 0.02F * f.distance);
  }
  camera.pose = world::translation(eye) * world::turn_y(s.orbit - s.yaw) * world::turn_x(pitch) *
                world::turn_z(-s.roll);
  const float near_focus = world::length(focus - eye);
  camera.focus_distance =
      s.focus < 0 ? near_focus / std::max(0.02F, 1 + 0.97F * s.focus) : near_focus;
  camera.blur = std::max(f.blur, 0.02F * s.open);
  return camera;
}

}  // namespace

CameraPlan plan_camera(std::string_view prompt, std::string_view negative_prompt, double strength,
                       std::uint64_t seed, double seconds, double aspect) {
  PictureFacts world;
  world.aspect = aspect;
  world.is_world = true;
  return without_room(read_camera(prompt, negative_prompt, strength, seed, seconds, world));
}

std::function<world::CameraState(double seconds)> camera_path(
    const Framing& framing, const CameraPlan& plan, double seconds, float follow_share,
    std::function<Vec3(double seconds)> focus_at) {
  return [=, focus_at = std::move(focus_at)](double now) {
    const double t = std::clamp(now / seconds, 0.0, 1.0);
    Stand stand = plan.is_from_prompt ? stand_at(plan, t) : gentle_stand(plan, t);
    const float share = std::max(follow_share, stand.follow);
    const Vec3 focus = world::mix(framing.focus, focus_at(now), share);
    if (plan.shake > 0) {
      const auto shake = static_cast<float>(plan.shake) * 0.6F;
      stand.yaw += shake * static_cast<float>(hand_tremor(now, plan.seed, 1));
      stand.pitch += shake * static_cast<float>(hand_tremor(now, plan.seed, 2));
      stand.roll += 0.4F * shake * static_cast<float>(hand_tremor(now, plan.seed, 3));
    }
    return state_of(framing, stand, focus);
  };
}

}  // namespace kirin::engine::motion::direct
