/// \file
/// The wide parts of a picture: sky, ridges, plains, water, surf. Painted back to front, before the
/// figures.
#pragma once

#include <functional>
#include <optional>

#include "engine/motion/scene/row_kernels.h"
#include "engine/motion/scene/stage.h"

namespace kirin::engine::motion::scene {

/// Gradient, light around the sun, stars, sun or moon, clouds; the whole frame or down to `until_y`
/// (pixels).
void paint_sky(Stage& stage, float until_y);
/// Northern lights over the sky.
void paint_aurora(Stage& stage);
void paint_rainbow(Stage& stage);
/// A frame of folded light: nebulae for space, silk for the abstract, dusk for deep water.
void paint_veil(Stage& stage, const VeilLook& look, const VeilColours& colours);

/// An outline as y (units) of x (units).
using Outline = std::function<float(float)>;
/// Fills outline `index` of the scratch with pixels for every column.
void trace_outline(Stage& stage, std::size_t index, float depth, const Outline& outline);

/// A ridge: outline `index`, hidden behind outline `hidden_by` where that is not negative.
struct Ridge {
  std::size_t outline = 0;
  int hidden_by = -1;
  float depth = 0.3F;
  Rgb colour;                              ///< local colour, before the light
  std::optional<Rgb> foot = std::nullopt;  ///< local colour below; otherwise it fades to the haze
  float fade = 0.25F;  ///< units below the crest where the foot's colour is reached
  float mist = 0.5F;   ///< how much of it
  float relief = 0.5F;
  float cells = 14;  ///< of relief per unit
  float stretch = 1;
  float shear = 0;
  float snow_depth = 0;  ///< units
};
void paint_ridge(Stage& stage, const Ridge& ridge);

/// A plain from outline `index` down to the frame's end.
struct Plain {
  std::size_t outline = 0;
  Rgb far;
  Rgb near;
  Rgb mark;
  float texture = 0.1F;
  Rgb edge;
  float edge_fade = 0;  ///< units
};
void paint_plain(Stage& stage, const Plain& plain);

/// Water from the horizon to outline `index`, mirroring what is painted above the horizon.
struct Water {
  std::size_t outline = 0;
  float waves = 1;
  float mirror = 0.85F;
  float glint = 1;
};
void paint_water(Stage& stage, const Water& water);

/// Foam along outline `index`.
void paint_foam(Stage& stage, std::size_t outline, const FoamLook& look);

}  // namespace kirin::engine::motion::scene
