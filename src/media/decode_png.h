/// \file
/// The PNG half of decode_image. Private to the room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/result.h"
#include "media/image.h"
#include "media/image_header.h"

namespace kirin::media {

/// The pixels as stored, not yet turned upright, alpha blended over a grey of `background`. The
/// caller has checked the header's size.
Result<Image> decode_png(std::span<const std::byte> file, const ImageHeader& header,
                         std::uint8_t background);

}  // namespace kirin::media
