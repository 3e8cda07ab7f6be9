/// \file
/// A task as clients of the generation surface read it (API.md §1.3).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "api/context.h"
#include "base/clock.h"
#include "base/json.h"
#include "net/message.h"

namespace kirin::api::generation {

/// The answer of a create call: id, created_at, status, model.
JsonObject accepted_json(const tasks::Task& task);
JsonObject accepted_json(const tasks::NewTask& task);

/// How links to results are made. The reference must outlive it.
struct ResultLinks {
  const assets::SignedUrls& signed_urls;
  std::chrono::seconds lifetime;
  std::string base_url;  ///< "https://kirin.example.org", without a trailing slash
};

/// Below `options.public_url`, else below "http://" and the request's Host.
ResultLinks links_for(const ApiContext& context, const net::Request& request);

/// The answer of a query. Links are signed from `now`; `queue_position` is shown while the task
/// waits, where it is given. `error_code_as_number`: for clients that cannot read the code as text.
JsonObject task_json(const tasks::Task& task, const ResultLinks& links,
                     std::optional<std::int64_t> queue_position, bool error_code_as_number,
                     TimePoint now);

/// Whether this caller reads `error.code` only as a number (API.md C1).
bool wants_number_codes(const ApiContext& context, const net::Request& request);

}  // namespace kirin::api::generation
