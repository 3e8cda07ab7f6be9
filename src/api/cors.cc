#include "api/cors.h"

#include <algorithm>

namespace kirin::api {
namespace {

constexpr const char* kMethods = "GET, HEAD, POST, PUT, PATCH, DELETE";
constexpr const char* kRequestHeaders =
    "Authorization, Content-Type, Idempotency-Key, X-Api-Key, X-Model, X-Project, X-Request-Id, "
    "X-Source, traceparent, tracestate";
constexpr const char* kResponseHeaders =
    "Idempotency-Replayed, RateLimit, RateLimit-Policy, Retry-After, X-RateLimit-Limit, "
    "X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id, traceparent";
constexpr const char* kPreflightSeconds = "600";

bool is_listed(const std::vector<std::string>& origins, std::string_view origin) {
  return std::any_of(origins.begin(), origins.end(), [&](const std::string& listed) {
    return listed == "*" || equal_ignoring_case(listed, origin);
  });
}

void permit(net::Response& response, const std::vector<std::string>& origins,
            std::string_view origin) {
  const bool is_any = std::find(origins.begin(), origins.end(), "*") != origins.end();
  response.headers.set("Access-Control-Allow-Origin", is_any ? "*" : std::string{origin});
  response.headers.set("Access-Control-Expose-Headers", kResponseHeaders);
}

net::Response preflight() {
  net::Response response;
  response.status = 204;
  response.headers.set("Access-Control-Allow-Methods", kMethods);
  response.headers.set("Access-Control-Allow-Headers", kRequestHeaders);
  response.headers.set("Access-Control-Max-Age", kPreflightSeconds);
  return response;
}

}  // namespace

net::Handler with_cors(std::vector<std::string> origins, net::Handler handler) {
  if (origins.empty()) {
    return handler;
  }
  return [origins = std::move(origins), handler = std::move(handler)](net::Request& request) {
    const std::string origin{request.headers.get("Origin")};
    const bool is_permitted = !origin.empty() && is_listed(origins, origin);
    const bool is_preflight = request.method == "OPTIONS" &&
                              !request.headers.get("Access-Control-Request-Method").empty();
    net::Response response = is_permitted && is_preflight ? preflight() : handler(request);
    if (is_permitted) {
      permit(response, origins, origin);
    }
    // Caches must not hand one origin's answer to another.
    response.headers.add("Vary", "Origin");
    return response;
  };
}

}  // namespace kirin::api
