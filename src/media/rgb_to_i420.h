/// \file
/// The one colour conversion on the way out: full-range RGB to limited-range BT.709 Y'CbCr, 4:2:0.
#pragma once

#include <cstddef>
#include <cstdint>

#include "media/image.h"

namespace kirin::media {

/// Three planes somebody else owns: luma of the picture's size, chroma of half of it each way.
struct I420Planes {
  std::uint8_t* y = nullptr;
  std::uint8_t* u = nullptr;
  std::uint8_t* v = nullptr;
  std::size_t y_stride_bytes = 0;
  std::size_t u_stride_bytes = 0;
  std::size_t v_stride_bytes = 0;
};

/// Converts a picture of even width and height. Source: ITU-R BT.709-6, items 3.2 to 3.5, 8 bits:
/// Y' in [16, 235], Cb and Cr in [16, 240].
///
/// Chroma is sited left (AVCHROMA_LOC_LEFT, H.264's default): on the even columns, halfway between
/// two rows. So it is filtered 1-2-1 across, the edge repeated, and 1-1 down, before it is thinned
/// out. Vector code for the machine it runs on.
void rgb_to_i420(ImageView rgb, const I420Planes& planes);

/// The same, to the bit, in plain loops: what the tests hold rgb_to_i420 against.
void rgb_to_i420_plain(ImageView rgb, const I420Planes& planes);

}  // namespace kirin::media
