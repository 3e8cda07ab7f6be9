#include <gtest/gtest.h>

#include "api/api_fixture.h"
#include "api/files/operations.h"
#include "base/file.h"

namespace kirin::api::files {
namespace {

using std::chrono::hours;

class FilesTest : public testing::Test {
 protected:
  FilesTest() {
    OperationTable table;
    add_operations(table, house_.context());
    api_ = std::make_unique<MountedTable>(house_.context(), std::move(table));
  }

  // A completed task with a result; the key of that.
  std::string complete(const std::string& id) {
    tasks::NewTask task;
    task.id = id;
    task.owner_id = "owner";
    task.key_id = "key";
    task.model = "kirin_v1_i2v";
    task.created_at = Clock::now() - hours{1};
    EXPECT_TRUE(house_.stores().tasks->create(task));
    const auto claim = house_.stores().tasks->claim("worker", task.created_at, hours{1});
    const std::string key = "tasks/" + id + "/1/output.mp4";
    const auto file = anonymous_file(house_.folder());
    EXPECT_TRUE(write_all(file->get(), std::string_view{"clip"}));
    EXPECT_TRUE(house_.assets().put(key, file->get(), "video/mp4", Clock::now()));
    EXPECT_TRUE(house_.stores().tasks->complete((*claim)->lease, {}, task.created_at));
    return key;
  }

  std::string link(const std::string& key, hours lifetime = hours{1}) {
    return house_.signed_urls().sign(key, Clock::now() + lifetime);
  }
  net::Response get(const std::string& target, const char* range = "") {
    net::Request request = ApiFixture::request("GET", target, "");
    if (*range != '\0') {
      request.headers.add("Range", range);
    }
    return api_->answer(std::move(request));
  }
  std::int64_t code_at(const std::string& target) {
    return json_of(get(target)).at("error").at("code").as_int64();
  }

  ApiFixture house_;
  std::unique_ptr<MountedTable> api_;
};

TEST_F(FilesTest, AResultIsServedWithRanges) {
  const std::string target = link(complete("t1"));
  EXPECT_EQ(get(target).status, 200);
  EXPECT_EQ(get(target).headers.get("Content-Type"), "video/mp4");
  EXPECT_EQ(get(target, "bytes=1-2").status, 206);
}

TEST_F(FilesTest, LinksThatDoNotHold) {
  const std::string key = complete("t1");
  EXPECT_EQ(code_at("/files/" + key), 40304);
  EXPECT_EQ(code_at(link(key) + "0"), 40304);
  EXPECT_EQ(code_at(link(key, -hours{1})), 40304);
  EXPECT_EQ(code_at(link("tasks/none/1/output.mp4")), 40404);
  EXPECT_EQ(code_at(link("inputs/t1/0")), 40404);
}

TEST_F(FilesTest, AfterItsTimeAResultIsGone) {
  const std::string key = complete("t1");
  ASSERT_EQ(
      house_.stores().retention->begin_removing_results(Clock::now(), Clock::now(), 10)->size(),
      1u);
  ASSERT_TRUE(house_.assets().remove(key));
  EXPECT_EQ(get(link(key)).status, 410);
  EXPECT_EQ(code_at(link(key)), 41001);
  EXPECT_EQ(get(link(key), "bytes=0-1").status, 410);
  EXPECT_EQ(code_at(link(key, -hours{1})), 41001) << "a link of long ago";
  EXPECT_EQ(code_at("/files/" + key), 40304) << "a made up one";
}

}  // namespace
}  // namespace kirin::api::files
