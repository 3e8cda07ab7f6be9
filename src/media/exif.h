/// \file
/// The one EXIF value that changes how a picture is seen.
#pragma once

#include <cstddef>
#include <span>

namespace kirin::media {

/// The orientation (TIFF 6.0 tag 0x0112 in IFD0) of a TIFF block, as it stands in a PNG's eXIf
/// chunk or after the "Exif\0\0" of a JPEG's APP1 segment; either byte order. 1 where it is absent
/// or broken: a camera's slip in its notes is no reason to refuse the picture.
int exif_orientation(std::span<const std::byte> tiff);

}  // namespace kirin::media
