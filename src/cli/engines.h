/// \file
/// From the configuration to the engine of each clip.
#pragma once

#include "base/config.h"
#include "base/result.h"
#include "engine/wan/pipeline/routes.h"
#include "worker/prepare.h"

namespace kirin::cli {

/// The weights that are configured under [engine.wan], their headers read. Errors name the setting
/// and the folder.
Result<wan::Routes> wan_routes(const Config& config);

/// Chooses by `engine.default`: "auto" takes wan where weights make such clips, else motion, and
/// says once in the log which weights make what.
Result<worker::EngineChooser> engine_chooser(const Config& config);

/// Says in the log which weights make what, or that there are none: for a server to call once. The
/// errors of `engine_chooser`.
Result<void> tell_engines(const Config& config);

}  // namespace kirin::cli
