#include "engine/wan/text/prompt_text.h"

#include <unicode/unistr.h>

#include "engine/wan/text/html_entities.h"
#include "engine/wan/text/mojibake.h"

namespace kirin::wan {
namespace {

/// White space as Python's `\s` has it: Unicode's, and the four ASCII separators.
bool is_space(UChar32 c) {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 ||
         c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

}  // namespace

std::string cleaned_prompt(std::string_view text) {
  const std::string plain = unescape_html(unescape_html(repair_mojibake(text)));
  const auto wide =
      icu::UnicodeString::fromUTF8({plain.data(), static_cast<std::int32_t>(plain.size())});
  icu::UnicodeString collapsed;
  bool space_due = false;
  for (std::int32_t i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
    const UChar32 c = wide.char32At(i);
    if (is_space(c)) {
      space_due = !collapsed.isEmpty();
      continue;
    }
    if (space_due) {
      collapsed.append(static_cast<UChar32>(' '));
      space_due = false;
    }
    collapsed.append(c);
  }
  std::string out;
  collapsed.toUTF8String(out);
  return out;
}

}  // namespace kirin::wan
