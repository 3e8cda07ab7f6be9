#include "sound/ambience/ambience.h"

#include <algorithm>
#include <array>
#include <set>

#include "sound/ambience/lexicon.h"
#include "sound/effects/effects.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kMostSounds = 4;
constexpr std::size_t kLongestScope = 60;  // bytes
constexpr std::string_view kPunctuation[] = {",",  ".",  ";",  ":",  "!",  "?",
                                             "，", "。", "；", "、", "！", "？"};

using Names = std::vector<std::string>;
using NameSet = std::set<std::string, std::less<>>;

struct Scope {
  std::size_t begin;
  std::size_t end;
};

bool is_within(const Heard& word, const std::vector<Scope>& scopes) {
  return std::ranges::any_of(scopes, [&](const Scope& scope) {
    return word.begin >= scope.begin && word.begin < scope.end;
  });
}

// How far a word at `begin` reaches: to the next punctuation, preposition or conjunction.
Scope scope_from(std::string_view told, std::size_t begin) {
  const std::string_view reach = told.substr(begin, kLongestScope);
  std::size_t end = reach.size();
  for (const std::string_view mark : kPunctuation) {
    end = std::min(end, reach.find(mark));
  }
  return {begin, begin + end};
}

std::vector<Scope> negated_scopes(std::string_view told) {
  const Lexicon& words = Lexicon::of_program();
  const std::vector<Heard> ends = words.find("scope ends", told);
  std::vector<Scope> scopes;
  for (const Heard& negator : words.find("negators", told)) {
    if (negator.sounds.empty()) {
      continue;
    }
    Scope scope = scope_from(told, negator.end);
    for (const Heard& end : ends) {
      if (end.begin >= scope.begin) {
        scope.end = std::min(scope.end, end.begin);
      }
    }
    scopes.push_back(scope);
  }
  return scopes;
}

// Where the prompt says what alone is to be heard.
std::vector<Scope> exclusive_scopes(std::string_view told) {
  const Lexicon& words = Lexicon::of_program();
  std::vector<Scope> scopes;
  for (const Heard& only : words.find("only", told)) {
    const Scope scope = scope_from(told, only.end);
    const std::string_view reach = told.substr(scope.begin, scope.end - scope.begin);
    if (!only.sounds.empty() && !words.find("about sound", reach).empty()) {
      scopes.push_back(scope);
    }
  }
  return scopes;
}

// "…, silent, …": the word alone between marks is said of the clip; "a silent forest" is a forest.
bool asks_for_silence(std::string_view told) {
  if (!Lexicon::of_program().find("silence", told).empty()) {
    return true;
  }
  constexpr std::string_view kWord = "silent";
  for (std::size_t at = told.find(kWord); at != std::string_view::npos;
       at = told.find(kWord, at + 1)) {
    const std::string_view before = told.substr(0, at);
    const std::string_view after = told.substr(at + kWord.size());
    const auto last = before.find_last_not_of(' ');
    const auto next = after.find_first_not_of(' ');
    const auto is_mark = [](char c) {
      return std::string_view{",.;:!?\n"}.find(c) != std::string_view::npos;
    };
    if ((last == std::string_view::npos || is_mark(before[last])) &&
        (next == std::string_view::npos || is_mark(after[next]))) {
      return true;
    }
  }
  return false;
}

// What the words of a text call for, and what they refuse.
struct Wishes {
  std::vector<std::span<const std::string>> wanted;  ///< in the order of the words
  std::vector<std::span<const std::string>> refused;
  NameSet unwanted;  ///< of what is refused, that which no other word wants
  NameSet alone;     ///< not empty: nothing else is heard

  bool refuses(std::string_view name) const {
    return unwanted.contains(name) || unwanted.contains(family_of(name)) ||
           unwanted.contains(std::string_view{"everything"}) ||
           (!alone.empty() && !alone.contains(name) && !alone.contains(family_of(name)));
  }
  bool calls_for(std::string_view sound) const {
    return !unwanted.contains(sound) && std::ranges::any_of(wanted, [&](const auto& sounds) {
      return std::ranges::find(sounds, sound) != sounds.end();
    });
  }
};

void read_told(std::string_view told, Wishes& wishes) {
  const Lexicon& words = Lexicon::of_program();
  const std::vector<Scope> negated = negated_scopes(told);
  const std::vector<Scope> exclusive = exclusive_scopes(told);
  for (const Heard& word : words.find("wanted", told)) {
    if (is_within(word, negated)) {
      wishes.refused.push_back(word.sounds);
      continue;
    }
    wishes.wanted.push_back(word.sounds);
    if (is_within(word, exclusive)) {
      wishes.alone.insert(word.sounds.begin(), word.sounds.end());
    }
  }
  for (const Heard& word : words.find("unwanted", told)) {
    if (is_within(word, negated)) {
      wishes.refused.push_back(word.sounds);
    }
  }
  if (asks_for_silence(told)) {
    wishes.unwanted.insert("everything");
  }
}

// "A coast without gulls" has its surf: the gulls' surf is refused only where no other word is
// about the surf.
bool is_first_of_another(std::string_view sound,
                         const std::vector<std::span<const std::string>>& wanted) {
  return std::ranges::any_of(
      wanted, [&](const auto& sounds) { return !sounds.empty() && sounds.front() == sound; });
}

