/// \file
/// The fine structure of surfaces, from noise: it colours them, tilts their normals and makes them
/// shine. Included once for each instruction set.
///
/// Structures finer than a pixel fade out, so that nothing shimmers.
#if defined(KIRIN_ENGINE_MOTION_RENDER_TEXTURE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_ENGINE_MOTION_RENDER_TEXTURE_INL_H_
#undef KIRIN_ENGINE_MOTION_RENDER_TEXTURE_INL_H_
#else
#define KIRIN_ENGINE_MOTION_RENDER_TEXTURE_INL_H_
#endif

#include <cmath>

#include "engine/motion/render/noise-inl.h"
#include "engine/motion/world/mesh.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {

/// What a texture reads: `at` in the world; `rest` at rest, or for surfaces with rows (has_rows)
/// the way along them and up, metres; `pixel` metres that a pixel covers.
struct TextureSpot {
  V3 at;
  V3 rest;
  F number;
  F pixel;
  float night;    ///< [0, 1]
  float seconds;  ///< within an hour
};

/// What it changes.
struct Texture {
  V3 colour;
  V3 normal;
  V3 light;   ///< that shines by itself
  F mirrors;  ///< added to the reflectance
};

/// 1 where a structure of `size` metres can be seen, 0 where it is finer than a pixel.
HWY_INLINE F shows(F pixel, float size) { return unit(F(1.6F) - pixel * (1.8F / size)); }

/// Tilts the normal by a noise of `cells` per metre.
HWY_INLINE V3 rough(V3 normal, V3 p, float cells, F amount) {
  if (!any(amount > F(0.0F))) {
    return normal;
  }
  const V3 q = p * cells;
  return normal + V3(noise(q) - 0.5F, noise(q + V3(17.0F, 5.0F, 9.0F)) - 0.5F,
                     noise(q + V3(3.0F, 29.0F, 13.0F)) - 0.5F) *
                      amount;
}

/// What `make` computes where it shows, ½ where it does not; all too fine costs nothing.
template <class Make>
HWY_INLINE F where_seen(F seen, const Make& make) {
  return any(seen > F(0.0F)) ? mix(F(0.5F), make(), seen) : F(0.5F);
}

struct Tile {
  F edge;    ///< 1 inside, 0 in the joint
  F number;  ///< of the tile
  F x, y;    ///< [0, 1] inside
};
/// Rows of tiles, every second one shifted by half.
HWY_INLINE Tile tiled(F u, F v, float width, float height, float joint, F pixel) {
  const F row = floor(v * (1 / height));
  const F shift = fract(row * 0.5F);
  const F along = u * (1 / width) + shift;
  const F column = floor(along);
  const F x = along - column;
  const F y = v * (1 / height) - row;
  const F dx = min(x, F(1.0F) - x) * width;
  const F dy = min(y, F(1.0F) - y) * height;
  const F soft = max(pixel, joint * 0.25F);
  const F edge = unit((min(dx, dy) - 0.5F * joint) / soft + 0.5F);
  return {edge, hash2(column, row), x, y};
}

/// Patches and blades.
HWY_INLINE void paint_grass(const TextureSpot& s, Texture& t) {
  const F large = noise(s.at.x * 0.21F, s.at.z * 0.21F);
  const F middle = noise(s.at.x * 1.7F + large * 2.0F, s.at.z * 1.7F);
  const F fine = where_seen(shows(s.pixel, 0.09F), [&]() HWY_ATTR {
    return noise(s.at.x * 21.0F + middle * 3.0F, s.at.z * 9.0F);
  });
  const F bright = F(0.68F) + large * 0.22F + middle * 0.18F + fine * 0.24F;
  t.colour = t.colour * mix(V3(0.90F, 1.0F, 0.92F), V3(1.16F, 1.02F, 0.70F), large) * bright;
  t.normal = rough(t.normal, s.at, 7.0F, shows(s.pixel, 0.14F) * 0.35F);
}

HWY_INLINE void paint_sand(const TextureSpot& s, Texture& t) {
  const F bend = noise(s.at.x * 0.6F, s.at.z * 0.6F);
  const F other = noise(s.at.x * 1.9F, s.at.z * 1.9F);
  const F phase = s.at.z * 3.1F + s.at.x * 0.9F + bend * 2.6F + other * 0.5F;
  const F amount = shows(s.pixel, 0.3F) * (bend * 0.9F + 0.1F);
  const F slope = sin_turns(phase) * amount * 0.17F;
  t.normal = t.normal + V3(slope * 0.28F, 0.0F, slope);
  const F grain = where_seen(shows(s.pixel, 0.025F),
                             [&]() HWY_ATTR { return noise(s.at.x * 55.0F, s.at.z * 55.0F); });
  t.colour =
      t.colour * (F(0.86F) + other * 0.12F + bend * 0.08F + (grain - 0.5F) * 0.16F + slope * 0.4F);
}

