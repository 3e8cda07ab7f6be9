/// \file
/// Why a request is refused, in the codes of API.md §1.6.
#pragma once

#include <string>
#include <vector>

#include "api/error.h"
#include "catalog/catalog.h"
#include "tasks/admission.h"
#include "tasks/task.h"

namespace kirin::api::generation {

/// The first violation leads; where there are more, all are listed. `path`: where the parameters
/// stood, "input[0].params".
ApiError refusal_of(const std::vector<catalog::Violation>& violations, const std::string& path);

/// What the store would not accept.
ApiError refusal_of(tasks::Refusal refusal, const tasks::NewTask& task, const std::string& path);

}  // namespace kirin::api::generation
