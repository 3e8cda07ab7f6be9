/// \file
/// Finds things in a contract's document, which the loader has found to be whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/json.h"

namespace kirin::catalog {

/// The parameters of a contract, or the fields of an object or of a list's items.
const JsonArray& parameters_of(const JsonObject& document);
const JsonArray& children_of(const JsonObject& parameter);

/// The parameter of that name; there must be one.
const JsonObject& parameter_named(const JsonArray& parameters, std::string_view name);

std::string_view name_of(const JsonObject& parameter);
/// "string", "number", "integer", "boolean", "object" or "array".
std::string_view type_of(const JsonObject& parameter);
/// What a string means: "text", "choice", "image", "url" or "identifier"; empty for other types.
std::string_view format_of(const JsonObject& parameter);
bool is_required(const JsonObject& parameter);
/// The field that a bare value stands for, or null.
const JsonObject* bare_child_of(const JsonObject& parameter);

/// A choice as a number, where it is one of whole digits: callers write those as numbers too.
std::optional<std::int64_t> choice_as_number(std::string_view choice);

/// Copies `from[name]`, where it is there, to `to[as]`.
void copy_member(const JsonObject& from, std::string_view name, JsonObject& to,
                 std::string_view as);

}  // namespace kirin::catalog
