/// \file
/// The loops that touch every pixel, in Highway vectors, dispatched to the best instruction set at
/// run time.
///
/// Coordinates are pixels of the full frame unless a comment says otherwise; arrays hold one float
/// per pixel of the row. Noise is hashed value noise summed over octaves. Sums are the same on
/// every instruction set but for rounding, so a machine always repeats its own pixels.
#pragma once

#include <cstdint>

#include "engine/motion/scene/canvas.h"
#include "engine/motion/scene/colour.h"

namespace kirin::engine::motion::scene {

/// Clouds on a ceiling seen in perspective.
struct CloudLook {
  float cover = 0.4F;     ///< share of the sky behind clouds, [0, 1]
  float softness = 0.3F;  ///< width of a cloud's edge in density
  float scale = 1.6F;     ///< cells per frame height at mid elevation
  float drift_x = 0;      ///< in cells; grows with time
  float evolve = 0;       ///< in cells; grows with time
  float light_x = 0.12F;  ///< towards the light, in cells
  float light_y = 0.1F;
  float horizon_y = 0;  ///< pixels of the half-size row
  float center_x = 0;
  float height = 1;  ///< of the half-size frame
  float salt = 0;
};

/// One row of `width` cloud samples at half size: how dense, and how lit (0.5 is neutral).
void cloud_row(const CloudLook& look, int y, int width, float* density, float* light);

/// Twice the samples of a row: `from` of `width` to `to` of 2·width, linear between pixel centres.
void double_row(const float* from, int width, float* to);

/// A sky row: one colour, the light around the sun or moon, and clouds over it.
struct SkyRow {
  Rgb base;
  Rgb glow;  ///< colour of the light around the sun
  float glow_strength = 0;
  float glow_radius = 1;  ///< pixels at which it has halved
  float glow_x = 0;
  float glow_dy = 0;  ///< this row's distance from the sun, pixels
  Rgb cloud_lit;
  Rgb cloud_shade;
  float cloud_alpha = 0;
};
void sky_row(const SkyRow& look, const float* density, const float* light, CanvasRow out,
             int width);

/// A body of ground under the outline `top` (pixels), in front of what is there, behind the outline
/// `hide`.
struct GroundLook {
  Rgb crest;  ///< at the outline
  Rgb foot;   ///< from `fade` pixels below it on
  float fade = 1;
  Rgb light;            ///< towards this on faces turned to the light, away from it on others
  float relief = 0;     ///< strength of light and shade
  float cells = 0.02F;  ///< of relief noise per pixel
  float stretch = 1;    ///< more: the noise is flatter
  float shear = 0;      ///< how much the noise leans with depth
  float origin_x = 0;   ///< the noise moves with these
  float origin_y = 0;
  Rgb snow;
  float snow_depth = 0;  ///< pixels below the outline that snow reaches; 0: none
};
void ground_row(const GroundLook& look, int y, const float* top, const float* hide, CanvasRow out,
                int width);

/// A plane of ground that runs to the horizon, textured in perspective, under the outline `top`.
struct PlaneLook {
  Rgb far;
  Rgb near;
  Rgb mark;  ///< of the texture's bright spots
  float texture = 0.1F;
  float horizon_y = 0;
  float center_x = 0;
  float height = 1;
  float offset_u = 0;
  Rgb edge;             ///< colour along the outline, such as wet sand
  float edge_fade = 0;  ///< pixels; 0: none
};
void plane_row(const PlaneLook& look, int y, const float* top, CanvasRow out, int width);

/// Water from the horizon down to the outline `bottom`: mirrors the rows above the horizon, broken
/// by waves.
struct WaterLook {
  Rgb deep;
  float mirror = 0.8F;  ///< of the reflection at the horizon
  float waves = 1;      ///< 0: glass; 2: storm
  float time = 0;       ///< seconds
  float horizon_y = 0;
  float center_x = 0;
  float height = 1;
  float offset_u = 0;
  Rgb glint;
  float glint_strength = 0;
  float glint_x = 0;  ///< pixels
  float glint_width = 60;
};
/// `red`, `green`, `blue`: the whole planes, rows `width` apart.
void water_row(const WaterLook& look, int y, const float* bottom, float* red, float* green,
               float* blue, int width);

/// A ragged white band along `line` (pixels): foam of a breaker or of the wave's edge on sand.
struct FoamLook {
  Rgb colour;
  float alpha = 1;
  float above = 4;   ///< pixels the band reaches above the line
  float below = 10;  ///< and below it
  float cells = 0.03F;
  float shift_x = 0;
  float shift_y = 0;
};
void foam_row(const FoamLook& look, int y, const float* line, CanvasRow out, int width);

/// Fields for nebulae, silk and deep water at half size: two folded noises in [0, 1].
struct VeilLook {
  float scale = 2;
  float warp = 1;
  float time = 0;
  float center_x = 0;
  float center_y = 0;
  float height = 1;
  float stretch = 1;  ///< more: streaks run along x
  float salt = 0;
};
void veil_row(const VeilLook& look, int y, int width, float* first, float* second);
/// Colours from two fields: `ground` and up to three lights mixed in by them.
struct VeilColours {
  Rgb ground;
  Rgb first;
  Rgb second;
  Rgb spark;
  float strength = 1;
};
void veil_colour_row(const VeilColours& look, const float* first, const float* second,
                     CanvasRow out, int width);

/// Mixes in fog of one colour.
void fog_row(Rgb colour, float alpha, CanvasRow out, int width);

/// To 8 bits: darker towards the corners, and dithered by up to half a step so that skies show no
/// bands.
struct FinishLook {
  float vignette = 0.25F;
  float center_y = 0;
  float half_width = 1;
  float half_height = 1;
};
void finish_row(const FinishLook& look, int y, CanvasRow in, std::uint8_t* out, int width);

}  // namespace kirin::engine::motion::scene
