/// \file
/// `KeyStore` in a SQLite file.
#pragma once

#include <memory>

#include "tasks/key_store.h"
#include "tasks/sqlite/connection_pool.h"
#include "tasks/sqlite/key_use.h"
#include "tasks/sqlite/recent_keys.h"

namespace kirin::tasks::sqlite {

class SqliteKeyStore final : public KeyStore {
 public:
  /// `connections` lead to a migrated file.
  explicit SqliteKeyStore(std::shared_ptr<Connections> connections);

  Result<NewApiKey> create_key(const KeyOptions& options, TimePoint now) override;
  Result<ApiKey> ensure_key(std::string_view secret, std::string_view owner_id,
                            TimePoint now) override;
  Result<ApiKey> authenticate(std::string_view secret, TimePoint now) override;
  std::shared_ptr<const ApiKey> recently_authenticated(std::string_view secret,
                                                       TimePoint now) const override;
  Result<ApiKey> find_key(std::string_view id) override;
  Result<std::vector<ApiKey>> list_keys(std::optional<std::string_view> owner_id) override;
  Result<ApiKey> update_key(std::string_view id, const KeyChange& change, TimePoint now) override;
  Result<ApiKey> revoke_key(std::string_view id_or_prefix, TimePoint now) override;

 private:
  std::shared_ptr<Connections> connections_;
  RecentKeys recent_;
  KeyUse use_;
};

}  // namespace kirin::tasks::sqlite
