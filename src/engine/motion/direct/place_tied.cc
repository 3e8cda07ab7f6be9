// Where groups stand that others decide: riders, things on things, neighbours, those with a goal.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "engine/motion/direct/blocking_steps.h"

namespace kirin::engine::motion::direct {
using world::Vec3;

void Blocking::set_mounts_going() {
  for (std::size_t i = 0; i < ties_.size(); ++i) {
    const Tie& tie = ties_[i];
    if (tie.kind != Tie::Kind::carried || group(i).actors.empty() ||
        group(i).nature.family != Family::person || tie.anchor.starts_with("hand")) {
      continue;
    }
    const story::Subject& rider = subject(group(i));
    const auto going = std::ranges::find_if(rider.actions, [](const story::Action& action) {
      return action.id == "ride" || action.id == "drive" || action.id == "sail" ||
             action.id == "fly" || action.id == "row";
    });
    const auto to = static_cast<std::size_t>(tie.to);
    if (going == rider.actions.end() || !subject(group(to)).actions.empty()) {
      continue;
    }
    headings_[to] = headings_[i];
    Group& mount = group(to);
    for (const std::size_t index : mount.actors) {
      Actor& actor = casting_.cast[index];
      Act& act = actor.acts.front();
      if (mount.nature.family == Family::animal && act.action.empty()) {
        act.action = going->pace > 1.2 ? "run" : "walk";
      } else if (mount.nature.family == Family::vehicle) {
        act.action = mount.nature.domain == Domain::water ? "sail" : going->id;
      }
      act.pace = going->pace * scene_.pace;
      act.speed = animate::natural_speed(*actor.model, act.action, act.pace) * actor.scale;
      mount.moves = mount.moves || act.speed > 0.01;
    }
  }
}

void Blocking::send_to_scenery() {
  for (std::size_t i = 0; i < ties_.size(); ++i) {
    Tie& tie = ties_[i];
    // "A fox with a tree": the tree is its backdrop, not its neighbour.
    if (tie.kind == Tie::Kind::beside && !group(i).is_scenery &&
        group(static_cast<std::size_t>(tie.to)).is_scenery) {
      tie = {};
      continue;
    }
    if (tie.kind != Tie::Kind::towards || !group(static_cast<std::size_t>(tie.to)).is_scenery) {
      continue;
    }
    headings_[i] = story::Heading::away;
    goals_.emplace_back(i, static_cast<std::size_t>(tie.to));
    tie = {};
  }
}

void Blocking::turn_to_scenery() {
  for (const auto& [i, goal] : goals_) {
    if (!is_placed_[i] || !is_placed_[goal] || !group(i).moves) {
      continue;
    }
    const Vec3 way = spots_[goal].centre - spots_[i].centre;
    spots_[i].direction = world::normalized({way.x, 0, way.z});
    settle(i, spots_[i]);
  }
}

void Blocking::place_tied() {
  for (std::size_t i = 0; i < ties_.size(); ++i) {
    const Tie& tie = ties_[i];
    if (is_placed_[i] || !is_tied(i) || group(i).actors.empty() ||
        !is_placed_[static_cast<std::size_t>(tie.to)]) {
      continue;
    }
    tie.kind == Tie::Kind::carried ? carry(i, tie) : place_by(i, tie);
  }
}

/// How far to the side of the middle the group has its place, where several groups are on one
/// thing.
float Blocking::beside_on(std::size_t i, const Tie& tie) const {
  float before = 0;
  float all = 0;
  for (std::size_t k = 0; k < ties_.size(); ++k) {
    const Group& g = casting_.groups[k];
    if (ties_[k].kind != Tie::Kind::carried || ties_[k].to != tie.to || g.actors.empty() ||
        ties_[k].anchor != tie.anchor) {
      continue;
    }
    const float width = 1.15F * g.width * static_cast<float>(g.actors.size());
    before += k < i ? width : k == i ? 0.5F * width : 0;
    all += width;
  }
  const float room = 0.8F * casting_.groups[static_cast<std::size_t>(tie.to)].width;
  return (before - 0.5F * all) * std::min(1.0F, room / std::max(all, 1e-3F));
}

void Blocking::carry(std::size_t i, const Tie& tie) {
  const Group& carriers = group(static_cast<std::size_t>(tie.to));
  const Group& own = group(i);
  for (std::size_t n = 0; n < own.actors.size(); ++n) {
    Actor& actor = casting_.cast[own.actors[n]];
    actor.carrier = static_cast<int>(carriers.actors[n % carriers.actors.size()]);
    actor.anchor = tie.anchor;
    actor.keeps_upright = true;
    const bool is_rider = tie.anchor == "back" || tie.anchor == "seat";
    if (is_rider && actor.model->rig == world::Rig::biped) {
      // The origin is at the feet: the seat comes to the anchor.
      const world::Anchor* seat = actor.model->find_anchor("seat");
      actor.anchor_shift.y =
          -actor.scale * 0.98F * (seat != nullptr ? seat->at.y : actor.model->leg_length);
      const std::string_view mount = carriers.subject >= 0 ? subject(carriers).kind : "";
      if (mount == "bicycle" && n < carriers.actors.size()) {
        // A bicycle of the rider's size: feet reach the pedals and hands the bars.
        constexpr float kLegs = 0.86F;
        Actor& bicycle = casting_.cast[carriers.actors[n]];
        bicycle.scale *= std::clamp(actor.model->leg_length * actor.scale / (kLegs * bicycle.scale),
                                    0.55F, 1.2F);
      }
      for (Act& act : actor.acts) {
        const bool is_going = act.action.empty() || act.action == "sail" || act.action == "fly" ||
                              act.action == "ride" || act.action == "sit";
        if (is_going) {
          act.action = mount == "bicycle" ? "cycle" : tie.anchor == "back" ? "ride" : "sit_aloft";
        }
      }
    }
    // Side by side about the middle of what carries them, closer where there is little room.
    const auto per = static_cast<float>((own.actors.size() + carriers.actors.size() - 1) /
                                        carriers.actors.size());
    const float row = static_cast<float>(n / carriers.actors.size()) - 0.5F * (per - 1);
    const float step = std::min(0.9F * own.width, 0.8F * carriers.width / std::max(per, 1.0F));
    actor.anchor_shift.x += step * row + beside_on(i, tie);
    if (own.nature.family == Family::plant && carriers.nature.family == Family::object) {
      actor.anchor_shift.y -= 0.4F * own.height;  // stems stand in the vase
    }
    Actor& carrier = casting_.cast[static_cast<std::size_t>(actor.carrier)];
    for (Act& act : actor.acts) {
      // Feet keep time with the pedals: as many of their own lengths a second.
      act.speed =
          act.action == "cycle" ? carrier.acts.front().speed * actor.scale / carrier.scale : 0;
      act.pace = act.action == "cycle" ? carrier.acts.front().pace : act.pace;
    }
  }
  spots_[i] = spots_[static_cast<std::size_t>(tie.to)];
  is_placed_[i] = true;
}

void Blocking::keep_pace_with(const Group& other, Group& own) {
  const Actor& leader = casting_.cast[other.actors.front()];
  for (const std::size_t index : own.actors) {
    for (Act& act : casting_.cast[index].acts) {
      if (act.speed > 0.01 && other.moves) {
        act.speed = leader.acts.front().speed;
      }
    }
  }
}

void Blocking::place_by(std::size_t i, const Tie& tie) {
  const auto to = static_cast<std::size_t>(tie.to);
  const Group& other = group(to);
  Group& own = group(i);
  Spot at = spots_[to];
  Spot spot = spot_at(own, at.centre.x, at.centre.z);
  if (other.nature.domain == Domain::water && own.nature.domain == Domain::water) {
    spot.centre = at.centre;
  }
  const float reach_x = 0.5F * (formation_width(other) + formation_width(own));
  const float reach_z = 0.5F * (breadth(other) + breadth(own)) + 0.15F * own.height;
  switch (tie.kind) {
    case Tie::Kind::under:
      spot.centre.z += other.is_scenery ? 0.2F * other.depth : 0;
      spot.centre.x += 0.12F * other.width;
      break;
    case Tie::Kind::behind:
      spot.centre.z -= reach_z;
      spot.centre.x += 0.42F * std::max(breadth(other), breadth(own));
      break;
    case Tie::Kind::in_front:
      spot.centre.z += reach_z;
      break;
    case Tie::Kind::above:
      spot.keeps_to_ground = false;
      spot.centre.y =
          place_.ground(at.centre.x, at.centre.z) + other.height + 0.3F * own.height + 0.15F;
      break;
    case Tie::Kind::around:
      if (!own.moves) {
        sit_around(i, to);
        return;
      }
      spot.circle = 0.5F * breadth(other) + 0.6F * breadth(own) + 0.2F * own.height;
      break;
    case Tie::Kind::towards: {
      const float dir = spot.direction.x >= 0 ? 1.0F : -1.0F;
      const auto half =
          static_cast<float>(metres_at(casting_.cast[own.actors.front()], seconds_ / 2));
      spot.centre.x -= dir * (reach_x + half);
      break;
    }
    default: {
      const bool is_chase = does(subject(own), "chase");
      const float dir =
          is_chase ? -std::copysign(1.0F, at.direction.x) : (n_beside_++ % 2 == 0 ? 1.0F : -1.0F);
      spot.centre.x += dir * (reach_x + 0.12F * own.height);
      spot.centre.z += 0.1F * own.depth;
      spot.heading = at.heading;
      if (own.nature.family == Family::person && other.nature.family == Family::person &&
          !own.moves) {
        face_each_other(to, dir, spot);
      }
      break;
    }
  }
  if (own.moves && other.moves && tie.kind != Tie::Kind::around) {
    spot.direction = at.direction;
    keep_pace_with(other, own);
  }
  settle(i, spot);
}

void Blocking::face_each_other(std::size_t to, float dir, Spot& spot) {
  constexpr float kTowards = 1.1F;  // less than a right angle: faces are seen
  spot.heading = -dir * kTowards;
  for (const std::size_t index : group(to).actors) {
    casting_.cast[index].track.heading = dir * kTowards;
  }
}

}  // namespace kirin::engine::motion::direct
