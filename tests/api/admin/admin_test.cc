#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "api/admin/operations.h"
#include "api/api_fixture.h"

namespace kirin::api::admin {
namespace {

using testing::HasSubstr;

class AdminTest : public testing::Test {
 protected:
  AdminTest() {
    OperationTable table;
    add_operations(table, house_.context());
    api_ = std::make_unique<MountedTable>(house_.context(), std::move(table));
  }

  net::Response ask(const char* method, const std::string& target, const std::string& body = "",
                    const std::string& idempotency_key = "") {
    net::Request request = ApiFixture::request(method, target, secret_, body);
    if (!idempotency_key.empty()) {
      request.headers.add("Idempotency-Key", idempotency_key);
    }
    return api_->answer(std::move(request));
  }
  JsonObject ok(const char* method, const std::string& target, const std::string& body = "") {
    const net::Response response = ask(method, target, body);
    EXPECT_EQ(response.status / 100, 2) << target << " " << body << " " << text_of(response);
    return json_of(response);
  }
  static std::string text_of(const net::Response& response) {
    return std::get<std::string>(response.body);
  }
  static std::int64_t code_of(const net::Response& response) {
    return json_of(response).at("code").as_int64();
  }

  ApiFixture house_;
  std::unique_ptr<MountedTable> api_;
  std::string secret_ =
      house_.new_key({.owner_id = "operator", .name = "root", .scopes = {tasks::Scope::admin}});
};

TEST_F(AdminTest, AnOrdinaryKeyIsNoOperators) {
  secret_ = house_.new_key();
  for (const auto& [method, target] : {std::pair{"GET", "/admin/v1/keys"},
                                       {"POST", "/admin/v1/keys"},
                                       {"DELETE", "/admin/v1/keys/key_1"},
                                       {"GET", "/admin/v1/accounts"},
                                       {"POST", "/admin/v1/accounts/owner/credits"}}) {
    const net::Response response = ask(method, target);
    EXPECT_EQ(response.status, 403) << target;
    EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json");
  }
}

TEST_F(AdminTest, AKeyIsMadeWithWhatItMayDo) {
  const JsonObject made = ok("POST", "/admin/v1/keys", R"({
      "owner_id": "studio-7", "name": "farm", "scopes": ["generate", "read"],
      "models": ["kirin_v1_i2v"], "budget": "2.50", "expires_at": "2099-01-01",
      "requests_per_minute": 60, "max_concurrent": 0})");
  EXPECT_TRUE(
      house_.stores().keys->authenticate(std::string{made.at("secret").as_string()}, Clock::now()));
  const std::string id{made.at("id").as_string()};
  const JsonObject shown = ok("GET", "/admin/v1/keys/" + id);
  EXPECT_FALSE(shown.contains("secret"));
  EXPECT_EQ(shown.at("owner_id").as_string(), "studio-7");
  EXPECT_EQ(shown.at("scopes").as_array(), (JsonArray{"generate", "read"}));
  EXPECT_EQ(shown.at("models").as_array(), JsonArray{"kirin_v1_i2v"});
  EXPECT_EQ(shown.at("budget").as_string(), "2.5");
  EXPECT_EQ(shown.at("expires_at").as_int64(), 4'070'908'800'000);
  EXPECT_EQ(shown.at("requests_per_minute").as_int64(), 60);
  EXPECT_EQ(shown.at("max_concurrent").as_int64(), 0);
}

TEST_F(AdminTest, AnEmptyObjectMakesAnOrdinaryKey) {
  const JsonObject made = ok("POST", "/admin/v1/keys", "{}");
  EXPECT_EQ(made.at("owner_id").as_string(), "default");
  EXPECT_EQ(made.at("scopes").as_array().size(), 5u);
  EXPECT_TRUE(made.at("budget").is_null() && made.at("expires_at").is_null());
}

TEST_F(AdminTest, TheSecretIsInNoSecondAnswer) {
  const net::Response first = ask("POST", "/admin/v1/keys", R"({"name": "x"})", "once");
  const net::Response again = ask("POST", "/admin/v1/keys", R"({"name": "x"})", "once");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.headers.get("Idempotency-Replayed"), "true");
  JsonObject expected = json_of(first);
  expected.erase("secret");
  EXPECT_EQ(json_of(again), expected);
  EXPECT_EQ(ok("GET", "/admin/v1/keys").at("data").as_array().size(), 2u) << "made once";
}

