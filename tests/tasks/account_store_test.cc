#include "tasks/account_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"

namespace kirin::tasks {
namespace {

constexpr Money kPrice{140'000};  // of sample_task

Money times(int count) { return {kPrice.micros * count}; }

std::string text_of(const std::vector<AccountEntry>& entries) {
  std::string text;
  for (const AccountEntry& entry : entries) {
    text += std::string{to_string(entry.kind)} + ' ' + entry.amount.to_decimal() + ' ' +
            entry.task_id + '\n';
  }
  return text;
}

class AccountTest : public testing::Test {
 protected:
  AccountStore& accounts() { return *stores_.accounts; }
  TaskStore& tasks() { return *stores_.tasks; }

  Account account(std::string_view owner = "own_a", TimePoint now = kNoon) {
    return accounts().account(owner, now).value();
  }
  void pay_in(Money amount, std::string_view owner = "own_a") {
    ASSERT_TRUE(accounts().credit(owner, amount, "paid", std::nullopt, kNoon));
  }
  Result<CreateOutcome> create(const std::string& id, TimePoint now = kNoon) {
    NewTask task = sample_task(id);
    task.created_at = now;
    task.max_attempts = 2;
    return tasks().create(task);
  }
  Lease claim() { return (**tasks().claim("worker-1", kNoon, kLease)).lease; }
  std::vector<AccountEntry> entries() {
    return accounts().entries("own_a", std::nullopt, 100).value();
  }

  ScratchFolder folder_;
  Stores stores_ = open_stores(folder_.store_url(), sample_options()).value();
};

TEST_F(AccountTest, OwnerWithoutAnAccountIsUnlimited) {
  EXPECT_TRUE(is_accepted(create("t1")));
  ASSERT_TRUE(tasks().complete(claim(), {}, kNoon));
  const Account none = account();
  EXPECT_EQ(none.owner_id, "own_a");
  EXPECT_EQ(none.mode, BillingMode::unlimited);
  EXPECT_EQ(none.spent, Money{});
  EXPECT_TRUE(accounts().accounts("", 10, kNoon)->empty());
  EXPECT_TRUE(entries().empty());
}

TEST_F(AccountTest, FirstCreditMakesAPrepaidAccount) {
  const auto made = accounts().credit("own_a", Money{5'000'000}, "invoice 7", std::nullopt, kNoon);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->mode, BillingMode::prepaid);
  EXPECT_EQ(made->balance(), Money{5'000'000});
  EXPECT_EQ(account().recharged, Money{5'000'000});
  EXPECT_EQ(account().updated_at, kNoon);
  const auto all = entries();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].kind, AccountEntry::Kind::credit);
  EXPECT_EQ(all[0].note, "invoice 7");
  EXPECT_EQ(all[0].at, kNoon);
}

TEST_F(AccountTest, CreditIsTakenBack) {
  pay_in(Money{5'000'000});
  const auto less = accounts().credit("own_a", Money{-7'000'000}, "fraud", std::nullopt, kNoon);
  EXPECT_EQ(less->balance(), Money{-2'000'000});
  EXPECT_EQ(refusal_of(create("t1")), Refusal::insufficient_credits);
}

TEST_F(AccountTest, AmountOutOfReasonIsRefused) {
  const Money huge{INT64_MAX};
  EXPECT_FALSE(accounts().credit("own_a", huge, "", std::nullopt, kNoon));
  EXPECT_FALSE(accounts().change_account(
      "own_a", {.mode = {}, .credit_limit = Money{-1}, .monthly_cap = {}}, kNoon));
  EXPECT_TRUE(accounts().accounts("", 10, kNoon)->empty());
}

TEST_F(AccountTest, RepeatedCreditCountsOnce) {
  const IdempotentRequest request{"POST /admin/v1/accounts/own_a/credits", "key-1", "hash"};
  ASSERT_TRUE(accounts().credit("own_a", kPrice, "", request, kNoon));
  const auto again =
      accounts().credit("own_a", kPrice, "", request, kNoon + std::chrono::hours{100});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::already_exists);
  EXPECT_TRUE(accounts().credit("own_b", kPrice, "", request, kNoon)) << "another account";
  EXPECT_EQ(account().recharged, kPrice);
  EXPECT_EQ(entries().size(), 1u);
}

TEST_F(AccountTest, ChangeTouchesOnlyWhatIsGiven) {
  pay_in(kPrice);
  AccountChange change;
  change.credit_limit = Money{1'000'000};
  change.monthly_cap = Money{9'000'000};
  ASSERT_TRUE(accounts().change_account("own_a", change, kNoon));
  AccountChange mode;
  mode.mode = BillingMode::unlimited;
  ASSERT_TRUE(accounts().change_account("own_a", mode, kNoon));
  EXPECT_EQ(account().mode, BillingMode::unlimited);
  EXPECT_EQ(account().credit_limit, Money{1'000'000});
  EXPECT_EQ(account().monthly_cap, Money{9'000'000});
  EXPECT_EQ(account().recharged, kPrice);

  AccountChange without_cap;
  without_cap.monthly_cap = std::optional<Money>{};
  EXPECT_EQ(accounts().change_account("own_a", without_cap, kNoon)->monthly_cap, std::nullopt);
}

