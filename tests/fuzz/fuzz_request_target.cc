#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/expects.h"
#include "base/text.h"
#include "net/target.h"

/// Whatever the bytes, what parse_target accepts keeps its promises: one path segment after each
/// slash, no control characters, no dot segments, UTF-8 throughout.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size_bytes) {
  const std::string_view text{reinterpret_cast<const char*>(data), size_bytes};
  const auto target = kirin::net::parse_target(text);
  if (!target) {
    return 0;
  }
  EXPECTS(target->path.starts_with('/'));
  EXPECTS(kirin::net::split_path(target->path).size() == target->segments.size());
  EXPECTS(kirin::count_code_points(target->path).has_value());
  for (const char c : target->path) {
    EXPECTS(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  }
  for (const auto& segment : target->segments) {
    EXPECTS(segment != "." && segment != "..");
    EXPECTS(!segment.starts_with("../") && !segment.ends_with("/.."));
  }
  for (const auto& [name, value] : target->query) {
    EXPECTS(!name.empty() && name.find('\0') == std::string::npos);
    EXPECTS(kirin::count_code_points(value).has_value() && value.find('\0') == std::string::npos);
  }
  return 0;
}
