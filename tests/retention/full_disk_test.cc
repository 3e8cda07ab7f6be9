// What the stores do on a disk without room: say so, leave nothing half done, and go on when there
// is room again. A limit on file sizes (RLIMIT_FSIZE) stands for the full disk: the write fails in
// the middle, with EFBIG in place of ENOSPC.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <filesystem>

#include "assets/open_store.h"
#include "assets/scratch_directory.h"
#include "base/file.h"
#include "tasks/sample_tasks.h"

namespace kirin::retention {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;

/// No file of this process grows beyond the limit while this lives.
class FullDisk {
 public:
  explicit FullDisk(rlim_t most_bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{most_bytes, before_.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator{folder}) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path().string());
    }
  }
  return files;
}

TEST(FullDiskTest, AnAssetIsThereWholeOrNotAtAll) {
  const assets::ScratchDirectory folder;
  const auto store = assets::open_asset_store("file:" + folder.path().string());
  ASSERT_TRUE(store);
  const UniqueFd file = assets::file_with(std::string(std::size_t{1} << 20, 'x'));
  {
    const FullDisk full{64 << 10};
    EXPECT_FALSE((*store)->put("uploads/u_1/cat.png", file.get(), "image/png", Clock::now()));
  }
  EXPECT_THAT(files_below(folder.path()), IsEmpty());
  EXPECT_TRUE((*store)->put("uploads/u_1/cat.png", file.get(), "image/png", Clock::now()));
}

TEST(FullDiskTest, AFileThatIsReplacedStaysAsItWas) {
  const assets::ScratchDirectory folder;
  const fs::path path = folder.path() / "signing.key";
  ASSERT_TRUE(write_file_atomically(path, "old"));
  {
    const FullDisk full{16};
    EXPECT_FALSE(write_file_atomically(path, std::string(1'000, 'n')));
  }
  EXPECT_EQ(*read_file(path), "old");
  EXPECT_EQ(files_below(folder.path()).size(), 1u);
}

TEST(FullDiskTest, TheStoreRefusesATaskAndTakesItWhenThereIsRoom) {
  const assets::ScratchDirectory folder;
  const fs::path path = folder.path() / "kirin.db";
  auto stores = tasks::open_stores("sqlite:" + path.string(), tasks::sample_options());
  ASSERT_TRUE(stores);
  ASSERT_TRUE(tasks::is_accepted(stores->tasks->create(tasks::sample_task("before"))));
  tasks::NewTask large = tasks::sample_task("large");
  large.envelope["note"] = std::string(std::size_t{8} << 20, 'x');
  {
    const FullDisk full{2 << 20};
    EXPECT_FALSE(stores->tasks->create(large));
  }
  EXPECT_FALSE(stores->tasks->find_any("large"));
  EXPECT_TRUE(stores->tasks->find_any("before"));
  EXPECT_EQ(stores->tasks->counts()->queued, 1);
  EXPECT_TRUE(tasks::is_accepted(stores->tasks->create(large)));
  EXPECT_EQ(stores->tasks->counts()->queued, 2);
}

}  // namespace
}  // namespace kirin::retention
