#include "api/uploads/file_name.h"

#include <algorithm>

namespace kirin::api::uploads {
namespace {

constexpr std::size_t kMostBytes = 100;
constexpr std::size_t kMostExtensionBytes = 16;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

std::string plain(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (is_plain(c)) {
      text += c;
    } else if (!text.ends_with('_')) {
      text += '_';
    }
  }
  return text;
}

// Cuts before the extension, where there is one of ordinary length.
std::string shortened(const std::string& name) {
  if (name.size() <= kMostBytes) {
    return name;
  }
  const auto dot = name.rfind('.');
  const bool has_extension = dot != std::string::npos && name.size() - dot <= kMostExtensionBytes;
  const std::string extension = has_extension ? name.substr(dot) : std::string{};
  return name.substr(0, kMostBytes - extension.size()) + extension;
}

}  // namespace

std::string safe_file_name(std::string_view name, std::string_view extension) {
  const auto slash = name.find_last_of("/\\");
  std::string safe = plain(slash == std::string_view::npos ? name : name.substr(slash + 1));
  safe.erase(0, std::min(safe.find_first_not_of("._"), safe.size()));
  return safe.empty() ? "upload" + std::string{extension} : shortened(safe);
}

}  // namespace kirin::api::uploads
