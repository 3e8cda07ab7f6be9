#include "api/files/routes.h"

#include "api/error.h"
#include "net/file_response.h"

namespace kirin::api::files {
namespace {

std::string_view query_value(const net::Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string_view{} : std::string_view{found->second};
}

net::Response refused(const Error& error, const net::Request& request) {
  const bool expired = error.code == ErrorCode::deadline_exceeded;
  const char* message = expired ? "this link has expired; query the task again for a fresh one"
                                : "this link is not valid: its signature does not fit";
  return error_response({40304, expired ? "link_expired" : "bad_signature", message, {}, {}, {}},
                        request);
}

std::string file_name(std::string_view key) { return std::string{key.substr(key.rfind('/') + 1)}; }

net::Response download(const ApiContext& context, const net::Request& request) {
  const std::string& key = request.path_parameters.find("key")->second;
  const auto permitted = context.signed_urls.verify(key, query_value(request, "exp"),
                                                    query_value(request, "sig"), Clock::now());
  if (!permitted) {
    return refused(permitted.error(), request);
  }
  auto asset = context.assets.open(key);
  if (!asset && asset.error().code == ErrorCode::not_found) {
    return error_response({40404, "unknown_file", "this file is no longer stored", {}, {}, {}},
                          request);
  }
  if (!asset) {
    return error_response(from_backend(asset.error(), request), request);
  }
  const assets::AssetFacts& facts = asset->facts;
  net::Response response = net::file_response(
      request,
      {facts.size_bytes, facts.sha256, facts.content_type, facts.created_at, file_name(key)},
      std::move(asset->fd));
  // A link is a capability: caches of its holder may keep the file, shared ones may not.
  response.headers.set("Cache-Control", "private, max-age=3600");
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace

void add_routes(net::Router& router, const ApiContext& context) {
  router.add("GET", "/files/{key...}",
             [&context](net::Request& request) { return download(context, request); });
}

}  // namespace kirin::api::files
