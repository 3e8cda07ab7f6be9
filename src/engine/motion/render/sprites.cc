#include "engine/motion/render/sprites.h"

#include <algorithm>
#include <cmath>
#include <span>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/sprites.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

void paint(const SeenSprite& s, FrameBuffer& frame) {
  const float reach = s.radius + 1;
  const int left = std::max(0, static_cast<int>(std::floor(std::min(s.x0, s.x1) - reach)));
  const int right =
      std::min(frame.size.width - 1, static_cast<int>(std::ceil(std::max(s.x0, s.x1) + reach)));
  const int top = std::max(0, static_cast<int>(std::floor(std::min(s.y0, s.y1) - reach)));
  const int bottom =
      std::min(frame.size.height - 1, static_cast<int>(std::ceil(std::max(s.y0, s.y1) + reach)));
  const float dx = s.x1 - s.x0;
  const float dy = s.y1 - s.y0;
  const float square = dx * dx + dy * dy;
  const float along = square > 1e-6F ? 1 / square : 0;
  // The edge is at least a pixel wide.
  const float edge = std::max(s.radius * (1 - s.core), 1.0F);
  const F outer = s.radius + 0.5F;
  for (int y = top; y <= bottom; ++y) {
    const float py = static_cast<float>(y) + 0.5F - s.y0;
    for (int x = left; x <= right; x += lanes()) {
      const F px = iota(static_cast<float>(x) + 0.5F - s.x0);
      const F t = unit((px * dx + py * dy) * along);
      const F ox = px - t * dx;
      const F oy = F(py) - t * dy;
      const F ramp = unit((outer - sqrt(ox * ox + oy * oy)) * (1 / edge));
      F alpha = ramp * ramp * (F(3.0F) - ramp * 2.0F) * s.alpha;
      const std::size_t at = frame.at(x, y);
      alpha = alpha * unit((load(&frame.depth[at]) - s.depth) * (1 / s.softness) + 0.5F);
      const Mask inside = iota(static_cast<float>(x)) < F(static_cast<float>(right + 1));
      alpha = select(inside, alpha, F(0.0F));
      if (!any(alpha > F(0.0F))) {
        continue;
      }
      const F keep = s.is_glowing ? F(1.0F) : F(1.0F) - alpha;
      store(madd(load(&frame.red[at]), keep, alpha * s.light.x), &frame.red[at]);
      store(madd(load(&frame.green[at]), keep, alpha * s.light.y), &frame.green[at]);
      store(madd(load(&frame.blue[at]), keep, alpha * s.light.z), &frame.blue[at]);
    }
  }
}

void PaintSprites(std::span<const SeenSprite> sprites, FrameBuffer& frame) {
  for (const SeenSprite& sprite : sprites) {
    paint(sprite, frame);
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(PaintSprites);

namespace {

using world::Vec3;

/// The share of light that fog takes on the way; as fog_share, for one point.
float fogged(const world::Fog& fog, Vec3 eye, Vec3 at) {
  const Vec3 way = at - eye;
  const float rise = std::clamp(way.y * fog.falloff, -40.0F, 40.0F);
  const float mean = std::abs(rise) < 1e-3F ? 1 : (1 - std::exp(-rise)) / rise;
  const float here = fog.density * std::exp(std::clamp(-fog.falloff * eye.y, -20.0F, 20.0F));
  return 1 - std::exp(-here * mean * length(way));
}

bool see(const world::World& world, const View& view, const world::Sprite& sprite,
         SeenSprite& out) {
  const Vec3 from = view.to_pixels.point(sprite.at - sprite.streak * 0.5F);
  const Vec3 to = view.to_pixels.point(sprite.at + sprite.streak * 0.5F);
  if (from.z < 2 * kNear || to.z < 2 * kNear || sprite.opacity <= 0) {
    return false;
  }
  out.x0 = from.x / from.z;
  out.y0 = from.y / from.z;
  out.x1 = to.x / to.z;
  out.y1 = to.y / to.z;
  out.depth = 0.5F * (from.z + to.z);
  const float radius = sprite.radius * view.focal / out.depth;
  constexpr float kThin = 0.6F;  // pixels; thinner ones are drawn so wide but fainter
  out.radius = std::max(radius, kThin);
  const float thin = radius / out.radius;
  out.alpha = sprite.opacity * (sprite.streak == Vec3{} ? thin * thin : thin);
  const float reach = out.radius + 1;
  if (std::max(out.x0, out.x1) < -reach || std::max(out.y0, out.y1) < -reach ||
      std::min(out.x0, out.x1) > static_cast<float>(view.size.width) + reach ||
      std::min(out.y0, out.y1) > static_cast<float>(view.size.height) + reach) {
    return false;
  }
  // What comes very close to the lens would flash over the whole picture.
  out.alpha *= world::smooth_step(2 * kNear, 12 * sprite.radius + 4 * kNear, out.depth);
  if (world.water && view.eye.y > world.water->level && sprite.at.y < world.water->level) {
    out.alpha *= std::exp((sprite.at.y - world.water->level) * 2 / world.water->clarity);
  }
  out.core = 1 - std::clamp(sprite.softness, 0.0F, 1.0F);
  out.softness = std::max(1.5F * sprite.radius, 0.02F);
  out.is_glowing = sprite.is_glowing;
  const float fog = fogged(world.fog, view.eye, sprite.at);
  if (sprite.is_glowing) {
    out.light = sprite.colour * (1 - fog);
  } else {
    const world::Light around = world.light.key * (0.6F / world::kPi) +
                                (world.light.sky * 0.7F + world.light.ground * 0.3F) * 0.6F;
    out.light = world::mix(sprite.colour * around, world.fog.colour, fog);
  }
  return out.alpha > 0.002F;
}

}  // namespace

void draw_sprites(const world::World& world, const View& view, double seconds,
                  SpriteScratch& scratch, FrameBuffer& frame) {
  scratch.sprites.clear();
  scratch.seen.clear();
  for (const world::SpriteSource& source : world.sprites) {
    source(seconds, view.eye, scratch.sprites);
  }
  for (const world::Sprite& sprite : scratch.sprites) {
    SeenSprite seen{};
    if (see(world, view, sprite, seen)) {
      scratch.seen.push_back(seen);
    }
  }
  std::stable_sort(scratch.seen.begin(), scratch.seen.end(),
                   [](const SeenSprite& a, const SeenSprite& b) { return a.depth > b.depth; });
  HWY_DYNAMIC_DISPATCH(PaintSprites)(scratch.seen, frame);
}

}  // namespace kirin::engine::motion::render
#endif
