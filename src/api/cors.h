/// \file
/// Which web pages may call from a browser (Fetch standard, CORS protocol). Off unless configured.
#pragma once

#include <string>
#include <vector>

#include "net/message.h"

namespace kirin::api {

/// Wraps `handler`: answers preflight requests of `origins` ("https://app.example.org"; "*": any,
/// without credentials) and lets their pages read the answers. An origin that is not listed gets no
/// permission, and is never reflected. Where `origins` is empty, the handler as it is.
net::Handler with_cors(std::vector<std::string> origins, net::Handler handler);

}  // namespace kirin::api
