#include "engine/motion/imaging/cubic_rows.h"

#include <algorithm>
#include <cstring>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/cubic_rows_plain.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/imaging/cubic_rows.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_SCALAR
void SampleRow(const RowLook& look, int count, std::uint8_t* rgb) {
  plain_sample_row(look, count, rgb);
}
void SampleRgbaRow(const RowLook& look, int count, std::uint8_t* rgba) {
  plain_sample_rgba_row(look, count, rgba);
}
void BlendRow(const RowLook& first, const RowLook& second, const float* share, int count,
              std::uint8_t* rgb) {
  plain_blend_row(first, second, share, count, rgb);
}
void CoverRow(const RowLook& look, int count, std::uint8_t* rgb) {
  plain_cover_row(look, count, rgb);
}
void MixRow(const std::uint8_t* other, const float* share, int count, std::uint8_t* rgb) {
  plain_mix_row(other, share, count, rgb);
}
void ShadeRow(const float* light, int count, std::uint8_t* rgb) {
  plain_shade_row(light, count, rgb);
}
#else

namespace hn = hwy::HWY_NAMESPACE;
using Wide = hn::FixedTag<std::int16_t, 8>;  // two pixels of four channels
using Pixel = hn::FixedTag<std::int16_t, 4>;
using Bytes = hn::FixedTag<std::uint8_t, 16>;
using HalfBytes = hn::FixedTag<std::uint8_t, 8>;
using Floats = hn::FixedTag<float, kCell>;
using Ints = hn::FixedTag<std::int32_t, kCell>;
using VWide = hn::Vec<Wide>;
using VPixel = hn::Vec<Pixel>;
using VBytes = hn::Vec<Bytes>;

constexpr int kPhases = CubicTables::kPhases;
constexpr int kOne = CubicTables::kOne;
constexpr int kFraction = 6;  // bits below one level while sums are made

/// One cell's points: where its pixels' first taps are, and their phases.
struct Spots {
  alignas(16) std::int32_t offset[kCell];
  alignas(16) std::int32_t across[kCell];
  alignas(16) std::int32_t down[kCell];
};

HWY_INLINE hn::Vec<Floats> between(const float* points) {
  alignas(16) static constexpr float kParts[kCell] = {0, 0.25F, 0.5F, 0.75F};
  const Floats d;
  return hn::MulAdd(hn::Set(d, points[1] - points[0]), hn::Load(d, kParts), hn::Set(d, points[0]));
}

/// Coordinates in 1/256 pixel, reflected into [0, last].
HWY_INLINE hn::Vec<Ints> folded(const float* points, int last) {
  const Floats d;
  const auto end = hn::Set(d, static_cast<float>(last));
  const auto x = hn::Sub(end, hn::Abs(hn::Sub(end, hn::Abs(between(points)))));
  const auto in = hn::Max(x, hn::Zero(d));
  return hn::ConvertTo(Ints(), hn::MulAdd(in, hn::Set(d, kPhases), hn::Set(d, 0.5F)));
}

HWY_INLINE void find(const RowLook& look, int cell, Spots& spots) {
  const Ints d;
  const auto x = folded(look.x + cell, look.picture->width() - 1);
  const auto y = folded(look.y + cell, look.picture->height() - 1);
  const auto row = hn::Mul(hn::ShiftRight<8>(y), hn::Set(d, look.picture->stride_bytes()));
  hn::Store(hn::Add(row, hn::ShiftLeft<2>(hn::ShiftRight<8>(x))), d, spots.offset);
  hn::Store(hn::And(x, hn::Set(d, kPhases - 1)), d, spots.across);
  hn::Store(hn::And(y, hn::Set(d, kPhases - 1)), d, spots.down);
}

/// The weighted taps of as many columns as D holds pixels, not yet summed across.
template <class D>
HWY_INLINE hn::Vec<D> columns(D d, const std::uint8_t* from, std::ptrdiff_t stride,
                              const std::int16_t* across, const std::int16_t* down) {
  const hn::Rebind<std::uint8_t, D> bytes;
  const auto row = [&](int r) HWY_ATTR {
    const auto values = hn::PromoteTo(d, hn::LoadU(bytes, from + r * stride));
    return hn::MulFixedPoint15(hn::ShiftLeft<kFraction>(values), hn::Set(d, down[r]));
  };
  const auto sum = hn::Add(hn::Add(row(0), row(1)), hn::Add(row(2), row(3)));
  return hn::MulFixedPoint15(sum, hn::LoadU(d, across));
}

