/// \file
/// What a create call may run into although the store is well, and what it brings beside the task.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace kirin::tasks {

/// Why a task was not accepted.
enum class Refusal {
  external_id_used,      ///< by this owner, before
  idempotency_key_used,  ///< another create with the same Idempotency-Key was accepted meanwhile
  key_concurrency,       ///< the key has `max_active_of_key` tasks that have not ended
  queue_full,            ///< `max_queued` tasks wait already
  insufficient_credits,  ///< of the owner's prepaid account
  key_budget_spent,      ///< the key's budget
  period_cap_spent,      ///< the owner's cap for the calendar month (UTC)
  upload_gone,           ///< an upload that the task would use has expired
};

/// Checked in the transaction that inserts the task. 0: no limit.
struct AdmissionLimits {
  std::int64_t max_active_of_key = 0;  ///< queued and running tasks of the key
  std::int64_t max_queued = 0;         ///< queued tasks of everybody
};

/// A request that its caller may repeat. Scope: the owner and the route.
struct IdempotentRequest {
  std::string route;      ///< "POST /model/v1/generation"
  std::string key;        ///< the header's value
  std::string body_hash;  ///< SHA-256 of the body and what else decides, hexadecimal
};

/// An answer that is given again.
struct KeptAnswer {
  std::string body_hash;  ///< of the request it answered
  int status = 200;
  std::string body;
  TimePoint kept_at;
};

}  // namespace kirin::tasks
