/// \file
/// A folder of a test's own, gone with it.
#pragma once

#include <filesystem>
#include <string>

#include "base/ids.h"

namespace kirin::tasks {

class ScratchFolder {
 public:
  ScratchFolder() : path_(std::filesystem::temp_directory_path() / new_id("kirin-tasks-")) {
    std::filesystem::create_directories(path_);
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::string file(const std::string& name) const { return (path_ / name).string(); }
  /// The URL of a store in this folder.
  std::string store_url() const { return "sqlite:" + file("kirin.db"); }

 private:
  std::filesystem::path path_;
};

}  // namespace kirin::tasks
