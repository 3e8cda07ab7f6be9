/// \file
/// W3C Trace Context (https://www.w3.org/TR/trace-context/, level 1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kirin::api {

struct TraceParent {
  std::string trace_id;   ///< 32 hexadecimal digits
  std::string parent_id;  ///< 16
  std::string flags;      ///< 2

  std::string text() const;
};

/// Reads `traceparent`; nothing where it is malformed or all zeros, as the specification asks.
std::optional<TraceParent> parse_traceparent(std::string_view header);

/// A new trace.
TraceParent new_trace();
/// The same trace with a span of ours.
TraceParent child_of(const TraceParent& parent);

}  // namespace kirin::api
