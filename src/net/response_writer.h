/// \file
/// A response on its way to the client. Private to net/.
#pragma once

#include <string>

#include "net/connection.h"
#include "net/message.h"

namespace kirin::net {

enum class SendBody { no, yes };

struct WriteOptions {
  SendBody body = SendBody::yes;
  std::chrono::milliseconds patience{0};  ///< without progress
};

/// Sends the head that is in the connection's `outgoing`, then the response's body. Files go from
/// the page cache to the socket by sendfile(2) on `files`, at most a piece at a time and only while
/// the socket takes it, so neither memory nor the I/O thread waits for disk or client. False where
/// not all of it left: the connection is of no more use.
Awaitable<bool> write_response(Connection& connection, const Response& response,
                               const WriteOptions& options, asio::thread_pool& files);

}  // namespace kirin::net
