#include "engine/motion/camera/camera_plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/motion/camera/camera_words.h"

namespace kirin::engine::motion {
namespace {

using enum CameraMove;

constexpr std::array kPairs = {
    std::pair{zoom_in, zoom_out},       std::pair{push_in, pull_out},
    std::pair{pan_left, pan_right},     std::pair{tilt_up, tilt_down},
    std::pair{truck_left, truck_right}, std::pair{pedestal_up, pedestal_down},
    std::pair{orbit_left, orbit_right}, std::pair{roll_left, roll_right},
};

/// Numbers in [-1, 1) that follow from a seed (SplitMix64, Steele et al. 2014).
double dice(std::uint64_t seed, std::uint64_t which) {
  std::uint64_t z = seed + (which + 1) * 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1;
}

/// Adds what `move` does to the end pose; `size` is 1 for an ordinary move.
void add_move(CameraMove move, double size, CameraPose& end) {
  switch (move) {
    case zoom_in:
      end.zoom *= std::pow(1.38, size);
      break;
    case zoom_out:
      end.zoom *= std::pow(0.84, size);
      break;
    case push_in:
      end.push += 0.18 * size;
      end.zoom *= std::pow(1.20, size);
      break;
    case pull_out:
      end.push -= 0.10 * size;
      end.zoom *= std::pow(0.84, size);
      break;
    case pan_left:
    case pan_right:
      end.x += (move == pan_left ? -0.13 : 0.13) * size;
      end.truck_x += (move == pan_left ? -0.02 : 0.02) * size;
      break;
    case tilt_up:
    case tilt_down:
      end.y += (move == tilt_up ? -0.13 : 0.13) * size;
      break;
    case truck_left:
    case truck_right:
      end.x += (move == truck_left ? -0.05 : 0.05) * size;
      end.truck_x += (move == truck_left ? -0.09 : 0.09) * size;
      break;
    case pedestal_up:
    case pedestal_down:
      end.y += (move == pedestal_up ? -0.06 : 0.06) * size;
      end.truck_y += (move == pedestal_up ? -0.05 : 0.05) * size;
      break;
    case orbit_left:
    case orbit_right: {
      // Half way between far and near stays: the camera turns around what stands there.
      const double travel = (move == orbit_left ? -0.13 : 0.13) * size;
      end.truck_x += travel;
      end.x -= travel / 2;
      end.push += 0.08 * size;
      break;
    }
    case roll_left:
    case roll_right:
      end.roll += (move == roll_left ? -0.10 : 0.10) * size;
      break;
    case handheld:
    case still:
      break;
  }
}

/// How far to zoom in so that a view with this pose stays inside the picture. With `e` the largest
/// offset of a point of the view, half the view's width 1 / (2 zoom) must fit in 1/2 - e.
double required_overscan(const CameraPose& end, double shake) {
  const auto reach = [](double pan, double truck) {
    return std::max(std::abs(pan), std::abs(pan + truck));
  };
  const double offset =
      std::max(reach(end.x, end.truck_x), reach(end.y, end.truck_y)) + 1.8 * shake;
  // A view of up to 16:9 that rolls: its long side reaches past the short one.
  const double roll = std::abs(end.roll) + shake / 2;
  const double turned = std::cos(roll) + std::sin(roll) * 16 / 9;
  return turned / (1 - 2 * std::min(offset, 0.4));
}

void add_default(CameraPlan& plan, const std::set<CameraMove>& forbidden, double size) {
  const double side = dice(plan.seed, 0) < 0 ? -1 : 1;
  if (forbidden.contains(push_in) || forbidden.contains(zoom_in)) {
    plan.moves.insert(side < 0 ? truck_left : truck_right);
    add_move(side < 0 ? truck_left : truck_right, 0.6 * size, plan.end);
    return;
  }
  plan.moves.insert(push_in);
  add_move(push_in, 0.65 * size, plan.end);
  plan.end.truck_x += side * (0.018 + 0.008 * std::abs(dice(plan.seed, 1))) * size;
  plan.end.truck_y += 0.008 * dice(plan.seed, 2) * size;
}

/// A hand's shake: three slow sines an axis, about 0.4, 0.9 and 2.1 Hz, in [-1, 1].
double tremor(double seconds, std::uint64_t seed, std::uint64_t axis) {
  constexpr std::array kHertz = {0.37, 0.93, 2.1};
  constexpr std::array kShare = {0.58, 0.30, 0.12};
  double sum = 0;
  for (std::size_t i = 0; i < kHertz.size(); ++i) {
    const double hertz = kHertz[i] * (1 + 0.15 * dice(seed, axis * 16 + i));
    const double phase = dice(seed, axis * 16 + 8 + i);
    sum += kShare[i] * std::sin(2 * std::numbers::pi * (hertz * seconds + phase));
  }
  return sum;
}

void shake_pose(const CameraPlan& plan, double t, CameraPose& pose) {
  const double held = eased(std::min(1.0, t / 0.2));  // the identity at t = 0 stays one
  const double seconds = t * plan.seconds;
  pose.x += plan.shake * held * tremor(seconds, plan.seed, 1);
  pose.y += plan.shake * held * 0.9 * tremor(seconds, plan.seed, 2);
  pose.roll += plan.shake * held * 0.5 * tremor(seconds, plan.seed, 3);
}

}  // namespace

std::string_view to_string(CameraMove move) {
  constexpr std::array<std::string_view, 18> kNames = {
      "zoom in",    "zoom out",    "push in",    "pull out",    "pan left",    "pan right",
      "tilt up",    "tilt down",   "truck left", "truck right", "pedestal up", "pedestal down",
      "orbit left", "orbit right", "roll left",  "roll right",  "handheld",    "static"};
  return kNames.at(static_cast<std::size_t>(move));
}

CameraPlan read_camera(std::string_view prompt, std::string_view negative_prompt, double strength,
                       std::uint64_t seed) {
  CameraWords words = read_camera_words(prompt);
  const CameraWords unwanted = read_camera_words(negative_prompt);
  words.forbidden.insert(unwanted.asked.begin(), unwanted.asked.end());
  words.forbidden.insert(unwanted.forbidden.begin(), unwanted.forbidden.end());
  for (const CameraMove move : words.forbidden) {
    words.asked.erase(move);
  }
  for (const auto& [one, other] : kPairs) {  // asked for both: the first cancels the second
    if (words.asked.contains(one)) {
      words.asked.erase(other);
    }
  }

  CameraPlan plan;
  plan.seed = seed;
  plan.pace = words.pace < 0 ? 0.6 : words.pace > 0 ? 1.5 : 1;
  plan.moves = words.asked;
  plan.is_from_prompt = !plan.moves.empty();
  const double size = (0.6 + 0.8 * std::clamp(strength, 0.0, 1.0)) * plan.pace;
  if (plan.moves.contains(still)) {
    plan.moves = {still};
    return plan;
  }
  if (!plan.is_from_prompt) {
    add_default(plan, words.forbidden, size);
  }
  const double share = plan.moves.size() > 2 ? 0.75 : 1;  // many moves at once stay within reach
  for (const CameraMove move : words.asked) {
    add_move(move, size * share, plan.end);
  }
  if (plan.moves.contains(handheld)) {
    plan.shake = 0.009 * size;
    plan.end.push += plan.moves.size() == 1 ? 0.06 : 0;
  }
  plan.end.push = std::clamp(plan.end.push, -0.4, 0.5);
  plan.overscan = required_overscan(plan.end, plan.shake);
  return plan;
}

CameraPlan reversed(const CameraPlan& plan) {
  CameraPlan back = plan;
  back.is_reversed = !plan.is_reversed;
  if (!plan.is_from_prompt) {
    return back;  // the default, a push-in, becomes a slow reveal that ends on the picture
  }
  CameraPose end;
  end.zoom = 1 / plan.end.zoom;
  end.x = -plan.end.x;
  end.y = -plan.end.y;
  end.truck_x = -plan.end.truck_x;
  end.truck_y = -plan.end.truck_y;
  end.push = std::clamp(-plan.end.push, -0.3, 0.5);
  end.roll = -plan.end.roll;
  back.end = end;
  back.overscan = required_overscan(end, plan.shake);
  return back;
}

double eased(double t) {
  // Integral of a velocity that rises as a smoothstep over the first quarter and falls over the
  // last.
  constexpr double kRamp = 0.25;
  const auto start = [](double x) {
    const double u = x / kRamp;
    return kRamp * (u * u * u - u * u * u * u / 2) / (1 - kRamp);
  };
  t = std::clamp(t, 0.0, 1.0);
  if (t < kRamp) {
    return start(t);
  }
  return t > 1 - kRamp ? 1 - start(1 - t) : (t - kRamp / 2) / (1 - kRamp);
}

CameraPose at(const CameraPlan& plan, double t) {
  t = plan.is_reversed ? 1 - t : t;
  // The zoom that makes room for the move leads it, so that a pan looks like a pan for most of the
  // clip.
  const double lead = eased(std::min(1.0, t / 0.6));
  const double s = eased(t);
  CameraPose pose;
  pose.zoom = std::pow(plan.end.zoom, s) * std::pow(plan.overscan, lead);
  pose.x = plan.end.x * s;
  pose.y = plan.end.y * s;
  pose.truck_x = plan.end.truck_x * s;
  pose.truck_y = plan.end.truck_y * s;
  pose.push = plan.end.push * s;
  pose.roll = plan.end.roll * s;
  if (plan.shake > 0) {
    shake_pose(plan, t, pose);
  }
  return pose;
}

std::string describe(const CameraPlan& plan) {
  std::string text;
  for (const CameraMove move : plan.moves) {
    text += (text.empty() ? "" : ", ") + std::string(to_string(move));
  }
  if (!plan.is_from_prompt) {
    return "gentle " + text + " (default)";
  }
  return plan.pace < 1 ? text + " (slow)" : plan.pace > 1 ? text + " (fast)" : text;
}

}  // namespace kirin::engine::motion
