#include "api/idempotency.h"

#include <algorithm>
#include <array>

#include "base/file.h"
#include "base/hash.h"

namespace kirin::api {
namespace {

constexpr std::size_t kMostKeyBytes = 255;
constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr int kRetryAfterSeconds = 1;

bool is_visible(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

// The draft's value is a quoted string; most callers send it bare.
std::string_view unquoted(std::string_view text) {
  const bool is_quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

Result<void> add_file(Sha256& hash, const net::Body& body) {
  std::array<std::byte, kPieceBytes> piece;
  for (std::uint64_t offset = 0; offset < body.size_bytes;) {
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, body.size_bytes - offset));
    const auto part = std::span{piece}.first(size);
    RETURN_IF_ERROR(read_exactly_at(body.file.get(), part, offset));
    hash.update(part);
    offset += size;
  }
  return {};
}

Result<std::string> hash_of(const net::Request& request) {
  Sha256 hash;
  // Zero bytes part the fields: none of them can hold one.
  hash.update(request.method + '\0' + request.path + '\0');
  hash.update(std::string{request.headers.get("X-Model")} + '\0');
  if (request.body.file) {
    RETURN_IF_ERROR(add_file(hash, request.body));
  } else {
    hash.update(request.body.text);
  }
  return to_hex(hash.finish());
}

}  // namespace

std::variant<std::optional<tasks::IdempotentRequest>, ApiError> read_idempotency(
    const net::Request& request, std::string_view route) {
  const std::string_view key = unquoted(trimmed(request.headers.get("Idempotency-Key")));
  if (request.headers.get("Idempotency-Key").empty()) {
    return std::optional<tasks::IdempotentRequest>{};
  }
  if (key.empty() || key.size() > kMostKeyBytes || !is_visible(key)) {
    return ApiError{40003,
                    "invalid_parameter",
                    "Idempotency-Key: 1 to 255 visible ASCII characters are due",
                    "Idempotency-Key",
                    {},
                    {}};
  }
  auto hash = hash_of(request);
  if (!hash) {
    return from_backend(hash.error(), request);
  }
  return std::optional{
      tasks::IdempotentRequest{std::string{route}, std::string{key}, *std::move(hash)}};
}

ApiError key_used_otherwise() {
  return {42201,
          "idempotency_key_reused",
          "this Idempotency-Key was used with another request; use a new one for each request",
          "Idempotency-Key",
          {},
          {}};
}

ApiError still_in_flight() {
  return {40902,
          "idempotency_key_in_flight",
          "the first request with this Idempotency-Key is not answered yet; try again shortly",
          "Idempotency-Key",
          kRetryAfterSeconds,
          {}};
}

net::Response replayed(const tasks::KeptAnswer& answer) {
  net::Response response;
  response.status = answer.status;
  response.headers.set("Content-Type", "application/json");
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("Idempotency-Replayed", "true");
  response.body = answer.body;
  return response;
}

}  // namespace kirin::api
