#include "engine/motion/render/depth_of_field.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/depth_of_field.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/simd-inl.h"

#ifndef KIRIN_ENGINE_MOTION_RENDER_DEPTH_OF_FIELD_BLOCK_
#define KIRIN_ENGINE_MOTION_RENDER_DEPTH_OF_FIELD_BLOCK_
namespace kirin::engine::motion::render {
inline constexpr int kFocusBlock = 16;  // half-size pixels; the widest vector stays in one block
inline constexpr int kMostFocusTaps = 64;
/// Discs are never larger than this part of the frame's height.
inline constexpr float kMostRadius = 0.024F;
/// Smaller discs stay within their pixel.
inline constexpr float kLeastReach = 0.4F;

/// A golden spiral over the unit disc.
struct FocusTaps {
  int count = 0;
  std::array<float, kMostFocusTaps> x = {};
  std::array<float, kMostFocusTaps> y = {};
  std::array<float, kMostFocusTaps> r = {};
};
}  // namespace kirin::engine::motion::render
#endif

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

/// The thin lens: the disc's radius grows as |1 − focus / depth|.
HWY_INLINE F radius_at(const world::CameraState& camera, float height, F depth) {
  const float most = kMostRadius * height;
  const F signed_radius =
      (F(1.0F) - F(camera.focus_distance) / max(depth, 0.05F)) * (0.5F * camera.blur * height);
  return clamp(signed_radius, -most, most);
}

/// The frame at half the size, its radii, and the largest disc before the focus in each block.
void Halve(const FrameBuffer& frame, const world::CameraState& camera, FocusScratch& out) {
  const std::vector<float>* from[3] = {&frame.red, &frame.green, &frame.blue};
  const int across = (out.width + kFocusBlock - 1) / kFocusBlock;
  std::fill(out.spill.begin(), out.spill.end(), 0.0F);
  for (int y = 0; y < out.height; ++y) {
    float* spill = out.spill.data() + static_cast<std::ptrdiff_t>(y / kFocusBlock) * across;
    for (int x = 0; x < out.width; x += lanes()) {
      const std::size_t upper = frame.at(2 * x, 2 * y);
      const std::size_t lower = frame.at(2 * x, std::min(2 * y + 1, frame.size.height - 1));
      const std::size_t to = out.at(x, y);
      for (std::size_t p = 0; p < 3; ++p) {
        V a, b, c, d;
        hn::LoadInterleaved2(D(), &(*from[p])[upper], a, b);
        hn::LoadInterleaved2(D(), &(*from[p])[lower], c, d);
        store(((F(a) + F(b)) + (F(c) + F(d))) * 0.25F, &out.half[p][to]);
      }
      V a, b, c, d;
      hn::LoadInterleaved2(D(), &frame.depth[upper], a, b);
      hn::LoadInterleaved2(D(), &frame.depth[lower], c, d);
      const F depth = min(min(F(a), F(b)), min(F(c), F(d)));
      const F radius = radius_at(camera, static_cast<float>(out.height), depth);
      store(radius, &out.radius[to]);
      const Mask inside = iota(static_cast<float>(x)) < F(static_cast<float>(out.width));
      const F before = select(inside, -radius, F(0.0F));
      float& most = spill[x / kFocusBlock];
      most = std::max(most, hn::GetLane(hn::MaxOfLanes(D(), before.v)));
    }
  }
}

