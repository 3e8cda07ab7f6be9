/// \file
/// Calls on tasks that exist: query, list, follow, cancel.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::generation {

Reply query_task(const ApiContext& context, Call& call);
/// The owner's tasks, newest first, page by page.
Reply list_tasks(const ApiContext& context, Call& call);
Reply stream_task(const ApiContext& context, Call& call);
/// Ends a task that has not ended. It is shown as failed, with `error.type` "canceled".
Reply cancel_task(const ApiContext& context, Call& call);

/// The caller's task of that id or external id: 40402 where there is none.
std::variant<tasks::Task, ApiError> find_task(const ApiContext& context, const Call& call,
                                              std::string_view id);
/// How many tasks stand before it; 0 where it does not wait.
std::int64_t position_of(const ApiContext& context, const tasks::Task& task);

}  // namespace kirin::api::generation
