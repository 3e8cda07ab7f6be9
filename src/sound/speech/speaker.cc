#include "sound/speech/speaker.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "sound/prompt_text.h"
#include "sound/speech/speaker_clues.h"
#include "sound/speech/speaker_words.h"

namespace kirin::sound {
namespace {

Role role_of(const Found& found) { return static_cast<Role>(found.meaning); }

bool is_pronoun(const Found& found) {
  const Role role = role_of(found);
  return role == Role::he || role == Role::she || role == Role::other;
}

// «he» and «she» stand for these.
bool is_male(Role role) {
  return role == Role::man || role == Role::second_man || role == Role::deep_man ||
         role == Role::old_man || role == Role::boy;
}
bool is_female(Role role) {
  return role == Role::woman || role == Role::second_woman || role == Role::low_woman ||
         role == Role::old_woman || role == Role::girl;
}

constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

class Choice {
 public:
  Choice(std::string_view told, const std::vector<Quote>& quotes,
         std::span<const std::string> voice_ids)
      : told_(told),
        quotes_(quotes),
        voice_ids_(voice_ids),
        found_(find_terms(told, speaker_terms())) {
    for (std::size_t i = 0; i < found_.size(); ++i) {
      last_male_.push_back(is_male(role_of(found_[i])) ? i : i > 0 ? last_male_.back() : kNobody);
      last_female_.push_back(is_female(role_of(found_[i])) ? i
                             : i > 0                       ? last_female_.back()
                                                           : kNobody);
    }
  }

  std::vector<std::optional<Speaker>> of_all() {
    std::vector<std::optional<Speaker>> chosen;
    for (std::size_t i = 0; i < quotes_.size(); ++i) {
      chosen.push_back(of(i));
    }
    return chosen;
  }

 private:
  std::optional<Speaker> of(std::size_t i) {
    const std::size_t begin = i == 0 ? 0 : quotes_[i - 1].end;
    const bool is_last = i + 1 == quotes_.size();
    const std::size_t end = is_last ? told_.size() : quotes_[i + 1].begin;
    const std::string_view before = told_.substr(begin, quotes_[i].begin - begin);
    const std::string_view after = told_.substr(quotes_[i].end, end - quotes_[i].end);
    if (auto voice = marked_voice(before, voice_ids_)) {
      return turn({*std::move(voice), true});
    }
    if (is_writing(before) || is_set_off(before, quotes_[i], after)) {
      return std::nullopt;
    }
    const std::string_view behind = attribution_behind(after, quotes_[i], !is_last);
    const std::size_t behind_at =
        behind.empty() ? 0 : static_cast<std::size_t>(behind.data() - told_.data());
    const auto speakers = found_within(begin, quotes_[i].begin);
    const auto speakers_behind = found_within(behind_at, behind_at + behind.size());
    find_pair(speakers);
    const Found* const introduced = introduced_speaker(speakers, quotes_[i].begin);
    if (introduced != nullptr && !begins_pair(*introduced)) {
      return turn(speaker_of(*introduced));
    }
    if (auto marked = marked_voice(behind, voice_ids_)) {
      return turn({*std::move(marked), true});
    }
    if (!speakers_behind.empty()) {
      return turn(speaker_of(subject_of(speakers_behind, behind_at)));
    }
    if (pair_ && !is_in_pair(previous_)) {
      return turn(pair_->first);
    }
    if (!speakers.empty() && !begins_pair(speakers.back())) {
      return turn(speaker_of(speakers.back()));
    }
    // Quote upon quote: the other one answers.
    const bool is_bare = i > 0 && words_of(before).empty() && trimmed(before).size() <= 3;
    if (is_bare && other_) {
      return turn(*other_);
    }
    return turn(previous_);
  }

  // Remembers whose turn it is.
  Speaker turn(Speaker speaker) {
    if (speaker.voice_id != previous_.voice_id) {
      if (has_spoken_) {
        other_ = previous_;
      } else if (pair_) {
        other_ = speaker == pair_->first ? pair_->second : pair_->first;
      }
      previous_ = std::move(speaker);
    }
    has_spoken_ = true;
    return previous_;
  }

  std::vector<Found> found_within(std::size_t begin, std::size_t end) const {
    std::vector<Found> within;
    for (auto each = std::ranges::lower_bound(found_, begin, {}, &Found::begin);
         each != found_.end() && each->begin < end; ++each) {
      if (each->end <= end) {
        within.push_back(*each);
      }
    }
    return within;
  }

