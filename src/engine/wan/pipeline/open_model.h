#pragma once

#include <filesystem>

#include "base/result.h"
#include "engine/wan/pipeline/model_parts.h"

namespace kirin::wan {

/// The parts of the checkpoint at `path`: files are mapped and their headers read, numbers are not.
/// Errors say what is missing and which file brings it.
Result<ModelParts> open_model(const std::filesystem::path& path);

}  // namespace kirin::wan
