#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "media/image_header.h"

// No crash, and no header that a caller could not use.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto header = kirin::media::read_image_header(std::as_bytes(std::span{data, size}));
  if (!header) {
    return 0;
  }
  const bool is_usable = header->stored_size.width > 0 && header->stored_size.height > 0 &&
                         header->size.width > 0 && header->size.height > 0 &&
                         header->orientation >= 1 && header->orientation <= 8;
  if (!is_usable) {
    std::abort();
  }
  return 0;
}
