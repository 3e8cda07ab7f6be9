#include "engine/motion/render/finish.h"

#include <algorithm>
#include <array>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/finish.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/noise-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

HWY_INLINE F toned(const float* table, F light) {
  const F x = max(light, 0.0F);
  const F at = min(x / (x + ToneCurve::kKnee), 0.9999F) * static_cast<float>(ToneCurve::kSteps);
  return gather(table, to_int(at));
}

/// A row of a plane of a quarter of the frame's width, as wide as the frame, linear between pixels:
/// four pixels of the frame lie 3/8 and 1/8 before and after the middle of each. `edged` is memory
/// for a row and its neighbours.
void widen(const LightPlanes& planes, std::size_t p, int row, std::vector<float>& edged,
           std::vector<float>& out) {
  const float* from = planes.planes[p].data() + static_cast<std::ptrdiff_t>(row) * planes.width;
  const auto width = static_cast<std::size_t>(planes.width);
  constexpr std::size_t kBeyond = 36;  // frames whose width is no multiple of 4, and whole vectors
  edged.resize(width + 2 * kBeyond);
  edged[0] = from[0];
  std::copy_n(from, width, edged.begin() + 1);
  std::fill(edged.begin() + static_cast<std::ptrdiff_t>(width) + 1, edged.end(), from[width - 1]);
  out.resize(4 * (width + kBeyond));
  for (std::size_t i = 0; i < width + 2; i += static_cast<std::size_t>(lanes())) {
    const F before = load(&edged[i]);
    const F own = load(&edged[i + 1]);
    const F after = load(&edged[i + 2]);
    hn::StoreInterleaved4(mix(own, before, 0.375F).v, mix(own, before, 0.125F).v,
                          mix(own, after, 0.125F).v, mix(own, after, 0.375F).v, D(), &out[4 * i]);
  }
}

/// The two rows of bloom that a row of the frame lies between.
struct SpillRows {
  int upper_row = -1;
  int lower_row = -1;
  float part = 0;
  std::array<std::vector<float>, 3> upper = {};
  std::array<std::vector<float>, 3> lower = {};
  std::vector<float> edged = {};
};

void move_to(const LightPlanes& planes, int y, SpillRows& rows) {
  const float sy = std::clamp(0.25F * static_cast<float>(y) - 0.375F, 0.0F,
                              static_cast<float>(planes.height - 1));
  const int y0 = static_cast<int>(sy);
  const int y1 = std::min(y0 + 1, planes.height - 1);
  rows.part = sy - static_cast<float>(y0);
  if (rows.upper_row == y0 && rows.lower_row == y1) {
    return;
  }
  if (rows.lower_row == y0) {
    std::swap(rows.upper, rows.lower);
    std::swap(rows.upper_row, rows.lower_row);
  }
  for (std::size_t p = 0; p < 3; ++p) {
    if (rows.upper_row != y0) {
      widen(planes, p, y0, rows.edged, rows.upper[p]);
    }
    widen(planes, p, y1, rows.edged, rows.lower[p]);
  }
  rows.upper_row = y0;
  rows.lower_row = y1;
}

