/// \file
/// JPEG and PNG files to pixels. Runs only in a confined process: the input is hostile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/result.h"
#include "media/image.h"

namespace kirin::media {

struct DecodeOptions {
  /// Larger pictures are refused before memory is allocated for them.
  std::int64_t max_pixels = std::int64_t{100} * 1000 * 1000;
  /// What shows through transparent pixels: white under a photo, black under a mask.
  std::uint8_t background = 255;
};

/// Decodes to upright RGB: EXIF orientation applied, alpha flattened, grey, palette, 16-bit, CMYK
/// (Adobe inverted too), YCCK and progressive files converted. invalid_argument for a broken or
/// unsupported file, resource_exhausted beyond `max_pixels`. A JPEG cut off after its header
/// decodes as far as it goes is an error too: half a picture is not what the caller sent.
Result<Image> decode_image(std::span<const std::byte> file, const DecodeOptions& options = {});

/// Decodes likewise, but keeps transparency beside the colours in place of flattening it: the alpha
/// of grey and RGB, at 8 bits, and what tRNS makes transparent. None where the file has neither.
/// `options.background` has no say.
Result<ImageWithAlpha> decode_image_with_alpha(std::span<const std::byte> file,
                                               const DecodeOptions& options = {});

}  // namespace kirin::media
