/// \file
/// A request's body, into memory or an anonymous file. Private to net/.
#pragma once

#include <optional>

#include "net/connection.h"
#include "net/request_head.h"
#include "net/server.h"

namespace kirin::net {

/// Reads the body that `parser` has seen the head of. A piece of constant size is read here, then
/// written on `files`, one after the other: the disk's pace is the client's pace, and the I/O
/// thread never waits for the disk. Refuses with 400, 408, 413, 500 or 507.
Awaitable<std::optional<Refusal>> read_body(Connection& connection, Parser& parser,
                                            const ServerOptions& options, asio::thread_pool& files,
                                            Body& body);

}  // namespace kirin::net