TEST_F(AccountTest, AccountsAreListedPageByPage) {
  for (const char* owner : {"own_b", "own_c", "own_a"}) {
    pay_in(kPrice, owner);
  }
  const auto first = accounts().accounts("", 2, kNoon);
  ASSERT_EQ(first->size(), 2u);
  EXPECT_EQ(first->at(0).owner_id, "own_a");
  const auto rest = accounts().accounts(first->at(1).owner_id, 2, kNoon);
  ASSERT_EQ(rest->size(), 1u);
  EXPECT_EQ(rest->at(0).owner_id, "own_c");
}

TEST_F(AccountTest, EntriesAreNewestFirstAndPaged) {
  for (int i = 1; i <= 5; ++i) {
    pay_in(Money{i});
  }
  const auto first = accounts().entries("own_a", std::nullopt, 2).value();
  EXPECT_EQ(text_of(first), "credit 0.000005 \ncredit 0.000004 \n");
  const auto next = accounts().entries("own_a", first.back().sequence, 2).value();
  EXPECT_EQ(text_of(next), "credit 0.000003 \ncredit 0.000002 \n");
}

// --- what tasks hold and spend ---

TEST_F(AccountTest, TaskHoldsItsPriceAndSpendsItOnce) {
  pay_in(times(2));
  ASSERT_TRUE(is_accepted(create("t1")));
  EXPECT_EQ(account().held, kPrice);
  EXPECT_EQ(account().balance(), times(2));
  EXPECT_EQ(account().available(), kPrice);

  const Lease lease = claim();
  ASSERT_TRUE(tasks().complete(lease, {}, kNoon));
  ASSERT_TRUE(tasks().complete(lease, {}, kNoon)) << "asked again";

  EXPECT_EQ(account().held, Money{});
  EXPECT_EQ(account().spent, kPrice);
  EXPECT_EQ(account().spent_this_month, kPrice);
  EXPECT_EQ(account().available(), kPrice);
  EXPECT_EQ(text_of(entries()), "capture 0.14 t1\nhold 0.14 t1\ncredit 0.28 \n");
}

TEST_F(AccountTest, EveryOtherEndGivesTheHoldBack) {
  pay_in(times(3));
  for (const char* id : {"failed", "canceled", "lost"}) {
    ASSERT_TRUE(is_accepted(create(id)));
  }
  ASSERT_EQ(account().available(), Money{});
  ASSERT_TRUE(tasks().fail_attempt(claim(), {{"1", "bad"}, false}, kNoon));
  EXPECT_EQ(account().available(), times(1));
  ASSERT_TRUE(tasks().cancel("own_a", "canceled", kNoon));
  EXPECT_EQ(account().available(), times(2));
  for (int attempt = 0; attempt < 2; ++attempt) {
    EXPECT_EQ(account().available(), times(2)) << "queued again, it is still held";
    claim();
    ASSERT_EQ(tasks().abandon_worker("worker-1", kNoon).value(), 1);
  }
  EXPECT_EQ(account().available(), times(3));
  EXPECT_EQ(account().spent, Money{});
  EXPECT_EQ(text_of(entries()),
            "release 0.14 lost\nrelease 0.14 canceled\nrelease 0.14 failed\nhold 0.14 lost\n"
            "hold 0.14 canceled\nhold 0.14 failed\ncredit 0.42 \n");
}

TEST_F(AccountTest, RefusedEndMovesNoMoney) {
  pay_in(times(1));
  ASSERT_TRUE(is_accepted(create("t1")));
  const Lease lease = claim();
  ASSERT_TRUE(tasks().cancel("own_a", "t1", kNoon));
  EXPECT_FALSE(tasks().complete(lease, {}, kNoon));
  EXPECT_FALSE(tasks().cancel("own_a", "t1", kNoon));
  EXPECT_FALSE(tasks().fail_attempt(lease, {{"1", "late"}, false}, kNoon));
  EXPECT_EQ(account().available(), times(1));
  EXPECT_EQ(entries().size(), 3u);
}

