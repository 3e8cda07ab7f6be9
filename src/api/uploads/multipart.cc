#include "api/uploads/multipart.h"

#include <fmt/format.h>
#include <string.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"

namespace kirin::api::uploads {
namespace {

constexpr std::size_t kMostParts = 32;
constexpr std::size_t kMostHeadBytes = std::size_t{8} << 10;
constexpr std::size_t kMostBoundaryBytes = 70;
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kWhite = " \t";

using Parameters = std::map<std::string, std::string, std::less<>>;

Error malformed(std::string message) { return {ErrorCode::invalid_argument, std::move(message)}; }

// RFC 2046 §5.1.1: bchars.
bool is_boundary_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view{"'()+_,-./:=? "}.find(c) != std::string_view::npos;
}

bool is_token_char(char c) {
  return c > ' ' && c < 0x7f &&
         std::string_view{"()<>@,;:\\\"/[]?="}.find(c) == std::string_view::npos;
}

// memmem is a constant factor faster than std::search, and linear as well.
std::size_t find(std::string_view text, std::string_view wanted, std::size_t from) {
  const void* found =
      ::memmem(text.data() + from, text.size() - from, wanted.data(), wanted.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

void skip_white(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kWhite), text.size()));
}

std::string_view take_token(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_token_char);
  const auto token = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(token.size());
  return token;
}

// A value without quotes, to the next semicolon: some senders leave characters in it that no token
// has.
std::string take_bare(std::string_view& text) {
  const std::string_view value = text.substr(0, text.find(';'));
  text.remove_prefix(value.size());
  return std::string{trimmed(value)};
}

// A quoted string. Only \" and \\ are escapes: old browsers send whole paths with backslashes, and
// new ones write %22 for a quote, which stays as it is.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return value;
    }
    const bool is_escape =
        text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
    value += is_escape ? text[++i] : text[i];
  }
  return std::nullopt;
}

// "; name=value; other=\"a value\"" behind the first word of a field. Nothing where it is
// malformed or says something twice.
std::optional<Parameters> parameters_of(std::string_view text) {
  Parameters parameters;
  while (true) {
    skip_white(text);
    if (text.empty()) {
      return parameters;
    }
    if (text.front() != ';') {
      return std::nullopt;
    }
    text.remove_prefix(1);
    skip_white(text);
    if (text.empty()) {
      return parameters;  // a semicolon at the end harms nobody
    }
    const std::string name = to_lower(take_token(text));
    if (name.empty() || !text.starts_with('=')) {
      return std::nullopt;
    }
    text.remove_prefix(1);
    std::optional<std::string> value =
        text.starts_with('"') ? take_quoted(text) : std::optional{take_bare(text)};
    if (!value || !parameters.emplace(name, *std::move(value)).second) {
      return std::nullopt;
    }
  }
}

// The value of a field in a part's head, or nothing. Lines are not folded (RFC 7578 §4.8 knows no
// reason for it).
std::optional<std::string_view> field_of(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const auto end = std::min(head.find(kLineEnd), head.size());
    const std::string_view line = head.substr(0, end);
    const auto colon = line.find(':');
    if (colon != std::string_view::npos && equal_ignoring_case(line.substr(0, colon), name)) {
      return trimmed(line.substr(colon + 1));
    }
    head.remove_prefix(std::min(end + kLineEnd.size(), head.size()));
  }
  return std::nullopt;
}

Result<FormPart> part_of(std::string_view head, std::string_view content) {
  auto disposition = field_of(head, "Content-Disposition");
  if (!disposition) {
    return malformed("a part has no Content-Disposition");
  }
  const std::string_view kind = take_token(*disposition);
  const auto parameters = parameters_of(*disposition);
  if (!equal_ignoring_case(kind, "form-data") || !parameters || !parameters->contains("name")) {
    return malformed("the Content-Disposition of a part is no form-data with a name");
  }
  FormPart part;
  part.name = parameters->find("name")->second;
  const auto file_name = parameters->find("filename");
  part.file_name = file_name == parameters->end() ? "" : file_name->second;
  part.content = content;
  return part;
}

