/// \file
/// `DeliveryLog` in a SQLite file.
#pragma once

#include <memory>

#include "tasks/delivery_log.h"
#include "tasks/sqlite/connection_pool.h"

namespace kirin::tasks::sqlite {

class SqliteDeliveryLog final : public DeliveryLog {
 public:
  /// `connections` lead to a migrated file.
  explicit SqliteDeliveryLog(std::shared_ptr<Connections> connections)
      : connections_(std::move(connections)) {}

  Result<std::vector<DeliveryRecord>> deliveries(const DeliveryQuery& query) override;
  Result<DeliveryRecord> delivery(std::string_view owner_id, std::string_view id) override;
  Result<std::vector<DeliveryAttempt>> attempts(std::string_view delivery_id) override;
  Result<DeliveryRecord> redeliver(std::string_view owner_id, std::string_view id,
                                   TimePoint now) override;
  Result<DeliveryRecord> add_test(std::string_view owner_id, std::string_view key_id,
                                  std::string_view url, std::chrono::milliseconds pause,
                                  TimePoint now) override;
  Result<std::vector<WebhookSecret>> secrets(std::string_view key_id, TimePoint now) override;
  Result<WebhookSecret> replace_secret(std::string_view key_id, std::string_view secret,
                                       std::chrono::milliseconds overlap, TimePoint now) override;

 private:
  std::shared_ptr<Connections> connections_;
};

}  // namespace kirin::tasks::sqlite