HWY_INLINE VPixel sample(const CubicTables& tables, const RowLook& look, const Spots& spots,
                         int i) {
  const std::uint8_t* from = look.picture->data() + spots.offset[i];
  const std::ptrdiff_t stride = look.picture->stride_bytes();
  const std::int16_t* across = tables.across[spots.across[i]];
  const std::int16_t* down = tables.down[spots.down[i]];
#if HWY_ARCH_X86 && HWY_MAX_BYTES >= 32
  const auto all = columns(hn::FixedTag<std::int16_t, 16>(), from, stride, across, down);
  const VWide two = hn::Add(hn::LowerHalf(Wide(), all), hn::UpperHalf(Wide(), all));
#else
  const VWide two = hn::Add(columns(Wide(), from, stride, across, down),
                            columns(Wide(), from + 8, stride, across + 8, down));
#endif
  return hn::Add(hn::LowerHalf(Pixel(), two), hn::UpperHalf(Pixel(), two));
}

HWY_INLINE VWide two_samples(const CubicTables& tables, const RowLook& look, const Spots& spots,
                             int i) {
  return hn::Combine(Wide(), sample(tables, look, spots, i + 1), sample(tables, look, spots, i));
}

HWY_INLINE VBytes as_bytes(VWide first, VWide second) {
  const HalfBytes d;
  const VWide half = hn::Set(Wide(), 1 << (kFraction - 1));
  return hn::Combine(Bytes(), hn::DemoteTo(d, hn::ShiftRight<kFraction>(hn::Add(second, half))),
                     hn::DemoteTo(d, hn::ShiftRight<kFraction>(hn::Add(first, half))));
}

/// RGBA to RGB; the last four bytes mean nothing.
HWY_INLINE VBytes without_alpha(VBytes pixels) {
  alignas(16) static constexpr std::uint8_t kOrder[16] = {0,  1,  2,  4,  5,  6,  8,  9,
                                                          10, 12, 13, 14, 15, 15, 15, 15};
  return hn::TableLookupBytes(pixels, hn::Load(Bytes(), kOrder));
}

/// Calls `paint(cell, to)` for each cell of a row, where `to` has 16 bytes that it may read and
/// write; of them only the cell's own pixels are kept.
template <class Paint>
HWY_INLINE void for_cells(int count, std::uint8_t* rgb, const Paint& paint) {
  const int cells = (count + kCell - 1) / kCell;
  constexpr int kBytes = 3 * kCell;
  for (int cell = 0; cell < cells; ++cell) {
    std::uint8_t* to = rgb + kBytes * cell;
    const int left = 3 * count - kBytes * cell;
    if (left >= 16) {
      paint(cell, to);
    } else {
      alignas(16) std::uint8_t end[16] = {};
      const auto own = static_cast<std::size_t>(std::min(left, kBytes));
      std::memcpy(end, to, static_cast<std::size_t>(left));
      paint(cell, end);
      std::memcpy(to, end, own);
    }
  }
}

/// Stores the 12 bytes of a cell and leaves the next one's as they are.
HWY_INLINE void store_cell(VBytes rgb, std::uint8_t* to) {
  const HalfBytes d;
  hn::StoreU(hn::LowerHalf(d, rgb), d, to);
  const auto rest = hn::BitCast(hn::FixedTag<std::uint32_t, 4>(), rgb);
  const std::uint32_t last = hn::ExtractLane(rest, 2);
  std::memcpy(to + 8, &last, 4);
}

/// The two halves of a cell of RGB as channels with a fraction.
HWY_INLINE void load_cell(const std::uint8_t* rgb, VWide& first, VWide& second) {
  alignas(16) static constexpr std::uint8_t kOrder[16] = {0, 1, 2, 2, 3, 4,  5,  5,
                                                          6, 7, 8, 8, 9, 10, 11, 11};
  const HalfBytes d;
  const VBytes wide = hn::TableLookupBytes(hn::LoadU(Bytes(), rgb), hn::Load(Bytes(), kOrder));
  first = hn::ShiftLeft<kFraction>(hn::PromoteTo(Wide(), hn::LowerHalf(d, wide)));
  second = hn::ShiftLeft<kFraction>(hn::PromoteTo(Wide(), hn::UpperHalf(d, wide)));
}

HWY_INLINE VWide two_factors(const std::int32_t* factor) {
  return hn::Combine(Wide(), hn::Set(Pixel(), static_cast<std::int16_t>(factor[1])),
                     hn::Set(Pixel(), static_cast<std::int16_t>(factor[0])));
}

