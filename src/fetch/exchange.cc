#include "fetch/exchange.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>

namespace kirin::fetch {
namespace {

constexpr long kSlowForSeconds = 15;
constexpr const char* kUserAgent = "Kirin/" KIRIN_VERSION;

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using EasyHandle = std::unique_ptr<CURL, FreeEasy>;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

// What libcurl's callbacks see and leave behind.
struct Context {
  const Exchange* exchange = nullptr;
  CURL* easy = nullptr;
  bool ended_by_us = false;
  std::string refused;  // the last address that was not connected to, and why
};

int status_of(CURL* easy) {
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  return status >= 200 ? static_cast<int>(status) : 0;
}

// libcurl connects the socket that we return to this very address, so nothing resolved in between
// can replace it.
curl_socket_t open_socket(void* pointer, curlsocktype /*purpose*/, curl_sockaddr* target) {
  auto& context = *static_cast<Context*>(pointer);
  const auto address = address_of(target->addr);
  if (!address) {
    context.refused = "an address that is neither IPv4 nor IPv6";
    return CURL_SOCKET_BAD;
  }
  if (const auto why = refusal(*address, context.exchange->reach)) {
    context.refused = fmt::format("the address {}, which is {}", to_string(*address), *why);
    return CURL_SOCKET_BAD;
  }
  return ::socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
}

std::size_t take_body(char* data, std::size_t /*one*/, std::size_t size, void* pointer) {
  auto& context = *static_cast<Context*>(pointer);
  const auto piece = std::as_bytes(std::span{data, size});
  if (!context.exchange->on_body(status_of(context.easy), piece)) {
    context.ended_by_us = true;
    return 0;
  }
  return size;
}

// Not 0 ends the transfer with CURLE_ABORTED_BY_CALLBACK.
int look_at_stop(void* pointer, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Context*>(pointer)->exchange->stop.stop_requested() ? 1 : 0;
}

HeaderList header_list(const Exchange& exchange) {
  HeaderList list;
  const auto append = [&](const std::string& line) {
    list.reset(curl_slist_append(list.release(), line.c_str()));
  };
  append("Expect:");  // no waiting for "100 Continue"
  if (exchange.post_body != nullptr) {
    append("Content-Type:");  // the caller's alone, not libcurl's default
  }
  for (const std::string& line : exchange.headers) {
    append(line);
  }
  return list;
}

// In milliseconds; to libcurl 0 would mean no limit.
long at_least_one(std::chrono::milliseconds limit) {
  return std::max(1L, static_cast<long>(limit.count()));
}

void configure(CURL* easy, const Exchange& exchange, curl_slist* headers, Context& context) {
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
  set(CURLOPT_URL, exchange.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY, "");  // whatever the environment says
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, kUserAgent);
  set(CURLOPT_HTTPHEADER, headers);
  set(CURLOPT_HTTP_CONTENT_DECODING, 0L);  // nothing grows on the way
  set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&context));
  set(CURLOPT_WRITEFUNCTION, take_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&context));
  set(CURLOPT_CONNECTTIMEOUT_MS, at_least_one(exchange.connect_timeout));
  set(CURLOPT_TIMEOUT_MS, at_least_one(exchange.total_timeout));
  if (exchange.stop.stop_possible()) {
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, look_at_stop);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(&context));
  }
  if (exchange.min_bytes_per_second > 0) {
    set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(exchange.min_bytes_per_second));
    set(CURLOPT_LOW_SPEED_TIME, kSlowForSeconds);
  }
  if (exchange.most_bytes) {
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(*exchange.most_bytes));
  }
  if (exchange.post_body != nullptr) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(exchange.post_body->size()));
    set(CURLOPT_POSTFIELDS, exchange.post_body->data());
  }
}

ErrorCode code_of(CURLcode result) {
  switch (result) {
    case CURLE_OPERATION_TIMEDOUT:
      return ErrorCode::deadline_exceeded;
    case CURLE_FILESIZE_EXCEEDED:
      return ErrorCode::resource_exhausted;
    case CURLE_ABORTED_BY_CALLBACK:
      return ErrorCode::canceled;
    case CURLE_URL_MALFORMAT:
      return ErrorCode::invalid_argument;
    case CURLE_PEER_FAILED_VERIFICATION:
      return ErrorCode::failed_precondition;
    default:
      return ErrorCode::unavailable;
  }
}

Error failure_of(CURLcode result, const Context& context, const char* details) {
  if (!context.refused.empty() && result == CURLE_COULDNT_CONNECT) {
    return Error{ErrorCode::invalid_argument, fmt::format("the host leads to {}", context.refused)};
  }
  if (result == CURLE_FILESIZE_EXCEEDED) {
    return Error{ErrorCode::resource_exhausted,
                 fmt::format("the file is larger than {} bytes", *context.exchange->most_bytes)};
  }
  return Error{code_of(result), *details != '\0' ? details : curl_easy_strerror(result)};
}

std::chrono::seconds retry_after_of(CURL* easy) {
  curl_off_t seconds = 0;
  curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &seconds);
  return std::chrono::seconds{seconds};
}

std::string header_value(CURL* easy, const char* name) {
  curl_header* header = nullptr;
  if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK) {
    return "";
  }
  return header->value;
}

}  // namespace

Outcome run_exchange(const Exchange& exchange) {
  static std::once_flag started;
  std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });

  const EasyHandle easy{curl_easy_init()};
  EXPECTS(easy != nullptr);
  Context context{&exchange, easy.get(), false, {}};
  const HeaderList headers = header_list(exchange);
  configure(easy.get(), exchange, headers.get(), context);
  std::array<char, CURL_ERROR_SIZE> details{};
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, details.data());

  const CURLcode result = curl_easy_perform(easy.get());

  Outcome outcome;
  outcome.status = status_of(easy.get());
  outcome.location = header_value(easy.get(), "Location");
  outcome.content_type = header_value(easy.get(), "Content-Type");
  outcome.retry_after = retry_after_of(easy.get());
  if (result != CURLE_OK && !context.ended_by_us) {
    outcome.failure = failure_of(result, context, details.data());
  }
  return outcome;
}

}  // namespace kirin::fetch
