/// \file
/// A bounded set of connections of one kind. A set of one is how a connection is shared by threads.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "tasks/sqlite/database.h"

namespace kirin::tasks::sqlite {

class ConnectionPool {
 public:
  /// A connection taken from the pool; goes back with its scope.
  class Loan {
   public:
    Loan(ConnectionPool& pool, std::unique_ptr<Database> database)
        : pool_(&pool), database_(std::move(database)) {}
    ~Loan();
    Loan(Loan&&) noexcept = default;
    Loan& operator=(Loan&&) = delete;

    Database& operator*() const { return *database_; }
    Database* operator->() const { return database_.get(); }

   private:
    ConnectionPool* pool_;
    std::unique_ptr<Database> database_;
  };

  ConnectionPool(std::string path, const Database::Options& options, int limit);

  /// An idle connection, or a new one, or (at the limit) the next that comes back. The errors of
  /// opening one.
  Result<Loan> acquire();

 private:
  void give_back(std::unique_ptr<Database> database);

  std::string path_;
  Database::Options options_;
  std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable came_back_;
  std::vector<std::unique_ptr<Database>> idle_;
  std::size_t lent_ = 0;
};

/// The connections of one store, shared by its parts.
struct Connections {
  Connections(const std::string& path, std::chrono::milliseconds patience, int reader_limit)
      : writer(path, {Access::write, Durability::full, patience}, 1),
        progress(path, {Access::write, Durability::normal, patience}, 1),
        readers(path, {Access::read, Durability::full, patience}, reader_limit) {}

  ConnectionPool writer;    ///< every change of state
  ConnectionPool progress;  ///< renewals of leases: Durability::normal
  ConnectionPool readers;   ///< reads, at once with each other and with the writer
};

}  // namespace kirin::tasks::sqlite