/// A cell's shares as fixed-point factors, [0, kOne].
HWY_INLINE void find_factors(const float* points, std::int32_t* factor) {
  const Floats d;
  const auto unit = hn::Min(hn::Max(between(points), hn::Zero(d)), hn::Set(d, 1.0F));
  hn::Store(hn::ConvertTo(Ints(), hn::MulAdd(unit, hn::Set(d, kOne), hn::Set(d, 0.5F))), Ints(),
            factor);
}

void SampleRow(const RowLook& look, int count, std::uint8_t* rgb) {
  const CubicTables& tables = cubic_tables();
  for_cells(count, rgb, [&](int cell, std::uint8_t* to) HWY_ATTR {
    Spots spots;
    find(look, cell, spots);
    store_cell(without_alpha(as_bytes(two_samples(tables, look, spots, 0),
                                      two_samples(tables, look, spots, 2))),
               to);
  });
}

void SampleRgbaRow(const RowLook& look, int count, std::uint8_t* rgba) {
  const CubicTables& tables = cubic_tables();
  const int cells = (count + kCell - 1) / kCell;
  constexpr int kBytes = 4 * kCell;
  for (int cell = 0; cell < cells; ++cell) {
    Spots spots;
    find(look, cell, spots);
    const VBytes pixels =
        as_bytes(two_samples(tables, look, spots, 0), two_samples(tables, look, spots, 2));
    const int left = 4 * count - kBytes * cell;
    if (left >= kBytes) {
      hn::StoreU(pixels, Bytes(), rgba + kBytes * cell);
    } else {
      alignas(16) std::uint8_t end[kBytes];
      hn::Store(pixels, Bytes(), end);
      std::memcpy(rgba + kBytes * cell, end, static_cast<std::size_t>(left));
    }
  }
}

void BlendRow(const RowLook& first, const RowLook& second, const float* share, int count,
              std::uint8_t* rgb) {
  const CubicTables& tables = cubic_tables();
  for_cells(count, rgb, [&](int cell, std::uint8_t* to) HWY_ATTR {
    alignas(16) std::int32_t factor[kCell];
    find_factors(share + cell, factor);
    Spots spots;
    // Shares are linear in a cell: two equal ends at 0 or 1 are all of it.
    const bool is_first = factor[0] == 0 && factor[kCell - 1] == 0;
    const bool is_second = factor[0] == kOne && factor[kCell - 1] == kOne;
    const RowLook& main = is_second ? second : first;
    find(main, cell, spots);
    VWide low = two_samples(tables, main, spots, 0);
    VWide high = two_samples(tables, main, spots, 2);
    if (!is_first && !is_second) {
      find(second, cell, spots);
      low = hn::Add(low, hn::MulFixedPoint15(hn::Sub(two_samples(tables, second, spots, 0), low),
                                             two_factors(factor)));
      high = hn::Add(high, hn::MulFixedPoint15(hn::Sub(two_samples(tables, second, spots, 2), high),
                                               two_factors(factor + 2)));
    }
    store_cell(without_alpha(as_bytes(low, high)), to);
  });
}

/// `above` over `below` by the alpha that is its fourth channel.
HWY_INLINE VWide over(VWide above, VWide below) {
  alignas(16) static constexpr std::uint8_t kAlpha[16] = {6,  7,  6,  7,  6,  7,  6,  7,
                                                          14, 15, 14, 15, 14, 15, 14, 15};
  const Wide d;
  const auto spread = hn::TableLookupBytes(above, hn::BitCast(d, hn::Load(Bytes(), kAlpha)));
  const VWide most = hn::Set(d, 255 << kFraction);
  const VWide alpha = hn::Min(hn::Max(spread, hn::Zero(d)), most);
  const VWide factor = hn::Add(hn::Add(alpha, alpha), hn::ShiftRight<7>(alpha));
  return hn::Add(below, hn::MulFixedPoint15(hn::Sub(above, below), factor));
}

void CoverRow(const RowLook& look, int count, std::uint8_t* rgb) {
  const CubicTables& tables = cubic_tables();
  for_cells(count, rgb, [&](int cell, std::uint8_t* to) HWY_ATTR {
    Spots spots;
    find(look, cell, spots);
    VWide low;
    VWide high;
    load_cell(to, low, high);
    low = over(two_samples(tables, look, spots, 0), low);
    high = over(two_samples(tables, look, spots, 2), high);
    store_cell(without_alpha(as_bytes(low, high)), to);
  });
}

