/// \file
/// JSON Schemas of model discovery.
#pragma once

#include <cstdint>

#include "api/operation.h"

namespace kirin::api::models {

inline constexpr std::int64_t kDefaultPageSize = 50;
inline constexpr std::int64_t kMaxPageSize = 500;
inline constexpr std::int64_t kMaxPage = 1'000'000;
inline constexpr std::int64_t kDefaultLimit = 20;

/// Adds `ModelList`, `ModelSpec`, `ModelContract`, `SkillSearch`.
void add_schemas(OperationTable& table);

}  // namespace kirin::api::models
