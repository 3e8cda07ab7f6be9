/// \file
/// Draws a world: a moment in, a frame out.
///
/// Triangles are rasterised with several samples a pixel into a buffer of what is seen where, then
/// shaded (key light with shadows, light from sky and ground, lamps, fog), over a sky and a water
/// that are computed per ray. The frame goes through the lens (depth of field, motion blur, bloom),
/// the tone curve and the style.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/motion/world/world.h"
#include "media/image.h"

namespace kirin::engine::motion::render {

struct RenderOptions {
  media::Size size = {};
  int samples = 4;             ///< coverage samples a pixel: 1, 4 or 8
  double shutter_seconds = 0;  ///< how long the shutter is open; 0: no motion blur
  bool is_fine = false;        ///< `mode: pro`: larger shadow maps, more rays
};

/// What is really seen, for measurements: at the middle of each pixel.
struct GroundTruth {
  std::vector<std::uint16_t> objects =
      {};                         ///< Node::object, 0 for the place and the sky; row by row
  std::vector<float> depth = {};  ///< metres along the view axis; 1e9 for the sky
};

/// What one thread draws with.
class Canvas {
 public:
  virtual ~Canvas() = default;
};

class Renderer {
 public:
  /// Prepares what does not change in the clip. `world` outlives the renderer.
  static std::unique_ptr<Renderer> make(const world::World& world, const RenderOptions& options);
  virtual ~Renderer() = default;

  virtual std::unique_ptr<Canvas> make_canvas() const = 0;
  /// The frame at `seconds` into `out` (of the options' size), and what is seen in it into `truth`
  /// where that is not null. Threads draw at once, each with a canvas of its own; the pixels do not
  /// depend on which.
  virtual void draw(double seconds, Canvas& canvas, media::Image& out,
                    GroundTruth* truth) const = 0;
};

}  // namespace kirin::engine::motion::render
