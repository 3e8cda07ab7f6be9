/// \file
/// One model as a caller of model discovery asked for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace kirin::api::models {

/// The references must outlive it.
struct ModelView {
  const catalog::Contract& contract;
  std::string_view name;      ///< the id or alias that the caller used; echoed
  std::string_view base_url;  ///< links stand below it
};

/// "video": what the model makes.
std::string type_of(const catalog::Contract& contract);
/// "t2v" or "i2v": what it makes that of.
std::string subtype_of(const catalog::Contract& contract);
/// "kling": whose protocol the model comes from.
std::string vendor_of(const catalog::Contract& contract);
/// "Text", "Image", …; `side` is "input" or "output".
const JsonArray& modalities_of(const catalog::Contract& contract, std::string_view side);
bool has_modality(const catalog::Contract& contract, std::string_view side, std::string_view name);

/// Whether every word of `query` is in the model's names or description, without regard to case.
bool mentions(const catalog::Contract& contract, std::string_view query);

/// The models that `fits` says yes to, in the catalog's order.
template <typename Predicate>
std::vector<const catalog::Contract*> models_that(const catalog::Catalog& catalog, Predicate fits) {
  std::vector<const catalog::Contract*> found;
  for (const auto& contract : catalog.contracts()) {
    if (fits(*contract)) {
      found.push_back(contract.get());
    }
  }
  return found;
}

}  // namespace kirin::api::models
