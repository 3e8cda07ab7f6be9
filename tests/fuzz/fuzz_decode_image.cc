#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "media/decode.h"
#include "media/image_header.h"

// No crash, no picture above the limit, every picture of the size its header promised, and its
// alpha of that size too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::int64_t kMaxPixels = std::int64_t{256} * 256;
  const auto file = std::as_bytes(std::span{data, size});
  const auto picture = kirin::media::decode_image_with_alpha(file, {.max_pixels = kMaxPixels});
  const auto image = kirin::media::decode_image(file, {.max_pixels = kMaxPixels});
  if (picture.has_value() != image.has_value()) {
    std::abort();
  }
  if (!image) {
    return 0;
  }
  if (picture->image.size() != image->size() ||
      (!picture->alpha.empty() && picture->alpha.size() != image->size())) {
    std::abort();
  }
  const auto header = kirin::media::read_image_header(file);
  const auto [width, height] = image->size();
  if (!header || header->size != image->size() || std::int64_t{width} * height > kMaxPixels) {
    std::abort();
  }
  return 0;
}
