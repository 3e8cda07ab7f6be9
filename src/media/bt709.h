/// \file
/// BT.709 limited range in 16-bit arithmetic: the numbers that the plain and the vector loop share.
/// Private to the room.
#pragma once

#include <cstdint>

namespace kirin::media::bt709 {

// Values are 8.8 fixed point while they are computed: a colour c is c << 8, a weight w is w * 2^16,
// and the upper half of their 32-bit product is c * w in 8.8. Every product is cut, not rounded: an
// error of at most 3/256 of a level.
constexpr std::uint16_t weight(double value) {
  return static_cast<std::uint16_t>(value * 65536 + 0.5);
}

// ITU-R BT.709-6 item 3.2: Y' = 0.2126 R' + 0.7152 G' + 0.0722 B', here scaled to 219 of 255
// levels.
constexpr double kLumaScale = 219.0 / 255;
constexpr std::uint16_t kLumaR = weight(0.2126 * kLumaScale);
constexpr std::uint16_t kLumaG = weight(0.7152 * kLumaScale);
constexpr std::uint16_t kLumaB = weight(0.0722 * kLumaScale);

// Item 3.3: Cb = (B' - Y') / 1.8556 and Cr = (R' - Y') / 1.5748, here scaled to 224 of 255 levels.
// The weight of the colour itself is the sum of the other two, so that grey gives exactly 128.
constexpr double kChromaScale = 224.0 / 255;
constexpr std::uint16_t kBlueR = weight(0.2126 / 1.8556 * kChromaScale);
constexpr std::uint16_t kBlueG = weight(0.7152 / 1.8556 * kChromaScale);
constexpr std::uint16_t kBlueB = kBlueR + kBlueG;
constexpr std::uint16_t kRedG = weight(0.7152 / 1.5748 * kChromaScale);
constexpr std::uint16_t kRedB = weight(0.0722 / 1.5748 * kChromaScale);
constexpr std::uint16_t kRedR = kRedG + kRedB;

constexpr std::uint16_t kLumaOffset = (16 << 8) + 128;     // and half a level, to round
constexpr std::uint16_t kChromaOffset = (128 << 8) + 128;  // likewise

constexpr unsigned mul_high(unsigned a, unsigned b) { return a * b >> 16; }

/// Luma of a pixel, each part in [0, 255].
constexpr std::uint8_t luma(unsigned r, unsigned g, unsigned b) {
  return static_cast<std::uint8_t>((kLumaOffset + mul_high(r << 8, kLumaR) +
                                    mul_high(g << 8, kLumaG) + mul_high(b << 8, kLumaB)) >>
                                   8);
}

/// Chroma of eight pixels' sum, each part in [0, 2040].
constexpr std::uint8_t chroma_blue(unsigned r, unsigned g, unsigned b) {
  return static_cast<std::uint8_t>((kChromaOffset + mul_high(b << 5, kBlueB) -
                                    mul_high(r << 5, kBlueR) - mul_high(g << 5, kBlueG)) >>
                                   8);
}
constexpr std::uint8_t chroma_red(unsigned r, unsigned g, unsigned b) {
  return static_cast<std::uint8_t>((kChromaOffset + mul_high(r << 5, kRedR) -
                                    mul_high(g << 5, kRedG) - mul_high(b << 5, kRedB)) >>
                                   8);
}

}  // namespace kirin::media::bt709
