/// \file
/// One HTTP request and its answer over libcurl: no redirects, no proxy, guarded addresses.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "fetch/address_guard.h"

namespace kirin::fetch {

struct Exchange {
  std::string url;  ///< of allowed_url
  Reach reach = Reach::public_only;
  std::chrono::milliseconds connect_timeout{};
  std::chrono::milliseconds total_timeout{};
  std::uint64_t min_bytes_per_second = 0;        ///< slower for 15 seconds is given up; 0: any
  std::optional<std::uint64_t> most_bytes = {};  ///< an announced body above this ends the exchange
  const std::string* post_body = nullptr;        ///< POST with this, else GET
  std::vector<std::string> headers = {};         ///< "Name: value"
  /// Takes a piece of the body of the answer with this status; false: no more is wanted.
  std::function<bool(int status, std::span<const std::byte> piece)> on_body;
  std::stop_token stop = {};  ///< looked at about once a second, and whenever something comes
};

/// `status` is 0 where no final answer came. `failure` may stand beside a status: the body broke
/// off.
struct Outcome {
  int status = 0;
  std::string location;
  std::string content_type;
  std::chrono::seconds retry_after{0};  ///< of the header Retry-After, a date counted from now
  std::optional<Error> failure;         ///< none where the body was whole, or on_body ended it
};

Outcome run_exchange(const Exchange& exchange);

}  // namespace kirin::fetch
