/// \file
/// The store that `assets.url` names.
#pragma once

#include <memory>
#include <string>

#include "assets/asset_store.h"
#include "base/result.h"

namespace kirin::assets {

/// Opens "file:PATH" (also "file:///PATH"), a directory that is made if it is missing.
/// invalid_argument for any other scheme.
Result<std::unique_ptr<AssetStore>> open_asset_store(const std::string& url);

}  // namespace kirin::assets
