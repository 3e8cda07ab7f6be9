#include "api/models/model_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace kirin::api::models {

using catalog::Contract;

std::string type_of(const Contract& contract) {
  return to_lower(modalities_of(contract, "output").at(0).as_string());
}

std::string subtype_of(const Contract& contract) {
  const char source = has_modality(contract, "input", "image") ? 'i' : 't';
  return fmt::format("{}2{}", source, type_of(contract).front());
}

std::string vendor_of(const Contract& contract) {
  return std::string{contract.document().at("vendor").as_string()};
}

const JsonArray& modalities_of(const Contract& contract, std::string_view side) {
  return contract.document().at("modalities").at(side).as_array();
}

bool has_modality(const Contract& contract, std::string_view side, std::string_view name) {
  return std::ranges::any_of(modalities_of(contract, side), [&](const Json& each) {
    return equal_ignoring_case(each.as_string(), name);
  });
}

bool mentions(const Contract& contract, std::string_view query) {
  std::string text = fmt::format("{} {} {} {}", contract.id(), contract.display_name(),
                                 contract.description(), subtype_of(contract));
  for (const std::string& alias : contract.aliases()) {
    text += ' ' + alias;
  }
  text = to_lower(text);
  std::string words = to_lower(query);
  std::ranges::replace(words, ',', ' ');
  for (std::string_view rest = trimmed(words); !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    if (text.find(word) == std::string::npos) {
      return false;
    }
    rest = trimmed(rest.substr(word.size()));
  }
  return true;
}

}  // namespace kirin::api::models