void FinishRows(const FrameBuffer& frame, const float* table, const FinishLook& look,
                media::Image& out) {
  const int width = frame.size.width;
  const auto half_width = 0.5F * static_cast<float>(width);
  const auto half_height = 0.5F * static_cast<float>(frame.size.height);
  const hn::Rebind<std::uint8_t, D> d8;
  alignas(64) std::uint8_t tail[3 * 64];
  SpillRows spill;
  for (int y = 0; y < frame.size.height; ++y) {
    if (look.bloom != nullptr) {
      move_to(*look.bloom, y, spill);
    }
    const float fy = (static_cast<float>(y) + 0.5F - half_height) / half_height;
    const std::size_t row = frame.at(0, y);
    std::uint8_t* to = out.row(y);
    for (int x = 0; x < width; x += lanes()) {
      const std::size_t at = row + static_cast<std::size_t>(x);
      const F column = iota(static_cast<float>(x));
      const F fx = (column + (0.5F - half_width)) * (1 / half_width);
      const F far = madd(fx, fx, fy * fy);
      const F gain = (F(1.0F) - far * far * (look.vignette * 0.25F)) * look.exposure;
      V3 c = V3(load(&frame.red[at]), load(&frame.green[at]), load(&frame.blue[at])) * gain;
      if (look.bloom != nullptr) {
        const auto spilled = [&](std::size_t p) HWY_ATTR {
          return mix(load(&spill.upper[p][static_cast<std::size_t>(x)]),
                     load(&spill.lower[p][static_cast<std::size_t>(x)]), spill.part);
        };
        c = madd(V3(spilled(0), spilled(1), spilled(2)), look.bloom_share, c);
      }
      const F grey = luminance(c);
      c = mix(V3(grey, grey, grey), c, look.saturation);
      const VU key = hn::Xor(cell_key(column, kHashX),
                             hn::Set(DU(), static_cast<std::uint32_t>(y) * kHashY + 0x9E3779B9U));
      const F dither = hashed(key);
      V3 level(toned(table, c.x), toned(table, c.y), toned(table, c.z));
      if (look.grain > 0) {
        const VU other = hn::Xor(key, hn::Set(DU(), look.grain_seed));
        const F speck = (hashed(other) + hashed(hn::Add(other, hn::Set(DU(), kHashZ))) - 1.0F) *
                        (look.grain * 0.12F);
        level = level + V3(speck, speck, speck);
      }
      const auto byte = [&](F value) HWY_ATTR {
        const F scaled = min(madd(unit(value), 255.0F, dither), 255.0F);
        return hn::DemoteTo(d8, to_int(scaled));
      };
      const auto r = byte(level.x);
      const auto g = byte(level.y);
      const auto b = byte(level.z);
      if (x + lanes() <= width) {
        hn::StoreInterleaved3(r, g, b, d8, to + 3 * x);
      } else {
        hn::StoreInterleaved3(r, g, b, d8, tail);
        std::copy_n(tail, 3 * (width - x), to + 3 * x);
      }
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(FinishRows);

namespace {

/// Uchimura (2017), "HDR theory and practice": maximum P = 1, contrast a, start of the straight
/// part m, its length l, tightness of the toe c.
float uchimura(float x) {
  constexpr float kA = 1.0F;
  constexpr float kM = 0.22F;
  constexpr float kL = 0.40F;
  constexpr float kC = 1.22F;
  const float l0 = (1 - kM) * kL / kA;
  const float s0 = kM + l0;
  const float s1 = kM + kA * l0;
  const float c2 = kA / (1 - s1);
  const float toe = kM * std::pow(x / kM, kC);
  const float straight = kM + kA * (x - kM);
  const float shoulder = 1 - (1 - s1) * std::exp(-c2 * (x - s0));
  const float t = std::clamp(x / kM, 0.0F, 1.0F);
  const float toe_share = 1 - t * t * (3 - 2 * t);
  if (x >= s0) {
    return shoulder;
  }
  return toe * toe_share + straight * (1 - toe_share);
}

float srgb(float linear) {
  return linear <= 0.0031308F ? 12.92F * linear : 1.055F * std::pow(linear, 1 / 2.4F) - 0.055F;
}

}  // namespace

ToneCurve::ToneCurve(const world::Look& look) : table_(kSteps + 1) {
  constexpr float kMiddle = 0.18F;  // contrast turns about middle grey
  for (int i = 0; i < kSteps + 1; ++i) {
    const float t = std::min(static_cast<float>(i) / kSteps, 0.99995F);
    const float x = kKnee * t / (1 - t);
    const float bent = x > 0 ? kMiddle * std::pow(x / kMiddle, look.contrast) : 0;
    table_[static_cast<std::size_t>(i)] = srgb(std::clamp(uchimura(bent), 0.0F, 1.0F));
  }
}

void finish(const FrameBuffer& frame, const ToneCurve& curve, const FinishLook& look,
            media::Image& out) {
  HWY_DYNAMIC_DISPATCH(FinishRows)(frame, curve.table(), look, out);
}

}  // namespace kirin::engine::motion::render
#endif