HWY_INLINE void paint_rock(const TextureSpot& s, V3 p, Texture& t) {
  const F body = fbm<3>(p * 1.3F);
  const F strata = noise(V3(p.x * 0.35F, p.y * 2.6F + body * 2.2F, p.z * 0.35F));
  const F fine = where_seen(shows(s.pixel, 0.1F), [&]() HWY_ATTR { return noise(p * 11.0F); });
  const F crack = unit(abs(body - 0.5F) * 14.0F) * 0.25F + 0.75F;
  t.colour = t.colour * ((F(0.62F) + strata * 0.36F + body * 0.22F + fine * 0.18F) * crack);
  t.normal = rough(t.normal, p, 3.1F, F(0.55F));
  t.normal = rough(t.normal, p, 9.7F, shows(s.pixel, 0.12F) * 0.4F);
}

HWY_INLINE void paint_streaks(const TextureSpot& s, V3 p, float across, float along, float depth,
                              float tilt, Texture& t) {
  const V3 q(p.x * across, p.y * along, p.z * across);
  const F seen = shows(s.pixel, 1 / across);
  const F fine = any(seen > F(0.0F)) ? (fbm<2>(q) - 0.5F) * seen : F(0.0F);
  const F large = noise(p * (across * 0.13F)) - 0.5F;
  t.colour = t.colour * (F(1.0F) + fine * depth + large * (depth * 0.5F));
  t.normal = rough(t.normal, q, 1.0F, seen * tilt);
}

HWY_INLINE void paint_bricks(const TextureSpot& s, Texture& t) {
  const F seen = shows(s.pixel, 0.09F);
  const Tile brick = tiled(s.rest.x, s.rest.y, 0.25F, 0.085F, 0.014F, s.pixel);
  const F blotch = noise(s.rest.x * 1.1F, s.rest.y * 1.1F);
  const F tint = F(0.80F) + (brick.number - 0.5F) * 0.34F * seen + blotch * 0.36F;
  const F grey = luminance(t.colour);
  const V3 mortar = mix(V3(grey, grey, grey), V3(0.42F, 0.40F, 0.37F), 0.6F);
  t.colour =
      mix(mix(t.colour * tint, mortar, 0.22F), mix(mortar, t.colour * tint, brick.edge), seen);
  t.normal.y = t.normal.y + (brick.y - 0.5F) * seen * 0.16F;
}

HWY_INLINE void paint_roof(const TextureSpot& s, Texture& t) {
  const F seen = shows(s.pixel, 0.2F);
  const Tile tile = tiled(s.rest.x, s.rest.y, 0.24F, 0.26F, 0.012F, s.pixel);
  const F round = (tile.x - 0.5F) * 2.0F;
  const F lip = F(1.0F) - smooth(0.02F, 0.16F, tile.y);
  const F shade = F(0.80F) + (tile.number - 0.5F) * 0.26F + (F(1.0F) - round * round) * 0.22F +
                  lip * 0.16F - smooth(0.80F, 1.0F, tile.y) * 0.42F;
  const F weather = noise(s.rest.x * 0.7F, s.rest.y * 0.7F) * 0.26F + 0.87F;
  t.colour = t.colour * (mix(F(0.84F), shade, seen) * weather);
}

HWY_INLINE void paint_paving(const TextureSpot& s, Texture& t) {
  const F seen = shows(s.pixel, 0.25F);
  const Tile stone = tiled(s.rest.x, s.rest.y, 0.62F, 0.42F, 0.022F, s.pixel);
  const F wear = fbm<2>(s.rest.x * 1.3F, s.rest.y * 1.3F);
  const F tint = F(0.84F) + (stone.number - 0.5F) * 0.2F * seen + wear * 0.28F;
  t.colour = t.colour * (tint * mix(F(1.0F), stone.edge * 0.42F + 0.58F, seen));
}

HWY_INLINE void paint_planks(const TextureSpot& s, Texture& t) {
  const F row = floor(s.rest.y * (1 / 0.16F));
  const F y = s.rest.y * (1 / 0.16F) - row;
  const F number = hash2(row, F(3.0F));
  const F seen = shows(s.pixel, 0.12F);
  const F gap = unit((min(y, F(1.0F) - y) * 0.16F - 0.004F) / max(s.pixel, 0.002F) + 0.5F);
  const F wave = noise(s.rest.x * 1.1F + number * 31.0F, s.rest.y * 6.0F);
  const F grain = sin_turns(s.rest.y * 34.0F + wave * 2.2F + number * 7.0F) * 0.5F + 0.5F;
  const F fine = (grain - 0.5F) * shows(s.pixel, 0.035F) * 0.16F;
  t.colour =
      t.colour * ((F(0.90F) + (number - 0.5F) * 0.22F * seen + (wave - 0.5F) * 0.22F + fine) *
                  mix(F(1.0F), gap * 0.5F + 0.5F, seen));
}

