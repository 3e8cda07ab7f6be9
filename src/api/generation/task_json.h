/// \file
/// A task as clients of the generation surface read it (API.md §1.3).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "api/context.h"
#include "base/clock.h"
#include "base/json.h"
#include "net/message.h"

namespace kirin::api::generation {

/// The answer of a create call: id, created_at, status, model.
JsonObject accepted_json(const tasks::Task& task);

/// The answer of a query. Links are signed for `options.url_lifetime` from `now` below `base_url`;
/// `queue_position` is shown while the task waits. `error_code_as_number`: for clients that cannot
/// read the code as text.
JsonObject task_json(const tasks::Task& task, const ApiContext& context, std::string_view base_url,
                     std::int64_t queue_position, bool error_code_as_number, TimePoint now);

/// `options.public_url`, else "http://" and the request's Host.
std::string base_url_of(const ApiContext& context, const net::Request& request);

/// Whether this caller reads `error.code` only as a number (API.md C1).
bool wants_number_codes(const ApiContext& context, const net::Request& request);

}  // namespace kirin::api::generation
