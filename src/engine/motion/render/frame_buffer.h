/// \file
/// A frame on its way to the lens: light and what else later steps ask about each pixel.
#pragma once

#include <cstdint>
#include <vector>

#include "media/image.h"

namespace kirin::engine::motion::render {

inline constexpr float kSkyDepth = 1e9F;
/// Set in FrameBuffer::thing for foliage: each blade by itself is not worth an outline.
inline constexpr std::uint32_t kFoliage = 0x80000000U;

/// Planes of one value a pixel, row by row without padding, but each with room for a vector more.
struct FrameBuffer {
  media::Size size = {};
  std::vector<float> red, green, blue;  ///< linear light
  std::vector<float> depth;             ///< metres along the view axis; kSkyDepth where nothing is
  /// Share of the pixel's light that came from all around: what crevices and contacts darken.
  std::vector<float> ambient;
  std::vector<float> mirror;  ///< share of the pixel that water mirrors
  /// A number for each thing drawn, 0 for the sky; only where styles ask.
  std::vector<std::uint32_t> thing;
  std::vector<float> normal_x, normal_y, normal_z;  ///< in the world; only where styles ask
  std::vector<float> motion_x, motion_y;            ///< pixels while the shutter is open

  void resize(media::Size to, bool has_motion = false, bool has_normals = false,
              bool has_things = true) {
    size = to;
    const std::size_t count =
        static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height) + 64;
    for (std::vector<float>* plane : {&red, &green, &blue, &depth, &ambient, &mirror}) {
      plane->resize(count);
    }
    thing.resize(has_things ? count : 0);
    for (std::vector<float>* plane : {&motion_x, &motion_y}) {
      plane->resize(has_motion ? count : 0);
    }
    for (std::vector<float>* plane : {&normal_x, &normal_y, &normal_z}) {
      plane->resize(has_normals ? count : 0);
    }
  }
  std::size_t at(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width) +
           static_cast<std::size_t>(x);
  }
};

}  // namespace kirin::engine::motion::render
