#include <gtest/gtest.h>

#include "api/account/operations.h"
#include "api/api_fixture.h"

namespace kirin::api::account {
namespace {

const TimePoint kJanuary = from_millis(1'769'757'744'021);  // 2026-01-30

class AccountTest : public testing::Test {
 protected:
  AccountTest() {
    OperationTable table;
    add_operations(table, house_.context());
    api_ = std::make_unique<MountedTable>(house_.context(), std::move(table));
  }

  JsonObject get(const std::string& target) {
    const net::Response response = api_->answer(ApiFixture::request("GET", target, secret_));
    EXPECT_EQ(response.status, 200) << target;
    return json_of(response);
  }
  JsonObject balance() { return get("/api/v1/user/balance").at("data").as_object(); }
  JsonObject billing(const std::string& query = "") {
    return get("/monitor/api/v1/cost/billing" + query).at("data").as_object();
  }
  std::int64_t requests(const std::string& query) {
    return billing(query).at("summary").at("total_requests").as_int64();
  }

  void create(const std::string& id, const std::string& model = "kirin_v1_i2v") {
    tasks::NewTask task;
    task.id = id;
    task.owner_id = "owner";
    task.key_id = "key";
    task.model = model;
    task.price = Money{210'000};
    task.created_at = kJanuary;
    const auto created = house_.stores().tasks->create(task);
    ASSERT_TRUE(created && std::holds_alternative<tasks::Task>(*created));
  }
  void complete(const std::string& id, const std::string& model = "kirin_v1_i2v") {
    create(id, model);
    const auto claim = house_.stores().tasks->claim("worker", kJanuary, std::chrono::hours{1});
    ASSERT_TRUE(house_.stores().tasks->complete((*claim)->lease, {}, kJanuary));
  }

  ApiFixture house_;
  std::unique_ptr<MountedTable> api_;
  std::string secret_ = house_.new_key();
};

TEST_F(AccountTest, WithoutAnAccountTheOwnerIsUnlimited) {
  const JsonObject expected{{"user_id", "owner"},     {"balance", "0"},
                            {"total_recharged", "0"}, {"currency", "USD"},
                            {"credit_limit", "0"},    {"billing_mode", "unlimited"},
                            {"arrears", "0"},         {"available_balance", "999999999"}};
  EXPECT_EQ(balance(), expected);
}

TEST_F(AccountTest, APrepaidBalanceWithHoldsAndCharges) {
  auto& accounts = *house_.stores().accounts;
  ASSERT_TRUE(accounts.credit("owner", Money{1'000'000}, "", {}, kJanuary));
  complete("t1");
  create("t2");
  const JsonObject expected{{"user_id", "owner"},     {"balance", "0.79"},
                            {"total_recharged", "1"}, {"currency", "USD"},
                            {"credit_limit", "0"},    {"billing_mode", "prepaid"},
                            {"arrears", "0"},         {"available_balance", "0.58"}};
  EXPECT_EQ(balance(), expected);
}

TEST_F(AccountTest, ABalanceBelowZeroIsArrears) {
  auto& accounts = *house_.stores().accounts;
  ASSERT_TRUE(accounts.credit("owner", Money{1'000'000}, "", {}, kJanuary));
  ASSERT_TRUE(accounts.credit("owner", Money{-3'500'000}, "", {}, kJanuary));
  const JsonObject found = balance();
  EXPECT_EQ(found.at("balance").as_string(), "-2.5");
  EXPECT_EQ(found.at("arrears").as_string(), "2.5");
  EXPECT_EQ(found.at("available_balance").as_string(), "0");
}

TEST_F(AccountTest, BillingSumsByModel) {
  complete("t1");
  complete("t2");
  complete("t3", "kirin_v2_6_t2v");
  create("t4");
  const JsonObject data = billing();
  EXPECT_EQ(data.at("team").as_string(), "owner");
  const JsonObject summary{
      {"total_requests", 3}, {"total_cost", "0.63"},   {"discount_total_cost", "0.63"},
      {"prompt_tokens", 0},  {"completion_tokens", 0}, {"total_tokens", 0},
      {"currency", "USD"}};
  EXPECT_EQ(data.at("summary").as_object(), summary);
  const JsonObject& items = data.at("items").as_object();
  EXPECT_EQ(items.at("total").as_int64(), 2);
  const JsonObject first{{"team_alias", "owner"}, {"provider", "kirin"},
                         {"total_requests", 2},   {"model_group", "kirin_v1_i2v"},
                         {"total_cost", "0.42"},  {"discount_total_cost", "0.42"},
                         {"discount_rate", 1}};
  EXPECT_EQ(items.at("items").as_array().at(0).as_object(), first);
}

TEST_F(AccountTest, BillingIsFiltered) {
  complete("t1");
  complete("t2", "kirin_v2_6_t2v");
  EXPECT_EQ(requests("?start=2026-01-30&end=2026-01-30"), 2) << "the last day counts";
  EXPECT_EQ(requests("?start=2026-01-30T07:22:24.021Z"), 2);
  EXPECT_EQ(requests("?start=2026-01-30T07:22:24.022Z"), 0);
  EXPECT_EQ(requests("?end=2026-01-30T07:22:24.021Z"), 0);
  EXPECT_EQ(requests("?end=1769757744022"), 2);
  EXPECT_EQ(requests("?end=2026-01-29"), 0);
  EXPECT_EQ(requests("?model_group=kirin_v2_6_t2v"), 1);
  EXPECT_EQ(requests("?model_group=nothing"), 0);
  EXPECT_EQ(requests("?environment=default&provider=kirin&credential_name=any"), 2);
  EXPECT_EQ(requests("?environment=staging"), 0);
  EXPECT_EQ(requests("?provider=another"), 0);
  secret_ = house_.new_key({.owner_id = "another"});
  EXPECT_EQ(requests(""), 0);
}

TEST_F(AccountTest, BillingHasPages) {
  complete("t1");
  complete("t2", "kirin_v2_6_t2v");
  const JsonObject items = billing("?page=2&page_size=1").at("items").as_object();
  EXPECT_EQ(items.at("items").as_array().size(), 1u);
  EXPECT_EQ(items.at("total_pages").as_int64(), 2);
  EXPECT_EQ(billing("?page=3&page_size=1").at("items").at("items").as_array().size(), 0u);
  EXPECT_EQ(billing("?page=1000000&page_size=1000").at("summary").at("total_requests").as_int64(),
            2);
}

TEST_F(AccountTest, WhatIsRefusedIsAnEnvelope) {
  for (const char* query : {"?page=0", "?page_size=0", "?page_size=1001", "?page=x",
                            "?start=yesterday", "?end=9999-12-31", "?start=99999999999999"}) {
    const net::Response response = api_->answer(
        ApiFixture::request("GET", std::string{"/monitor/api/v1/cost/billing"} + query, secret_));
    EXPECT_EQ(response.status, 400) << query;
    EXPECT_TRUE(json_of(response).at("error").is_string()) << query;
  }
  EXPECT_EQ(api_->answer(ApiFixture::request("GET", "/api/v1/user/balance", "")).status, 401);
}

}  // namespace
}  // namespace kirin::api::account
