/// \file
/// A directory for one test, gone with this object, and small files for it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/file.h"
#include "base/ids.h"

namespace kirin::assets {

class ScratchDirectory {
 public:
  ScratchDirectory() : path_(std::filesystem::temp_directory_path() / new_id("kirin-assets-")) {
    std::filesystem::create_directory(path_);
  }
  ~ScratchDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A nameless file that holds `content`.
inline UniqueFd file_with(std::string_view content) {
  auto file = anonymous_file(std::filesystem::temp_directory_path());
  EXPECT_TRUE(file);
  EXPECT_TRUE(write_all(file->get(), content));
  return *std::move(file);
}

/// All that is in the file behind `fd`.
inline std::string content_of(int fd) {
  const auto bytes = read_all(fd, std::uint64_t{1} << 30);
  EXPECT_TRUE(bytes);
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

}  // namespace kirin::assets
