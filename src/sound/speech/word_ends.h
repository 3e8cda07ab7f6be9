/// \file
/// Where words end in speech that comes without their times.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace kirin::sound {

/// For each word of `spoken` (what stands between spaces; an ideograph or kana is a word of its
/// own) the sample behind it, rising, the last at the end of the speech. A word takes its share of
/// letters of the time that is not silence; its end is moved to the quietest place within 70 ms.
/// `samples` is mono at 48 kHz. Good to a syllable: enough to end a line between two words.
std::vector<std::size_t> estimated_word_ends(std::span<const float> samples,
                                             std::string_view spoken);

}  // namespace kirin::sound
