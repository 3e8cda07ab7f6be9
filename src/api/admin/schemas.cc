#include "api/admin/schemas.h"

#include "api/schema.h"

namespace kirin::api::admin {
namespace {

using namespace schema;  // NOLINT(google-build-using-namespace): the words of the tables below

constexpr std::int64_t kMostRequests = 1'000'000'000;

// Money that must not be below zero, as bodies give it.
JsonObject amount(std::string_view description) {
  JsonObject schema = text(description);
  schema["pattern"] = R"(^[0-9]{1,12}(\.[0-9]{1,6})?$)";
  return schema;
}

JsonObject text_of(std::string_view description, int least, int most) {
  JsonObject schema = text(description);
  if (least > 0) {
    schema["minLength"] = least;
  }
  schema["maxLength"] = most;
  // No control characters.
  schema["pattern"] = "^[^\\u0000-\\u001f\\u007f]*$";
  return schema;
}

JsonObject scopes() {
  JsonObject words = word("", {"generate", "read", "upload", "account", "callbacks", "admin"});
  words.erase("description");
  return array_of(std::move(words), "What the key is good for.");
}

JsonObject key_properties() {
  return {{"id", text("key_…")},
          {"owner_id", text("Whose tasks it sees.")},
          {"name", text("A note to recognise it by.")},
          {"prefix", text("The first characters of the key.")},
          {"created_at", time("Milliseconds since 1970.")},
          {"expires_at", or_null(time("Null: never."))},
          {"revoked_at", or_null(time("Null: it is valid."))},
          {"last_used_at", or_null(time("To the minute or so."))},
          {"scopes", scopes()},
          {"models", array_of(text("A model's id."), "Those it may use; none: all.")},
          {"budget", or_null(money("What its tasks may cost in all; null: no limit."))},
          {"spent", money("By its completed tasks.")},
          {"held", money("For its tasks that have not ended.")},
          {"requests_per_minute", or_null(integer("Null: the server's default; 0: no limit.", 0))},
          {"max_concurrent", or_null(integer("Tasks that have not ended; likewise.", 0))}};
}

JsonObject new_key_properties() {
  JsonObject properties = key_properties();
  properties["secret"] = text("Shown this once; absent where the answer is given again.");
  return properties;
}

JsonObject change_properties() {
  JsonObject some_scopes = scopes();
  some_scopes["minItems"] = 1;
  some_scopes["maxItems"] = 16;
  JsonObject models =
      array_of(text("A model by any of its names."), "Those it may use; none: all.");
  models["maxItems"] = 100;
  return {{"name", text_of("A note to recognise it by.", 0, 256)},
          {"expires_at",
           {{"type", JsonArray{"string", "integer", "null"}},
            {"minimum", 0},
            {"maximum", 9'200'000'000'000},
            {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}"},
            {"description", "RFC 3339, a date, or milliseconds since 1970; null: never."}}},
          {"scopes", std::move(some_scopes)},
          {"models", std::move(models)},
          {"budget", or_null(amount("US dollars as decimal text; null: no limit."))},
          {"requests_per_minute",
           or_null(integer("Null: the server's default; 0: no limit.", 0, kMostRequests))},
          {"max_concurrent",
           or_null(integer("Tasks that have not ended; likewise.", 0, kMostRequests))}};
}

JsonObject options_properties() {
  JsonObject properties = change_properties();
  properties["owner_id"] =
      text_of("Whose tasks it sees; \"default\" where it is not given.", 1, 128);
  return properties;
}

JsonObject account_schema() {
  return object_of(
      {{"owner_id", text("")},
       {"billing_mode", word("", {"unlimited", "prepaid"})},
       {"balance", money("What was credited less what was spent.")},
       {"available", or_null(money("What new tasks may cost; null: any amount."))},
       {"recharged", money("Credited so far, corrections included.")},
       {"spent", money("By completed tasks since the account exists.")},
       {"held", money("For tasks that have not ended.")},
       {"credit_limit", money("How far below zero the balance may go.")},
       {"monthly_cap",
        or_null(money("What a calendar month (UTC) may spend and hold; null: no cap."))},
       {"spent_this_month", money("")}});
}

JsonObject account_change_schema() {
  return body_of({{"billing_mode", word("", {"unlimited", "prepaid"})},
                  {"credit_limit", amount("US dollars as decimal text.")},
                  {"monthly_cap", or_null(amount("US dollars as decimal text; null: no cap."))}});
}

JsonObject credit_schema() {
  return body_of(
      {{"amount", money("US dollars as decimal text, not zero; below zero takes credits back.")},
       {"note", text_of("For the list of entries.", 0, 500)}},
      {"amount"});
}

JsonObject entry_schema() {
  return object_of({{"sequence", integer("Grows with every entry.", 0)},
                    {"kind", word("hold: put aside for a task that was accepted; capture: spent by "
                                  "it; release: given back.",
                                  {"credit", "hold", "capture", "release"})},
                    {"amount", money("Of a credit: below zero where it was taken back.")},
                    {"task_id", or_null(text("The task that was paid for."))},
                    {"note", text("")},
                    {"at", time("Milliseconds since 1970.")}});
}

}  // namespace

void add_schemas(OperationTable& table) {
  table.add_schema("ApiKey", object_of(key_properties()));
  table.add_schema("NewApiKey", object_of(new_key_properties(), {"secret"}));
  table.add_schema("ApiKeyList", page_of(schema_ref("ApiKey")));
  table.add_schema("ApiKeyOptions", body_of(options_properties()));
  table.add_schema("ApiKeyChange", body_of(change_properties()));
  table.add_schema("Account", account_schema());
  table.add_schema("AccountList", page_of(schema_ref("Account")));
  table.add_schema("AccountChange", account_change_schema());
  table.add_schema("Credit", credit_schema());
  table.add_schema("AccountEntry", entry_schema());
  table.add_schema("AccountEntryList", page_of(schema_ref("AccountEntry")));
}

}  // namespace kirin::api::admin
