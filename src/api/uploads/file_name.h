/// \file
/// The name of an uploaded file, made harmless.
#pragma once

#include <string>
#include <string_view>

namespace kirin::api::uploads {

/// A segment of an asset key: the last component of `name` with letters, digits, '-', '_' and '.'
/// only (each run of others is one '_'), no dot at its beginning, at most 100 bytes with its
/// extension kept. "upload" and `extension` (such as ".png") where nothing is left of it.
std::string safe_file_name(std::string_view name, std::string_view extension);

}  // namespace kirin::api::uploads
