/// \file
/// The rules between a model's parameters, as JSON Schema and as sentences.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace kirin::catalog {

/// A schema (2020-12) for each rule that refuses requests, for `allOf`: a parameter object that
/// breaks the rule does not fit it.
JsonArray rule_schemas(const JsonObject& document);

/// What callers are told where they break a rule, or where a rule changes what they asked for.
std::vector<std::string> rule_sentences(const JsonObject& document);

}  // namespace kirin::catalog
