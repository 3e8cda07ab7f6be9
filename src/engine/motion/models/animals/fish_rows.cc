// The proportions and the colours of fish and whales.
#include <array>

#include "engine/motion/models/animals/fish.h"

namespace kirin::engine::motion::models::fauna {
namespace {

constexpr std::array kRows = {
    FishRow{.kind = "fish",
            .length = 0.26F,
            .height = 0.27F,
            .width = 0.10F,
            .pattern = FishPattern::stripes,
            .coat = 0xF6B21B,
            .fins = 0x2D63C8,
            .second = 0x2D63C8},
    FishRow{.kind = "shark",
            .length = 3.2F,
            .height = 0.135F,
            .width = 0.115F,
            .thickest = 0.36F,
            .snout = 0.1F,
            .stalk = 0.025F,
            .jaw_drop = 0.045F,
            .tail = TailFin::crescent,
            .tail_size = 0.2F,
            .dorsal = 0.15F,
            .dorsal_at = 0.42F,
            .dorsal_base = 0.16F,
            .pectoral = 0.24F,
            .belly_fin = 0.045F,
            .eye = 0.013F,
            .eye_at = 0.10F,
            .eye_up = 0.25F,
            .has_gills = true,
            .coat = 0x5E7183,
            .belly = 0xEDEFEF,
            .surface = Surface::skin},
};

}  // namespace

std::span<const FishRow> fish_rows() { return kRows; }

}  // namespace kirin::engine::motion::models::fauna
