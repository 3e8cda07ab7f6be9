/// \file
/// Where files are kept: inputs, results, uploads.
///
/// A key is a relative path such as "tasks/d758…/output.mp4": segments of letters, digits, '.', '_'
/// and '-', none of them
/// "." or "..". An asset appears whole or not at all and never changes once it is there, except by
/// being put again. tests/assets/asset_store_suite.h is what every implementation must pass.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/unique_fd.h"

namespace kirin::assets {

struct AssetFacts {
  std::string key;
  std::uint64_t size_bytes = 0;
  std::string sha256;        ///< 64 hexadecimal digits: the strong ETag
  std::string content_type;  ///< "video/mp4"
  TimePoint created_at;
};

struct OpenAsset {
  AssetFacts facts;
  UniqueFd fd;  ///< a regular file, for reading
};

class AssetStore {
 public:
  virtual ~AssetStore() = default;
  /// Stores the whole file behind `fd`; durable once it returns. invalid_argument for a bad key,
  /// resource_exhausted for a full disk (nothing of the asset remains then).
  virtual Result<AssetFacts> put(std::string_view key, int fd, std::string_view content_type,
                                 TimePoint now) = 0;
  /// not_found where there is none.
  virtual Result<OpenAsset> open(std::string_view key) = 0;
  virtual Result<AssetFacts> stat(std::string_view key) = 0;
  /// Removing what is not there is success.
  virtual Result<void> remove(std::string_view key) = 0;
  /// The keys below a prefix that ends at a segment ("tasks/d758…").
  virtual Result<std::vector<std::string>> list(std::string_view prefix) = 0;
};

}  // namespace kirin::assets
