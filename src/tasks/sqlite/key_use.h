/// \file
/// When each key was used last: noted on the side, so that no request waits for it.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "tasks/sqlite/connection_pool.h"

namespace kirin::tasks::sqlite {

/// Safe to use from any thread. A thread of its own writes, without a flush of the disk: a crash
/// may cost the latest minute.
class KeyUse {
 public:
  explicit KeyUse(std::shared_ptr<Connections> connections);
  /// Writes what was noted.
  ~KeyUse();
  KeyUse(const KeyUse&) = delete;
  KeyUse& operator=(const KeyUse&) = delete;

  /// The key was used at `now`. Does nothing where that was noted less than a minute before `now`.
  void note(const std::string& key_id, TimePoint now);

 private:
  void write_noted();

  std::shared_ptr<Connections> connections_;
  std::mutex mutex_;  // over the next four
  std::condition_variable changed_;
  std::map<std::string, TimePoint> noted_at_;  // of every key that was used
  std::map<std::string, TimePoint> unwritten_;
  bool is_closing_ = false;
  std::jthread writer_;  // last: it uses all of the above
};

}  // namespace kirin::tasks::sqlite
