/// \file
/// Several reference pictures in one scene.
#pragma once

#include <stop_token>

#include "base/result.h"
#include "engine/engine.h"

namespace kirin::engine::motion {

/// One to four `job.references` as one scene: one picture is the place (as the prompt says, else
/// the most scenic, else an invented one), the subjects of the others stand in it, cut out, by the
/// prompt's directions, in its light and with shadows. A picture whose subject cannot be told from
/// what is around it dissolves into the place instead. A picture with transparency is a cut-out
/// already and is taken as it is. The camera moves as the prompt asks, so far as all stays in
/// sight. One picture alone fills the frame, extended where its shape does not fit; a cut-out alone
/// stands in an invented place.
///
/// `facts["references"]` says how each is shown: "background", "cut out", "inset", "full frame";
/// `facts["camera"]` how the camera moves. A warning tells of each subject that could not be cut
/// out.
Result<GenerationReport> compose_references(const GenerationJob& job, FrameSink& frames,
                                            ProgressSink& progress, const std::stop_token& stop);

}  // namespace kirin::engine::motion
