/// \file
/// Several reference pictures in one scene.
#pragma once

#include <stop_token>

#include "base/result.h"
#include "engine/engine.h"

namespace kirin::engine::motion {

/// One to four `job.references` as one scene. A subject on a plain ground is cut out; any other
/// picture becomes a framed panel. They stand at different depths before a background made of the
/// references themselves (the widest photograph in full where cut-out subjects can stand in it,
/// else its colours), each with a shadow, and a slow camera passes them. All are visible all the
/// time. One picture of about the clip's aspect ratio fills the frame instead.
/// `facts["references"]` says how each is shown.
Result<GenerationReport> compose_references(const GenerationJob& job, FrameSink& frames,
                                            ProgressSink& progress, const std::stop_token& stop);

}  // namespace kirin::engine::motion