TEST_F(AccountTest, PrepaidOwnerGetsWhatTheCreditsPayFor) {
  pay_in(times(2) + Money{139'999});
  EXPECT_TRUE(is_accepted(create("t1")));
  EXPECT_TRUE(is_accepted(create("t2")));
  EXPECT_EQ(refusal_of(create("t3")), Refusal::insufficient_credits);
  EXPECT_FALSE(tasks().find_any("t3"));
  EXPECT_EQ(tasks().counts()->queued, 2);
  EXPECT_EQ(entries().size(), 3u) << "the refused one left nothing";
  pay_in(Money{1});
  EXPECT_TRUE(is_accepted(create("t3")));
}

TEST_F(AccountTest, CreditLimitIsLent) {
  pay_in(times(1));
  AccountChange change;
  change.credit_limit = times(1);
  ASSERT_TRUE(accounts().change_account("own_a", change, kNoon));
  EXPECT_TRUE(is_accepted(create("t1")));
  EXPECT_TRUE(is_accepted(create("t2")));
  EXPECT_EQ(refusal_of(create("t3")), Refusal::insufficient_credits);
}

TEST_F(AccountTest, TaskOfBeforeTheAccountCostsItNothing) {
  ASSERT_TRUE(is_accepted(create("t1")));
  pay_in(kPrice);
  ASSERT_TRUE(tasks().complete(claim(), {}, kNoon));
  EXPECT_EQ(account().balance(), kPrice);
  EXPECT_EQ(account().held, Money{});
}

TEST_F(AccountTest, CapOfAMonthCountsWhatIsSpentAndHeld) {
  AccountChange change;
  change.monthly_cap = times(2);
  ASSERT_TRUE(accounts().change_account("own_a", change, kNoon));
  ASSERT_TRUE(is_accepted(create("t1")));
  ASSERT_TRUE(tasks().complete(claim(), {}, kNoon));
  ASSERT_TRUE(is_accepted(create("t2")));
  EXPECT_EQ(refusal_of(create("t3")), Refusal::period_cap_spent);
}

TEST_F(AccountTest, CapIsFreshInANewMonth) {
  // 2026-06-30 23:59:59.999 and the next millisecond, in UTC.
  const TimePoint last = from_millis(1'782'863'999'999);
  const TimePoint first = from_millis(1'782'864'000'000);
  AccountChange change;
  change.monthly_cap = times(1);
  ASSERT_TRUE(accounts().change_account("own_a", change, last));
  ASSERT_TRUE(is_accepted(create("t1", last)));
  ASSERT_TRUE(tasks().complete(claim(), {}, last));
  EXPECT_EQ(refusal_of(create("t2", last)), Refusal::period_cap_spent);
  EXPECT_EQ(account("own_a", last).spent_this_month, kPrice);
  EXPECT_EQ(account("own_a", first).spent_this_month, Money{});
  EXPECT_TRUE(is_accepted(create("t2", first)));
  ASSERT_TRUE(tasks().complete(claim(), {}, last)) << "a clock that is behind";
  EXPECT_EQ(account("own_a", first).spent_this_month, kPrice);
  EXPECT_EQ(account("own_a", first).spent, times(2));
}

TEST_F(AccountTest, KeyMayNotCostMoreThanItsBudget) {
  KeyOptions options;
  options.owner_id = "own_a";
  options.budget = times(2);
  const std::string key_id = stores_.keys->create_key(options, kNoon)->key.id;
  const auto create_by_key = [&](const std::string& id) {
    NewTask task = sample_task(id);
    task.key_id = key_id;
    return tasks().create(task);
  };
  const auto key = [&] { return stores_.keys->find_key(key_id).value(); };
  ASSERT_TRUE(is_accepted(create_by_key("t1")));
  ASSERT_TRUE(is_accepted(create_by_key("t2")));
  EXPECT_EQ(refusal_of(create_by_key("t3")), Refusal::key_budget_spent);
  EXPECT_EQ(key().held, times(2));

  ASSERT_TRUE(tasks().complete(claim(), {}, kNoon));
  EXPECT_EQ(key().spent, times(1));
  EXPECT_EQ(key().held, times(1));
  EXPECT_EQ(refusal_of(create_by_key("t3")), Refusal::key_budget_spent);
  ASSERT_TRUE(tasks().cancel("own_a", "t2", kNoon));
  EXPECT_EQ(key().held, Money{});
  EXPECT_TRUE(is_accepted(create_by_key("t3")));
  EXPECT_TRUE(is_accepted(create("by another key")));
}

TEST_F(AccountTest, ManyAtOnceNeverSpendMoreThanThereIs) {
  constexpr int kAffordable = 40;
  pay_in(times(kAffordable));
  std::atomic<int> accepted{0};
  std::atomic<int> completed{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 25; ++j) {
        const std::string id = "t" + std::to_string(i * 100 + j);
        const auto outcome = create(id);
        EXPECT_TRUE(is_accepted(outcome) || refusal_of(outcome) == Refusal::insufficient_credits);
        accepted += is_accepted(outcome) ? 1 : 0;
        if (is_accepted(outcome) && j % 2 == 0) {
          // Gives it back, so that others may have it; unless it was claimed and completed.
          static_cast<void>(tasks().cancel("own_a", id, kNoon));
        }
        const auto claim = tasks().claim("worker", kNoon, kLease).value();
        if (claim) {
          completed += tasks().complete(claim->lease, {}, kNoon) ? 1 : 0;
        }
        const Account now = account();
        EXPECT_GE(now.available(), Money{});
      }
    });
  }
  threads.clear();
  const Account end = account();
  EXPECT_LE(completed, kAffordable);
  EXPECT_EQ(end.spent, times(completed));
  EXPECT_GE(accepted, completed);
  const auto counts = tasks().counts().value();
  EXPECT_EQ(end.held, times(static_cast<int>(counts.queued + counts.running)));
}

}  // namespace
}  // namespace kirin::tasks
