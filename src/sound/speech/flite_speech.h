/// \file
/// English inside the process, by flite.
#pragma once

#include "sound/speech/speech.h"

namespace kirin::sound {

/// Voices whose recipe is flite's; others, and other languages, are failed_precondition. The same
/// request gives the same samples: flite draws noise from rand(), which is seeded here, so nobody
/// else in the process may use rand() meanwhile. Threads take turns; the voices are made at the
/// first call. Opens no file and no sound device.
class FliteSpeech final : public Speech {
 public:
  Result<Utterance> speak(const SpeechRequest& request, const std::stop_token& stop) override;
};

}  // namespace kirin::sound
