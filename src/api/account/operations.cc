#include "api/account/operations.h"

#include <algorithm>

#include "api/account/billing.h"
#include "api/schema.h"

namespace kirin::api::account {
namespace {

using namespace schema;  // NOLINT(google-build-using-namespace): the words of the tables below

// What callers who look for a balance before they create a task find enough.
constexpr const char* kUnlimited = "999999999";

JsonObject balance_json(const tasks::Account& account) {
  const bool is_unlimited = account.mode == tasks::BillingMode::unlimited;
  const Money zero;
  const Money balance = is_unlimited ? zero : account.balance();
  const Money available = std::max(zero, account.available());
  return {{"user_id", account.owner_id},
          {"balance", balance.to_decimal()},
          {"total_recharged", account.recharged.to_decimal()},
          {"currency", "USD"},
          {"billing_mode", to_string(account.mode)},
          {"credit_limit", account.credit_limit.to_decimal()},
          {"arrears", std::max(zero, zero - balance).to_decimal()},
          {"available_balance", is_unlimited ? kUnlimited : available.to_decimal()}};
}

Reply show_balance(const ApiContext& context, Call& call) {
  const auto account = context.accounts.account(call.key->owner_id, call.now);
  if (!account) {
    return from_backend(account.error(), call.request);
  }
  return json_response(
      200, {{"status", {{"code", 200}, {"message", "ok"}}}, {"data", balance_json(*account)}});
}

JsonObject balance_schema() {
  JsonObject data = object_of(
      {{"user_id", text("The owner of the key.")},
       {"balance", money("What was credited and is not spent; 0 where the account is unlimited.")},
       {"total_recharged", money("What was credited so far.")},
       {"currency", word("", {"USD"})},
       {"billing_mode", word("", {"prepaid", "unlimited"})},
       {"credit_limit", money("How far below zero the balance may go.")},
       {"arrears", money("How far below zero it is.")},
       {"available_balance", money("What new tasks may cost: the balance and the credit limit, "
                                   "less what is held for tasks that have not ended.")}});
  return object_of({{"status", ok_status()}, {"data", std::move(data)}});
}

JsonObject billing_schema() {
  JsonObject summary =
      object_of({{"total_requests", integer("Completed tasks.", 0)},
                 {"total_cost", money("")},
                 {"discount_total_cost", money("The same: there are no discounts.")},
                 {"prompt_tokens", integer("0", 0)},
                 {"completion_tokens", integer("0", 0)},
                 {"total_tokens", integer("0", 0)},
                 {"currency", word("", {"USD"})}});
  JsonObject item = object_of({{"team_alias", text("The owner.")},
                               {"provider", word("", {"kirin"})},
                               {"model_group", text("The model.")},
                               {"total_requests", integer("Completed tasks.", 0)},
                               {"total_cost", money("")},
                               {"discount_total_cost", money("")},
                               {"discount_rate", number("A factor: 1 is no discount.")}});
  JsonObject items = object_of({{"items", array_of(std::move(item), "By model.")},
                                {"total", integer("", 0)},
                                {"page", integer("", 1)},
                                {"page_size", integer("", 1)},
                                {"total_pages", integer("", 0)}});
  JsonObject data = object_of({{"team", text("The owner of the key.")},
                               {"environments", array_of(text(""))},
                               {"summary", std::move(summary)},
                               {"items", std::move(items)}});
  return object_of({{"code", integer("0")}, {"message", text("")}, {"data", std::move(data)}});
}

Operation operation(const char* pattern, const char* id, const char* summary) {
  Operation row{.method = "GET",
                .pattern = pattern,
                .id = id,
                .tag = "Account",
                .summary = summary,
                .description = {}};
  row.scope = tasks::Scope::account;
  row.error_form = ErrorForm::envelope;
  return row;
}

Operation balance_operation() {
  Operation row = operation("/api/v1/user/balance", "getBalance", "What the owner may spend");
  row.description = "Money is decimal text. An owner without an account is unlimited.";
  row.answers = {{200, "The balance.", "application/json", schema_ref("Balance")}};
  return row;
}

Operation billing_operation() {
  const JsonObject time{{"type", "string"}, {"maxLength", 40}};
  const JsonObject filter{{"type", "string"}, {"maxLength", 128}};
  Operation row =
      operation("/monitor/api/v1/cost/billing", "getBilling", "What the owner's tasks have cost");
  row.query = {
      {"start", "From this time on: a date, RFC 3339, or milliseconds since 1970.", time},
      {"end", "Before this time; a date counts to its end (UTC).", time},
      {"environment", "This server has one: default.", filter},
      {"provider", "This server has one: kirin.", filter},
      {"credential_name", "Taken for compatibility: all keys of the owner are counted.", filter},
      {"model_group", "Only this model.", filter},
      {"page",
       "Which page.",
       {{"type", "integer"}, {"minimum", 1}, {"maximum", 1'000'000}, {"default", 1}}},
      {"page_size",
       "How many models on a page.",
       {{"type", "integer"}, {"minimum", 1}, {"maximum", 1'000}, {"default", 20}}}};
  row.answers = {{200, "Sums, and sums by model.", "application/json", schema_ref("Billing")}};
  row.errors = {400};
  return row;
}

}  // namespace

void add_operations(OperationTable& table, const ApiContext& context) {
  table.add_schema("Balance", balance_schema());
  table.add_schema("Billing", billing_schema());
  table.add(balance_operation(), [&context](Call& call) { return show_balance(context, call); });
  table.add(billing_operation(), [&context](Call& call) { return show_billing(context, call); });
}

}  // namespace kirin::api::account
