/// \file
/// Times as callers write them in queries.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace kirin::api {

/// Reads milliseconds since 1970 ("1769757744021"), a date ("2026-01-30", its beginning in UTC) or
/// RFC 3339 ("2026-01-30T07:22:24.021Z", "…+08:00"). invalid_argument says what is due.
Result<TimePoint> parse_time(std::string_view text);

/// RFC 3339 in UTC with milliseconds: "2026-01-30T07:22:24.021Z".
std::string time_text(TimePoint time);

}  // namespace kirin::api