/// The discs that cover the pixels of a vector. With `is_even` all look equally far, so a tap lies
/// beside each in the same direction; otherwise each finds its own.
template <bool is_even>
HWY_INLINE void gather_discs(const FocusTaps& taps, F reach, float even_reach, int x, int y,
                             FocusScratch& s) {
  const std::size_t at = s.at(x, y);
  const F own = load(&s.radius[at]);
  V3 sum(load(&s.half[0][at]), load(&s.half[1][at]), load(&s.half[2][at]));
  F total = 1.0F;
  F before = 0.0F;
  const F column = min(iota(static_cast<float>(x)), static_cast<float>(s.width - 1));
  const auto margin = static_cast<float>(s.margin);
  for (std::size_t k = 0; k < static_cast<std::size_t>(taps.count); ++k) {
    F other;
    V3 light;
    F away;
    if constexpr (is_even) {
      const int qx = x + static_cast<int>(std::floor(even_reach * taps.x[k] + 0.5F));
      const int qy = y + static_cast<int>(std::floor(even_reach * taps.y[k] + 0.5F));
      const std::size_t from = s.at(qx, std::clamp(qy, 0, s.height - 1));
      other = load(&s.radius[from]);
      light = V3(load(&s.half[0][from]), load(&s.half[1][from]), load(&s.half[2][from]));
      away = F(even_reach * taps.r[k]);
    } else {
      const F qx = floor(madd(reach, taps.x[k], column + (0.5F + margin)));
      const F qy = clamp(floor(madd(reach, taps.y[k], static_cast<float>(y) + 0.5F)), 0.0F,
                         static_cast<float>(s.height - 1));
      const VI from = hn::Add(hn::Mul(to_int(qy), hn::Set(DI(), s.stride())), to_int(qx));
      other = gather(s.radius.data(), from);
      light = V3(gather(s.half[0].data(), from), gather(s.half[1].data(), from),
                 gather(s.half[2].data(), from));
      away = reach * taps.r[k];
    }
    const F size = select(other > own, min(abs(other), abs(own)), abs(other));
    const F weight = unit(size - away + 1.0F);
    sum = madd(light, weight, sum);
    total = total + weight;
    before = before + select(other < F(-kLeastReach), weight, F(0.0F));
  }
  const F scale = F(1.0F) / total;
  store(sum.x * scale, &s.blurred[0][at]);
  store(sum.y * scale, &s.blurred[1][at]);
  store(sum.z * scale, &s.blurred[2][at]);
  const F spill = unit(before * (2.2F / static_cast<float>(taps.count)));
  store(max(smooth(0.25F, 0.9F, abs(own)), spill), &s.share[at]);
}

void GatherDiscs(const FocusTaps& few, const FocusTaps& many, FocusScratch& s) {
  constexpr float kFewReach = 1.3F;  // pixels; a disc of so few needs fewer taps
  const int across = (s.width + kFocusBlock - 1) / kFocusBlock;
  for (int y = 0; y < s.height; ++y) {
    for (int left = 0; left < s.width; left += kFocusBlock) {
      // A pixel looks as far as its own disc, or as the largest disc before the focus near it.
      const F spill =
          s.spill[static_cast<std::size_t>(y / kFocusBlock * across + left / kFocusBlock)];
      float low = 1e30F;
      float high = 0;
      for (int x = left; x < left + kFocusBlock; x += lanes()) {
        const F reach = max(abs(load(&s.radius[s.at(x, y)])), spill);
        low = std::min(low, hn::GetLane(hn::MinOfLanes(D(), reach.v)));
        high = std::max(high, hn::GetLane(hn::MaxOfLanes(D(), reach.v)));
      }
      for (int x = left; x < std::min(left + kFocusBlock, s.width); x += lanes()) {
        const std::size_t at = s.at(x, y);
        if (high <= kLeastReach) {
          for (std::size_t p = 0; p < 3; ++p) {
            store(load(&s.half[p][at]), &s.blurred[p][at]);
          }
          store(smooth(0.25F, 0.9F, abs(load(&s.radius[at]))), &s.share[at]);
        } else if (high < 1.25F * low + 0.2F) {
          gather_discs<true>(high < kFewReach ? few : many, F(), high, x, y, s);
        } else {
          gather_discs<false>(many, max(abs(load(&s.radius[at])), spill), 0, x, y, s);
        }
      }
    }
  }
}

