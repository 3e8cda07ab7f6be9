/// \file
/// Model discovery (API.md §1.9): lists, specs and contracts for the command-line clients, skills
/// for people and agents. All made from the catalog.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::models {

/// Adds the operations; the catalog must outlive the table. They ask for a key only where
/// `options.models_need_key`.
void add_operations(OperationTable& table, const catalog::Catalog& catalog,
                    const ApiOptions& options);

}  // namespace kirin::api::models
