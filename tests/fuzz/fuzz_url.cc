#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fetch/fetcher.h"

/// Any bytes as a URL: allowed or refused, without a name being resolved.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  (void)kirin::fetch::Fetcher{{.allow_private = false}}.check_url(text);
  (void)kirin::fetch::Fetcher{{.allow_private = true}}.check_url(text);
  return 0;
}
