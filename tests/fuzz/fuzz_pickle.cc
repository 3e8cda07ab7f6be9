#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "nn/weights/hand_made.h"
#include "nn/weights/pickle.h"
#include "nn/weights/torch_archive.h"

/// Any bytes as a pickle, by itself and as the description of an archive's tensors.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kirin;  // NOLINT(google-build-using-namespace)
  constexpr std::array<std::string_view, 2> kAllowed = {"torch FloatStorage",
                                                        "torch._utils _rebuild_tensor_v2"};
  const std::span bytes{reinterpret_cast<const std::byte*>(data), size};
  if (const auto pickle = nn::read_pickle(bytes, kAllowed)) {
    EXPECTS(pickle->root() != nullptr);
  }
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto file = nn::in_memory(
      nn::ZipMaker().add({"m/data.pkl", text}).add({"m/data/0", std::string(64, '\1')}).archive());
  if (const auto weights = nn::torch_weights(file)) {
    for (const auto& [name, tensor] : weights->tensors()) {
      EXPECTS(tensor.count() <= 64);
      tensor.values();
    }
  }
  return 0;
}
