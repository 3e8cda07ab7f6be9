#include "assets/disk/disk_store.h"

#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <random>

#include "assets/asset_store_suite.h"
#include "assets/open_store.h"
#include "base/hash.h"

namespace kirin::assets {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr TimePoint kNow{std::chrono::milliseconds{1'770'275'944'123}};

INSTANTIATE_TEST_SUITE_P(
    Disk, AssetStoreSuite,
    ::testing::Values(StoreUnderTest{"attributes",
                                     [](const auto& path) { return DiskStore::open_at(path); }},
                      StoreUnderTest{"sidecars",
                                     [](const auto& path) {
                                       return DiskStore::open_at(path, {.use_attributes = false});
                                     }}),
    [](const auto& row) { return row.param.name; });

std::vector<std::string> names_in(const std::filesystem::path& directory) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{directory}) {
    names.push_back(entry.path().filename());
  }
  return names;
}

Result<AssetFacts> put(AssetStore& store, std::string_view key, std::string_view content,
                       std::string_view type = "text/plain") {
  const UniqueFd file = file_with(content);
  return store.put(key, file.get(), type, kNow);
}

std::unique_ptr<AssetStore> opened(const std::filesystem::path& path,
                                   DiskStoreOptions options = {}) {
  auto store = DiskStore::open_at(path, options);
  EXPECT_TRUE(store) << store.error().describe();
  return *std::move(store);
}

TEST(DiskStoreTest, FilesLieWhereTheirKeySays) {
  const ScratchDirectory scratch;
  const auto store = opened(scratch.path() / "made" / "as" / "needed");
  ASSERT_TRUE(put(*store, "tasks/1/out.mp4", "film"));
  EXPECT_EQ(*read_file(scratch.path() / "made/as/needed/assets/tasks/1/out.mp4"), "film");
}

TEST(DiskStoreTest, RemovingTheLastFilePrunesItsDirectories) {
  const ScratchDirectory scratch;
  const auto store = opened(scratch.path());
  ASSERT_TRUE(put(*store, "a/b/c", "x"));
  ASSERT_TRUE(store->remove("a/b/c"));
  EXPECT_THAT(names_in(scratch.path() / "assets"), IsEmpty());
}

TEST(DiskStoreTest, AKeyBelowOrAboveAnotherIsRefused) {
  const ScratchDirectory scratch;
  const auto store = opened(scratch.path());
  ASSERT_TRUE(put(*store, "a/b", "x"));
  for (const char* key : {"a", "a/b/c", "a/b/c/d"}) {
    const auto facts = put(*store, key, "y");
    ASSERT_FALSE(facts) << key;
    EXPECT_EQ(facts.error().code, ErrorCode::invalid_argument);
    EXPECT_THAT(facts.error().message, HasSubstr("above or below another asset"));
  }
  EXPECT_THAT(*store->list(""), ElementsAre("a/b"));
  EXPECT_THAT(names_in(scratch.path() / "incoming"), IsEmpty());
}

TEST(DiskStoreTest, LinksAreNotFollowed) {
  const ScratchDirectory scratch;
  const auto store = opened(scratch.path());
  ASSERT_TRUE(put(*store, "a", "x"));
  std::filesystem::create_symlink("/etc/passwd", scratch.path() / "assets" / "b");
  EXPECT_FALSE(store->open("b"));
  EXPECT_THAT(*store->list(""), ElementsAre("a"));
}

// A backup that is restored keeps neither attributes nor inodes.
TEST(DiskStoreTest, LostFactsAreMadeAnew) {
  for (const bool use_attributes : {true, false}) {
    const ScratchDirectory scratch;
    const auto store = opened(scratch.path(), {.use_attributes = use_attributes});
    ASSERT_TRUE(put(*store, "x/cat.PNG", "bytes", "image/x-odd"));
    const auto path = scratch.path() / "assets/x/cat.PNG";
    std::filesystem::remove(path);
    std::ofstream{path} << "bytes";

    const auto facts = store->stat("x/cat.PNG");
    ASSERT_TRUE(facts) << facts.error().describe();
    EXPECT_EQ(facts->sha256, sha256_hex("bytes"));
    // A sidecar still speaks for the same bytes; without it the name must do.
    EXPECT_EQ(facts->content_type, use_attributes ? "image/png" : "image/x-odd");

    std::ofstream{path} << "other";
    EXPECT_EQ(store->stat("x/cat.PNG")->sha256, sha256_hex("other"));
    EXPECT_EQ(store->stat("x/cat.PNG")->content_type, "image/png");
  }
}

