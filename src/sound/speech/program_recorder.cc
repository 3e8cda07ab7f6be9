#include "sound/speech/program_recorder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sound/speech/languages.h"

namespace kirin::sound {
namespace {

constexpr std::string_view kEspeak = "espeak-ng";
constexpr std::string_view kFestival = "festival";
constexpr std::string_view kFestivalVoice = "cmu_us_slt_arctic_hts";
constexpr std::string_view kFestivalVoiceFolder =
    "/usr/share/festival/voices/us/cmu_us_slt_arctic_hts";

std::vector<std::string> launched(std::vector<std::string> words,
                                  const std::vector<std::string>& launcher) {
  words.insert(words.begin(), launcher.begin(), launcher.end());
  return words;
}

std::vector<std::string> espeak_words(const SpeechOrder& order) {
  const Language& language = *find_language(order.language);
  const auto pace = std::lround(language.words_per_minute * order.speed);
  return {find_program(kEspeak).value_or(std::string{kEspeak}),
          "-v",
          fmt::format("{}{}{}", language.espeak, order.voice.empty() ? "" : "+", order.voice),
          "-p",
          std::to_string(order.pitch),
          "-s",
          std::to_string(std::clamp<long>(pace, 80, 400)),
          "-b",
          "1",
          "--stdin",
          "--stdout"};
}

// The text is within a string of Scheme: check_order has seen to it that it cannot leave it.
std::string festival_script(const SpeechOrder& order) {
  return fmt::format(
      "(voice_{})\n"
      "(Parameter.set 'Duration_Stretch {:.4f})\n"
      "(set! spoken (utt.synth (Utterance Text \"{}\")))\n"
      "(utt.save.wave spoken \"-\" 'riff)\n"
      "(fflush nil)\n"
      "(mapcar (lambda (word) (format stderr \"%s %f\\n\" (item.name word)\n"
      "  (item.feat word \"R:SylStructure.daughtern.daughtern.R:Segment.end\")))\n"
      "  (utt.relation.items spoken 'Word))\n",
      kFestivalVoice, 1 / order.speed, order.text);
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

std::vector<std::string> command_words(std::vector<std::string> words, const SpeechOrder& order) {
  for (std::string& word : words) {
    word = replaced(std::move(word), "{voice}", order.voice);
    word = replaced(std::move(word), "{language}", order.language);
    word = replaced(std::move(word), "{speed}", fmt::format("{:.3f}", order.speed));
  }
  return words;
}

}  // namespace

Result<Recording> ProgramRecorder::record(const SpeechOrder& order, const std::stop_token& stop) {
  RETURN_IF_ERROR(check_order(order));
  ProgramCall call;
  std::string script;
  call.input = order.text;
  call.deadline = options_.deadline;
  if (order.engine == SpeechEngine::espeak) {
    call.words = launched(espeak_words(order), options_.launcher);
  } else if (order.engine == SpeechEngine::festival) {
    script = festival_script(order);
    call.input = script;
    call.words = launched({find_program(kFestival).value_or(std::string{kFestival}), "--pipe"},
                          options_.launcher);
  } else {
    if (options_.command.empty()) {
      return Error{ErrorCode::unavailable, "no external voice is configured"};
    }
    call.words = command_words(options_.command, order);
    call.deadline = options_.command_deadline;
    call.inherits_environment = true;
  }
  ASSIGN_OR_RETURN(ProgramOutput said, run_program(call, stop));
  if (said.out.empty()) {
    return Error{ErrorCode::unavailable, fmt::format("{} made no sound", to_string(order.engine))};
  }
  const bool tells_words = order.engine == SpeechEngine::festival;
  return Recording{std::move(said.out), tells_words ? std::move(said.err) : std::string{}};
}

Result<std::vector<std::string>> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool is_in_word = false;
  char quote = 0;
  for (const char c : text) {
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      is_in_word = true;
    } else if (c != ' ') {
      word += c;
      is_in_word = true;
    } else if (is_in_word) {
      words.push_back(std::exchange(word, {}));
      is_in_word = false;
    }
  }
  if (quote != 0) {
    return Error{ErrorCode::invalid_argument, fmt::format("a quote {} is not closed", quote)};
  }
  if (is_in_word) {
    words.push_back(std::move(word));
  }
  return words;
}

bool has_espeak() { return find_program(kEspeak).has_value(); }

bool has_festival() {
  return find_program(kFestival).has_value() &&
         ::access(std::string{kFestivalVoiceFolder}.c_str(), R_OK) == 0;
}

}  // namespace kirin::sound
