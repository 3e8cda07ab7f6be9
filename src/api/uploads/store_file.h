/// \file
/// Takes an uploaded file into the asset store.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::uploads {

/// Where a file was uploaded it is stored and recorded, or neither. A server that is killed in
/// between leaves a file that no row names.
Reply store_file(const ApiContext& context, Call& call);

}  // namespace kirin::api::uploads
