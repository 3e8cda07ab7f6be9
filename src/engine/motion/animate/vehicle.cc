// Vehicles: wheels that roll without slipping, bodies on springs, hulls on waves, wings that bank.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "engine/motion/animate/ballistics.h"
#include "engine/motion/animate/rigs.h"
#include "engine/motion/animate/thing_actions.h"
#include "engine/motion/animate/thing_parts.h"
#include "engine/motion/animate/vehicle_parts.h"
#include "engine/motion/dice.h"

namespace kirin::engine::motion::animate {
namespace {

using world::kPi;
using world::translation;
using world::Vec3;

bool is_going(std::string_view action) {
  constexpr std::array<std::string_view, 14> kGoing = {"drive", "ride",  "run",  "walk", "chase",
                                                       "pull",  "carry", "push", "sail", "roll",
                                                       "float", "fly",   "swim", "work"};
  return std::ranges::find(kGoing, action) != kGoing.end();
}

/// The speed at which it goes about its day, metres per second.
double cruising_speed(const world::Model& model) {
  struct Cruise {
    std::string_view kind;
    double speed;
  };
  constexpr auto kCruises = std::to_array<Cruise>({
      {"bicycle", 4.5},
      {"skateboard", 3.5},
      {"scooter", 7},
      {"motorcycle", 13},
      {"carriage", 3.5},
      {"sled", 5},
      {"tractor", 3.5},
      {"excavator", 2},
      {"tank", 5},
      {"sports_car", 17},
      {"bus", 8},
      {"tram", 7},
      {"train", 12},
      {"steam_train", 10},
      {"fast_train", 26},
      {"boat", 1.3},
      {"canoe", 1.6},
      {"raft", 0.8},
      {"paper_boat", 0.4},
      {"sailboat", 2.6},
      {"yacht", 6},
      {"ship", 6},
      {"pirate_ship", 4},
      {"submarine", 2.5},
      {"plane", 24},
      {"biplane", 14},
      {"helicopter", 9},
      {"rocket", 14},
      {"spaceship", 12},
      {"ufo", 5},
      {"space_station", 0.6},
      {"satellite", 0.5},
      {"hot_air_balloon", 1.2},
      {"airship", 4},
      {"drone", 3},
      {"parachute", 1.5},
  });
  for (const Cruise& cruise : kCruises) {
    if (cruise.kind == model.kind) {
      return cruise.speed;
    }
  }
  return 11;
}

bool floats(const world::Model& model) { return model.find_anchor("waterline") != nullptr; }

struct Moment {
  const world::Model& model;
  std::string_view action;
  double seconds;
  const Manner& manner;
  Movement& out;

