/// \file
/// The calls of the queue protocol.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::queue {

/// Accepts a request whose body is the parameter object itself.
Reply submit(const ApiContext& context, Call& call);
Reply request_status(const ApiContext& context, Call& call);
/// The status by server-sent events, `status`, until `COMPLETED`: an extension.
Reply stream_status(const ApiContext& context, Call& call);
/// The outputs; 202 with the status while there are none yet.
Reply request_result(const ApiContext& context, Call& call);
Reply cancel_request(const ApiContext& context, Call& call);

}  // namespace kirin::api::queue
