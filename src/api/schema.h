/// \file
/// The words that surfaces write their JSON Schemas with.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "base/json.h"

namespace kirin::api::schema {

JsonObject text(std::string_view description);
/// One of `words`.
JsonObject word(std::string_view description, std::initializer_list<std::string_view> words);
JsonObject integer(std::string_view description, std::optional<std::int64_t> minimum = {},
                   std::optional<std::int64_t> maximum = {});
JsonObject number(std::string_view description);
JsonObject boolean(std::string_view description);
/// Milliseconds since 1970.
JsonObject time(std::string_view description);
/// US dollars as decimal text, as Money::parse reads it and to_decimal writes it.
JsonObject money(std::string_view description);
/// `schema`, or null.
JsonObject or_null(JsonObject schema);
JsonObject array_of(JsonObject items, std::string_view description = {});
/// All of `properties` are there, but for `optional`.
JsonObject object_of(JsonObject properties, std::initializer_list<std::string_view> optional = {});
/// The same as a body that is read: none of them needs to be there but `required`, and there are no
/// others.
JsonObject body_of(JsonObject properties, std::initializer_list<std::string_view> required = {});
/// {"code": 200, "message": "ok"}
JsonObject ok_status();
/// A page of a list, as `page_json` makes it (page.h).
JsonObject page_of(JsonObject items);

}  // namespace kirin::api::schema
