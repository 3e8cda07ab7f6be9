/// \file
/// What every painter of a frame shares: the plan of the scene, where the camera is, and the
/// canvas.
///
/// Scene units: the frame is 1 high and `aspect` wide; x = 0 is the middle, y = 0 the top. Depth is
/// 0 at the horizon and 1 at the viewer; what is nearer moves further when the camera moves.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/motion/camera/camera_plan.h"
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
  float phase = 0;  ///< [0, 1), so that a flock does not beat as one
  Rgb colour;
  std::uint64_t salt = 0;
  int holds = -1;  ///< index of the kite a person holds
};

/// The plan of a clip; made once, read by all threads.
struct ScenePlan {
  SceneBrief brief;
  Palette palette;
  std::uint64_t seed = 0;
  float aspect = 1;
  float horizon = 0.55F;
  Vec2 sun;  ///< sun or moon
  bool sun_shows = true;
  bool is_moon = false;
  float wind = 0.4F;  ///< [0, 1]
  float seconds = 5;
  std::vector<Actor> actors;
  CameraPlan camera;
};

/// Where the camera is in one frame.
struct View {
  float width = 0;  ///< pixels
  float height = 0;
  float horizon = 0;  ///< of the plan
  Vec2 pan;           ///< units; moves all depths alike, as turning the camera does
  Vec2 truck;         ///< units; moves what is near, as walking sideways does
  float zoom = 1;     ///< of all depths
  float push = 0;     ///< how far the camera has come towards the scene; near things grow more

  float zoom_at(float depth) const { return zoom / (1 - push * (0.15F + 0.85F * depth)); }
  /// Pixels of one unit.
  float scale(float depth) const { return height * zoom_at(depth); }
  float offset_x(float depth) const { return pan.x + truck.x * (0.2F + 0.8F * depth); }
  float horizon_px() const { return height / 2 + (horizon - 0.5F - pan.y) * height * zoom; }
  /// The column straight ahead.
  float center_px() const { return width / 2 - pan.x * height * zoom; }
  Vec2 project(Vec2 at, float depth) const {
    return {width / 2 + (at.x - offset_x(depth)) * scale(depth),
            horizon_px() + (at.y - horizon - truck.y * depth) * scale(depth)};
  }
  /// The unit x seen at the middle of the pixel column.
  float unit_x(float column, float depth) const {
    return (column - width / 2) / scale(depth) + offset_x(depth);
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
    // By night a street has its own light.
    const bool street = plan.brief.setting == Setting::city && depth > 0.8F;
    const Rgb light =
        street ? mix(plan.palette.ambient, {0.82F, 0.68F, 0.52F}, 0.6F * plan.palette.lamps)
               : plan.palette.ambient;
    return mix(local * light, plan.palette.haze, fog * (1 - depth) * (1 - depth));
  }
  /// Fills the path in the lit colour with a thin edge of the key light on the side of the sun.
  void fill_lit(const Path& path, Rgb local, float depth, float rim_px) const;
  /// Where the actor is now, in units.
  Vec2 place_of(const Actor& actor) const;
};

}  // namespace kirin::engine::motion::scene
