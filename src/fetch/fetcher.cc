#include "fetch/fetcher.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "fetch/exchange.h"
#include "fetch/url_rules.h"

namespace kirin::fetch {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kBodyHeadBytes = 1024;

Reach reach_of(const FetchPolicy& policy) {
  return policy.allow_private ? Reach::private_too : Reach::public_only;
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

ErrorCode code_of_status(int status) {
  if (status == 404 || status == 410) {
    return ErrorCode::not_found;
  }
  if (status == 401 || status == 403) {
    return ErrorCode::permission_denied;
  }
  if (status == 408 || status == 429 || status >= 500) {
    return ErrorCode::unavailable;
  }
  return ErrorCode::failed_precondition;
}

Error too_slow(std::chrono::milliseconds limit) {
  return Error{ErrorCode::deadline_exceeded, fmt::format("not done after {} ms", limit.count())};
}

// Writes the body of a 200 to a descriptor, as long as it stays within the limit.
class BodyWriter {
 public:
  BodyWriter(int fd, std::uint64_t most_bytes) : fd_(fd), most_bytes_(most_bytes) {}

  bool take(int status, std::span<const std::byte> piece) {
    if (status != 200) {
      return false;  // the status says it all
    }
    if (piece.size() > most_bytes_ - written_) {
      failure_ = Error{ErrorCode::resource_exhausted,
                       fmt::format("the file is larger than {} bytes", most_bytes_)};
      return false;
    }
    if (const auto status_of_write = write_all(fd_, piece); !status_of_write) {
      failure_ = status_of_write.error();
      return false;
    }
    written_ += piece.size();
    return true;
  }

  std::uint64_t written() const { return written_; }
  const std::optional<Error>& failure() const { return failure_; }

 private:
  int fd_;
  std::uint64_t most_bytes_;
  std::uint64_t written_ = 0;
  std::optional<Error> failure_;
};

Result<void> check_headers(const std::vector<std::string>& headers) {
  for (const std::string& line : headers) {
    const bool splits = line.find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos;
    if (splits || line.find(':') == std::string::npos) {
      return Error{ErrorCode::invalid_argument, "a header is not of the form \"Name: value\""};
    }
  }
  return {};
}

}  // namespace

Fetcher::Fetcher(FetchPolicy policy) : policy_(policy) {}

Result<void> Fetcher::check_url(std::string_view url) const {
  RETURN_IF_ERROR(allowed_url(url, reach_of(policy_)));
  return {};
}

Result<Fetched> Fetcher::get(const std::string& url, const FetchLimits& limits, int out_fd) const {
  const auto deadline = SteadyClock::now() + limits.total_timeout;
  std::string next = url;
  for (int hop = 0; hop <= limits.max_redirects; ++hop) {
    ASSIGN_OR_RETURN(const std::string here, allowed_url(next, reach_of(policy_)));
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now());
    if (left.count() <= 0) {
      return too_slow(limits.total_timeout);
    }
    BodyWriter body{out_fd, limits.max_bytes};
    const Outcome outcome =
        run_exchange({.url = here,
                      .reach = reach_of(policy_),
                      .connect_timeout = std::min(limits.connect_timeout, left),
                      .total_timeout = left,
                      .min_bytes_per_second = limits.min_bytes_per_second,
                      .most_bytes = limits.max_bytes,
                      .post_body = nullptr,
                      .headers = {},
                      .on_body = [&](int status, auto piece) { return body.take(status, piece); }});
    if (is_redirect(outcome.status) && !outcome.location.empty()) {
      ASSIGN_OR_RETURN(next, resolved_url(here, outcome.location));
      continue;
    }
    if (outcome.status != 0 && outcome.status != 200) {
      return Error{code_of_status(outcome.status), fmt::format("HTTP {}", outcome.status)};
    }
    if (body.failure()) {
      return *body.failure();
    }
    if (outcome.failure) {
      return *outcome.failure;
    }
    return Fetched{here, outcome.content_type, body.written()};
  }
  return Error{ErrorCode::failed_precondition,
               fmt::format("more than {} redirects", limits.max_redirects)};
}

Result<HttpAnswer> Fetcher::exchange(const HttpRequest& request) const {
  ASSIGN_OR_RETURN(const std::string here, allowed_url(request.url, reach_of(policy_)));
  RETURN_IF_ERROR(check_headers(request.headers));
  EXPECTS(request.method == "GET" || request.method == "POST");
  HttpAnswer answer;
  const auto keep = [&](int /*status*/, std::span<const std::byte> piece) {
    const auto wanted =
        std::min<std::uint64_t>(piece.size(), request.max_answer_bytes - answer.body.size());
    answer.body.append(reinterpret_cast<const char*>(piece.data()), wanted);
    return answer.body.size() < request.max_answer_bytes;
  };
  const Outcome outcome =
      run_exchange({.url = here,
                    .reach = reach_of(policy_),
                    .connect_timeout = request.timeout,
                    .total_timeout = request.timeout,
                    .min_bytes_per_second = 0,
                    .most_bytes = std::nullopt,
                    .post_body = request.method == "POST" ? &request.body : nullptr,
                    .headers = request.headers,
                    .on_body = keep,
                    .stop = request.stop});
  if (outcome.status == 0) {
    EXPECTS(outcome.failure.has_value());
    return *outcome.failure;
  }
  answer.status = outcome.status;
  answer.retry_after = outcome.retry_after;
  answer.is_whole = !outcome.failure && answer.body.size() < request.max_answer_bytes;
  return answer;
}

Result<Fetcher::PostAnswer> Fetcher::post(const std::string& url, const std::string& body,
                                          const std::vector<std::string>& headers,
                                          std::chrono::milliseconds timeout,
                                          const std::stop_token& stop) const {
  ASSIGN_OR_RETURN(HttpAnswer answer,
                   exchange({"POST", url, headers, body, kBodyHeadBytes, timeout, stop}));
  return PostAnswer{answer.status, std::move(answer.body), answer.retry_after};
}

Result<Fetcher::PostAnswer> Fetcher::post(const std::string& url, const std::string& body,
                                          const std::vector<std::string>& headers,
                                          std::chrono::milliseconds timeout) const {
  return post(url, body, headers, timeout, std::stop_token{});
}

}  // namespace kirin::fetch
