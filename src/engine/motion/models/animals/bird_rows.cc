// The proportions and the plumage of birds.
#include <array>

#include "engine/motion/models/animals/bird.h"

namespace kirin::engine::motion::models::fauna {
namespace {

constexpr std::array kRows = {
    BirdRow{.kind = "bird",
            .coat = 0x3B7DC9,
            .belly = 0xF4EDE0,
            .breast = 0xE08A3C,
            .wing_tip = 0x24477A,
            .tail_colour = 0x2C5C9C,
            .leg_colour = 0x4A3B33},
    BirdRow{.kind = "eagle",
            .size = 0.55F,
            .body = {0.27F, 0.28F, 0.52F},
            .pitch = 38,
            .neck_length = 0.14F,
            .neck_thick = 0.19F,
            .head = 0.18F,
            .beak_length = 0.17F,
            .beak_thick = 0.065F,
            .beak = Beak::hook,
            .eye = 0.036F,
            .eye_azimuth = 48,
            .leg = 0.30F,
            .leg_thick = 0.04F,
            .foot = 0.17F,
            .tail_length = 0.55F,
            .tail_width = 0.26F,
            .tail_angle = -22,
            .tail = Tailfeathers::fan,
            .fold_length = 1.0F,
            .span = 1.75F,
            .chord = 0.68F,
            .wing = WingKind::broad,
            .coat = 0x4A3022,
            .head_colour = 0xF4F0E6,
            .wing_tip = 0x2A1B14,
            .tail_colour = 0xF0EBDF,
            .beak_colour = 0xF2B632,
            .leg_colour = 0xE9AE2E,
            .iris = 0xE8C23A},
    BirdRow{.kind = "hummingbird",
            .size = 0.07F,
            .body = {0.24F, 0.25F, 0.46F},
            .pitch = 30,
            .head = 0.22F,
            .beak_length = 0.6F,
            .beak_thick = 0.03F,
            .beak = Beak::needle,
            .leg = 0.08F,
            .leg_thick = 0.015F,
            .foot = 0.06F,
            .tail_length = 0.45F,
            .span = 0.95F,
            .chord = 0.34F,
            .wing = WingKind::pointed,
            .flies = true,
            .coat = 0x1F8F5A,
            .belly = 0xEDEBE2,
            .breast = 0xC2185B,
            .wing_colour = 0x4E6F66,
            .wing_tip = 0x2E3D3A,
            .tail_colour = 0x1B5E45},
};

}  // namespace

std::span<const BirdRow> bird_rows() { return kRows; }

}  // namespace kirin::engine::motion::models::fauna
