#include "net/router.h"

#include <gtest/gtest.h>

#include "net/target.h"

namespace kirin::net {
namespace {

Handler saying(std::string text) {
  return [text](Request&) { return Response{.status = 200, .headers = {}, .body = text}; };
}

Request request(std::string method, std::string_view target) {
  Request made;
  const auto parsed = parse_target(target);
  made.method = std::move(method);
  made.path = parsed->path;
  made.segments = parsed->segments;
  return made;
}

Router example() {
  Router router;
  router.add("GET", "/", saying("root"));
  router.add("GET", "/tasks/{id}", saying("task"));
  router.add("DELETE", "/tasks/{id}", saying("delete"));
  router.add("GET", "/tasks/latest", saying("latest"));
  router.add("GET", "/tasks/{id}/log", saying("log"));
  router.add("GET", "/files/{path...}", saying("files"));
  router.add("GET", "/files/{name}", saying("one file"));
  router.add("HEAD", "/special", saying("special head"));
  router.add("GET", "/special", saying("special get"));
  router.add("POST", "/{any}/submit", saying("submit"));
  return router;
}

struct Case {
  std::string method;
  std::string target;
  int status;
  std::string body;
  std::map<std::string, std::string, std::less<>> parameters;
};

class RouterTable : public testing::TestWithParam<Case> {};

TEST_P(RouterTable, FindsTheHandler) {
  const Router router = example();
  Request asked = request(GetParam().method, GetParam().target);

  const Response response = router.answer(asked);

  EXPECT_EQ(response.status, GetParam().status);
  EXPECT_EQ(std::get<std::string>(response.body), GetParam().body);
  EXPECT_EQ(asked.path_parameters, GetParam().parameters);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RouterTable,
    testing::Values(Case{"GET", "/", 200, "root", {}}, Case{"HEAD", "/", 200, "root", {}},
                    Case{"GET", "/tasks/7", 200, "task", {{"id", "7"}}},
                    Case{"GET", "/tasks/a%2Fb", 200, "task", {{"id", "a/b"}}},
                    Case{"DELETE", "/tasks/7", 200, "delete", {{"id", "7"}}},
                    Case{"DELETE", "/tasks/latest", 200, "delete", {{"id", "latest"}}},
                    Case{"GET", "/tasks/latest", 200, "latest", {}},
                    Case{"GET", "/tasks/7/log", 200, "log", {{"id", "7"}}},
                    Case{"GET", "/tasks/", 404, "", {}}, Case{"GET", "/tasks", 404, "", {}},
                    Case{"GET", "/tasks/7/", 404, "", {}}, Case{"GET", "/tasks//log", 404, "", {}},
                    Case{"GET", "/files/a", 200, "one file", {{"name", "a"}}},
                    Case{"GET", "/files/a/b", 200, "files", {{"path", "a/b"}}},
                    Case{"GET", "/files/a/b%2Fc", 200, "files", {{"path", "a/b%2Fc"}}},
                    Case{"GET", "/files", 404, "", {}},
                    Case{"HEAD", "/special", 200, "special head", {}},
                    Case{"GET", "/special", 200, "special get", {}},
                    Case{"POST", "/tasks/submit", 200, "submit", {{"any", "tasks"}}},
                    Case{"POST", "/tasks/7", 405, "", {}}, Case{"get", "/", 405, "", {}}));

TEST(RouterTest, MethodNotAllowedNamesThoseThatAre) {
  const Router router = example();
  Request asked = request("PUT", "/tasks/7");

  EXPECT_EQ(router.answer(asked).headers.get("Allow"), "GET, HEAD, DELETE");
}

TEST(RouterTest, OwnHandlersAnswerWhatDoesNotFit) {
  Router router = example();
  router.set_not_found([](Request&) { return Response{404, {}, "nothing here"}; });
  router.set_method_not_allowed([](Request&) { return Response{405, {}, "not so"}; });
  Request unknown = request("GET", "/unknown");
  Request put = request("PUT", "/");

  EXPECT_EQ(std::get<std::string>(router.answer(unknown).body), "nothing here");
  const Response refused = router.answer(put);
  EXPECT_EQ(std::get<std::string>(refused.body), "not so");
  EXPECT_EQ(refused.headers.get("Allow"), "GET, HEAD");
}

TEST(RouterTest, PatternIsTheLabelOfARequest) {
  const Router router = example();

  EXPECT_EQ(router.pattern_for(request("GET", "/tasks/7")), "/tasks/{id}");
  EXPECT_EQ(router.pattern_for(request("HEAD", "/files/a/b")), "/files/{path...}");
  EXPECT_EQ(router.pattern_for(request("GET", "/unknown")), "");
}

TEST(RouterTest, LessSpecificPatternAnswersWhereTheOtherLeadsNowhere) {
  Router router;
  router.add("GET", "/a/b/c", saying("literal"));
  router.add("GET", "/a/{x}/d", saying("name"));
  router.add("GET", "/{rest...}", saying("rest"));
  router.add("POST", "/a/{x}/c", saying("post"));

  const std::pair<const char*, const char*> cases[] = {
      {"/a/b/c", "literal"}, {"/a/b/d", "name"}, {"/a/b/e", "rest"}, {"/a", "rest"}};
  for (const auto& [target, expected] : cases) {
    Request asked = request("GET", target);
    EXPECT_EQ(std::get<std::string>(router.answer(asked).body), expected) << target;
  }
  Request posted = request("POST", "/a/b/c");
  EXPECT_EQ(std::get<std::string>(router.answer(posted).body), "post");
  EXPECT_EQ(posted.route, "/a/{x}/c");
  Request put = request("PUT", "/a/b/c");
  EXPECT_EQ(router.answer(put).headers.get("Allow"), "GET, HEAD, POST");
}

TEST(RouterTest, PathServesWhereThereAreNoSegments) {
  const Router router = example();
  Request asked;
  asked.method = "GET";
  asked.path = "/tasks/7";

  EXPECT_EQ(router.answer(asked).status, 200);
  EXPECT_EQ(asked.path_parameters.at("id"), "7");
}

TEST(RouterTest, RoutesAreListedInOrder) {
  Router router;
  router.add("GET", "/b", saying(""));
  router.add("POST", "/a/{id}", saying(""));

  EXPECT_EQ(router.routes(), (std::vector<std::string>{"GET /b", "POST /a/{id}"}));
}

}  // namespace
}  // namespace kirin::net
