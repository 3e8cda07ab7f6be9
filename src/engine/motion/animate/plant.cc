#include "engine/motion/animate/plant.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>

#include "engine/motion/animate/rigs.h"
#include "engine/motion/dice.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Vec3;

int count_of(const world::Model& model, std::string_view prefix) {
  return static_cast<int>(std::ranges::count_if(model.skeleton.bones, [&](const world::Bone& bone) {
    return std::string_view(bone.name).starts_with(prefix);
  }));
}

void lean(const world::Model& model, std::string_view bone, float about_x, float about_z,
          world::Pose& pose) {
  const int index = model.skeleton.find(bone);
  if (index >= 0) {
    world::Joint& joint = pose.joints[static_cast<std::size_t>(index)];
    joint.turn = world::turn_xyz(about_x, 0, about_z) * joint.turn;
  }
}

/// How far an action with an end has come, in [0, 1]; it takes `usual` seconds at most.
float progress(double seconds, const Manner& manner, double usual) {
  const double length = std::min(usual / std::max(manner.pace, 0.1), std::max(manner.seconds, 0.1));
  return static_cast<float>(std::clamp(seconds / length, 0.0, 1.0));
}

/// Goes a little beyond 1 and comes back, as what grows fast does.
float overshoot(float t) {
  const float u = t - 1;
  return 1 + u * u * (2.4F * u + 1.4F);
}

void grow(float done, Movement& movement) {
  const float height = std::max(0.02F, overshoot(done));
  const float width = std::max(0.02F, std::sqrt(std::max(0.0F, done)) * (0.55F + 0.45F * done));
  movement.offset = world::scaling({width, height, width});
}

void wilt(const world::Model& model, float done, Movement& movement) {
  const float bend = world::smooth_step(0, 1, done);
  lean(model, "stem", 0.25F * bend, 0.12F * bend, movement.pose);
  lean(model, "crown", 0.75F * bend, 0.25F * bend, movement.pose);
  lean(model, "head", 1.0F * bend, 0, movement.pose);
  set_bloom(model, 1 - 0.6F * bend, movement.pose);
  movement.offset = world::scaling({1 - 0.06F * bend, 1 - 0.12F * bend, 1 - 0.06F * bend});
}

/// A tree topples as a pendulum does, and lies after a small bounce; a leaf sails down.
void fall(const world::Model& model, double seconds, const Manner& manner, Movement& movement) {
  const auto t = static_cast<float>(seconds * manner.pace);
  if (model.kind == "leaf" || model.height() < 0.15F) {
    const float down = std::min(1.0F, 0.36F * t);
    const float still = 1 - world::smooth_step(0.9F, 1.0F, down);
    movement.offset =
        world::translation({0.35F * still * std::sin(2.6F * t), 2.1F * (1 - down), 0}) *
        world::turn_z(0.7F * still * std::cos(2.6F * t)) * world::turn_y(1.3F * t * still);
    return;
  }
  const float quarter = 1.9F;
  const float angle = t < quarter ? 1.50F * std::pow(t / quarter, 3.0F)
                                  : 1.50F - 0.06F * std::abs(std::sin(6 * (t - quarter))) *
                                                std::exp(-3 * (t - quarter));
  movement.offset = world::turn_z(-angle);
}

/// Seeds that leave the head one after another and go with the wind.
void scatter_seeds(const world::Model& model, double seconds, const Manner& manner,
                   Movement& movement) {
  for (std::size_t i = 0; i < model.skeleton.bones.size(); ++i) {
    const world::Bone& bone = model.skeleton.bones[i];
    if (!std::string_view(bone.name).starts_with("seed")) {
      continue;
    }
    const float chance = hashed_unit(static_cast<std::int64_t>(i), manner.seed + 5);
    const float t = static_cast<float>(seconds * manner.pace) - 0.3F - 2.2F * chance;
    if (t <= 0) {
      continue;
    }
    const float speed = 0.35F + 0.8F * manner.wind;
    movement.pose.joints[i].shift = {speed * t * (0.8F + 0.4F * chance),
                                     0.22F * t + 0.05F * std::sin(3 * t + 9 * chance),
                                     0.16F * t * (2 * chance - 1)};
    movement.pose.joints[i].turn =
        world::turn_xyz(0.4F * std::sin(2 * t), 0, -0.5F * std::min(t, 1.0F));
  }
}

