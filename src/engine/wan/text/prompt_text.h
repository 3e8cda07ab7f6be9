/// \file
/// The official cleaning of prompts, before the tokenizer sees them.
#pragma once

#include <string>
#include <string_view>

namespace kirin::wan {

/// Repairs mojibake, unescapes HTML twice, makes one space of every run of white space (Unicode's)
/// and strips both ends. `text` is UTF-8.
std::string cleaned_prompt(std::string_view text);

}  // namespace kirin::wan
