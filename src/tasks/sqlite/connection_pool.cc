#include "tasks/sqlite/connection_pool.h"

namespace kirin::tasks::sqlite {

ConnectionPool::Loan::~Loan() {
  if (database_ != nullptr) {
    pool_->give_back(std::move(database_));
  }
}

ConnectionPool::ConnectionPool(std::string path, const Database::Options& options, int limit)
    : path_(std::move(path)), options_(options), limit_(static_cast<std::size_t>(limit)) {
  EXPECTS(limit > 0);
}

Result<ConnectionPool::Loan> ConnectionPool::acquire() {
  {
    std::unique_lock lock{mutex_};
    came_back_.wait(lock, [this] { return lent_ < limit_; });
    ++lent_;
    if (!idle_.empty()) {
      auto database = std::move(idle_.back());
      idle_.pop_back();
      return Loan{*this, std::move(database)};
    }
  }
  auto opened = Database::open(path_, options_);
  if (!opened) {
    give_back(nullptr);
    return opened.error();
  }
  return Loan{*this, std::make_unique<Database>(*std::move(opened))};
}

void ConnectionPool::give_back(std::unique_ptr<Database> database) {
  {
    const std::scoped_lock lock{mutex_};
    --lent_;
    if (database != nullptr) {
      idle_.push_back(std::move(database));
    }
  }
  came_back_.notify_one();
}

}  // namespace kirin::tasks::sqlite
