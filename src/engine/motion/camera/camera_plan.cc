#include "engine/motion/camera/camera_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/motion/camera/default_move.h"
#include "engine/motion/camera/grammar.h"
#include "engine/motion/camera/layout.h"
#include "engine/motion/camera/magnitudes.h"

namespace kirin::engine::motion {
namespace {

using enum CameraMove;

constexpr double kShake = 0.009;

/// What both texts ask for together, and what they forbid.
CameraRequest read_both(std::string_view prompt, std::string_view negative_prompt) {
  CameraRequest request = read_request(prompt, Stance::wish);
  const CameraRequest unwanted = read_request(negative_prompt, Stance::unwanted);
  request.forbidden.insert(unwanted.forbidden.begin(), unwanted.forbidden.end());
  std::erase_if(request.moves, [&](const MoveRequest& move) {
    return request.forbidden.contains(move.move) || (unwanted.forbids_all && move.move != still);
  });
  if (unwanted.forbids_all && request.moves.empty()) {
    request.moves.push_back({});
  }
  if (!request.moves.empty()) {
    request.moves.front().is_after = false;
  }
  request.forbids_all = request.forbids_all || unwanted.forbids_all;
  return request;
}

/// Where a move aims, if the picture or the text says so.
std::optional<PictureSpot> target_of(Aim aim, const PictureFacts& facts) {
  const std::optional<PictureSpot> subject = facts.subject ? facts.subject : facts.face;
  switch (aim) {
    case Aim::center:
    case Aim::far:
      return std::nullopt;
    case Aim::left:
      return PictureSpot{0.2, 0.5};
    case Aim::right:
      return PictureSpot{0.8, 0.5};
    case Aim::up:
      return PictureSpot{0.5, 0.2};
    case Aim::down:
      return PictureSpot{0.5, 0.8};
    case Aim::subject:
      return subject;
    default:
      return facts.face ? facts.face : subject;
  }
}

/// Towards what is in the picture but was not named: less than all the way.
std::optional<PictureSpot> leaning(const std::optional<PictureSpot>& target) {
  constexpr double kLean = 0.6;
  return target ? std::optional{PictureSpot{0.5 + kLean * (target->x - 0.5),
                                            0.5 + kLean * (target->y - 0.5)}}
                : std::nullopt;
}

PlannedMove planned(const MoveRequest& request, double reach, const PictureFacts& facts) {
  PlannedMove move;
  move.move = request.move;
  move.speed = request.speed;
  move.size = reach * reach_of_speed(request.speed) * request.amount;
  move.amount = request.amount;
  move.degrees = request.degrees;
  move.factor = request.factor;
  const auto target = target_of(request.aim, facts);
  move.target = request.aim == Aim::none ? leaning(target) : target;
  return move;
}

bool has(const MoveGroup& group, CameraMove move) {
  return std::any_of(group.begin(), group.end(),
                     [move](const PlannedMove& planned) { return planned.move == move; });
}

/// "Dolly in while zooming out" is a dolly zoom, and who has named one says no more by its parts.
void join_dolly_zoom(MoveGroup& group) {
  const bool goes_in = has(group, push_in) && has(group, zoom_out);
  const bool goes_out = has(group, pull_out) && has(group, zoom_in);
  const bool is_named = has(group, dolly_zoom_in) || has(group, dolly_zoom_out);
  if (!goes_in && !goes_out && !is_named) {
    return;
  }
  for (PlannedMove& move : group) {
    const bool is_travel = move.move == push_in || move.move == pull_out;
    const bool is_whole = move.move == dolly_zoom_in || move.move == dolly_zoom_out;
    if ((goes_in || goes_out) && (is_whole || (is_travel && !is_named))) {
      move.move = goes_in ? dolly_zoom_in : dolly_zoom_out;
    }
  }
  std::erase_if(group, [](const PlannedMove& move) {
    return move.move == zoom_in || move.move == zoom_out || move.move == push_in ||
           move.move == pull_out;
  });
}

/// Who moves need not be told to stand still at the same time.
void drop_contradictions(MoveGroup& group) {
  join_dolly_zoom(group);
  if (group.size() > 1) {
    std::erase_if(group, [](const PlannedMove& move) { return move.move == still; });
  }
  if (group.size() > 2) {
    for (PlannedMove& move : group) {  // many moves at once stay within reach
      move.size *= 0.75;
    }
  }
}

std::vector<MoveGroup> groups_of(const std::vector<MoveRequest>& requests, double reach,
                                 const PictureFacts& facts) {
  std::vector<MoveGroup> groups;
  for (const MoveRequest& request : requests) {
    if (groups.empty() || request.is_after) {
      groups.emplace_back();
    }
    groups.back().push_back(planned(request, reach, facts));
  }
  std::erase_if(groups, [](const MoveGroup& group) { return group.empty(); });
  for (MoveGroup& group : groups) {
    drop_contradictions(group);
  }
  return groups;
}

/// How strongly a hand shakes, as a fraction of the frame's width; 0 where the camera does not.
double shake_of(const std::vector<MoveGroup>& groups) {
  double shake = 0;
  for (const MoveGroup& group : groups) {
    for (const PlannedMove& move : group) {
      if (move.move == handheld || move.move == follow) {
        shake =
            std::max(shake, (move.move == follow ? 0.25 : 1) * kShake * std::min(move.size, 2.0));
      }
    }
  }
  return shake;
}

std::string_view speed_word(int speed) {
  constexpr std::array<std::string_view, 7> kWords = {"extremely slow ", "very slow ", "slow ", "",
                                                      "fast ",           "very fast ", "whip "};
  return kWords.at(speed_index(speed));
}

std::string describe(const MoveGroup& group, bool is_turned) {
  std::string text;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const auto back = is_turned ? opposite_of(group[i].move) : std::nullopt;
    text += i == 0 ? "" : i + 1 == group.size() ? " and " : ", ";
    text += group[i].amount < 0.9 ? "slight " : group[i].amount > 1.1 ? "wide " : "";
    text += speed_word(group[i].speed);
    text += to_string(back.value_or(group[i].move));
    if (group[i].factor) {
      text += fmt::format(" {:g}x", *group[i].factor);
    }
    if (group[i].degrees) {
      text += fmt::format(" by {:g} degrees", *group[i].degrees);
    }
  }
  return text;
}

}  // namespace

