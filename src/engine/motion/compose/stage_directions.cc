#include "engine/motion/compose/stage_directions.h"

#include <algorithm>

#include "engine/motion/compose/stage_words.h"

namespace kirin::engine::motion {
namespace {

using enum StageWord;
using Pictures = std::vector<std::size_t>;

bool is_side(StageWord word) { return word == left || word == right || word == centre; }

bool is_relation(StageWord word) {
  return word == in_front_of || word == behind || word == next_to || word == above ||
         word == below || word == between || word == holding;
}

/// Sentence by sentence: who was spoken of last, and what is said of them.
class Reading {
 public:
  Reading(std::vector<StageToken> tokens, std::size_t count) : tokens_(std::move(tokens)) {
    said_.places.resize(count);
  }

  StageDirections read() {
    while (at_ < tokens_.size()) {
      const StageWord word = peek(0);
      if (word == picture) {
        read_picture();
      } else if (word == background) {
        read_background();
      } else if (word == within) {
        read_within();
      } else if (word == at) {
        read_at();
      } else if (is_side(word) || word == front || word == back) {
        read_place();
      } else if (is_relation(word)) {
        read_relation();
      } else {
        read_rest();
      }
    }
    if (names_pictures_) {
      said_.unnamed.clear();
    }
    return said_;
  }

 private:
  StageWord peek(std::size_t ahead) const {
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead].word : stop;
  }
  std::size_t picture_at(std::size_t ahead) const { return tokens_[at_ + ahead].picture; }

  /// How many tokens from `ahead` on name one picture ("image 1", "the cat in image 1"), else 0.
  std::size_t naming(std::size_t ahead) const {
    if (peek(ahead) == picture) {
      return 1;
    }
    const bool is_thing = peek(ahead) == noun || peek(ahead) == other || peek(ahead) == background;
    const bool is_tied = peek(ahead + 1) == within || peek(ahead + 1) == of;
    if (is_thing && is_tied && peek(ahead + 2) == picture) {
      return 3;
    }
    return is_thing && peek(ahead + 1) == picture ? 2 : 0;
  }

  /// Pictures named from `ahead` on, joined by "and"; `ahead` then is what follows them.
  Pictures named(std::size_t& ahead) const {
    Pictures found;
    while (const std::size_t tokens = naming(ahead)) {
      found.push_back(picture_at(ahead + tokens - 1));
      ahead += tokens;
      if (peek(ahead) == at_end) {
        ++ahead;  // "图1里的…"
      }
      if (peek(ahead) != join || naming(ahead + 1) == 0) {
        break;
      }
      ++ahead;
    }
    return found;
  }

  void set_background(std::size_t which) {
    names_pictures_ = true;
    if (!said_.background) {
      said_.background = which;
    }
  }

  void place(const Pictures& whom, StageWord word) {
    for (const std::size_t i : whom) {
      StagePlace& at = said_.places[i];
      if (is_side(word) && at.side == StageSide::anywhere) {
        at.side = word == left    ? StageSide::left
                  : word == right ? StageSide::right
                                  : StageSide::centre;
      }
      if (!is_side(word) && at.depth == StageDepth::anywhere) {
        at.depth = word == front || word == in_front_of ? StageDepth::front : StageDepth::back;
      }
    }
  }

  void link(std::size_t who, StageRelation relation, std::size_t whom) {
    const bool is_known =
        std::any_of(said_.links.begin(), said_.links.end(), [&](const StageLink& other_link) {
          return (other_link.who == who && other_link.whom == whom) ||
                 (other_link.who == whom && other_link.whom == who);
        });
    if (who != whom && !is_known) {
      said_.links.push_back({who, relation, whom});
    }
  }

  void relate(const Pictures& who, StageWord word, const Pictures& whom) {
    for (const std::size_t a : who) {
      if ((word == between || word == centre) && whom.size() == 2) {
        link(a, StageRelation::right_of, whom[0]);
        link(a, StageRelation::left_of, whom[1]);
        continue;
      }
      for (const std::size_t b : whom) {
        if (word == holding) {
          link(b, StageRelation::held_by, a);
        } else {
          link(a,
               word == left          ? StageRelation::left_of
               : word == right       ? StageRelation::right_of
               : word == in_front_of ? StageRelation::in_front_of
               : word == behind      ? StageRelation::behind
               : word == above       ? StageRelation::above
               : word == below       ? StageRelation::below
                                     : StageRelation::next_to,
               b);
        }
      }
    }
  }

  void speak_of(std::size_t which) {
    names_pictures_ = true;
    if (is_settled_) {
      spoken_of_.clear();
    }
    is_settled_ = false;
    spoken_of_.push_back(which);
    if (waiting_ != other) {  // "on the left is image 1"
      place({which}, waiting_);
      waiting_ = other;
      is_settled_ = true;
    }
  }

