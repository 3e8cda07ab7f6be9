/// \file
/// Where clients reach this server, for links in answers.
#pragma once

#include <string>
#include <string_view>

#include "net/message.h"

namespace kirin::api {

/// `public_url`, or where it is empty "http://" and the request's Host; "http://localhost" where
/// the request has none that could stand in a URL. Without a trailing slash. What a proxy says of
/// itself (X-Forwarded-…) anybody could say, so it is not asked: behind one, set
/// `server.public_url`.
std::string base_url(std::string_view public_url, const net::Request& request);

}  // namespace kirin::api
