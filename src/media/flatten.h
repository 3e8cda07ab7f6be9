/// \file
/// A picture's transparency taken away: what is behind it shows through.
#pragma once

#include <cstdint>

#include "media/image.h"

namespace kirin::media {

/// The picture as it looks before a grey of `background`; as it is where it has no alpha.
Image flattened(ImageWithAlpha picture, std::uint8_t background = 255);

}  // namespace kirin::media
