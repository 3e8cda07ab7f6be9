/// \file
/// Birds from rows of proportions.
///
/// A bird has its wings twice: folded along the body (bones fold_l, fold_r) and spread (wing_l_1 …
/// wing_r_3). Animators shrink the ones that do not show to nothing at the shoulder.
#pragma once

#include <span>
#include <string_view>

#include "engine/motion/models/animals/quadruped.h"
#include "engine/motion/models/animals/wings.h"

namespace kirin::engine::motion::models::fauna {

enum class Beak { cone, hook, flat, dagger, big, bent, needle };
enum class Crest { none, comb, tufts, crown, fan, flame };
enum class Tailfeathers { wedge, fan, fork, sickle, train, stub };

/// Lengths are parts of the body's length; colours 0xRRGGBB in sRGB, kCoat the coat's.
struct BirdRow {
  std::string_view kind;
  float size = 0.14F;  ///< metres, breast to rump
  Extent body{0.30F, 0.32F, 0.52F};
  float pitch = 22;  ///< degrees the breast is higher than level
  float neck_length = 0.12F, neck_angle = 60, neck_thick = 0.2F;
  float neck_curve = 0;  ///< degrees of an S, of swans and flamingos
  float head = 0.25F;    ///< radius
  float beak_length = 0.2F, beak_thick = 0.07F;
  Beak beak = Beak::cone;
  float eye = 0.055F, eye_azimuth = 55, eye_elevation = 14;
  float leg = 0.32F;  ///< hip to ground
  float leg_thick = 0.025F, foot = 0.13F;
  float tail_length = 0.5F, tail_width = 0.22F, tail_angle = -8;
  Tailfeathers tail = Tailfeathers::wedge;
  float fold_length = 0.85F;
  float span = 1.05F;  ///< of one spread wing
  float chord = 0.55F;
  WingKind wing = WingKind::round;
  Crest crest = Crest::none;
  bool is_webbed = false;
  bool keeps_marks = false;  ///< of an ordered colour only the body: parrots, penguins
  bool flies = false;        ///< always in the air
  std::uint32_t coat = 0x3F7CC4;
  std::uint32_t belly = kCoat;   ///< the underside
  std::uint32_t breast = kCoat;  ///< the front of it
  std::uint32_t head_colour = kCoat;
  std::uint32_t face = kCoat;  ///< around eyes and beak
  std::uint32_t collar = kCoat;
  std::uint32_t wing_colour = kCoat;
  std::uint32_t wing_tip = kCoat;
  std::uint32_t tail_colour = kCoat;
  std::uint32_t beak_colour = 0x3A3A3E;
  std::uint32_t leg_colour = 0x6B5648;
  std::uint32_t crest_colour = 0xC62828;
  std::uint32_t iris = 0;
};

std::span<const BirdRow> bird_rows();
// Its families, a file each.
std::span<const BirdRow> land_birds();
std::span<const BirdRow> water_birds();
world::ModelPtr build_bird(const BirdRow& row, const ModelOrder& order);

}  // namespace kirin::engine::motion::models::fauna