  // Two who are named together talk to each other: "a man and a woman talk", 男人和女人对话.
  void find_pair(const std::vector<Found>& speakers) {
    constexpr std::string_view kTalking[] = {"talk", "chat", "speak", "argu", "convers", "discuss",
                                             "meet", "对话", "聊天",  "交谈", "争吵",    "说话",
                                             "谈话", "讨论", "对视",  "吵架"};
    constexpr std::string_view kJoining[] = {"和", "与", "跟", "、"};
    for (std::size_t i = 0; i + 1 < speakers.size(); ++i) {
      const Found& first = speakers[i];
      const Found& second = speakers[i + 1];
      const std::string_view between = told_.substr(first.end, second.begin - first.end);
      const auto words = words_of(between);
      const bool is_joined =
          (words.size() <= 4 && std::ranges::find(words, "and") != words.end()) ||
          ends_with_any(trimmed(between), kJoining);
      const std::string_view rest = told_.substr(second.end, 120);
      if (is_joined && !is_pronoun(first) && !is_pronoun(second) && contains_any(rest, kTalking)) {
        pair_ = {speaker_of(first), speaker_of(second)};
        if (pair_->first == pair_->second) {
          pair_->second = speaker_of({second.begin, second.end, second_of(role_of(second))});
        }
        pair_begin_ = first.begin;
        pair_end_ = second.end;
      }
    }
  }

  // Two of a kind do not share a voice.
  static int second_of(Role role) {
    switch (role) {
      case Role::man:
        return static_cast<int>(Role::second_man);
      case Role::woman:
        return static_cast<int>(Role::second_woman);
      case Role::girl:
        return static_cast<int>(Role::boy);
      default:
        return static_cast<int>(role);
    }
  }

  bool begins_pair(const Found& speaker) const {
    return pair_ && speaker.begin >= pair_begin_ && speaker.end <= pair_end_;
  }

  bool is_in_pair(const Speaker& speaker) const {
    return has_spoken_ && (speaker == pair_->first || speaker == pair_->second);
  }

  // The last speaker before a verb of saying or a colon: in "a man at a computer says to the
  // child:" the man.
  const Found* introduced_speaker(const std::vector<Found>& speakers,
                                  std::size_t quote_begin) const {
    const Found* subject = nullptr;
    const Found* object = nullptr;
    for (const Found& speaker : speakers) {
      if (is_speech_introduced(told_.substr(speaker.end, quote_begin - speaker.end))) {
        (is_object(told_.substr(0, speaker.begin), speaker.begin) ? object : subject) = &speaker;
      }
    }
    return subject != nullptr ? subject : object;
  }

  const Found& subject_of(const std::vector<Found>& speakers, std::size_t clause_begin) const {
    for (const Found& speaker : speakers) {
      const std::string_view before = told_.substr(clause_begin, speaker.begin - clause_begin);
      // «says the man»: here the verb leads to its subject.
      const bool is_behind_verb = has_verb_of_saying(before) && words_of(before).size() <= 4;
      if (is_behind_verb || !is_object(before, before.size())) {
        return speaker;
      }
    }
    return speakers.front();
  }

  Speaker speaker_of(const Found& found) const {
    const Role role = role_of(found);
    if (role == Role::other) {
      return other_        ? *other_
             : pair_       ? pair_->second
             : has_spoken_ ? Speaker{std::string{voice_of(other_than(previous_.voice_id))}}
                           : Speaker{std::string{voice_of(Role::second_man)}};
    }
    if (role == Role::he || role == Role::she) {
      return pronoun(role, found.begin);
    }
    return {std::string{voice_of(with_age(role, told_.substr(0, found.begin)))}};
  }

  static Role other_than(std::string_view voice_id) {
    return voice_id == voice_of(Role::man)     ? Role::second_man
           : voice_id == voice_of(Role::woman) ? Role::second_woman
                                               : Role::man;
  }

  // The last speaker of its kind told of before, else a first voice.
  Speaker pronoun(Role role, std::size_t before) const {
    const auto behind = std::ranges::lower_bound(found_, before, {}, &Found::begin);
    const auto& last_of_kind = role == Role::he ? last_male_ : last_female_;
    const std::size_t last =
        behind == found_.begin()
            ? kNobody
            : last_of_kind[static_cast<std::size_t>(behind - found_.begin()) - 1];
    return last != kNobody ? speaker_of(found_[last]) : Speaker{std::string{voice_of(role)}};
  }

  std::string_view told_;
  const std::vector<Quote>& quotes_;
  std::span<const std::string> voice_ids_;
  std::vector<Found> found_;              ///< from left to right
  std::vector<std::size_t> last_male_;    ///< of what was found: the last «he» up to there
  std::vector<std::size_t> last_female_;  ///< likewise «she»

  Speaker previous_{std::string{voice_of(Role::narrator)}};
  std::optional<Speaker> other_;  ///< who spoke before `previous_`, or is to
  bool has_spoken_ = false;
  std::optional<std::pair<Speaker, Speaker>> pair_;
  std::size_t pair_begin_ = 0;
  std::size_t pair_end_ = 0;
};

}  // namespace

std::vector<std::optional<Speaker>> choose_speakers(std::string_view told,
                                                    const std::vector<Quote>& quotes,
                                                    std::span<const std::string> voice_ids) {
  return Choice(told, quotes, voice_ids).of_all();
}

}  // namespace kirin::sound
