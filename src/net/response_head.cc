#include "net/response_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>
#include <iterator>

#include "base/log.h"

namespace kirin::net {
namespace {

constexpr std::array<std::string_view, 7> kOwnFields{
    "Connection", "Content-Length",    "Date",        "Keep-Alive",
    "Server",     "Transfer-Encoding", "X-Request-Id"};

bool is_own_field(std::string_view name) {
  return std::any_of(kOwnFields.begin(), kOwnFields.end(),
                     [name](std::string_view own) { return equal_ignoring_case(own, name); });
}

bool is_token_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}

/// False where the field would end its line early or not read as a field (RFC 9110 §5.5).
bool is_sound(const std::string& name, const std::string& value) {
  const auto breaks = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), is_token_char) &&
         std::none_of(value.begin(), value.end(), breaks);
}

std::string_view reason_of(int status) {
  const auto known = boost::beast::http::int_to_status(static_cast<unsigned>(status));
  const auto reason = boost::beast::http::obsolete_reason(known);
  return {reason.data(), reason.size()};
}

void append_field(std::string_view name, std::string_view value, std::string& head) {
  head.append(name).append(": ").append(value).append("\r\n");
}

std::string_view connection_field(const HeadFacts& facts) {
  if (facts.keep_alive == KeepAlive::no) {
    return "close";
  }
  return facts.http_minor == 0 ? "keep-alive" : "";
}

}  // namespace

bool is_stream(const Response& response) {
  return std::holds_alternative<StreamBody>(response.body) && status_has_body(response.status);
}

bool status_has_body(int status) { return status >= 200 && status != 204 && status != 304; }

std::string response_head(const Response& response, const HeadFacts& facts) {
  std::string head;
  head.reserve(512);
  fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", response.status,
                 reason_of(response.status));
  for (const auto& [name, value] : response.headers.fields()) {
    if (is_own_field(name)) {
      continue;
    }
    if (!is_sound(name, value)) {
      log::error("response field left out",
                 {{"name", name}, {"value", value}, {"request_id", facts.request_id}});
      continue;
    }
    append_field(name, value, head);
  }
  append_field("Date", facts.date, head);
  append_field("Server", "kirin", head);
  if (const auto connection = connection_field(facts); !connection.empty()) {
    append_field("Connection", connection, head);
  }
  if (is_stream(response)) {
    head += facts.http_minor > 0 ? "Transfer-Encoding: chunked\r\n" : "";
  } else if (status_has_body(response.status)) {
    fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", body_size_bytes(response));
  }
  append_field("X-Request-Id", facts.request_id, head);
  return head += "\r\n";
}

}  // namespace kirin::net
