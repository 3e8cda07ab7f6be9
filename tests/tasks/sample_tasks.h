/// \file
/// Tasks, times and options as the tests of stores use them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "tasks/open_store.h"

namespace kirin::tasks {

inline const TimePoint kNoon = from_millis(1'780'000'000'000);
constexpr std::chrono::seconds kLease{30};

inline NewTask sample_task(const std::string& id) {
  NewTask task;
  task.id = id;
  task.owner_id = "own_a";
  task.key_id = "key_a";
  task.model = "kirin_v1_i2v";
  task.requested_model = "kling_v1_i2v";
  task.request = {{"prompt", "a heron"}, {"duration", 5}};
  task.envelope = {{"metadata", {{"shot", 12}}}};
  task.price = {140'000};
  task.usage = {{"quantity", 5}, {"unit_price", "0.028"}};
  task.created_at = kNoon;
  return task;
}

inline bool is_accepted(const Result<CreateOutcome>& outcome) {
  return outcome && std::holds_alternative<Task>(*outcome);
}

/// Nothing where the task was accepted, or where the store is unwell.
inline std::optional<Refusal> refusal_of(const Result<CreateOutcome>& outcome) {
  const auto* refusal = outcome ? std::get_if<Refusal>(&*outcome) : nullptr;
  return refusal == nullptr ? std::nullopt : std::optional{*refusal};
}

inline StoreOptions sample_options() {
  StoreOptions options;
  options.lost_error = [](const Task& task) {
    return TaskError{"002013098", "worker " + task.worker_id + " was lost"};
  };
  return options;
}

}  // namespace kirin::tasks
