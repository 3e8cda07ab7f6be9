/// \file
/// HTML character references in a text become the characters they stand for.
#pragma once

#include <string>
#include <string_view>

namespace kirin::wan {

/// `text` (UTF-8) with its references (&amp; &#33; &#x21; and the old names without semicolon)
/// replaced once, as HTML's tokenizer reads them in text (WHATWG HTML, 13.2.5.72 on): the longest
/// known name wins, numbers of Windows-1252's control range mean that table's characters,
/// impossible numbers U+FFFD, and control characters that HTML forbids vanish.
std::string unescape_html(std::string_view text);

/// The table: lines "name code code", '#' begins a comment.
std::string_view embedded_entities();

}  // namespace kirin::wan
