/// \file
/// The rules between parameters of a contract, applied to parameters that were read
/// (parameter_reader.h).
#pragma once

#include <string>
#include <vector>

#include "catalog/contract_model.h"
#include "catalog/parameter_reader.h"

namespace kirin::catalog {

/// A demand that is not met, and the parameters whose absence it complains of.
struct BrokenDemand {
  const Demand* demand = nullptr;
  std::vector<std::string> absent;
};

/// All demands that are not met, in the contract's order. A demand that speaks of a broken
/// parameter is not judged: its value is not known.
std::vector<BrokenDemand> broken_demands(const ContractModel& model, const ReadParameters& read);

/// Applies the contract's effects, in order, and adds their warnings.
void apply_effects(const ContractModel& model, ReadParameters& read);

}  // namespace kirin::catalog
