#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "api/api_fixture.h"
#include "api/models/operations.h"

namespace kirin::api::models {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kSearch = "/model/v1/models/skill/search";

OperationTable table_of(const ApiContext& context) {
  OperationTable table;
  add_operations(table, context.catalog, context.options);
  return table;
}

// Model discovery as somebody without a key sees it.
class ModelsTest : public testing::Test {
 protected:
  net::Response get(const std::string& path) {
    return api_.answer(ApiFixture::request("GET", path, ""));
  }
  JsonObject data(const std::string& path) {
    const JsonObject body = json_of(get(path));
    EXPECT_EQ(body.at("status").at("code"), Json(200)) << path;
    return body.at("data").as_object();
  }
  std::vector<std::string> ids(const std::string& query) {
    std::vector<std::string> found;
    const JsonObject list = data("/api/v1/skill/models" + query);
    for (const Json& model : list.at("models").as_array()) {
      found.emplace_back(model.at("id").as_string());
    }
    return found;
  }

  ApiFixture house_;
  MountedTable api_{house_.context(), table_of(house_.context())};
};

TEST_F(ModelsTest, ListsAreFilteredWithoutRegardToCase) {
  EXPECT_EQ(ids("").size(), 5U);
  EXPECT_EQ(ids("?type=VIDEO&provider=Kling").size(), 5U);
  EXPECT_EQ(ids("?type=T2V"), std::vector<std::string>{"kirin_v2_6_t2v"});
  EXPECT_EQ(ids("?keywords=TURBO"), std::vector<std::string>{"kirin_v2_5_turbo_i2v"});
  EXPECT_EQ(ids("?keywords=multi,image"), std::vector<std::string>{"kirin_v1_6_multi_i2v"});
  EXPECT_TRUE(ids("?keywords=turbo+multi").empty());
  EXPECT_TRUE(ids("?type=llm").empty());
}

TEST_F(ModelsTest, ListsComeInPages) {
  const JsonObject last = data("/api/v1/skill/models?page=3&page_size=2");
  EXPECT_EQ(last.at("models").as_array().size(), 1U);
  EXPECT_EQ(last.at("total"), Json(5));
  EXPECT_EQ(last.at("total_pages"), Json(3));
  EXPECT_TRUE(ids("?page=1000000&page_size=500").empty());
  EXPECT_EQ(get("/api/v1/skill/models?page_size=501").status, 400);
}

TEST_F(ModelsTest, AnAliasIsFoundAndEchoed) {
  const JsonObject found = data("/api/v1/skill/models?keywords=kling_v1_i2v&include_curl=true");
  const Json& model = found.at("models").at(0);
  EXPECT_EQ(model.at("id"), Json("kirin_v1_i2v"));
  EXPECT_EQ(model.at("model_id"), Json("kling_v1_i2v"));
  EXPECT_THAT(std::string{model.at("curl").as_string()}, HasSubstr("kling_v1_i2v"));
  EXPECT_EQ(data("/api/v1/skill/models/kling_v1_i2v/spec").at("model_id"), Json("kling_v1_i2v"));
  EXPECT_EQ(
      data("/api/v1/skill/model-contracts/kling_v1_i2v").at("endpoints").at("submit").at("path"),
      Json("/model/v1/queue/kling_v1_i2v"));
}

TEST_F(ModelsTest, SpecsNameAnAbsoluteAddress) {
  const JsonObject spec = data("/api/v1/skill/models/kirin_v2_6_t2v/spec");
  EXPECT_EQ(spec.at("api").at("endpoint"), Json("http://kirin.test/model/v1/generation"));
  EXPECT_THAT(std::string{spec.at("agent_prompt").as_string()},
              HasSubstr("http://kirin.test/model/v1/generation"));
}

TEST_F(ModelsTest, SearchFindsByWhatGoesInAndComesOut) {
  const JsonObject found =
      json_of(get(std::string{kSearch} + "?input=IMAGE&type=i2v&limit=1&offset=3"));
  EXPECT_EQ(found.at("estimatedTotalHits"), Json(4));
  EXPECT_EQ(found.at("hits").as_array().size(), 1U);
  EXPECT_TRUE(json_of(get(std::string{kSearch} + "?output=audio")).at("hits").as_array().empty());
  EXPECT_TRUE(json_of(get(std::string{kSearch} + "?offset=1000")).at("hits").as_array().empty());
}

TEST_F(ModelsTest, SkillsAreMarkdownForEverybody) {
  net::Request request = ApiFixture::request("GET", "/model/v1/models/skill/kirin_v1_i2v", "");
  request.headers.set("Accept", "application/json");
  const net::Response skill = api_.answer(std::move(request));
  EXPECT_EQ(skill.headers.get("Content-Type"), "text/markdown; charset=utf-8");
  const std::string text = std::get<std::string>(skill.body);
  EXPECT_THAT(text, StartsWith("---\nname: kirin_v1_i2v\n"));
  EXPECT_THAT(text, HasSubstr("| `dynamic_masks[].trajectories[].x` | number | **required** |"));
  EXPECT_THAT(text, HasSubstr("static_mask and image_tail exclude each other"));
  EXPECT_THAT(text, HasSubstr("| pro/10s | 0.98 |"));
}

TEST_F(ModelsTest, ErrorsAreAsTheirReadersExpect) {
  const net::Response spec = get("/api/v1/skill/models/nothing/spec");
  EXPECT_EQ(spec.status, 404);
  EXPECT_EQ(json_of(spec).at("status").at("code"), Json(404));
  EXPECT_EQ(json_of(get("/model/v1/models/skill/nothing")).at("error").at("code"), Json(40401));
}

TEST(ClosedModelsTest, AKeyIsAskedForWhereTheOperatorWantsIt) {
  ApiOptions options;
  options.models_need_key = true;
  ApiFixture house{options};
  MountedTable api{house.context(), table_of(house.context())};
  EXPECT_EQ(api.answer(ApiFixture::request("GET", "/api/v1/skill/models", "")).status, 401);
  EXPECT_EQ(api.answer(ApiFixture::request("GET", "/api/v1/skill/models", house.new_key())).status,
            200);
}

}  // namespace
}  // namespace kirin::api::models