/// Storeys of windows; by night some are lit, in warm and cold colours.
HWY_INLINE void paint_windows(const TextureSpot& s, Texture& t) {
  constexpr float kWide = 2.1F;
  constexpr float kHigh = 3.0F;
  const F u = s.rest.x * (1 / kWide);
  const F v = s.rest.y * (1 / kHigh);
  const F column = floor(u);
  const F row = floor(v);
  const F x = u - column;
  const F y = v - row;
  const F soft_x = max(s.pixel * (1 / kWide), 0.01F);
  const F soft_y = max(s.pixel * (1 / kHigh), 0.01F);
  const F pane = unit((F(0.30F) - abs(x - 0.5F)) / soft_x + 0.5F) *
                 unit((F(0.29F) - abs(y - 0.52F)) / soft_y + 0.5F);
  const F cross = unit((abs(x - 0.5F) - 0.018F) / soft_x + 0.5F) *
                  unit((abs(y - 0.62F) - 0.014F) / soft_y + 0.5F);
  const F sill = unit((F(0.34F) - abs(x - 0.5F)) / soft_x + 0.5F) *
                 unit((F(0.03F) - abs(y - 0.20F)) / soft_y + 0.5F);
  const F salt = floor(s.number * 511.0F);
  const F number = hash3(column, row, salt);
  const F other = hash3(row, column, salt + 7.0F);
  const F weather = noise(s.rest.x * 0.4F, s.rest.y * 0.4F) * 0.16F + 0.92F;
  t.colour = t.colour * weather;
  t.colour = mix(t.colour, t.colour * 1.18F, sill);
  const F glass = pane * cross;
  t.colour = mix(t.colour, mix(t.colour * 0.6F, V3(0.035F, 0.045F, 0.06F), 0.8F), pane);
  t.colour = mix(t.colour * mix(F(1.0F), F(0.5F), pane * (F(1.0F) - cross)), t.colour, cross);
  t.mirrors = t.mirrors + glass * 0.10F;
  const V3 warm = mix(V3(1.25F, 0.78F, 0.34F), V3(0.95F, 0.95F, 0.80F), other * other);
  const F is_lit = select(number < F(0.46F), F(1.0F), F(0.0F));
  const F curtain = F(1.0F) - smooth(0.15F, 0.75F, y) * (other * 0.6F);
  t.light = warm * (glass * is_lit * curtain * (other * 0.7F + 0.55F) * s.night);
}

HWY_INLINE void paint_lava(const TextureSpot& s, Texture& t) {
  const F flow = 0.02F * s.seconds;
  const F bend = noise(s.at.x * 0.7F, s.at.z * 0.7F + flow);
  const F crack = abs(fbm<3>(s.at.x * 1.1F + bend, s.at.z * 1.1F + s.at.y * 0.6F + flow) - 0.5F);
  const F hot = exp(crack * -22.0F);
  t.light = mix(V3(0.25F, 0.02F, 0.0F), V3(3.2F, 1.1F, 0.22F), hot) * (hot * 1.25F + 0.05F);
  t.colour = t.colour * (F(0.25F) + bend * 0.2F);
}

