/// \file
/// Compressed answers (RFC 9110 §8.4.1.3).
#pragma once

#include <string>
#include <string_view>

namespace kirin::api::docs {

/// Whether a client with that Accept-Encoding takes gzip.
bool accepts_gzip(std::string_view accept_encoding);

/// What `gzip`, made by us, holds.
std::string inflated(std::string_view gzip);

}  // namespace kirin::api::docs