Wishes wishes_of(std::string_view told, std::string_view negative_prompt) {
  Wishes wishes;
  read_told(told, wishes);
  const Lexicon& words = Lexicon::of_program();
  for (const std::string_view section : {"wanted", "unwanted"}) {
    for (const Heard& word : words.find(section, negative_prompt)) {
      wishes.refused.push_back(word.sounds);
    }
  }
  for (const auto& sounds : wishes.refused) {
    for (const std::string& sound : sounds) {
      if (&sound == &sounds.front() || !is_first_of_another(sound, wishes.wanted)) {
        wishes.unwanted.insert(sound);
      }
    }
  }
  return wishes;
}

std::string_view after_colon(std::string_view sound, std::string_view kind) {
  return sound.starts_with(kind) ? sound.substr(kind.size()) : std::string_view{};
}

// The first word's "kind:NAME" that is not unwanted.
std::string first_of_kind(const Wishes& wishes, std::string_view kind) {
  for (const auto& sounds : wishes.wanted) {
    for (const std::string& sound : sounds) {
      if (!after_colon(sound, kind).empty() && !wishes.unwanted.contains(sound)) {
        return std::string{after_colon(sound, kind)};
      }
    }
  }
  return {};
}

std::string fitting_music(const Wishes& wishes, const Names& names) {
  std::string mood = first_of_kind(wishes, "mood:");
  if (mood.empty()) {
    mood = std::ranges::find(names, "space") != names.end() ? "mysterious" : "calm";
  }
  const std::string lead = first_of_kind(wishes, "play:");
  return "music_" + mood + (lead.empty() ? "" : ":" + lead);
}

bool has_any(const Names& names, std::initializer_list<std::string_view> some) {
  return std::ranges::any_of(
      names, [&](const std::string& name) { return std::ranges::find(some, name) != some.end(); });
}

// The names that a prompt's words ask for, without what they refuse.
class Choice {
 public:
  explicit Choice(const Wishes& wishes) : wishes_(wishes) {}

  void add(std::string_view name) {
    if (find_effect(name) != nullptr && !wishes_.refuses(name) && names_.size() < kMostSounds &&
        std::ranges::find(names_, name) == names_.end()) {
      names_.emplace_back(name);
    }
  }
  const Names& names() const { return names_; }
  /// True where none of the sounds is that of a place.
  bool is_bare() const {
    return std::ranges::none_of(names_, [](const std::string& name) {
      return name != "room" && find_effect(name)->spread == Spread::diffuse;
    });
  }

 private:
  const Wishes& wishes_;
  Names names_;
};

// By night and in a thunderstorm no bird sings, unless birds are what is asked for.
bool is_hushed(std::string_view sound, std::span<const std::string> sounds) {
  return (sound == "birds" && sounds.size() > 1) ||
         (sound == "seagull" && sounds.front() != "seagull");
}

void add_hour(const Wishes& wishes, Choice& choice) {
  const bool is_outside_noise =
      has_any(choice.names(), {"traffic", "space", "surf", "soft_wind", "rain", "thunder", "crowd",
                               "underwater", "room", "spaceship"});
  if (wishes.calls_for("night") && !is_outside_noise) {
    choice.add("crickets");
    if (has_any(choice.names(), {"leaves"})) {
      choice.add("owl");
    }
  }
  if (wishes.calls_for("dawn") && !is_outside_noise) {
    choice.add("birds");
  }
}

Names choose_ambience(const Wishes& wishes, const std::string& ground) {
  Choice choice(wishes);
  const bool is_hush = wishes.calls_for("night") || wishes.calls_for("thunder");
  for (const auto& sounds : wishes.wanted) {
    for (const std::string& sound : sounds) {
      if (is_hush && is_hushed(sound, sounds)) {
        continue;
      }
      const bool is_step = sound == "footsteps" && !ground.empty();
      choice.add(is_step ? "footsteps_" + ground : sound);
    }
  }
  if (wishes.alone.empty()) {
    add_hour(wishes, choice);
  }
  const bool is_bare = choice.is_bare() && wishes.alone.empty();
  if (is_bare) {
    choice.add("room");
  }
  Names names = choice.names();
  const bool is_music_due = is_bare || wishes.calls_for("music");
  const bool is_music_wanted = !wishes.unwanted.contains("music") &&
                               !wishes.unwanted.contains("everything") &&
                               (wishes.alone.empty() || wishes.alone.contains("music"));
  if (is_music_due && is_music_wanted) {
    names.push_back(fitting_music(wishes, names));
  }
  return names;
}

}  // namespace

SoundWishes sound_wishes(std::string_view told, std::string_view negative_prompt) {
  const Wishes wishes = wishes_of(told, negative_prompt);
  SoundWishes found;
  found.ground = first_of_kind(wishes, "on:");
  found.ambience = choose_ambience(wishes, found.ground);
  for (const Effect& effect : effects()) {
    if (wishes.refuses(effect.name)) {
      found.refused.emplace_back(effect.name);
    }
  }
  found.is_speech_unwanted = wishes.unwanted.contains("speech");
  return found;
}

}  // namespace kirin::sound
