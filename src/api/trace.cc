#include "api/trace.h"

#include <algorithm>

#include "base/ids.h"

namespace kirin::api {
namespace {

constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kSpanDigits = 16;
constexpr std::size_t kLength = 2 + 1 + kTraceDigits + 1 + kSpanDigits + 1 + 2;

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_zero(std::string_view text) {
  return text.find_first_not_of('0') == std::string_view::npos;
}

}  // namespace

std::string TraceParent::text() const { return "00-" + trace_id + "-" + parent_id + "-" + flags; }

std::optional<TraceParent> parse_traceparent(std::string_view header) {
  const bool has_dashes = header.size() >= kLength && header[2] == '-' &&
                          header[3 + kTraceDigits] == '-' &&
                          header[4 + kTraceDigits + kSpanDigits] == '-';
  // Later versions may append fields behind another dash; "ff" is no version.
  const bool fits =
      has_dashes && is_hex(header.substr(0, 2)) && !header.starts_with("ff") &&
      (header.size() == kLength || (!header.starts_with("00") && header[kLength] == '-'));
  if (!fits) {
    return std::nullopt;
  }
  TraceParent trace{std::string{header.substr(3, kTraceDigits)},
                    std::string{header.substr(4 + kTraceDigits, kSpanDigits)},
                    std::string{header.substr(kLength - 2, 2)}};
  const bool is_valid = is_hex(trace.trace_id) && is_hex(trace.parent_id) && is_hex(trace.flags) &&
                        !is_zero(trace.trace_id) && !is_zero(trace.parent_id);
  return is_valid ? std::optional{std::move(trace)} : std::nullopt;
}

TraceParent new_trace() {
  return {random_hex(kTraceDigits / 2), random_hex(kSpanDigits / 2), "01"};
}

TraceParent child_of(const TraceParent& parent) {
  return {parent.trace_id, random_hex(kSpanDigits / 2), parent.flags};
}

}  // namespace kirin::api
