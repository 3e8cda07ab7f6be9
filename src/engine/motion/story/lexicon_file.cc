// One file of the lexicon, line by line.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "engine/motion/story/lexicon.h"

namespace kirin::engine::motion::story {
namespace {

struct TopicRule {
  Topic topic;
  std::string_view name;
  std::string_view attributes;  ///< that its entries may have
};

constexpr std::array kTopics = std::to_array<TopicRule>({
    {Topic::setting, "setting", "rank inside hour weather season beside water mood style"},
    {Topic::hour, "hour", "rank sight"},
    {Topic::weather, "weather", "rank clouds rain snow fog wind lightning season"},
    {Topic::season, "season", "weather"},
    {Topic::subject, "subject",
     "category like is count size sex age home hour season weather colour traits parts props "
     "sight moves furniture"},
    {Topic::part, "part", "of also traits colour"},
    {Topic::place_part, "place_part", ""},
    {Topic::sight, "sight", "hour count weather"},
    {Topic::action, "action", "by home heading pace hour with aimed generic like mutual does"},
    {Topic::relation, "relation", "coverb like"},
    {Topic::heading, "heading", ""},
    {Topic::colour, "colour", "srgb second like"},
    {Topic::size, "size", "value"},
    {Topic::count, "count", "value"},
    {Topic::trait, "trait", "mood hour material colour count season"},
    {Topic::style, "style", ""},
    {Topic::mood, "mood", ""},
    {Topic::pace, "pace", "value"},
    {Topic::speed, "speed", "value"},
    {Topic::camera, "camera", ""},
    {Topic::grammar, "grammar", ""},
    {Topic::irregular, "irregular", "form"},
    {Topic::script, "script", ""},
});

const TopicRule* rule_of(std::string_view name) {
  const auto found = std::ranges::find(kTopics, name, &TopicRule::name);
  return found == kTopics.end() ? nullptr : &*found;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> pieces;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(mark, at), text.size());
    if (const auto piece = trimmed(text.substr(at, end - at)); !piece.empty()) {
      pieces.push_back(piece);
    }
    at = end + 1;
  }
  return pieces;
}

bool is_id(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool is_english(std::string_view word) {
  return std::ranges::all_of(word, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ' || c == '.' || c == '!' ||
           c == '?' || c == ';' || c == ':';
  });
}

bool is_chinese(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

class FileReader {
 public:
  Result<std::vector<Entry>> read(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      ++line_;
      const std::string_view line = trimmed(text.substr(at, end - at));
      at = end + 1;
      if (line.empty() || line.starts_with('#')) {
        continue;
      }
      if (auto read = line.starts_with('@') ? header(line) : entry(line); !read) {
        return std::move(read).within(fmt::format("line {}", line_)).error();
      }
    }
    return std::move(entries_);
  }

 private:
  Result<void> header(std::string_view line) {
    const auto words = split(line, ' ');
    rule_ = words.size() > 1 && words[0] == "@topic" ? rule_of(words[1]) : nullptr;
    if (rule_ == nullptr) {
      return Error{ErrorCode::invalid_argument, fmt::format("no such topic: '{}'", line)};
    }
    common_ = {};
    return attributes(std::span{words}.subspan(2), common_);
  }

  Result<void> entry(std::string_view line) {
    if (rule_ == nullptr || std::ranges::count(line, '|') > 3) {
      return Error{ErrorCode::invalid_argument,
                   "id | english | chinese | attributes, after @topic"};
    }
    std::array<std::string_view, 4> columns;
    for (auto& column : columns) {
      const std::size_t end = std::min(line.find('|'), line.size());
      column = trimmed(line.substr(0, end));
      line.remove_prefix(std::min(end + 1, line.size()));
    }
    Entry made{rule_->topic, std::string{columns[0]}, {}, {}, common_};
    if (!is_id(made.id)) {
      return Error{ErrorCode::invalid_argument, fmt::format("'{}' is no id", made.id)};
    }
    for (const auto word : split(columns[1], ',')) {
      made.english.emplace_back(word);
      if (!is_english(word)) {
        return Error{ErrorCode::invalid_argument, fmt::format("'{}' is not English", word)};
      }
    }
    for (const auto word : split(columns[2], ',')) {
      made.chinese.emplace_back(word);
      if (!is_chinese(word)) {
        return Error{ErrorCode::invalid_argument, fmt::format("'{}' is not Chinese", word)};
      }
    }
    RETURN_IF_ERROR(attributes(split(columns[3], ' '), made.attributes));
    entries_.push_back(std::move(made));
    return {};
  }

  Result<void> attributes(std::span<const std::string_view> words,
                          std::map<std::string, std::string, std::less<>>& into) const {
    const auto allowed = split(rule_->attributes, ' ');
    for (const auto word : words) {
      const std::size_t equals = word.find('=');
      const std::string_view name = word.substr(0, equals);
      if (equals == std::string_view::npos || std::ranges::find(allowed, name) == allowed.end()) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("a {} has no attribute '{}'", rule_->name, word)};
      }
      into.insert_or_assign(std::string{name}, std::string{word.substr(equals + 1)});
    }
    return {};
  }

  const TopicRule* rule_ = nullptr;
  std::map<std::string, std::string, std::less<>> common_;
  std::vector<Entry> entries_;
  int line_ = 0;
};

}  // namespace

std::string_view to_string(Topic topic) {
  return std::ranges::find(kTopics, topic, &TopicRule::topic)->name;
}

std::string_view Entry::text(std::string_view attribute) const {
  const auto found = attributes.find(attribute);
  return found == attributes.end() ? std::string_view{} : std::string_view{found->second};
}

bool Entry::has(std::string_view attribute) const { return attributes.contains(attribute); }

double Entry::number(std::string_view attribute, double otherwise) const {
  const std::string_view value = text(attribute);
  if (value.starts_with("0x")) {
    std::uint32_t number = 0;
    std::from_chars(value.data() + 2, value.data() + value.size(), number, 16);
    return number;
  }
  double number = otherwise;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

std::vector<std::string_view> Entry::list(std::string_view attribute) const {
  return split(text(attribute), ',');
}

Result<std::vector<Entry>> parse_lexicon_file(std::string_view text) {
  return FileReader{}.read(text);
}

}  // namespace kirin::engine::motion::story
