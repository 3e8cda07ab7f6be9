#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/api_fixture.h"
#include "api/files/operations.h"
#include "api/uploads/operations.h"
#include "api/uploads/own_upload.h"
#include "base/file.h"

namespace kirin::api::uploads {
namespace {

using std::chrono::hours;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const std::string kBase = "http://kirin.test";

std::string picture(const char* name = "rgb8.png") {
  return *read_file(std::string{KIRIN_SOURCE_DIR "/tests/fuzz/corpus/image_header/"} + name);
}

class UploadsTest : public testing::Test {
 protected:
  explicit UploadsTest(const ApiOptions& options = {}) : house_(options), api_(mounted()) {}

  std::unique_ptr<MountedTable> mounted() {
    OperationTable table;
    add_operations(table, house_.context());
    files::add_operations(table, house_.context());
    return std::make_unique<MountedTable>(house_.context(), std::move(table));
  }

  static std::string form(const std::string& content, const std::string& name = "cat.png") {
    return "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
           "\"\r\nContent-Type: text/html\r\n\r\n" + content + "\r\n--B--\r\n";
  }

  net::Request upload_request(std::string body, const std::string& secret) {
    net::Request request =
        ApiFixture::request("POST", "/api/v1/storage/files", secret, std::move(body));
    request.headers.add("Content-Type", "multipart/form-data; boundary=B");
    return request;
  }

  net::Response upload(const std::string& content, const std::string& name = "cat.png") {
    return api_->answer(upload_request(form(content, name), secret_));
  }
  std::string uploaded_url() {
    return std::string{json_of(upload(picture())).at("url").as_string()};
  }

  net::Response download(const std::string& url) {
    return api_->answer(ApiFixture::request("GET", url.substr(kBase.size()), ""));
  }

  static std::string content_of(const net::Response& response) {
    const auto* file = std::get_if<net::FileBody>(&response.body);
    if (file == nullptr) {
      return "no file";
    }
    std::string content(file->size_bytes, '\0');
    EXPECT_TRUE(read_exactly_at(file->file.get(), std::as_writable_bytes(std::span{content}),
                                file->offset));
    return content;
  }

  int code_of(const net::Response& response) {
    const JsonObject body = json_of(response);
    const Json* code = body.if_contains("error_code");
    return static_cast<int>(code != nullptr ? code->as_int64()
                                            : body.at("error").at("code").as_int64());
  }

  // As an admission asks, for the owner of `secret`.
  std::variant<std::optional<OwnFile>, ApiError> own(const std::string& url,
                                                     const std::string& secret,
                                                     TimePoint now = Clock::now()) {
    net::Request request = ApiFixture::request("POST", "/model/v1/generation", secret);
    const auto key = house_.stores().keys->authenticate(secret, Clock::now());
    EXPECT_TRUE(key);
    Call call{.request = request, .key = &*key, .now = now};
    return own_file(house_.context(), call, kBase, url);
  }

