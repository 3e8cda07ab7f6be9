#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "media/decode.h"
#include "media/image_header.h"

// No crash, no picture above the limit, and every picture of the size its header promised.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::int64_t kMaxPixels = std::int64_t{256} * 256;
  const auto file = std::as_bytes(std::span{data, size});
  const auto image = kirin::media::decode_image(file, {.max_pixels = kMaxPixels});
  if (!image) {
    return 0;
  }
  const auto header = kirin::media::read_image_header(file);
  const auto [width, height] = image->size();
  if (!header || header->size != image->size() || std::int64_t{width} * height > kMaxPixels) {
    std::abort();
  }
  return 0;
}
