#include "engine/motion/render/shading.h"

#include <algorithm>
#include <cmath>

#include "engine/motion/render/frame_buffer.h"
#include "engine/motion/render/surface_look.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/shading.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/point-inl.h"
#include "engine/motion/render/shadow-inl.h"
#include "engine/motion/render/texture-inl.h"
#include "engine/motion/render/water-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

/// A white surface under irradiance π is 1; the fill light is taken a little stronger than that, as
/// films do.
constexpr float kKey = 1 / world::kPi;
constexpr float kAround = 0.5F;

HWY_INLINE F key_share(const ShadeScene& scene, V3 at, V3 normal) {
  if (!scene.light.casts_shadows) {
    return 1.0F;
  }
  F lit = 1.0F;
  F inside = 0.0F;
  if (!scene.near->steps.empty()) {
    lit = lit_share(*scene.near, at, normal, inside);
  }
  if (!scene.far->steps.empty() && any(inside < F(1.0F))) {
    F in_far = 0.0F;
    lit = mix(lit_share(*scene.far, at, normal, in_far), lit, inside);
  }
  if (!scene.moving->steps.empty()) {
    F in_moving = 0.0F;
    lit = min(lit, lit_share(*scene.moving, at, normal, in_moving));
  }
  return lit;
}

/// Light of lamps on the surface, and their highlights.
HWY_INLINE V3 lamp_light(const ShadeScene& scene, V3 at, V3 normal, float wrap) {
  V3 sum;
  for (const LitLamp& lamp : scene.lamps) {
    const V3 to = V3(lamp.at) - at;
    const F square = dot(to, to);
    const Mask near = square < F(lamp.reach * lamp.reach);
    if (!any(near)) {
      continue;
    }
    const F part = square * (1.0F / (lamp.reach * lamp.reach));
    const F window = max(F(1.0F) - part * part, 0.0F);  // smooth end (Karis 2013)
    const F facing = dot(normal, to) / sqrt(max(square, 1e-6F));
    const F amount =
        unit((facing + wrap) * (1.0F / (1 + wrap))) * window * window / max(square, 0.02F);
    sum = madd(V3(lamp.radiance), amount, sum);
  }
  return sum;
}

/// Light of the hemisphere about `normal`.
HWY_INLINE V3 around(const world::Lighting& light, V3 normal) {
  return mix(V3(light.ground), V3(light.sky), madd(normal.y, 0.5F, 0.5F));
}

