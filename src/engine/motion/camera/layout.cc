#include "engine/motion/camera/layout.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/camera/magnitudes.h"

namespace kirin::engine::motion {
namespace {

constexpr double kFarShare = 0.45;  // of a truck's way on the screen, for what is furthest
constexpr double kMostRoom = 1.9;
constexpr double kMostPush = 0.45;
constexpr double kMostPull = -0.50;
constexpr double kCentering = 0.98;  // of the room there is, how much a zoom uses to aim

/// A pose, and how much of its zoom was asked for.
struct State {
  CameraPose pose;
  double asked_zoom = 1;
};

bool goes_in(CameraMove move) {
  return move == CameraMove::zoom_in || move == CameraMove::push_in || move == CameraMove::follow ||
         move == CameraMove::fly_forward || move == CameraMove::dolly_zoom_in;
}

ScreenWay way_of_group(const MoveGroup& group, double share) {
  ScreenWay sum;
  for (PlannedMove move : group) {
    move.size *= share;
    sum += way_of(move);
  }
  return sum;
}

/// The largest extent of a view over what half its own width and height see without zoom.
struct Turned {
  double x;
  double y;
};
Turned turned(double roll, double aspect) {
  const double cosine = std::cos(roll);
  const double sine = std::sin(std::abs(roll));
  return {0.5 * (cosine + sine / aspect), 0.5 * (cosine + sine * aspect)};
}

/// How far a view of this pose, at its most, sees past what it may: 0 and below is inside. What was
/// asked to be seen from further away may see as much more of the picture.
double seen_beyond(const CameraPose& pose, double asked_zoom, double aspect) {
  const Turned half = turned(pose.roll, aspect);
  double worst = -1;
  for (const double d : {0.0, 0.5, 1.0}) {
    const double reach = 1 - pose.push * d;
    const double allowed = std::max(0.5, 0.5 * reach / asked_zoom);
    const double x = std::abs(pose.x + d * pose.truck_x * reach) + half.x * reach / pose.zoom;
    const double y = std::abs(pose.y + d * pose.truck_y * reach) + half.y * reach / pose.zoom;
    worst = std::max({worst, x - allowed, y - allowed});
  }
  return worst;
}

double within(double value, double most) { return std::clamp(value, -most, most); }

/// Where the travel's pose has to be so that the middle disparity moves by `shift` screens.
double truck_after(double before, double push_before, double push_after, double shift) {
  return (before * (1 - push_before / 2) + 2 * shift) / (1 - push_after / 2);
}

/// `from`, moved by `way` with that much room.
State moved(const State& from, const ScreenWay& way, double room) {
  State to = from;
  CameraPose& pose = to.pose;
  pose.push = std::clamp(from.pose.push + way.push, kMostPull, kMostPush);
  const double zoom = std::exp(way.log_scale) * (1 - pose.push / 2) / (1 - from.pose.push / 2);
  to.asked_zoom *= zoom;
  pose.zoom *= zoom * room;
  const double scale = pose.zoom / (1 - pose.push / 2);  // at the middle disparity
  const double before = from.pose.push;
  pose.truck_x = truck_after(from.pose.truck_x, before, pose.push,
                             ((1 - kFarShare) * way.truck_x + way.swing / 2) / scale);
  pose.truck_y =
      truck_after(from.pose.truck_y, before, pose.push, (1 - kFarShare) * way.truck_y / scale);
  pose.x += (way.x + kFarShare * way.truck_x - way.swing / 2) / scale;
  pose.y += (way.y + kFarShare * way.truck_y) / scale;
  pose.roll += way.roll;
  pose.aperture = std::max(from.pose.aperture, way.aperture);
  return to;
}

/// A view that goes back to more of the picture turns towards its middle as far as it must.
void recenter(const ScreenWay& way, State& state) {
  const double most =
      std::max(0.0, 0.5 * std::max(1.0, 1 / state.asked_zoom) - 0.5 / state.pose.zoom);
  if (way.log_scale < 0 && way.x == 0 && way.truck_x == 0) {
    state.pose.x = within(state.pose.x, most);
  }
  if (way.log_scale < 0 && way.y == 0 && way.truck_y == 0) {
    state.pose.y = within(state.pose.y, most);
  }
}

/// Zooms and pushes go towards their target, as far as the view stays inside.
void aim(const MoveGroup& group, const ScreenWay& way, State& state) {
  for (const PlannedMove& move : group) {
    if (!move.target || !goes_in(move.move)) {
      continue;
    }
    const double most = kCentering * std::max(0.0, 0.5 - 0.5 / state.pose.zoom);
    if (way.x == 0 && way.truck_x == 0 && way.swing == 0) {
      state.pose.x = within(move.target->x - 0.5, most);
    }
    if (way.y == 0 && way.truck_y == 0) {
      state.pose.y = within(move.target->y - 0.5, most);
    }
    return;
  }
}

State led_on(const State& from, const MoveGroup& group, const ScreenWay& way, double aspect,
             double& room) {
  const auto with_room = [&](double zoom) {
    State to = moved(from, way, zoom);
    recenter(way, to);
    aim(group, way, to);
    return to;
  };
  const auto is_inside = [&](const State& state) {
    return seen_beyond(state.pose, std::min(1.0, state.asked_zoom), aspect) <= 1e-9;
  };
  room = 1;
  if (is_inside(with_room(1))) {
    return with_room(1);
  }
  double low = 1;
  double high = 4;
  for (int i = 0; i < 40; ++i) {
    room = (low + high) / 2;
    (is_inside(with_room(room)) ? high : low) = room;
  }
  room = high;
  return with_room(room);
}

bool is_style(const MoveGroup& group) {
  return std::all_of(group.begin(), group.end(),
                     [](const PlannedMove& move) { return move.move == CameraMove::handheld; });
}

/// Moves that are a manner of filming join the others; they are no time of their own.
std::vector<MoveGroup> in_time(const std::vector<MoveGroup>& groups) {
  std::vector<MoveGroup> kept;
  MoveGroup styles;
  for (const MoveGroup& group : groups) {
    if (is_style(group)) {
      styles.insert(styles.end(), group.begin(), group.end());
    } else {
      kept.push_back(group);
    }
  }
  if (kept.empty()) {
    kept.push_back(styles.empty() ? MoveGroup{PlannedMove{}} : styles);
  } else {
    kept.front().insert(kept.front().end(), styles.begin(), styles.end());
  }
  return kept;
}

/// Places every segment's key; the sum of all room, as a factor.
double place_keys(double share, CameraPlan& plan) {
  State state;
  double all_room = 1;
  for (CameraSegment& segment : plan.segments) {
    const ScreenWay way = way_of_group(segment.moves, share);
    state = led_on(state, segment.moves, way, plan.aspect, segment.room);
    if (way.focus != 0) {
      state.pose.focus = way.focus > 0 ? 0.9 : 0.1;
    }
    segment.key = state.pose;
    all_room *= segment.room;
  }
  return all_room;
}

int speed_of(const MoveGroup& group) {
  int speed = -3;
  for (const PlannedMove& move : group) {
    speed =
        std::max(speed, move.move == CameraMove::handheld && group.size() > 1 ? -3 : move.speed);
  }
  return speed;
}

/// How long a segment takes beside the others.
double weight_of(const MoveGroup& group) {
  constexpr std::array kWeight = {1.3, 1.25, 1.15, 1.0, 0.75, 0.6, 0.6};
  const bool is_still = group.size() == 1 && group.front().move == CameraMove::still;
  return is_still ? 0.6 : kWeight.at(speed_index(speed_of(group)));
}

void place_in_time(CameraPlan& plan) {
  constexpr double kOverlap = 0.10;  // of the shorter neighbour, to both sides of the hand-over
  double total = 0;
  for (const CameraSegment& segment : plan.segments) {
    total += weight_of(segment.moves);
  }
  double now = 0;
  std::vector<double> bounds = {0};
  for (const CameraSegment& segment : plan.segments) {
    now += weight_of(segment.moves) / total;
    bounds.push_back(now);
  }
  bounds.back() = 1;
  for (std::size_t i = 0; i < plan.segments.size(); ++i) {
    plan.segments[i].start = bounds[i];
    plan.segments[i].end = bounds[i + 1];
  }
  for (std::size_t i = 1; i < plan.segments.size(); ++i) {
    const double shorter = std::min(bounds[i] - bounds[i - 1], bounds[i + 1] - bounds[i]);
    plan.segments[i - 1].end = bounds[i] + kOverlap * shorter;
    plan.segments[i].start = bounds[i] - kOverlap * shorter;
  }
}

}  // namespace

void lay_out(const std::vector<MoveGroup>& groups, CameraPlan& plan) {
  plan.segments.clear();
  plan.moves.clear();
  for (const MoveGroup& group : in_time(groups)) {
    CameraSegment segment;
    segment.moves = group;
    for (const PlannedMove& move : group) {
      plan.moves.insert(move.move);
    }
    plan.segments.push_back(std::move(segment));
  }
  // The more there is to do, the shorter the way of each.
  double share = std::pow(static_cast<double>(plan.segments.size()), -0.3);
  for (int attempt = 0; attempt < 16 && place_keys(share, plan) > kMostRoom; ++attempt) {
    share *= 0.9;
  }
  place_in_time(plan);
  plan.end = plan.segments.back().key;
  // The shaking view: 1.0 of the shake to each side, half of it in radians of roll.
  const Turned half = turned(plan.shake / 2, plan.aspect);
  const double reach = std::max(half.x, half.y * 1.0);
  plan.shake_room = 2 * reach / (1 - 2 * plan.shake * std::max(1.0, plan.aspect * 0.9));
}

}  // namespace kirin::engine::motion
