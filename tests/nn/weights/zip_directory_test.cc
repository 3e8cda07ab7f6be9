#include "nn/weights/zip_directory.h"

#include <gtest/gtest.h>

#include "nn/weights/hand_made.h"

namespace kirin::nn {
namespace {

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(ZipDirectoryTest, StoredEntriesAreViewsOfTheFile) {
  const std::string archive =
      ZipMaker().add({"a/data.pkl", "pickle"}).add({"a/data/0", "numbers"}).archive("a comment");
  const auto entries = read_zip_directory(as_byte_span(archive));
  ASSERT_TRUE(entries) << entries.error().describe();
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ((*entries)[0].name, "a/data.pkl");
  EXPECT_EQ(text_of((*entries)[0].bytes), "pickle");
  EXPECT_EQ(text_of((*entries)[1].bytes), "numbers");
  EXPECT_GE(reinterpret_cast<const char*>((*entries)[1].bytes.data()), archive.data());
}

TEST(ZipDirectoryTest, Zip64RecordsAreFollowed) {
  ZipMaker maker;
  maker.add({.name = "a", .bytes = "first", .is_zip64 = true}).add({"b", "second"});
  for (const std::string& archive : {maker.archive(), maker.archive64()}) {
    const auto entries = read_zip_directory(as_byte_span(archive));
    ASSERT_TRUE(entries) << entries.error().describe();
    EXPECT_EQ(text_of((*entries)[0].bytes), "first");
    EXPECT_EQ(text_of((*entries)[1].bytes), "second");
  }
}

TEST(ZipDirectoryTest, CompressedAndEncryptedEntriesAreNotUnderstood) {
  for (const ZipMaker::Member& member : {ZipMaker::Member{.name = "a", .bytes = "b", .method = 8},
                                         ZipMaker::Member{.name = "a", .bytes = "b", .flags = 1}}) {
    const auto entries = read_zip_directory(as_byte_span(ZipMaker().add(member).archive()));
    ASSERT_FALSE(entries);
    EXPECT_EQ(entries.error().code, ErrorCode::unimplemented);
  }
}

TEST(ZipDirectoryTest, ArchivesThatAreCutShortAreErrors) {
  const std::string archive = ZipMaker().add({"a", "first"}).add({"b", "second"}).archive64();
  for (std::size_t size = 0; size < archive.size(); ++size) {
    EXPECT_FALSE(read_zip_directory(as_byte_span(std::string_view(archive).substr(0, size))))
        << size;
  }
}

TEST(ZipDirectoryTest, LyingDirectoriesAreErrors) {
  const std::string good = ZipMaker().add({"a", "first"}).add({"b", "second"}).archive();
  ASSERT_TRUE(read_zip_directory(as_byte_span(good)));
  const std::size_t end = good.size() - 22;
  const std::size_t directory = good.find("PK\x01\x02");
  const auto with = [&](std::size_t at, const std::string& bytes) {
    std::string changed = good;
    changed.replace(at, bytes.size(), bytes);
    return changed;
  };
  const std::vector<std::pair<const char*, std::string>> lies = {
      {"more entries than there are", with(end + 10, little(3, 2))},
      {"a directory past the end", with(end + 16, little(good.size(), 4))},
      {"a directory that is too long", with(end + 12, little(good.size(), 4))},
      {"ZIP64 without its records", with(end + 10, little(0xffff, 2))},
      {"a size past the end", with(directory + 20, little(5000, 4) + little(5000, 4))},
      {"sizes that differ", with(directory + 20, little(4, 4))},
      {"a local header elsewhere", with(directory + 42, little(3, 4))},
      {"a local header past the end", with(directory + 42, little(0xfffffffe, 4))},
      {"a name longer than the directory", with(directory + 28, little(0xffff, 2))},
      {"a local name that hides the data", with(26, little(0xffff, 2))},
      {"the same name twice", ZipMaker().add({"a", "first"}).add({"a", "second"}).archive()},
      {"an entry inside another", with(directory + 20, little(30, 4) + little(30, 4))},
  };
  for (const auto& [what, archive] : lies) {
    EXPECT_FALSE(read_zip_directory(as_byte_span(archive))) << what;
  }
}

}  // namespace
}  // namespace kirin::nn
