#include "api/page.h"

#include <utility>

namespace kirin::api {

std::vector<Parameter> page_parameters(JsonObject after_schema) {
  return {{"limit",
           "How many on a page.",
           {{"type", "integer"}, {"minimum", 1}, {"maximum", 100}, {"default", 20}}},
          {"after", "`next` of the page before.", std::move(after_schema)}};
}

JsonObject page_json(JsonArray data, const std::optional<std::string>& next) {
  Json cursor = next ? Json(*next) : Json(nullptr);
  return {{"data", std::move(data)}, {"has_more", next.has_value()}, {"next", std::move(cursor)}};
}

}  // namespace kirin::api
