#include "engine/motion/direct/relations.h"

#include <algorithm>
#include <array>

namespace kirin::engine::motion::direct {
namespace {

bool rides(const story::Subject& subject, int object) {
  return std::ranges::any_of(subject.actions, [&](const story::Action& action) {
    return (action.id == "ride" || action.id == "drive" || action.id == "sail") &&
           (action.towards == object || action.towards < 0);
  });
}

bool can_be_ridden(const Group& group) {
  return group.nature.family == Family::animal || group.nature.family == Family::vehicle;
}

/// Held things are small beside who holds them.
bool can_hold(const Group& holder, const Group& held) {
  if (holder.nature.family != Family::person || held.actors.size() != 1) {
    return false;
  }
  const bool is_pet = held.nature.family == Family::animal && held.height < 0.3F * holder.height;
  const bool is_thing = held.nature.family == Family::object || held.nature.family == Family::plant;
  return is_pet || (is_thing && held.height < 1.15F * holder.height &&
                    std::max(held.width, held.depth) < 1.3F * holder.height);
}

Tie tie_of(const story::SceneDescription& scene, const Casting& casting,
           const story::Relation& relation) {
  using enum Tie::Kind;
  const Group& own = casting.groups[static_cast<std::size_t>(relation.subject)];
  const Group& other = casting.groups[static_cast<std::size_t>(relation.object)];
  const story::Subject& subject = scene.subjects[static_cast<std::size_t>(relation.subject)];
  const std::string_view word = relation.preposition;
  if ((word == "on" || word == "inside") && rides(subject, relation.object) &&
      can_be_ridden(other)) {
    return {carried, relation.object, other.nature.family == Family::animal ? "back" : "seat"};
  }
  if (word == "on" || word == "inside") {
    const bool is_seat =
        other.nature.family == Family::object || other.nature.family == Family::building;
    return {carried, relation.object,
            other.nature.family == Family::animal ? "back"
            : is_seat                             ? "seat"
                                                  : "top"};
  }
  if (word == "holding" || word == "with") {
    return can_hold(own, other) ? Tie{none} : Tie{beside, relation.object};
  }
  if (word == "under") {
    return {under, relation.object};
  }
  if (word == "behind") {
    return {behind, relation.object};
  }
  if (word == "in_front_of") {
    return {in_front, relation.object};
  }
  if (word == "above") {
    return {above, relation.object};
  }
  if (word == "around") {
    return {around, relation.object};
  }
  if (word == "towards") {
    return {towards, relation.object};
  }
  return word == "beside" || word == "between" ? Tie{beside, relation.object} : Tie{};
}

bool is_group(const Casting& casting, int index) {
  return index >= 0 && index < static_cast<int>(casting.groups.size()) &&
         !casting.groups[static_cast<std::size_t>(index)].actors.empty();
}

void add_held(const story::SceneDescription& scene, const Casting& casting,
              std::vector<Tie>& ties) {
  const auto take = [&](int holder, int held) {
    if (!is_group(casting, holder) || !is_group(casting, held) || holder == held) {
      return;
    }
    Tie& tie = ties[static_cast<std::size_t>(held)];
    const Group& thing = casting.groups[static_cast<std::size_t>(held)];
    const bool is_far = thing.nature.domain == Domain::air && thing.subject != holder;
    if (tie.kind == Tie::Kind::none && !is_far &&
        can_hold(casting.groups[static_cast<std::size_t>(holder)], thing)) {
      tie = {Tie::Kind::carried, holder, "hand_right"};
    }
  };
  for (const story::Relation& relation : scene.relations) {
    if (relation.preposition == "holding" || relation.preposition == "with") {
      take(relation.subject, relation.object);
    }
  }
  constexpr auto kHandling =
      std::to_array<std::string_view>({"hold", "carry", "play", "read", "eat", "drink", "write",
                                       "paint", "pour", "open", "swing", "wave"});
  for (std::size_t i = 0; i < scene.subjects.size(); ++i) {
    for (const story::Action& action : scene.subjects[i].actions) {
      if (std::ranges::find(kHandling, action.id) != kHandling.end()) {
        take(static_cast<int>(i), action.towards);
      }
    }
  }
}

/// Who rides or drives something without being said to be on it.
void add_riders(const story::SceneDescription& scene, const Casting& casting,
                std::vector<Tie>& ties) {
  for (std::size_t i = 0; i < scene.subjects.size(); ++i) {
    for (const story::Action& action : scene.subjects[i].actions) {
      if (!is_group(casting, action.towards) || !is_group(casting, static_cast<int>(i)) ||
          ties[i].kind != Tie::Kind::none) {
        continue;
      }
      const Group& other = casting.groups[static_cast<std::size_t>(action.towards)];
      const bool rides = action.id == "ride" || action.id == "drive" || action.id == "sail";
      if (rides && can_be_ridden(other)) {
        ties[i] = {Tie::Kind::carried, action.towards,
                   other.nature.family == Family::animal ? "back" : "seat"};
      } else if (action.id == "chase" || action.id == "kick" || action.id == "push" ||
                 action.id == "catch" || action.id == "fight" || action.id == "hug") {
        ties[i] = {Tie::Kind::beside, action.towards};
      }
    }
  }
}

bool leads_to(const std::vector<Tie>& ties, int from, int target) {
  for (std::size_t steps = 0; from >= 0 && steps <= ties.size(); ++steps) {
    if (from == target) {
      return true;
    }
    from = ties[static_cast<std::size_t>(from)].kind == Tie::Kind::none
               ? -1
               : ties[static_cast<std::size_t>(from)].to;
  }
  return false;
}

}  // namespace

std::vector<Tie> ties_of(const story::SceneDescription& scene, const Casting& casting) {
  std::vector<Tie> ties(casting.groups.size());
  const auto set = [&](std::size_t index, const Tie& tie) {
    if (tie.kind != Tie::Kind::none && ties[index].kind == Tie::Kind::none &&
        !leads_to(ties, tie.to, static_cast<int>(index))) {
      ties[index] = tie;
    }
  };
  std::vector<Tie> riders(ties.size());
  add_riders(scene, casting, riders);
  for (std::size_t i = 0; i < riders.size(); ++i) {
    set(i, riders[i]);
  }
  for (const story::Relation& relation : scene.relations) {
    if (is_group(casting, relation.subject) && is_group(casting, relation.object)) {
      const Tie tie = tie_of(scene, casting, relation);
      const Tie& ride = riders[static_cast<std::size_t>(relation.subject)];
      if (tie.kind == Tie::Kind::towards && ride.kind == Tie::Kind::carried) {
        set(static_cast<std::size_t>(ride.to), tie);  // the mount goes there
        continue;
      }
      set(static_cast<std::size_t>(relation.subject), tie);
    }
  }
  std::vector<Tie> more = ties;
  add_held(scene, casting, more);
  for (std::size_t i = 0; i < more.size(); ++i) {
    set(i, more[i]);
  }
  return ties;
}

}  // namespace kirin::engine::motion::direct
