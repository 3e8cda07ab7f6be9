/// \file
/// The door of the house: a create request in, an accepted task out, or the reason why not.
#pragma once

#include <variant>

#include "api/context.h"
#include "api/error.h"
#include "api/generation/body.h"
#include "base/clock.h"
#include "base/json.h"
#include "tasks/key_store.h"

namespace kirin::api::generation {

/// What a request's body holds, its long strings on disk.
std::variant<SpilledJson, ApiError> read_json_body(const net::Request& request,
                                                   const std::filesystem::path& spool_directory);

/// Checks the request against its model's contract, stores its images, and creates the task.
/// Nothing is left behind where it is refused. The order is what keeps the promise of durability:
/// images first, then the row that names them.
std::variant<tasks::Task, ApiError> admit(const ApiContext& context, const net::Request& request,
                                          const tasks::ApiKey& key, CreateBody body,
                                          const SpilledStrings& strings, TimePoint now);

}  // namespace kirin::api::generation
