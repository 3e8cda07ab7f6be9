/// \file
/// Rain, snow, smoke, sparks: soft discs and streaks over the drawn frame.
#pragma once

#include <vector>

#include "engine/motion/render/frame_buffer.h"
#include "engine/motion/render/view.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::render {

/// A sprite as it is seen.
struct SeenSprite {
  float x0, y0, x1, y1;  ///< the streak's ends, pixels; equal for a disc
  float radius;          ///< pixels
  float core;            ///< share of the radius that is covered fully
  float depth;           ///< metres along the view axis
  float softness;        ///< metres over which it fades into what is behind it
  float alpha;
  world::Light light;  ///< what it shows, or adds
  bool is_glowing;
};

struct SpriteScratch {
  std::vector<world::Sprite> sprites;
  std::vector<SeenSprite> seen;
};

/// Draws the world's sprites of that moment, far ones first.
void draw_sprites(const world::World& world, const View& view, double seconds,
                  SpriteScratch& scratch, FrameBuffer& frame);

}  // namespace kirin::engine::motion::render