/// Mixes the blurred picture in, linear between its pixels: a pixel of the frame lies a quarter of
/// a half-size pixel beside the middle of its own.
void Composite(const FocusScratch& s, FrameBuffer& frame) {
  std::vector<float>* to[3] = {&frame.red, &frame.green, &frame.blue};
  const F width = static_cast<float>(frame.size.width);
  for (int y = 0; y < frame.size.height; ++y) {
    const int own = std::min(y / 2, s.height - 1);
    const int beside = std::clamp(y % 2 == 0 ? own - 1 : own + 1, 0, s.height - 1);
    for (int x = 0; 2 * x < frame.size.width; x += lanes()) {
      const std::size_t upper = s.at(x, own);
      const std::size_t lower = s.at(x, beside);
      const auto between = [&](const std::vector<float>& plane, F& left, F& right) HWY_ATTR {
        const auto column = [&](int dx) HWY_ATTR {
          const float* p = plane.data() + dx;
          return mix(load(p + upper), load(p + lower), 0.25F);
        };
        const F middle = column(0);
        left = mix(middle, column(-1), 0.25F);
        right = mix(middle, column(1), 0.25F);
      };
      F left;
      F right;
      between(s.share, left, right);
      if (!any(max(left, right) > F(0.003F))) {
        continue;
      }
      const F column = iota(static_cast<float>(x)) * 2.0F;
      const F left_amount = select(column < width, unit(left), F(0.0F));
      const F right_amount = select(column + 1.0F < width, unit(right), F(0.0F));
      const std::size_t pixel = frame.at(2 * x, y);
      for (std::size_t p = 0; p < 3; ++p) {
        V even, odd;
        hn::LoadInterleaved2(D(), &(*to[p])[pixel], even, odd);
        between(s.blurred[p], left, right);
        hn::StoreInterleaved2(mix(F(even), left, left_amount).v, mix(F(odd), right, right_amount).v,
                              D(), &(*to[p])[pixel]);
      }
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(Halve);
HWY_EXPORT(GatherDiscs);
HWY_EXPORT(Composite);

namespace {

void repeat_edges(const FocusScratch& s, std::vector<float>& plane) {
  for (int y = 0; y < s.height; ++y) {
    float* row = plane.data() + s.at(0, y);
    std::fill(row - s.margin, row, row[0]);
    std::fill(row + s.width, row + s.width + s.margin, row[s.width - 1]);
  }
}

/// Discs before the focus are seen as far as they reach: from the blocks around.
void spread_spill(FocusScratch& s) {
  const int across = (s.width + kFocusBlock - 1) / kFocusBlock;
  const int down = (s.height + kFocusBlock - 1) / kFocusBlock;
  const int reach =
      static_cast<int>(std::ceil(kMostRadius * static_cast<float>(s.height) / kFocusBlock));
  const std::vector<float> own = s.spill;
  for (int y = 0; y < down; ++y) {
    for (int x = 0; x < across; ++x) {
      float most = 0;
      for (int j = std::max(y - reach, 0); j <= std::min(y + reach, down - 1); ++j) {
        for (int i = std::max(x - reach, 0); i <= std::min(x + reach, across - 1); ++i) {
          most = std::max(most, own[static_cast<std::size_t>(j * across + i)]);
        }
      }
      s.spill[static_cast<std::size_t>(y * across + x)] = most;
    }
  }
}

FocusTaps spiral(int taps) {
  FocusTaps out;
  out.count = std::min(taps, kMostFocusTaps);
  for (int k = 0; k < out.count; ++k) {
    const auto i = static_cast<std::size_t>(k);
    out.r[i] = std::sqrt((static_cast<float>(k) + 0.5F) / static_cast<float>(out.count));
    out.x[i] = out.r[i] * std::cos(2.3999632F * static_cast<float>(k));
    out.y[i] = out.r[i] * std::sin(2.3999632F * static_cast<float>(k));
  }
  return out;
}

}  // namespace

void blur_by_depth(const world::CameraState& camera, int taps, FocusScratch& scratch,
                   FrameBuffer& frame) {
  if (camera.blur <= 0 || frame.size.width < 4 || frame.size.height < 4) {
    return;
  }
  scratch.width = frame.size.width / 2;
  scratch.height = frame.size.height / 2;
  // Whole vectors are written past the last column, too.
  scratch.margin =
      kFocusBlock + static_cast<int>(kMostRadius * static_cast<float>(scratch.height)) + 2;
  const std::size_t count = scratch.at(0, scratch.height) + 64;
  for (std::vector<float>* plane :
       {scratch.half.data(), &scratch.half[1], &scratch.half[2], scratch.blurred.data(),
        &scratch.blurred[1], &scratch.blurred[2], &scratch.radius, &scratch.share}) {
    plane->resize(count);
  }
  const int across = (scratch.width + kFocusBlock - 1) / kFocusBlock;
  const int down = (scratch.height + kFocusBlock - 1) / kFocusBlock;
  scratch.spill.resize(static_cast<std::size_t>(across * down));
  HWY_DYNAMIC_DISPATCH(Halve)(frame, camera, scratch);
  for (std::vector<float>* plane :
       {scratch.half.data(), &scratch.half[1], &scratch.half[2], &scratch.radius}) {
    repeat_edges(scratch, *plane);
  }
  spread_spill(scratch);
  HWY_DYNAMIC_DISPATCH(GatherDiscs)(spiral(std::min(taps, 14)), spiral(taps), scratch);
  for (std::vector<float>* plane :
       {scratch.blurred.data(), &scratch.blurred[1], &scratch.blurred[2], &scratch.share}) {
    repeat_edges(scratch, *plane);
  }
  HWY_DYNAMIC_DISPATCH(Composite)(scratch, frame);
}

}  // namespace kirin::engine::motion::render
#endif
