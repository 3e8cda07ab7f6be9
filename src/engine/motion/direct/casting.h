/// \file
/// Who plays: models for the subjects of a description, what each does and when. Not yet where.
#pragma once

#include <vector>

#include "engine/motion/direct/actor.h"
#include "engine/motion/direct/family.h"
#include "engine/motion/story/scene_description.h"

namespace kirin::engine::motion::direct {

/// The actors of one subject.
struct Group {
  int subject = 0;
  Nature nature = {};
  std::vector<std::size_t> actors = {};  ///< indices in the cast
  bool is_scenery = false;
  bool moves = false;  ///< goes somewhere during the clip
  float height = 1;    ///< of one actor as scaled, metres
  float width = 1;     ///< seen from where it faces
  float depth = 1;
};

/// The cast and its groups, one for each subject in the order of the description.
struct Casting {
  Cast cast;
  std::vector<Group> groups;
};

/// No more actors than this play; a crowd beyond it is cut.
inline constexpr int kMostActors = 60;

/// The id of an actor in the ground truth: subjects are counted from 1, 64 actors each.
constexpr std::uint16_t object_id(int subject, int member) {
  return static_cast<std::uint16_t>(1 + subject * 64 + member);
}
/// The subject an id belongs to; -1: the place.
constexpr int subject_of(std::uint16_t object) { return object == 0 ? -1 : (object - 1) / 64; }

/// Fireworks are a sight of the sky and not played by anybody.
bool is_fireworks(const story::Subject& subject);

/// Casts the description for a clip of that length.
Casting cast_scene(const story::SceneDescription& scene, double seconds, std::uint64_t seed);

}  // namespace kirin::engine::motion::direct
