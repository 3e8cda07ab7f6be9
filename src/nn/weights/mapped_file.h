/// \file
/// A whole file as read-only memory.
#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include "base/result.h"

namespace kirin::nn {

struct MappedFile {
  /// Keeps the mapping; tensors over it hold a copy.
  std::shared_ptr<const void> owner;
  std::span<const std::byte> bytes;
};

/// Maps the file. An empty file has no bytes and no mapping. Pages are read when they are touched.
/// If another process truncates the file, touching what is gone raises SIGBUS.
Result<MappedFile> map_file(const std::filesystem::path& file);

}  // namespace kirin::nn
