/// \file
/// The second step of the schema: counters, turns, accounts, kept answers, uploads, retention.
#pragma once

#include <string_view>

namespace kirin::tasks::sqlite {

// The triggers keep the counters whoever changes a task, in the transaction that does.
inline constexpr std::string_view kSchema2 = R"sql(
ALTER TABLE tasks ADD COLUMN priority INTEGER NOT NULL DEFAULT 1;  -- 0 low, 1 normal, 2 high
ALTER TABLE tasks ADD COLUMN held_of_account INTEGER NOT NULL DEFAULT 0;  -- micros, until its end
ALTER TABLE tasks ADD COLUMN held_of_key INTEGER NOT NULL DEFAULT 0;
-- Of the files of a task that has ended: 0 they stand, 1 they are being removed, 2 they are gone.
ALTER TABLE tasks ADD COLUMN results_state INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN inputs_state INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN results_removed_at INTEGER;  -- what its owner is told

DROP INDEX tasks_by_status;
-- With the status, so that counting places reads no row.
CREATE INDEX tasks_queued ON tasks (owner_id, priority DESC, sequence, status)
  WHERE status = 'queued';
CREATE INDEX tasks_running ON tasks (sequence) WHERE status = 'running';
CREATE INDEX tasks_by_end ON tasks (finished_at) WHERE finished_at IS NOT NULL;
-- Covers what lists are filtered by.
CREATE INDEX tasks_by_owner ON tasks (owner_id, status, sequence, created_at, model);
CREATE INDEX tasks_with_results ON tasks (results_state, finished_at)
  WHERE finished_at IS NOT NULL AND results_state < 2;
CREATE INDEX tasks_with_inputs ON tasks (inputs_state, finished_at)
  WHERE finished_at IS NOT NULL AND inputs_state < 2;
CREATE INDEX tasks_without_files ON tasks (finished_at)
  WHERE finished_at IS NOT NULL AND results_state = 2 AND inputs_state = 2;

CREATE TABLE queue (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  queued INTEGER NOT NULL,
  running INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  canceled INTEGER NOT NULL,
  turns INTEGER NOT NULL               -- claims so far
) STRICT;
INSERT INTO queue SELECT 1,
  count(*) FILTER (WHERE status = 'queued'), count(*) FILTER (WHERE status = 'running'),
  count(*) FILTER (WHERE status = 'completed'), count(*) FILTER (WHERE status = 'failed'),
  count(*) FILTER (WHERE status = 'canceled'), 0 FROM tasks;

CREATE TABLE queue_owners (
  sequence INTEGER PRIMARY KEY,
  owner_id TEXT NOT NULL UNIQUE,
  queued INTEGER NOT NULL,
  latest_turn INTEGER NOT NULL DEFAULT 0  -- queue.turns when one of its tasks was claimed
) STRICT;
CREATE INDEX queue_owners_by_turn ON queue_owners (latest_turn, sequence) WHERE queued > 0;
INSERT INTO queue_owners (owner_id, queued)
  SELECT owner_id, count(*) FROM tasks WHERE status = 'queued' GROUP BY owner_id
  ORDER BY min(sequence);

CREATE TABLE queue_keys (
  key_id TEXT PRIMARY KEY,
  active INTEGER NOT NULL              -- tasks that have not ended
) STRICT, WITHOUT ROWID;
INSERT INTO queue_keys
  SELECT key_id, count(*) FROM tasks WHERE status IN ('queued', 'running') GROUP BY key_id;

CREATE TABLE uploads (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  owner_id TEXT NOT NULL,
  asset_key TEXT NOT NULL UNIQUE,
  file_name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  removed_at INTEGER,
  is_gone INTEGER NOT NULL DEFAULT 0   -- its file
) STRICT;
CREATE INDEX uploads_by_owner ON uploads (owner_id, size_bytes) WHERE removed_at IS NULL;
CREATE INDEX uploads_by_expiry ON uploads (expires_at) WHERE removed_at IS NULL;
CREATE INDEX uploads_to_delete ON uploads (removed_at) WHERE removed_at IS NOT NULL AND is_gone = 0;

CREATE TABLE upload_uses (             -- by tasks that have not ended
  task_sequence INTEGER NOT NULL,
  asset_key TEXT NOT NULL,
  PRIMARY KEY (task_sequence, asset_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_uses_by_key ON upload_uses (asset_key);

CREATE TRIGGER task_is_accepted AFTER INSERT ON tasks BEGIN
  UPDATE queue SET queued = queued + 1;
  INSERT INTO queue_owners (owner_id, queued) VALUES (NEW.owner_id, 1)
    ON CONFLICT (owner_id) DO UPDATE SET queued = queued + 1;
  INSERT INTO queue_keys (key_id, active) VALUES (NEW.key_id, 1)
    ON CONFLICT (key_id) DO UPDATE SET active = active + 1;
END;
CREATE TRIGGER task_changes AFTER UPDATE OF status ON tasks WHEN OLD.status <> NEW.status BEGIN
  UPDATE queue SET
    queued = queued + (NEW.status = 'queued') - (OLD.status = 'queued'),
    running = running + (NEW.status = 'running') - (OLD.status = 'running'),
    completed = completed + (NEW.status = 'completed') - (OLD.status = 'completed'),
    failed = failed + (NEW.status = 'failed') - (OLD.status = 'failed'),
    canceled = canceled + (NEW.status = 'canceled') - (OLD.status = 'canceled');
  UPDATE queue_owners SET queued = queued + (NEW.status = 'queued') - (OLD.status = 'queued')
    WHERE owner_id = NEW.owner_id AND 'queued' IN (OLD.status, NEW.status);
END;
CREATE TRIGGER task_ends AFTER UPDATE OF status ON tasks
  WHEN OLD.status IN ('queued', 'running') AND NEW.status NOT IN ('queued', 'running') BEGIN
  UPDATE queue_keys SET active = active - 1 WHERE key_id = NEW.key_id;
  DELETE FROM upload_uses WHERE task_sequence = NEW.sequence;
END;
-- Only tasks that have ended are forgotten.
CREATE TRIGGER task_is_forgotten AFTER DELETE ON tasks BEGIN
  UPDATE queue SET
    completed = completed - (OLD.status = 'completed'),
    failed = failed - (OLD.status = 'failed'),
    canceled = canceled - (OLD.status = 'canceled');
END;

CREATE TABLE accounts (
  owner_id TEXT PRIMARY KEY,
  mode TEXT NOT NULL CHECK (mode IN ('unlimited', 'prepaid')),
  recharged_micros INTEGER NOT NULL DEFAULT 0,
  spent_micros INTEGER NOT NULL DEFAULT 0,
  held_micros INTEGER NOT NULL DEFAULT 0,
  credit_limit_micros INTEGER NOT NULL DEFAULT 0,
  monthly_cap_micros INTEGER,
  month INTEGER NOT NULL DEFAULT 0,    -- year * 12 + month (0 to 11), UTC, of the next column
  month_spent_micros INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account_entries (
  sequence INTEGER PRIMARY KEY,
  owner_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('credit', 'hold', 'capture', 'release')),
  amount_micros INTEGER NOT NULL,
  task_id TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  request TEXT,                        -- route and Idempotency-Key of a credit
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX account_entries_by_owner ON account_entries (owner_id, sequence);
CREATE UNIQUE INDEX account_entries_by_request ON account_entries (owner_id, request)
  WHERE request IS NOT NULL;

ALTER TABLE api_keys ADD COLUMN budget_micros INTEGER;
ALTER TABLE api_keys ADD COLUMN spent_micros INTEGER NOT NULL DEFAULT 0;
ALTER TABLE api_keys ADD COLUMN held_micros INTEGER NOT NULL DEFAULT 0;

CREATE TABLE kept_answers (
  owner_id TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (owner_id, route, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_answers_by_age ON kept_answers (kept_at);
)sql";

}  // namespace kirin::tasks::sqlite
