/// \file
/// The request target (RFC 9112 §3.2) as path, segments and query.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kirin::net {

struct Target {
  std::string path;                   ///< as Request::path
  std::vector<std::string> segments;  ///< as Request::segments
  std::map<std::string, std::string, std::less<>> query;
  std::string authority;  ///< of an absolute target ("http://host/path"), else empty
};

/// Reads "/path?query" and "http://authority/path?query".
///
/// Segments are split before they are decoded, so an encoded slash is never a separator. Query
/// names and values are decoded as in HTML forms ('+' is a space); the last of equal names counts.
/// invalid_argument for everything that two programs could read in two ways: bad percent escapes,
/// dot segments however they are encoded, control characters, text that is not UTF-8, fragments.
Result<Target> parse_target(std::string_view target);

/// "/a/b" as {"a", "b"}; "/" as {""}. What follows the leading slash, split at every slash,
/// undecoded.
std::vector<std::string> split_path(std::string_view path);

}  // namespace kirin::net