  float t() const { return static_cast<float>(seconds); }
  float noise(float rate, std::uint64_t salt) const {
    return fbm1(rate * t(), 2, 0.5F, manner.seed + salt);
  }
  float longest() const { return std::max(model.bounds.extent().z, 0.5F); }
};

/// The squat at the start and the dive at the end of a drive: the body's pitch, radians.
float pitch_of_pace(const Moment& m) {
  const float start = m.t();
  const float end = static_cast<float>(m.manner.seconds) - m.t();
  const auto spring = [](float since) {
    return since < 0 || since > 3 ? 0.0F : std::exp(-2.6F * since) * std::cos(7 * since);
  };
  const float squat = -0.028F * (start < 0.35F ? start / 0.35F : spring(start - 0.35F));
  const float dive = end < 0.35F && end > 0 ? 0.02F * (1 - end / 0.35F) : 0;
  return squat + dive;
}

void sway_on_springs(Moment& m) {
  const auto speed = static_cast<float>(m.manner.speed);
  const bool is_rail = m.model.skeleton.find("wagon_1") >= 0 || m.model.kind == "tram";
  const float rough = std::clamp(speed / 12, 0.15F, 1.3F) * (is_rail ? 0.5F : 1);
  world::Joint& body = m.out.pose.joints[0];
  body.shift = {0, 0.014F * rough * m.noise(5.5F, 1) + 0.0015F * std::sin(70 * m.t()), 0};
  const float pitch =
      (speed > 0.01F && !is_rail ? pitch_of_pace(m) : 0) + 0.008F * rough * m.noise(3.1F, 2);
  const float roll = 0.012F * rough * m.noise(1.7F, 3);
  body.turn = world::turn_xyz(pitch, 0, roll);
  // Wagons rock one after the other.
  for (std::size_t i = 0; i < m.model.skeleton.bones.size(); ++i) {
    if (m.model.skeleton.bones[i].name.starts_with("wagon_")) {
      m.out.pose.joints[i].turn = world::turn_about(
          {0, 0, 1},
          0.006F * rough * noise1(1.9F * m.t() - 0.4F * static_cast<float>(i), m.manner.seed));
    }
  }
}

/// Two wheels lean as a whole and pedal or weave.
void lean(Moment& m) {
  const float sway = 0.03F * std::sin(1.6F * m.t()) + 0.02F * m.noise(1, 4);
  m.out.offset = world::turn_z(sway);
}

/// Heave, pitch and roll on waves that are as long as the hull likes them.
void ride_waves(Moment& m) {
  const float l = m.longest();
  const float wind = 0.5F + m.manner.wind;
  const float period = 1.5F + 0.9F * std::sqrt(l);
  const float w = 2 * kPi / period;
  const auto phase = static_cast<float>(m.manner.seed % 13);
  const float heave = 0.028F * std::sqrt(l) * wind *
                      (std::sin(w * m.t() + phase) + 0.4F * std::sin(1.7F * w * m.t() + 1));
  const float steep = 0.07F * wind / (1 + 0.12F * l);
  const float pitch =
      steep * (std::sin(w * m.t() + phase + 1.3F) + 0.3F * std::sin(2.1F * w * m.t()));
  const bool has_sails = m.model.skeleton.find("boom") >= 0;
  const float heel = has_sails && m.manner.speed > 0.1 ? 0.10F + 0.06F * m.manner.wind : 0;
  const float roll = 1.3F * steep * std::sin(0.77F * w * m.t() + phase + 2.4F) - heel;
  const float surge = m.manner.speed > 0.01 && m.model.skeleton.find("oar_l") >= 0
                          ? 0.06F * std::sin(kPi * m.t())
                          : 0;
  m.out.offset = translation({0, heave, surge}) * world::affine(world::turn_xyz(pitch, 0, roll));
}

void ride_air(Moment& m) {
  const std::string_view kind = m.model.kind;
  const float size = std::clamp(m.longest(), 0.4F, 14.0F);
  const bool drifts = kind == "hot_air_balloon" || kind == "airship" || kind == "space_station" ||
                      kind == "satellite" || kind == "parachute";
  const float slow = drifts ? 0.4F : 1;
  const Vec3 bob{0.02F * size * m.noise(0.5F * slow, 5),
                 0.025F * size * std::sin(1.5F * slow * m.t()), 0};
  const bool is_winged = kind == "plane" || kind == "biplane" || kind == "glider";
  const bool is_going_fast = m.manner.speed > 0.5;
  const float bank = (is_winged ? 0.16F : 0.05F) *
                     std::sin(0.55F * slow * m.t() + static_cast<float>(m.manner.seed % 5));
  float pitch = 0.03F * m.noise(0.6F * slow, 7);
  if ((kind == "helicopter" || kind == "drone") && is_going_fast) {
    pitch += 0.14F * static_cast<float>(eased(m.seconds / 1.2));
  }
  if (kind == "ufo") {
    m.out.offset = translation(bob) * world::turn_z(0.12F * std::sin(1.3F * m.t())) *
                   world::turn_x(0.12F * std::cos(1.3F * m.t()));
    return;
  }
  const float yaw = kind == "space_station" || kind == "satellite" ? 0.12F * m.t() : 0;
  m.out.offset = translation(bob) * world::turn_y(yaw) * world::turn_x(pitch) *
                 world::turn_z(drifts ? 0.4F * bank : bank);
}

/// Up along a curve whose speed grows as t², nose up for wings, straight up for the others.
void take_off(Moment& m) {
  const std::string_view kind = m.model.kind;
  const float l = m.longest();
  const auto t = static_cast<float>(m.seconds * m.manner.pace);
  if (kind == "rocket" || m.model.bounds.extent().y > 1.5F * l) {
    const float ignition = 0.6F;
    const float shake = 0.006F * m.model.height() *
                        (t < ignition ? t / ignition : std::exp(-0.8F * (t - ignition)));
    const float up = t < ignition ? 0 : 0.06F * m.model.height() * std::pow(t - ignition, 2.2F);
    m.out.offset = translation({shake * m.noise(30, 1), up, shake * m.noise(30, 2)});
    return;
  }
  const bool is_winged = kind == "plane" || kind == "biplane";
  const float climb = is_winged ? std::max(t - 1.0F, 0.0F) : t;
  const float up = is_winged ? 0.10F * l * climb * climb / (1 + 0.2F * climb)
                             : 0.22F * m.model.height() * climb * climb / (1 + 0.35F * climb);
  const float ahead = is_winged ? 0.28F * l * t * t / (1 + 0.15F * t) : 0;
  const float nose = is_winged ? -0.22F * world::smooth_step(0.8F, 1.8F, t) : 0;
  m.out.offset = translation({0, up, ahead}) * world::turn_x(nose);
}

void land(Moment& m) {
  const std::string_view kind = m.model.kind;
  const bool is_winged = kind == "plane" || kind == "biplane";
  const double last =
      std::min(4.0 / std::max(m.manner.pace, 0.2), std::max(m.manner.seconds - 0.5, 0.8));
  const double t = std::clamp(m.seconds / last, 0.0, 1.0);
  const auto left = static_cast<float>((1 - t) * (1 - t) * (1 + 2 * t * 0.3));
  const float l = m.longest();
  const float up = (is_winged ? 0.7F * l : 1.6F * m.model.height()) * left;
  const float ahead = is_winged ? -2.2F * l * static_cast<float>((1 - t) * (1 - t)) : 0;
  const float touch = static_cast<float>(m.seconds - last);
  const float give =
      touch > 0 ? -0.02F * m.model.height() * std::exp(-3 * touch) * std::sin(9 * touch) : 0;
  const float nose = is_winged ? -0.10F * static_cast<float>(eased((1 - t) * 2)) : 0;
  m.out.offset = translation({0, up + give, ahead}) * world::turn_x(nose);
}

/// Stops dead: it shakes, its nose dips, it comes to rest askew.
void crash(Moment& m) {
  const float t = m.t();
  const float jolt = std::exp(-3.2F * t);
  const float size = std::min(m.longest(), 6.0F);
  m.out.offset = translation({0.02F * size * jolt * m.noise(24, 1),
                              0.02F * size * jolt * std::abs(m.noise(21, 2)),
                              -0.05F * size * (1 - jolt) * 0.5F}) *
                 world::affine(world::turn_xyz(0.22F * jolt * std::cos(9 * t), 0.12F * (1 - jolt),
                                               0.06F * (1 - jolt) + 0.1F * jolt * m.noise(15, 3)));
}

Movement perform_vehicle(const world::Model& model, std::string_view action, double seconds,
                         const Manner& manner) {
  Movement movement{.pose = world::Pose::at_rest(model.skeleton)};
  Moment m{model, action, seconds, manner, movement};
  move_parts(model, seconds, manner, 1, movement.pose);
  move_vehicle_parts(model, action, seconds, manner, movement.pose);
  if (action == "take_off" || (action == "rise" && model.kind == "rocket")) {
    take_off(m);
  } else if (action == "land") {
    land(m);
  } else if (action == "crash") {
    crash(m);
  } else if (action != "roll" && action != "fly" && action != "float" && action != "hover" &&
             action != "swim" && action != "rise" && action != "set" &&
             perform_thing_action(model, action, seconds, manner, movement)) {
    return movement;
  } else if (model.flies && model.kind != "submarine") {
    ride_air(m);
  } else if (floats(model) || model.kind == "submarine") {
    ride_waves(m);
  } else {
    sway_on_springs(m);
    if (model.skeleton.find("wheel_front") >= 0) {
      lean(m);
    }
  }
  return movement;
}

double vehicle_speed(const world::Model& model, std::string_view action, double pace) {
  if (action == "take_off" && model.flies) {
    return 0;  // its own curve carries it
  }
  if (action == "rise" || action == "set" || action == "dive" ||
      (action == "fall" && model.flies)) {
    const double slow = model.kind == "hot_air_balloon" ? 0.8 : model.kind == "rocket" ? 6 : 2;
    return pace * slow;
  }
  if (action == "float" || action == "swim") {
    return pace * (floats(model) ? 0.15 : 0.35) * std::min(cruising_speed(model), 4.0);
  }
  return is_going(action) ? pace * cruising_speed(model) : 0;
}

std::vector<double> vehicle_beats(const world::Model& model, std::string_view action,
                                  const Manner& manner) {
  const double end = std::min(manner.seconds, 3600.0);
  std::vector<double> moments;
  double period = 0;
  if (manner.speed > 0.01 && model.skeleton.find("coupling_l") >= 0) {
    period = 2 * kPi * model.leg_length / manner.speed / 4;  // four chuffs a turn of the drivers
  } else if (manner.speed > 0.01 && model.skeleton.find("wagon_1") >= 0) {
    period = 11 / manner.speed;  // the joints of the rails
  } else if (manner.speed > 0.01 && model.skeleton.find("oar_l") >= 0) {
    period = 2 / std::max(manner.pace, 0.2);
  } else if (action == "crash") {
    return {0.0};
  } else {
    return thing_animator().beats(model, action, manner);
  }
  for (double t = 0; t < end && moments.size() < 4096; t += period) {
    moments.push_back(t);
  }
  return moments;
}

}  // namespace

const Animator& vehicle_animator() {
  static constexpr Animator kAnimator{perform_vehicle, vehicle_speed, vehicle_beats};
  return kAnimator;
}

}  // namespace kirin::engine::motion::animate
