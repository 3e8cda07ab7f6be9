/// \file
/// Pictures on the user's disk inside a request: "@cat.jpg" becomes the file's base64.
#pragma once

#include <filesystem>

#include "base/json.h"
#include "base/result.h"

namespace kirin::cli {

/// Replaces every string value that begins with '@' by the base64 of the file it names, relative to
/// `folder`, except the prompts. not_found names the file; resource_exhausted where it is larger
/// than 64 MiB.
Result<void> embed_local_images(Json& document, const std::filesystem::path& folder);

/// The base64 of one file, likewise.
Result<std::string> file_as_base64(const std::filesystem::path& path);

}  // namespace kirin::cli