enum class After { part, end };

/// Walks from delimiter to delimiter.
class Reader {
 public:
  Reader(std::string_view body, std::string_view boundary)
      : body_(body), delimiter_(fmt::format("\r\n--{}", boundary)) {}

  // To the first delimiter, which may stand at the very beginning without a line end before it.
  Result<After> begin() {
    const std::string_view first = std::string_view{delimiter_}.substr(kLineEnd.size());
    if (body_.starts_with(first)) {
      at_ = first.size();
    } else {
      const auto found = find(body_, delimiter_, 0);
      if (found == std::string_view::npos) {
        return malformed("the boundary that Content-Type names does not occur");
      }
      at_ = found + delimiter_.size();
    }
    return finish_delimiter();
  }

  // The part that begins here; behind its delimiter then.
  Result<FormPart> part(After& after) {
    ASSIGN_OR_RETURN(const std::string_view head, take_head());
    // The delimiter's line end may be the one that ends the head, of an empty part.
    const auto found = find(body_, delimiter_, at_ - kLineEnd.size());
    if (found == std::string_view::npos) {
      return malformed("the last part has no end; was the body cut?");
    }
    const std::size_t end = std::max(found, at_);
    const std::string_view content = body_.substr(at_, end - at_);
    at_ = found + delimiter_.size();
    ASSIGN_OR_RETURN(after, finish_delimiter());
    return part_of(head, content);
  }

 private:
  // "--" ends everything; else white space and a line end (RFC 2046: transport-padding).
  Result<After> finish_delimiter() {
    std::string_view rest = body_.substr(at_);
    if (rest.starts_with("--")) {
      return After::end;
    }
    skip_white(rest);
    if (!rest.starts_with(kLineEnd)) {
      return malformed("a delimiter is followed by other text");
    }
    at_ = body_.size() - rest.size() + kLineEnd.size();
    return After::part;
  }

  // What stands before the empty line.
  Result<std::string_view> take_head() {
    const std::string_view rest = body_.substr(at_, kMostHeadBytes);
    if (rest.starts_with(kLineEnd)) {
      return malformed("a part has no head");
    }
    const auto end = rest.find("\r\n\r\n");
    if (end == std::string_view::npos) {
      return malformed(
          fmt::format("the head of a part does not end within {} bytes", kMostHeadBytes));
    }
    at_ += end + 2 * kLineEnd.size();
    return rest.substr(0, end);
  }

  std::string_view body_;
  std::string delimiter_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::string> boundary_of(std::string_view content_type) {
  const auto semicolon = std::min(content_type.find(';'), content_type.size());
  if (!equal_ignoring_case(trimmed(content_type.substr(0, semicolon)), "multipart/form-data")) {
    return Error{ErrorCode::unimplemented, "the body must be multipart/form-data"};
  }
  const auto parameters = parameters_of(content_type.substr(semicolon));
  const auto found = parameters ? parameters->find("boundary") : Parameters::const_iterator{};
  if (!parameters || found == parameters->end()) {
    return malformed("the Content-Type names no boundary");
  }
  const std::string& boundary = found->second;
  if (boundary.empty() || boundary.size() > kMostBoundaryBytes || boundary.back() == ' ' ||
      !std::all_of(boundary.begin(), boundary.end(), is_boundary_char)) {
    return malformed("the boundary is not 1 to 70 of the characters that RFC 2046 allows");
  }
  return boundary;
}

Result<std::vector<FormPart>> parse_multipart(std::string_view body, std::string_view boundary) {
  Reader reader{body, boundary};
  std::vector<FormPart> parts;
  ASSIGN_OR_RETURN(After after, reader.begin());
  while (after == After::part) {
    if (parts.size() == kMostParts) {
      return malformed(fmt::format("there are more than {} parts", kMostParts));
    }
    ASSIGN_OR_RETURN(FormPart part, reader.part(after));
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace kirin::api::uploads
