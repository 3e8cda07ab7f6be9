#include "engine/motion/story/lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/expects.h"
#include "engine/motion/story/stems.h"

namespace kirin::engine::motion::story {
namespace {

/// Attributes that name entries of another topic.
struct Reference {
  std::string_view attribute;
  Topic topic;
};
constexpr std::array kReferences = std::to_array<Reference>({
    {"is", Topic::subject},
    {"home", Topic::setting},
    {"beside", Topic::setting},
    {"props", Topic::subject},
    {"colour", Topic::colour},
    {"second", Topic::colour},
    {"moves", Topic::action},
    {"does", Topic::action},
    {"traits", Topic::trait},
    {"parts", Topic::part},
    {"also", Topic::subject},
    {"with", Topic::subject},
    {"sight", Topic::sight},
    {"season", Topic::season},
    {"weather", Topic::weather},
    {"mood", Topic::mood},
    {"style", Topic::style},
});

Error wrong(const Entry& entry, std::string_view what) {
  return {ErrorCode::invalid_argument,
          fmt::format("{} '{}': {}", to_string(entry.topic), entry.id, what)};
}

}  // namespace

Result<Lexicon> Lexicon::from(std::vector<Entry> entries) {
  Lexicon made;
  made.entries_ = std::move(entries);
  const Stemmer stemmer;
  for (const Entry& entry : made.entries_) {
    const std::string id = fmt::format("{} {}", to_string(entry.topic), entry.id);
    if (!made.by_id_.emplace(id, &entry).second) {
      return wrong(entry, "stands twice");
    }
    if (entry.topic == Topic::script) {
      continue;  // characters are no words
    }
    for (const auto* words : {&entry.english, &entry.chinese}) {
      for (const std::string& word : *words) {
        auto& same = made.by_word_[word];
        if (std::ranges::any_of(same, [&](const Entry* e) { return e->topic == entry.topic; })) {
          return wrong(entry, fmt::format("the word '{}' stands twice", word));
        }
        same.push_back(&entry);
      }
    }
    for (const std::string& word : entry.english) {
      auto& same = made.by_stems_[stemmer.stems(word)];
      if (std::ranges::find(same, &entry) == same.end()) {
        same.push_back(&entry);
      }
    }
  }
  for (const Entry& entry : made.entries_) {
    const bool has_kind =
        !entry.has("like") || made.find(entry.topic, entry.text("like")) != nullptr;
    if (!has_kind) {
      return wrong(entry,
                   fmt::format("there is no {} '{}'", to_string(entry.topic), entry.text("like")));
    }
    for (const auto& [attribute, topic] : kReferences) {
      for (const std::string_view named : entry.list(attribute)) {
        if (made.find(topic, named.substr(0, named.find(':'))) == nullptr) {
          return wrong(entry, fmt::format("there is no {} '{}'", to_string(topic), named));
        }
      }
    }
  }
  return made;
}

const Entry* Lexicon::find(Topic topic, std::string_view id) const {
  const auto found = by_id_.find(fmt::format("{} {}", to_string(topic), id));
  return found == by_id_.end() ? nullptr : found->second;
}

std::span<const Entry* const> Lexicon::with_word(std::string_view phrase) const {
  const auto found = by_word_.find(std::string{phrase});
  return found == by_word_.end() ? std::span<const Entry* const>{} : found->second;
}

std::span<const Entry* const> Lexicon::with_stems(std::string_view stems) const {
  const auto found = by_stems_.find(std::string{stems});
  return found == by_stems_.end() ? std::span<const Entry* const>{} : found->second;
}

const Lexicon& lexicon() {
  static const Lexicon all = [] {
    std::vector<Entry> entries;
    for (const LexiconFile& file : lexicon_files()) {
      auto read = parse_lexicon_file(file.text);
      EXPECTS(read.has_value());
      std::ranges::move(*read, std::back_inserter(entries));
    }
    auto made = Lexicon::from(std::move(entries));
    EXPECTS(made.has_value());
    return std::move(*made);
  }();
  return all;
}

}  // namespace kirin::engine::motion::story
