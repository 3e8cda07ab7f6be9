/// \file
/// Turning a stored picture upright.
#pragma once

#include "media/image.h"

namespace kirin::media {

/// `stored` as EXIF orientation 1 to 8 (TIFF 6.0, tag 0x0112) says it is to be seen; width and
/// height swap for 5 to 8.
Image upright(Image stored, int orientation);
AlphaPlane upright(AlphaPlane stored, int orientation);

}  // namespace kirin::media
