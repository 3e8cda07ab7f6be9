#include "sound/speech/speaker.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "sound/prompt_text.h"

namespace kirin::sound {
namespace {

// Meanings of the terms that are not a voice: pronouns, and what carries writing.
enum Role { he = -1, she = -2 };

// Voices by index, so that a term's meaning is a number.
constexpr std::string_view kVoiceIds[] = {
    "en_male_1",   "en_male_2", "en_male_3", "en_female_1",    "en_female_2",    "en_female_3",
    "en_narrator", "en_child",  "en_boy",    "en_grandmother", "en_grandfather", "en_robot"};
enum VoiceIndex {
  male_1,
  male_2,
  male_3,
  female_1,
  female_2,
  female_3,
  narrator,
  child,
  boy,
  grandmother,
  grandfather,
  robot
};

constexpr Term kSpeakers[] = {
    {"he", he},
    {"she", she},
    {"man", male_1},
    {"men", male_1},
    {"guy", male_1},
    {"gentleman", male_1},
    {"father", male_1},
    {"dad", male_1},
    {"husband", male_1},
    {"brother", male_1},
    {"actor", male_1},
    {"host", male_1},
    {"soldier", male_1},
    {"fisherman", male_1},
    {"cowboy", male_1},
    {"prince", male_1},
    {"waiter", male_1},
    {"person", male_1},
    {"astronaut", male_1},
    {"chef", male_1},
    {"detective", male_1},
    {"driver", male_1},
    {"another man", male_2},
    {"second man", male_2},
    {"other man", male_2},
    {"young man", male_2},
    {"captain", male_2},
    {"pirate", male_2},
    {"sailor", male_2},
    {"pilot", male_2},
    {"farmer", male_2},
    {"king", male_3},
    {"knight", male_3},
    {"warrior", male_3},
    {"giant", male_3},
    {"monster", male_3},
    {"dragon", male_3},
    {"ogre", male_3},
    {"villain", male_3},
    {"demon", male_3},
    {"bear", male_3},
    {"woman", female_1},
    {"women", female_1},
    {"lady", female_1},
    {"mother", female_1},
    {"mom", female_1},
    {"wife", female_1},
    {"sister", female_1},
    {"actress", female_1},
    {"nurse", female_1},
    {"teacher", female_1},
    {"doctor", female_1},
    {"singer", female_1},
    {"waitress", female_1},
    {"presenter", female_1},
    {"another woman", female_2},
    {"second woman", female_2},
    {"other woman", female_2},
    {"young woman", female_2},
    {"princess", female_2},
    {"teenager", female_2},
    {"bride", female_2},
    {"queen", female_3},
    {"witch", female_3},
    {"goddess", female_3},
    {"narrator", narrator},
    {"narration", narrator},
    {"voice-over", narrator},
    {"voiceover", narrator},
    {"announcer", narrator},
    {"speaker", narrator},
    {"girl", child},
    {"child", child},
    {"children", child},
    {"kid", child},
    {"daughter", child},
    {"toddler", child},
    {"baby", child},
    {"fairy", child},
    {"elf", child},
    {"boy", boy},
    {"son", boy},
    {"schoolboy", boy},
    {"grandmother", grandmother},
    {"grandma", grandmother},
    {"granny", grandmother},
    {"old woman", grandmother},
    {"old lady", grandmother},
    {"elderly woman", grandmother},
    {"elderly lady", grandmother},
    {"grandfather", grandfather},
    {"grandpa", grandfather},
    {"old man", grandfather},
    {"elderly man", grandfather},
    {"wizard", grandfather},
    {"robot", robot},
    {"android", robot},
    {"cyborg", robot},
    {"computer", robot},
    {"alien", robot},
    {"machine", robot},
    {"drone", robot},
    {"男人", male_1},
    {"男子", male_1},
    {"他", he},
    {"女人", female_1},
    {"女子", female_1},
    {"她", she},
    {"女孩", child},
    {"孩子", child},
    {"男孩", boy},
    {"奶奶", grandmother},
    {"爷爷", grandfather},
    {"机器人", robot},
    {"旁白", narrator},
};

constexpr Term kWriting[] = {
    {"sign", 0},     {"banner", 0},   {"poster", 0}, {"billboard", 0},   {"title", 0},
    {"caption", 0},  {"subtitle", 0}, {"label", 0},  {"logo", 0},        {"shirt", 0},
    {"t-shirt", 0},  {"screen", 0},   {"text", 0},   {"word", 0},        {"neon", 0},
    {"headline", 0}, {"graffiti", 0}, {"plaque", 0}, {"inscription", 0}, {"lettering", 0},
    {"placard", 0},  {"written", 0},
};

// After these a quote is a name or an inscription.
constexpr std::string_view kNaming[] = {"called",   "named", "titled",  "entitled", "labeled",
                                        "labelled", "reads", "reading", "written",  "dubbed"};

constexpr std::string_view kSentenceEnds = ".!?;";

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at == text.size() || text[at] < 'a' || text[at] > 'z') {
      if (at > begin) {
        words.push_back(text.substr(begin, at - begin));
      }
      begin = at + 1;
    }
  }
  return words;
}

