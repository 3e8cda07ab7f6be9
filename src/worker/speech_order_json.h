/// \file
/// An order for speech as the generator's event, and back.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "sound/speech/recorder.h"

namespace kirin::worker {

/// {"event": "speak", "engine": …}
JsonObject speak_event(const sound::SpeechOrder& order);

/// invalid_argument where it is none, or none that an honest generator would send.
Result<sound::SpeechOrder> order_from_event(const JsonObject& event);

}  // namespace kirin::worker
