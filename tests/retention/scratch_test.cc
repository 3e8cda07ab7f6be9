#include "retention/scratch.h"

#include <gtest/gtest.h>

#include "assets/scratch_directory.h"

namespace kirin::retention {
namespace {

namespace fs = std::filesystem;

TEST(ScratchTest, OnlyOldFilesGo) {
  const assets::ScratchDirectory folder;
  const fs::path old = folder.path() / ".anonymous-old";
  const fs::path fresh = folder.path() / "fresh";
  const fs::path below = folder.path() / "folder";
  fs::create_directory(below);
  for (const fs::path& path : {old, fresh, below / "old"}) {
    ASSERT_TRUE(write_file_atomically(path, "x"));
  }
  fs::create_symlink(fresh, folder.path() / "link");
  for (const fs::path& path : {old, below / "old"}) {
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours{3});
  }

  const auto removed = remove_stale_files(folder.path(), Clock::now() - std::chrono::hours{1});

  ASSERT_TRUE(removed);
  EXPECT_EQ(*removed, 1);
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(fresh) && fs::exists(below / "old"));
}

TEST(ScratchTest, AFolderThatIsNotThereIsAnError) {
  EXPECT_FALSE(remove_stale_files("/nowhere/at/all", Clock::now()));
}

}  // namespace
}  // namespace kirin::retention
