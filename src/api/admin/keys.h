/// \file
/// API keys: made, shown, changed, revoked.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::admin {

Reply list_keys(const ApiContext& context, Call& call);
/// The secret is in this answer alone: to an Idempotency-Key that is repeated the answer comes
/// without it.
Reply create_key(const ApiContext& context, Call& call);
Reply show_key(const ApiContext& context, Call& call);
Reply change_key(const ApiContext& context, Call& call);
Reply revoke_key(const ApiContext& context, Call& call);

}  // namespace kirin::api::admin
