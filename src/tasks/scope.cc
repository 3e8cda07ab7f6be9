#include "tasks/scope.h"

#include <fmt/format.h>

namespace kirin::tasks {

std::string_view to_string(Scope scope) {
  switch (scope) {
    case Scope::generate:
      return "generate";
    case Scope::read:
      return "read";
    case Scope::upload:
      return "upload";
    case Scope::account:
      return "account";
    case Scope::callbacks:
      return "callbacks";
    case Scope::admin:
      return "admin";
  }
  EXPECTS(false);
}

Result<Scope> parse_scope(std::string_view text) {
  for (const Scope scope : kScopes) {
    if (text == to_string(scope)) {
      return scope;
    }
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("\"{}\" is no scope; there are: generate, read, upload, account, "
                           "callbacks, admin",
                           text)};
}

std::string to_string(ScopeSet scopes) {
  std::string text;
  for (const Scope scope : kScopes) {
    if (scopes.has(scope)) {
      text += text.empty() ? "" : " ";
      text += to_string(scope);
    }
  }
  return text;
}

Result<ScopeSet> parse_scopes(std::string_view text) {
  constexpr std::string_view kSeparators = " ,";
  ScopeSet scopes;
  for (auto begin = text.find_first_not_of(kSeparators); begin != std::string_view::npos;) {
    const auto end = text.find_first_of(kSeparators, begin);
    ASSIGN_OR_RETURN(const Scope scope, parse_scope(text.substr(begin, end - begin)));
    scopes.add(scope);
    begin = text.find_first_not_of(kSeparators, end);
  }
  return scopes;
}

}  // namespace kirin::tasks
