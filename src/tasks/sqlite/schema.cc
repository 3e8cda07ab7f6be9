#include "tasks/sqlite/schema.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string_view>
#include <thread>

#include "tasks/sqlite/schema_2.h"
#include "tasks/sqlite/schema_3.h"
#include "tasks/sqlite/schema_4.h"
#include "tasks/sqlite/transaction.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::int64_t kApplicationId = 0x4b52494e;  // "KRIN", in bytes 68 to 71 of the file
constexpr std::chrono::milliseconds kModePoll{2};

// Times are milliseconds since the epoch, prices millionths of a dollar; request, envelope, usage
// and result are JSON. Large columns come last: a row that is read for its first columns does not
// touch their overflow pages.
constexpr std::string_view kFirst = R"sql(
CREATE TABLE tasks (
  sequence INTEGER PRIMARY KEY,        -- the order of acceptance, and so of claims
  id TEXT NOT NULL UNIQUE,
  owner_id TEXT NOT NULL,
  key_id TEXT NOT NULL,
  model TEXT NOT NULL,
  requested_model TEXT NOT NULL,
  external_id TEXT,
  status TEXT NOT NULL DEFAULT 'queued'
    CHECK (status IN ('queued', 'running', 'completed', 'failed', 'canceled')),
  attempts INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL CHECK (max_attempts > 0),
  fence INTEGER NOT NULL DEFAULT 0,    -- claims so far; never falls
  worker_id TEXT NOT NULL DEFAULT '',
  lease_expires_at INTEGER,            -- while running
  progress REAL NOT NULL DEFAULT 0,
  phase TEXT NOT NULL DEFAULT 'queued',
  price_micros INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  error_code TEXT,
  error_message TEXT,
  callback_url TEXT,
  usage TEXT NOT NULL,
  request TEXT NOT NULL,
  envelope TEXT NOT NULL,
  result TEXT
) STRICT;
CREATE UNIQUE INDEX tasks_by_external_id ON tasks (owner_id, external_id) WHERE external_id IS NOT NULL;
-- Also finds expired leases: few tasks run at once, and so a renewal touches no index.
CREATE INDEX tasks_by_status ON tasks (status, sequence);

CREATE TABLE usage_rows (
  task_id TEXT PRIMARY KEY,
  owner_id TEXT NOT NULL,
  key_id TEXT NOT NULL,
  model TEXT NOT NULL,
  price_micros INTEGER NOT NULL,
  usage TEXT NOT NULL,
  billed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX usage_rows_by_time ON usage_rows (billed_at);
CREATE INDEX usage_rows_by_owner ON usage_rows (owner_id, billed_at);

CREATE TABLE deliveries (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  task_id TEXT NOT NULL,
  url TEXT NOT NULL,
  status TEXT NOT NULL,                -- of the task, told by this delivery
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,                      -- null once delivered or given up
  delivered_at INTEGER,
  note TEXT NOT NULL DEFAULT '',       -- of the latest try
  created_at INTEGER NOT NULL,
  tried_at INTEGER
) STRICT;
CREATE INDEX deliveries_due ON deliveries (due_at, sequence) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_by_task ON deliveries (task_id);

CREATE TABLE api_keys (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  owner_id TEXT NOT NULL,
  name TEXT NOT NULL,
  prefix TEXT NOT NULL,
  lookup TEXT NOT NULL,                -- finds the row; see key_secret.h
  salt TEXT NOT NULL,
  hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;
CREATE INDEX api_keys_by_lookup ON api_keys (lookup);
)sql";

// Step n leads from schema n to n + 1. A step that was released is never edited.
constexpr std::array kSteps = {kFirst, kSchema2, kSchema3, kSchema4};

Result<std::int64_t> read_number(Database& database, std::string_view sql) {
  ASSIGN_OR_RETURN(Statement query, database.statement(sql));
  ASSIGN_OR_RETURN(const bool has_row, query.step());
  return has_row ? query.integer(0) : std::int64_t{0};
}

Result<std::string> switch_to_wal(Database& database) {
  ASSIGN_OR_RETURN(Statement query, database.statement("PRAGMA journal_mode = WAL"));
  ASSIGN_OR_RETURN(const bool has_row, query.step());
  return has_row ? query.text(0) : std::string{};
}

// The switch answers "busy" at once where another connection is open, without SQLite's own waiting.
Result<void> use_wal(Database& database, std::chrono::milliseconds patience) {
  const auto gives_up_at = std::chrono::steady_clock::now() + patience;
  while (true) {
    const auto mode = switch_to_wal(database);
    if (mode && *mode == "wal") {
      return {};
    }
    if (mode) {
      return Error{
          ErrorCode::failed_precondition,
          fmt::format("the journal mode is {} where wal is due: is this a network disk?", *mode)};
    }
    if (mode.error().code != ErrorCode::unavailable ||
        std::chrono::steady_clock::now() >= gives_up_at) {
      return mode.error();
    }
    std::this_thread::sleep_for(kModePoll);
  }
}

// The schema of the file, or failed_precondition where it is none of ours. Inside a transaction:
// another process may be making the tables just now, and half of its work would look like another
// program's.
Result<std::int64_t> found_schema(Database& database) {
  ASSIGN_OR_RETURN(const auto version, read_number(database, "PRAGMA user_version"));
  ASSIGN_OR_RETURN(const auto application, read_number(database, "PRAGMA application_id"));
  ASSIGN_OR_RETURN(const auto tables, read_number(database, "SELECT count(*) FROM sqlite_schema"));
  if (application != kApplicationId && (application != 0 || version != 0 || tables != 0)) {
    return Error{ErrorCode::failed_precondition, "the file is a database of another program"};
  }
  if (version > current_schema()) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("the file has schema {} of a newer Kirin; this one knows up to {}",
                             version, current_schema())};
  }
  return version;
}

Result<std::int64_t> schema_now(Database& database) {
  ASSIGN_OR_RETURN(const Transaction snapshot, Transaction::begin_reading(database));
  return found_schema(database);
}

Result<void> apply_steps(Database& database) {
  ASSIGN_OR_RETURN(Transaction transaction, Transaction::begin(database));
  ASSIGN_OR_RETURN(const auto version, found_schema(database));
  for (auto step = static_cast<std::size_t>(version); step < kSteps.size(); ++step) {
    RETURN_IF_ERROR(database.execute(std::string{kSteps[step]}));
  }
  RETURN_IF_ERROR(database.execute(fmt::format(
      "PRAGMA application_id = {}; PRAGMA user_version = {};", kApplicationId, current_schema())));
  return transaction.commit();
}

}  // namespace

int current_schema() { return static_cast<int>(kSteps.size()); }

Result<void> migrate(Database& database, std::chrono::milliseconds patience) {
  ASSIGN_OR_RETURN(const auto version, schema_now(database));
  RETURN_IF_ERROR(use_wal(database, patience));
  if (version == current_schema()) {
    return {};
  }
  return apply_steps(database).within("bringing the schema up to date");
}

}  // namespace kirin::tasks::sqlite
