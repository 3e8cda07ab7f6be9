/// \file
/// The directory of a ZIP file whose entries are stored, not compressed: what PyTorch writes.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.14
/// to 4.3.16 (end records), 4.5.3 (ZIP64). Checksums are not checked: that would read the file.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace kirin::nn {

struct ZipEntry {
  std::string name;
  std::span<const std::byte> bytes;  ///< view of the file
};

/// All entries, in the directory's order. data_loss where a record lies outside of the file,
/// entries overlap or a name stands twice; unimplemented for compressed or encrypted entries and
/// archives in several files.
Result<std::vector<ZipEntry>> read_zip_directory(std::span<const std::byte> file);

/// Whether the file starts as such a file does.
bool looks_like_zip(std::span<const std::byte> start);

}  // namespace kirin::nn
