/// \file
/// Four-legged animals from rows of proportions.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "engine/motion/models/animals/kit.h"

namespace kirin::engine::motion::models::fauna {

/// Half width, half height, half length.
struct Extent {
  float w = 0;
  float h = 0;
  float l = 0;
};

enum class EarShape { none, cone, leaf };
/// On the skull: azimuth from straight ahead to the side, elevation from level, degrees; the ear
/// points `lean` degrees from straight up outwards (150: hanging) and `forward` degrees forwards.
struct Ear {
  EarShape shape = EarShape::cone;
  float azimuth = 100;
  float elevation = 50;
  float lean = 20;
  float length = 0.2F;
  float width = 0.08F;
  float forward = 0;
};

struct Tail {
  float length = 0.5F;
  float elevation = 20;  ///< degrees above straight back
  float curl = 10;       ///< degrees more for each of its four bones
  float base = 0.05F;    ///< radii
  float middle = 0.045F;
  float tip = 0.03F;
  float tuft = 0;  ///< radius of a ball of hair at its end
};

enum class Horns { none, cow, goat, ram, antlers, giraffe, rhino, unicorn, dragon };
enum class Mane { none, horse, zebra, lion, wolf, beard };
enum class Pattern {
  none,
  tiger,
  zebra,
  leopard,
  giraffe,
  cow,
  panda,
  raccoon,
  fawn,
  badge,  ///< a light chest
  mask,   ///< a bare face: monkeys
  rings   ///< a ringed tail
};
enum class Extra { none, trunk, hump, two_humps, wool, spines, shell, wings, ridge };

/// Lengths are parts of the height at the withers; colours 0xRRGGBB in sRGB, kCoat the coat's.
struct QuadrupedRow {
  std::string_view kind;
  float height = 0.55F;  ///< metres at the withers
  float length = 0.85F;  ///< hip to shoulder
  Extent chest{0.17F, 0.24F, 0.27F};
  Extent belly{0.15F, 0.19F, 0.30F};
  Extent hips{0.155F, 0.20F, 0.24F};
  float rump = 1;                                                      ///< height of the hips' top
  float crook = 1;                                                     ///< how bent the legs are
  float thigh = 0.115F, shin = 0.06F, cannon = 0.052F, foot = 0.075F;  ///< radii
  float arm = 0.095F, wrist = 0.052F;
  float hock = 0.26F;  ///< height of the heel
  bool has_hooves = false;
  float sprawl = 0;      ///< how far the feet stand out to the sides: lizards
  float arm_length = 0;  ///< of arms that do not reach the ground: kangaroos; 0: they do
  float neck_length = 0.24F, neck_angle = 52, neck_base = 0.155F, neck_top = 0.12F;
  Extent skull{0.165F, 0.155F, 0.175F};
  float snout = 0.2F;       ///< how far it reaches out of the skull
  float snout_base = 0.1F;  ///< radii
  float snout_tip = 0.075F;
  float snout_wide = 1;   ///< width over height
  float snout_drop = 12;  ///< degrees below level
  float cheeks = 0;       ///< radius
  float nose = 0.034F;    ///< radius; negative: of nostrils alone
  bool has_disc = false;  ///< a pig's flat nose
  float eye = 0.034F;
  float eye_azimuth = 36, eye_elevation = 22;
  Ear ear = {};
  Tail tail = {};
  std::uint32_t coat = 0xB98146;
  std::uint32_t belly_colour = kCoat;
  std::uint32_t face = kCoat;  ///< the head
  std::uint32_t muzzle = kCoat;
  std::uint32_t legs = kCoat;  ///< below the knee
  std::uint32_t ear_inner = 0xD79A8C;
  std::uint32_t ear_tip = kCoat;  ///< the ear's outside
  std::uint32_t tail_tip = kCoat;
  std::uint32_t nose_colour = 0x1C1715;
  std::uint32_t hoof = 0x3A2E28;
  std::uint32_t mane_colour = 0x2A1C14;
  std::uint32_t iris = 0;
  std::uint32_t second = 0x1E1A18;  ///< of the pattern
  Surface surface = Surface::fur;
  Pattern pattern = Pattern::none;
  Horns horns = Horns::none;
  Mane mane = Mane::none;
  Extra extra = Extra::none;
};

std::span<const QuadrupedRow> quadruped_rows();
// Its families, a file each.
std::span<const QuadrupedRow> household_animals();
std::span<const QuadrupedRow> predators();
std::span<const QuadrupedRow> grazers();
std::span<const QuadrupedRow> climbers();
std::span<const QuadrupedRow> sprawlers();
std::span<const QuadrupedRow> fabled_animals();

/// A row with everything the builders share while one animal is made.
struct QuadrupedBuild {
  const QuadrupedRow& row;
  const ModelOrder& order;
  Wishes wishes;
  Palette palette;
  float size;       ///< metres for each unit of the row
  float head_size;  ///< factor on the head
  std::shared_ptr<world::Model> model;
  // Joints in metres.
  Vec3 hip, spine, chest, shoulder, neck_base, neck_top, skull;
  float back = 0;  ///< height of the back's line in its middle, metres
  int body = 0, spine_bone = 0, chest_bone = 0, neck_1 = 0, neck_2 = 0, head = 0, jaw = 0;
  int ear[2] = {0, 0}, eye[2] = {0, 0};

  Mesh& mesh() const { return model->mesh; }
};

world::ModelPtr build_quadruped(const QuadrupedRow& row, const ModelOrder& order);

// The parts, in the order they are added.
void add_head(QuadrupedBuild& build);
void add_horns(const QuadrupedBuild& build);
void add_mane(const QuadrupedBuild& build);
void add_tail(QuadrupedBuild& build);
void add_extra(QuadrupedBuild& build);
/// Paints belly, socks, stripes, spots on the vertices `from` and further.
void paint_coat(const QuadrupedBuild& build, std::size_t from);
/// Collar, scarf, saddle, hat …
void add_belongings(const QuadrupedBuild& build);

}  // namespace kirin::engine::motion::models::fauna
