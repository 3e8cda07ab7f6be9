/// \file
/// The files of the page that shows the OpenAPI document, from web/docs/ and its npm package.
#pragma once

#include <span>
#include <string_view>

namespace kirin::api::docs {

struct EmbeddedFile {
  std::string_view name;  ///< "start.js"
  std::string_view content_type;
  std::string_view gzip;  ///< the file, compressed (RFC 1952)
};

/// Views of the program's own memory.
std::span<const EmbeddedFile> embedded_files();

}  // namespace kirin::api::docs
