#include <algorithm>
#include <cmath>

#include "engine/motion/render/environment.h"
#include "engine/motion/render/frame_buffer.h"
#include "engine/motion/render/shading.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/sky_kernels.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/backdrop-inl.h"
#include "engine/motion/render/clouds-inl.h"
#include "engine/motion/render/water-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

/// Clouds at every second pixel of a tile, with room for a vector beside the last column.
constexpr int kGrid = kTile / 2 + 1;
constexpr int kGridStride = 48;
struct CloudGrid {
  float left = 0;
  float top = 0;
  alignas(64) float density[kGrid * kGridStride];
  alignas(64) float light[kGrid * kGridStride];
};

HWY_INLINE V3 ray_at(const View& view, F x, F y) {
  return normalized(moved(view.rays, V3(x, y, 0.0F)));
}

void fill_grid(const ShadeScene& scene, CloudGrid& grid) {
  for (int j = 0; j < kGrid; ++j) {
    for (int i = 0; i < kGridStride; i += lanes()) {
      if (i >= kGrid) {
        break;
      }
      const F x = iota(static_cast<float>(i)) * 2.0F + grid.left;
      const F y = grid.top + 2 * static_cast<float>(j);
      const CloudSample cloud = clouds_at(scene.sky, ray_at(scene.view, x, y), scene.seconds);
      store(cloud.density, grid.density + j * kGridStride + i);
      store(cloud.light, grid.light + j * kGridStride + i);
    }
  }
}

HWY_INLINE CloudSample from_grid(const CloudGrid& grid, F x, F y) {
  const F gx = clamp((x - grid.left) * 0.5F, 0.0F, kGrid - 1.001F);
  const F gy = clamp((y - grid.top) * 0.5F, 0.0F, kGrid - 1.001F);
  const F x0 = floor(gx);
  const F y0 = floor(gy);
  const F fx = gx - x0;
  const F fy = gy - y0;
  const VI at = hn::Add(hn::Mul(to_int(y0), hn::Set(DI(), kGridStride)), to_int(x0));
  const auto plane = [&](const float* p) HWY_ATTR {
    return mix(mix(gather(p, at), gather(p + 1, at), fx),
               mix(gather(p + kGridStride, at), gather(p + kGridStride + 1, at), fx), fy);
  };
  return {plane(grid.density), plane(grid.light)};
}

/// All that is in the open sky but clouds.
HWY_INLINE V3 open_sky(const ShadeScene& scene, V3 ray) {
  const world::Sky& sky = scene.sky;
  const float pixel = 1 / scene.view.focal;
  V3 c = sky_gradient(sky, ray);
  const F above = smooth(-0.01F, 0.12F, ray.y);
  if (sky.stars > 0) {
    c = madd(stars(ray, pixel, static_cast<float>(sky.seed % 89U)), above * sky.stars, c);
  }
  if (sky.milky_way > 0) {
    c = madd(milky_way(ray), above * sky.milky_way, c);
  }
  if (sky.aurora > 0) {
    c = madd(aurora(sky, ray, scene.seconds), F(sky.aurora), c);
  }
  if (sky.rainbow > 0) {
    c = c + rainbow(sky, ray);
  }
  if (sky.disc_radius > 0) {
    const F disc = sun_disc(sky, ray, pixel) * smooth(-0.012F, 0.004F, ray.y);
    if (any(disc > F(0.0F))) {
      const F face = sky.is_moon ? moon_face(sky, ray) : F(1.0F);
      c = mix(c, V3(sky.disc) * face, disc);
    }
  }
  return c;
}

HWY_INLINE void put(V3 c, std::size_t i, ShadedPoints& out, F mirror = F(0.0F)) {
  store(c.x, out.red.data() + i);
  store(c.y, out.green.data() + i);
  store(c.z, out.blue.data() + i);
  store(F(kSkyDepth), out.depth.data() + i);
  store(F(0.0F), out.ambient.data() + i);
  store(mirror, out.mirror.data() + i);
}

void ShadeOpenSky(const ShadeScene& scene, const ShadePoints& points, ShadedPoints& out) {
  const std::size_t first = points.sky_first();
  const auto step = static_cast<std::size_t>(lanes());
  // The clouds of whole tiles are computed at every second pixel; a few points have their own.
  const bool has_grid = points.count() - first > kTile * kTile / 3;
  CloudGrid grid;
  if (has_grid) {
    grid.left = std::floor(points.x[first] / kTile) * kTile;
    grid.top = std::floor(points.y[first] / kTile) * kTile;
    fill_grid(scene, grid);
  }
  for (std::size_t i = first; i < points.count(); i += step) {
    const F x = load(points.x.data() + i);
    const F y = load(points.y.data() + i);
    const V3 ray = ray_at(scene.view, x, y);
    const CloudSample cloud =
        has_grid ? from_grid(grid, x, y) : clouds_at(scene.sky, ray, scene.seconds);
    V3 c = clouded(scene.sky, ray, cloud, open_sky(scene, ray));
    F distance = 1e9F;
    F mirror;
    F kept;
    cross_water(scene, ray, distance, c, mirror, kept);
    // Mist stands before the sky, too, up to where it thins out.
    const F fog = fog_share(scene.fog, scene.view.eye.y, ray, min(distance, 4000.0F)) *
                  (F(1.0F) - smooth(0.0F, 0.5F, ray.y) * 0.6F);
    c = mix(c, fog_light(scene.fog, scene.sky, ray), fog);
    put(c, i, out, mirror * (F(1.0F) - fog));
  }
}

