/// \file
/// From Beast's parsed head to a `Request`, and what of it is refused. Private to net/.
#pragma once

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <optional>
#include <string>

#include "net/message.h"

namespace kirin::net {

using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;
using BeastHead = boost::beast::http::request_header<>;

/// Why a request is not served. Status 0: there is nobody left to tell.
struct Refusal {
  int status = 0;
  std::string why;
};

/// Method, target, headers and request id; what a malformed head holds of them serves its error
/// answer.
void copy_head(const BeastHead& head, Request& request);

/// Fills path, segments and query, and checks what Beast leaves unchecked, so that no proxy before
/// us can see other message boundaries than we do (RFC 9112 §6.3, §3.2): one Host, one
/// Content-Length, no Transfer-Encoding but a single "chunked" and not with Content-Length or
/// HTTP/1.0; no Expect but "100-continue".
std::optional<Refusal> check_head(const BeastHead& head, Request& request);

/// The refusal for a head that Beast could not read.
Refusal refusal_for(boost::system::error_code error, std::size_t max_header_bytes);

}  // namespace kirin::net