bool has_verb_of_saying(std::string_view text) {
  return std::ranges::any_of(words_of(text), is_verb_of_saying) || text.find("说") != text.npos;
}

bool has_colon(std::string_view text) {
  return text.find(':') != text.npos || text.find("：") != text.npos;
}

bool is_speech_introduced(std::string_view text) {
  return has_verb_of_saying(text) || has_colon(text);
}

// The last `<<<voice_n>>>` of `text` whose n is one of `voice_ids`.
std::optional<std::string> marked_voice(std::string_view text,
                                        std::span<const std::string> voice_ids) {
  constexpr std::string_view kOpen = "<<<voice_";
  const std::size_t at = text.rfind(kOpen);
  if (at == text.npos) {
    return std::nullopt;
  }
  std::size_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + at + kOpen.size(), end, number);
  const bool is_closed =
      std::string_view(rest, static_cast<std::size_t>(end - rest)).starts_with(">>>");
  if (error != std::errc{} || !is_closed || number == 0 || number > voice_ids.size()) {
    return std::nullopt;
  }
  return voice_ids[number - 1];
}

// True where the quote behind `before` is written somewhere in the picture.
bool is_writing(std::string_view before) {
  const auto words = words_of(before);
  if (!words.empty() && std::ranges::find(kNaming, words.back()) != std::end(kNaming)) {
    return true;
  }
  const auto carriers = find_terms(before, kWriting);
  if (carriers.empty()) {
    return false;
  }
  const std::string_view since = before.substr(carriers.back().end);
  const auto speakers = find_terms(before, kSpeakers);
  const bool speaker_follows = !speakers.empty() && speakers.back().begin > carriers.back().begin;
  if (speaker_follows || words_of(since).size() > 4 ||
      since.find_first_of(kSentenceEnds) != since.npos) {
    return false;
  }
  const auto between = words_of(since);
  const bool is_relative = std::ranges::any_of(between, [](std::string_view word) {
    return word == "that" || word == "which" || word == "saying" || word == "reading";
  });
  return is_relative || !is_speech_introduced(since) || speakers.empty();
}

// The part of `after` that may tell who said the quote before it: «says the man», «the man says».
// Where it leads straight to the next quote, «the man says» tells of that one.
std::string_view attribution_behind(std::string_view after, bool is_followed_by_quote) {
  const std::size_t begin = std::min(after.find_first_not_of(" ,"), after.size());
  const std::size_t end = std::min(after.find_first_of(".,;:!?", begin), after.size());
  const std::string_view clause = after.substr(begin, end - begin);
  const auto words = words_of(clause);
  if (words.empty() ||
      (is_followed_by_quote && end == after.size() && !is_verb_of_saying(words.front()))) {
    return {};
  }
  const auto first = words.begin();
  const auto last = first + static_cast<std::ptrdiff_t>(std::min<std::size_t>(words.size(), 4));
  return std::any_of(first, last, is_verb_of_saying) ? clause : std::string_view{};
}

