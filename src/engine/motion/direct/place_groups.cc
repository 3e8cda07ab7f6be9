// Where groups stand that are tied to nobody.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>

#include "engine/motion/direct/blocking_steps.h"
#include "engine/motion/models/models.h"

namespace kirin::engine::motion::direct {
using world::Vec3;

void Blocking::settle_on_land() {
  for (Group& g : casting_.groups) {
    if (g.nature.domain != Domain::water || has_water()) {
      continue;
    }
    g.nature.domain = Domain::ground;
    for (const std::size_t index : g.actors) {
      for (Act& act : casting_.cast[index].acts) {
        if (act.action == "swim" && casting_.cast[index].model->rig == world::Rig::bird) {
          act.action = "walk";
          act.speed = animate::natural_speed(*casting_.cast[index].model, "walk", act.pace) *
                      casting_.cast[index].scale;
        }
      }
    }
  }
}

std::optional<story::Heading> Blocking::heading(const Group& g) const {
  return headings_[static_cast<std::size_t>(&g - casting_.groups.data())];
}

Vec3 Blocking::direction_of(const Group& g) const {
  const auto heading = this->heading(g);
  if (heading) {
    switch (*heading) {
      case story::Heading::left:
        return {-1, 0, 0};
      case story::Heading::right:
        return {1, 0, 0};
      case story::Heading::towards_viewer:
        return world::normalized({0.22F * side_, 0, 1});
      case story::Heading::away:
        return world::normalized({0.18F * side_, 0, -1});
      case story::Heading::up:
        return world::normalized({0.25F * side_, 1, 0});
      case story::Heading::down:
        return world::normalized({0.25F * side_, -1, 0});
    }
  }
  return world::normalized({side_, 0, 0.02F});
}

float Blocking::resting_heading(const Group& g) {
  const float sign = dice_.unit() < 0.5F ? -1.0F : 1.0F;
  switch (g.nature.family) {
    case Family::person:
      return sign * dice_.between(0.1F, 0.4F);
    case Family::animal:
      return sign * dice_.between(0.6F, 1.1F);
    case Family::vehicle:
      return sign * dice_.between(0.8F, 1.1F);
    case Family::building:
      return sign * dice_.between(0.15F, 0.4F);
    default:
      return sign * dice_.between(0.2F, 0.5F);
  }
}

float Blocking::way_of(const Group& g) const {
  return static_cast<float>(metres_at(casting_.cast[g.actors.front()], seconds_));
}

Spot Blocking::spot_at(const Group& g, float x, float z) {
  Spot spot;
  spot.direction = direction_of(g);
  spot.heading = resting_heading(g);
  spot.centre = {x, 0, z};
  if (g.nature.domain == Domain::water && has_water()) {
    spot.keeps_to_ground = false;
    spot.centre.x += place_.swimming.x - place_.stage.x;
    spot.centre.z += place_.swimming.z - place_.stage.z;
    spot.centre.y = place_.swimming.y;
    if (place_.is_deep) {
      // Whales keep clear of the reef.
      spot.centre.y =
          std::max(spot.centre.y, place_.ground(spot.centre.x, spot.centre.z) + 1.1F * g.height);
    }
    if (place_.water_level) {
      // So far out that the camera that shows it whole stands on the shore.
      const float away = g.height / (std::max(g.nature.share, 0.1F) * 2 * kFieldTangent);
      spot.centre.z = std::min(spot.centre.z, place_.stage.z + 1.5F - away);
      const Actor& first = casting_.cast[g.actors.front()];
      const world::Anchor* line = first.model->find_anchor("waterline");
      spot.centre.y =
          *place_.water_level - (line != nullptr ? line->at.y * first.scale : 0.2F * g.height);
    }
  } else if (!place_.has_ground) {
    spot.keeps_to_ground = false;
    spot.centre.y = place_.stage.y;
  }
  const bool is_bound = g.nature.domain == Domain::road || g.nature.domain == Domain::rail;
  const bool goes_far = g.nature.domain == Domain::ground && g.actors.size() == 1 &&
                        way_of(g) > 2.5F * place_.stage_half_width;
  if (g.moves && (is_bound || goes_far)) {
    const auto heading = this->heading(g);
    const float side = heading == story::Heading::left    ? -1.0F
                       : heading == story::Heading::right ? 1.0F
                                                          : side_;
    spot.route = route_for(g.nature.domain, place_, side);
  }
  return spot;
}

bool Blocking::is_in_water(const Group& g) const {
  return does(subject(g), "swim") || does(subject(g), "splash") || does(subject(g), "dive") ||
         std::ranges::any_of(scene_.relations, [&](const story::Relation& relation) {
           return relation.subject == g.subject && relation.part_of_place == "water";
         });
}

bool Blocking::is_dry(Vec3 centre, Vec3 direction, float half) const {
  constexpr int kProbes = 8;
  for (int k = -kProbes; k <= kProbes; ++k) {
    const Vec3 at = centre + direction * (half * static_cast<float>(k) / kProbes);
    if (place_.ground(at.x, at.z) < *place_.water_level + 0.05F) {
      return false;
    }
  }
  return true;
}

void Blocking::keep_dry(std::size_t i, Spot& spot) const {
  const Group& g = casting_.groups[i];
  const bool is_free = spot.keeps_to_ground && g.moves && spot.circle <= 0 && spot.route.empty();
  if (!is_free || !place_.water_level || !place_.has_ground || is_in_water(g) ||
      place_.ground(spot.centre.x, spot.centre.z) < *place_.water_level) {
    return;
  }
  const float half = 0.5F * way_of(g) + 0.6F * formation_width(g) + 1;
  // The smallest change that does it: a step to the side is less than a turn to the camera.
  for (int turn = 0; turn < 14; ++turn) {
    const float angle = 0.07F * static_cast<float>((turn + 1) / 2) * (turn % 2 == 0 ? 1.0F : -1.0F);
    const Vec3 direction = world::turn_y(angle).direction(spot.direction);
    for (int step = 0; step < 11; ++step) {
      const float aside =
          1.5F * static_cast<float>((step + 1) / 2) * (step % 2 == 0 ? 1.0F : -1.0F);
      const Vec3 centre = spot.centre + Vec3{aside, 0, 0};
      if (is_dry(centre, direction, half)) {
        spot.direction = direction;
        spot.centre = centre;
        return;
      }
    }
  }
}

void Blocking::settle(std::size_t i, const Spot& wanted) {
  Spot spot = wanted;
  if (place_.window && subject(group(i)).variety == "windowsill") {
    spot.centre = *place_.window + Vec3{0, 0, 0.5F * group(i).depth + 0.12F};
    spot.heading = 0;
  }
  keep_dry(i, spot);
  spots_[i] = spot;
  is_placed_[i] = true;
  set_tracks(spot, place_, seconds_, dice_, group(i), casting_.cast);
}

void Blocking::place_heroes() {
  float tallest = 0;
  std::vector<std::size_t> line;
  std::vector<std::size_t> aloft;
  for (std::size_t i = 0; i < casting_.groups.size(); ++i) {
    if (group(i).actors.empty() || group(i).is_scenery || is_tied(i) || is_placed_[i]) {
      continue;
    }
    const bool flies = group(i).nature.domain == Domain::air || does(subject(group(i)), "fly");
    (flies ? aloft : line).push_back(i);
    tallest = std::max(tallest, flies ? 0 : group(i).height);
  }
  float right = 0;
  float left = 0;
  for (std::size_t n = 0; n < line.size(); ++n) {
    const Group& g = group(line[n]);
    const float half = 0.5F * formation_width(g);
    float x = 0;
    if (n == 0) {
      right = half;
      left = -half;
    } else {
      // Room for the ties of the neighbours, too.
      const float gap = 0.25F * g.height + 0.15F * half;
      const bool to_right = n % 2 == 1;
      x = to_right ? right + gap + half : left - gap - half;
      (to_right ? right : left) = to_right ? x + half : x - half;
    }
    const float z = place_.stage.z - (n == 0 ? 0 : 0.35F * g.depth * static_cast<float>(n % 3));
    settle(line[n], spot_at(g, place_.stage.x + x, z));
  }
  for (std::size_t n = 0; n < aloft.size(); ++n) {
    place_aloft(aloft[n], n, tallest, !line.empty());
  }
  height_ = std::max(height_, tallest);
}

void Blocking::place_aloft(std::size_t i, std::size_t n, float tallest, bool has_company) {
  const Group& g = group(i);
  const float sign = n % 2 == 0 ? side_ : -side_;
  Spot spot;
  spot.direction = direction_of(g);
  if (!heading(g)) {
    spot.direction = world::normalized(spot.direction + Vec3{0, 0.05F, 0});
  }
  spot.heading = resting_heading(g);
  spot.keeps_to_ground = false;
  const float base =
      place_.has_ground ? place_.ground(place_.stage.x, place_.stage.z) : place_.stage.y;
  const float clear = has_company ? 1.25F * tallest : std::max(1.2F, 0.9F * g.height);
  const bool is_in_space = !place_.has_ground;
  spot.centre = {place_.stage.x + (has_company ? sign * (0.45F * tallest + 0.5F * g.width)
                                               : sign * 0.6F * static_cast<float>(n) * breadth(g)),
                 is_in_space ? base : base + clear + 0.65F * g.height,
                 place_.stage.z - (has_company ? 0.6F * g.depth : 0)};
  spot.centre.y = std::min(spot.centre.y, base + place_.ceiling - 0.5F * g.height);
  // Models with their feet at the origin hang by half their height.
  if (!casting_.cast[g.actors.front()].model->flies) {
    spot.centre.y -= 0.5F * g.height;
  }
  settle(i, spot);
}

void Blocking::place_scenery() {
  const float hero_distance = height_ / (0.4F * 2 * kFieldTangent);
  int n = 0;
  bool has_hero = std::ranges::any_of(is_placed_, [](bool placed) { return placed; });
  for (std::size_t i = 0; i < casting_.groups.size(); ++i) {
    const Group& g = group(i);
    if (is_placed_[i] || g.actors.empty() || is_tied(i)) {
      continue;
    }
    if (subject(g).lines_place) {
      line_up(i);
      continue;
    }
    if (!has_hero) {
      settle(i, spot_at(g, place_.stage.x, place_.stage.z));
      has_hero = true;
      ++n;
      continue;
    }
    const float sees_whole = g.height / (1.5F * kFieldTangent) - hero_distance;
    const float away =
        std::clamp(std::max(sees_whole, 0.6F * breadth(g) + 0.8F * height_), 0.5F, 70.0F);
    const float half_frame = (hero_distance + away) * kFieldTangent * aspect_;
    const float sign = n % 2 == 0 ? -side_ : side_;
    const float x =
        g.actors.size() > 2 ? 0 : sign * std::min(0.5F * half_frame, 0.55F * half_frame);
    settle(i, spot_at(g, place_.stage.x + x, place_.stage.z - away));
    ++n;
  }
}

std::vector<Vec3> Blocking::verge(std::size_t count) const {
  const auto has_room = [&](Vec3 at) {
    const bool is_wet =
        place_.water_level && place_.ground(at.x, at.z) < *place_.water_level + 0.2F;
    return !is_wet && std::ranges::none_of(place_.routes, [&](const places::Route& route) {
      const float clear = route.kind == places::Route::Kind::path ? 1.5F : 4.0F;
      return std::ranges::any_of(
          route.points, [&](Vec3 p) { return std::hypot(p.x - at.x, p.z - at.z) < clear; });
    });
  };
  std::vector<Vec3> found;
  std::ranges::copy_if(place_.verge, std::back_inserter(found), has_room);
  constexpr int kLanes = 3;
  for (int k = 0; found.size() < count && k < 2 * kLanes * 40; ++k) {
    const auto row = static_cast<float>(k / (2 * kLanes));
    const auto lane = static_cast<float>(k / 2 % kLanes);
    const float side = k % 2 == 0 ? -side_ : side_;
    const Vec3 at = place_.stage + Vec3{side * (4.2F + 0.9F * row + 5.2F * lane), 0,
                                        -1.5F - 3.4F * row - 1.2F * lane};
    if (has_room(at) && (lane < 1 || found.size() % 2 == 0)) {
      found.push_back(at);
    }
  }
  return found;
}

void Blocking::line_up(std::size_t i) {
  const Group& g = group(i);
  const std::vector<Vec3> spots = verge(g.actors.size());
  for (std::size_t n = 0; n < g.actors.size(); ++n) {
    Actor& actor = casting_.cast[g.actors[n]];
    const Vec3 away{0, 0, -400 - 9 * static_cast<float>(n)};  // where there is no room left
    const Vec3 at = n < spots.size() ? spots[n] : away;
    actor.track = {.points = {{at.x, 0, at.z}}, .heading = dice_.between(-3.1F, 3.1F)};
    actor.ground = place_.ground;
    for (Act& act : actor.acts) {
      act.speed = 0;
    }
  }
  spots_[i].centre = spots.empty() ? place_.stage : spots.front();
  is_placed_[i] = true;
}

void Blocking::seat_those_who_sit() {
  const std::size_t count = casting_.cast.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Actor& actor = casting_.cast[i];
    const bool sits =
        std::ranges::any_of(actor.acts, [](const Act& act) { return act.action == "sit"; });
    if (!sits || actor.carrier >= 0 || actor.model->rig != world::Rig::biped || !actor.ground) {
      continue;
    }
    Actor bench;
    bench.model = models::build_model({.kind = "bench", .seed = actor.seed});
    bench.label = "bench";
    bench.subject = -1;
    bench.track = {.points = {actor.track.at(0).origin}, .heading = actor.track.heading};
    bench.acts = {Act{}};
    bench.ground = place_.ground;
    casting_.cast.push_back(std::move(bench));
  }
}

}  // namespace kirin::engine::motion::direct
