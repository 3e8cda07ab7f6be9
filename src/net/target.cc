#include "net/target.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"

namespace kirin::net {
namespace {

enum class PlusIs { plus, space };

constexpr std::size_t kUsualSegments = 6;

Error bad_target(std::string_view why) {
  return Error{ErrorCode::invalid_argument, fmt::format("request target: {}", why)};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// `text` is visible ASCII.
Result<std::string> percent_decoded(std::string_view text, PlusIs plus) {
  if (text.find_first_of("%+") == std::string_view::npos) {
    return std::string{text};  // Nothing to decode, and visible ASCII is UTF-8.
  }
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == PlusIs::space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
      if (low < 0) {
        return bad_target("'%' without two hexadecimal digits");
      }
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!count_code_points(decoded)) {
    return bad_target("not UTF-8 after decoding");
  }
  return decoded;
}

bool is_dot_segment(std::string_view segment) { return segment == "." || segment == ".."; }

/// True where a segment is "." or "..", or would be for a reader who splits at encoded slashes or
/// backslashes.
bool holds_dot_segment(std::string_view segment) {
  while (true) {
    const std::size_t end = segment.find_first_of("/\\");
    if (is_dot_segment(segment.substr(0, end))) {
      return true;
    }
    if (end == std::string_view::npos) {
      return false;
    }
    segment.remove_prefix(end + 1);
  }
}

Result<std::string> decoded_segment(std::string_view raw) {
  ASSIGN_OR_RETURN(std::string segment, percent_decoded(raw, PlusIs::plus));
  if (std::any_of(segment.begin(), segment.end(), is_control)) {
    return bad_target("control character in the path");
  }
  if (holds_dot_segment(segment)) {
    return bad_target("dot segment in the path");
  }
  return segment;
}

/// The text between the leading slash of `path`, which may lack it, and the next slash, both taken
/// off. `more` is false for the last one.
std::string_view take_segment(std::string_view& path, bool& more) {
  path.remove_prefix(path.starts_with('/') ? 1 : 0);
  const std::size_t slash = path.find('/');
  more = slash != std::string_view::npos;
  const std::string_view segment = path.substr(0, slash);
  path.remove_prefix(segment.size());
  return segment;
}

void append_to_path(std::string_view segment, std::string& path) {
  path += '/';
  if (segment.find('/') == std::string_view::npos) {
    path += segment;
    return;
  }
  for (const char c : segment) {
    if (c == '/') {
      path += "%2F";
    } else {
      path += c;
    }
  }
}

Result<void> read_query(std::string_view query, Target& target) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    ASSIGN_OR_RETURN(std::string name, percent_decoded(pair.substr(0, equals), PlusIs::space));
    const std::string_view raw_value = pair.substr(std::min(equals + 1, pair.size()));
    ASSIGN_OR_RETURN(std::string value, percent_decoded(raw_value, PlusIs::space));
    if (name.find('\0') != std::string::npos || value.find('\0') != std::string::npos) {
      return bad_target("NUL in the query");
    }
    if (!name.empty()) {
      target.query.insert_or_assign(std::move(name), std::move(value));
    }
  }
  return {};
}

/// Takes "http://authority" off the front of `target`.
Result<std::string> take_authority(std::string_view& target) {
  constexpr std::string_view kSchemes[] = {"http://", "https://"};
  for (const std::string_view scheme : kSchemes) {
    if (equal_ignoring_case(target.substr(0, scheme.size()), scheme)) {
      target.remove_prefix(scheme.size());
      const std::string authority{target.substr(0, target.find_first_of("/?"))};
      if (authority.empty() || authority.find('@') != std::string::npos) {
        return bad_target("no host, or user information, before the path");
      }
      target.remove_prefix(authority.size());
      return authority;
    }
  }
  return bad_target("neither a path nor an http URL");
}

}  // namespace

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> segments;
  if (path.starts_with('/')) {
    path.remove_prefix(1);
  }
  while (true) {
    const std::size_t slash = path.find('/');
    segments.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) {
      return segments;
    }
    path.remove_prefix(slash + 1);
  }
}

Result<Target> parse_target(std::string_view text) {
  const auto is_visible = [](char c) { return c > 0x20 && c < 0x7f; };
  if (!std::all_of(text.begin(), text.end(), is_visible)) {
    return bad_target("characters other than visible ASCII");
  }
  if (text.find('#') != std::string_view::npos) {
    return bad_target("a fragment");
  }
  Target target;
  if (!text.starts_with('/')) {
    ASSIGN_OR_RETURN(target.authority, take_authority(text));
  }
  const std::size_t question = std::min(text.find('?'), text.size());
  std::string_view path = text.substr(0, question);
  target.path.reserve(path.size() + 1);
  target.segments.reserve(kUsualSegments);
  bool more = true;
  while (more) {
    const std::string_view raw = take_segment(path, more);
    ASSIGN_OR_RETURN(std::string segment, decoded_segment(raw));
    append_to_path(segment, target.path);
    target.segments.push_back(std::move(segment));
  }
  RETURN_IF_ERROR(read_query(text.substr(std::min(question + 1, text.size())), target));
  return target;
}

}  // namespace kirin::net