TEST(DiskStoreTest, DamagedFactsAreMadeAnew) {
  const ScratchDirectory scratch;
  const auto store = opened(scratch.path());
  const auto path = scratch.path() / "assets/cat.png";
  for (const std::string text :
       {"", "{", "[]", "{}", R"({"sha256":"x","content_type":1,"created_at":"","size_bytes":5})"}) {
    ASSERT_TRUE(put(*store, "cat.png", "bytes", "image/x-odd"));
    if (::setxattr(path.c_str(), "user.kirin.facts", text.data(), text.size(), 0) != 0) {
      GTEST_SKIP() << "this file system has no extended attributes";
    }
    std::filesystem::create_directories(scratch.path() / "facts");
    std::ofstream{scratch.path() / "facts/cat.png"} << text;
    EXPECT_EQ(store->stat("cat.png")->sha256, sha256_hex("bytes")) << text;
    EXPECT_EQ(store->stat("cat.png")->content_type, "image/png") << text;
  }
}

TEST(DiskStoreTest, LeftoversOfTheDeadAreSweptAndThoseOfTheLivingStay) {
  const ScratchDirectory scratch;
  opened(scratch.path());
  std::ofstream{scratch.path() / "incoming" / "put-dead"} << "half";
  const auto living = DiskStore::open_at(scratch.path());
  EXPECT_THAT(names_in(scratch.path() / "incoming"), IsEmpty());
}

// A file whose size limit is met answers EFBIG where a full disk answers ENOSPC; both are the same
// to us.
TEST(DiskStoreTest, WhatDoesNotFitLeavesNothing) {
  const ScratchDirectory scratch;
  const auto store = opened(scratch.path());
  const UniqueFd big = file_with(std::string(std::size_t{3} << 20, 'x'));
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{std::size_t{1} << 20, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto facts = store->put("a/big", big.get(), "text/plain", kNow);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);

  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().code, ErrorCode::resource_exhausted);
  EXPECT_THAT(*store->list(""), IsEmpty());
  EXPECT_THAT(names_in(scratch.path() / "incoming"), IsEmpty());
  EXPECT_TRUE(put(*store, "a/small", "x"));
}

// Mounts a tmpfs of `megabytes` at `path`, in a namespace of this process.
bool mounted_tmpfs(const std::filesystem::path& path, int megabytes) {
  const int spaces = ::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER;
  const std::string options = "size=" + std::to_string(megabytes) + "m";
  return ::unshare(spaces) == 0 &&
         ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("tmpfs", path.c_str(), "tmpfs", 0, options.c_str()) == 0;
}

TEST(DiskStoreTest, AFullDiskIsToldAndKeepsWhatItHad) {
  const ScratchDirectory scratch;
  const auto disk = scratch.path() / "disk";
  std::filesystem::create_directory(disk);
  if (!mounted_tmpfs(disk, 4)) {
    GTEST_SKIP() << "this process may not mount";
  }
  {
    const auto store = opened(disk);
    const std::string old_content(std::size_t{1} << 20, 'o');
    ASSERT_TRUE(put(*store, "a/kept", old_content));
    const UniqueFd big = file_with(std::string(std::size_t{8} << 20, 'x'));
    for (const char* key : {"a/big", "a/kept"}) {
      const auto facts = store->put(key, big.get(), "text/plain", kNow);
      ASSERT_FALSE(facts);
      EXPECT_EQ(facts.error().code, ErrorCode::resource_exhausted) << facts.error().describe();
    }
    EXPECT_THAT(*store->list(""), ElementsAre("a/kept"));
    EXPECT_EQ(content_of(store->open("a/kept")->fd.get()), old_content);
    EXPECT_THAT(names_in(disk / "incoming"), IsEmpty());
  }
  ::umount2(disk.c_str(), MNT_DETACH);
}

