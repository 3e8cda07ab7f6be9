#include "assets/disk/incoming_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/file.h"
#include "base/ids.h"

namespace kirin::assets {
namespace {

constexpr int kMostTries = 16;  // against others who sweep or prune at the same moment
constexpr mode_t kPrivateFile = 0600;
constexpr mode_t kPrivateDirectory = 0700;

Error path_error(std::string_view what, const std::filesystem::path& path) {
  const int error_number = errno;
  return system_error(fmt::format("{} {}", what, path.string()), error_number);
}

Result<bool> still_has_a_name(int fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) {
    return system_error("fstat", errno);
  }
  return status.st_nlink > 0;
}

bool is_in_the_way(int error_number) {
  return error_number == ENOTDIR || error_number == EISDIR || error_number == ENOTEMPTY ||
         error_number == EEXIST;
}

// Success also where it is gone by now: then what was to be made durable was removed.
Result<void> sync_if_there(const std::filesystem::path& directory) {
  auto synced = sync_directory(directory);
  if (!synced && synced.error().code == ErrorCode::not_found) {
    return {};
  }
  return synced;
}

}  // namespace

IncomingFile::IncomingFile(UniqueFd fd, std::filesystem::path path)
    : fd_(std::move(fd)), path_(std::move(path)) {}

IncomingFile::IncomingFile(IncomingFile&& other) noexcept
    : fd_(std::move(other.fd_)), path_(std::exchange(other.path_, {})) {}

IncomingFile::~IncomingFile() {
  if (!path_.empty()) {
    ::unlink(path_.c_str());
  }
}

Result<IncomingFile> IncomingFile::create(const std::filesystem::path& directory) {
  for (int attempt = 0; attempt < kMostTries; ++attempt) {
    const auto path = directory / new_id("put-");
    UniqueFd fd{::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kPrivateFile)};
    if (!fd) {
      return path_error("creating", path);
    }
    IncomingFile file{std::move(fd), path};
    if (::flock(file.fd(), LOCK_EX) != 0) {
      return path_error("locking", path);
    }
    // A sweep that came between creation and lock has taken the file for a leftover.
    ASSIGN_OR_RETURN(const bool named, still_has_a_name(file.fd()));
    if (named) {
      return file;
    }
  }
  return Error{ErrorCode::unavailable, "every new file was swept away at once"};
}

Result<void> IncomingFile::publish(const std::filesystem::path& root,
                                   const std::filesystem::path& relative) {
  if (::fsync(fd_.get()) != 0) {
    return path_error("flushing", path_);
  }
  const auto target = root / relative;
  for (int attempt = 0; attempt < kMostTries; ++attempt) {
    RETURN_IF_ERROR(make_directories(root, relative.parent_path()));
    if (::rename(path_.c_str(), target.c_str()) == 0) {
      path_.clear();
      return sync_if_there(target.parent_path());
    }
    if (is_in_the_way(errno)) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("{} lies above or below another asset", relative.string())};
    }
    if (errno != ENOENT) {  // else the directory was empty and somebody has pruned it
      return path_error("renaming to", target);
    }
  }
  return Error{ErrorCode::unavailable,
               fmt::format("the directory of {} keeps vanishing", relative.string())};
}

Result<void> sweep_incoming(const std::filesystem::path& directory) {
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator{directory, failure}) {
    const UniqueFd fd{::open(entry.path().c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW)};
    if (fd && ::flock(fd.get(), LOCK_EX | LOCK_NB) == 0) {
      ::unlink(entry.path().c_str());
    }
  }
  if (failure) {
    return system_error("listing " + directory.string(), failure.value());
  }
  return {};
}

Result<void> make_directories(const std::filesystem::path& root,
                              const std::filesystem::path& relative) {
  std::filesystem::path here = root;
  for (const auto& segment : relative) {
    const std::filesystem::path parent = here;
    here /= segment;
    if (::mkdir(here.c_str(), kPrivateDirectory) == 0) {
      RETURN_IF_ERROR(sync_if_there(parent));
    } else if (errno == ENOENT || is_in_the_way(errno)) {
      continue;  // there already; or not, which the caller will find out
    } else {
      return path_error("creating the directory", here);
    }
  }
  return {};
}

}  // namespace kirin::assets
