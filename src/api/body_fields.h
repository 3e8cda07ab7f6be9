/// \file
/// The members of a small JSON body, read one by one; all that is wrong with them is told at once.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/context.h"
#include "api/error.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/money.h"
#include "net/message.h"

namespace kirin::api {

/// Each getter answers nothing where the member is not there or wrong; `error` knows which. Members
/// that nobody asked for are wrong too.
class BodyFields {
 public:
  /// The object in a request's body; 40001 or 41501 where there is none. `may_be_empty`: no body
  /// is an empty object.
  static std::variant<BodyFields, ApiError> of(const net::Request& request,
                                               const ApiContext& context,
                                               bool may_be_empty = false);

  bool has(std::string_view name) const { return object_.contains(name); }
  /// Where the member is null, which then counts as read.
  bool takes_null(std::string_view name);

  /// A string of `least` to `most` characters, without control characters.
  std::optional<std::string> text(std::string_view name, std::size_t most, std::size_t least = 0);
  std::optional<std::vector<std::string>> texts(std::string_view name, std::size_t most_items,
                                                std::size_t most_characters);
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t least,
                                      std::int64_t most = std::numeric_limits<std::int64_t>::max());
  /// Decimal text; numbers are refused, for they are read as floating point on the way.
  std::optional<Money> money(std::string_view name);
  /// Milliseconds since 1970, a date, or RFC 3339.
  std::optional<TimePoint> time(std::string_view name);

  /// Tells that a member is missing (40002) or wrong (40003).
  void missing(std::string_view name);
  void wrong(std::string_view name, std::string_view due);

  /// Once all were read: what is wrong, or nothing.
  std::optional<ApiError> error() const;

 private:
  explicit BodyFields(JsonObject object) : object_(std::move(object)) {}
  const Json* read(std::string_view name);

  JsonObject object_;
  std::set<std::string, std::less<>> known_;
  std::vector<ApiError> errors_;
};

}  // namespace kirin::api
