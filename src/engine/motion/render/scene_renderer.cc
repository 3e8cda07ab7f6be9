#include "engine/motion/render/scene_renderer.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion::render {
namespace {

using world::Vec3;

/// A flame's brightness: three slow sines out of step, around 1.
float flicker(double seconds, float amount, std::size_t lamp) {
  const auto s = static_cast<float>(std::fmod(seconds, 1000.0));
  const auto phase = static_cast<float>(lamp) * 1.7F;
  return 1 +
         amount * (0.16F * std::sin(11.3F * s + phase) + 0.11F * std::sin(17.9F * s + 2 * phase) +
                   0.07F * std::sin(29.1F * s + 3 * phase));
}

}  // namespace

SceneRenderer::SceneRenderer(const world::World& world, const RenderOptions& options)
    : world_(world),
      options_(options),
      cast_(world, shading_style(world.look.style).is_faceted),
      tone_(world.look),
      shading_(shading_style(world.look.style)),
      style_(make_style(world.look.style, options.size)) {
  if (!world.light.casts_shadows) {
    return;
  }
  const ShadowFit fit = shadow_fit(world);
  const int pixels = options.is_fine ? 3072 : 2048;
  ShadowScratch scratch;
  draw_shadow_map(cast_, Cast::Which::resting, 0, fit.near_middle, fit.near_half, pixels, world,
                  scratch, near_shadow_);
  draw_shadow_map(cast_, Cast::Which::resting, 0, fit.far_middle, fit.far_half, pixels, world,
                  scratch, far_shadow_);
}

void SceneRenderer::draw_moving_shadows(double seconds, SceneCanvas& canvas) const {
  canvas.moving_shadow.steps.clear();
  const world::Bounds bounds = cast_.moving_bounds(seconds);
  if (!world_.light.casts_shadows || bounds.is_empty()) {
    return;
  }
  constexpr float kMost = 60;  // metres; farther things get no shadow of their own
  const float half = std::min(0.5F * length(bounds.extent()) * 1.05F + 0.1F, kMost);
  draw_shadow_map(cast_, Cast::Which::moving, seconds, bounds.middle(), half,
                  options_.is_fine ? 1536 : 1024, world_, canvas.shadow_scratch,
                  canvas.moving_shadow);
}

void SceneRenderer::light_lamps(double seconds, const View& view, SceneCanvas& canvas) const {
  canvas.lamps.clear();
  const Frustum frustum(view);
  for (std::size_t i = 0; i < world_.lamps.size(); ++i) {
    const world::Lamp& lamp = world_.lamps[i];
    Vec3 at = lamp.at;
    float glow = flicker(seconds, lamp.flicker, i);
    if (lamp.node >= 0) {
      const world::NodeState state =
          world_.state_of(world_.nodes[static_cast<std::size_t>(lamp.node)], seconds);
      at = state.place.point(lamp.at);
      glow *= state.is_visible ? state.glow : 0;
    }
    if (glow > 0 && frustum.sees(at, lamp.reach)) {
      canvas.lamps.push_back({at, lamp.radiance * glow, lamp.reach});
    }
  }
}

void SceneRenderer::draw_tiles(const ShadeScene& scene, SceneCanvas& canvas) const {
  const SamplePattern& pattern = sample_pattern(options_.samples);
  const PointMaker::Source source = {
      .triangles = {.geometry = &canvas.geometry,
                    .list = &canvas.list,
                    .has_motion = scene.has_motion,
                    .is_faceted = shading_.is_faceted},
      .pattern = &pattern,
      .size = options_.size,
  };
  for (int ty = 0; ty < canvas.geometry.tiles_down(); ++ty) {
    for (int tx = 0; tx < canvas.geometry.tiles_across(); ++tx) {
      draw_tile(pattern, canvas.geometry.triangles(), canvas.geometry.bin(tx, ty), tx, ty,
                *canvas.samples);
      canvas.maker.make(source, tx, ty, *canvas.samples, canvas.points);
      shade_points(scene, canvas.points, canvas.shaded);
      shade_sky_points(scene, canvas.points, canvas.shaded);
      write_tile(canvas.points, canvas.shaded, canvas.frame);
    }
  }
}

