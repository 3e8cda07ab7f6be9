#include "net/request_head.h"

#include <fmt/format.h>

#include <boost/beast/http/error.hpp>
#include <utility>

#include "base/ids.h"
#include "base/text.h"
#include "net/target.h"

namespace kirin::net {
namespace {

namespace http = boost::beast::http;
using http::field;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

std::optional<Refusal> check_framing(const BeastHead& head) {
  const auto lengths = head.count(field::content_length);
  const auto codings = head.count(field::transfer_encoding);
  if (lengths > 1 || view(head[field::content_length]).find(',') != std::string_view::npos) {
    return Refusal{400, "more than one Content-Length"};
  }
  if (codings == 0) {
    return std::nullopt;
  }
  if (lengths > 0) {
    return Refusal{400, "both Content-Length and Transfer-Encoding"};
  }
  if (head.version() < 11) {
    return Refusal{400, "Transfer-Encoding in HTTP/1.0"};
  }
  if (codings > 1) {
    return Refusal{400, "more than one Transfer-Encoding"};
  }
  if (!equal_ignoring_case(view(head[field::transfer_encoding]), "chunked")) {
    return Refusal{501, "a Transfer-Encoding other than chunked"};
  }
  return std::nullopt;
}

std::optional<Refusal> check_host(const BeastHead& head) {
  const auto hosts = head.count(field::host);
  if (hosts > 1) {
    return Refusal{400, "more than one Host"};
  }
  if (hosts == 0 && head.version() >= 11) {
    return Refusal{400, "no Host"};
  }
  if (view(head[field::host]).find_first_of(" \t,/@") != std::string_view::npos) {
    return Refusal{400, "malformed Host"};
  }
  return std::nullopt;
}

}  // namespace

void copy_head(const BeastHead& head, Request& request) {
  request.method = view(head.method_string());
  request.target = view(head.target());
  for (const auto& line : head) {
    request.headers.add(std::string{view(line.name_string())}, std::string{view(line.value())});
  }
  const std::string_view id = request.headers.get("X-Request-Id");
  request.request_id = is_visible_id(id) ? std::string{id} : new_request_id();
}

std::optional<Refusal> check_head(const BeastHead& head, Request& request) {
  if (head.version() != 10 && head.version() != 11) {
    return Refusal{505, "neither HTTP/1.1 nor HTTP/1.0"};
  }
  if (auto refusal = check_framing(head)) {
    return refusal;
  }
  if (auto refusal = check_host(head)) {
    return refusal;
  }
  auto target = parse_target(request.target);
  if (!target) {
    return Refusal{400, target.error().message};
  }
  request.path = std::move(target->path);
  request.segments = std::move(target->segments);
  request.query = std::move(target->query);
  if (!target->authority.empty()) {
    request.headers.set("Host", std::move(target->authority));
  }
  const auto expectation = view(head[field::expect]);
  if (!expectation.empty() && !equal_ignoring_case(expectation, "100-continue")) {
    return Refusal{417, "an Expect other than 100-continue"};
  }
  return std::nullopt;
}

Refusal refusal_for(boost::system::error_code error, std::size_t max_header_bytes) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return {431, fmt::format("the head is larger than {} bytes", max_header_bytes)};
  }
  if (error == http::error::bad_version) {
    return {505, "neither HTTP/1.1 nor HTTP/1.0"};
  }
  const bool malformed =
      error.category() == http::make_error_code(http::error::bad_field).category();
  if (!malformed || error == http::error::end_of_stream || error == http::error::partial_message) {
    return {0, "the client has gone"};
  }
  return {400, error.message()};
}

}  // namespace kirin::net
