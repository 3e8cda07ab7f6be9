/// \file
/// The fourth step of the schema: every try of a callback, receivers that want no more, and secrets
/// that sign.
#pragma once

#include <string_view>

namespace kirin::tasks::sqlite {

inline constexpr std::string_view kSchema4 = R"sql(
ALTER TABLE deliveries ADD COLUMN owner_id TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN key_id TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN kind TEXT NOT NULL DEFAULT 'task' CHECK (kind IN ('task', 'test'));
ALTER TABLE deliveries ADD COLUMN state TEXT NOT NULL DEFAULT 'pending'
  CHECK (state IN ('pending', 'delivered', 'skipped', 'dead'));
UPDATE deliveries SET
  owner_id = coalesce((SELECT owner_id FROM tasks WHERE tasks.id = task_id), ''),
  key_id = coalesce((SELECT key_id FROM tasks WHERE tasks.id = task_id), ''),
  state = CASE WHEN delivered_at IS NOT NULL THEN 'delivered' WHEN due_at IS NOT NULL THEN 'pending'
               WHEN note LIKE 'skipped:%' THEN 'skipped' ELSE 'dead' END;
CREATE INDEX deliveries_by_owner ON deliveries (owner_id, sequence);
CREATE INDEX deliveries_by_state ON deliveries (owner_id, state, sequence);
CREATE INDEX deliveries_tests ON deliveries (owner_id, created_at) WHERE kind = 'test';

CREATE TABLE delivery_attempts (
  delivery_sequence INTEGER NOT NULL,
  number INTEGER NOT NULL,             -- from the first ever
  at INTEGER NOT NULL,
  http_status INTEGER NOT NULL,        -- 0: no answer
  took_ms INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (delivery_sequence, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER delivery_is_forgotten AFTER DELETE ON deliveries BEGIN
  DELETE FROM delivery_attempts WHERE delivery_sequence = OLD.sequence;
END;

CREATE TABLE disabled_receivers (      -- they answered 410
  owner_id TEXT NOT NULL,
  url TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (owner_id, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_secrets (
  sequence INTEGER PRIMARY KEY,
  key_id TEXT NOT NULL,
  secret TEXT NOT NULL,                -- as it is: it has to sign
  created_at INTEGER NOT NULL,
  expires_at INTEGER
) STRICT;
CREATE INDEX webhook_secrets_by_key ON webhook_secrets (key_id, sequence);
)sql";

}  // namespace kirin::tasks::sqlite
