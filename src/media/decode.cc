#include "media/decode.h"

#include <fmt/format.h>

#include <utility>

#include "media/decode_jpeg.h"
#include "media/decode_png.h"
#include "media/image_header.h"
#include "media/orientation.h"

namespace kirin::media {

Result<Image> decode_image(std::span<const std::byte> file, const DecodeOptions& options) {
  ASSIGN_OR_RETURN(const ImageHeader header, read_image_header(file));
  const Size size = header.stored_size;
  const std::int64_t pixels = std::int64_t{size.width} * size.height;
  if (pixels > options.max_pixels) {
    return Error{ErrorCode::resource_exhausted,
                 fmt::format("picture of {}x{} has more than {} pixels", size.width, size.height,
                             options.max_pixels)};
  }
  auto stored = header.format == ImageFormat::jpeg ? decode_jpeg(file, header)
                                                   : decode_png(file, header, options.background);
  if (!stored) {
    return stored.error();
  }
  return upright(*std::move(stored), header.orientation);
}

}  // namespace kirin::media
