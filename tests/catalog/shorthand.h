/// \file
/// Shorthand of the test tables: texts that begin with "$" stand for values too long or too strange
/// to write out.
#pragma once

#include <string_view>

#include "base/json.h"

namespace kirin::catalog {

/// A string that CheckOptions of these tests take for a spilled one.
inline constexpr std::string_view kSpilledToken = "spilled:00112233445566778899aabbccddeeff:3";

/// `json` with, anywhere in it:
/// - "$image" (also within a text): the base64 of a PNG signature
/// - "$text:N": N characters of two bytes each
/// - "$url:N": an https URL of N bytes
/// - "$points:N": N points {x, y}
/// - "$spilled": kSpilledToken
/// - "$bad_utf8": bytes that are no UTF-8
Json expanded(const Json& json);

/// The JSON file of that name beside the tests.
Json table(std::string_view name);

}  // namespace kirin::catalog