// The voice of a pronoun: that of the last speaker of its kind told of before, else a first voice.
std::string pronoun_voice(int pronoun, std::string_view told_before) {
  const auto speakers = find_terms(told_before, kSpeakers);
  const auto fits = [&](const Found& each) {
    switch (each.meaning) {
      case male_1:
      case male_2:
      case male_3:
      case grandfather:
      case boy:
        return pronoun == he;
      case female_1:
      case female_2:
      case female_3:
      case grandmother:
      case child:
        return pronoun == she;
      default:
        return false;
    }
  };
  const auto found = std::find_if(speakers.rbegin(), speakers.rend(), fits);
  const int voice = found != speakers.rend() ? found->meaning : pronoun == he ? male_1 : female_1;
  return std::string{kVoiceIds[voice]};
}

std::string voice_of(const Found& speaker, std::string_view told_before) {
  return speaker.meaning < 0 ? pronoun_voice(speaker.meaning, told_before)
                             : std::string{kVoiceIds[speaker.meaning]};
}

// True where a preposition or a verb of saying leads to the noun at `at`: "behind the woman", "asks
// the boy".
bool is_object(std::string_view before, std::size_t at) {
  constexpr std::string_view kLeads[] = {
      "to",   "at",     "with",    "behind",  "beside",  "near",   "of",      "from",
      "by",   "for",    "in",      "on",      "over",    "under",  "like",    "around",
      "past", "toward", "towards", "holding", "hugging", "facing", "watching"};
  constexpr std::string_view kArticles[] = {"a",     "an", "the", "his",    "her",
                                            "their", "my", "its", "another"};
  auto words = words_of(before.substr(0, at));
  for (int skipped = 0; skipped < 3 && !words.empty(); ++skipped) {
    const std::string_view word = words.back();
    words.pop_back();
    if (std::ranges::find(kLeads, word) != std::end(kLeads) || is_verb_of_saying(word)) {
      return true;
    }
    if (std::ranges::find(kArticles, word) != std::end(kArticles)) {
      skipped = std::max(skipped, 1);  // what leads to the noun stands right before its article
    }
  }
  return false;
}

// The last speaker before a verb of saying or a colon: in "a man at a computer says to the child:"
// the man.
const Found* introduced_speaker(std::string_view before, const std::vector<Found>& speakers) {
  const Found* subject = nullptr;
  const Found* object = nullptr;
  for (const Found& speaker : speakers) {
    if (is_speech_introduced(before.substr(speaker.end))) {
      (is_object(before, speaker.begin) ? object : subject) = &speaker;
    }
  }
  return subject != nullptr ? subject : object;
}

}  // namespace

std::vector<std::optional<std::string>> choose_speakers(std::string_view told,
                                                        const std::vector<Quote>& quotes,
                                                        std::span<const std::string> voice_ids) {
  std::vector<std::optional<std::string>> chosen;
  std::string previous = std::string{kVoiceIds[narrator]};
  for (std::size_t i = 0; i < quotes.size(); ++i) {
    const std::size_t begin = i == 0 ? 0 : quotes[i - 1].end;
    const std::size_t end = i + 1 < quotes.size() ? quotes[i + 1].begin : told.size();
    const std::string_view before = told.substr(begin, quotes[i].begin - begin);
    const std::string_view told_before = told.substr(0, quotes[i].begin);
    const std::string_view behind =
        attribution_behind(told.substr(quotes[i].end, end - quotes[i].end), i + 1 < quotes.size());
    const auto speakers = find_terms(before, kSpeakers);
    const auto speakers_behind = find_terms(behind, kSpeakers);
    const Found* const introduced = introduced_speaker(before, speakers);

    if (auto voice = marked_voice(before, voice_ids)) {
      previous = *std::move(voice);
    } else if (is_writing(before)) {
      chosen.emplace_back(std::nullopt);
      continue;
    } else if (introduced != nullptr) {
      previous = voice_of(*introduced, told_before.substr(0, begin + introduced->begin));
    } else if (auto marked = marked_voice(behind, voice_ids)) {
      previous = *std::move(marked);
    } else if (!speakers_behind.empty()) {
      previous = voice_of(speakers_behind.front(), told_before);
    } else if (!speakers.empty()) {
      previous = voice_of(speakers.back(), told_before.substr(0, begin + speakers.back().begin));
    }
    chosen.emplace_back(previous);
  }
  return chosen;
}

}  // namespace kirin::sound