void MixRow(const std::uint8_t* other, const float* share, int count, std::uint8_t* rgb) {
  for_cells(count, rgb, [&](int cell, std::uint8_t* to) HWY_ATTR {
    alignas(16) std::int32_t factor[kCell];
    find_factors(share + cell, factor);
    if (factor[0] == 0 && factor[kCell - 1] == 0) {
      return;
    }
    alignas(16) std::uint8_t from[16] = {};
    const int left = 3 * (count - kCell * cell);
    std::memcpy(from, other + 3 * kCell * cell, static_cast<std::size_t>(std::min(left, 16)));
    VWide low;
    VWide high;
    VWide other_low;
    VWide other_high;
    load_cell(to, low, high);
    load_cell(from, other_low, other_high);
    low = hn::Add(low, hn::MulFixedPoint15(hn::Sub(other_low, low), two_factors(factor)));
    high = hn::Add(high, hn::MulFixedPoint15(hn::Sub(other_high, high), two_factors(factor + 2)));
    store_cell(without_alpha(as_bytes(low, high)), to);
  });
}

/// A cell's gains in [0, 2] as factors of twice a level: exact at 1.
HWY_INLINE void find_gains(const float* points, std::int32_t* factor) {
  const Floats d;
  const auto half = hn::Mul(between(points), hn::Set(d, 0.5F));
  const auto unit = hn::Min(hn::Max(half, hn::Zero(d)), hn::Set(d, 1.0F));
  const auto whole = hn::ConvertTo(Ints(), hn::MulAdd(unit, hn::Set(d, 32768), hn::Set(d, 0.5F)));
  hn::Store(hn::Min(whole, hn::Set(Ints(), kOne)), Ints(), factor);
}

void ShadeRow(const float* light, int count, std::uint8_t* rgb) {
  for_cells(count, rgb, [&](int cell, std::uint8_t* to) HWY_ATTR {
    alignas(16) std::int32_t factor[kCell];
    find_gains(light + cell, factor);
    if (factor[0] == 16384 && factor[kCell - 1] == 16384) {
      return;
    }
    VWide low;
    VWide high;
    load_cell(to, low, high);
    low = hn::MulFixedPoint15(hn::ShiftLeft<1>(low), two_factors(factor));
    high = hn::MulFixedPoint15(hn::ShiftLeft<1>(high), two_factors(factor + 2));
    store_cell(without_alpha(as_bytes(low, high)), to);
  });
}

#endif  // HWY_SCALAR

}  // namespace
}  // namespace kirin::engine::motion::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion {

HWY_EXPORT(SampleRow);
HWY_EXPORT(SampleRgbaRow);
HWY_EXPORT(BlendRow);
HWY_EXPORT(CoverRow);
HWY_EXPORT(MixRow);
HWY_EXPORT(ShadeRow);

SampledPicture::SampledPicture(const cv::Mat& picture, const cv::Mat& alpha) {
  CV_Assert(picture.type() == CV_8UC3 && picture.cols > 2 && picture.rows > 2);
  CV_Assert(alpha.empty() || (alpha.type() == CV_8UC1 && alpha.size() == picture.size()));
  cv::Mat four;
  cv::cvtColor(picture, four, cv::COLOR_RGB2RGBA);
  if (!alpha.empty()) {
    cv::insertChannel(alpha, four, 3);
  }
  cv::copyMakeBorder(four, packed_, 1, 2, 1, 2, cv::BORDER_REFLECT_101);
}

void sample_row(const RowLook& look, int count, std::uint8_t* rgb) {
  HWY_DYNAMIC_DISPATCH(SampleRow)(look, count, rgb);
}
void sample_rgba_row(const RowLook& look, int count, std::uint8_t* rgba) {
  HWY_DYNAMIC_DISPATCH(SampleRgbaRow)(look, count, rgba);
}
void blend_row(const RowLook& first, const RowLook& second, const float* share, int count,
               std::uint8_t* rgb) {
  HWY_DYNAMIC_DISPATCH(BlendRow)(first, second, share, count, rgb);
}
void cover_row(const RowLook& look, int count, std::uint8_t* rgb) {
  HWY_DYNAMIC_DISPATCH(CoverRow)(look, count, rgb);
}
void mix_row(const std::uint8_t* other, const float* share, int count, std::uint8_t* rgb) {
  HWY_DYNAMIC_DISPATCH(MixRow)(other, share, count, rgb);
}
void shade_row(const float* light, int count, std::uint8_t* rgb) {
  HWY_DYNAMIC_DISPATCH(ShadeRow)(light, count, rgb);
}

void field_row(const cv::Mat& field, int y, int count, float* row) {
  const float part = static_cast<float>(y % kCell) / kCell;
  const auto* top = field.ptr<float>(y / kCell);
  const auto* bottom = field.ptr<float>(y / kCell + 1);
  for (int i = 0; i < count; ++i) {
    row[i] = top[i] + (bottom[i] - top[i]) * part;
  }
}

}  // namespace kirin::engine::motion
#endif
