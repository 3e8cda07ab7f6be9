/// \file
/// Assets as plain files below a directory. Any number of processes may use one directory at once.
///
/// ROOT/assets/<key>   the files, as they were put
/// ROOT/incoming/      files being written; swept when a store is opened
/// ROOT/facts/<key>    sidecars, only where the file system has no extended attributes (see
/// facts.h)
///
/// A put writes below incoming/, flushes, and renames: a reader sees the old asset, the new one, or
/// none, also after a kill or a power cut.
#pragma once

#include <filesystem>
#include <memory>

#include "assets/asset_store.h"

namespace kirin::assets {

struct DiskStoreOptions {
  bool use_attributes = true;  ///< false: sidecars, whatever the file system can do
};

class DiskStore : public AssetStore {
 public:
  /// Makes the directories that are missing and sweeps what killed writers left.
  static Result<std::unique_ptr<AssetStore>> open_at(const std::filesystem::path& root,
                                                     DiskStoreOptions options = {});

  /// invalid_argument also for a key above or below another asset ("a/b" where "a" is one).
  Result<AssetFacts> put(std::string_view key, int fd, std::string_view content_type,
                         TimePoint now) override;
  Result<OpenAsset> open(std::string_view key) override;
  Result<AssetFacts> stat(std::string_view key) override;
  Result<void> remove(std::string_view key) override;
  Result<std::vector<std::string>> list(std::string_view prefix) override;

 private:
  DiskStore(const std::filesystem::path& root, DiskStoreOptions options);

  std::filesystem::path assets_;
  std::filesystem::path incoming_;
  std::filesystem::path sidecars_;
  DiskStoreOptions options_;
};

}  // namespace kirin::assets
