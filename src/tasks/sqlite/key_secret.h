/// \file
/// What is kept of a key's secret: enough to know it again, not enough to use it.
///
/// One round of salted SHA-256, not a slow password hash: the secrets we make have 192 random bits,
/// which no number of guesses finds, and a slow hash would be paid by every request. A secret of
/// the operator's own choosing (ensure_key) stands in the configuration anyway; it should be as
/// random.
#pragma once

#include <string>
#include <string_view>

namespace kirin::tasks::sqlite {

struct KeptSecret {
  std::string lookup;  ///< finds the row by an index: 32 bits of an unsalted hash, the same for few
                       ///< secrets if any
  std::string salt;    ///< 128 random bits, hexadecimal
  std::string hash;    ///< SHA-256 of salt and secret, hexadecimal
};

/// "sa-" and 48 hexadecimal digits.
std::string new_secret();
std::string lookup_of(std::string_view secret);
KeptSecret keep(std::string_view secret);
/// Takes the same time for all secrets.
bool fits(std::string_view secret, const KeptSecret& kept);
/// The first characters, which may be shown: 11 of a secret we made ("sa-" and 32 of its 192 bits),
/// 4 of others, which may have only 16.
std::string shown_prefix(std::string_view secret);

}  // namespace kirin::tasks::sqlite
