/// \file
/// Calls that begin with a create body: create, precharge, and the synchronous call.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::generation {

/// Accepts a task.
Reply create(const ApiContext& context, Call& call);

/// Says what the task would cost (API.md §1.5.1), after all checks of a create.
Reply precharge(const ApiContext& context, Call& call);

/// Accepts a task and answers when it has ended, as JSON or as server-sent events by `Accept`
/// (API.md §1.4). A repeated Idempotency-Key waits for the task of the first call.
Reply create_and_wait(const ApiContext& context, Call& call);

}  // namespace kirin::api::generation
