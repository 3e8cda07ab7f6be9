/// \file
/// The places: what each setting's backdrop is made of, and where its figures come between.
#pragma once

#include "engine/motion/scene/stage.h"

namespace kirin::engine::motion::scene {

/// Paints the whole frame: backdrop, figures, weather.
void paint_scene(Stage& stage);

// By setting. Each paints up to where the figures stand.
void paint_beach(Stage& stage);
void paint_sea(Stage& stage);
void paint_lake(Stage& stage);
void paint_mountains(Stage& stage);
void paint_forest(Stage& stage);
void paint_meadow(Stage& stage);
void paint_desert(Stage& stage);
void paint_city(Stage& stage);
void paint_snowfield(Stage& stage);
void paint_space(Stage& stage);
void paint_underwater(Stage& stage);
void paint_abstract(Stage& stage);

/// What is nearer than the figures, such as grass at the lower edge.
void paint_foreground(Stage& stage);
/// The same for the beach and the lake: dune grass, reeds.
void paint_shore_foreground(Stage& stage);

}  // namespace kirin::engine::motion::scene
