#include "assets/asset_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace kirin::assets {
namespace {

constexpr std::size_t kMostKeyBytes = 1024;
constexpr std::size_t kMostSegmentBytes = 255;  // NAME_MAX of the file systems we know

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".mp4", "video/mp4"},         {".png", "image/png"}, {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},       {".wav", "audio/wav"}, {".mp3", "audio/mpeg"},
    {".json", "application/json"}, {".txt", "text/plain"}};

bool is_allowed(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

bool is_segment(std::string_view segment) {
  return !segment.empty() && segment.size() <= kMostSegmentBytes && segment != "." &&
         segment != ".." && std::ranges::all_of(segment, is_allowed);
}

}  // namespace

Result<void> check_key(std::string_view key) {
  const Error bad{ErrorCode::invalid_argument, "the key of an asset is not a plain relative path"};
  if (key.size() > kMostKeyBytes) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("a key of {} bytes, {} are allowed", key.size(), kMostKeyBytes)};
  }
  while (true) {
    const auto slash = key.find('/');
    if (!is_segment(key.substr(0, slash))) {
      return bad;
    }
    if (slash == std::string_view::npos) {
      return {};
    }
    key.remove_prefix(slash + 1);
  }
}

std::string content_type_of(std::string_view key) {
  const std::string lower = to_lower(key);
  const auto type =
      std::ranges::find_if(kTypes, [&](const auto& row) { return lower.ends_with(row.first); });
  return std::string{type == std::end(kTypes) ? "application/octet-stream" : type->second};
}

}  // namespace kirin::assets