/// The sky only moves with the camera.
void move_sky(const ShadeScene& scene, const ShadePoints& points, ShadedPoints& out) {
  const auto step = static_cast<std::size_t>(lanes());
  for (std::size_t i = points.sky_first(); i < points.count(); i += step) {
    const F x = load(points.x.data() + i);
    const F y = load(points.y.data() + i);
    const V3 way = moved(scene.view.rays, V3(x, y, 0.0F)) * 1e5F;
    const V3 seen = moved(scene.earlier.to_pixels, way + V3(scene.view.eye));
    const F scale = F(1.0F) / max(seen.z, kNear);
    store(x - seen.x * scale, out.motion_x.data() + i);
    store(y - seen.y * scale, out.motion_y.data() + i);
  }
}

void ShadeSkyPoints(const ShadeScene& scene, const ShadePoints& points, ShadedPoints& out) {
  if (points.sky_first() == points.count()) {
    return;
  }
  if (scene.has_motion) {
    move_sky(scene, points, out);
  }
  if (scene.sky.backdrop == world::Backdrop::sky) {
    ShadeOpenSky(scene, points, out);
    return;
  }
  const auto step = static_cast<std::size_t>(lanes());
  for (std::size_t i = points.sky_first(); i < points.count(); i += step) {
    const V3 ray = ray_at(scene.view, load(points.x.data() + i), load(points.y.data() + i));
    switch (scene.sky.backdrop) {
      case world::Backdrop::space: {
        const float pixel = 1 / scene.view.focal;
        V3 c =
            madd(stars(ray, pixel, 3), std::max(scene.sky.stars, 0.3F), space_at(scene.sky, ray));
        if (scene.sky.disc_radius > 0) {
          c = c + V3(scene.sky.glow) * unit(sun_glow(scene.sky, ray));
          c = mix(c, V3(scene.sky.disc), sun_disc(scene.sky, ray, pixel));
        }
        put(c, i, out);
        break;
      }
      case world::Backdrop::underwater:
        put(underwater_at(scene.sky, ray, scene.seconds), i, out);
        break;
      case world::Backdrop::silk:
        put(silk_at(scene.sky, ray, scene.seconds), i, out);
        break;
      default:
        put(V3(scene.sky.zenith), i, out);
    }
  }
}

void DrawEnvironment(const world::Sky& sky, double seconds, Environment& out) {
  constexpr int kSide = Environment::kSide;
  static_assert(kSide % 16 == 0);
  constexpr float kHalf = 0.5F * kSide;
  for (int j = 0; j < kSide; ++j) {
    for (int i = 0; i < kSide; i += lanes()) {
      const F px = (iota(static_cast<float>(i)) + (0.5F - kHalf)) * (1 / (kHalf - 2));
      const F pz = (static_cast<float>(j) + 0.5F - kHalf) / (kHalf - 2);
      const F square = px * px + pz * pz;
      const F scale = F(2.0F) / (square + 1.0F);
      const V3 ray =
          normalized(V3(px * scale, max((F(1.0F) - square) / (square + 1.0F), 0.0F), pz * scale));
      V3 c;
      switch (sky.backdrop) {
        case world::Backdrop::sky:
          c = clouded(sky, ray, clouds_at(sky, ray, seconds), sky_gradient(sky, ray));
          if (sky.aurora > 0) {
            c = madd(aurora(sky, ray, seconds), F(sky.aurora), c);
          }
          break;
        case world::Backdrop::space:
          c = space_at(sky, ray);
          break;
        case world::Backdrop::underwater:
          c = underwater_at(sky, ray, seconds);
          break;
        case world::Backdrop::silk:
          c = silk_at(sky, ray, seconds);
          break;
        default:
          c = mix(V3(sky.middle), V3(sky.zenith), ray.y);
      }
      const std::size_t at = static_cast<std::size_t>(j * kSide + i);
      store(c.x, out.red.data() + at);
      store(c.y, out.green.data() + at);
      store(c.z, out.blue.data() + at);
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(ShadeSkyPoints);
HWY_EXPORT(DrawEnvironment);

void shade_sky_points(const ShadeScene& scene, const ShadePoints& points, ShadedPoints& out) {
  HWY_DYNAMIC_DISPATCH(ShadeSkyPoints)(scene, points, out);
}

void draw_environment(const world::Sky& sky, double seconds, Environment& out) {
  constexpr std::size_t kCount = std::size_t{Environment::kSide} * Environment::kSide + 16;
  out.red.resize(kCount);
  out.green.resize(kCount);
  out.blue.resize(kCount);
  HWY_DYNAMIC_DISPATCH(DrawEnvironment)(sky, seconds, out);
}

}  // namespace kirin::engine::motion::render
#endif
