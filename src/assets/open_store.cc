#include "assets/open_store.h"

#include <fmt/format.h>

#include "assets/disk/disk_store.h"

namespace kirin::assets {

Result<std::unique_ptr<AssetStore>> open_asset_store(const std::string& url) {
  constexpr std::string_view kScheme = "file:";
  std::string_view path = url;
  if (path.starts_with(kScheme)) {
    path.remove_prefix(kScheme.size());
    if (path.starts_with("///")) {
      path.remove_prefix(2);  // an authority, which is empty
    }
    if (!path.empty() && !path.starts_with("//")) {
      return DiskStore::open_at(path).within(url);
    }
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("the asset store \"{}\" is not of the form file:/path", url)};
}

}  // namespace kirin::assets
