/// \file
/// The voices of this server: a list, and a sample of each to listen to.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::voices {

/// Adds the operations; `context` must outlive the table. They ask for a key only where
/// `options.models_need_key`.
void add_operations(OperationTable& table, const ApiContext& context);

}  // namespace kirin::api::voices
