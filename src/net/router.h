/// \file
/// From method and path to a handler.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/message.h"

namespace kirin::net {

/// Routes with `{name}` for one segment that is not empty and `{name...}` for the rest of the path
/// (one segment or more). Of several that fit, segment by segment a literal wins over a name and a
/// name over the rest. HEAD is answered by the GET handler (the session sends no body).
class Router {
 public:
  void add(std::string method, std::string pattern, Handler handler);
  /// What answers where no pattern fits (404) and where only the method does not (405; `Allow` is
  /// set on the way out).
  void set_not_found(Handler handler);
  void set_method_not_allowed(Handler handler);

  /// The response of the fitting handler; `request.path_parameters` is filled in.
  Response answer(Request& request) const;
  /// Every route as "GET /path/{id}", in order of addition: for OpenAPI, metrics and tests.
  std::vector<std::string> routes() const;
  /// The pattern that fits the request, or empty: a bounded label for metrics and logs.
  std::string pattern_for(const Request& request) const;

 private:
  struct Route {
    std::string method;
    std::string pattern;
    std::vector<std::string> segments;
    Handler handler;
  };
  const Route* match(const Request& request,
                     std::vector<std::pair<std::string, std::string>>* parameters,
                     std::string* allowed) const;
  std::vector<Route> routes_;
  Handler not_found_;
  Handler method_not_allowed_;
};

}  // namespace kirin::net
