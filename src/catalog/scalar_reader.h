/// \file
/// Scalars as callers write them: clients mix texts and numbers (5, "5", 5.0; true, "true"), so
/// each is taken for the other where it means the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/json.h"

namespace kirin::catalog {

/// A string as it is, or a number as its shortest decimal text ("5" for 5.0). Nothing for all else.
std::optional<std::string> text_of(const Json& value);
/// A number, or a string that is one, white space around it ignored; finite.
std::optional<double> number_of(const Json& value);
/// A number without fraction, or a string of one, that fits in 64 bits with sign.
std::optional<std::int64_t> integer_of(const Json& value);
/// true, false, 1, 0, or a string of one of them in any case.
std::optional<bool> boolean_of(const Json& value);

/// What a caller gave, short enough for a message: a string in quotes, cut after 40 characters; "an
/// object".
std::string shown(const Json& value);
/// The same for a name or a text.
std::string shown(std::string_view text);

}  // namespace kirin::catalog
