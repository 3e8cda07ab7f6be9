/// \file
/// UTF-8 that somebody read as Windows-1252 becomes what it was: "cafÃ©" is "café".
#pragma once

#include <string>
#include <string_view>

namespace kirin::wan {

/// Replaces every stretch of characters whose Windows-1252 bytes are a UTF-8 sequence that no
/// writer would mean otherwise, again and again until nothing changes (text may be broken twice).
/// Sequences of two bytes count where they begin with Â or Ã, or where two of them follow each
/// other ("Ð¿Ñ€"); longer ones always. Text without such stretches is returned as it is. `text` is
/// UTF-8. After the idea of Speer's "ftfy" (2019), which the reference implementation calls; its
/// other repairs are left to the tokenizer's own normalisation (NFKC), which follows.
std::string repair_mojibake(std::string_view text);

}  // namespace kirin::wan