void hop(double seconds, const Manner& manner, float height, Movement& movement) {
  const auto phase = static_cast<float>(std::fmod(1.6 * manner.pace * seconds, 1.0));
  const float up = 4 * phase * (1 - phase);
  const float squash = phase < 0.12F ? 0.12F * std::cos(13 * phase) : 0;
  movement.offset = world::translation({0, 0.22F * height * up, 0}) *
                    world::scaling({1 + squash, 1 - squash, 1 + squash});
}

bool is_one_of(std::string_view action, std::initializer_list<std::string_view> list) {
  return std::ranges::find(list, action) != list.end();
}

Movement perform_plant(const world::Model& model, std::string_view action, double seconds,
                       const Manner& manner) {
  Movement movement{.pose = world::Pose::at_rest(model.skeleton)};
  const float height = model.height();
  float wind = 1;
  if (is_one_of(action, {"dance", "swing", "wave"})) {
    wind = action == "dance" ? 4.0F : 2.6F;
  } else if (is_one_of(action, {"shake", "burn", "explode"})) {
    const auto t = static_cast<float>(seconds);
    const float amount = action == "shake" ? 0.05F : 0.012F;
    lean(model, "stem", 0, amount * std::sin(31 * t), movement.pose);
    lean(model, "crown", 0.6F * amount * std::sin(37 * t), amount * std::sin(29 * t),
         movement.pose);
    movement.glow = action == "burn" ? 1.6F + 0.4F * std::sin(17 * t) : 1;
  }
  sway_in_wind(model, seconds, manner, wind, movement.pose);
  if (action == "bloom" || action == "open") {
    const float done = progress(seconds, manner, 3.2);
    if (!set_bloom(model, done, movement.pose)) {
      movement.offset = world::scaling(0.82F + 0.18F * overshoot(done));
    }
  } else if (action == "close") {
    set_bloom(model, 1 - progress(seconds, manner, 3.2), movement.pose);
  } else if (action == "grow") {
    grow(progress(seconds, manner, 4.0), movement);
    set_bloom(model, world::smooth_step(0.6F, 1.0F, progress(seconds, manner, 4.0)), movement.pose);
  } else if (action == "wilt" || action == "die" || action == "sleep") {
    wilt(model, progress(seconds, manner, 4.0), movement);
  } else if (action == "fall") {
    fall(model, seconds, manner, movement);
  } else if (is_one_of(action, {"fly", "blow", "drift", "float", "spin"}) &&
             count_of(model, "seed") > 0) {
    scatter_seeds(model, seconds, manner, movement);
  } else if (is_one_of(action, {"spin", "roll", "turn"})) {
    movement.offset = world::turn_y(static_cast<float>(2.2 * manner.pace * seconds));
  } else if (is_one_of(action, {"float", "fly", "drift"})) {
    const auto t = static_cast<float>(seconds * manner.pace);
    movement.offset = world::translation({0, 0.06F * height * std::sin(1.7F * t), 0}) *
                      world::turn_y(0.25F * std::sin(0.6F * t)) *
                      world::turn_z(0.08F * std::sin(1.1F * t));
  } else if (is_one_of(action, {"jump", "bounce", "walk", "run", "dance"})) {
    hop(seconds, manner, std::min(height, 2.0F), movement);
  }
  return movement;
}

double plant_speed(const world::Model& model, std::string_view action, double pace) {
  const double stride = std::min<double>(model.height(), 2.0);
  return action == "run" ? 1.8 * stride * pace : action == "walk" ? 0.6 * stride * pace : 0;
}

