/// \file
/// JSON as people and every reader like it: no exponents where plain decimals do.
#pragma once

#include <string>

#include "base/json.h"

namespace kirin {

/// `value` as JSON text without white space. A number is written with the fewest digits that read
/// back as the same, from 10^-6 up to 10^15 without an exponent; what is not finite becomes null.
std::string json_text(const Json& value);

}  // namespace kirin
