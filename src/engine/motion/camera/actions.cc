#include "engine/motion/camera/grammar.h"

namespace kirin::engine::motion {
namespace {

using enum CameraMove;
using D = Direction;
using Found = std::optional<CameraMove>;

Found up_or_down(D direction, CameraMove up, CameraMove down) {
  return direction == D::up ? Found{up} : direction == D::down ? Found{down} : std::nullopt;
}

/// Camera travel, whichever word names it.
Found travel(D direction) {
  switch (direction) {
    case D::left:
      return truck_left;
    case D::right:
      return truck_right;
    case D::up:
      return pedestal_up;
    case D::down:
      return pedestal_down;
    case D::in:
      return push_in;
    case D::out:
      return pull_out;
    case D::around:
      return orbit_right;
    case D::clockwise:  // seen from above, the camera starting in the south: first to the west
      return orbit_left;
    case D::counter:
      return orbit_right;
    case D::over:
      return fly_forward;
    case D::across:
      return truck_right;
    default:
      return std::nullopt;
  }
}

Found turning(D direction) {
  if (direction == D::left || direction == D::right) {
    return direction == D::left ? pan_left : pan_right;
  }
  return up_or_down(direction, tilt_up, tilt_down);
}

Found rolling(D direction) {
  if (direction == D::left || direction == D::counter) {
    return roll_left;
  }
  const bool is_right = direction == D::none || direction == D::right || direction == D::clockwise;
  return is_right ? Found{roll_right} : std::nullopt;
}

Found zooming(D direction) {
  return direction == D::none || direction == D::in ? Found{zoom_in}
         : direction == D::out                      ? Found{zoom_out}
                                                    : std::nullopt;
}

Found orbiting(D direction) {
  if (direction == D::left || direction == D::clockwise) {
    return orbit_left;
  }
  const bool is_right = direction == D::none || direction == D::right || direction == D::around ||
                        direction == D::counter;
  return is_right ? Found{orbit_right} : std::nullopt;
}

/// `bare` where no direction is given, else travel.
Found travel_or(D direction, CameraMove bare) {
  return direction == D::none ? Found{bare} : travel(direction);
}

}  // namespace

std::optional<CameraMove> move_of(Action action, Direction direction) {
  const bool is_sideways = direction == D::left || direction == D::right;
  switch (action) {
    case Action::zoom:
    case Action::focal:
      return zooming(direction);
    case Action::push:
      return direction == D::out                                                  ? Found{pull_out}
             : direction == D::none || direction == D::in || direction == D::over ? Found{push_in}
                                                                                  : std::nullopt;
    case Action::pull:
      return direction == D::none || direction == D::out ? Found{pull_out} : std::nullopt;
    case Action::dolly:
      return direction == D::over ? Found{push_in} : travel_or(direction, push_in);
    case Action::pan:
      return direction == D::none ? Found{pan_right} : turning(direction);
    case Action::tilt:
      return is_sideways ? rolling(direction)
                         : (direction == D::none ? Found{tilt_up} : turning(direction));
    case Action::turn:
      return turning(direction);
    case Action::truck:
      return direction == D::over ? Found{push_in} : travel_or(direction, truck_right);
    case Action::pedestal:
      return travel_or(direction, pedestal_up);
    case Action::crane:
      return direction == D::none ? Found{crane_up}
             : direction == D::up || direction == D::down
                 ? up_or_down(direction, crane_up, crane_down)
                 : travel(direction);
    case Action::orbit:
      return orbiting(direction);
    case Action::rotate:
      return direction == D::clockwise || direction == D::counter ? rolling(direction)
             : direction == D::none || direction == D::around     ? orbiting(direction)
                                                                  : turning(direction);
    case Action::spin:
      return direction == D::around ? Found{orbit_right} : rolling(direction);
    case Action::roll:
      return rolling(direction);
    case Action::move:
      return travel(direction);
    case Action::fly:
      return direction == D::none || direction == D::in ? Found{fly_forward}
             : direction == D::up || direction == D::down
                 ? up_or_down(direction, crane_up, crane_down)
                 : travel(direction);
    case Action::follow:
      return is_sideways ? travel(direction)
             : direction == D::none || direction == D::in || direction == D::over ? Found{follow}
                                                                                  : std::nullopt;
    case Action::focus:
    case Action::rack_focus:
      return direction == D::in    ? Found{focus_near}
             : direction == D::out ? Found{focus_far}
                                   : std::nullopt;
    case Action::dolly_zoom:
      return direction == D::in                            ? Found{dolly_zoom_in}
             : direction == D::none || direction == D::out ? Found{dolly_zoom_out}
                                                           : std::nullopt;
    case Action::shake:
      return direction == D::none ? Found{handheld} : std::nullopt;
    case Action::hold:
    case Action::pause:
      return direction == D::none ? Found{still} : std::nullopt;
  }
  return std::nullopt;
}

std::vector<CameraMove> moves_of(Action action) {
  switch (action) {
    case Action::zoom:
    case Action::focal:
      return {zoom_in, zoom_out};
    case Action::push:
      return {push_in};
    case Action::pull:
      return {pull_out};
    case Action::dolly:
      return {push_in, pull_out};
    case Action::pan:
      return {pan_left, pan_right};
    case Action::tilt:
      return {tilt_up, tilt_down};
    case Action::turn:
      return {pan_left, pan_right, tilt_up, tilt_down};
    case Action::truck:
      return {truck_left, truck_right};
    case Action::pedestal:
      return {pedestal_up, pedestal_down, crane_up, crane_down};
    case Action::crane:
      return {crane_up, crane_down};
    case Action::orbit:
      return {orbit_left, orbit_right};
    case Action::rotate:
      return {orbit_left, orbit_right, roll_left, roll_right};
    case Action::spin:
    case Action::roll:
      return {roll_left, roll_right};
    case Action::move:
      return {push_in, pull_out, truck_left, truck_right, pedestal_up, pedestal_down};
    case Action::fly:
      return {fly_forward};
    case Action::follow:
      return {follow};
    case Action::focus:
    case Action::rack_focus:
      return {focus_near, focus_far};
    case Action::dolly_zoom:
      return {dolly_zoom_in, dolly_zoom_out};
    case Action::shake:
      return {handheld};
    case Action::hold:
    case Action::pause:
      return {still};
  }
  return {};
}

}  // namespace kirin::engine::motion
