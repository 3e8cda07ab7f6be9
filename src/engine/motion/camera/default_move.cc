#include "engine/motion/camera/default_move.h"

#include <algorithm>
#include <cmath>

#include "engine/motion/camera/dice.h"

namespace kirin::engine::motion {
namespace {

using enum CameraMove;

constexpr double kTall = 0.8;
constexpr double kWide = 1.2;
constexpr double kPanorama = 2.1;

PlannedMove move_of(CameraMove move, double size, std::optional<PictureSpot> target = {}) {
  PlannedMove planned;
  planned.move = move;
  planned.size = size;
  planned.target = target;
  return planned;
}

bool is_landscape(const PictureFacts& facts) {
  const bool is_open = facts.horizon.has_value() && *facts.horizon > 0.1 && *facts.horizon < 0.9;
  return facts.aspect >= kWide && (is_open || facts.sky_share + facts.water_share > 0.3);
}

/// What suits the picture best, before anything is forbidden. The first move is the main one.
MoveGroup best_move(const PictureFacts& facts, CameraMove side, CameraMove upright, double chance) {
  if (facts.is_world) {  // a world has no edge to run into: a push and a hint of a turn
    return {move_of(push_in, 0.4), move_of(orbit_right, 0.1)};
  }
  if (facts.is_flat || facts.depth_range < 0.08) {
    return {move_of(zoom_in, 0.4, facts.face ? facts.face : facts.subject)};
  }
  if (facts.face) {
    // A face that fills the frame needs less.
    const double size = std::clamp(0.75 - 0.6 * facts.face_height, 0.35, 0.7);
    return {move_of(push_in, size, facts.face), move_of(side, 0.10)};
  }
  if (facts.aspect < kTall) {
    return {move_of(upright, 0.5), move_of(push_in, 0.35, facts.subject)};
  }
  if (facts.aspect > kPanorama) {
    return {move_of(side, 0.7), move_of(push_in, 0.2)};
  }
  if (is_landscape(facts) && facts.sky_share + facts.water_share > 0.35) {
    return {move_of(side, 0.5), move_of(push_in, 0.35, facts.subject)};
  }
  if (facts.subject) {
    return {move_of(push_in, 0.6, facts.subject), move_of(side, 0.12)};
  }
  if (is_landscape(facts)) {
    return {move_of(side, 0.5), move_of(push_in, 0.35)};
  }
  return {move_of(push_in, 0.65), move_of(side, 0.18 + 0.08 * chance)};
}

}  // namespace

std::vector<MoveGroup> fit_default(const PictureFacts& facts, const std::set<CameraMove>& forbidden,
                                   std::uint64_t seed) {
  const CameraMove side = dice(seed, 0) < 0 ? truck_left : truck_right;
  const bool is_high = facts.subject ? facts.subject->y < 0.5 : dice(seed, 2) < 0;
  const CameraMove upright = is_high ? pedestal_up : pedestal_down;
  // Who refuses a zoom sees one in a push as well.
  const bool has_no_zoom = forbidden.contains(zoom_in) || forbidden.contains(push_in);
  const auto is_refused = [&](const PlannedMove& planned) {
    const bool is_zoom = planned.move == zoom_in || planned.move == push_in;
    return (is_zoom && has_no_zoom) || forbidden.contains(planned.move);
  };
  MoveGroup group = best_move(facts, side, upright, std::abs(dice(seed, 1)));
  std::erase_if(group, is_refused);
  const bool has_main = std::any_of(group.begin(), group.end(),
                                    [](const PlannedMove& move) { return move.size >= 0.3; });
  if (!has_main) {
    for (const CameraMove other : {side, push_in, pan_right, upright, still}) {
      if (other == still || !is_refused(move_of(other, 1))) {
        group = {move_of(other, 0.6)};
        break;
      }
    }
  }
  return {group};
}

}  // namespace kirin::engine::motion
