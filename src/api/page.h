/// \file
/// Lists in pages, the same on every surface of this server's own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/operation.h"
#include "base/json.h"

namespace kirin::api {

/// `limit` (1 to 100, 20 by default) and `after`: the query parameters of a list.
std::vector<Parameter> page_parameters(JsonObject after_schema);

/// {"data": […], "has_more": …, "next": …}
JsonObject page_json(JsonArray data, const std::optional<std::string>& next);

/// Cuts what was asked for with one row more than `limit` to `limit`; true where there was one
/// more.
template <typename Row>
bool cut_to(std::vector<Row>& rows, std::int64_t limit) {
  const auto size = static_cast<std::size_t>(limit);
  if (rows.size() <= size) {
    return false;
  }
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(size), rows.end());
  return true;
}

}  // namespace kirin::api
