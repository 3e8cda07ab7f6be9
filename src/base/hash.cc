#include "base/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/expects.h"

namespace kirin {
namespace {

Sha256Digest finished(EVP_MD_CTX* context) {
  Sha256Digest digest;
  unsigned length = 0;
  auto* out = reinterpret_cast<unsigned char*>(digest.data());
  EXPECTS(EVP_DigestFinal_ex(context, out, &length) == 1 && length == digest.size());
  return digest;
}

}  // namespace

struct Sha256::State {
  State() : context(EVP_MD_CTX_new()) {
    EXPECTS(context != nullptr);
    EXPECTS(EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1);
  }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  EVP_MD_CTX* context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::span<const std::byte> bytes) {
  EXPECTS(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

void Sha256::update(std::string_view text) { update(std::as_bytes(std::span{text})); }

Sha256Digest Sha256::finish() { return finished(state_->context); }

Sha256Digest sha256(std::string_view text) {
  // Looking the algorithm up, as a new context does, takes five times as long as a short digest.
  struct Context {
    Context() { EXPECTS(EVP_DigestInit_ex(kept.get(), EVP_sha256(), nullptr) == 1); }
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> kept{EVP_MD_CTX_new(),
                                                                 &EVP_MD_CTX_free};
  };
  thread_local const Context context;
  EVP_MD_CTX* const hash = context.kept.get();
  EXPECTS(EVP_DigestInit_ex(hash, nullptr, nullptr) == 1);
  EXPECTS(EVP_DigestUpdate(hash, text.data(), text.size()) == 1);
  return finished(hash);
}

std::string sha256_hex(std::string_view text) { return to_hex(sha256(text)); }

Sha256Digest hmac_sha256(std::string_view key, std::string_view message) {
  Sha256Digest digest;
  unsigned length = 0;
  const auto* done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                          reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                          reinterpret_cast<unsigned char*>(digest.data()), &length);
  EXPECTS(done != nullptr && length == digest.size());
  return digest;
}

std::string to_hex(std::span<const std::byte> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::byte byte : bytes) {
    const auto value = std::to_integer<unsigned>(byte);
    text += kDigits[value >> 4];
    text += kDigits[value & 15];
  }
  return text;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace kirin
