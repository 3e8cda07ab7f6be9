#include <cstddef>
#include <cstdint>

#include "nn/weights/torch_archive.h"
#include "nn/weights/zip_directory.h"

/// Any bytes as a PyTorch archive: an error, or tensors whose every number lies in the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kirin;  // NOLINT(google-build-using-namespace)
  const nn::MappedFile file{nullptr, {reinterpret_cast<const std::byte*>(data), size}};
  if (const auto entries = nn::read_zip_directory(file.bytes)) {
    std::size_t bytes = 0;
    for (const auto& entry : *entries) {
      bytes += entry.bytes.size();
    }
    EXPECTS(bytes <= size);
  }
  if (const auto weights = nn::torch_weights(file)) {
    for (const auto& [name, tensor] : weights->tensors()) {
      tensor.values();
    }
  }
  return 0;
}
