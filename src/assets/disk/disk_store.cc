#include "assets/disk/disk_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "assets/asset_key.h"
#include "assets/disk/copy.h"
#include "assets/disk/facts.h"
#include "assets/disk/incoming_file.h"
#include "base/file.h"

namespace kirin::assets {
namespace {

namespace fs = std::filesystem;

Error not_there(std::string_view key) {
  return Error{ErrorCode::not_found, fmt::format("there is no asset {}", key)};
}

Result<void> check_content_type(std::string_view type) {
  const bool is_printable = std::ranges::all_of(type, [](char c) { return c >= 0x20 && c < 0x7f; });
  if (type.empty() || type.size() > 255 || !is_printable) {
    return Error{ErrorCode::invalid_argument,
                 "the content type is not 1 to 255 printable characters"};
  }
  return {};
}

Result<UniqueFd> open_regular(const fs::path& path, std::string_view key) {
  UniqueFd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  struct stat status {};
  if (!fd && errno != ENOENT && errno != ENOTDIR) {
    return system_error(fmt::format("opening {}", path.string()), errno);
  }
  if (!fd || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return not_there(key);
  }
  return fd;
}

// Removes a file and then the directories up to `root` that this leaves empty.
Result<void> remove_and_prune(const fs::path& root, const fs::path& relative) {
  fs::path path = root / relative;
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT || errno == ENOTDIR || errno == EISDIR) {
      return {};
    }
    return system_error(fmt::format("removing {}", path.string()), errno);
  }
  auto synced = sync_directory(path.parent_path());
  for (path = path.parent_path(); path != root && ::rmdir(path.c_str()) == 0;) {
    path = path.parent_path();
  }
  if (!synced && synced.error().code == ErrorCode::not_found) {
    return {};  // another removal has pruned the directory
  }
  return synced;
}

// Adds the keys of all files below `directory`; directories that vanish meanwhile are empty.
Result<void> collect(const fs::path& directory, const std::string& prefix,
                     std::vector<std::string>& keys) {
  std::error_code failure;
  fs::directory_iterator entry{directory, failure};
  for (; !failure && entry != fs::directory_iterator{}; entry.increment(failure)) {
    const std::string key = prefix + entry->path().filename().string();
    std::error_code gone;
    const auto status = entry->symlink_status(gone);
    if (fs::is_directory(status)) {
      RETURN_IF_ERROR(collect(entry->path(), key + "/", keys));
    } else if (fs::is_regular_file(status)) {
      keys.push_back(key);
    }
  }
  if (failure && failure != std::errc::no_such_file_or_directory &&
      failure != std::errc::not_a_directory) {
    return system_error(fmt::format("listing {}", directory.string()), failure.value());
  }
  return {};
}

}  // namespace

DiskStore::DiskStore(const fs::path& root, DiskStoreOptions options)
    : assets_(root / "assets"),
      incoming_(root / "incoming"),
      sidecars_(root / "facts"),
      options_(options) {}

Result<std::unique_ptr<AssetStore>> DiskStore::open_at(const fs::path& root,
                                                       DiskStoreOptions options) {
  std::error_code failure;
  const fs::path absolute = fs::absolute(root, failure);
  if (failure) {
    return system_error("finding " + root.string(), failure.value());
  }
  RETURN_IF_ERROR(make_directories(absolute.root_path(), absolute.relative_path()));
  std::unique_ptr<DiskStore> store{new DiskStore{absolute, options}};
  for (const fs::path& directory : {store->assets_, store->incoming_, store->sidecars_}) {
    RETURN_IF_ERROR(make_directories(absolute, directory.filename()));
    RETURN_IF_ERROR(sync_directory(directory));
  }
  RETURN_IF_ERROR(sweep_incoming(store->incoming_));
  return std::unique_ptr<AssetStore>{std::move(store)};
}

Result<AssetFacts> DiskStore::put(std::string_view key, int fd, std::string_view content_type,
                                  TimePoint now) {
  RETURN_IF_ERROR(check_key(key));
  RETURN_IF_ERROR(check_content_type(content_type));
  ASSIGN_OR_RETURN(IncomingFile file, IncomingFile::create(incoming_));
  ASSIGN_OR_RETURN(const Copied copied, copy_and_hash(fd, file.fd()));
  AssetFacts facts{.key = std::string{key},
                   .size_bytes = copied.size_bytes,
                   .sha256 = copied.sha256,
                   .content_type = std::string{content_type},
                   .created_at = from_millis(to_millis(now))};
  bool is_attached = false;
  if (options_.use_attributes) {
    ASSIGN_OR_RETURN(is_attached, attach_facts(file.fd(), facts));
  }
  if (!is_attached) {
    // Before the file itself: until that follows, the sidecar speaks of a file that nobody finds.
    ASSIGN_OR_RETURN(IncomingFile sidecar, IncomingFile::create(incoming_));
    ASSIGN_OR_RETURN(const std::string text, sidecar_of(file.fd(), facts));
    RETURN_IF_ERROR(write_all(sidecar.fd(), text));
    RETURN_IF_ERROR(sidecar.publish(sidecars_, key));
  }
  RETURN_IF_ERROR(file.publish(assets_, key));
  return facts;
}

Result<OpenAsset> DiskStore::open(std::string_view key) {
  RETURN_IF_ERROR(check_key(key));
  ASSIGN_OR_RETURN(UniqueFd fd, open_regular(assets_ / key, key));
  const auto sidecar = read_file(sidecars_ / key);
  ASSIGN_OR_RETURN(AssetFacts facts, facts_of(fd.get(), key, sidecar ? *sidecar : ""));
  return OpenAsset{std::move(facts), std::move(fd)};
}

Result<AssetFacts> DiskStore::stat(std::string_view key) {
  ASSIGN_OR_RETURN(OpenAsset asset, open(key));
  return std::move(asset.facts);
}

Result<void> DiskStore::remove(std::string_view key) {
  RETURN_IF_ERROR(check_key(key));
  RETURN_IF_ERROR(remove_and_prune(assets_, key));
  return remove_and_prune(sidecars_, key);
}

Result<std::vector<std::string>> DiskStore::list(std::string_view prefix) {
  std::vector<std::string> keys;
  if (prefix.empty()) {
    RETURN_IF_ERROR(collect(assets_, "", keys));
  } else {
    RETURN_IF_ERROR(check_key(prefix));
    RETURN_IF_ERROR(collect(assets_ / prefix, std::string{prefix} + "/", keys));
  }
  std::ranges::sort(keys);
  return keys;
}

}  // namespace kirin::assets
