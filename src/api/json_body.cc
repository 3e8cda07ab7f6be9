#include "api/json_body.h"

#include <fmt/format.h>

namespace kirin::api {
namespace {

bool is_json_type(std::string_view content_type) {
  const std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
  // curl -d says "form" for the JSON it sends; refusing that would help nobody.
  return type.empty() || equal_ignoring_case(type, "application/json") || type.ends_with("+json") ||
         equal_ignoring_case(type, "text/plain") ||
         equal_ignoring_case(type, "application/x-www-form-urlencoded");
}

}  // namespace

std::variant<SpilledJson, ApiError> read_json_body(const net::Request& request,
                                                   const std::filesystem::path& spool_directory) {
  const std::string_view content_type = request.headers.get("Content-Type");
  if (!is_json_type(content_type)) {
    return ApiError{41501,
                    "unsupported_media_type",
                    fmt::format("the body must be application/json, not {}", content_type),
                    {},
                    {},
                    {}};
  }
  if (request.body.size_bytes == 0) {
    return malformed("the body is empty; a JSON object is required");
  }
  if (request.body.file) {
    auto parsed = parse_json_file(request.body.file.get(), spool_directory);
    if (parsed) {
      return *std::move(parsed);
    }
    return parsed.error().code == ErrorCode::invalid_argument
               ? malformed(parsed.error().message)
               : from_backend(parsed.error(), request);
  }
  auto parsed = parse_json(request.body.text);
  if (!parsed) {
    return malformed(parsed.error().message);
  }
  return SpilledJson{*std::move(parsed), {}};
}

}  // namespace kirin::api
