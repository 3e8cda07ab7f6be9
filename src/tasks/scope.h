/// \file
/// What an API key may be used for.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kirin::tasks {

enum class Scope {
  generate,   ///< create and cancel tasks
  read,       ///< see tasks and their results
  upload,     ///< store inputs
  account,    ///< see balance and usage
  callbacks,  ///< see and repeat callbacks, replace their secret
  admin,      ///< everybody's keys and accounts
};

inline constexpr std::array kScopes{Scope::generate, Scope::read,      Scope::upload,
                                    Scope::account,  Scope::callbacks, Scope::admin};

std::string_view to_string(Scope scope);
/// invalid_argument names the known ones.
Result<Scope> parse_scope(std::string_view text);

/// A set of scopes; as cheap to copy as a number.
class ScopeSet {
 public:
  constexpr ScopeSet() = default;
  constexpr ScopeSet(std::initializer_list<Scope> scopes) {
    for (const Scope scope : scopes) {
      add(scope);
    }
  }

  constexpr void add(Scope scope) { bits_ |= bit(scope); }
  constexpr bool has(Scope scope) const { return (bits_ & bit(scope)) != 0; }
  constexpr bool is_empty() const { return bits_ == 0; }
  bool operator==(const ScopeSet&) const = default;

 private:
  static constexpr std::uint32_t bit(Scope scope) { return 1U << static_cast<unsigned>(scope); }

  std::uint32_t bits_ = 0;
};

/// What a key has unless its maker says otherwise: all but admin.
inline constexpr ScopeSet kDefaultScopes{Scope::generate, Scope::read, Scope::upload,
                                         Scope::account, Scope::callbacks};

/// "generate read", in the order of `kScopes`.
std::string to_string(ScopeSet scopes);
/// Reads what to_string writes; words may be separated by commas too.
Result<ScopeSet> parse_scopes(std::string_view text);

}  // namespace kirin::tasks
