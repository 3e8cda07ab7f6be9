#include "tasks/sqlite/key_secret.h"

#include <algorithm>

#include "base/hash.h"
#include "base/ids.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::string_view kMark = "sa-";
constexpr int kSecretBytes = 24;
constexpr int kSaltBytes = 16;
constexpr std::size_t kLookupDigits = 8;
constexpr std::size_t kLongPrefix = 11;
constexpr std::size_t kShortPrefix = 4;

std::string hash_of(std::string_view salt, std::string_view secret) {
  Sha256 hash;
  hash.update(salt);
  hash.update(secret);
  return to_hex(hash.finish());
}

bool is_ours(std::string_view secret) {
  return secret.size() == kMark.size() + 2 * kSecretBytes && secret.starts_with(kMark) &&
         secret.find_first_not_of("0123456789abcdef", kMark.size()) == std::string_view::npos;
}

}  // namespace

std::string new_secret() { return std::string{kMark} + random_hex(kSecretBytes); }

std::string lookup_of(std::string_view secret) {
  return hash_of("kirin key lookup:", secret).substr(0, kLookupDigits);
}

KeptSecret keep(std::string_view secret) {
  std::string salt = random_hex(kSaltBytes);
  std::string hash = hash_of(salt, secret);
  return {lookup_of(secret), std::move(salt), std::move(hash)};
}

bool fits(std::string_view secret, const KeptSecret& kept) {
  return equal_in_constant_time(hash_of(kept.salt, secret), kept.hash);
}

std::string shown_prefix(std::string_view secret) {
  return std::string{secret.substr(0, is_ours(secret) ? kLongPrefix : kShortPrefix)};
}

}  // namespace kirin::tasks::sqlite
