/// \file
/// The abstract: folded light, soft shapes that float, colours that the words choose.
#pragma once

#include "engine/motion/places/setting.h"

namespace kirin::engine::motion::places {

void build_silk(Site& site);

}  // namespace kirin::engine::motion::places
