#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "nn/weights/safetensors.h"

/// Any bytes as a safetensors file: an error, or tensors whose every number lies in the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kirin;  // NOLINT(google-build-using-namespace)
  const nn::MappedFile file{nullptr, {reinterpret_cast<const std::byte*>(data), size}};
  nn::looks_like_safetensors(file.bytes);
  if (const auto weights = nn::safetensors_weights(file)) {
    for (const auto& [name, tensor] : weights->tensors()) {
      tensor.values();
    }
  }
  // The header by itself too: mutations of a file's length hide it.
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::uint64_t data_bytes = 0;
  std::memcpy(&data_bytes, data, std::min<std::size_t>(size, 2));
  if (const auto header = nn::parse_safetensors_header(text, data_bytes)) {
    std::uint64_t covered = 0;
    for (const auto& entry : header->entries) {
      EXPECTS(entry.begin == covered && entry.end <= data_bytes);
      covered = entry.end;
    }
  }
  return 0;
}
