#include "assets/asset_store_suite.h"

#include <gmock/gmock.h>

#include <thread>

#include "base/hash.h"

namespace kirin::assets {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_P(AssetStoreSuite, WhatWasPutIsThere) {
  const AssetFacts facts = put("tasks/d758n65e/output.mp4", "the film");
  EXPECT_EQ(facts.key, "tasks/d758n65e/output.mp4");
  EXPECT_EQ(facts.size_bytes, 8U);
  EXPECT_EQ(facts.sha256, sha256_hex("the film"));
  EXPECT_EQ(facts.content_type, "video/mp4");
  EXPECT_EQ(facts.created_at, kNow);

  const auto asset = store_->open("tasks/d758n65e/output.mp4");
  ASSERT_TRUE(asset) << asset.error().describe();
  EXPECT_EQ(content_of(asset->fd.get()), "the film");
  for (const auto& seen : {asset->facts, *store_->stat("tasks/d758n65e/output.mp4")}) {
    EXPECT_EQ(seen.key, facts.key);
    EXPECT_EQ(seen.size_bytes, facts.size_bytes);
    EXPECT_EQ(seen.sha256, facts.sha256);
    EXPECT_EQ(seen.content_type, facts.content_type);
    EXPECT_EQ(seen.created_at, facts.created_at);
  }
}

TEST_P(AssetStoreSuite, TheWholeFileIsPutWhereverItStands) {
  const std::string content(1'000'003, 'q');
  const UniqueFd file = file_with(content);  // stands at its end
  ASSERT_TRUE(store_->put("a", file.get(), "text/plain", kNow));
  EXPECT_EQ(content_of(store_->open("a")->fd.get()), content);
}

TEST_P(AssetStoreSuite, AnEmptyFileIsAnAsset) {
  EXPECT_EQ(put("empty", "").size_bytes, 0U);
  EXPECT_EQ(content_of(store_->open("empty")->fd.get()), "");
}

TEST_P(AssetStoreSuite, FactsNeedNotAgreeWithTheKey) {
  put("cat.png", "x", "text/x-odd; charset=\"utf-8\"");
  EXPECT_EQ(store_->stat("cat.png")->content_type, "text/x-odd; charset=\"utf-8\"");
}

TEST_P(AssetStoreSuite, AnotherInstanceSeesTheSame) {
  put("a/b", "one");
  const auto other = opened();
  EXPECT_EQ(other->stat("a/b")->sha256, sha256_hex("one"));
  EXPECT_EQ(content_of(other->open("a/b")->fd.get()), "one");
}

TEST_P(AssetStoreSuite, PuttingAgainReplaces) {
  put("a/b", "one", "image/png");
  const auto before = store_->open("a/b");
  put("a/b", "second", "image/jpeg");
  EXPECT_EQ(content_of(before->fd.get()), "one");
  const auto after = store_->open("a/b");
  EXPECT_EQ(content_of(after->fd.get()), "second");
  EXPECT_EQ(after->facts.sha256, sha256_hex("second"));
  EXPECT_EQ(after->facts.content_type, "image/jpeg");
  EXPECT_THAT(*store_->list(""), ElementsAre("a/b"));
}

TEST_P(AssetStoreSuite, WhatIsNotThereIsNotFound) {
  put("a/b", "one");
  for (const char* key : {"a", "a/c", "a/b/c", "z"}) {
    EXPECT_EQ(store_->open(key).error().code, ErrorCode::not_found) << key;
    EXPECT_EQ(store_->stat(key).error().code, ErrorCode::not_found) << key;
  }
}

TEST_P(AssetStoreSuite, RemovedAssetsAreGoneAndRemovingThemAgainSucceeds) {
  put("a/b/c", "one");
  put("a/d", "two");
  EXPECT_TRUE(store_->remove("a/b/c"));
  EXPECT_EQ(store_->open("a/b/c").error().code, ErrorCode::not_found);
  EXPECT_TRUE(store_->remove("a/b/c"));
  EXPECT_TRUE(store_->remove("never/was"));
  EXPECT_TRUE(store_->remove("a"));  // no asset, though others lie below
  EXPECT_THAT(*store_->list(""), ElementsAre("a/d"));
  put("a/b", "a key above one that is gone");
  EXPECT_EQ(content_of(store_->open("a/b")->fd.get()), "a key above one that is gone");
}

TEST_P(AssetStoreSuite, ListsWhatLiesBelowAPrefix) {
  for (const char* key : {"tasks/1/out.mp4", "tasks/1/in/a.png", "tasks/10/out.mp4", "top"}) {
    put(key, "x");
  }
  EXPECT_THAT(*store_->list("tasks/1"), ElementsAre("tasks/1/in/a.png", "tasks/1/out.mp4"));
  EXPECT_THAT(*store_->list("tasks"),
              ElementsAre("tasks/1/in/a.png", "tasks/1/out.mp4", "tasks/10/out.mp4"));
  EXPECT_THAT(*store_->list(""),
              ElementsAre("tasks/1/in/a.png", "tasks/1/out.mp4", "tasks/10/out.mp4", "top"));
  EXPECT_THAT(*store_->list("tasks/2"), IsEmpty());
  EXPECT_THAT(*store_->list("top"), IsEmpty());
}

TEST_P(AssetStoreSuite, KeysThatAreNoPlainPathsAreRefused) {
  const std::string keys[] = {"",
                              "/",
                              "/etc/passwd",
                              "..",
                              "../x",
                              "a/../b",
                              "a/..",
                              ".",
                              "a/./b",
                              "a//b",
                              "a/",
                              "/a",
                              "a b",
                              "a\\b",
                              "a%2fb",
                              "a\nb",
                              "a~",
                              "b\xc3\xbc"
                              "cher",
                              std::string("a\0b", 3),
                              std::string(256, 'a'),
                              std::string(600, 'a').replace(200, 1, "/"),
                              std::string(1100, '/')};
  const UniqueFd file = file_with("x");
  for (const std::string& key : keys) {
    EXPECT_EQ(store_->put(key, file.get(), "text/plain", kNow).error().code,
              ErrorCode::invalid_argument)
        << key;
    EXPECT_EQ(store_->open(key).error().code, ErrorCode::invalid_argument) << key;
    EXPECT_EQ(store_->stat(key).error().code, ErrorCode::invalid_argument) << key;
    EXPECT_EQ(store_->remove(key).error().code, ErrorCode::invalid_argument) << key;
    if (!key.empty()) {
      EXPECT_EQ(store_->list(key).error().code, ErrorCode::invalid_argument) << key;
    }
  }
  EXPECT_THAT(*store_->list(""), IsEmpty());
}

TEST_P(AssetStoreSuite, OddButPlainKeysAreFine) {
  const std::string longest = std::string(255, 'a') + "/" + std::string(255, 'b') + "/" +
                              std::string(255, 'c') + "/" + std::string(256, 'd').substr(1);
  for (const std::string& key :
       {std::string{"..."}, std::string{".hidden"}, std::string{"a..b"}, std::string{"-x"},
        std::string{"facts/incoming/assets"}, longest}) {
    put(key, "odd");
    EXPECT_EQ(store_->stat(key)->size_bytes, 3U) << key;
  }
}

TEST_P(AssetStoreSuite, ContentTypesGoIntoHeadersSoTheyAreChecked) {
  const UniqueFd file = file_with("x");
  for (const std::string& type : {std::string{}, std::string{"a\r\nb: c"}, std::string(300, 'x')}) {
    EXPECT_EQ(store_->put("a", file.get(), type, kNow).error().code, ErrorCode::invalid_argument);
  }
}

TEST_P(AssetStoreSuite, ReadersSeeTheOldOrTheNewWhileWritersReplace) {
  const std::string contents[] = {std::string(300'000, 'a'), std::string(200'000, 'b')};
  put("k/x", contents[0]);
  std::vector<std::jthread> writers;
  for (const std::string& content : contents) {
    writers.emplace_back([&content, this] {
      const auto store = opened();
      const UniqueFd file = file_with(content);
      for (int i = 0; i < 25; ++i) {
        EXPECT_TRUE(store->put("k/x", file.get(), "text/plain", kNow));
      }
    });
  }
  for (int i = 0; i < 100; ++i) {
    const auto asset = store_->open("k/x");
    ASSERT_TRUE(asset) << asset.error().describe();
    const std::string content = content_of(asset->fd.get());
    ASSERT_EQ(content.size(), asset->facts.size_bytes);
    ASSERT_EQ(sha256_hex(content), asset->facts.sha256);
  }
}

TEST_P(AssetStoreSuite, PutsAndRemovalsOfNeighboursDoNotDisturbEachOther) {
  std::vector<std::jthread> threads;
  for (const char* key : {"t/same/a", "t/same/b", "t/same/c"}) {
    threads.emplace_back([key, this] {
      const auto store = opened();  // which also sweeps, while the others write
      const UniqueFd file = file_with(key);
      for (int i = 0; i < 40; ++i) {
        const auto facts = store->put(key, file.get(), "text/plain", kNow);
        EXPECT_TRUE(facts) << facts.error().describe();
        EXPECT_TRUE(store->stat(key));
        EXPECT_TRUE(store->remove(key));
        opened();
      }
    });
  }
  threads.clear();
  EXPECT_THAT(*store_->list(""), IsEmpty());
}

}  // namespace
}  // namespace kirin::assets
