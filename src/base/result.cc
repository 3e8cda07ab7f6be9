#include "base/result.h"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace kirin {
namespace {

ErrorCode code_for_errno(int error_number) {
  switch (error_number) {
    case ENOENT:
      return ErrorCode::not_found;
    case EEXIST:
      return ErrorCode::already_exists;
    case EACCES:
    case EPERM:
      return ErrorCode::permission_denied;
    case ENOSPC:
    case EDQUOT:
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case EFBIG:
      return ErrorCode::resource_exhausted;
    case EAGAIN:
    case ECONNREFUSED:
    case ECONNRESET:
    case EPIPE:
      return ErrorCode::unavailable;
    case ETIMEDOUT:
      return ErrorCode::deadline_exceeded;
    default:
      return ErrorCode::internal;
  }
}

}  // namespace

std::string_view to_string(ErrorCode code) {
  using enum ErrorCode;
  switch (code) {
    case canceled:
      return "canceled";
    case invalid_argument:
      return "invalid_argument";
    case deadline_exceeded:
      return "deadline_exceeded";
    case not_found:
      return "not_found";
    case already_exists:
      return "already_exists";
    case permission_denied:
      return "permission_denied";
    case resource_exhausted:
      return "resource_exhausted";
    case failed_precondition:
      return "failed_precondition";
    case aborted:
      return "aborted";
    case out_of_range:
      return "out_of_range";
    case unimplemented:
      return "unimplemented";
    case internal:
      return "internal";
    case unavailable:
      return "unavailable";
    case data_loss:
      return "data_loss";
    case unauthenticated:
      return "unauthenticated";
  }
  return "internal";
}

Error Error::within(std::string_view where) const {
  return Error{code, fmt::format("{}: {}", where, message)};
}

std::string Error::describe() const { return fmt::format("{}: {}", to_string(code), message); }

Error system_error(std::string_view what, int error_number) {
  return Error{code_for_errno(error_number),
               fmt::format("{}: {}", what, std::generic_category().message(error_number))};
}

}  // namespace kirin
