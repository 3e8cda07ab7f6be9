#include "api/openapi/operations.h"

#include <memory>
#include <string>

#include "api/base_url.h"
#include "api/openapi/document.h"
#include "base/expects.h"

namespace kirin::api::openapi {
namespace {

constexpr std::string_view kBaseUrlMark = "urn:kirin:base-url";

// The document as text around the only thing that differs between requests: where the server is.
struct ServedDocument {
  std::string before;
  std::string after;

  std::string below(const std::string& base_url) const {
    return before + boost::json::serialize(Json(base_url)) + after;
  }
};

ServedDocument split(const JsonObject& document) {
  const std::string text = boost::json::serialize(document);
  const std::string mark = boost::json::serialize(Json(kBaseUrlMark));
  const auto at = text.find(mark);
  EXPECTS(at != std::string::npos && text.find(mark, at + 1) == std::string::npos);
  return {text.substr(0, at), text.substr(at + mark.size())};
}

Operation operation() {
  Operation row{.method = "GET",
                .pattern = "/openapi.json",
                .id = "openapi",
                .tag = "Documentation",
                .summary = "This document",
                .description = {}};
  row.answers = {{200, "OpenAPI 3.1.", "application/json", {{"type", "object"}}}};
  return row;
}

}  // namespace

void add_operations(OperationTable& table, const catalog::Catalog& catalog,
                    const ApiOptions& options) {
  // Filled below, when the table is whole.
  const auto served = std::make_shared<ServedDocument>();
  table.add(operation(), [served, public_url = options.public_url](Call& call) -> Reply {
    net::Response response;
    response.headers.set("Content-Type", "application/json");
    response.headers.set("Cache-Control", "no-cache");
    response.body = served->below(base_url(public_url, call.request));
    return response;
  });
  *served = split(openapi_document(table, catalog, kBaseUrlMark));
}

}  // namespace kirin::api::openapi
