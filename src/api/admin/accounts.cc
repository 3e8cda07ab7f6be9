#include "api/admin/accounts.h"

#include <utility>

#include "api/body_fields.h"
#include "api/page.h"
#include "base/log.h"

namespace kirin::api::admin {
namespace {

using tasks::Account;
using tasks::BillingMode;

constexpr std::size_t kMostOwnerCharacters = 128;
constexpr std::size_t kMostNoteCharacters = 500;

void log_change(const char* event, const Call& call, const std::string& owner,
                const std::string& amount = {}) {
  log::info(event, {{"owner_id", owner},
                    {"amount", amount},
                    {"by_key", call.key->id},
                    {"request_id", call.request.request_id}});
}

// An owner is whatever a key was made for; only its shape can be wrong.
std::variant<std::string, ApiError> read_owner(const Call& call) {
  const std::string& owner = call.path("owner");
  const auto length = count_code_points(owner);
  if (!length || *length == 0 || *length > kMostOwnerCharacters) {
    return invalid_parameter("owner", "owner: 1 to 128 characters are due");
  }
  return owner;
}

std::optional<Money> read_amount_from_zero(BodyFields& fields, std::string_view name) {
  const auto amount = fields.money(name);
  if (amount && *amount < Money{}) {
    fields.wrong(name, "it must not be below zero");
    return std::nullopt;
  }
  return amount;
}

tasks::AccountChange read_change(BodyFields& fields) {
  tasks::AccountChange change;
  const auto mode = fields.text("billing_mode", 16);
  if (mode && *mode == to_string(BillingMode::prepaid)) {
    change.mode = BillingMode::prepaid;
  } else if (mode && *mode == to_string(BillingMode::unlimited)) {
    change.mode = BillingMode::unlimited;
  } else if (mode) {
    fields.wrong("billing_mode", "prepaid or unlimited is due");
  }
  change.credit_limit = read_amount_from_zero(fields, "credit_limit");
  if (fields.takes_null("monthly_cap")) {
    change.monthly_cap = std::optional<Money>{};
  } else if (const auto cap = read_amount_from_zero(fields, "monthly_cap")) {
    change.monthly_cap = cap;
  }
  return change;
}

struct Credit {
  Money amount;
  std::string note;
};

Credit read_credit(BodyFields& fields) {
  Credit credit;
  const auto amount = fields.money("amount");
  if (!fields.has("amount")) {
    fields.missing("amount");
  } else if (amount && *amount == Money{}) {
    fields.wrong("amount", "it must not be zero; below zero takes credits back");
  }
  credit.amount = amount.value_or(Money{});
  credit.note = fields.text("note", kMostNoteCharacters).value_or("");
  return credit;
}

// The store knows a request by the account and the key alone, and two operators may choose the same
// key.
std::optional<tasks::IdempotentRequest> request_of(const Call& call) {
  auto request = call.idempotency;
  if (request) {
    request->key = call.key->owner_id + '\n' + request->key;
  }
  return request;
}

}  // namespace

JsonObject account_json(const Account& account) {
  const bool is_prepaid = account.mode == BillingMode::prepaid;
  return {{"owner_id", account.owner_id},
          {"billing_mode", to_string(account.mode)},
          {"balance", account.balance().to_decimal()},
          {"available", is_prepaid ? Json(account.available().to_decimal()) : Json(nullptr)},
          {"recharged", account.recharged.to_decimal()},
          {"spent", account.spent.to_decimal()},
          {"held", account.held.to_decimal()},
          {"credit_limit", account.credit_limit.to_decimal()},
          {"monthly_cap",
           account.monthly_cap ? Json(account.monthly_cap->to_decimal()) : Json(nullptr)},
          {"spent_this_month", account.spent_this_month.to_decimal()}};
}

JsonObject entry_json(const tasks::AccountEntry& entry) {
  return {{"sequence", entry.sequence},
          {"kind", to_string(entry.kind)},
          {"amount", entry.amount.to_decimal()},
          {"task_id", entry.task_id.empty() ? Json(nullptr) : Json(entry.task_id)},
          {"note", entry.note},
          {"at", to_millis(entry.at)}};
}

Reply list_accounts(const ApiContext& context, Call& call) {
  const auto limit = *call.query.integer("limit");
  auto accounts = context.accounts.accounts(call.query.text("after").value_or(""),
                                            static_cast<int>(limit) + 1, call.now);
  if (!accounts) {
    return from_backend(accounts.error(), call.request);
  }
  const bool has_more = cut_to(*accounts, limit);
  JsonArray data;
  for (const Account& account : *accounts) {
    data.push_back(account_json(account));
  }
  return json_response(
      200, page_json(std::move(data),
                     has_more ? std::optional{accounts->back().owner_id} : std::nullopt));
}

Reply show_account(const ApiContext& context, Call& call) {
  auto owner = read_owner(call);
  if (auto* error = std::get_if<ApiError>(&owner)) {
    return std::move(*error);
  }
  const auto account = context.accounts.account(std::get<std::string>(owner), call.now);
  return account ? Reply{json_response(200, account_json(*account))}
                 : from_backend(account.error(), call.request);
}

Reply change_account(const ApiContext& context, Call& call) {
  auto owner = read_owner(call);
  if (auto* error = std::get_if<ApiError>(&owner)) {
    return std::move(*error);
  }
  auto body = BodyFields::of(call.request, context);
  if (auto* error = std::get_if<ApiError>(&body)) {
    return std::move(*error);
  }
  auto& fields = std::get<BodyFields>(body);
  const tasks::AccountChange change = read_change(fields);
  if (auto error = fields.error()) {
    return *std::move(error);
  }
  const auto account =
      context.accounts.change_account(std::get<std::string>(owner), change, call.now);
  if (!account) {
    return from_backend(account.error(), call.request);
  }
  log_change("account changed", call, account->owner_id);
  return json_response(200, account_json(*account));
}

Reply credit_account(const ApiContext& context, Call& call) {
  auto owner = read_owner(call);
  if (auto* error = std::get_if<ApiError>(&owner)) {
    return std::move(*error);
  }
  auto body = BodyFields::of(call.request, context);
  if (auto* error = std::get_if<ApiError>(&body)) {
    return std::move(*error);
  }
  auto& fields = std::get<BodyFields>(body);
  const Credit credit = read_credit(fields);
  if (auto error = fields.error()) {
    return *std::move(error);
  }
  const std::string& owner_id = std::get<std::string>(owner);
  const auto credited =
      context.accounts.credit(owner_id, credit.amount, credit.note, request_of(call), call.now);
  if (!credited && credited.error().code == ErrorCode::already_exists) {
    return ApiError{40906,
                    "already_credited",
                    "this account was credited under this Idempotency-Key before",
                    "Idempotency-Key",
                    {},
                    {}};
  }
  if (!credited && credited.error().code == ErrorCode::invalid_argument) {
    return invalid_parameter("amount", "amount: " + credited.error().message);
  }
  if (!credited) {
    return from_backend(credited.error(), call.request);
  }
  log_change("account credited", call, owner_id, credit.amount.to_decimal());
  return json_response(200, account_json(*credited));
}

Reply list_entries(const ApiContext& context, Call& call) {
  auto owner = read_owner(call);
  if (auto* error = std::get_if<ApiError>(&owner)) {
    return std::move(*error);
  }
  const auto limit = *call.query.integer("limit");
  auto entries = context.accounts.entries(std::get<std::string>(owner), call.query.integer("after"),
                                          static_cast<int>(limit) + 1);
  if (!entries) {
    return from_backend(entries.error(), call.request);
  }
  const bool has_more = cut_to(*entries, limit);
  JsonArray data;
  for (const tasks::AccountEntry& entry : *entries) {
    data.push_back(entry_json(entry));
  }
  return json_response(
      200,
      page_json(std::move(data),
                has_more ? std::optional{std::to_string(entries->back().sequence)} : std::nullopt));
}

}  // namespace kirin::api::admin
