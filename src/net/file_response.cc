#include "net/file_response.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "base/ids.h"
#include "net/byte_range.h"
#include "net/http_date.h"

namespace kirin::net {
namespace {

enum class Verdict { send, not_modified, precondition_failed };

/// True where the list of an If-Match or If-None-Match field names `etag`. "W/" before a tag makes
/// it weak, and a weak one matches only where `weak_counts`.
bool names_etag(std::string_view list, std::string_view etag, bool weak_counts) {
  if (trimmed(list) == "*") {
    return true;
  }
  while (!etag.empty()) {
    const std::size_t open = list.find('"');
    const std::size_t close = open == std::string_view::npos ? open : list.find('"', open + 1);
    if (close == std::string_view::npos) {
      return false;
    }
    const bool weak = open >= 2 && list.substr(open - 2, 2) == "W/";
    if ((weak_counts || !weak) && list.substr(open + 1, close - open - 1) == etag) {
      return true;
    }
    list.remove_prefix(close + 1);
  }
  return false;
}

/// RFC 9110 §13.2.2, steps 1 to 4.
Verdict check_conditions(const Request& request, const FileFacts& facts) {
  const auto modified = std::chrono::floor<std::chrono::seconds>(facts.last_modified);
  const std::string_view if_match = request.headers.get("If-Match");
  const auto unmodified_since = parse_http_date(request.headers.get("If-Unmodified-Since"));
  if (!if_match.empty()) {
    if (!names_etag(if_match, facts.etag, false)) {
      return Verdict::precondition_failed;
    }
  } else if (unmodified_since && modified > *unmodified_since) {
    return Verdict::precondition_failed;
  }
  const std::string_view if_none_match = request.headers.get("If-None-Match");
  if (!if_none_match.empty()) {
    return names_etag(if_none_match, facts.etag, true) ? Verdict::not_modified : Verdict::send;
  }
  const auto modified_since = parse_http_date(request.headers.get("If-Modified-Since"));
  return modified_since && modified <= *modified_since ? Verdict::not_modified : Verdict::send;
}

/// True where If-Range is absent or names this very file. A date must be the exact one (RFC 9110
/// §13.1.5).
bool if_range_holds(const Request& request, const FileFacts& facts) {
  const std::string_view condition = trimmed(request.headers.get("If-Range"));
  if (condition.empty()) {
    return true;
  }
  if (const auto date = parse_http_date(condition)) {
    return std::chrono::floor<std::chrono::seconds>(facts.last_modified) == *date;
  }
  return !facts.etag.empty() && condition == fmt::format("\"{}\"", facts.etag);
}

/// The ranges to send, or nothing for the whole file.
std::optional<std::vector<ByteRange>> wanted_ranges(const Request& request,
                                                    const FileFacts& facts) {
  const std::string_view range = request.headers.get("Range");
  if (range.empty() || request.method != "GET" || !if_range_holds(request, facts)) {
    return std::nullopt;
  }
  auto ranges = parse_byte_ranges(range, facts.size_bytes);
  return ranges;
}

std::string content_range(const ByteRange& range, std::uint64_t size_bytes) {
  return fmt::format("bytes {}-{}/{}", range.first, range.last, size_bytes);
}

void send_one(const ByteRange& range, const FileFacts& facts, UniqueFd file, Response& response) {
  response.status = 206;
  response.headers.add("Content-Type", facts.content_type);
  response.headers.add("Content-Range", content_range(range, facts.size_bytes));
  response.body = FileBody{std::move(file), range.first, range.size_bytes()};
}

void send_several(const std::vector<ByteRange>& ranges, const FileFacts& facts, UniqueFd file,
                  Response& response) {
  const std::string boundary = random_hex(16);
  PiecewiseBody body{std::move(file), {}};
  for (const ByteRange& range : ranges) {
    body.pieces.push_back({fmt::format("{}--{}\r\nContent-Type: {}\r\nContent-Range: {}\r\n\r\n",
                                       body.pieces.empty() ? "" : "\r\n", boundary,
                                       facts.content_type, content_range(range, facts.size_bytes)),
                           range.first, range.size_bytes()});
  }
  body.pieces.push_back({fmt::format("\r\n--{}--\r\n", boundary), 0, 0});
  response.status = 206;
  response.headers.add("Content-Type", fmt::format("multipart/byteranges; boundary={}", boundary));
  response.body = std::move(body);
}

void send_whole(const FileFacts& facts, UniqueFd file, Response& response) {
  response.status = 200;
  response.headers.add("Content-Type", facts.content_type);
  response.body = FileBody{std::move(file), 0, facts.size_bytes};
}

void refuse_ranges(const FileFacts& facts, Response& response) {
  response.status = 416;
  response.headers.add("Content-Range", fmt::format("bytes */{}", facts.size_bytes));
}

Response with_validators(const FileFacts& facts) {
  Response response;
  response.headers.add("Accept-Ranges", "bytes");
  if (!facts.etag.empty()) {
    response.headers.add("ETag", fmt::format("\"{}\"", facts.etag));
  }
  response.headers.add("Last-Modified", http_date(facts.last_modified));
  return response;
}

bool is_attribute_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view{"!#$&+-.^_`|~"}.find(c) != std::string_view::npos;
}

}  // namespace

std::string content_disposition(std::string_view download_name) {
  std::string plain;
  std::string encoded;
  bool is_plain = true;
  for (const char c : download_name) {
    const bool fits = c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
    is_plain = is_plain && fits;
    plain += fits ? c : '_';
    encoded += is_attribute_char(c) ? std::string(1, c)
                                    : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  std::string field = fmt::format("inline; filename=\"{}\"", plain);
  if (!is_plain) {
    field += fmt::format("; filename*=UTF-8''{}", encoded);
  }
  return field;
}

Response file_response(const Request& request, const FileFacts& facts, UniqueFd file) {
  Response response = with_validators(facts);
  const Verdict verdict = check_conditions(request, facts);
  if (verdict != Verdict::send) {
    response.status = verdict == Verdict::not_modified ? 304 : 412;
    return response;
  }
  if (!facts.download_name.empty()) {
    response.headers.add("Content-Disposition", content_disposition(facts.download_name));
  }
  const auto ranges = wanted_ranges(request, facts);
  if (!ranges) {
    send_whole(facts, std::move(file), response);
  } else if (ranges->empty()) {
    refuse_ranges(facts, response);
  } else if (ranges->size() == 1) {
    send_one(ranges->front(), facts, std::move(file), response);
  } else {
    send_several(*ranges, facts, std::move(file), response);
  }
  return response;
}

}  // namespace kirin::net
