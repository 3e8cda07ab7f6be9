#include "sound/voices_page.h"

#include <fmt/format.h>

#include "sound/speech/languages.h"
#include "sound/speech/voices.h"

namespace kirin::sound {

std::string voices_table() {
  std::string table =
      "| id | name | what it sounds like | language | gender | age | spoken by |\n"
      "| --- | --- | --- | --- | --- | --- | --- |\n";
  for (const VoiceRecipe& recipe : voice_recipes()) {
    const Voice& voice = recipe.voice;
    table += fmt::format(
        "| `{}` | {} | {} | {} | {} | {} | {} |\n", voice.id, voice.name, voice.description,
        fmt::format("{} (`{}`)", find_language(voice.language)->name, voice.language),
        to_string(voice.gender), to_string(voice.age), to_string(recipe.engine));
  }
  return table;
}

std::string with_voices_table(std::string_view page) {
  const std::size_t open = page.find("<!-- voices");
  const std::size_t begin = page.find('\n', open);
  const std::size_t end = page.find("<!-- /voices -->", open);
  if (open == std::string_view::npos || end == std::string_view::npos || begin > end) {
    return std::string{page};
  }
  return fmt::format("{}\n{}\n{}", page.substr(0, begin + 1), voices_table(), page.substr(end));
}

}  // namespace kirin::sound
