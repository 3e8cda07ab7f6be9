// A developer's ear, and the eye of docs/voices.md and docs/sound.md (scripts/pictures).
//
//   kirin_sound_sheet --voice ID OUT.wav              its sample
//   kirin_sound_sheet --effect NAME SECONDS OUT.wav   the effect as a part of a place
//   kirin_sound_sheet --voices PAGE.md                writes the page's table of voices anew
//
// One channel at 48 kHz.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "sound/effects/effects.h"
#include "sound/effects/stage.h"
#include "sound/mix/loudness.h"
#include "sound/speech/cast.h"
#include "sound/speech/program_recorder.h"
#include "sound/speech/sample.h"
#include "sound/speech/wav.h"
#include "sound/voices_page.h"

namespace kirin::sound {
namespace {

bool write(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  return static_cast<bool>(file.flush());
}

int complain(std::string_view what) {
  std::fprintf(stderr, "kirin_sound_sheet: %.*s\n", static_cast<int>(what.size()), what.data());
  return 1;
}

int write_voice(const std::string& id, const std::string& path) {
  ProgramRecorder recorder{ProgramRecorderOptions{}};
  const auto cast = make_cast(&recorder, {});
  const auto utterance = cast->speak(sample_request(id, {}), {});
  if (!utterance) {
    return complain(utterance.error().describe());
  }
  for (const std::string& warning : utterance->warnings) {
    complain(warning);
  }
  return write(path, write_wav(utterance->samples, kSampleRate)) ? 0 : complain(path);
}

int write_effect(const std::string& name, double seconds, const std::string& path) {
  const Effect* const effect = find_effect(name);
  if (effect == nullptr || !(seconds > 0 && seconds < 60)) {
    return complain("no such effect, or not between 0 and 60 seconds");
  }
  Stereo bed =
      effect_bed(*effect, static_cast<std::size_t>(seconds * kSampleRate), Random(1, name));
  apply_gain_db(bed, -effect->level_db);
  for (std::size_t i = 0; i < bed.length(); ++i) {
    bed.left[i] = (bed.left[i] + bed.right[i]) / 2;
  }
  return write(path, write_wav(bed.left, kSampleRate)) ? 0 : complain(path);
}

int write_table(const std::string& path) {
  std::ifstream stream(path);
  const std::string page{std::istreambuf_iterator<char>(stream), {}};
  return write(path, with_voices_table(page)) ? 0 : complain(path);
}

}  // namespace
}  // namespace kirin::sound

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  using namespace kirin::sound;
  if (words.size() == 3 && words[0] == "--voice") {
    return write_voice(words[1], words[2]);
  }
  if (words.size() == 4 && words[0] == "--effect") {
    return write_effect(words[1], std::atof(words[2].c_str()), words[3]);
  }
  if (words.size() == 2 && words[0] == "--voices") {
    return write_table(words[1]);
  }
  return complain("--voice ID OUT.wav | --effect NAME SECONDS OUT.wav | --voices PAGE.md");
}