CameraPlan read_camera(std::string_view prompt, std::string_view negative_prompt, double strength,
                       std::uint64_t seed, double seconds, const PictureFacts& facts) {
  const CameraRequest request = read_both(prompt, negative_prompt);
  CameraPlan plan;
  plan.seed = seed;
  plan.seconds = seconds;
  plan.aspect = facts.aspect;
  plan.is_from_prompt = !request.moves.empty();
  const double reach = reach_of_strength(strength) * reach_of_seconds(seconds);
  std::vector<MoveGroup> groups = groups_of(request.moves, reach, facts);
  if (!plan.is_from_prompt) {
    groups = fit_default(facts, request.forbidden, seed);
    for (PlannedMove& move : groups.front()) {  // the prompt rules its own moves, less ours
      move.size *= std::sqrt(reach_of_strength(strength)) * reach_of_seconds(seconds);
    }
  }
  plan.shake = shake_of(groups);
  lay_out(groups, plan);
  return plan;
}

CameraPlan reversed(const CameraPlan& plan) {
  CameraPlan back = plan;
  back.is_reversed = !plan.is_reversed;
  if (!plan.is_from_prompt) {
    return back;  // the default, a push-in, becomes a slow reveal that ends on the picture
  }
  std::vector<MoveGroup> groups;
  for (const CameraSegment& segment : plan.segments) {
    MoveGroup group = segment.moves;
    for (PlannedMove& move : group) {
      move.move = opposite_of(move.move).value_or(move.move);
    }
    groups.insert(groups.begin(), std::move(group));
  }
  lay_out(groups, back);
  return back;
}

CameraPlan without_room(const CameraPlan& plan) {
  CameraPlan open = plan;
  double room = 1;
  for (CameraSegment& segment : open.segments) {
    room *= segment.room;
    segment.room = 1;
    segment.key.zoom /= room;
    segment.key.x *= room;
    segment.key.y *= room;
    segment.key.truck_x *= room;
    segment.key.truck_y *= room;
  }
  open.end = open.segments.empty() ? CameraPose{} : open.segments.back().key;
  open.shake_room = 1;
  return open;
}

std::string describe(const CameraPlan& plan) {
  std::vector<std::string> parts;
  const bool is_turned = plan.is_reversed && plan.is_from_prompt;
  for (const CameraSegment& segment : plan.segments) {
    parts.push_back(describe(segment.moves, is_turned));
  }
  if (plan.is_reversed) {
    std::reverse(parts.begin(), parts.end());
  }
  std::string text = parts.empty() ? "" : parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    text += ", then ";
    text += parts[i];
  }
  if (plan.is_from_prompt) {
    return text;
  }
  return plan.moves.contains(still) ? "static" : "gentle " + text + " (default)";
}

std::vector<std::string> explain_camera(std::string_view prompt, std::string_view negative_prompt) {
  std::vector<std::string> lines = read_request(prompt, Stance::wish).notes;
  for (const std::string& note : read_request(negative_prompt, Stance::unwanted).notes) {
    lines.push_back("unwanted: " + note);
  }
  return lines;
}

}  // namespace kirin::engine::motion
