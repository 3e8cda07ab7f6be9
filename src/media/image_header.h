/// \file
/// What a picture file says of itself, read without decoding a pixel: the check every upload passes
/// before it is accepted, and the guard against decompression bombs.
#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"
#include "media/image.h"

namespace kirin::media {

enum class ImageFormat { jpeg, png };

/// EXIF orientation (TIFF tag 0x0112), 1 to 8; 1 is upright.
struct ImageHeader {
  ImageFormat format = ImageFormat::jpeg;
  /// As stored in the file.
  Size stored_size;
  int orientation = 1;
  /// As seen: width and height swapped for orientations 5 to 8.
  Size size;
};

/// Reads the header of a whole JPEG or PNG file, told apart by content. Touches only `file`,
/// allocates nothing, and ends for every input. invalid_argument where it is neither, or is cut off
/// before its size.
Result<ImageHeader> read_image_header(std::span<const std::byte> file);

}  // namespace kirin::media
