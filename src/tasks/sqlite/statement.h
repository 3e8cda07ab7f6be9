/// \file
/// One use of a prepared statement: bind, step, read columns. Ends (reset, bindings forgotten) with
/// its scope.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

struct sqlite3_stmt;

namespace kirin::tasks::sqlite {

/// A compiled statement in a connection's cache.
struct CachedStatement {
  explicit CachedStatement(sqlite3_stmt* compiled) : raw(compiled) {}
  ~CachedStatement();
  CachedStatement(const CachedStatement&) = delete;
  CachedStatement& operator=(const CachedStatement&) = delete;

  sqlite3_stmt* raw;
  bool is_in_use = false;
};

class Statement {
 public:
  /// One use at a time: using a statement that is in use is our bug.
  explicit Statement(CachedStatement& cached);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;

  /// Gives ?1, ?2, … their values, which are copied. A failure (no memory) shows in step().
  template <typename... Values>
  Statement& bind(const Values&... values) {
    int index = 0;
    (bind_at(++index, values), ...);
    return *this;
  }

  /// True where a row stands to be read; false at the end.
  Result<bool> step();
  /// Steps to the end, for statements without rows of interest.
  Result<void> run();

  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;
  TimePoint time(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;
  std::optional<std::string> optional_text(int column) const;
  std::optional<TimePoint> optional_time(int column) const;

 private:
  void bind_at(int index, std::integral auto value) {
    bind_integer(index, static_cast<std::int64_t>(value));
  }
  void bind_at(int index, double value);
  void bind_at(int index, std::string_view value);
  void bind_at(int index, TimePoint value) { bind_integer(index, to_millis(value)); }
  template <typename Value>
  void bind_at(int index, const std::optional<Value>& value) {
    if (value) {
      bind_at(index, *value);
    } else {
      bind_null(index);
    }
  }
  void bind_integer(int index, std::int64_t value);
  void bind_null(int index);
  void keep(int code);
  bool is_null(int column) const;

  CachedStatement* cached_;
  int bind_code_ = 0;  // the first failure of a bind
};

}  // namespace kirin::tasks::sqlite
