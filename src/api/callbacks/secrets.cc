#include "api/callbacks/secrets.h"

#include <sys/random.h>

#include <array>
#include <span>

#include "base/base64.h"
#include "base/log.h"

namespace kirin::api::callbacks {
namespace {

constexpr std::size_t kSecretBytes = 32;  // Standard Webhooks: 24 to 64

std::string new_secret() {
  std::array<std::byte, kSecretBytes> key{};
  EXPECTS(::getrandom(key.data(), key.size(), 0) == static_cast<ssize_t>(key.size()));
  return "whsec_" + base64_encode(key);
}

JsonObject secret_json(const tasks::WebhookSecret& secret) {
  return {{"secret", secret.secret},
          {"created_at", to_millis(secret.created_at)},
          {"expires_at", secret.expires_at ? Json(to_millis(*secret.expires_at)) : Json(nullptr)}};
}

}  // namespace

Reply list_secrets(const ApiContext& context, Call& call) {
  const auto secrets = context.deliveries.secrets(call.key->id, call.now);
  if (!secrets) {
    return from_backend(secrets.error(), call.request);
  }
  JsonArray data;
  for (const tasks::WebhookSecret& secret : *secrets) {
    data.push_back(secret_json(secret));
  }
  return json_response(200,
                       {{"status", {{"code", 200}, {"message", "ok"}}}, {"data", std::move(data)}});
}

Reply rotate_secret(const ApiContext& context, Call& call) {
  const auto secret = context.deliveries.replace_secret(call.key->id, new_secret(),
                                                        context.options.secret_overlap, call.now);
  if (!secret) {
    return from_backend(secret.error(), call.request);
  }
  log::info("callback secret replaced",
            {{"key_id", call.key->id}, {"request_id", call.request.request_id}});
  return json_response(
      200, {{"status", {{"code", 200}, {"message", "ok"}}}, {"data", secret_json(*secret)}});
}

}  // namespace kirin::api::callbacks
