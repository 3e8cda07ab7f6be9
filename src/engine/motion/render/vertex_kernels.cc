#include "engine/motion/render/vertex_kernels.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/vertex_kernels.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

void SeeVertices(const Points& points, std::size_t count, const world::Affine& to_pixels,
                 bool is_parallel, media::Size size, const SeenVertices& out) {
  const F middle_x = 0.5F * static_cast<float>(size.width);
  const F middle_y = 0.5F * static_cast<float>(size.height);
  const DI di;
  for (std::size_t i = 0; i < count; i += hn::Lanes(D())) {
    const V3 p = moved(to_pixels, V3(load(points.x + i), load(points.y + i), load(points.z + i)));
    const F w = is_parallel ? F(1.0F) : p.z;
    const F nearness = is_parallel ? p.z : F(1.0F) / max(w, kNear);
    const F scale = is_parallel ? F(1.0F) : nearness;
    const F x = p.x * scale;
    const F y = p.y * scale;
    const Mask is_good = hn::And(hn::Ge(w.v, F(kNear).v), hn::And(abs(x - middle_x) < F(kGuard),
                                                                  abs(y - middle_y) < F(kGuard)));
    const VI snap_x = hn::NearestInt((x * static_cast<float>(kSnap)).v);
    const VI snap_y = hn::NearestInt((y * static_cast<float>(kSnap)).v);
    store(p.x, out.x + i);
    store(p.y, out.y + i);
    store(w, out.w + i);
    store(nearness, out.nearness + i);
    hn::StoreU(hn::IfThenElse(hn::RebindMask(di, is_good), snap_x, hn::Set(di, kUnsnapped)), di,
               out.snap_x + i);
    hn::StoreU(snap_y, di, out.snap_y + i);
  }
}

void MoveVertices(const Points& points, std::size_t count, const world::Affine& map, float* x,
                  float* y, float* z) {
  for (std::size_t i = 0; i < count; i += hn::Lanes(D())) {
    const V3 p = moved(map, V3(load(points.x + i), load(points.y + i), load(points.z + i)));
    store(p.x, x + i);
    store(p.y, y + i);
    store(p.z, z + i);
  }
}

void SwayVertices(const float* sway, std::size_t count, world::Vec3 wind, double seconds,
                  float scale, float* x, float* y, float* z) {
  const float speed = std::sqrt(wind.x * wind.x + wind.z * wind.z);
  const float strength = std::min(speed / 3.0F, 2.0F) * scale;
  const world::Vec3 along =
      speed > 1e-3F ? world::Vec3{wind.x / speed, 0, wind.z / speed} : world::Vec3{1, 0, 0};
  // Gusts roll along with the wind; leaves and stems shiver faster, each in its own phase.
  const auto phase = [&](double per_second) {
    return static_cast<float>(std::fmod(seconds * per_second, 1.0));
  };
  const float gust = phase(0.11 * speed / 2 + 0.08);
  const float swing = phase(0.55);
  const float shiver = phase(1.7 + 0.2 * speed);
  for (std::size_t i = 0; i < count; i += hn::Lanes(D())) {
    const F amount = load(sway + i) * strength;
    const F px = load(x + i);
    const F py = load(y + i);
    const F pz = load(z + i);
    const F downwind = px * along.x + pz * along.z;
    const F across = pz * along.x - px * along.z;
    const F gusts = sin_turns(downwind * 0.045F + across * 0.013F - gust) * 0.5F + 0.5F;
    const F swings = sin_turns(downwind * 0.19F + across * 0.11F - swing);
    const F shivers = sin_turns(px * 0.83F + py * 0.57F + pz * 0.71F - shiver);
    const F forth = amount * (gusts * 0.55F + swings * (gusts * 0.3F + 0.12F) + shivers * 0.10F);
    const F aside = amount * (swings * shivers * 0.2F + shivers * 0.06F);
    store(px + forth * along.x - aside * along.z, x + i);
    store(py - abs(forth) * 0.22F, y + i);
    store(pz + forth * along.z + aside * along.x, z + i);
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(SeeVertices);
HWY_EXPORT(MoveVertices);
HWY_EXPORT(SwayVertices);

void see_vertices(const Points& points, std::size_t count, const world::Affine& to_pixels,
                  bool is_parallel, media::Size size, const SeenVertices& out) {
  HWY_DYNAMIC_DISPATCH(SeeVertices)(points, count, to_pixels, is_parallel, size, out);
}
void move_vertices(const Points& points, std::size_t count, const world::Affine& map, float* x,
                   float* y, float* z) {
  HWY_DYNAMIC_DISPATCH(MoveVertices)(points, count, map, x, y, z);
}
void sway_vertices(const float* sway, std::size_t count, world::Vec3 wind, double seconds,
                   float scale, float* x, float* y, float* z) {
  HWY_DYNAMIC_DISPATCH(SwayVertices)(sway, count, wind, seconds, scale, x, y, z);
}

}  // namespace kirin::engine::motion::render
#endif
