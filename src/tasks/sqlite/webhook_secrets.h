/// \file
/// The secrets with which a key's callbacks are signed, and how one follows another.
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tasks/delivery_log.h"
#include "tasks/sqlite/database.h"

namespace kirin::tasks::sqlite {

/// As DeliveryLog::secrets.
Result<std::vector<WebhookSecret>> find_secrets(Database& database, std::string_view key_id,
                                                TimePoint now);
/// As DeliveryLog::replace_secret, inside a transaction.
Result<WebhookSecret> replace_secret(Database& database, std::string_view key_id,
                                     std::string_view secret, std::chrono::milliseconds overlap,
                                     TimePoint now);

}  // namespace kirin::tasks::sqlite
