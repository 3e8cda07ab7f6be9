#include "tasks/sqlite/database.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tasks/scratch_folder.h"
#include "tasks/sqlite/connection_pool.h"
#include "tasks/sqlite/transaction.h"

namespace kirin::tasks::sqlite {
namespace {

class DatabaseTest : public testing::Test {
 protected:
  DatabaseTest() { EXPECTS(database_.execute("CREATE TABLE t (a UNIQUE, b)").has_value()); }

  Result<void> insert(std::int64_t a, std::string_view b) {
    ASSIGN_OR_RETURN(Statement insert, database_.statement("INSERT INTO t VALUES (?1, ?2)"));
    return insert.bind(a, b).run();
  }

  std::int64_t rows() {
    Statement query = database_.statement("SELECT count(*) FROM t").value();
    EXPECTS(query.step().value());
    return query.integer(0);
  }

  ScratchFolder folder_;
  std::string path_ = folder_.file("t.db");
  Database database_ = Database::open(path_, {}).value();
};

TEST_F(DatabaseTest, ValuesComeBackAsTheyWereBound) {
  using namespace std::string_literals;
  const std::string text = "nul \0 inside"s;
  const TimePoint time = from_millis(1'780'000'000'123);
  Statement query = database_.statement("SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7").value();
  query.bind(INT64_MIN, 0.1, text, "", time, std::optional<std::string>{}, std::optional{time});
  ASSERT_TRUE(query.step().value());
  EXPECT_EQ(query.integer(0), INT64_MIN);
  EXPECT_EQ(query.real(1), 0.1);
  EXPECT_EQ(query.text(2), text);
  EXPECT_EQ(query.optional_text(3), "");
  EXPECT_EQ(query.time(4), time);
  EXPECT_EQ(query.optional_text(5), std::nullopt);
  EXPECT_EQ(query.optional_time(6), time);
  EXPECT_FALSE(query.step().value());
}

TEST_F(DatabaseTest, StatementForgetsWhatWasBoundBefore) {
  const char* sql = "SELECT ?1";
  {
    Statement query = database_.statement(sql).value();
    ASSERT_TRUE(query.bind(7).step().value());
  }
  Statement query = database_.statement(sql).value();
  ASSERT_TRUE(query.step().value());
  EXPECT_EQ(query.optional_text(0), std::nullopt);
}

TEST_F(DatabaseTest, StatementInUseIsNotUsedTwice) {
  const auto misuse = [&] {
    const Statement one = database_.statement("SELECT 1").value();
    const Statement two = database_.statement("SELECT 1").value();
  };
  EXPECT_DEATH(misuse(), "is_in_use");
}

TEST_F(DatabaseTest, TakenUniqueValueIsAlreadyExists) {
  ASSERT_TRUE(insert(1, "one"));
  const auto again = insert(1, "uno");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::already_exists);
}

TEST_F(DatabaseTest, BrokenSqlNamesTheSql) {
  const auto statement = database_.statement("SELEKT 1");
  ASSERT_FALSE(statement);
  EXPECT_NE(statement.error().message.find("SELEKT"), std::string::npos);
}

TEST_F(DatabaseTest, TransactionHappensOnlyWhenCommitted) {
  {
    Transaction transaction = Transaction::begin(database_).value();
    ASSERT_TRUE(insert(1, "one"));
  }
  EXPECT_EQ(rows(), 0);
  {
    Transaction transaction = Transaction::begin(database_).value();
    ASSERT_TRUE(insert(1, "one"));
    EXPECT_FALSE(insert(1, "uno")) << "fails alone";
    ASSERT_TRUE(insert(2, "two"));
    ASSERT_TRUE(transaction.commit());
  }
  EXPECT_EQ(rows(), 2);
}

TEST_F(DatabaseTest, FullDiskIsResourceExhausted) {
  ASSERT_TRUE(database_.execute("PRAGMA max_page_count = 8"));
  const auto full = insert(1, std::string(100'000, 'x'));
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, ErrorCode::resource_exhausted);
  EXPECT_TRUE(insert(2, "short"));
}

TEST_F(DatabaseTest, ReaderDoesNotWrite) {
  auto reader = Database::open(path_, {.access = Access::read});
  const auto written = reader->execute("INSERT INTO t VALUES (1, 2)");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::permission_denied);
}

TEST_F(DatabaseTest, ReaderDoesNotMakeAFile) {
  EXPECT_FALSE(Database::open(folder_.file("missing.db"), {.access = Access::read}));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("missing.db")));
}

TEST_F(DatabaseTest, PoolLendsNoMoreThanItsLimit) {
  ConnectionPool pool{path_, {.access = Access::read}, 3};
  std::atomic<int> lent{0};
  std::atomic<int> most{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 50; ++j) {
        const auto loan = pool.acquire();
        ASSERT_TRUE(loan);
        const int now = ++lent;
        int seen = most;
        while (now > seen && !most.compare_exchange_weak(seen, now)) {
        }
        ASSERT_TRUE((*loan)->statement("SELECT 1")->step().value());
        --lent;
      }
    });
  }
  threads.clear();
  EXPECT_LE(most, 3);
}

TEST_F(DatabaseTest, PoolThatCannotOpenSaysSoEachTime) {
  ConnectionPool pool{folder_.file("missing.db"), {.access = Access::read}, 1};
  EXPECT_FALSE(pool.acquire());
  EXPECT_FALSE(pool.acquire()) << "a failure takes no place in the pool";
}

}  // namespace
}  // namespace kirin::tasks::sqlite