/// A pass of its own with one sample, at the middle of each pixel.
void SceneRenderer::measure(const View& view, SceneCanvas& canvas, GroundTruth& truth) const {
  const SamplePattern& pattern = sample_pattern(1);
  const auto count =
      static_cast<std::size_t>(view.size.width) * static_cast<std::size_t>(view.size.height);
  truth.objects.assign(count, 0);
  truth.depth.assign(count, kSkyDepth);
  for (int ty = 0; ty < canvas.geometry.tiles_down(); ++ty) {
    for (int tx = 0; tx < canvas.geometry.tiles_across(); ++tx) {
      const std::vector<std::uint32_t>& bin = canvas.geometry.bin(tx, ty);
      draw_tile(pattern, canvas.geometry.triangles(), bin, tx, ty, *canvas.samples);
      const int width = std::min(kTile, view.size.width - tx * kTile);
      const int height = std::min(kTile, view.size.height - ty * kTile);
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
          const int cell = y / 4 * pattern.cells_across() + x / 4;
          const auto from = static_cast<std::size_t>(cell * kCellSamples + y % 4 * 4 + x % 4);
          const std::uint32_t seen = canvas.samples->triangle[from];
          if (seen == kNothing) {
            continue;
          }
          const std::size_t to = canvas.frame.at(tx * kTile + x, ty * kTile + y);
          const std::uint32_t draw = canvas.geometry.triangles()[bin[seen]].draw;
          truth.objects[to] = canvas.list.draws[draw].object;
          truth.depth[to] = 1 / canvas.samples->nearness[from];
        }
      }
    }
  }
}

void SceneRenderer::draw(double seconds, Canvas& any_canvas, media::Image& out,
                         GroundTruth* truth) const {
  auto& canvas = static_cast<SceneCanvas&>(any_canvas);
  const bool has_motion = options_.shutter_seconds > 0;
  canvas.frame.resize(options_.size, has_motion, shading_.has_normals, style_ != nullptr);
  const world::CameraState camera = world_.camera(seconds);
  const View view = view_of(camera, options_.size);
  canvas.list.clear();
  cast_.collect({.seconds = seconds, .shutter_seconds = options_.shutter_seconds}, Cast::Which::all,
                false, Frustum(view), view.eye, canvas.list);
  if (truth != nullptr) {
    canvas.geometry.build(canvas.list, view, world_.wind, seconds, 1);
    measure(view, canvas, *truth);
  }
  canvas.geometry.build(canvas.list, view, world_.wind, seconds, options_.samples);
  draw_moving_shadows(seconds, canvas);
  light_lamps(seconds, view, canvas);
  ShadeScene scene;
  scene.view = view;
  scene.has_motion = has_motion;
  scene.earlier = view_of(world_.camera(seconds - options_.shutter_seconds), options_.size);
  scene.light = world_.light;
  scene.sky = world_.sky;
  scene.fog = world_.fog;
  scene.moving = &canvas.moving_shadow;
  scene.near = &near_shadow_;
  scene.far = &far_shadow_;
  scene.lamps = canvas.lamps;
  draw_environment(world_.sky, seconds, canvas.environment);
  scene.environment = &canvas.environment;
  scene.water = world_.water ? &*world_.water : nullptr;
  if (scene.water != nullptr) {
    scene.waves = wave_trains(*scene.water, world_.wind, seconds);
  }
  scene.has_caustics = world_.water || world_.sky.backdrop == world::Backdrop::underwater;
  scene.seconds = seconds;
  scene.is_cel = shading_.is_cel;
  scene.is_clay = shading_.is_clay;
  scene.is_plain = shading_.is_plain;
  scene.has_normals = shading_.has_normals;
  scene.hour_seconds = static_cast<float>(std::fmod(seconds, 3600.0));
  const world::Light day =
      world_.light.key * std::max(world_.light.key_direction.y, 0.15F) + world_.light.sky;
  scene.night = 1 - world::smooth_step(0.25F, 0.9F, day.y);
  draw_tiles(scene, canvas);
  constexpr float kContactReach = 0.45F;  // metres
  darken_contacts(view, kContactReach, options_.is_fine ? 14 : 8, canvas.occlusion, canvas.frame);
  mirror_in_water(scene, canvas.mirror, canvas.frame);
  draw_sprites(world_, view, seconds, canvas.sprites, canvas.frame);
  blur_by_depth(camera, options_.is_fine ? 48 : 28, canvas.focus, canvas.frame);
  if (has_motion) {
    blur_by_motion(options_.is_fine ? 33 : 25, canvas.motion, canvas.frame);
  }
  expose(seconds, canvas, out);
}

void SceneRenderer::expose(double seconds, SceneCanvas& canvas, media::Image& out) const {
  FinishLook look;
  look.exposure = world_.look.exposure;
  look.saturation = world_.look.saturation;
  look.vignette = world_.look.vignette;
  look.grain = world_.look.grain;
  look.grain_seed = static_cast<std::uint32_t>(std::llround(seconds * 1000)) * 0x9E3779B1U;
  if (world_.look.bloom > 0) {
    find_bloom(canvas.frame, world_.look.exposure, canvas.bloom);
    look.bloom = &canvas.bloom.levels[0];
    look.bloom_share = world_.look.bloom;
  }
  finish(canvas.frame, tone_, look, out);
  if (style_) {
    restyle(*style_, {.frame = &canvas.frame, .seconds = seconds}, out);
  }
}

}  // namespace kirin::engine::motion::render
