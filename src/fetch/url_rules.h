/// \file
/// Which URLs of strangers we fetch, as far as the text alone tells.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "fetch/address_guard.h"

namespace kirin::fetch {

/// `url` as libcurl will read it: numeric hosts in dotted decimals, the path percent-encoded.
/// invalid_argument for a scheme other than http and https, credentials, control characters, white
/// space, backslashes, a host in non-ASCII letters (its xn-- form is due), and a host that is a
/// refused address in any notation that libcurl or inet_aton(3) knows, or that is "localhost".
/// Names are not resolved.
Result<std::string> allowed_url(std::string_view url, Reach reach);

/// `location` of an answer from `base`, made absolute (RFC 3986, section 5). Says nothing on
/// whether it is allowed.
Result<std::string> resolved_url(const std::string& base, const std::string& location);

}  // namespace kirin::fetch
