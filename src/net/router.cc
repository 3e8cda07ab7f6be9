#include "net/router.h"

#include <algorithm>

#include "base/expects.h"
#include "net/target.h"

namespace kirin::net {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

bool is_name(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}
bool is_rest(std::string_view segment) { return segment.ends_with("...}"); }

std::string name_of(std::string_view segment) {
  segment.remove_prefix(1);
  segment.remove_suffix(is_rest(segment) ? 4 : 1);
  return std::string{segment};
}

/// How specific a pattern's segment is: a literal before a name before the rest of the path.
int rank(std::string_view segment) {
  if (!is_name(segment)) {
    return 0;
  }
  return is_rest(segment) ? 2 : 1;
}

/// The remaining segments as one text; an encoded slash inside one of them stays "%2F".
std::string joined(const std::vector<std::string>& segments, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < segments.size(); ++i) {
    text += i > first ? "/" : "";
    for (const char c : segments[i]) {
      text += c == '/' ? std::string{"%2F"} : std::string(1, c);
    }
  }
  return text;
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  const bool takes_rest = !pattern.empty() && is_rest(pattern.back());
  const std::size_t fixed = pattern.size() - (takes_rest ? 1 : 0);
  if (takes_rest ? path.size() <= fixed : path.size() != fixed) {
    return false;
  }
  for (std::size_t i = 0; i < fixed; ++i) {
    // A name stands for one segment that is not empty.
    if (is_name(pattern[i]) ? path[i].empty() : pattern[i] != path[i]) {
      return false;
    }
  }
  return true;
}

Parameters parameters_of(const std::vector<std::string>& pattern,
                         const std::vector<std::string>& path) {
  Parameters parameters;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_name(pattern[i])) {
      parameters.emplace_back(name_of(pattern[i]), is_rest(pattern[i]) ? joined(path, i) : path[i]);
    }
  }
  return parameters;
}

/// Compares two patterns that fit the same path, segment by segment.
bool more_specific(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::lexicographical_compare(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const std::string& x, const std::string& y) { return rank(x) < rank(y); });
}

void add_method(const std::string& method, std::string* allowed) {
  if (allowed->find(method) == std::string::npos) {
    *allowed += (allowed->empty() ? "" : ", ") + method;
  }
}

/// 0 where the route's handler answers the method itself, 1 where GET stands in for HEAD, -1 where
/// it does not.
int method_rank(const std::string& route, const std::string& method) {
  if (route == method) {
    return 0;
  }
  return method == "HEAD" && route == "GET" ? 1 : -1;
}

}  // namespace

void Router::add(std::string method, std::string pattern, Handler handler) {
  EXPECTS(pattern.starts_with('/') && handler);
  Route route{std::move(method), std::move(pattern), {}, std::move(handler)};
  route.segments = split_path(route.pattern);
  for (std::size_t i = 0; i + 1 < route.segments.size(); ++i) {
    EXPECTS(rank(route.segments[i]) != 2);
  }
  routes_.push_back(std::move(route));
}

void Router::set_not_found(Handler handler) { not_found_ = std::move(handler); }

void Router::set_method_not_allowed(Handler handler) { method_not_allowed_ = std::move(handler); }

const Router::Route* Router::match(const Request& request, Parameters* parameters,
                                   std::string* allowed) const {
  const std::vector<std::string> split =
      request.segments.empty() ? split_path(request.path) : std::vector<std::string>{};
  const std::vector<std::string>& path = request.segments.empty() ? split : request.segments;
  const Route* best = nullptr;
  int best_method = 0;
  for (const Route& route : routes_) {
    if (!fits(route.segments, path)) {
      continue;
    }
    const int method = method_rank(route.method, request.method);
    if (method < 0) {
      add_method(route.method, allowed);
      if (route.method == "GET") {
        add_method("HEAD", allowed);
      }
      continue;
    }
    if (best == nullptr || more_specific(route.segments, best->segments) ||
        (!more_specific(best->segments, route.segments) && method < best_method)) {
      best = &route;
      best_method = method;
    }
  }
  if (best != nullptr) {
    *parameters = parameters_of(best->segments, path);
  }
  return best;
}

Response Router::answer(Request& request) const {
  Parameters parameters;
  std::string allowed;
  if (const Route* route = match(request, &parameters, &allowed)) {
    for (auto& [name, value] : parameters) {
      request.path_parameters.insert_or_assign(std::move(name), std::move(value));
    }
    return route->handler(request);
  }
  if (allowed.empty()) {
    return not_found_ ? not_found_(request) : Response{.status = 404, .headers = {}, .body = {}};
  }
  Response response = method_not_allowed_ ? method_not_allowed_(request)
                                          : Response{.status = 405, .headers = {}, .body = {}};
  response.headers.set("Allow", allowed);
  return response;
}

std::vector<std::string> Router::routes() const {
  std::vector<std::string> names;
  for (const Route& route : routes_) {
    names.push_back(route.method + " " + route.pattern);
  }
  return names;
}

std::string Router::pattern_for(const Request& request) const {
  Parameters parameters;
  std::string allowed;
  const Route* route = match(request, &parameters, &allowed);
  return route == nullptr ? std::string{} : route->pattern;
}

}  // namespace kirin::net