  ApiFixture house_;
  std::unique_ptr<MountedTable> api_;
  std::string secret_ = house_.new_key();
};

TEST_F(UploadsTest, AnswersAsTheClisReadIt) {
  const net::Response response = upload(picture());
  ASSERT_EQ(response.status, 200);
  const JsonObject body = json_of(response);
  const JsonObject& data = body.at("data").as_object();
  EXPECT_EQ(body.at("status").at("code").as_int64(), 200);
  EXPECT_EQ(body.at("url"), data.at("url"));
  EXPECT_THAT(std::string{body.at("url").as_string()}, StartsWith(kBase + "/files/uploads/u_"));
  EXPECT_EQ(data.at("file_name").as_string(), "cat.png");
  EXPECT_EQ(data.at("content_type").as_string(), "image/png") << "whatever the sender said";
  EXPECT_EQ(data.at("file_size").as_int64(), static_cast<std::int64_t>(picture().size()));
  const auto week = Clock::to_time_t(Clock::now() + hours{24 * 7});
  EXPECT_NEAR(static_cast<double>(data.at("expires_at").as_int64()), static_cast<double>(week), 60);
}

TEST_F(UploadsTest, TheLinkGivesTheFileWithoutAKey) {
  const net::Response response = download(uploaded_url());
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(content_of(response), picture());
  EXPECT_EQ(response.headers.get("Content-Type"), "image/png");
  EXPECT_EQ(response.headers.get("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(response.headers.get("Content-Disposition"), "inline; filename=\"cat.png\"");
}

TEST_F(UploadsTest, WhatIsNoPictureIsNotShown) {
  const net::Response stored = upload("<html><script>alert(1)</script></html>", "x.html");
  ASSERT_EQ(stored.status, 200);
  const net::Response response = download(std::string{json_of(stored).at("url").as_string()});
  EXPECT_EQ(response.headers.get("Content-Type"), "application/octet-stream");
  EXPECT_EQ(response.headers.get("Content-Disposition"), "attachment; filename=\"x.html\"");
}

TEST_F(UploadsTest, ALargeBodyIsReadFromItsFile) {
  const std::string large = picture() + std::string(std::size_t{3} << 20, 'x');
  net::Request request = upload_request("", secret_);
  const std::string body = form(large);
  request.body.file = *anonymous_file(house_.folder());
  ASSERT_TRUE(write_all(request.body.file.get(), body));
  request.body.size_bytes = body.size();
  const net::Response response = api_->answer(std::move(request));
  ASSERT_EQ(response.status, 200);
  EXPECT_EQ(content_of(download(std::string{json_of(response).at("url").as_string()})), large);
}

TEST_F(UploadsTest, WhatIsRefused) {
  net::Request as_json = upload_request("{}", secret_);
  as_json.headers.set("Content-Type", "application/json");
  EXPECT_EQ(code_of(api_->answer(std::move(as_json))), 41501);
  net::Request no_boundary = upload_request(form("x"), secret_);
  no_boundary.headers.set("Content-Type", "multipart/form-data");
  EXPECT_EQ(code_of(api_->answer(std::move(no_boundary))), 40001);
  EXPECT_EQ(code_of(api_->answer(upload_request("", secret_))), 40001);
  EXPECT_EQ(code_of(api_->answer(upload_request("--B--\r\n", secret_))), 40002);
  EXPECT_EQ(code_of(upload("")), 40003);
  EXPECT_EQ(
      code_of(api_->answer(upload_request(
          "--B\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n" + form("y"), secret_))),
      40003);
  EXPECT_EQ(code_of(api_->answer(upload_request(form("x"), ""))), 40101);
  EXPECT_EQ(code_of(api_->answer(upload_request(
                form("x"), house_.new_key({.owner_id = "owner", .scopes = {tasks::Scope::read}})))),
            40305);
  EXPECT_THAT(*house_.assets().list("uploads"), IsEmpty());
}

class SmallUploadsTest : public UploadsTest {
 protected:
  SmallUploadsTest() : UploadsTest(small()) {}
  static ApiOptions small() {
    ApiOptions options;
    options.upload_max_bytes = 1'000;
    options.upload_quota_bytes = 2'500;
    return options;
  }
};

TEST_F(SmallUploadsTest, SizesHaveALimit) {
  EXPECT_EQ(upload(std::string(1'000, 'x')).status, 200);
  const net::Response response = upload(std::string(1'001, 'x'));
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(code_of(response), 41301);
}

TEST_F(SmallUploadsTest, TheQuotaIsTheOwners) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(upload(std::string(1'000, 'x')).status, 200);
  }
  const net::Response response = upload(std::string(501, 'x'));
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(code_of(response), 41302);
  EXPECT_EQ(house_.assets().list("uploads")->size(), 2u);
  EXPECT_EQ(upload(std::string(500, 'x')).status, 200);
  secret_ = house_.new_key({.owner_id = "another"});
  EXPECT_EQ(upload(std::string(1'000, 'x')).status, 200);
}

TEST_F(UploadsTest, ARepeatedRequestStoresOnce) {
  net::Request first = upload_request(form(picture()), secret_);
  net::Request again = upload_request(form(picture()), secret_);
  first.headers.add("Idempotency-Key", "k");
  again.headers.add("Idempotency-Key", "k");
  const net::Response one = api_->answer(std::move(first));
  const net::Response two = api_->answer(std::move(again));
  EXPECT_EQ(json_of(one), json_of(two));
  EXPECT_EQ(house_.assets().list("uploads")->size(), 1u);
}

TEST_F(UploadsTest, AfterItsEndTheFileIsGone) {
  const std::string url = uploaded_url();
  const auto keys =
      house_.stores().retention->begin_removing_uploads(Clock::now() + hours{24 * 8}, 10);
  ASSERT_EQ(keys->size(), 1u);
  ASSERT_TRUE(house_.assets().remove(keys->front()));
  const net::Response response = download(url);
  EXPECT_EQ(response.status, 410);
  EXPECT_EQ(code_of(response), 41001);
  EXPECT_EQ(download(url.substr(0, url.size() - 1) + "x").status, 403)
      << "who cannot sign learns nothing";
}

TEST_F(UploadsTest, TheLinkOfAnUploadIsItsOwnInput) {
  const std::string url = uploaded_url();
  const std::string stranger = house_.new_key({.owner_id = "stranger"});
  for (const std::string& secret : {secret_, stranger}) {
    const auto found = own(url, secret);
    ASSERT_TRUE(std::holds_alternative<std::optional<OwnFile>>(found));
    const auto file = std::get<std::optional<OwnFile>>(found);
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->is_upload);
    EXPECT_TRUE(house_.assets().open(file->asset_key));
  }
}

TEST_F(UploadsTest, WithoutASignatureOnlyTheOwnerMayUseIt) {
  const std::string url = uploaded_url();
  const std::string bare = url.substr(0, url.find('?'));
  EXPECT_TRUE(std::get<std::optional<OwnFile>>(own(bare, secret_)));
  EXPECT_FALSE(
      std::get<std::optional<OwnFile>>(own(bare, house_.new_key({.owner_id = "stranger"}))));
}

TEST_F(UploadsTest, OtherAddressesAreNotOurs) {
  const std::string url = uploaded_url();
  for (const std::string& other :
       {std::string{"https://example.org/cat.png"}, std::string{"asset:uploads/u_1/cat.png"},
        kBase + "/files/u/nothing/cat.png", kBase + "/files/uploads/u_1/cat.png", kBase + "/files/",
        kBase + "/files/..%2fkirin.db", kBase + "/healthz", kBase,
        "http://evil.test" + url.substr(kBase.size()), kBase + ".evil" + url.substr(kBase.size()),
        kBase + "/files/tasks/none/1/output.mp4"}) {
    const auto found = own(other, secret_);
    ASSERT_TRUE(std::holds_alternative<std::optional<OwnFile>>(found)) << other;
    EXPECT_FALSE(std::get<std::optional<OwnFile>>(found)) << other;
  }
}

TEST_F(UploadsTest, AnExpiredUploadIsToldToWhomItWasKnown) {
  const std::string url = uploaded_url();
  const TimePoint later = Clock::now() + hours{24 * 8};
  for (const std::string& link : {url, url.substr(0, url.find('?'))}) {
    const auto found = own(link, secret_, later);
    ASSERT_TRUE(std::holds_alternative<ApiError>(found));
    EXPECT_EQ(std::get<ApiError>(found).code, 40005);
    EXPECT_THAT(std::get<ApiError>(found).message, HasSubstr("expired"));
  }
  const std::string stranger = house_.new_key({.owner_id = "stranger"});
  const auto hidden = own(url.substr(0, url.find('?')), stranger, later);
  EXPECT_FALSE(std::get<std::optional<OwnFile>>(hidden));
}

}  // namespace
}  // namespace kirin::api::uploads