TEST_F(AdminTest, WhatIsWrongWithAKeyIsTold) {
  for (const auto& [body, code] : {std::pair{R"({"scopes": []})", 40003},
                                   {R"({"scopes": ["all"]})", 40003},
                                   {R"({"scopes": "generate"})", 40003},
                                   {R"({"models": ["no_model"]})", 40003},
                                   {R"({"budget": 5})", 40003},
                                   {R"({"budget": "-5"})", 40003},
                                   {R"({"budget": "five"})", 40003},
                                   {R"({"budget": "1e3"})", 40003},
                                   {R"({"owner_id": ""})", 40003},
                                   {R"({"owner_id": null})", 40003},
                                   {R"({"name": "a\nb"})", 40003},
                                   {R"({"expires_at": "soon"})", 40003},
                                   {R"({"expires_at": 1.5})", 40003},
                                   {R"({"requests_per_minute": -1})", 40003},
                                   {R"({"requests_per_minute": 1.5})", 40003},
                                   {R"({"max_concurrent": "8"})", 40003},
                                   {R"({"unknown": 1})", 40003},
                                   {R"([])", 40001},
                                   {"", 40001}}) {
    EXPECT_EQ(code_of(ask("POST", "/admin/v1/keys", body)), code) << body;
  }
  const net::Response money = ask("POST", "/admin/v1/keys", R"({"budget": 5, "name": 7})");
  EXPECT_THAT(text_of(money), HasSubstr("decimal text"));
  EXPECT_EQ(json_of(money).at("violations").as_array().size(), 2u);
}

TEST_F(AdminTest, AKeyIsChangedAndItsLimitsAreTakenAway) {
  const std::string id{
      ok("POST", "/admin/v1/keys", R"({"name": "a", "budget": "1"})").at("id").as_string()};
  const std::string target = "/admin/v1/keys/" + id;
  const JsonObject changed = ok("PATCH", target, R"({"name": "b", "max_concurrent": 3})");
  EXPECT_EQ(changed.at("name").as_string(), "b");
  EXPECT_EQ(changed.at("max_concurrent").as_int64(), 3);
  EXPECT_EQ(changed.at("budget").as_string(), "1") << "what is not given stays";
  const JsonObject freed = ok("PATCH", target, R"({"budget": null, "max_concurrent": null})");
  EXPECT_TRUE(freed.at("budget").is_null() && freed.at("max_concurrent").is_null());
  EXPECT_EQ(code_of(ask("PATCH", target, R"({"owner_id": "another"})")), 40003);
  EXPECT_EQ(code_of(ask("PATCH", "/admin/v1/keys/key_none", "{}")), 40406);
}

TEST_F(AdminTest, ARevokedKeyStaysSo) {
  const JsonObject made = ok("POST", "/admin/v1/keys", "{}");
  const std::string target = "/admin/v1/keys/" + std::string{made.at("id").as_string()};
  EXPECT_TRUE(ok("DELETE", target).at("revoked_at").is_int64());
  EXPECT_TRUE(ok("DELETE", target).at("revoked_at").is_int64());
  EXPECT_EQ(code_of(ask("PATCH", target, R"({"name": "x"})")), 40905);
  EXPECT_EQ(code_of(ask("DELETE", "/admin/v1/keys/" + std::string{made.at("prefix").as_string()})),
            40406)
      << "an address is no prefix";
}

TEST_F(AdminTest, KeysAreListedInPages) {
  for (int i = 0; i < 4; ++i) {
    ok("POST", "/admin/v1/keys", R"({"owner_id": "many"})");
  }
  std::vector<std::string> seen;
  std::string query = "?owner_id=many&limit=3";
  while (!query.empty()) {
    const JsonObject page = ok("GET", "/admin/v1/keys" + query);
    for (const Json& key : page.at("data").as_array()) {
      seen.emplace_back(key.at("id").as_string());
    }
    query = page.at("has_more").as_bool()
                ? "?owner_id=many&limit=3&after=" + std::string{page.at("next").as_string()}
                : "";
  }
  EXPECT_EQ(seen.size(), 4u);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 4u);
}

