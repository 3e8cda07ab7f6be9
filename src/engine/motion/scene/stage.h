/// \file
/// What every painter of a frame shares: the plan of the scene, where the camera is, and the canvas.
///
/// Scene units: the frame is 1 high and `aspect` wide; x = 0 is the middle, y = 0 the top. Depth is 0 at the
/// horizon and 1 at the viewer; what is nearer moves further when the camera moves.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/motion/scene/canvas.h"
#include "engine/motion/scene/palette.h"
#include "engine/motion/scene/path.h"
#include "engine/motion/scene/scene_brief.h"

namespace kirin::engine::motion::scene {

/// One figure on the stage.
struct Actor {
  Figure kind = Figure::person;
  Vec2 at;            ///< at the clip's start: feet, keel or wheels; the middle of what flies
  Vec2 velocity;      ///< units per second
  float size = 0.1F;  ///< height (of a bird: wing span), units
  float facing = 1;
  float depth = 1;
  float phase = 0;    ///< [0, 1), so that a flock does not beat as one
  Rgb colour;
  std::uint64_t salt = 0;
  int holds = -1;     ///< index of the kite a person holds
};

/// The plan of a clip; made once, read by all threads.
struct ScenePlan {
  SceneBrief brief;
  Palette palette;
  std::uint64_t seed = 0;
  float aspect = 1;
  float horizon = 0.55F;
  Vec2 sun;               ///< sun or moon
  bool sun_shows = true;
  bool is_moon = false;
  float wind = 0.4F;      ///< [0, 1]
  float seconds = 5;
  std::vector<Actor> actors;
};

/// Where the camera is in one frame.
struct View {
  float width = 0;  ///< pixels
  float height = 0;
  float horizon = 0;  ///< of the plan
  Vec2 shift;       ///< units; y moves all depths alike, as tilting does
  float zoom = 1;

  float zoom_at(float depth) const { return 1 + (zoom - 1) * (0.25F + 0.75F * depth); }
  float parallax(float depth) const { return 0.2F + 0.8F * depth; }
  /// Pixels of one unit.
  float scale(float depth) const { return height * zoom_at(depth); }
  float horizon_px() const { return (horizon - shift.y) * height; }
  Vec2 project(Vec2 at, float depth) const {
    return {width / 2 + (at.x - shift.x * parallax(depth)) * scale(depth),
            horizon_px() + (at.y - horizon) * scale(depth)};
  }
  /// The unit x seen at the middle of the pixel column.
  float unit_x(float column, float depth) const {
    return (column - width / 2) / scale(depth) + shift.x * parallax(depth);
  }
};

/// Rows that a thread uses again for every frame.
struct Scratch {
  std::vector<float> density;  ///< clouds or veils at half size
  std::vector<float> light;
  std::vector<float> row_a;
  std::vector<float> row_b;
  std::vector<float> full_a;
  std::vector<float> full_b;
  std::vector<std::vector<float>> outlines;
};

struct Stage {
  const ScenePlan& plan;
  View view;
  float t = 0;  ///< seconds since the clip began
  Canvas& canvas;
  Scratch& scratch;

  /// `local` as it looks at that depth: in the hour's light, faded towards the haze with distance.
  Rgb lit(Rgb local, float depth) const {
    const float fog = plan.brief.weather == Weather::fog ? 0.75F : 0.45F;
    return mix(local * plan.palette.ambient, plan.palette.haze, fog * (1 - depth) * (1 - depth));
  }
  /// Fills the path in the lit colour with a thin edge of the key light on the side of the sun.
  void fill_lit(const Path& path, Rgb local, float depth, float rim_px) const;
  /// Where the actor is now, in units.
  Vec2 place_of(const Actor& actor) const;
};

}  // namespace kirin::engine::motion::scene
