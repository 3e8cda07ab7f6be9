/// \file
/// `Result<T>`: a value or an `Error`, for everything the world may refuse: bad input, a missing
/// row, a full disk, a cut connection. Spelled like `std::expected`, so that it can become that.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/expects.h"

namespace kirin {

/// What went wrong, in the words of the gRPC status codes. The code alone decides whether a retry
/// may help and, in `api/`, what the client sees.
enum class ErrorCode {
  canceled,
  invalid_argument,
  deadline_exceeded,
  not_found,
  already_exists,
  permission_denied,
  resource_exhausted,
  failed_precondition,
  aborted,
  out_of_range,
  unimplemented,
  internal,
  unavailable,
  data_loss,
  unauthenticated,
};

/// The code as text, such as "not_found".
std::string_view to_string(ErrorCode code);

/// A failure: `message` is for the operator and says what was found and what was due.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;

  /// The same error with "`where`: " before the message, added by a caller who knows more.
  Error within(std::string_view where) const;
  /// "code: message", for logs.
  std::string describe() const;
};

/// The error of a failed system call: `errno`'s text after `what`, and a fitting code.
Error system_error(std::string_view what, int error_number);

/// A `T` or an `Error`. Reading the side that is not there is our bug and aborts.
template <typename T>
class [[nodiscard]] Result {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): `return value;` is the point of the type.
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & {
    EXPECTS(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    EXPECTS(has_value());
    return *std::get_if<0>(&state_);
  }
  // By value, so that `for (x : *f())` and `const auto& x = *f()` keep what they look at alive.
  T value() && {
    EXPECTS(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    EXPECTS(!has_value());
    return *std::get_if<1>(&state_);
  }
  /// The same result, its error (if any) said to have happened `within` that.
  Result within(std::string_view where) && {
    if (has_value()) {
      return std::move(*this);
    }
    return error().within(where);
  }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an `Error`.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(Error error) : error_(std::move(error)) {}

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const {
    EXPECTS(error_.has_value());
    return *error_;
  }
  Result within(std::string_view where) && {
    if (has_value()) {
      return {};
    }
    return error().within(where);
  }

 private:
  std::optional<Error> error_;
};

}  // namespace kirin

#define KIRIN_CONCAT_INNER(a, b) a##b
#define KIRIN_CONCAT(a, b) KIRIN_CONCAT_INNER(a, b)

/// `ASSIGN_OR_RETURN(const auto x, f());`: x is f's value, or the function returns f's error.
/// A statement of its own, never part of an expression.
#define ASSIGN_OR_RETURN(declaration, expression) \
  ASSIGN_OR_RETURN_INNER(KIRIN_CONCAT(result_, __LINE__), declaration, expression)
#define ASSIGN_OR_RETURN_INNER(result, declaration, expression) \
  auto result = (expression);                                   \
  if (!result) {                                                \
    return result.error();                                      \
  }                                                             \
  declaration = *std::move(result)

/// `RETURN_IF_ERROR(f());`: goes on where f succeeded, else returns its error.
#define RETURN_IF_ERROR(expression)                                                            \
  if (auto KIRIN_CONCAT(status_, __LINE__) = (expression); !KIRIN_CONCAT(status_, __LINE__)) { \
    return KIRIN_CONCAT(status_, __LINE__).error();                                            \
  }                                                                                            \
  static_assert(true)
