/// \file
/// Looks of other arts: a finished frame as a watercolour, a comic, a film noir.
///
/// Some styles change how the world is lit (ShadingStyle), most repaint the finished frame. What
/// looks like paper, brush or grain stays where it is on the screen unless the art itself boils.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "engine/motion/render/frame_buffer.h"
#include "media/image.h"

namespace kirin::engine::motion::render {

/// One value a pixel, row by row.
using Plane = std::vector<float>;

/// A frame in sRGB levels, [0, 1], as styles repaint it.
struct StylePicture {
  media::Size size = {};
  Plane red = {};
  Plane green = {};
  Plane blue = {};

  float unit() const { return static_cast<float>(size.height) / 720; }  ///< of sizes in pixels
};

/// What else a style may ask about the frame.
struct StyleScene {
  const FrameBuffer* frame = nullptr;
  double seconds = 0;
};

/// How a style wants the world to be lit.
struct ShadingStyle {
  bool is_faceted = false;   ///< triangles have one normal each
  bool is_cel = false;       ///< light in two steps
  bool is_clay = false;      ///< finger prints and soft light
  bool is_plain = false;     ///< surfaces without fine structure
  bool has_normals = false;  ///< FrameBuffer's normals are wanted
};
ShadingStyle shading_style(std::string_view name);

class Style {
 public:
  virtual ~Style() = default;
  /// Threads call it at once.
  virtual void paint(const StyleScene& scene, StylePicture& picture) const = 0;
};

/// The style of that name for frames of `size`; null where the name has none (or "").
std::unique_ptr<Style> make_style(std::string_view name, media::Size size);
std::vector<std::string_view> style_names();

/// Repaints an 8-bit frame.
void restyle(const Style& style, const StyleScene& scene, media::Image& image);

}  // namespace kirin::engine::motion::render
