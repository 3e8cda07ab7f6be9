/// \file
/// Answers to status polls, kept for the next poll of the same task.
///
/// Clients ask for one task again and again while it is made, and for a made one whenever they show
/// it. What is kept is the rendered body: a task in progress changes by itself, so its answer is
/// good for an instant; one that has ended changes no more, but its links are signed anew now and
/// then.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"

namespace kirin::api::generation {

/// What an answer depends on beside the task itself.
struct StatusView {
  std::string_view owner_id;  ///< whose key asks; others' answers are not found
  std::string_view task_id;   ///< not an external id, by which the task can be asked for as well
  std::string_view base_url;  ///< of the links; "" where there is only one, in the configuration
  bool number_codes = false;  ///< wants_number_codes

  bool operator==(const StatusView&) const = default;
};

enum class TaskStage { in_progress, ended };

/// Safe to use from any thread; never waits for more than a look at a table.
/// After the time that an answer is good it is made anew; before, those who know of a change of the
/// task tell by `forget`. What another process changes shows at that time, so a task's end shows a
/// tenth of a second late at most.
class StatusCache {
 public:
  struct Options {
    std::chrono::milliseconds in_progress{100};  ///< how long such an answer is good
    std::chrono::milliseconds ended{30'000};
    std::size_t max_bytes = std::size_t{64} << 20;  ///< of bodies; beyond, old ones go
  };
  using Body = std::shared_ptr<const std::string>;

  StatusCache() : StatusCache(Options{}) {}
  explicit StatusCache(const Options& options) : options_(options) {}

  /// What was known when a task was looked up: an answer made from it is not kept where the task
  /// was forgotten meanwhile. Take it before the look.
  class Ticket {
    friend class StatusCache;
    std::uint64_t forgettings_ = 0;
  };
  Ticket before_look(std::string_view task_id) const;
  void put(const StatusView& view, TaskStage stage, std::string body, Ticket ticket, TimePoint now);
  /// Null where there is none that is still good at `now`.
  Body find(const StatusView& view, TimePoint now) const;
  /// The task has changed: its answers are good no longer.
  void forget(std::string_view task_id);

 private:
  struct Entry {
    std::string owner_id;
    std::string base_url;
    bool number_codes = false;
    Body body;
    TimePoint made_at;
    TimePoint good_until;
  };
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Entries = std::unordered_map<std::string, std::vector<Entry>, NameHash, std::equal_to<>>;
  // Locked in parts, so that threads rarely meet.
  struct Shard {
    mutable std::mutex mutex;
    Entries by_task;
    std::size_t bytes = 0;
    std::uint64_t forgettings = 0;
  };
  static constexpr std::size_t kShards = 16;

  static bool is_for(const Entry& entry, const StatusView& view);
  static std::size_t weight_of(const Entry& entry);
  void make_room(Shard& shard, std::size_t bytes, TimePoint now) const;
  Shard& shard_of(std::string_view task_id) const;

  const Options options_;
  mutable std::array<Shard, kShards> shards_;
};

}  // namespace kirin::api::generation