// Content that tells its own length and filling, so that a half of it is seen.
std::string random_content(std::mt19937& random) {
  return std::string(random() % 3'000'000, static_cast<char>('a' + random() % 26));
}

TEST(DiskStoreTest, AKilledWriterLeavesNothingHalf) {
  for (const bool use_attributes : {true, false}) {
    const ScratchDirectory scratch;
    opened(scratch.path());
    std::mt19937 random{use_attributes ? 1U : 2U};
    for (int round = 0; round < 40; ++round) {
      const auto seed = static_cast<unsigned>(random());
      std::array<int, 2> pipe{};
      ASSERT_EQ(::pipe(pipe.data()), 0);
      const pid_t writer = ::fork();
      if (writer == 0) {
        const auto store = DiskStore::open_at(scratch.path(), {.use_attributes = use_attributes});
        std::mt19937 own{seed};
        for (int i = 0;; ++i) {
          const UniqueFd file = file_with(random_content(own));
          if (::write(pipe[1], "p", 1) != 1) {
            ::_exit(1);
          }
          if (!(*store)->put("d/" + std::to_string(i % 3), file.get(), "text/plain", kNow)) {
            ::_exit(2);
          }
        }
      }
      const UniqueFd from_writer{pipe[0]};
      ::close(pipe[1]);
      char began = 0;
      for (unsigned i = 0; i <= random() % 4; ++i) {
        ASSERT_EQ(::read(from_writer.get(), &began, 1), 1);
      }
      const timespec moment{0, static_cast<long>(random() % 4'000'000)};
      ::nanosleep(&moment, nullptr);  // the kill may fall anywhere within a put
      ::kill(writer, SIGKILL);
      int status = 0;
      ASSERT_EQ(::waitpid(writer, &status, 0), writer);
      ASSERT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself";

      const auto store = opened(scratch.path());
      ASSERT_THAT(names_in(scratch.path() / "incoming"), IsEmpty());
      const auto keys = store->list("");
      ASSERT_TRUE(keys);
      for (const std::string& key : *keys) {
        const auto asset = store->open(key);
        ASSERT_TRUE(asset);
        const std::string content = content_of(asset->fd.get());
        ASSERT_EQ(asset->facts.sha256, sha256_hex(content));
        ASSERT_EQ(asset->facts.size_bytes, content.size());
      }
    }
    EXPECT_FALSE(opened(scratch.path())->list("")->empty());
  }
}

TEST(OpenStoreTest, FileUrlsNameADirectory) {
  const ScratchDirectory scratch;
  for (const std::string& url :
       {"file:" + (scratch.path() / "a").string(), "file://" + (scratch.path() / "b").string()}) {
    const auto store = open_asset_store(url);
    ASSERT_TRUE(store) << store.error().describe();
    EXPECT_TRUE(put(**store, "k", "x"));
  }
  EXPECT_TRUE(std::filesystem::exists(scratch.path() / "a/assets/k"));
  EXPECT_TRUE(std::filesystem::exists(scratch.path() / "b/assets/k"));
}

TEST(OpenStoreTest, OtherUrlsAreRefused) {
  for (const char* url : {"", "file:", "/tmp/x", "s3://bucket", "file://host/x"}) {
    const auto store = open_asset_store(url);
    ASSERT_FALSE(store) << url;
    EXPECT_EQ(store.error().code, ErrorCode::invalid_argument);
    EXPECT_THAT(store.error().message, HasSubstr("file:/path"));
  }
}

TEST(OpenStoreTest, ADirectoryThatCannotBeMadeIsAnError) {
  const ScratchDirectory scratch;
  std::ofstream{scratch.path() / "file"} << "x";
  EXPECT_FALSE(open_asset_store("file:" + (scratch.path() / "file" / "below").string()));
}

}  // namespace
}  // namespace kirin::assets
