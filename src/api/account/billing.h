/// \file
/// What an owner's completed tasks cost.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::account {

Reply show_billing(const ApiContext& context, Call& call);

}  // namespace kirin::api::account
