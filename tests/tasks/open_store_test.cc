#include "tasks/open_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/file.h"
#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"
#include "tasks/sqlite/database.h"
#include "tasks/sqlite/schema.h"

namespace kirin::tasks {
namespace {

using testing::HasSubstr;

Error error_of(const std::string& url) {
  const auto stores = open_stores(url, sample_options());
  EXPECTS(!stores.has_value());
  return stores.error();
}

void run_script(const std::string& path, const std::string& script) {
  auto database = sqlite::Database::open(path, {});
  ASSERT_TRUE(database);
  const auto done = database->execute(script);
  ASSERT_TRUE(done) << done.error().describe();
}

TEST(OpenStores, StoreIsKeptInItsFile) {
  const ScratchFolder folder;
  {
    const Stores stores = open_stores(folder.store_url(), sample_options()).value();
    ASSERT_TRUE(is_accepted(stores.tasks->create(sample_task("t1"))));
  }
  const Stores stores = open_stores(folder.store_url(), sample_options()).value();
  EXPECT_TRUE(stores.tasks->find("own_a", "t1"));
}

TEST(OpenStores, FolderIsMadeAndTheFileIsPrivate) {
  const ScratchFolder folder;
  const std::string path = folder.file("new/deep/kirin.db");
  const Stores stores = open_stores("sqlite:" + path, sample_options()).value();
  for (const std::string& file : {path, path + "-wal"}) {
    struct stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0) << file;
    EXPECT_EQ(status.st_mode & 0777, 0600u) << file;
  }
}

TEST(OpenStores, PartsMayOutliveEachOther) {
  const ScratchFolder folder;
  Stores stores = open_stores(folder.store_url(), sample_options()).value();
  stores.tasks.reset();
  EXPECT_TRUE(stores.keys->list_keys(std::nullopt)->empty());
}

TEST(OpenStores, UnknownSchemeIsRefused) {
  for (const char* url : {"", "postgres://localhost/kirin", "/var/lib/kirin.db"}) {
    EXPECT_EQ(error_of(url).code, ErrorCode::invalid_argument) << url;
    EXPECT_THAT(error_of(url).message, HasSubstr("sqlite:/path/kirin.db"));
  }
}

TEST(OpenStores, StoreWithoutAFileIsRefused) {
  EXPECT_EQ(error_of("sqlite:").code, ErrorCode::invalid_argument);
  EXPECT_EQ(error_of("sqlite::memory:").code, ErrorCode::invalid_argument);
}

TEST(OpenStores, FolderInPlaceOfTheFileIsRefused) {
  const ScratchFolder folder;
  std::filesystem::create_directories(folder.file("kirin.db"));
  EXPECT_THAT(error_of(folder.store_url()).message, HasSubstr("kirin.db"));
}

TEST(OpenStores, FileInPlaceOfTheFolderIsRefused) {
  const ScratchFolder folder;
  ASSERT_TRUE(write_file_atomically(folder.file("plain"), "text"));
  EXPECT_THAT(error_of("sqlite:" + folder.file("plain/kirin.db")).message, HasSubstr("plain"));
}

TEST(OpenStores, DatabaseOfAnotherProgramIsLeftAlone) {
  const ScratchFolder folder;
  const std::string path = folder.file("kirin.db");
  run_script(path, "CREATE TABLE tasks (title TEXT)");
  const std::string before = read_file(path).value();

  EXPECT_EQ(error_of(folder.store_url()).code, ErrorCode::failed_precondition);
  EXPECT_THAT(error_of(folder.store_url()).message, HasSubstr("another program"));
  EXPECT_EQ(read_file(path).value(), before);
}

TEST(OpenStores, FileThatIsNoDatabaseIsLeftAlone) {
  const ScratchFolder folder;
  const std::string text(5'000, 'x');
  ASSERT_TRUE(write_file_atomically(folder.file("kirin.db"), text));
  EXPECT_EQ(error_of(folder.store_url()).code, ErrorCode::failed_precondition);
  EXPECT_EQ(read_file(folder.file("kirin.db")).value(), text);
}

TEST(OpenStores, SchemaOfANewerKirinIsRefused) {
  const ScratchFolder folder;
  ASSERT_TRUE(open_stores(folder.store_url(), sample_options()));
  run_script(folder.file("kirin.db"),
             "PRAGMA user_version = " + std::to_string(sqlite::current_schema() + 1));
  EXPECT_EQ(error_of(folder.store_url()).code, ErrorCode::failed_precondition);
  EXPECT_THAT(error_of(folder.store_url()).message, HasSubstr("newer Kirin"));
}

TEST(OpenStores, WriterOfAnotherProcessIsWaitedForOnlySoLong) {
  const ScratchFolder folder;
  StoreOptions options = sample_options();
  options.patience = std::chrono::milliseconds{20};
  const Stores stores = open_stores(folder.store_url(), options).value();
  auto other = sqlite::Database::open(folder.file("kirin.db"), {});
  ASSERT_TRUE(other->execute("BEGIN IMMEDIATE"));

  const auto created = stores.tasks->create(sample_task("t1"));
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().code, ErrorCode::unavailable);
  EXPECT_TRUE(stores.tasks->counts()) << "reads go on";

  ASSERT_TRUE(other->execute("ROLLBACK"));
  EXPECT_TRUE(is_accepted(stores.tasks->create(sample_task("t1"))));
}

TEST(OpenStores, DamagedRowIsDataLoss) {
  const ScratchFolder folder;
  const Stores stores = open_stores(folder.store_url(), sample_options()).value();
  ASSERT_TRUE(is_accepted(stores.tasks->create(sample_task("t1"))));
  run_script(folder.file("kirin.db"), "UPDATE tasks SET request = '{\"cut'");
  const auto found = stores.tasks->find_any("t1");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::data_loss);
}

}  // namespace
}  // namespace kirin::tasks
