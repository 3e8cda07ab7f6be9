#include "api/docs/operations.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/docs/embedded_files.h"
#include "api/docs/gzip.h"
#include "base/hash.h"

namespace kirin::api::docs {
namespace {

constexpr std::string_view kPage = "index.html";
constexpr std::size_t kTagDigits = 32;

// The page's styles are made by its script as it runs; scripts come from files only, and nothing
// comes from elsewhere.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

const EmbeddedFile* find_file(std::string_view name) {
  const auto files = embedded_files();
  const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
  return found == files.end() ? nullptr : &*found;
}

net::Response send(const Call& call, const EmbeddedFile& file) {
  const bool compressed = accepts_gzip(call.request.headers.get("Accept-Encoding"));
  // Another representation has another tag (RFC 9110 §8.8.3).
  const std::string tag = fmt::format("\"{}{}\"", sha256_hex(file.gzip).substr(0, kTagDigits),
                                      compressed ? "-gzip" : "");
  net::Response response;
  response.headers.set("ETag", tag);
  response.headers.set("Cache-Control", "no-cache");
  response.headers.set("Vary", "Accept-Encoding");
  response.headers.set("Content-Security-Policy", kPolicy);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "no-referrer");
  if (call.request.headers.get("If-None-Match").find(tag) != std::string_view::npos) {
    response.status = 304;
    return response;
  }
  response.headers.set("Content-Type", fmt::format("{}; charset=utf-8", file.content_type));
  if (compressed) {
    response.headers.set("Content-Encoding", "gzip");
    response.body = std::string{file.gzip};
  } else {
    response.body = inflated(file.gzip);
  }
  return response;
}

Reply send_named(Call& call) {
  const EmbeddedFile* file = find_file(call.path("file"));
  if (file == nullptr) {
    return ApiError{40404, "unknown_file", "the page has no such file", {}, {}, {}};
  }
  return send(call, *file);
}

Operation page_operation() {
  Operation row{.method = "GET",
                .pattern = "/docs",
                .id = "docs",
                .tag = "Documentation",
                .summary = "A page that shows this document",
                .description = {}};
  row.answers = {{200, "The page.", "text/html", {{"type", "string"}}},
                 {304, "It is as it was.", ""}};
  return row;
}

Operation file_operation() {
  Operation row{.method = "GET",
                .pattern = "/docs/{file}",
                .id = "docsFile",
                .tag = "Documentation",
                .summary = "What the page loads",
                .description = {}};
  row.path = {{"file", "The file's name.", {{"type", "string"}}, true}};
  for (const char* type : {"text/javascript", "image/svg+xml", "text/html"}) {
    row.answers.push_back({200, "", type, {{"type", "string"}}});
  }
  row.answers.front().description = "The file.";
  row.answers.push_back({304, "It is as it was.", ""});
  row.errors = {404};
  return row;
}

}  // namespace

void add_operations(OperationTable& table) {
  table.add(page_operation(), [](Call& call) -> Reply { return send(call, *find_file(kPage)); });
  table.add(file_operation(), send_named);
}

}  // namespace kirin::api::docs
