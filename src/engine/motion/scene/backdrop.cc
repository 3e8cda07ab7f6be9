#include "engine/motion/scene/backdrop.h"

#include <algorithm>
#include <cmath>

#include "engine/motion/scene/dice.h"

namespace kirin::engine::motion::scene {
namespace {

struct RowRange {
  int from = 0;
  int to = 0;
};

/// The rows of the canvas that outline `index` can touch, down to the last one.
RowRange rows_under(const Stage& stage, std::size_t index) {
  const std::vector<float>& outline = stage.scratch.outlines[index];
  const float highest = *std::ranges::min_element(outline);
  return {std::clamp(static_cast<int>(highest) - 1, 0, stage.canvas.size().height),
          stage.canvas.size().height};
}

/// The sky's colour `up` of the way from the horizon to the zenith.
Rgb gradient(const Palette& p, float up) {
  const float low = smooth_step(0.0F, 0.42F, up);
  const float high = smooth_step(0.18F, 1.0F, up);
  return mix(mix(p.horizon, p.middle, low), p.zenith, high);
}

/// Fills the scratch with cloud samples at half size for the rows above `rows`.
void sample_clouds(Stage& stage, int half_width, int half_rows) {
  const Palette& p = stage.plan.palette;
  Scratch& s = stage.scratch;
  const std::size_t samples =
      static_cast<std::size_t>(half_width) * static_cast<std::size_t>(half_rows);
  s.density.resize(samples);
  s.light.resize(samples);
  Dice dice(stage.plan.seed ^ 0xC10DU);
  const Vec2 sun = stage.plan.sun;
  CloudLook look;
  look.cover = p.cloud_cover;
  look.softness = 0.30F;
  look.scale = stage.plan.brief.weather == Weather::rain ? 1.1F : 1.35F;
  look.salt = dice.between(3.0F, 60.0F);
  look.drift_x = stage.t * (0.010F + 0.035F * stage.plan.wind) + stage.view.truck.x * 0.25F;
  look.evolve = stage.t * 0.016F;
  look.light_x = sun.x > 0 ? 0.16F : -0.16F;
  look.light_y = -0.10F;
  look.horizon_y = stage.view.horizon_px() / 2;
  look.center_x = stage.view.center_px() / 2;
  look.height = stage.view.scale(0) / 2;
  for (int y = 0; y < half_rows; ++y) {
    const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(half_width);
    cloud_row(look, y, half_width, s.density.data() + at, s.light.data() + at);
  }
}

/// Row `y` at full size of half-size `samples`, into `out`; `row` is scratch.
void enlarged_row(const std::vector<float>& samples, int half_width, int half_rows, int y,
                  std::vector<float>& row, std::vector<float>& out) {
  row.resize(static_cast<std::size_t>(half_width));
  out.resize(static_cast<std::size_t>(half_width) * 2);
  const float at = (static_cast<float>(y) + 0.5F) / 2 - 0.5F;
  const int first = std::clamp(static_cast<int>(std::floor(at)), 0, half_rows - 1);
  const int second = std::min(first + 1, half_rows - 1);
  const float part = std::clamp(at - static_cast<float>(first), 0.0F, 1.0F);
  const float* a = samples.data() + static_cast<std::ptrdiff_t>(first) * half_width;
  const float* b = samples.data() + static_cast<std::ptrdiff_t>(second) * half_width;
  for (int x = 0; x < half_width; ++x) {
    row[static_cast<std::size_t>(x)] = a[x] + (b[x] - a[x]) * part;
  }
  double_row(row.data(), half_width, out.data());
}

void paint_stars(Stage& stage, float until_y, float strength) {
  Dice dice(stage.plan.seed ^ 0x57A5U);
  const int count = static_cast<int>(420 * std::max(stage.plan.aspect, 0.8F));
  const float unit = stage.view.height / 720;
  for (int i = 0; i < count; ++i) {
    const Vec2 at{dice.between(-0.62F, 0.62F) * std::max(stage.plan.aspect, 1.0F),
                  dice.between(-0.15F, 1.0F)};
    const float size = dice.unit();
    const float warm = dice.unit();
    const float phase = dice.unit();
    const float speed = dice.between(0.5F, 1.4F);
    const Vec2 px = stage.view.project(at, 0.0F);
    if (px.y >= until_y) {
      continue;
    }
    const float low = std::clamp((until_y - px.y) / (0.35F * stage.view.height), 0.0F, 1.0F);
    const float twinkle = 0.78F + 0.22F * std::sin(6.2832F * (phase + stage.t * speed));
    const float power = strength * low * twinkle * (0.16F + 0.84F * size * size * size);
    const Rgb colour = mix(rgb(0xBFD3FF), rgb(0xFFE6C8), warm);
    stage.canvas.glow(px, unit * (1.7F + 1.3F * size * size), colour * power);
    if (size > 0.965F) {
      stage.canvas.glow(px, unit * 9, colour * (0.16F * power));
    }
  }
}

void paint_disc(Stage& stage) {
  const Palette& p = stage.plan.palette;
  const Vec2 at = stage.view.project(stage.plan.sun, 0.0F);
  const float unit = stage.view.height;
  if (!stage.plan.is_moon) {
    stage.canvas.glow(at, 0.36F * unit, p.glow * (0.45F * p.glow_strength));
    stage.canvas.glow(at, 0.12F * unit, p.disc * (0.65F * p.glow_strength));
    // Brighter than its own halo, with a soft rim.
    stage.canvas.soft_ellipse(at, 0.062F * unit, 0.062F * unit,
                              mix(p.disc, {1.06F, 1.05F, 1.0F}, 0.6F), 0.9F * p.glow_strength);
    stage.canvas.fill(
        Path().ellipse(at, 0.033F * unit, 0.033F * unit),
        flat(mix(p.disc, {1.08F, 1.06F, 1.02F}, 0.7F), 0.5F + 0.5F * p.glow_strength));
    return;
  }
  stage.canvas.glow(at, 0.30F * unit, p.glow * 0.28F);
  stage.canvas.glow(at, 0.10F * unit, p.glow * 0.35F);
  const float r = 0.042F * unit;
  stage.canvas.fill(Path().ellipse(at, r, r), flat(p.disc));
  // The seas of the moon.
  for (const Vec2 sea :
       {Vec2{-0.35F, -0.25F}, Vec2{0.15F, -0.4F}, Vec2{0.3F, 0.2F}, Vec2{-0.2F, 0.35F}}) {
    stage.canvas.soft_ellipse(at + sea * r, 0.42F * r, 0.36F * r, p.disc * 0.80F, 0.55F);
  }
}

}  // namespace

void paint_sky(Stage& stage, float until_y) {
  const Palette& p = stage.plan.palette;
  const media::Size size = stage.canvas.size();
  const int rows = std::clamp(static_cast<int>(std::ceil(until_y)) + 1, 1, size.height);
  const int half_width = (size.width + 1) / 2;
  const int half_rows = rows / 2 + 1;
  const bool cloudy = p.cloud_cover > 0.02F;
  const Vec2 sun = stage.view.project(stage.plan.sun, 0.0F);
  const float horizon = stage.view.horizon_px();
  SkyRow look;
  look.glow = p.glow;
  look.glow_strength = stage.plan.sun_shows ? 0.62F * p.glow_strength : 0.2F * p.glow_strength;
  look.glow_radius = 0.20F * stage.view.height;
  look.glow_x = sun.x;
  look.cloud_lit = p.cloud_lit;
  look.cloud_shade = p.cloud_shade;
  look.cloud_alpha = cloudy ? 0.92F : 0;
  if (cloudy) {
    sample_clouds(stage, half_width, half_rows);
  }
  for (int y = 0; y < rows; ++y) {
    const float row = static_cast<float>(y) + 0.5F;
    look.base = gradient(p, std::clamp((horizon - row) / stage.view.scale(0) / 0.62F, 0.0F, 1.0F));
    look.glow_dy = (row - sun.y) * 1.35F;
    if (cloudy) {
      enlarged_row(stage.scratch.density, half_width, half_rows, y, stage.scratch.row_a,
                   stage.scratch.full_a);
      enlarged_row(stage.scratch.light, half_width, half_rows, y, stage.scratch.row_a,
                   stage.scratch.full_b);
    }
    sky_row(look, stage.scratch.full_a.data(), stage.scratch.full_b.data(), stage.canvas.row(y),
            size.width);
  }
  // Nothing of the frame before shines through where the land leaves a gap.
  for (int y = rows; y < size.height; ++y) {
    const CanvasRow row = stage.canvas.row(y);
    std::fill_n(row.r, size.width, p.horizon.r);
    std::fill_n(row.g, size.width, p.horizon.g);
    std::fill_n(row.b, size.width, p.horizon.b);
  }
  if (p.stars > 0.02F && !stage.plan.brief.excludes(Light::stars)) {
    paint_stars(stage, horizon, p.stars * (1 - 0.7F * p.cloud_cover));
  }
  if (stage.plan.sun_shows) {
    paint_disc(stage);
  }
}

void paint_aurora(Stage& stage) {
  const float unit = stage.view.height;
  for (int band = 0; band < 3; ++band) {
    const auto salt = stage.plan.seed + static_cast<std::uint64_t>(band) * 77U;
    const float base = 0.20F + 0.09F * static_cast<float>(band);
    const int columns = 90;
    for (int i = 0; i <= columns; ++i) {
      const float x = (static_cast<float>(i) / columns - 0.5F) * stage.plan.aspect * 1.15F;
      const float wave = 0.07F * fbm1(x * 1.6F + stage.t * 0.10F, 3, 0.5F, salt);
      const float ray = 0.5F + 0.5F * noise1(x * 9 - stage.t * 0.35F, salt + 5);
      const Vec2 at = stage.view.project({x, base + wave}, 0.05F);
      const Rgb low = mix(rgb(0x38E8A0), rgb(0x4AC8E8), static_cast<float>(band) * 0.4F);
      stage.canvas.soft_ellipse(at, 0.022F * unit, (0.10F + 0.12F * ray) * unit,
                                mix(low, rgb(0xB478E8), 0.25F), 0.16F * (0.35F + ray));
    }
  }
}

void paint_rainbow(Stage& stage) {
  static constexpr Rgb kBands[] = {rgb(0xE84A3C), rgb(0xF59A3C), rgb(0xF7E25A), rgb(0x5ACB6A),
                                   rgb(0x4A9AE8), rgb(0x6A5ACB), rgb(0x9A5AC0)};
  const float center_x = stage.plan.sun.x > 0 ? -0.12F : 0.12F;
  for (int i = 0; i < 7; ++i) {
    const float radius = 0.62F - 0.011F * static_cast<float>(i);
    std::vector<Vec2> arc;
    for (int k = 0; k <= 64; ++k) {
      const float a = 3.14159F * (1 + static_cast<float>(k) / 64);
      arc.push_back(stage.view.project(
          {center_x + radius * std::cos(a), stage.plan.horizon + 0.12F + radius * std::sin(a)},
          0.05F));
    }
    const float width = 0.016F * stage.view.height;
    stage.canvas.fill(Path().stroke(arc, width, width), flat(kBands[i], 0.22F));
  }
}

void paint_veil(Stage& stage, const VeilLook& look, const VeilColours& colours) {
  const media::Size size = stage.canvas.size();
  const int half_width = (size.width + 1) / 2;
  const int half_rows = (size.height + 1) / 2;
  Scratch& s = stage.scratch;
  const std::size_t samples =
      static_cast<std::size_t>(half_width) * static_cast<std::size_t>(half_rows);
  s.density.resize(samples);
  s.light.resize(samples);
  VeilLook half = look;
  half.center_x = stage.view.center_px() / 2;
  half.center_y = stage.view.horizon_px() / 2;
  half.height = stage.view.height / 2;
  half.scale /= stage.view.zoom_at(0.1F);
  for (int y = 0; y < half_rows; ++y) {
    const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(half_width);
    veil_row(half, y, half_width, s.density.data() + at, s.light.data() + at);
  }
  for (int y = 0; y < size.height; ++y) {
    enlarged_row(s.density, half_width, half_rows, y, s.row_a, s.full_a);
    enlarged_row(s.light, half_width, half_rows, y, s.row_a, s.full_b);
    veil_colour_row(colours, s.full_a.data(), s.full_b.data(), stage.canvas.row(y), size.width);
  }
}

void trace_outline(Stage& stage, std::size_t index, float depth, const Outline& outline) {
  if (stage.scratch.outlines.size() <= index) {
    stage.scratch.outlines.resize(index + 1);
  }
  std::vector<float>& row = stage.scratch.outlines[index];
  const int width = stage.canvas.size().width;
  row.resize(static_cast<std::size_t>(width));
  const float scale = stage.view.scale(depth);
  const float horizon = stage.view.horizon_px();
  for (int x = 0; x < width; ++x) {
    const float at = stage.view.unit_x(static_cast<float>(x) + 0.5F, depth);
    row[static_cast<std::size_t>(x)] = horizon + (outline(at) - stage.plan.horizon) * scale;
  }
}

void paint_ridge(Stage& stage, const Ridge& ridge) {
  const Palette& p = stage.plan.palette;
  const float scale = stage.view.scale(ridge.depth);
  const Vec2 origin = stage.view.project({0, stage.plan.horizon}, ridge.depth);
  GroundLook look;
  look.crest = stage.lit(ridge.colour, ridge.depth);
  const Rgb foot = ridge.foot ? stage.lit(*ridge.foot, ridge.depth) : mix(p.haze, p.horizon, 0.35F);
  look.foot = mix(look.crest, foot, ridge.mist);
  look.fade = ridge.fade * scale;
  look.light = mix(look.crest, p.key, 0.55F);
  look.relief = ridge.relief;
  look.cells = ridge.cells / scale;
  look.stretch = ridge.stretch;
  look.shear = (stage.plan.sun.x > 0 ? -1.0F : 1.0F) * ridge.shear;
  look.origin_x = origin.x;
  look.origin_y = origin.y;
  look.snow = stage.lit(p.snow, std::min(1.0F, ridge.depth + 0.25F));
  look.snow_depth = ridge.snow_depth * scale;
  std::vector<float>& open = stage.scratch.full_a;
  const int width = stage.canvas.size().width;
  open.assign(static_cast<std::size_t>(width), stage.view.height + 2);
  const float* hide =
      ridge.hidden_by < 0
          ? open.data()
          : stage.scratch.outlines[static_cast<std::size_t>(ridge.hidden_by)].data();
  const RowRange rows = rows_under(stage, ridge.outline);
  for (int y = rows.from; y < rows.to; ++y) {
    ground_row(look, y, stage.scratch.outlines[ridge.outline].data(), hide, stage.canvas.row(y),
               width);
  }
}

void paint_plain(Stage& stage, const Plain& plain) {
  PlaneLook look;
  look.far = stage.lit(plain.far, 0.35F);
  look.near = stage.lit(plain.near, 1);
  look.mark = stage.lit(plain.mark, 0.9F);
  look.texture = plain.texture;
  look.horizon_y = stage.view.horizon_px();
  look.center_x = stage.view.center_px();
  look.height = stage.view.scale(0.8F);
  look.offset_u = stage.view.truck.x + 31.0F;
  look.edge = plain.edge;
  look.edge_fade = plain.edge_fade * stage.view.height;
  const RowRange rows = rows_under(stage, plain.outline);
  for (int y = rows.from; y < rows.to; ++y) {
    plane_row(look, y, stage.scratch.outlines[plain.outline].data(), stage.canvas.row(y),
              stage.canvas.size().width);
  }
}

void paint_water(Stage& stage, const Water& water) {
  const Palette& p = stage.plan.palette;
  const media::Size size = stage.canvas.size();
  WaterLook look;
  look.deep = p.deep_water;
  look.mirror = water.mirror;
  look.waves = water.waves;
  look.time = stage.t;
  look.horizon_y = stage.view.horizon_px();
  look.center_x = stage.view.center_px();
  look.height = stage.view.scale(0.6F);
  look.offset_u = stage.view.truck.x + 17.0F;
  look.glint = mix(p.disc, p.glow, 0.3F);
  look.glint_strength = stage.plan.sun_shows ? water.glint * p.glow_strength : 0;
  look.glint_x = stage.view.project(stage.plan.sun, 0.0F).x;
  look.glint_width = 0.11F * stage.view.height;
  const int from = std::clamp(static_cast<int>(look.horizon_y), 0, size.height);
  const std::vector<float>& bottom = stage.scratch.outlines[water.outline];
  const int to =
      std::clamp(static_cast<int>(*std::ranges::max_element(bottom)) + 1, from, size.height);
  for (int y = from; y < to; ++y) {
    water_row(look, y, bottom.data(), stage.canvas.red(), stage.canvas.green(), stage.canvas.blue(),
              size.width);
  }
}

void paint_foam(Stage& stage, std::size_t outline, const FoamLook& look) {
  const std::vector<float>& line = stage.scratch.outlines[outline];
  const auto [low, high] = std::ranges::minmax(line);
  const int height = stage.canvas.size().height;
  const int from = std::clamp(static_cast<int>(low - look.above) - 1, 0, height);
  const int to = std::clamp(static_cast<int>(high + look.below) + 2, from, height);
  for (int y = from; y < to; ++y) {
    foam_row(look, y, line.data(), stage.canvas.row(y), stage.canvas.size().width);
  }
}

}  // namespace kirin::engine::motion::scene
