#include "media/decode.h"

#include <fmt/format.h>

#include <utility>

#include "media/decode_jpeg.h"
#include "media/decode_png.h"
#include "media/flatten.h"
#include "media/image_header.h"
#include "media/orientation.h"

namespace kirin::media {
namespace {

Result<ImageWithAlpha> decode_stored(std::span<const std::byte> file, const ImageHeader& header) {
  if (header.format == ImageFormat::png) {
    return decode_png(file, header);
  }
  ASSIGN_OR_RETURN(Image image, decode_jpeg(file, header));
  return ImageWithAlpha{std::move(image)};
}

}  // namespace

Result<ImageWithAlpha> decode_image_with_alpha(std::span<const std::byte> file,
                                               const DecodeOptions& options) {
  ASSIGN_OR_RETURN(const ImageHeader header, read_image_header(file));
  const Size size = header.stored_size;
  const std::int64_t pixels = std::int64_t{size.width} * size.height;
  if (pixels > options.max_pixels) {
    return Error{ErrorCode::resource_exhausted,
                 fmt::format("picture of {}x{} has more than {} pixels", size.width, size.height,
                             options.max_pixels)};
  }
  ASSIGN_OR_RETURN(ImageWithAlpha picture, decode_stored(file, header));
  picture.image = upright(std::move(picture.image), header.orientation);
  if (!picture.alpha.empty()) {
    picture.alpha = upright(std::move(picture.alpha), header.orientation);
  }
  return picture;
}

Result<Image> decode_image(std::span<const std::byte> file, const DecodeOptions& options) {
  ASSIGN_OR_RETURN(ImageWithAlpha picture, decode_image_with_alpha(file, options));
  return flattened(std::move(picture), options.background);
}

}  // namespace kirin::media
