/// \file
/// Contract files: JSON in, a `ContractModel` out, or the place where the file is wrong.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "catalog/contract_model.h"

namespace kirin::catalog {

/// Reads one contract. invalid_argument "/parameters/3/max_length: is missing" for the first thing
/// that breaks the format (catalog/contract.schema.json) or is inconsistent in itself
/// (contract_consistency.h).
Result<ContractModel> read_contract(const Json& document);

}  // namespace kirin::catalog
