/// \file
/// The secrets that sign the callbacks of a key's tasks.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::callbacks {

/// Those of the calling key, newest first.
Reply list_secrets(const ApiContext& context, Call& call);
/// A new one; those before it sign beside it for `ApiOptions::secret_overlap`.
Reply rotate_secret(const ApiContext& context, Call& call);

}  // namespace kirin::api::callbacks
