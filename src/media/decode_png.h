/// \file
/// The PNG half of decode_image. Private to the room.
#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"
#include "media/image.h"
#include "media/image_header.h"

namespace kirin::media {

/// The pixels as stored, not yet turned upright; alpha only where the file has transparency. The
/// caller has checked the header's size.
Result<ImageWithAlpha> decode_png(std::span<const std::byte> file, const ImageHeader& header);

}  // namespace kirin::media
