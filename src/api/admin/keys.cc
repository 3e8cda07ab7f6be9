#include "api/admin/keys.h"

#include <algorithm>
#include <utility>

#include "api/admin/key_fields.h"
#include "api/page.h"
#include "base/json_text.h"
#include "base/log.h"

namespace kirin::api::admin {
namespace {

constexpr int kCreated = 201;

ApiError unknown_key() {
  return {40406, "unknown_key", "there is no key with this id", {}, {}, {}};
}

ApiError from_keys(const Error& error, const net::Request& request) {
  switch (error.code) {
    case ErrorCode::not_found:
      return unknown_key();
    case ErrorCode::failed_precondition:
      return {40905, "key_revoked", "the key was revoked and cannot be changed", {}, {}, {}};
    case ErrorCode::invalid_argument:
      return invalid_parameter({}, error.message);
    default:
      return from_backend(error, request);
  }
}

void log_change(const char* event, const Call& call, const tasks::ApiKey& key) {
  log::info(event, {{"key_id", key.id},
                    {"owner_id", key.owner_id},
                    {"by_key", call.key->id},
                    {"request_id", call.request.request_id}});
}

// The gate would keep the answer with the secret in it.
void keep_without_secret(const ApiContext& context, Call& call, const JsonObject& body) {
  if (!call.idempotency) {
    return;
  }
  call.answer_is_kept = true;
  const auto kept = context.answers.keep_answer(call.key->owner_id, *call.idempotency, kCreated,
                                                json_text(body), call.now);
  if (!kept) {
    log::error("answer not kept for its Idempotency-Key",
               {{"request_id", call.request.request_id}, {"why", kept.error().describe()}});
  }
}

}  // namespace

Reply list_keys(const ApiContext& context, Call& call) {
  const auto owner = call.query.text("owner_id");
  const auto limit = *call.query.integer("limit");
  auto keys = context.keys.list_keys(owner ? std::optional<std::string_view>{*owner}
                                           : std::optional<std::string_view>{});
  if (!keys) {
    return from_backend(keys.error(), call.request);
  }
  if (const auto after = call.query.text("after")) {
    const auto at = std::find_if(keys->begin(), keys->end(),
                                 [&](const tasks::ApiKey& key) { return key.id == *after; });
    keys->erase(keys->begin(), at == keys->end() ? at : at + 1);
  }
  const bool has_more = cut_to(*keys, limit);
  JsonArray data;
  for (const tasks::ApiKey& key : *keys) {
    data.push_back(key_json(key));
  }
  return json_response(
      200, page_json(std::move(data), has_more ? std::optional{keys->back().id} : std::nullopt));
}

Reply create_key(const ApiContext& context, Call& call) {
  auto body = BodyFields::of(call.request, context);
  if (auto* error = std::get_if<ApiError>(&body)) {
    return std::move(*error);
  }
  auto& fields = std::get<BodyFields>(body);
  const tasks::KeyOptions options = read_key_options(fields, context.catalog);
  if (auto error = fields.error()) {
    return *std::move(error);
  }
  const auto made = context.keys.create_key(options, call.now);
  if (!made) {
    return from_keys(made.error(), call.request);
  }
  log_change("key made", call, made->key);
  JsonObject answer = key_json(made->key);
  keep_without_secret(context, call, answer);
  answer["secret"] = made->secret;
  return json_response(kCreated, std::move(answer));
}

Reply show_key(const ApiContext& context, Call& call) {
  const auto key = context.keys.find_key(call.path("id"));
  return key ? Reply{json_response(200, key_json(*key))} : from_keys(key.error(), call.request);
}

Reply change_key(const ApiContext& context, Call& call) {
  auto body = BodyFields::of(call.request, context);
  if (auto* error = std::get_if<ApiError>(&body)) {
    return std::move(*error);
  }
  auto& fields = std::get<BodyFields>(body);
  const tasks::KeyChange change = read_key_change(fields, context.catalog);
  if (auto error = fields.error()) {
    return *std::move(error);
  }
  const auto key = context.keys.update_key(call.path("id"), change, call.now);
  if (!key) {
    return from_keys(key.error(), call.request);
  }
  log_change("key changed", call, *key);
  return json_response(200, key_json(*key));
}

Reply revoke_key(const ApiContext& context, Call& call) {
  // The store takes a prefix too; an address names one key.
  const auto found = context.keys.find_key(call.path("id"));
  const auto key = found ? context.keys.revoke_key(found->id, call.now) : found;
  if (!key) {
    return from_keys(key.error(), call.request);
  }
  log_change("key revoked", call, *key);
  return json_response(200, key_json(*key));
}

}  // namespace kirin::api::admin
