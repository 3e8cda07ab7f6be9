#include "tasks/idempotency_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"

namespace kirin::tasks {
namespace {

using std::chrono::milliseconds;

const IdempotentRequest kRequest{"POST /model/v1/generation", "key-1", "5f2e"};

class IdempotencyTest : public testing::Test {
 protected:
  IdempotencyStore& answers() { return *stores_.answers; }
  std::optional<KeptAnswer> find(TimePoint now = kNoon, std::string_view owner = "own_a") {
    return answers().find_answer(owner, kRequest.route, kRequest.key, now).value();
  }
  Result<CreateOutcome> create(const std::string& id, TimePoint now = kNoon) {
    NewTask task = sample_task(id);
    task.created_at = now;
    task.idempotency = kRequest;
    task.idempotent_answer = "{\"id\":\"" + id + "\"}";
    return stores_.tasks->create(task);
  }

  ScratchFolder folder_;
  Stores stores_ = open_stores(folder_.store_url(), sample_options()).value();
};

TEST_F(IdempotencyTest, AnswerIsKeptAsItWasGiven) {
  ASSERT_TRUE(answers().keep_answer("own_a", kRequest, 201, "{\"n\":1}", kNoon));
  const auto kept = find();
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->body_hash, "5f2e");
  EXPECT_EQ(kept->status, 201);
  EXPECT_EQ(kept->body, "{\"n\":1}");
  EXPECT_EQ(kept->kept_at, kNoon);
}

TEST_F(IdempotencyTest, OwnerRouteAndKeyAreItsScope) {
  ASSERT_TRUE(answers().keep_answer("own_a", kRequest, 200, "", kNoon));
  EXPECT_FALSE(find(kNoon, "own_b"));
  EXPECT_FALSE(answers().find_answer("own_a", "POST /files", kRequest.key, kNoon)->has_value());
  EXPECT_FALSE(answers().find_answer("own_a", kRequest.route, "key-2", kNoon)->has_value());
}

TEST_F(IdempotencyTest, KeptAnswerIsNotReplaced) {
  ASSERT_TRUE(answers().keep_answer("own_a", kRequest, 200, "first", kNoon));
  const auto again = answers().keep_answer("own_a", kRequest, 200, "second", kNoon);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::already_exists);
  EXPECT_EQ(find()->body, "first");
}

TEST_F(IdempotencyTest, AnswerLivesForADay) {
  ASSERT_TRUE(answers().keep_answer("own_a", kRequest, 200, "first", kNoon));
  EXPECT_TRUE(find(kNoon + kAnswerLifetime - milliseconds{1}));
  EXPECT_FALSE(find(kNoon + kAnswerLifetime));
  ASSERT_TRUE(answers().keep_answer("own_a", kRequest, 200, "second", kNoon + kAnswerLifetime));
  EXPECT_EQ(find(kNoon + kAnswerLifetime)->body, "second");
}

TEST_F(IdempotencyTest, OldAnswersAreForgottenInPortions) {
  for (int i = 0; i < 5; ++i) {
    const IdempotentRequest request{"POST /", "key-" + std::to_string(i), ""};
    ASSERT_TRUE(answers().keep_answer("own_a", request, 200, "", kNoon + milliseconds{i}));
  }
  const TimePoint later = kNoon + kAnswerLifetime + milliseconds{3};
  EXPECT_EQ(answers().forget_old_answers(later, 3).value(), 3);
  EXPECT_EQ(answers().forget_old_answers(later, 3).value(), 1);
  EXPECT_EQ(answers().forget_old_answers(later, 3).value(), 0);
}

TEST_F(IdempotencyTest, CreateKeepsItsAnswerWithTheTask) {
  ASSERT_TRUE(is_accepted(create("t1")));
  EXPECT_EQ(find()->status, 200);
  EXPECT_EQ(find()->body, "{\"id\":\"t1\"}");

  EXPECT_EQ(refusal_of(create("t2")), Refusal::idempotency_key_used);
  EXPECT_FALSE(stores_.tasks->find_any("t2"));
  EXPECT_EQ(find()->body, "{\"id\":\"t1\"}");
  EXPECT_TRUE(is_accepted(create("t3", kNoon + kAnswerLifetime)));
}

TEST_F(IdempotencyTest, RefusedCreateKeepsNoAnswer) {
  NewTask task = sample_task("t1");
  task.idempotency = kRequest;
  task.upload_keys = {"uploads/u_1/cat.png"};
  EXPECT_EQ(refusal_of(stores_.tasks->create(task)), Refusal::upload_gone);
  EXPECT_FALSE(find());
  EXPECT_TRUE(is_accepted(create("t1")));
}

TEST_F(IdempotencyTest, RepetitionIsToldBeforeAnythingElse) {
  NewTask task = sample_task("t1");
  task.idempotency = kRequest;
  task.external_id = "shot-1";
  ASSERT_TRUE(is_accepted(stores_.tasks->create(task)));
  task.id = "t2";
  task.limits = {1, 1};
  EXPECT_EQ(refusal_of(stores_.tasks->create(task)), Refusal::idempotency_key_used);
}

TEST_F(IdempotencyTest, OneOfManySimultaneousRepetitionsIsAccepted) {
  std::atomic<int> accepted{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      const auto outcome = create("t" + std::to_string(i));
      EXPECT_TRUE(is_accepted(outcome) || refusal_of(outcome) == Refusal::idempotency_key_used);
      accepted += is_accepted(outcome) ? 1 : 0;
    });
  }
  threads.clear();
  EXPECT_EQ(accepted, 1);
  EXPECT_EQ(stores_.tasks->counts()->queued, 1);
}

}  // namespace
}  // namespace kirin::tasks
