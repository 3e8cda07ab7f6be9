#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/base64.h"

/// What decodes encodes again to text that decodes to the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto decoded = kirin::base64_decode({reinterpret_cast<const char*>(data), size});
  if (!decoded) {
    return 0;
  }
  const auto again = kirin::base64_decode(kirin::base64_encode(*decoded));
  if (!again || *again != *decoded) {
    std::abort();
  }
  return 0;
}