std::vector<double> plant_beats(const world::Model&, std::string_view action,
                                const Manner& manner) {
  std::vector<double> beats;
  if (is_one_of(action, {"jump", "bounce", "walk", "run", "dance"})) {
    const double period = 1 / (1.6 * manner.pace);
    for (double t = 0; t < std::min(manner.seconds, 60.0); t += period) {
      beats.push_back(t);
    }
  } else if (action == "fall") {
    const double lands = 1.9 / manner.pace;
    if (lands < manner.seconds) {
      beats.push_back(lands);
    }
  }
  return beats;
}

}  // namespace

void sway_in_wind(const world::Model& model, double seconds, const Manner& manner, float strength,
                  world::Pose& pose) {
  const float height = std::max(model.height(), 0.05F);
  const float phase = 6.28F * hashed_unit(7, manner.seed);
  // A stem is a spring: tall ones are slow (Spatz and Bruechert 2000) and stiff.
  const float rate = 2.6F / std::pow(height, 0.45F);
  const float reach = strength * (0.012F + 0.09F * manner.wind) / std::pow(1 + height, 0.75F);
  const auto t = static_cast<float>(seconds);
  const float gust = 0.65F + 0.35F * std::sin(0.7F * t + phase);
  const float side =
      reach * gust * (std::sin(rate * t + phase) + 0.35F * std::sin(2.3F * rate * t));
  const float along = 0.5F * reach * gust * std::sin(0.8F * rate * t + 1.3F + phase);
  const float bent = 0.6F * strength * manner.wind * 0.05F / (1 + height);
  lean(model, "stem", 0.5F * along, -0.6F * side - bent, pose);
  lean(model, "crown", along, -side - bent, pose);
  lean(model, "head", 0.8F * along, -0.8F * side, pose);
}

bool set_bloom(const world::Model& model, float openness, world::Pose& pose) {
  const int head = model.skeleton.find("head");
  const int petals = count_of(model, "petal");
  const world::Anchor* top = model.find_anchor("top");
  if (head < 0 || petals == 0 || top == nullptr) {
    return false;
  }
  const Vec3 middle = model.skeleton.bones[static_cast<std::size_t>(head)].joint;
  const Vec3 axis = world::normalized(top->at - middle);
  // How far each petal leans out as built: where its outermost vertex is.
  std::array<Vec3, 256> tips{};
  std::array<float, 256> reach{};
  for (const world::Vertex& v : model.mesh.vertices) {
    const std::size_t bone = v.bones[0];
    const float away = world::length(v.position - model.skeleton.bones[bone].joint);
    if (away > reach[bone]) {
      reach[bone] = away;
      tips[bone] = v.position;
    }
  }
  int number = 0;
  for (std::size_t i = 0; i < model.skeleton.bones.size() && i < tips.size(); ++i) {
    const world::Bone& bone = model.skeleton.bones[i];
    if (!std::string_view(bone.name).starts_with("petal")) {
      continue;
    }
    const Vec3 along = world::normalized(tips[i] - bone.joint);
    const float leans = std::acos(std::clamp(world::dot(along, axis), -1.0F, 1.0F));
    const float order = static_cast<float>(number++) / static_cast<float>(petals);
    const float own = world::smooth_step(0.30F * order, 0.70F + 0.30F * order, openness);
    const float closing = std::max(0.0F, leans - 0.10F) * (1 - own);
    pose.joints[i].turn = world::turn_about(world::cross(axis, along), -closing);
    const float size = 0.55F + 0.45F * own;
    pose.joints[i].stretch = {size, size, size};
  }
  return true;
}

const Animator& plant_animator() {
  static constexpr Animator kAnimator{perform_plant, plant_speed, plant_beats};
  return kAnimator;
}

}  // namespace kirin::engine::motion::animate
