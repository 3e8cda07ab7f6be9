/// \file
/// The log of deliveries.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::callbacks {

Reply list_deliveries(const ApiContext& context, Call& call);
/// With its tries.
Reply show_delivery(const ApiContext& context, Call& call);
Reply redeliver(const ApiContext& context, Call& call);
/// A message to any receiver that a task could name, to see whether it understands them.
Reply send_test(const ApiContext& context, Call& call);

}  // namespace kirin::api::callbacks
