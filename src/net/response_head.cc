#include "net/response_head.h"

#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>
#include <charconv>
#include <cstdint>

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

constexpr bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

constexpr std::array<bool, 256> kIsTokenChar = [] {
  std::array<bool, 256> is_token{};
  for (std::size_t i = 0; i < is_token.size(); ++i) {
    const auto c = static_cast<char>(i);
    is_token[i] = is_letter_or_digit(c) ||
                  std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
  }
  return is_token;
}();

bool is_token_char(char c) { return kIsTokenChar[static_cast<unsigned char>(c)]; }

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

void append_number(std::uint64_t number, std::string& head) {
  std::array<char, 20> digits;
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  head.append(digits.data(), written.ptr);
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

void append_head(const Response& response, const HeadFacts& facts, std::string& head) {
  head += "HTTP/1.1 ";
  append_number(static_cast<std::uint64_t>(response.status), head);
  head.append(" ").append(reason_of(response.status)).append("\r\n");
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
    head += "Content-Length: ";
    append_number(body_size_bytes(response), head);
    head += "\r\n";
  }
  append_field("X-Request-Id", facts.request_id, head);
  head += "\r\n";
}

}  // namespace kirin::net
