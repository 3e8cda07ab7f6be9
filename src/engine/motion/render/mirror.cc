#include "engine/motion/render/mirror.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/mirror.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/water-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

void Reflect(const ShadeScene& scene, const MirrorScratch& s, FrameBuffer& frame) {
  const float above = scene.view.eye.y - scene.water->level;
  const F last_x = static_cast<float>(s.width) - 1.001F;
  const F last_y = static_cast<float>(s.height) - 1.001F;
  for (int y = 0; y < frame.size.height; ++y) {
    for (int x = 0; x < frame.size.width; x += lanes()) {
      const std::size_t at = frame.at(x, y);
      const F column = iota(static_cast<float>(x));
      const F mirror = select(column < F(static_cast<float>(frame.size.width)),
                              load(&frame.mirror[at]), F(0.0F));
      if (!any(mirror > F(0.01F))) {
        continue;
      }
      const V3 ray =
          normalized(moved(scene.view.rays, V3(column + 0.5F, static_cast<float>(y) + 0.5F, 0.0F)));
      const F reach = min(F(above) / max(-ray.y, 1e-4F), 2e4F);
      const V3 place = madd(ray, reach, V3(scene.view.eye));
      const Waves waves = waves_at(scene, place.x, place.z, footprint_of(scene, ray, reach));
      const WaterHit hit = meet_water(waves, ray);
      // In the mirrored world the ray goes on below the surface, bent by the waves.
      const V3 on(hit.mirrored.x, -hit.mirrored.y + hit.spread * 0.8F, hit.mirrored.z);
      const V3 seen =
          moved(scene.view.to_pixels, madd(on, clamp(reach * 0.7F, 0.5F, 60.0F), place));
      const F scale = F(0.5F) / max(seen.z, kNear);
      const F px = clamp(seen.x * scale - 0.5F, 0.0F, last_x);
      const F py = clamp(seen.y * scale - 0.5F, 0.0F, last_y);
      const F x0 = floor(px);
      const F y0 = floor(py);
      const VI from = hn::Add(hn::Mul(to_int(y0), hn::Set(DI(), s.width)), to_int(x0));
      const auto plane = [&](const std::vector<float>& values) HWY_ATTR {
        const float* p = values.data();
        return mix(mix(gather(p, from), gather(p + 1, from), px - x0),
                   mix(gather(p + s.width, from), gather(p + s.width + 1, from), px - x0), py - y0);
      };
      const F share = plane(s.share);
      if (!any(share > F(0.0F))) {
        continue;
      }
      const V3 sky = environment_at(*scene.environment, hit.mirrored, V3(scene.sky.horizon));
      const V3 change = (V3(plane(s.red), plane(s.green), plane(s.blue)) - sky * share) * mirror;
      store(max(load(&frame.red[at]) + change.x, 0.0F), &frame.red[at]);
      store(max(load(&frame.green[at]) + change.y, 0.0F), &frame.green[at]);
      store(max(load(&frame.blue[at]) + change.z, 0.0F), &frame.blue[at]);
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(Reflect);

namespace {

using world::Vec3;

/// Every second pixel of every second row goes to where it is mirrored; nearer ones win.
void scatter(const ShadeScene& scene, const FrameBuffer& frame, MirrorScratch& s) {
  const float level = scene.water->level;
  for (int y = 0; y < frame.size.height; y += 2) {
    for (int x = 0; x < frame.size.width; x += 2) {
      const std::size_t from = frame.at(x, y);
      const float depth = frame.depth[from];
      if (depth > 1e6F) {
        continue;
      }
      const Vec3 ray = scene.view.ray(static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
      Vec3 at = scene.view.eye + ray * depth;
      if (at.y < level + 0.01F) {
        continue;
      }
      at.y = 2 * level - at.y;
      const Vec3 seen = scene.view.to_pixels.point(at);
      if (seen.z < kNear) {
        continue;
      }
      const float scale = 0.5F / seen.z;
      const float px = seen.x * scale;
      const float py = seen.y * scale;
      if (px < 0 || py < 0 || px >= static_cast<float>(s.width) ||
          py >= static_cast<float>(s.height)) {
        continue;
      }
      const std::size_t to = static_cast<std::size_t>(py) * static_cast<std::size_t>(s.width) +
                             static_cast<std::size_t>(px);
      if (seen.z < s.depth[to]) {
        s.depth[to] = seen.z;
        s.red[to] = frame.red[from];
        s.green[to] = frame.green[from];
        s.blue[to] = frame.blue[from];
        s.share[to] = 1;
      }
    }
  }
}

/// Gaps of a pixel, where the mirrored picture is larger than the scene, take their neighbours'
/// mean.
void fill_gaps(MirrorScratch& s) {
  const auto width = static_cast<std::size_t>(s.width);
  for (int y = 1; y + 1 < s.height; ++y) {
    for (int x = 1; x + 1 < s.width; ++x) {
      const std::size_t at = static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x);
      if (s.share[at] > 0) {
        continue;
      }
      const std::size_t around[4] = {at - width, at + width, at - 1, at + 1};
      float count = 0;
      float red = 0;
      float green = 0;
      float blue = 0;
      for (const std::size_t from : around) {
        if (s.depth[from] < 1e29F) {
          ++count;
          red += s.red[from];
          green += s.green[from];
          blue += s.blue[from];
        }
      }
      if (count >= 2) {
        s.red[at] = red / count;
        s.green[at] = green / count;
        s.blue[at] = blue / count;
        s.share[at] = 1;
      }
    }
  }
}

}  // namespace

void mirror_in_water(const ShadeScene& scene, MirrorScratch& scratch, FrameBuffer& frame) {
  if (scene.water == nullptr || scene.view.eye.y <= scene.water->level) {
    return;
  }
  scratch.width = std::max(frame.size.width / 2, 2);
  scratch.height = std::max(frame.size.height / 2, 2);
  const std::size_t count =
      static_cast<std::size_t>(scratch.width) * static_cast<std::size_t>(scratch.height) + 32;
  for (std::vector<float>* plane : {&scratch.red, &scratch.green, &scratch.blue, &scratch.share}) {
    plane->assign(count, 0.0F);
  }
  scratch.depth.assign(count, 1e30F);
  scatter(scene, frame, scratch);
  fill_gaps(scratch);
  HWY_DYNAMIC_DISPATCH(Reflect)(scene, scratch, frame);
}

}  // namespace kirin::engine::motion::render
#endif
