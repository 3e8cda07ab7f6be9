/// \file
/// Fish, sharks, whales and dolphins from rows of proportions.
#pragma once

#include <span>
#include <string_view>

#include "engine/motion/models/animals/kit.h"

namespace kirin::engine::motion::models::fauna {

enum class FishPattern { none, bands, koi, countershade, orca, stripes, rings };
enum class TailFin { fork, fan, crescent, veil, fluke };

/// Lengths are parts of the length from snout to the root of the tail fin; colours 0xRRGGBB in
/// sRGB, kCoat the coat's.
struct FishRow {
  std::string_view kind;
  float length = 0.25F;    ///< metres
  float height = 0.22F;    ///< half, at the thickest
  float width = 0.11F;     ///< half
  float thickest = 0.36F;  ///< where, from the snout
  float snout = 0.35F;     ///< bluntness: 0 pointed, 1 round
  float stalk = 0.05F;     ///< half height before the tail fin
  float jaw_drop = 0.02F;  ///< how far below the middle the mouth is
  float rostrum = 0;       ///< length of a beak: dolphins
  TailFin tail = TailFin::fan;
  float tail_size = 0.26F;
  float dorsal = 0.16F, dorsal_at = 0.45F, dorsal_base = 0.4F;
  float pectoral = 0.2F;
  float belly_fin = 0.12F;
  float eye = 0.034F, eye_at = 0.14F, eye_up = 0.3F;
  FishPattern pattern = FishPattern::none;
  bool has_gills = false;
  bool lies_on_land = false;      ///< seals: it has its belly on the ground
  bool swims_vertically = false;  ///< beats its tail up and down: whales, dolphins
  std::uint32_t coat = 0xF2941F;
  std::uint32_t belly = kCoat;
  std::uint32_t fins = kCoat;
  std::uint32_t second = 0xFFFFFF;
  std::uint32_t iris = 0;
  Surface surface = Surface::scales;
};

std::span<const FishRow> fish_rows();
world::ModelPtr build_fish(const FishRow& row, const ModelOrder& order);

/// A thin fin: the fan of `outline` seen from `root`, both faces, in model coordinates.
void add_fin(Mesh& mesh, Vec3 root, std::span<const Vec3> outline, float thickness,
             const Paint& paint, Light edge);

}  // namespace kirin::engine::motion::models::fauna
