/// \file
/// Pixels to a PNG file: contact sheets, debugging, tests.
#pragma once

#include <string>

#include "base/result.h"
#include "media/image.h"

namespace kirin::media {

/// The picture as an 8-bit RGB PNG file, tagged sRGB. Deterministic. invalid_argument for an empty
/// picture.
Result<std::string> encode_png(ImageView image);

}  // namespace kirin::media
