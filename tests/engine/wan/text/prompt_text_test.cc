#include "engine/wan/text/prompt_text.h"

#include <gtest/gtest.h>

#include "engine/wan/text/html_entities.h"
#include "engine/wan/text/mojibake.h"

namespace kirin::wan {
namespace {

struct Row {
  const char* text;
  const char* expected;
};

class UnescapeHtml : public testing::TestWithParam<Row> {};

TEST_P(UnescapeHtml, GivesWhatPythonsHtmlUnescapeGives) {
  EXPECT_EQ(unescape_html(GetParam().text), GetParam().expected);
}

// Each expectation was printed by Python 3.11's html.unescape.
INSTANTIATE_TEST_SUITE_P(
    Rows, UnescapeHtml,
    testing::Values(Row{"AT&amp;T", "AT&T"}, Row{"&lt;b&gt;", "<b>"}, Row{"&amp;amp;", "&amp;"},
                    Row{"&notit;", "¬it;"}, Row{"&notin;", "∉"}, Row{"&copy 2026", "© 2026"},
                    Row{"&unknown; &", "&unknown; &"}, Row{"&#65;&#x42;&#x43", "ABC"},
                    Row{"&#128;", "€"}, Row{"&#x81;", "\xC2\x81"}, Row{"&#0;", "\xEF\xBF\xBD"},
                    Row{"&#xD800;", "\xEF\xBF\xBD"}, Row{"&#1114112;", "\xEF\xBF\xBD"},
                    Row{"&#99999999999999999999;", "\xEF\xBF\xBD"}, Row{"a&#1;b", "ab"},
                    Row{"&#xFFFE;", ""}, Row{"&#;", "&#;"}, Row{"&#x;", "&#x;"},
                    Row{"&NotEqualTilde;", "≂̸"}, Row{"&#13;", "\r"}, Row{"&&&amp;", "&&&"}));

class RepairMojibake : public testing::TestWithParam<Row> {};

TEST_P(RepairMojibake, MakesOfBrokenTextWhatItWas) {
  EXPECT_EQ(repair_mojibake(GetParam().text), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, RepairMojibake,
    testing::Values(Row{"cafÃ© naÃ¯ve", "café naïve"}, Row{"Ã¢â‚¬Å“twiceÃ¢â‚¬\xC2\x9D", "“twice”"},
                    Row{"â€œquotedâ€\xC2\x9D", "“quoted”"}, Row{"ÐºÐ¾Ñ‚", "кот"},
                    Row{"é•œå¤´", "镜头"}, Row{"ðŸ™‚", "🙂"}, Row{"Â£5", "£5"},
                    // What is right stays: no continuation bytes, or only one unlikely pair.
                    Row{"café naïve 镜头 кот 🙂", "café naïve 镜头 кот 🙂"},
                    Row{"IL Y MARQUÉ…", "IL Y MARQUÉ…"}, Row{"¿Qué? Él", "¿Qué? Él"},
                    Row{"Ã alone, Â alone", "Ã alone, Â alone"}, Row{"", ""}));

TEST(CleanedPromptTest, WhiteSpaceOfAllKindsBecomesSingleSpaces) {
  EXPECT_EQ(cleaned_prompt("\xE3\x80\x80 a\t\r\n b\xC2\xA0\xE2\x80\xA8"
                           "c \x1C"),
            "a b c");
}

TEST(CleanedPromptTest, EntitiesAreUnescapedTwice) {
  EXPECT_EQ(cleaned_prompt("&amp;lt;tag&amp;gt; &amp;amp;amp;"), "<tag> &amp;");
}

}  // namespace
}  // namespace kirin::wan
