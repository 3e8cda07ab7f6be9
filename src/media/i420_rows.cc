// Highway compiles what is between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE once for every
// instruction set it knows, by including this file again and again; what stands under HWY_ONCE is
// compiled once.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "media/i420_rows.cc"
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

#include "media/i420_rows.h"

#include <cstdint>

#include "media/bt709.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::media::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using U16 = hn::ScalableTag<std::uint16_t>;
using U8 = hn::Rebind<std::uint8_t, U16>;
using I16 = hn::RebindToSigned<U16>;
using Lanes = hn::Vec<U16>;

struct Rgb {
  Lanes r;
  Lanes g;
  Lanes b;
};

HWY_INLINE Rgb load_pixels(const std::uint8_t* from) {
  const U8 d8;
  const U16 d16;
  hn::Vec<U8> r;
  hn::Vec<U8> g;
  hn::Vec<U8> b;
  hn::LoadInterleaved3(d8, from, r, g, b);
  return {hn::PromoteTo(d16, r), hn::PromoteTo(d16, g), hn::PromoteTo(d16, b)};
}

HWY_INLINE Lanes times(Lanes value, std::uint16_t weight) {
  return hn::MulHigh(value, hn::Set(U16{}, weight));
}

// The whole levels of 8.8 numbers, as bytes.
HWY_INLINE void store_levels(Lanes value, std::uint8_t* to) {
  hn::StoreU(hn::DemoteTo(U8{}, hn::BitCast(I16{}, hn::ShiftRight<8>(value))), U8{}, to);
}

HWY_INLINE Lanes luma_lanes(const Rgb& p) {
  const Lanes red = times(hn::ShiftLeft<8>(p.r), bt709::kLumaR);
  const Lanes green = times(hn::ShiftLeft<8>(p.g), bt709::kLumaG);
  const Lanes blue = times(hn::ShiftLeft<8>(p.b), bt709::kLumaB);
  return hn::Add(hn::Add(hn::Set(U16{}, bt709::kLumaOffset), red), hn::Add(green, blue));
}

// offset + plus - minus - minus.
HWY_INLINE Lanes difference(Lanes plus, Lanes minus, Lanes and_minus) {
  return hn::Sub(hn::Add(hn::Set(U16{}, bt709::kChromaOffset), plus), hn::Add(minus, and_minus));
}

// 1-2-1 over the sums at columns 2x - 1, 2x, 2x + 1; `sums` points at column 2x.
HWY_INLINE Lanes filtered(const std::uint16_t* sums) {
  const U16 d16;
  Lanes before;
  Lanes middle;
  Lanes again;
  Lanes after;
  hn::LoadInterleaved2(d16, sums - 1, before, middle);
  hn::LoadInterleaved2(d16, sums, again, after);
  return hn::Add(hn::Add(before, middle), hn::Add(again, after));
}

// Luma of two rows, and the sums of both for the chroma. How many columns were done.
int luma_rows(const TwoRows& rows, int width) {
  const U16 d16;
  const int step = static_cast<int>(hn::Lanes(d16));
  int x = 0;
  for (; x + step <= width; x += step) {
    const Rgb top = load_pixels(rows.top + 3 * x);
    const Rgb bottom = load_pixels(rows.bottom + 3 * x);
    store_levels(luma_lanes(top), rows.y_top + x);
    store_levels(luma_lanes(bottom), rows.y_bottom + x);
    hn::StoreU(hn::Add(top.r, bottom.r), d16, rows.sum_r + x);
    hn::StoreU(hn::Add(top.g, bottom.g), d16, rows.sum_g + x);
    hn::StoreU(hn::Add(top.b, bottom.b), d16, rows.sum_b + x);
  }
  return x;
}

int chroma_row(const TwoRows& rows, int chroma_width) {
  const int step = static_cast<int>(hn::Lanes(U16{}));
  int x = 0;
  for (; x + step <= chroma_width; x += step) {
    const Lanes r = hn::ShiftLeft<5>(filtered(rows.sum_r + 2 * x));
    const Lanes g = hn::ShiftLeft<5>(filtered(rows.sum_g + 2 * x));
    const Lanes b = hn::ShiftLeft<5>(filtered(rows.sum_b + 2 * x));
    store_levels(
        difference(times(b, bt709::kBlueB), times(r, bt709::kBlueR), times(g, bt709::kBlueG)),
        rows.u + x);
    store_levels(difference(times(r, bt709::kRedR), times(g, bt709::kRedG), times(b, bt709::kRedB)),
                 rows.v + x);
  }
  return x;
}

}  // namespace kirin::media::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::media {

HWY_EXPORT(luma_rows);
HWY_EXPORT(chroma_row);

int luma_vectors(const TwoRows& rows, int width) {
  return HWY_DYNAMIC_DISPATCH(luma_rows)(rows, width);
}

int chroma_vectors(const TwoRows& rows, int chroma_width) {
  return HWY_DYNAMIC_DISPATCH(chroma_row)(rows, chroma_width);
}

}  // namespace kirin::media
#endif  // HWY_ONCE
