/// \file
/// A task followed to its end, in the shapes of the generation surface (API.md §1.4).
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "api/context.h"
#include "net/message.h"

namespace kirin::api::generation {

/// Server-sent events: `progress` while it runs; at its end `output` with what was made, numbered
/// by `cursor` from 1, and `done` with the whole task. Outputs up to `cursor` are left out: the
/// caller has them. Works for tasks that have ended as well.
net::Response task_events(const ApiContext& context, const net::Request& request,
                          std::string task_id, std::int64_t cursor);

/// The task as JSON once it has ended, also where it failed; 504 with `SYNC_TIMEOUT` and the id
/// after `patience`. The task runs on then.
net::Response task_at_end(const ApiContext& context, const net::Request& request,
                          std::string task_id, std::chrono::milliseconds patience);

}  // namespace kirin::api::generation
