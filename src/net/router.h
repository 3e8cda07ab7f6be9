/// \file
/// From method and path to a handler.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
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

  /// The response of the fitting handler; `request.path_parameters` and `request.route` are filled
  /// in.
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
  /// What may follow a beginning of a path: one step of the way from the root for each segment.
  struct Node {
    std::map<std::string, Node, std::less<>> literals;
    std::unique_ptr<Node> name;         ///< where `{name}` takes the segment
    std::vector<const Route*> here;     ///< whose pattern ends here
    std::vector<const Route*> of_rest;  ///< whose `{name...}` begins here
  };
  class Search;
  std::deque<Route> routes_;  // In order of addition; never moved.
  Node root_;
  Handler not_found_;
  Handler method_not_allowed_;
};

}  // namespace kirin::net
