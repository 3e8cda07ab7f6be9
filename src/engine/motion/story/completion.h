/// \file
/// What a reading implies: the place, the hour, the weather, and what a prompt does not want.
#pragma once

#include "engine/motion/story/reader.h"
#include "engine/motion/story/scene_description.h"

namespace kirin::engine::motion::story {

/// The reading as a description: everything that was not said has a value, chosen by what was said
/// and else by `words_hash`; nothing that `unwanted` or the reading excludes is in it.
SceneDescription complete(Reading reading, const Reading& unwanted, std::uint64_t words_hash);

}  // namespace kirin::engine::motion::story
