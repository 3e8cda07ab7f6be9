/// \file
/// What every request passes before its handler, and every answer on its way out.
///
/// In order: the key and what it may do, the rate limit, whether the server takes new work, the
/// query, the Idempotency-Key. Out: errors in the operation's form, RateLimit headers, the trace.
#pragma once

#include <mutex>
#include <set>
#include <string>

#include "api/context.h"
#include "api/operation.h"
#include "api/rate_limiter.h"
#include "net/router.h"

namespace kirin::api {

/// Makes net handlers of operations. Outlives the router.
class Gate {
 public:
  explicit Gate(const ApiContext& context) : context_(context) {}
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  net::Handler guard(const Operation& operation, const OperationHandler& handler);
  /// The requests a minute that a key may make; 0: no limit.
  std::int64_t rate_limit_of(const tasks::ApiKey& key) const;
  /// Takes one request of the key.
  RateVerdict take_request(const tasks::ApiKey& key, TimePoint now);

 private:
  class Passage;

  const ApiContext& context_;
  RateLimiter rate_limiter_;
  std::mutex mutex_;                              ///< over the one below
  std::set<std::string, std::less<>> in_flight_;  ///< idempotent requests being answered here
};

/// What an answer says of its key's rate, where there is a limit.
void add_rate_headers(net::Response& response, const RateVerdict& rate);

/// Routes every row of `table` through `gate`. Both outlive the router.
void mount(const OperationTable& table, Gate& gate, net::Router& router);

}  // namespace kirin::api
