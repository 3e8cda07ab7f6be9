#include <algorithm>
#include <cstddef>

#include "engine/motion/direct/actor.h"

namespace kirin::engine::motion::direct {
namespace {

using world::Affine;
using world::Vec3;

std::size_t stretches(const Track& track) {
  return track.points.size() < 2 ? 0 : track.points.size() - (track.is_closed ? 0 : 1);
}

}  // namespace

float Track::length() const {
  float sum = 0;
  for (std::size_t i = 0; i < stretches(*this); ++i) {
    sum += world::length(points[(i + 1) % points.size()] - points[i]);
  }
  return sum;
}

Affine Track::at(float metres) const {
  const Vec3 first = points.empty() ? Vec3{} : points.front();
  const std::size_t count = stretches(*this);
  if (count == 0) {
    return world::translation(first) * world::turn_y(heading);
  }
  if (is_closed) {
    const float round = length();
    metres -= round * std::floor(metres / std::max(round, 1e-3F));
  }
  std::size_t i = 0;
  float left = metres;
  for (; i + 1 < count; ++i) {
    const float step = world::length(points[i + 1] - points[i]);
    if (left < step) {
      break;
    }
    left -= step;
  }
  const auto direction_of = [&](std::size_t at) {
    const std::size_t s = is_closed ? at % count : std::min(at, count - 1);
    return world::normalized(points[(s + 1) % points.size()] - points[s]);
  };
  const Vec3 along = direction_of(i);
  const Vec3 place = points[i] + along * left;
  // Turns into the next stretch over its last part, so that corners are rounded.
  const float step = std::max(world::length(points[(i + 1) % points.size()] - points[i]), 1e-3F);
  const float into = std::clamp(left / step, 0.0F, 1.0F);
  const Vec3 facing =
      world::mix(along, direction_of(i + 1), 0.5F * world::smooth_step(0.5F, 1, into)) +
      world::mix(along,
                 i > 0 || is_closed ? direction_of(i + count - 1 - (is_closed ? 0 : count)) : along,
                 0.5F * (1 - world::smooth_step(0, 0.5F, into)));
  const float turn = turns ? std::atan2(facing.x, facing.z) : heading;
  return world::translation(place) * world::turn_y(turn);
}

}  // namespace kirin::engine::motion::direct
