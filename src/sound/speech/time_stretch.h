/// \file
/// Speech made shorter or longer without changing its pitch.
#pragma once

#include "sound/speech/speech.h"

namespace kirin::sound {

/// `utterance` `speed` times as fast (0.5..2), its word ends with it, by WSOLA: windows of 30 ms,
/// each laid where within 8 ms it best continues the one before (W. Verhelst and M. Roelands, "An
/// overlap-add technique based on waveform similarity (WSOLA)", ICASSP 1993).
Utterance time_stretched(const Utterance& utterance, double speed);

}  // namespace kirin::sound
