#include "assets/signed_urls.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "assets/asset_key.h"
#include "base/hash.h"

namespace kirin::assets {
namespace {

constexpr std::string_view kFiles = "/files/";
constexpr std::size_t kLeastSecretBytes = 32;

// No key holds a line feed, so different pairs never make the same message.
std::string signature(std::string_view secret, std::string_view key, std::string_view exp) {
  return to_hex(hmac_sha256(secret, fmt::format("{}\n{}", key, exp)));
}

std::optional<std::int64_t> seconds_of(std::string_view exp) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(exp.data(), exp.data() + exp.size(), seconds);
  if (error != std::errc{} || end != exp.data() + exp.size()) {
    return std::nullopt;
  }
  return seconds;
}

struct Parameters {
  std::optional<std::string_view> exp;
  std::optional<std::string_view> sig;
};

// Views into `query`; nothing where one of ours is there twice.
std::optional<Parameters> parameters_of(std::string_view query) {
  Parameters parameters;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    for (auto [name, value] : {std::pair{std::string_view{"exp="}, &parameters.exp},
                               std::pair{std::string_view{"sig="}, &parameters.sig}}) {
      if (!pair.starts_with(name)) {
        continue;
      }
      if (value->has_value()) {
        return std::nullopt;
      }
      *value = pair.substr(name.size());
    }
  }
  return parameters;
}

}  // namespace

SignedUrls::SignedUrls(std::string secret) : secret_(std::move(secret)) {
  EXPECTS(secret_.size() >= kLeastSecretBytes);
}

std::string SignedUrls::sign(std::string_view key, TimePoint expires_at) const {
  EXPECTS(check_key(key));
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(expires_at.time_since_epoch());
  const std::string exp = fmt::format("{}", seconds.count());
  return fmt::format("{}{}?exp={}&sig={}", kFiles, key, exp, signature(secret_, key, exp));
}

Result<void> SignedUrls::verify(std::string_view key, std::string_view exp, std::string_view sig,
                                TimePoint now) const {
  const auto seconds = seconds_of(exp);
  if (!seconds || !check_key(key) || !equal_in_constant_time(signature(secret_, key, exp), sig)) {
    return Error{ErrorCode::permission_denied, "the link is not one of ours"};
  }
  if (now.time_since_epoch() >= std::chrono::seconds{*seconds}) {
    return Error{ErrorCode::deadline_exceeded, "the link has expired"};
  }
  return {};
}

std::optional<std::string> SignedUrls::own_key(std::string_view url, std::string_view public_url,
                                               TimePoint now) const {
  while (public_url.ends_with('/')) {
    public_url.remove_suffix(1);
  }
  if (public_url.empty() || !url.starts_with(public_url)) {
    return std::nullopt;
  }
  url.remove_prefix(public_url.size());
  if (!url.starts_with(kFiles)) {
    return std::nullopt;
  }
  url.remove_prefix(kFiles.size());
  url = url.substr(0, url.find('#'));
  const auto question = url.find('?');
  if (question == std::string_view::npos) {
    return std::nullopt;
  }
  const auto parameters = parameters_of(url.substr(question + 1));
  const std::string_view key = url.substr(0, question);
  if (!parameters || !parameters->exp || !parameters->sig ||
      !verify(key, *parameters->exp, *parameters->sig, now)) {
    return std::nullopt;
  }
  return std::string{key};
}

}  // namespace kirin::assets
