#include "tasks/sqlite/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"
#include "tasks/sqlite/database.h"

namespace kirin::tasks {
namespace {

// A file as the first Kirin left it: the tables of schema 1 and a task of each status.
constexpr const char* kFirstKirin = R"sql(
CREATE TABLE tasks (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner_id TEXT NOT NULL,
  key_id TEXT NOT NULL, model TEXT NOT NULL, requested_model TEXT NOT NULL, external_id TEXT,
  status TEXT NOT NULL DEFAULT 'queued'
    CHECK (status IN ('queued', 'running', 'completed', 'failed', 'canceled')),
  attempts INTEGER NOT NULL DEFAULT 0, max_attempts INTEGER NOT NULL CHECK (max_attempts > 0),
  fence INTEGER NOT NULL DEFAULT 0, worker_id TEXT NOT NULL DEFAULT '', lease_expires_at INTEGER,
  progress REAL NOT NULL DEFAULT 0, phase TEXT NOT NULL DEFAULT 'queued',
  price_micros INTEGER NOT NULL, created_at INTEGER NOT NULL, started_at INTEGER,
  finished_at INTEGER, error_code TEXT, error_message TEXT, callback_url TEXT,
  usage TEXT NOT NULL, request TEXT NOT NULL, envelope TEXT NOT NULL, result TEXT
) STRICT;
CREATE UNIQUE INDEX tasks_by_external_id ON tasks (owner_id, external_id)
  WHERE external_id IS NOT NULL;
CREATE INDEX tasks_by_status ON tasks (status, sequence);
CREATE TABLE usage_rows (
  task_id TEXT PRIMARY KEY, owner_id TEXT NOT NULL, key_id TEXT NOT NULL, model TEXT NOT NULL,
  price_micros INTEGER NOT NULL, usage TEXT NOT NULL, billed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX usage_rows_by_time ON usage_rows (billed_at);
CREATE INDEX usage_rows_by_owner ON usage_rows (owner_id, billed_at);
CREATE TABLE deliveries (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, task_id TEXT NOT NULL, url TEXT NOT NULL,
  status TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, due_at INTEGER, delivered_at INTEGER,
  note TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL, tried_at INTEGER
) STRICT;
CREATE INDEX deliveries_due ON deliveries (due_at, sequence) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_by_task ON deliveries (task_id);
CREATE TABLE api_keys (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner_id TEXT NOT NULL,
  name TEXT NOT NULL, prefix TEXT NOT NULL, lookup TEXT NOT NULL, salt TEXT NOT NULL,
  hash TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER
) STRICT;
CREATE INDEX api_keys_by_lookup ON api_keys (lookup);
PRAGMA application_id = 1263683918;
PRAGMA user_version = 1;

INSERT INTO tasks (id, owner_id, key_id, model, requested_model, external_id, status, attempts,
  max_attempts, fence, worker_id, lease_expires_at, phase, price_micros, created_at, finished_at,
  error_code, error_message, usage, request, envelope, result)
VALUES
 ('done', 'own_a', 'key_a', 'm', 'm', NULL, 'completed', 1, 3, 1, 'w', NULL, 'completed', 7,
  1780000000000, 1780000001000, NULL, NULL, '{}', '{}', '{}', '{"n":1}'),
 ('bad', 'own_a', 'key_a', 'm', 'm', NULL, 'failed', 1, 3, 1, 'w', NULL, 'failed', 7,
  1780000000000, 1780000001000, '1', 'bad', '{}', '{}', '{}', NULL),
 ('gone', 'own_a', 'key_a', 'm', 'm', NULL, 'canceled', 0, 3, 0, '', NULL, 'canceled', 7,
  1780000000000, 1780000001000, NULL, NULL, '{}', '{}', '{}', NULL),
 ('runs', 'own_a', 'key_a', 'm', 'm', 'shot-1', 'running', 1, 3, 1, 'w', 1780000030000, 'rendering',
  7, 1780000000000, NULL, NULL, NULL, '{}', '{}', '{}', NULL),
 ('b1', 'own_b', 'key_b', 'm', 'm', NULL, 'queued', 0, 3, 0, '', NULL, 'queued', 7,
  1780000000000, NULL, NULL, NULL, '{}', '{}', '{}', NULL),
 ('b2', 'own_b', 'key_b', 'm', 'm', NULL, 'queued', 0, 3, 0, '', NULL, 'queued', 7,
  1780000000000, NULL, NULL, NULL, '{}', '{}', '{}', NULL),
 ('a1', 'own_a', 'key_a', 'm', 'm', NULL, 'queued', 0, 3, 0, '', NULL, 'queued', 7,
  1780000000000, NULL, NULL, NULL, '{}', '{}', '{}', NULL);
INSERT INTO usage_rows VALUES ('done', 'own_a', 'key_a', 'm', 7, '{}', 1780000001000);
INSERT INTO deliveries (id, task_id, url, status, attempts, due_at, delivered_at, note, created_at)
VALUES
 ('msg_1', 'done', 'https://hooks.example.org', 'queued', 1, NULL, 1780000000000, 'HTTP 200',
  1780000000000),
 ('msg_2', 'done', 'https://hooks.example.org', 'running', 1, NULL, NULL,
  'skipped: the task has ended since', 1780000000000),
 ('msg_3', 'done', 'https://hooks.example.org', 'completed', 9, NULL, NULL, 'HTTP 500',
  1780000000000),
 ('msg_4', 'b1', 'https://hooks.example.org', 'queued', 1, 1780000005000, NULL, 'HTTP 500',
  1780000000000);
INSERT INTO api_keys (id, owner_id, name, prefix, lookup, salt, hash, created_at)
VALUES ('key_a', 'own_a', 'old', 'sa-0', '', '', '', 1780000000000);
)sql";

class SchemaTest : public testing::Test {
 protected:
  SchemaTest() {
    auto database = sqlite::Database::open(folder_.file("kirin.db"), {}).value();
    const auto made = database.execute(kFirstKirin);
    EXPECTS(made.has_value());
  }

