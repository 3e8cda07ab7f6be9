#include "api/api_fixture.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "assets/open_store.h"
#include "net/target.h"

namespace kirin::api {
namespace {

std::string new_folder() {
  std::string folder = testing::TempDir() + "/kirin-api-XXXXXX";
  EXPECTS(::mkdtemp(folder.data()) != nullptr);
  return folder;
}

}  // namespace

ApiFixture::ApiFixture(const ApiOptions& options)
    : folder_(new_folder()),
      stores_(*tasks::open_stores("sqlite:" + folder_ + "/kirin.db",
                                  {.lost_error =
                                       [](const tasks::Task&) {
                                         return tasks::TaskError{"002014098", "lost"};
                                       }})),
      assets_(*assets::open_asset_store("file:" + folder_ + "/assets")),
      signed_urls_(std::string(32, 's')),
      watch_(std::make_unique<tasks::TaskWatch>(*stores_.tasks, tasks::TaskWatch::Options{})) {
  ApiOptions with_spool = options;
  with_spool.spool_directory = folder_;
  context_ = std::unique_ptr<ApiContext>(
      new ApiContext{catalog::Catalog::embedded(), *stores_.tasks, *stores_.keys, *stores_.usage,
                     *stores_.accounts, *stores_.answers, *stores_.retention, *stores_.deliveries,
                     *watch_, *assets_, signed_urls_, with_spool,
                     [](std::string_view) { return Result<void>{}; }, [this] { ++created; },
                     [this] { return is_draining; }, [this] { return is_disk_nearly_full; }});
}

ApiFixture::~ApiFixture() {
  watch_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string ApiFixture::new_key(tasks::KeyOptions options) {
  const auto made = stores_.keys->create_key(options, Clock::now());
  EXPECT_TRUE(made) << made.error().describe();
  return made->secret;
}

net::Request ApiFixture::request(std::string method, std::string path, const std::string& secret,
                                 std::string body) {
  net::Request request;
  request.method = std::move(method);
  request.target = std::move(path);
  auto target = net::parse_target(request.target);
  EXPECT_TRUE(target);
  request.path = target->path;
  request.segments = target->segments;
  request.query = target->query;
  request.request_id = "req_test";
  request.headers.add("Host", "kirin.test");
  if (!secret.empty()) {
    request.headers.add("Authorization", "Bearer " + secret);
  }
  request.body.size_bytes = body.size();
  request.body.text = std::move(body);
  return request;
}

JsonObject json_of(const net::Response& response) {
  const auto* text = std::get_if<std::string>(&response.body);
  if (text == nullptr) {
    ADD_FAILURE() << "the response has no text";
    return {};
  }
  const auto json = parse_json(*text);
  if (!json || !json->is_object()) {
    ADD_FAILURE() << "no JSON object: " << *text;
    return {};
  }
  return json->as_object();
}

}  // namespace kirin::api
