#include "net/router.h"

#include <utility>

#include "base/expects.h"
#include "net/target.h"

namespace kirin::net {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

bool is_name(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}
bool is_rest(std::string_view segment) { return is_name(segment) && segment.ends_with("...}"); }

std::string name_of(std::string_view segment) {
  segment.remove_suffix(is_rest(segment) ? 4 : 1);
  return std::string{segment.substr(1)};
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

/// One walk from the root, most specific way first.
class Router::Search {
 public:
  Search(const Router& router, const Request& request)
      : method_(request.method),
        split_(request.segments.empty() ? split_path(request.path) : std::vector<std::string>{}),
        path_(request.segments.empty() ? split_ : request.segments),
        route_(step(router.root_, 0)) {}
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  /// The route that fits, or null.
  const Route* route() const { return route_; }
  Parameters parameters() const { return parameters_of(route_->segments, path_); }
  /// The methods of routes that fit but for theirs; all of them where there is no route.
  const std::string& allowed() const { return allowed_; }

 private:
  const Route* step(const Node& node, std::size_t at) {
    if (at == path_.size()) {
      return choose(node.here);
    }
    const std::string& segment = path_[at];
    const auto literal = node.literals.find(segment);
    const Route* found = literal == node.literals.end() ? nullptr : step(literal->second, at + 1);
    if (found == nullptr && node.name != nullptr && !segment.empty()) {
      found = step(*node.name, at + 1);
    }
    return found == nullptr ? choose(node.of_rest) : found;
  }

  const Route* choose(const std::vector<const Route*>& routes) {
    const Route* best = nullptr;
    int best_rank = 0;
    for (const Route* route : routes) {
      const int rank = method_rank(route->method, method_);
      if (rank >= 0 && (best == nullptr || rank < best_rank)) {
        best = route;
        best_rank = rank;
      }
    }
    for (std::size_t i = 0; best == nullptr && i < routes.size(); ++i) {
      add_method(routes[i]->method, &allowed_);
      if (routes[i]->method == "GET") {
        add_method("HEAD", &allowed_);
      }
    }
    return best;
  }

  const std::string& method_;
  const std::vector<std::string> split_;
  const std::vector<std::string>& path_;
  std::string allowed_;
  const Route* route_;  // Last: the search uses all of the above.
};

void Router::add(std::string method, std::string pattern, Handler handler) {
  EXPECTS(pattern.starts_with('/') && handler);
  Route route{std::move(method), std::move(pattern), {}, std::move(handler)};
  route.segments = split_path(route.pattern);
  for (std::size_t i = 0; i + 1 < route.segments.size(); ++i) {
    EXPECTS(!is_rest(route.segments[i]));
  }
  routes_.push_back(std::move(route));
  const Route& added = routes_.back();
  Node* node = &root_;
  for (const std::string& segment : added.segments) {
    if (is_rest(segment)) {
      node->of_rest.push_back(&added);
      return;
    }
    if (is_name(segment)) {
      node->name = node->name == nullptr ? std::make_unique<Node>() : std::move(node->name);
      node = node->name.get();
    } else {
      node = &node->literals[segment];
    }
  }
  node->here.push_back(&added);
}

void Router::set_not_found(Handler handler) { not_found_ = std::move(handler); }

void Router::set_method_not_allowed(Handler handler) { method_not_allowed_ = std::move(handler); }

Response Router::answer(Request& request) const {
  const Search search{*this, request};
  if (const Route* route = search.route()) {
    for (auto& [name, value] : search.parameters()) {
      request.path_parameters.insert_or_assign(std::move(name), std::move(value));
    }
    request.route = route->pattern;
    return route->handler(request);
  }
  if (search.allowed().empty()) {
    return not_found_ ? not_found_(request) : Response{.status = 404, .headers = {}, .body = {}};
  }
  Response response = method_not_allowed_ ? method_not_allowed_(request)
                                          : Response{.status = 405, .headers = {}, .body = {}};
  response.headers.set("Allow", search.allowed());
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
  const Route* route = Search{*this, request}.route();
  return route == nullptr ? std::string{} : route->pattern;
}

}  // namespace kirin::net