HWY_INLINE void apply_texture(world::Surface surface, const TextureSpot& s, Texture& t) {
  using enum world::Surface;
  const V3 p = s.rest + V3(s.number * 37.0F, s.number * 11.0F, s.number * 23.0F);
  switch (surface) {
    case grass:
      return paint_grass(s, t);
    case sand:
      return paint_sand(s, t);
    case rock:
      return paint_rock(s, p, t);
    case soil: {
      const F body = fbm<3>(s.at.x * 1.1F, s.at.z * 1.1F);
      const F crumbs = where_seen(shows(s.pixel, 0.07F),
                                  [&]() HWY_ATTR { return noise(s.at.x * 19.0F, s.at.z * 19.0F); });
      t.colour = t.colour * (F(0.60F) + body * 0.55F + crumbs * 0.28F);
      t.normal = rough(t.normal, s.at, 8.0F, shows(s.pixel, 0.13F) * 0.5F);
      return;
    }
    case snow: {
      const F drift = fbm<2>(s.at.x * 0.5F, s.at.z * 0.5F);
      t.colour = t.colour * mix(V3(0.86F, 0.91F, 1.0F), V3(1.02F, 1.01F, 1.0F), drift);
      const F spark = hash3(floor(s.at.x * 90.0F), floor(s.at.y * 90.0F), floor(s.at.z * 90.0F));
      t.light = V3(1.0F, 1.0F, 1.0F) * (select(spark > F(0.9985F), F(0.5F), F(0.0F)) *
                                        shows(s.pixel, 0.012F) * (1 - s.night));
      t.normal = rough(t.normal, s.at, 2.3F, F(0.10F));
      return;
    }
    case bark:
      return paint_streaks(s, p, 13.0F, 2.2F, 0.95F, 0.9F, t);
    case fur:
      return paint_streaks(s, p, 46.0F, 15.0F, 0.42F, 0.40F, t);
    case hair:
      return paint_streaks(s, p, 60.0F, 7.0F, 0.50F, 0.35F, t);
    case feathers:
      return paint_streaks(s, p, 30.0F, 11.0F, 0.30F, 0.25F, t);
    case brick:
      return paint_bricks(s, t);
    case roof_tiles:
      return paint_roof(s, t);
    case paving:
      return paint_paving(s, t);
    case wood:
      return paint_planks(s, t);
    case windows:
      return paint_windows(s, t);
    case lava:
      return paint_lava(s, t);
    case plaster:
      t.colour = t.colour * (F(0.93F) + fbm<2>(s.rest.x * 0.8F, s.rest.y * 0.8F) * 0.14F);
      return;
    case asphalt: {
      const F grain = where_seen(shows(s.pixel, 0.02F), [&]() HWY_ATTR {
        return noise(s.rest.x * 60.0F, s.rest.y * 60.0F);
      });
      t.colour = t.colour * (F(0.80F) + fbm<2>(s.rest.x * 0.5F, s.rest.y * 0.5F) * 0.3F +
                             (grain - 0.5F) * 0.35F);
      return;
    }
    case leaf:
      t.colour = t.colour * mix(V3(0.86F, 0.93F, 0.9F), V3(1.14F, 1.06F, 0.82F), s.number) *
                 (F(0.86F) + noise(p * 4.0F) * 0.28F);
      return;
    case cloth: {
      const F weave =
          sin_turns(s.rest.x * 110.0F + s.rest.z * 60.0F) * sin_turns(s.rest.y * 110.0F);
      t.colour =
          t.colour * (F(0.96F) + noise(p * 9.0F) * 0.08F + weave * shows(s.pixel, 0.012F) * 0.07F);
      return;
    }
    case skin:
      t.colour = t.colour * (V3(1.0F, 0.97F, 0.96F) + V3(0.03F, 0.05F, 0.05F) * noise(p * 14.0F));
      return;
    case scales: {
      const F a = sin_turns(s.rest.x * 17.0F + s.rest.z * 17.0F) *
                  sin_turns(s.rest.y * 17.0F + s.rest.z * 9.0F);
      const F seen = shows(s.pixel, 0.05F);
      t.colour = t.colour * (F(1.0F) + a * seen * 0.16F);
      t.normal = rough(t.normal, p, 30.0F, seen * 0.25F);
      return;
    }
    case ice: {
      const F body = fbm<3>(p * 1.2F);
      const F crack = exp(abs(body - 0.5F) * -38.0F);
      t.colour = mix(t.colour * (F(0.85F) + body * 0.25F), V3(0.92F, 0.97F, 1.0F), crack * 0.5F);
      return;
    }
    case fruit:
      t.colour = t.colour * (F(0.95F) + noise(p * 40.0F) * 0.12F);
      return;
    case metal:
      t.colour = t.colour * (F(0.95F) + noise(V3(p.x * 3.0F, p.y * 40.0F, p.z * 3.0F)) * 0.08F *
                                            shows(s.pixel, 0.03F));
      return;
    default:
      return;
  }
}

/// Clay that fingers have pressed: dents, prints in whorls, and again a little otherwise at each of
/// twelve poses a second.
HWY_INLINE void press_clay(V3 rest, F number, F pixel, double seconds, Texture& t) {
  const auto pose = static_cast<float>(static_cast<int>(seconds * 12) % 5) * 0.13F;
  const V3 p = rest + V3(number * 13.0F, number * 7.0F, number * 29.0F + pose * 0.2F);
  t.normal = rough(t.normal, p, 5.5F, F(0.42F));
  t.normal = rough(t.normal, p + V3(pose, 0.0F, pose), 17.0F, shows(pixel, 0.06F) * 0.30F);
  const F whorl = fbm<2>(p * 6.0F);
  const F print = sin_turns(whorl * 26.0F) * shows(pixel, 0.02F);
  t.normal = t.normal + V3(print * 0.07F, print * 0.05F, print * -0.06F);
  t.colour = t.colour * (F(0.93F) + whorl * 0.14F);
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
