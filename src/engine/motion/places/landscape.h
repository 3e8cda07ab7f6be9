/// \file
/// Parts that many landscapes share: rolling land, the layers of the distance, tree lines.
#pragma once

#include <functional>
#include <string_view>

#include "engine/motion/places/ranges.h"
#include "engine/motion/places/setting.h"

namespace kirin::engine::motion::places {

/// Land that is level on the stage and rolls more the farther away it is: `hills` metres high at
/// 250 m, `bumps` metres near the stage.
std::function<float(float, float)> rolling(std::uint64_t seed, float hills, float bumps,
                                           float half_width = 5, float half_depth = 4);

/// Rolling grass with the season's snow.
Land grassland(const Site& site, float hills, float bumps = 0.25F);

/// A range of the distance, seen between the ends of `range.peaks`; adds its mesh.
void add_range(Site& site, const Range& range);
/// Wooded ridges at about 350 and 700 m, low in the middle: the layers before the sky.
void add_ridges(Site& site, float height, std::uint64_t salt);
/// Alpine peaks at about `distance` metres, `height` high, with a valley where the eye goes.
void add_peaks(Site& site, float distance, float height, std::uint64_t salt);
/// Trees of the middle distance, `from` to `to` metres away, thin in the middle of the view.
void add_tree_line(Site& site, std::initializer_list<const char*> kinds, float from, float to,
                   std::uint64_t salt, float amount = 1);
/// Whether a tree at (x, z) would throw its shadow on the stage.
bool shades_stage(const Site& site, float x, float z);
/// A few near trees that frame the picture at its sides.
void add_frame_trees(Site& site, std::initializer_list<const char*> kinds, std::uint64_t salt);

}  // namespace kirin::engine::motion::places
