/// \file
/// Every network that lies somewhere in a directory.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/wan/checkpoint/checkpoint_part.h"

namespace kirin::wan {

struct FoundParts {
  std::vector<CheckpointPart> parts;  ///< in the order of their paths
  std::vector<std::filesystem::path> loras;
  /// Weight files that could not be read, and why.
  std::vector<Error> broken;
  /// `spiece.model` files, in the order of their paths.
  std::vector<std::filesystem::path> tokenizers;
};

/// Looks at `root` (a directory, or a single weight file) and up to four folders deep, opens what
/// looks like weights by its headers and leaves out what is none of Wan's. not_found where `root`
/// does not exist.
Result<FoundParts> find_parts(const std::filesystem::path& root);

}  // namespace kirin::wan
