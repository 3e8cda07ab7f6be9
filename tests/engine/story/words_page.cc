#include "engine/story/words_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string_view>

#include "engine/motion/story/lexicon.h"

namespace kirin::engine::motion::story {
namespace {

struct Section {
  Topic topic;
  std::string_view category;  ///< of subjects; empty: all
  std::string_view title;
  std::string_view note;
};

constexpr auto kSections = std::to_array<Section>({
    {Topic::setting, "", "Places",
     "Where several are named, one is the place and the others are seen beside it."},
    {Topic::hour, "", "Times of day", ""},
    {Topic::weather, "", "Weather", ""},
    {Topic::season, "", "Seasons", ""},
    {Topic::sight, "", "In the sky", ""},
    {Topic::subject, "person", "People", ""},
    {Topic::subject, "animal", "Animals", ""},
    {Topic::subject, "vehicle", "Vehicles", ""},
    {Topic::subject, "plant", "Plants", ""},
    {Topic::subject, "building", "Buildings", ""},
    {Topic::subject, "object", "Things", ""},
    {Topic::subject, "food", "Food", ""},
    {Topic::subject, "celestial", "Bodies in space", ""},
    {Topic::part, "", "Clothes, hair and parts", ""},
    {Topic::action, "", "What they do", "In any form: runs, ran, running."},
    {Topic::relation, "", "Where to each other", ""},
    {Topic::heading, "", "Where to", "As the viewer sees it."},
    {Topic::pace, "", "How fast", ""},
    {Topic::speed, "", "How fast the film passes", ""},
    {Topic::count, "", "How many", "Numbers work as well, up to 40."},
    {Topic::size, "", "How large", ""},
    {Topic::colour, "", "Colours", ""},
    {Topic::trait, "", "What they are like", ""},
    {Topic::style, "", "Styles", ""},
    {Topic::mood, "", "Moods", ""},
});

std::string meant(const Entry& entry) {
  std::string text = fmt::format("`{}`", entry.id);
  if (entry.has("like")) {
    text += fmt::format(" (`{}`)", entry.text("like"));
  }
  if (entry.has("srgb")) {
    text += fmt::format(" #{:06X}", static_cast<unsigned>(entry.number("srgb", 0)));
  }
  if (entry.has("value")) {
    text += fmt::format(" {}", entry.text("value"));
  }
  return text;
}

}  // namespace

std::string words_page() {
  std::string page =
      "# Words\n\nEvery word that text to video knows, written from "
      "`src/engine/motion/story/lexicon`"
      " by `kirin_story --words`; a test fails\nwhere this page is stale. A name in brackets is "
      "what "
      "stands in for it. What to do with them: [Prompting](prompting.md).\n";
  for (const Section& section : kSections) {
    page += fmt::format("\n## {}\n\n", section.title);
    page += section.note.empty() ? "" : fmt::format("{}\n\n", section.note);
    page += "| understood as | say | 中文 |\n| --- | --- | --- |\n";
    for (const Entry& entry : lexicon().entries()) {
      const bool has_words = !entry.english.empty() || !entry.chinese.empty();
      const bool is_of_section =
          section.category.empty() || entry.text("category") == section.category;
      if (entry.topic == section.topic && is_of_section && has_words) {
        page += fmt::format("| {} | {} | {} |\n", meant(entry), fmt::join(entry.english, ", "),
                            fmt::join(entry.chinese, "，"));
      }
    }
  }
  return page;
}

}  // namespace kirin::engine::motion::story