  ScratchFolder folder_;
};

TEST_F(SchemaTest, TasksOfTheFirstSchemaGoOn) {
  const Stores stores = open_stores(folder_.store_url(), sample_options()).value();
  const QueueCounts counts = stores.tasks->counts().value();
  EXPECT_EQ(counts.queued, 3);
  EXPECT_EQ(counts.running, 1);
  EXPECT_EQ(counts.completed, 1);
  EXPECT_EQ(counts.failed, 1);
  EXPECT_EQ(counts.canceled, 1);
  EXPECT_EQ(stores.tasks->find("own_a", "shot-1")->id, "runs");
  EXPECT_EQ(stores.tasks->find_any("done")->result.at("n"), 1);
  EXPECT_EQ(stores.tasks->find_any("b1")->priority, Priority::normal);

  const Lease old{"runs", "w", 1, kNoon};
  EXPECT_TRUE(stores.tasks->complete(old, {}, kNoon)) << "a worker that went on";
  std::vector<std::string> order;
  while (const auto claim = stores.tasks->claim("w", kNoon, kLease).value()) {
    order.push_back(claim->task.id);
  }
  EXPECT_THAT(order, testing::ElementsAre("b1", "a1", "b2"));
}

TEST_F(SchemaTest, LimitsCountTheTasksOfBefore) {
  const Stores stores = open_stores(folder_.store_url(), sample_options()).value();
  NewTask task = sample_task("new");
  task.limits = {2, 0};
  EXPECT_EQ(refusal_of(stores.tasks->create(task)), Refusal::key_concurrency) << "runs and a1";
  task.limits = {3, 3};
  EXPECT_EQ(refusal_of(stores.tasks->create(task)), Refusal::queue_full);
  task.limits = {3, 4};
  EXPECT_TRUE(is_accepted(stores.tasks->create(task)));
}

TEST_F(SchemaTest, FilesOfTasksOfBeforeExpireToo) {
  const Stores stores = open_stores(folder_.store_url(), sample_options()).value();
  const TimePoint later = kNoon + std::chrono::hours{1};
  EXPECT_EQ(stores.retention->begin_removing_results(later, later, 10)->size(), 3u);
}

TEST_F(SchemaTest, KeysOfBeforeDoAllButAdminister) {
  const Stores stores = open_stores(folder_.store_url(), sample_options()).value();
  const ApiKey key = stores.keys->find_key("key_a").value();
  EXPECT_EQ(key.scopes, kDefaultScopes);
  EXPECT_TRUE(key.models.empty());
  EXPECT_FALSE(key.budget || key.requests_per_minute || key.max_concurrent || key.last_used_at);
}

TEST_F(SchemaTest, DeliveriesOfBeforeHaveOwnersAndStates) {
  const Stores stores = open_stores(folder_.store_url(), sample_options()).value();
  const auto state_of = [&](std::string_view owner_id, std::string_view id) {
    return stores.deliveries->delivery(owner_id, id).value().state;
  };
  EXPECT_EQ(state_of("own_a", "msg_1"), DeliveryState::delivered);
  EXPECT_EQ(state_of("own_a", "msg_2"), DeliveryState::skipped);
  EXPECT_EQ(state_of("own_a", "msg_3"), DeliveryState::dead);
  EXPECT_EQ(state_of("own_b", "msg_4"), DeliveryState::pending);
  const auto due = stores.tasks->due_deliveries(kNoon + std::chrono::seconds{5}, 10).value();
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].key_id, "key_b");
  EXPECT_EQ(due[0].kind, DeliveryKind::task);
}

TEST_F(SchemaTest, SecondOpeningChangesNothing) {
  { const Stores stores = open_stores(folder_.store_url(), sample_options()).value(); }
  const Stores stores = open_stores(folder_.store_url(), sample_options()).value();
  EXPECT_EQ(stores.tasks->counts()->queued, 3);
}

}  // namespace
}  // namespace kirin::tasks