  void read_picture() {
    speak_of(picture_at(0));
    is_open_ = true;
    ++at_;
  }

  void read_background() {
    // "background: image 2", "the background of image 2"; else "image 2 as the background".
    std::size_t ahead = 1;
    while (peek(ahead) == is || peek(ahead) == of || peek(ahead) == within) {
      ++ahead;
    }
    if (ahead > 1 && peek(ahead) == noun && naming(ahead) > 0) {
      ahead += naming(ahead) - 1;
    }
    if (peek(ahead) == picture && (ahead > 1 || spoken_of_.empty())) {
      set_background(picture_at(ahead));
      at_ += ahead + 1;
      return;
    }
    if (!spoken_of_.empty()) {
      set_background(spoken_of_.back());
      spoken_of_.pop_back();
      is_settled_ = true;
    }
    ++at_;
  }

  void read_within() {
    std::size_t ahead = 1;
    const bool is_thing_of_picture = peek(1) == noun && naming(1) == 3;
    const bool is_picture = peek(1) == picture || peek(1) == background;
    // "hugs the cat in image 2" and "girl in image 1 and cat in image 2" tell whose picture; "image
    // 1 walks in image 2" and "on the beach in image 2" tell the place.
    const Pictures found = is_picture || is_thing_of_picture ? named(ahead) : Pictures{};
    if (found.empty()) {
      ++at_;
      return;
    }
    const bool is_whose = peek(1) == picture && at_ > 0 && tokens_[at_ - 1].word == noun;
    const bool is_place = is_thing_of_picture || peek(1) == background || (is_open_ && !is_whose);
    if (is_place && found.size() == 1) {
      set_background(found[0]);
    } else {
      for (const std::size_t i : found) {
        speak_of(i);
      }
      is_open_ = true;
    }
    at_ += ahead;
  }

  /// "在": "图1在左边", "图1在图2里", "图1在图2和图3之间".
  void read_at() {
    std::size_t ahead = 1;
    const Pictures found = named(ahead);
    if (found.empty()) {
      ++at_;
      return;
    }
    const bool is_in_it = tokens_[at_ + ahead - 1].word == at_end;
    if (peek(ahead) == other) {
      ++ahead;
    }
    const StageWord word = peek(ahead);
    if (is_relation(word) || is_side(word)) {
      relate(spoken_of_, word, found);
      is_settled_ = true;
      at_ += ahead + 1;
    } else {
      if (found.size() == 1 && (is_in_it || !spoken_of_.empty())) {
        set_background(found[0]);
      }
      at_ += ahead;
    }
  }

  void read_place() {
    const StageWord word = peek(0);
    std::size_t ahead = 2;
    if (peek(1) == of && is_side(word)) {
      const Pictures whom = named(ahead);
      if (!whom.empty()) {
        relate(spoken_of_, word, whom);
        is_settled_ = true;
        at_ += ahead;
        return;
      }
    }
    const bool comes_first = peek(1) == is && naming(2) > 0;
    if (comes_first || (peek(1) == picture && (spoken_of_.empty() || is_settled_))) {
      waiting_ = word;
    } else if (!spoken_of_.empty()) {
      place(spoken_of_, word);
      is_settled_ = true;
    } else if (is_side(word)) {
      said_.unnamed.push_back(word == left    ? StageSide::left
                              : word == right ? StageSide::right
                                              : StageSide::centre);
    }
    ++at_;
  }

  void read_relation() {
    const StageWord word = peek(0);
    std::size_t ahead = 1;
    const Pictures whom = named(ahead);
    if (!whom.empty() && !spoken_of_.empty()) {
      relate(spoken_of_, word, whom);
      is_settled_ = true;
      at_ += ahead;
      return;
    }
    if (word == in_front_of || word == behind) {
      place(spoken_of_, word);
    }
    ++at_;
  }

  void read_rest() {
    const StageWord word = peek(0);
    if (word == stop) {
      spoken_of_.clear();
      is_settled_ = false;
      waiting_ = other;
    }
    if (word == stop || word == comma || word == join) {
      is_open_ = false;
    }
    ++at_;
  }

  std::vector<StageToken> tokens_;
  std::size_t at_ = 0;
  StageDirections said_;
  Pictures spoken_of_;
  bool is_settled_ = false;  ///< something was said of them: the next picture is another subject
  bool is_open_ = false;     ///< a picture was named and its clause goes on
  bool names_pictures_ = false;
  StageWord waiting_ = other;  ///< a place told before its picture
};

}  // namespace

StageDirections read_stage_directions(std::string_view prompt, std::size_t count) {
  return Reading(stage_tokens(prompt, count), count).read();
}

}  // namespace kirin::engine::motion
