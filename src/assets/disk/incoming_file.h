/// \file
/// A file on its way into the store: it has a name in "incoming/" until it is published or dropped.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "base/unique_fd.h"

namespace kirin::assets {

/// Owns the file and holds a lock on it, by which others see that it is being written. Without
/// publish() it is removed in the end; a killed process loses the lock and leaves the file to
/// sweep_incoming().
class IncomingFile {
 public:
  static Result<IncomingFile> create(const std::filesystem::path& directory);
  IncomingFile(IncomingFile&& other) noexcept;
  IncomingFile& operator=(IncomingFile&& other) = delete;
  ~IncomingFile();

  int fd() const { return fd_.get(); }

  /// Flushes the file to disk and moves it to `root / relative`, over what is there, making
  /// directories as needed; durable once it returns. invalid_argument where a directory has that
  /// name, or a file one of its parents'.
  Result<void> publish(const std::filesystem::path& root, const std::filesystem::path& relative);

 private:
  IncomingFile(UniqueFd fd, std::filesystem::path path);

  UniqueFd fd_;
  std::filesystem::path path_;  // empty once published
};

/// Removes what dead writers left in `directory`; leaves the files of living ones, in any process,
/// alone.
Result<void> sweep_incoming(const std::filesystem::path& directory);

/// Creates `root / relative` and its parents below `root`, durably.
Result<void> make_directories(const std::filesystem::path& root,
                              const std::filesystem::path& relative);

}  // namespace kirin::assets