TEST_F(AdminTest, AnAccountIsShownChangedAndCredited) {
  const std::string target = "/admin/v1/accounts/studio-7";
  EXPECT_EQ(ok("GET", target).at("billing_mode").as_string(), "unlimited");
  EXPECT_TRUE(ok("GET", target).at("available").is_null());
  const JsonObject credited =
      ok("POST", target + "/credits", R"({"amount": "128.50", "note": "invoice"})");
  EXPECT_EQ(credited.at("billing_mode").as_string(), "prepaid");
  EXPECT_EQ(credited.at("balance").as_string(), "128.5");
  const JsonObject changed = ok("PATCH", target, R"({"credit_limit": "10", "monthly_cap": "50"})");
  EXPECT_EQ(changed.at("available").as_string(), "138.5");
  EXPECT_EQ(changed.at("monthly_cap").as_string(), "50");
  EXPECT_TRUE(ok("PATCH", target, R"({"monthly_cap": null})").at("monthly_cap").is_null());
  EXPECT_EQ(ok("POST", target + "/credits", R"({"amount": "-28.5"})").at("balance").as_string(),
            "100");
  const JsonArray entries = ok("GET", target + "/entries").at("data").as_array();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries.at(1).at("note").as_string(), "invoice");
  EXPECT_EQ(entries.at(1).at("amount").as_string(), "128.5");
  EXPECT_EQ(ok("GET", "/admin/v1/accounts").at("data").as_array().size(), 1u);
}

TEST_F(AdminTest, EntriesAndAccountsHavePages) {
  for (int i = 0; i < 3; ++i) {
    ok("POST", "/admin/v1/accounts/a" + std::to_string(i) + "/credits", R"({"amount": "1"})");
    ok("POST", "/admin/v1/accounts/one/credits", R"({"amount": "1"})");
  }
  const JsonObject accounts = ok("GET", "/admin/v1/accounts?limit=2");
  EXPECT_EQ(accounts.at("next").as_string(), "a1");
  EXPECT_EQ(ok("GET", "/admin/v1/accounts?limit=2&after=a1").at("data").as_array().size(), 2u);
  const JsonObject entries = ok("GET", "/admin/v1/accounts/one/entries?limit=2");
  EXPECT_EQ(ok("GET", "/admin/v1/accounts/one/entries?limit=2&after=" +
                          std::string{entries.at("next").as_string()})
                .at("data")
                .as_array()
                .size(),
            1u);
}

TEST_F(AdminTest, ACreditIsGivenOnceUnderOneKey) {
  const std::string target = "/admin/v1/accounts/bob/credits";
  const net::Response first = ask("POST", target, R"({"amount": "5"})", "once");
  const net::Response again = ask("POST", target, R"({"amount": "5"})", "once");
  EXPECT_EQ(text_of(first), text_of(again));
  EXPECT_EQ(again.headers.get("Idempotency-Replayed"), "true");
  EXPECT_EQ(code_of(ask("POST", target, R"({"amount": "6"})", "once")), 42201);
  EXPECT_EQ(ok("GET", "/admin/v1/accounts/bob").at("balance").as_string(), "5");

  // The answer is forgotten after a day; that the account was credited is not.
  ASSERT_TRUE(
      house_.stores().answers->forget_old_answers(Clock::now() + std::chrono::hours{25}, 10));
  EXPECT_EQ(code_of(ask("POST", target, R"({"amount": "5"})", "once")), 40906);
  EXPECT_EQ(ok("GET", "/admin/v1/accounts/bob").at("balance").as_string(), "5");

  secret_ = house_.new_key({.owner_id = "second-operator", .scopes = {tasks::Scope::admin}});
  EXPECT_EQ(ask("POST", target, R"({"amount": "5"})", "once").status, 200)
      << "another operator's key is another key";
}

TEST_F(AdminTest, WhatIsWrongWithMoneyIsTold) {
  const std::string account = "/admin/v1/accounts/bob";
  for (const char* body : {R"({"amount": 5})", R"({"amount": "0"})", R"({"amount": "0.0000001"})",
                           R"({"amount": ""})", R"({"amount": null})", R"({"amount": "NaN"})",
                           R"({"amount": "5", "note": 1})", R"({"amount": "5", "extra": 1})"}) {
    EXPECT_EQ(code_of(ask("POST", account + "/credits", body)), 40003) << body;
  }
  EXPECT_EQ(code_of(ask("POST", account + "/credits", "{}")), 40002);
  for (const char* body : {R"({"billing_mode": "free"})", R"({"credit_limit": "-1"})",
                           R"({"credit_limit": null})", R"({"monthly_cap": 7})"}) {
    EXPECT_EQ(code_of(ask("PATCH", account, body)), 40003) << body;
  }
  EXPECT_EQ(ok("GET", account).at("balance").as_string(), "0");
  EXPECT_EQ(code_of(ask("GET", "/admin/v1/accounts/" + std::string(129, 'x'))), 40003);
}

}  // namespace
}  // namespace kirin::api::admin