/// Points i, i + 1, …; their values are known.
void shade(const ShadeScene& scene, world::Surface surface, const ShadePoints& points,
           const PointValues& values, std::size_t i, ShadedPoints& out) {
  const SurfaceLook& look = kSurfaceLooks[static_cast<std::size_t>(surface)];
  V3 normal = normalized(values.normal);
  V3 colour = max(values.colour, 0.0F);
  const F number = values.number;
  const V3 rest = values.rest;
  if (scene.has_normals) {
    store(normal.x, out.normal_x.data() + i);
    store(normal.y, out.normal_y.data() + i);
    store(normal.z, out.normal_z.data() + i);
  }
  const F depth = F(1.0F) / values.nearness;
  const V3 way =
      moved(scene.view.rays, V3(load(points.x.data() + i), load(points.y.data() + i), 0.0F));
  const F way_length = sqrt(dot(way, way));
  const V3 ray = way * (F(1.0F) / way_length);
  F distance = way_length * depth;
  const V3 at = madd(way, depth, V3(scene.view.eye));
  const F facing_eye = -dot(normal, ray);
  const Mask flips = hn::And(facing_eye<F(0.0F), values.sides> F(0.5F));
  normal = select(flips, -normal, normal);
  Texture texture{colour, normal, V3(), 0.0F};
  const F pixel = distance * (1 / scene.view.focal) / sqrt(max(abs(facing_eye), 0.05F));
  // Windows and lava are what they are by their texture; the rest can be plain.
  const bool is_told_by_texture =
      surface == world::Surface::windows || surface == world::Surface::lava;
  if (!scene.is_plain || is_told_by_texture) {
    apply_texture(surface, {at, rest, number, pixel, scene.night, scene.hour_seconds}, texture);
  }
  if (scene.is_clay) {
    press_clay(rest, number, pixel, scene.seconds, texture);
  }
  colour = texture.colour;
  normal = normalized(texture.normal);
  const F to_eye = max(abs(dot(normal, ray)), 0.02F);

  const V3 key_direction(scene.light.key_direction);
  const V3 key = V3(scene.light.key) * kKey;
  const F facing_key = dot(normal, key_direction);
  const bool is_away = look.through == 0 && !any(facing_key > F(-look.wrap));
  const F share =
      is_away ? F(0.0F) : key_share(scene, at, select(facing_key < F(0.0F), -normal, normal));
  const F soft = unit((facing_key + look.wrap) * (1.0F / (1 + look.wrap)));
  const F lit = scene.is_cel ? smooth(0.30F, 0.38F, soft) * smooth(0.35F, 0.65F, share) * 0.92F
                             : soft * share;
  V3 direct = key * lit;
  if (scene.has_caustics) {
    const F depth_below = F(scene.water != nullptr ? scene.water->level : 1e3F) - at.y;
    if (any(depth_below > F(0.0F))) {
      direct = direct * caustics(at, min(depth_below, 4.0F), scene.seconds);
    }
  }
  if (look.through > 0) {
    direct = madd(key * V3(0.9F, 1.0F, 0.35F), unit(-facing_key) * share * look.through, direct);
  }
  if (!scene.lamps.empty()) {
    direct = madd(lamp_light(scene, at, normal, look.wrap), kKey, direct);
  }
  const V3 ambient = around(scene.light, normal) * kAround;

  // Highlights: Blinn-Phong, normalised, with Schlick's (1994) rise towards grazing.
  const V3 half = normalized(key_direction - ray);
  const F grazing = F(1.0F) - to_eye;
  const F grazing2 = grazing * grazing;
  const F base = texture.mirrors + look.specular;
  // Rough things rise less (Lagarde 2014).
  const F most = max(base, 1 - look.roughness);
  const F fresnel = madd(most - base, grazing2 * grazing2 * grazing, base);
  const F lit_face = unit(facing_key) * share;
  F shine = 0.0F;
  if (any(lit_face > F(0.0F))) {
    const float power =
        2.0F / std::max(look.roughness * look.roughness * look.roughness * look.roughness, 1e-3F);
    shine = exp2(log2(max(dot(normal, half), 1e-4F)) * power) * ((power + 2) * 0.125F);
  }
  const V3 mirror_tint = mix(V3(1.0F, 1.0F, 1.0F), colour, look.metal);
  V3 gloss = key * (min(shine, 12.0F) * fresnel * lit_face);
  const V3 mirrored = ray + normal * (to_eye * 2.0F);
  const float clear = (1 - look.roughness) * (1 - look.roughness);
  V3 sky = around(scene.light, mirrored) * kAround;
  if (clear > 0.25F || surface == world::Surface::windows) {
    sky = mix(sky, environment_at(*scene.environment, mirrored, V3(scene.light.ground) * kAround),
              clear);
  }
  V3 reflected = sky * (fresnel * (0.15F + 0.85F * clear));
  const V3 sheen =
      ambient * (grazing2 * grazing * look.sheen) + key * (lit * grazing2 * look.sheen * 0.5F);

  const V3 body = colour * (1 - look.metal);
  V3 around_light = body * ambient + reflected * mirror_tint + sheen * colour;
  V3 light = body * direct + gloss * mirror_tint + around_light;
  light = light + texture.light;
  if (surface == world::Surface::glow) {
    light = colour;
    around_light = V3();
  }
  const F share_of_ambient = luminance(around_light) / max(luminance(light), 1e-4F);
  F mirror;
  F kept;
  cross_water(scene, ray, distance, light, mirror, kept);
  const F fog = fog_share(scene.fog, scene.view.eye.y, ray, distance);
  light = mix(light, fog_light(scene.fog, scene.sky, ray), fog);
  store(light.x, out.red.data() + i);
  store(light.y, out.green.data() + i);
  store(light.z, out.blue.data() + i);
  store(depth, out.depth.data() + i);
  store(unit(share_of_ambient) * kept * (F(1.0F) - fog), out.ambient.data() + i);
  store(mirror * (F(1.0F) - fog), out.mirror.data() + i);
  if (scene.has_motion) {
    const V3 seen = moved(scene.earlier.to_pixels, at - values.way);
    const F scale = F(1.0F) / max(seen.z, kNear);
    store(load(points.x.data() + i) - seen.x * scale, out.motion_x.data() + i);
    store(load(points.y.data() + i) - seen.y * scale, out.motion_y.data() + i);
  }
}

void ShadeAll(const ShadeScene& scene, const ShadePoints& points, ShadedPoints& out) {
  const auto step = static_cast<std::size_t>(lanes());
  for (std::size_t s = 0; s < world::kSurfaceCount; ++s) {
    const auto surface = static_cast<world::Surface>(s);
    const std::size_t end = points.first[s + 1];
    std::size_t i = points.first[s];
    for (std::size_t b = points.first_block[s]; b < points.first_block[s + 1]; ++b) {
      const std::uint32_t record = points.blocks[b].record;
      for (const std::size_t to = i + kBlockPixels; i < to; i += step) {
        shade(scene, surface, points,
              record == kNothing
                  ? values_of_many(points, i, to)
                  : values_of_one(points.planes[record], load(points.x.data() + i) - points.left,
                                  load(points.y.data() + i) - points.top),
              i, out);
      }
    }
    for (; i < end; i += step) {
      shade(scene, surface, points, values_of_many(points, i, end), i, out);
    }
  }
  if (scene.has_normals) {  // of the sky: none
    for (std::vector<float>* plane : {&out.normal_x, &out.normal_y, &out.normal_z}) {
      std::fill(plane->begin() + points.sky_first(), plane->begin() + points.count(), 0.0F);
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(ShadeAll);

void ShadedPoints::resize(std::size_t count) {
  constexpr std::size_t kPadding = 32;
  for (std::vector<float>* array : {&red, &green, &blue, &depth, &ambient, &mirror, &motion_x,
                                    &motion_y, &normal_x, &normal_y, &normal_z}) {
    if (array->size() < count + kPadding) {
      array->resize(count + kPadding);
    }
  }
}

void shade_points(const ShadeScene& scene, const ShadePoints& points, ShadedPoints& out) {
  out.resize(points.count());
  HWY_DYNAMIC_DISPATCH(ShadeAll)(scene, points, out);
}

}  // namespace kirin::engine::motion::render
#endif
