#include "engine/motion/direct/formation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace kirin::engine::motion::direct {
namespace {

using world::Vec3;

/// Where along the polyline it comes nearest to the point.
float nearest_metres(const Track& track, Vec3 to) {
  float best = 0;
  float least = 1e9F;
  const float length = track.length();
  constexpr int kProbes = 200;
  for (int i = 0; i <= kProbes; ++i) {
    const float metres = length * static_cast<float>(i) / kProbes;
    const float away = world::length(track.at(metres).origin - to);
    if (away < least) {
      least = away;
      best = metres;
    }
  }
  return best;
}

Track circle_around(Vec3 middle, float radius, float first_angle) {
  Track track;
  track.is_closed = true;
  constexpr int kPoints = 48;
  for (int i = 0; i < kPoints; ++i) {
    const float angle = first_angle + 2 * world::kPi * static_cast<float>(i) / kPoints;
    track.points.push_back(middle + Vec3{std::sin(angle), 0, std::cos(angle)} * radius);
  }
  return track;
}

}  // namespace

std::vector<Vec3> formation(int count, float across, float in_depth, Dice& dice) {
  std::vector<Vec3> places;
  const int columns =
      count <= 3 ? count : static_cast<int>(std::ceil(std::sqrt(1.8F * static_cast<float>(count))));
  const int rows = (count + columns - 1) / columns;
  for (int i = 0; i < count; ++i) {
    const int row = i / columns;
    const int in_row = std::min(columns, count - row * columns);
    const float x = static_cast<float>(i % columns) - 0.5F * static_cast<float>(in_row - 1) +
                    (row % 2 == 1 ? 0.35F : 0.0F);
    const float z = static_cast<float>(row) - 0.5F * static_cast<float>(rows - 1);
    const float loose = count > 1 ? 0.18F : 0;
    places.push_back({across * (x + dice.between(-loose, loose)), 0,
                      in_depth * (-z + dice.between(-loose, loose))});
  }
  return places;
}

void set_tracks(const Spot& spot, const places::Place& place, double seconds, Dice& dice,
                const Group& group, Cast& cast) {
  const float across = 1.2F * std::max(group.width, group.depth) + 0.08F * group.height;
  const float in_depth = 1.1F * std::max(group.width, group.depth) + 0.15F * group.height;
  const auto offsets = formation(static_cast<int>(group.actors.size()), across, in_depth, dice);
  const bool is_aloft = group.nature.domain == Domain::air && !spot.keeps_to_ground;
  for (std::size_t i = 0; i < group.actors.size(); ++i) {
    Actor& actor = cast[group.actors[i]];
    Vec3 offset = offsets[i];
    if (is_aloft && group.actors.size() > 1) {
      offset.y = dice.between(-0.7F, 0.7F) * across;
    }
    const auto half = static_cast<float>(metres_at(actor, seconds / 2));
    if (spot.circle > 0) {
      const float first =
          2 * world::kPi * static_cast<float>(i) / static_cast<float>(group.actors.size());
      actor.track = circle_around(spot.centre, spot.circle, first);
      actor.start_metres = 0;
    } else if (!spot.route.empty()) {
      // In a column, each behind the one before.
      actor.track.points = spot.route;
      const float behind =
          static_cast<float>(i) * (1.25F * std::max(group.depth, group.width) + 0.3F);
      actor.start_metres = nearest_metres(actor.track, spot.centre) - half - behind +
                           0.5F * static_cast<float>(group.actors.size() - 1) * group.depth;
    } else if (group.moves) {
      const Vec3 start = spot.centre + offset - spot.direction * half;
      actor.track.points = {start, start + spot.direction};
    } else {
      actor.track.points = {spot.centre + offset};
      actor.track.heading =
          spot.heading + (group.actors.size() > 1 ? dice.between(-0.3F, 0.3F) : 0);
    }
    if (spot.keeps_to_ground && spot.route.empty()) {
      actor.ground = place.ground;
    }
  }
}

std::vector<Vec3> route_for(Domain domain, const places::Place& place, float side) {
  using Kind = places::Route::Kind;
  for (const places::Route& route : place.routes) {
    const bool suits = (domain == Domain::road && route.kind == Kind::road) ||
                       (domain == Domain::rail && route.kind == Kind::rail) ||
                       (domain == Domain::ground && route.kind == Kind::path) ||
                       (domain == Domain::water && route.kind == Kind::water);
    if (suits && route.points.size() > 1) {
      std::vector<Vec3> points = route.points;
      if (side < 0) {
        std::ranges::reverse(points);
      }
      return points;
    }
  }
  return {};
}

}  // namespace kirin::engine::motion::direct
