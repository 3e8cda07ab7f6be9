/// \file
/// Chooses for each line who speaks it, and who does where that one cannot.
#pragma once

#include <memory>
#include <vector>

#include "sound/speech/external_voices.h"
#include "sound/speech/recorder.h"
#include "sound/speech/speech.h"

namespace kirin::sound {

/// Every way to speak behind one door.
///
/// An external voice speaks its own lines, in its language. English is spoken by the voice's own
/// engine, flite or festival. All else is espeak-ng's, in the voice's timbre. Where one fails, a
/// built-in voice of the same gender and age speaks (English: by flite; other languages:
/// espeak-ng), with a warning; an external voice or a program that failed once is not asked again.
///
/// `recorder` may be null: then only flite is there. It must outlive the result.
std::unique_ptr<Speech> make_cast(Recorder* recorder, std::vector<ExternalVoice> external);

}  // namespace kirin::sound
