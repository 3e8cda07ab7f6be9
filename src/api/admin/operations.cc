#include "api/admin/operations.h"

#include "api/admin/accounts.h"
#include "api/admin/keys.h"
#include "api/admin/schemas.h"
#include "api/page.h"

namespace kirin::api::admin {
namespace {

constexpr const char* kJson = "application/json";

Operation operation(const char* method, const char* pattern, const char* id, const char* summary) {
  Operation row{.method = method,
                .pattern = pattern,
                .id = id,
                .tag = "Administration",
                .summary = summary,
                .description = {}};
  row.scope = tasks::Scope::admin;
  row.error_form = ErrorForm::problem;
  return row;
}

Operation on_key(Operation row) {
  row.path = {{"id", "The key's id, key_…", {{"type", "string"}}, true}};
  row.answers = {{200, "The key.", kJson, schema_ref("ApiKey")}};
  row.errors = {404};
  return row;
}

Operation on_account(Operation row) {
  row.path = {{"owner", "The owner's id.", {{"type", "string"}, {"maxLength", 128}}, true}};
  row.answers = {{200, "The account.", kJson, schema_ref("Account")}};
  row.errors = {400};
  return row;
}

Operation with_body(Operation row, const char* schema, JsonObject example) {
  row.bodies = {{kJson, schema_ref(schema), std::move(example)}};
  row.errors.insert(row.errors.end(), {413, 415});
  return row;
}

Operation list_keys_operation() {
  Operation row = operation("GET", "/admin/v1/keys", "listKeys", "List API keys, oldest first");
  row.query = page_parameters({{"type", "string"}, {"maxLength", 64}});
  row.query.push_back({"owner_id", "Only this owner's.", {{"type", "string"}, {"maxLength", 128}}});
  row.answers = {{200, "A page.", kJson, schema_ref("ApiKeyList")}};
  row.errors = {400};
  return row;
}

Operation create_key_operation() {
  Operation row = operation("POST", "/admin/v1/keys", "createKey", "Make an API key");
  row.description =
      "The secret is shown this once and kept as a hash: an `Idempotency-Key` that "
      "is repeated gets the same answer without it.";
  row.effect = Effect::creates;
  row.answers = {{201, "The key and its secret.", kJson, schema_ref("NewApiKey")}};
  row.errors = {400, 409, 422};
  return with_body(std::move(row), "ApiKeyOptions",
                   {{"owner_id", "studio-7"},
                    {"name", "render farm"},
                    {"scopes", JsonArray{"generate", "read", "upload"}},
                    {"budget", "250"}});
}

Operation change_key_operation() {
  Operation row =
      on_key(operation("PATCH", "/admin/v1/keys/{id}", "changeKey", "Change what a key may do"));
  row.description = "What is not given stays; null takes a limit away.";
  row.effect = Effect::changes;
  row.errors.insert(row.errors.end(), {400, 409});
  return with_body(std::move(row), "ApiKeyChange",
                   {{"budget", "500"}, {"requests_per_minute", nullptr}});
}

Operation revoke_key_operation() {
  Operation row = on_key(operation("DELETE", "/admin/v1/keys/{id}", "revokeKey", "Revoke a key"));
  row.description =
      "It is refused within half a second everywhere, and cannot be made valid "
      "again. Its tasks go on.";
  row.effect = Effect::changes;
  return row;
}

Operation list_accounts_operation() {
  Operation row =
      operation("GET", "/admin/v1/accounts", "listAccounts", "List accounts, by owner id");
  row.description = "Owners who were never credited or capped have none and are unlimited.";
  row.query = page_parameters({{"type", "string"}, {"maxLength", 128}});
  row.answers = {{200, "A page.", kJson, schema_ref("AccountList")}};
  row.errors = {400};
  return row;
}

Operation change_account_operation() {
  Operation row = on_account(operation("PATCH", "/admin/v1/accounts/{owner}", "changeAccount",
                                       "Change what an owner may spend"));
  row.description = "What is not given stays; `monthly_cap` null takes the cap away.";
  row.effect = Effect::changes;
  return with_body(std::move(row), "AccountChange",
                   {{"billing_mode", "prepaid"}, {"monthly_cap", "1000"}});
}

Operation credit_operation() {
  Operation row = on_account(operation("POST", "/admin/v1/accounts/{owner}/credits",
                                       "creditAccount", "Credit an account"));
  row.description =
      "The first credit of an owner makes a prepaid account. With an `Idempotency-Key` once only: "
      "the answer is given again for a day, and then 409 with code 40906 says that it was credited "
      "before.";
  row.effect = Effect::creates;
  row.errors.insert(row.errors.end(), {409, 422});
  return with_body(std::move(row), "Credit", {{"amount", "128.50"}, {"note", "invoice 1001"}});
}

Operation entries_operation() {
  Operation row = on_account(operation("GET", "/admin/v1/accounts/{owner}/entries",
                                       "listAccountEntries", "List what changed a balance"));
  row.description =
      "Newest first: credits, holds of tasks that were accepted, and what became of "
      "them.";
  row.query = page_parameters({{"type", "integer"}, {"minimum", 0}});
  row.answers = {{200, "A page.", kJson, schema_ref("AccountEntryList")}};
  return row;
}

}  // namespace

void add_operations(OperationTable& table, const ApiContext& context) {
  add_schemas(table);
  const auto with_context = [&context](Reply (*handler)(const ApiContext&, Call&)) {
    return [&context, handler](Call& call) { return handler(context, call); };
  };
  table.add(list_keys_operation(), with_context(list_keys));
  table.add(create_key_operation(), with_context(create_key));
  table.add(on_key(operation("GET", "/admin/v1/keys/{id}", "getKey", "Show an API key")),
            with_context(show_key));
  table.add(change_key_operation(), with_context(change_key));
  table.add(revoke_key_operation(), with_context(revoke_key));
  table.add(list_accounts_operation(), with_context(list_accounts));
  table.add(on_account(operation("GET", "/admin/v1/accounts/{owner}", "getAccount",
                                 "Show an owner's account")),
            with_context(show_account));
  table.add(change_account_operation(), with_context(change_account));
  table.add(credit_operation(), with_context(credit_account));
  table.add(entries_operation(), with_context(list_entries));
}

}  // namespace kirin::api::admin
