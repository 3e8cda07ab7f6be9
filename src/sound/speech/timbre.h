/// \file
/// What is done to a raw recording so that it sounds like its voice, and sits in a mix.
#pragma once

#include <span>
#include <vector>

#include "sound/speech/speech.h"

namespace kirin::sound {

/// Lifts what flite's voices lack: above 1 kHz they are some 10 dB under the standard speech
/// spectrum (ANSI S3.5-1997, table 1), and with it their consonants.
void add_presence(std::vector<float>& samples);

/// A robot's: ring modulation at 70 Hz and an echo of 9 ms.
void make_metallic(std::vector<float>& samples);

/// Loudness that trembles at 5.5 Hz, `depth` of it in 0..1.
void add_tremor(std::vector<float>& samples, float depth);

/// Drops what lies more than 40 dB under the peak at both ends, but 10 ms.
void trim_silence(Utterance& utterance);

/// Brings speech to -16 LUFS.
void bring_to_speech_level(std::vector<float>& samples);

}  // namespace kirin::sound
