/// \file
/// The rule for keys, the same for every store.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace kirin::assets {

/// invalid_argument unless `key` is 1 to 1024 bytes of segments joined by '/', each of 1 to 255
/// letters, digits, '.',
/// '_' and '-' and none of them "." or "..".
Result<void> check_key(std::string_view key);

/// "video/mp4" for a key that ends in ".mp4", and so on; "application/octet-stream" for what is not
/// known.
std::string content_type_of(std::string_view key);

}  // namespace kirin::assets
