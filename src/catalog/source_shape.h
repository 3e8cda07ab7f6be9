/// \file
/// Whether a string has the shape of a web address or of base64, without asking the network or
/// decoding.
#pragma once

#include <cstddef>
#include <string_view>

namespace kirin::catalog {

/// Longest web address taken from a caller, in bytes.
inline constexpr std::size_t kMaxUrlBytes = 2048;

/// An http or https URL (RFC 3986): a scheme in any case, a host, perhaps a port of 1 to 65535, at
/// most kMaxUrlBytes, no white space or control characters. More lenient than the RFC in the path
/// and the query, where browsers and SDKs leave other characters unescaped too.
bool is_web_address(std::string_view text);

/// True for a text that begins as a URL does ("http:", "https:"), whole or not.
bool begins_as_web_address(std::string_view text);

/// Base64 (RFC 4648, section 4) that decodes to at least one byte: with or without padding, white
/// space ignored, a data-URL prefix ("data:image/png;base64,") allowed. Linear in the text.
bool is_base64(std::string_view text);

}  // namespace kirin::catalog
