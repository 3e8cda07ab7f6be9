// What hands and bodies need for what they do: a worktop for a cook, a way through the air for what
// is thrown and for who leaps.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>

#include "engine/motion/direct/blocking_steps.h"
#include "engine/motion/models/models.h"

namespace kirin::engine::motion::direct {
namespace {

using world::Affine;
using world::Vec3;

/// A thing that nobody named.
Actor unnamed(std::string_view kind, std::string_view label, std::uint64_t seed) {
  Actor actor;
  actor.model = models::build_model({.kind = std::string(kind), .seed = seed});
  actor.label = label;
  actor.subject = -1;
  actor.acts = {Act{}};
  return actor;
}

Vec3 facing(float heading) { return {std::sin(heading), 0, std::cos(heading)}; }
float heading_to(Vec3 way) { return std::atan2(way.x, way.z); }

const story::Action* action_of(const story::Subject& subject, std::string_view id) {
  const auto found = std::ranges::find(subject.actions, id, &story::Action::id);
  return found == subject.actions.end() ? nullptr : &*found;
}

/// From `from` to `to` as what is thrown flies: u in [0, 1], `rise` metres above the straight line.
Vec3 arc(Vec3 from, Vec3 to, float u, float rise) {
  return world::mix(from, to, u) + Vec3{0, 4 * rise * u * (1 - u), 0};
}

}  // namespace

bool Blocking::works_at_table(const Group& g) const {
  return std::ranges::any_of(
      worktops_, [&](const auto& worktop) { return &casting_.groups[worktop.first] == &g; });
}

void Blocking::set_worktops() {
  for (std::size_t i = 0; i < casting_.groups.size(); ++i) {
    const Group& cook = group(i);
    if (cook.actors.empty() || cook.nature.family != Family::person || is_tied(i)) {
      continue;
    }
    const story::Action* stirs = action_of(subject(cook), "cook");
    const story::Action* cuts = action_of(subject(cook), "chop");
    if (stirs == nullptr && cuts == nullptr) {
      continue;
    }
    constexpr float kTop = 0.54F;  // of the cook's height
    Actor table = unnamed("table", "worktop", dice_.next());
    table.scale = kTop * cook.height / std::max(table.model->height(), 0.1F);
    table.ground = place_.ground;
    const std::size_t index = casting_.cast.size();
    worktops_.emplace_back(i, index);
    casting_.cast.push_back(std::move(table));
    if (stirs != nullptr) {
      Actor pot = unnamed("pot", "pot", dice_.next());
      pot.carrier = static_cast<int>(index);
      pot.anchor = "top";
      pot.anchor_shift = {-0.06F, 0, -0.10F};
      casting_.cast.push_back(std::move(pot));
    }
    const int food = (stirs != nullptr ? stirs : cuts)->towards;
    if (food < 0 || food >= static_cast<int>(casting_.groups.size())) {
      continue;
    }
    const auto other = static_cast<std::size_t>(food);
    const Group& lying = group(other);
    if (is_tied(other) || lying.nature.family != Family::object) {
      continue;
    }
    const float step = 0.9F * breadth(lying);
    const auto n = static_cast<float>(lying.actors.size());
    for (std::size_t k = 0; k < lying.actors.size(); ++k) {
      Actor& thing = casting_.cast[lying.actors[k]];
      thing.carrier = static_cast<int>(index);
      thing.anchor = "top";
      const float along = step * (static_cast<float>(k) - 0.5F * (n - 1));
      thing.anchor_shift = {(stirs != nullptr ? 0.34F : 0.05F) + 0.5F * along, 0,
                            0.06F - 0.16F * static_cast<float>(k % 2)};
    }
    is_placed_[other] = true;
  }
}

void Blocking::stand_at_worktops() {
  for (const auto& [cook, index] : worktops_) {
    constexpr float kHeading = 0.22F;  // to the camera, so that both hands are seen
    Actor& table = casting_.cast[index];
    for (const std::size_t member : casting_.groups[cook].actors) {
      casting_.cast[member].track.heading = kHeading;
    }
    const Actor& first = casting_.cast[casting_.groups[cook].actors.front()];
    const Vec3 feet = first.track.at(0).origin;
    const float reach =
        0.16F * casting_.groups[cook].height + 0.5F * table.scale * table.model->bounds.extent().z;
    table.track = {.points = {feet + facing(kHeading) * reach}, .heading = kHeading};
  }
}

void Blocking::sit_around(std::size_t i, std::size_t middle) {
  Group& own = group(i);
  const Group& fire = group(middle);
  const float radius = 0.5F * breadth(fire) + 0.55F * own.height;
  const auto n = static_cast<float>(own.actors.size());
  for (std::size_t k = 0; k < own.actors.size(); ++k) {
    Actor& actor = casting_.cast[own.actors[k]];
    // Over an arc of 200° behind it: nobody turns the back to the camera.
    const float spread = n > 1 ? static_cast<float>(k) / (n - 1) - 0.5F : 0.25F;
    const float angle = spread * (n > 2 ? 3.5F : 2.6F);
    const Vec3 at = spots_[middle].centre + Vec3{std::sin(angle), 0, -std::cos(angle)} * radius;
    actor.track = {.points = {{at.x, 0, at.z}}, .heading = -angle};
    actor.ground = place_.ground;
    for (Act& act : actor.acts) {
      act.action = act.action == "sit" ? "sit_ground" : act.action;
    }
  }
  spots_[i] = spots_[middle];
  is_placed_[i] = true;
}

void Blocking::pair_off() {
  constexpr auto kMutual = std::to_array<std::string_view>({"fight", "hug", "talk"});
  for (Group& g : casting_.groups) {
    const bool meets = std::ranges::any_of(kMutual, [&](auto id) { return does(subject(g), id); });
    if (!meets || g.actors.size() != 2 || g.moves || g.is_scenery) {
      continue;
    }
    Actor& one = casting_.cast[g.actors[0]];
    Actor& other = casting_.cast[g.actors[1]];
    if (one.carrier >= 0 || other.carrier >= 0 || one.track.points.size() != 1) {
      continue;
    }
    const Vec3 middle = (one.track.points[0] + other.track.points[0]) * 0.5F;
    const bool is_first_left = one.track.points[0].x <= other.track.points[0].x;
    const float apart = does(subject(g), "hug") ? 0.13F : does(subject(g), "fight") ? 0.26F : 0.30F;
    // Nearly in profile: blows are seen from the side, faces a little from the front.
    for (Actor* actor : {&one, &other}) {
      const float side = (actor == &one) == is_first_left ? -1.0F : 1.0F;
      const float reach = apart * std::max(g.height, 0.8F * g.depth);
      actor->track.points = {middle + Vec3{side * reach, 0, 0}};
      actor->track.heading = -side * 1.35F;
    }
    // Not blow for blow: one strikes while the other is on guard.
    for (Act& act : other.acts) {
      act.pace *= 0.87;
    }
  }
}

void Blocking::throw_things() {
  for (std::size_t i = 0; i < casting_.groups.size(); ++i) {
    const Group& own = group(i);
    const story::Action* throws = own.actors.empty() ? nullptr : action_of(subject(own), "throw");
    if (throws == nullptr || throws->towards < 0 ||
        throws->towards >= static_cast<int>(casting_.groups.size())) {
      continue;
    }
    const Group& thing = group(static_cast<std::size_t>(throws->towards));
    if (thing.actors.size() != 1 || thing.nature.family != Family::object) {
      continue;
    }
    const std::size_t from = own.actors.front();
    std::size_t to = casting_.cast.size();
    for (const story::Relation& relation : scene_.relations) {
      const bool is_aimed = relation.subject == own.subject || relation.subject == thing.subject;
      if (is_aimed && relation.preposition == "towards" && relation.object >= 0 &&
          relation.object < static_cast<int>(casting_.groups.size()) &&
          !group(static_cast<std::size_t>(relation.object)).actors.empty()) {
        to = group(static_cast<std::size_t>(relation.object)).actors.front();
      }
    }
    fly(from, to, thing.actors.front());
  }
}

/// Out of the hand of `from` when the arm is stretched, into the hands or the mouth of `to`.
void Blocking::fly(std::size_t from, std::size_t to, std::size_t thing) {
  constexpr double kRelease = 0.80;  // of the throw of bipeds, at pace 1
  constexpr double kCatch = 0.70;    // of their catch
  Actor& thrower = casting_.cast[from];
  const auto throwing = std::ranges::find(thrower.acts, "throw", &Act::action);
  if (throwing == thrower.acts.end() || thrower.model->find_anchor("hand_right") == nullptr) {
    return;
  }
  const bool is_caught = to < casting_.cast.size() && to != from;
  throwing->pace = 1;
  throwing->end = std::min(throwing->end, throwing->start + 1.6);
  const double leaves = throwing->start + kRelease;
  const Vec3 start = anchor_at(casting_.cast, from, "hand_right", leaves);
  const float aim = thrower.track.heading;
  Vec3 goal = start + facing(std::abs(aim) < 0.6F ? side_ * 1.2F : aim) * 6;
  goal.y = place_.ground(goal.x, goal.z) + half_height(casting_.cast[thing]);
  std::string hand;
  if (is_caught) {
    Actor& catcher = casting_.cast[to];
    hand = catcher.model->find_anchor("hand_right") != nullptr ? "hand_right" : "mouth";
    const Vec3 way = middle_at(casting_.cast, to, 0) - middle_at(casting_.cast, from, 0);
    thrower.track.heading = heading_to(way) * 0.8F;
    catcher.track.heading = heading_to(way * -1.0F) * 0.8F;
  }
  const double flight = 0.75;
  const double lands = leaves + flight;
  if (is_caught && casting_.cast[to].model->rig == world::Rig::biped &&
      casting_.cast[to].acts.size() == 1) {
    std::vector<Act>& acts = casting_.cast[to].acts;
    const Act before = acts.front();
    const double begins = std::max(lands - kCatch, 0.1);
    acts = {before, {.action = "catch", .start = begins, .end = begins + 1.3}, before};
    acts[0].end = begins;
    acts[2].action = "hold";
    acts[2].start = begins + 1.3;
  }
  if (throwing->end < seconds_ && std::next(throwing) == thrower.acts.end()) {
    thrower.acts.push_back({.action = "", .start = throwing->end, .end = seconds_ + 1});
  }
  Actor& ball = casting_.cast[thing];
  ball.carrier = -1;
  ball.path = [from, to, is_caught, hand, goal, leaves, lands](const Cast& cast, double seconds) {
    const Vec3 held = anchor_at(cast, from, "hand_right", std::min(seconds, leaves));
    if (seconds <= leaves) {
      return world::translation(held);
    }
    const Vec3 end = is_caught ? anchor_at(cast, to, hand, std::max(seconds, lands)) : goal;
    const auto u = static_cast<float>(std::clamp((seconds - leaves) / (lands - leaves), 0.0, 1.0));
    const float far = world::length(end - held);
    return world::translation(arc(held, end, u, 0.14F * far)) * world::turn_x(5 * u);
  };
}

void Blocking::leap_into_water() {
  if (!place_.water_level || !place_.has_ground) {
    return;
  }
  const float level = *place_.water_level;
  const auto is_wet = [&](Vec3 at) { return place_.ground(at.x, at.z) < level - 0.25F; };
  for (std::size_t i = 0; i < casting_.groups.size(); ++i) {
    Group& g = group(i);
    const bool leaps = !g.actors.empty() && g.nature.domain == Domain::ground && is_in_water(g) &&
                       (does(subject(g), "jump") || does(subject(g), "dive"));
    if (!leaps) {
      continue;
    }
    for (const std::size_t index : g.actors) {
      Actor& actor = casting_.cast[index];
      Vec3 bank = actor.track.at(0).origin;
      const Vec3 out = world::normalized({0.35F * side_, 0, -1});
      int steps = 0;
      for (; steps < 160 && !is_wet(bank + out * 1.0F); ++steps) {
        bank = bank + out * 0.25F;
      }
      if (steps == 160) {
        continue;
      }
      bank.y = std::max(place_.ground(bank.x, bank.z), level);
      leap(actor, bank, out);
    }
    g.moves = false;
    leapers_.push_back(i);
    spots_[i].keeps_to_ground = true;
  }
}

/// Waits on the bank, leaps in an arc, and swims on.
void Blocking::leap(Actor& actor, Vec3 bank, Vec3 out) {
  constexpr double kLeaves = kLeaps - 0.45;
  constexpr double kLands = kLeaps + 0.45;
  constexpr double kPace = 0.5;  // of the jump: its way through the air takes kLands − kLeaves
  const float height = 2 * half_height(actor);
  const Vec3 in = bank + out * (1.1F * std::max(height, 1.0F));
  const float deep = *place_.water_level - 0.55F * height;
  const float swims = *place_.water_level - 0.01F * height;
  const float turn = heading_to(out);
  actor.ground = {};
  actor.acts = {{.action = "", .start = 0, .end = 0.45},
                {.action = "jump", .start = 0.45, .end = kLands + 0.15, .pace = kPace},
                {.action = "swim", .start = kLands + 0.15, .end = seconds_ + 1}};
  actor.path = [=](const Cast&, double seconds) {
    const auto u =
        static_cast<float>(std::clamp((seconds - kLeaves) / (kLands - kLeaves), 0.0, 1.0));
    const auto after = static_cast<float>(std::max(seconds - kLands, 0.0));
    Vec3 at = arc(bank, {in.x, deep, in.z}, u, 0.55F * height);
    at = at + out * (0.5F * after);
    if (u >= 1) {
      at.y = world::mix(deep, swims, world::smooth_step(0, 0.8F, after));
    }
    return world::translation(at) * world::turn_y(turn);
  };
}

}  // namespace kirin::engine::motion::direct
