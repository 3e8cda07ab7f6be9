/// \file
/// The guarded outbound HTTP client: the only way out of the house.
///
/// Refuses what a caller's URL must not reach: schemes other than http(s), credentials in the URL,
/// and addresses that are private, loopback, link-local, multicast, reserved or otherwise not
/// globally routable. The address that is checked is the one that is connected to, on every
/// redirect anew, so DNS cannot answer twice.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kirin::fetch {

struct FetchPolicy {
  bool allow_private = false;  ///< `net.allow_private`: for development and closed networks
};

struct FetchLimits {
  std::uint64_t max_bytes = std::uint64_t{10} << 20;
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds total_timeout{60'000};
  std::uint64_t min_bytes_per_second = 1'000;  ///< slower for 15 seconds: given up
  int max_redirects = 3;
};

struct Fetched {
  std::string final_url;
  std::string content_type;
  std::uint64_t size_bytes = 0;
};

/// A request of our own making, and what came back.
struct HttpRequest {
  std::string method = "GET";  ///< GET or POST
  std::string url;
  std::vector<std::string> headers;  ///< "Name: value"
  std::string body;                  ///< POST only
  std::uint64_t max_answer_bytes = std::uint64_t{1} << 20;
  std::chrono::milliseconds timeout{30'000};
  std::stop_token stop = {};  ///< canceled within about a second where it asks for that
};

struct HttpAnswer {
  int status = 0;
  std::string body;                     ///< at most max_answer_bytes; what comes after is not read
  bool is_whole = true;                 ///< false: the body broke off, or was longer than wanted
  std::chrono::seconds retry_after{0};  ///< what the answer asks for; 0: nothing
};

class Fetcher {
 public:
  explicit Fetcher(FetchPolicy policy);

  /// GETs `url` into `out_fd` from its position; what was written before an error stays there.
  /// invalid_argument: the URL or address is not allowed, here or after a redirect.
  /// resource_exhausted: too large (told by Content-Length before a byte is read, or while
  /// reading). Any answer but 200 is an error that names the status: not_found (404, 410),
  /// permission_denied (401, 403), unavailable (408, 429, 5xx), else failed_precondition, as are
  /// too many redirects and a certificate that does not hold. deadline_exceeded, unavailable: the
  /// network's fault; a retry may help.
  Result<Fetched> get(const std::string& url, const FetchLimits& limits, int out_fd) const;

  /// Sends one request; follows no redirect; any HTTP answer is a value. For callbacks and for
  /// servers we speak a protocol with.
  Result<HttpAnswer> exchange(const HttpRequest& request) const;

  struct PostAnswer {
    int status = 0;
    std::string body_head;  ///< the first 1 KiB
    std::chrono::seconds retry_after{0};
  };
  /// POSTs `body` with `headers` ("Name: value", Content-Type among them); follows no redirect; any
  /// HTTP answer is a value. Errors as get; invalid_argument too for a header that is more than one
  /// line; canceled where `stop` asked for it.
  Result<PostAnswer> post(const std::string& url, const std::string& body,
                          const std::vector<std::string>& headers,
                          std::chrono::milliseconds timeout, const std::stop_token& stop) const;
  Result<PostAnswer> post(const std::string& url, const std::string& body,
                          const std::vector<std::string>& headers,
                          std::chrono::milliseconds timeout) const;

  /// invalid_argument where `url` could never be fetched under this policy: wrong scheme,
  /// credentials, a literal address that is refused. Does not resolve names.
  Result<void> check_url(std::string_view url) const;

 private:
  FetchPolicy policy_;
};

}  // namespace kirin::fetch
