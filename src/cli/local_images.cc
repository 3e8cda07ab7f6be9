#include "cli/local_images.h"

#include <string_view>

#include "base/base64.h"
#include "base/file.h"

namespace kirin::cli {
namespace {

constexpr std::uint64_t kMaxImageBytes = std::uint64_t{64} << 20;

bool is_prose(std::string_view key) { return key == "prompt" || key == "negative_prompt"; }

}  // namespace

Result<std::string> file_as_base64(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(const UniqueFd file, open_for_reading(path));
  auto bytes = read_all(file.get(), kMaxImageBytes);
  if (!bytes) {
    return bytes.error().within(path.string());
  }
  return base64_encode(*bytes);
}

Result<void> embed_local_images(Json& document, const std::filesystem::path& folder) {
  if (document.is_string() && document.get_string().starts_with('@')) {
    ASSIGN_OR_RETURN(const std::string text,
                     file_as_base64(folder / std::string_view{document.get_string()}.substr(1)));
    document = text;
  } else if (document.is_array()) {
    for (Json& element : document.get_array()) {
      RETURN_IF_ERROR(embed_local_images(element, folder));
    }
  } else if (document.is_object()) {
    for (auto& member : document.get_object()) {
      if (!is_prose(member.key())) {
        RETURN_IF_ERROR(embed_local_images(member.value(), folder));
      }
    }
  }
  return {};
}

}  // namespace kirin::cli
