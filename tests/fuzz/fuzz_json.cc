#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/json.h"

namespace {

// Boost.JSON 1.81 reads long fractions to within a few units in the last place, not exactly.
bool is_close(double a, double b) {
  return a == b || std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b));
}

bool is_same(const kirin::Json& a, const kirin::Json& b) {
  if (a.is_number() && b.is_number()) {
    return is_close(a.to_number<double>(), b.to_number<double>());
  }
  if (a.kind() != b.kind()) {
    return false;
  }
  if (a.is_array()) {
    const auto& left = a.as_array();
    const auto& right = b.as_array();
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), &is_same);
  }
  if (a.is_object()) {
    const auto& left = a.as_object();
    const auto& right = b.as_object();
    return left.size() == right.size() &&
           std::all_of(left.begin(), left.end(), [&](const auto& member) {
             const kirin::Json* other = right.if_contains(member.key());
             return other != nullptr && is_same(member.value(), *other);
           });
  }
  return a == b;
}

}  // namespace

// No crash, and what was parsed once is written so that it parses again to the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto document = kirin::parse_json(text);
  if (!document) {
    return 0;
  }
  const std::string written = boost::json::serialize(*document);
  // Escapes may lengthen a string, so the second time the limit on inline strings is wider.
  const auto again = kirin::parse_json(written, {.inline_string_bytes = std::size_t{1} << 20});
  if (!again || !is_same(*document, *again)) {
    std::abort();
  }
  return 0;
}
