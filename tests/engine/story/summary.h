/// \file
/// A description in one line, for tables that people read.
#pragma once

#include <string>

#include "engine/motion/story/scene_description.h"

namespace kirin::engine::motion::story {

/// "beach+ocean dusk rain | 2 big red dog +blue collar run>right@1*1.5; 1 cat | 0 on 1 |
/// style=ink": place, hour and weather; subjects with clothes and what they do (> where to, @ to
/// whom, * how fast, & at the same time); relations by the subjects' numbers; everything else.
std::string summary(const SceneDescription& scene);

}  // namespace kirin::engine::motion::story
