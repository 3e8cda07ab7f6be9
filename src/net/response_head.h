/// \file
/// The head of a response as bytes. Private to net/.
#pragma once

#include <string>
#include <string_view>

#include "net/message.h"

namespace kirin::net {

enum class KeepAlive { no, yes };

/// What the head says beyond the handler's response.
struct HeadFacts {
  int http_minor = 1;  ///< of the request; HTTP/1.0 must be told that the connection stays
  KeepAlive keep_alive = KeepAlive::yes;
  std::string_view request_id;
  std::string_view date;
};

/// True where a response with this status has a body and a Content-Length (RFC 9110 §6.4.1).
bool status_has_body(int status);

/// True where the body comes in pieces and has no length.
bool is_stream(const Response& response);

/// Appends the status line, the handler's fields but those that the session owns and those that
/// could break the head apart, then Date, Server, Connection, Content-Length (of a stream:
/// Transfer-Encoding, or neither for HTTP/1.0) and X-Request-Id, and the empty line.
void append_head(const Response& response, const HeadFacts& facts, std::string& text);

}  // namespace kirin::net
