/// \file
/// Dates as HTTP writes them (RFC 9110 §5.6.7).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace kirin::net {

/// "Sun, 06 Nov 1994 08:49:37 GMT"; fractions of a second are dropped.
std::string http_date(TimePoint time);

/// Reads that form only. The two obsolete ones count as no date, which every rule that takes a date
/// permits.
std::optional<TimePoint> parse_http_date(std::string_view text);

}  // namespace kirin::net
