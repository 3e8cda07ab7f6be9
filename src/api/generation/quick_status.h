/// \file
/// Status polls that are answered from memory, before a handler thread is asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/context.h"
#include "api/gate.h"
#include "api/generation/status_cache.h"

namespace kirin::api::generation {

/// How a poll's answer depends on its caller. Views of `request`, `owner_id` and `task_id`.
StatusView status_view(const ApiContext& context, const net::Request& request,
                       std::string_view owner_id, std::string_view task_id);

/// The task has changed: answers kept for it are good no longer.
void forget_status(const ApiContext& context, std::string_view task_id);

/// Answers what the gate and `query_task` would answer, to the byte, or leaves the request to them:
/// where the key was not seen for a moment, may not read, or is over its rate; where no answer is
/// kept; and where a header asks for more than the plain answer (a trace, another origin). Never
/// waits; from any thread.
class QuickStatus {
 public:
  /// Both outlive it. Answers nothing where the context keeps no answers.
  QuickStatus(const ApiContext& context, Gate& gate) : context_(context), gate_(gate) {}

  std::optional<net::Response> operator()(net::Request& request) const;

 private:
  const ApiContext& context_;
  Gate& gate_;
};

}  // namespace kirin::api::generation
