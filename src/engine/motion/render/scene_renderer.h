/// \file
/// The steps of a frame, in order.
#pragma once

#include <memory>
#include <vector>

#include "engine/motion/render/bloom.h"
#include "engine/motion/render/depth_of_field.h"
#include "engine/motion/render/draw_list.h"
#include "engine/motion/render/finish.h"
#include "engine/motion/render/frame_buffer.h"
#include "engine/motion/render/geometry_stage.h"
#include "engine/motion/render/mirror.h"
#include "engine/motion/render/motion_blur.h"
#include "engine/motion/render/occlusion.h"
#include "engine/motion/render/renderer.h"
#include "engine/motion/render/shade_points.h"
#include "engine/motion/render/shading.h"
#include "engine/motion/render/shadow_map.h"
#include "engine/motion/render/sprites.h"
#include "engine/motion/render/style/style.h"
#include "engine/motion/render/tile_writer.h"

namespace kirin::engine::motion::render {

class SceneCanvas final : public Canvas {
 public:
  DrawList list;
  GeometryStage geometry;
  std::unique_ptr<TileSamples> samples = std::make_unique<TileSamples>();
  PointMaker maker;
  ShadePoints points;
  ShadedPoints shaded;
  FrameBuffer frame;
  ShadowScratch shadow_scratch;
  ShadowMap moving_shadow;
  std::vector<LitLamp> lamps;
  Environment environment;
  OcclusionScratch occlusion;
  MirrorScratch mirror;
  SpriteScratch sprites;
  Bloom bloom;
  FocusScratch focus;
  MotionScratch motion;
};

class SceneRenderer final : public Renderer {
 public:
  SceneRenderer(const world::World& world, const RenderOptions& options);

  std::unique_ptr<Canvas> make_canvas() const override { return std::make_unique<SceneCanvas>(); }
  void draw(double seconds, Canvas& canvas, media::Image& out, GroundTruth* truth) const override;

 private:
  void draw_moving_shadows(double seconds, SceneCanvas& canvas) const;
  void light_lamps(double seconds, const View& view, SceneCanvas& canvas) const;
  void draw_tiles(const ShadeScene& scene, SceneCanvas& canvas) const;
  void expose(double seconds, SceneCanvas& canvas, media::Image& out) const;
  void measure(const View& view, SceneCanvas& canvas, GroundTruth& truth) const;

  const world::World& world_;
  RenderOptions options_;
  Cast cast_;
  ToneCurve tone_;
  ShadingStyle shading_;
  std::unique_ptr<Style> style_;  // null: the house style
  ShadowMap near_shadow_;
  ShadowMap far_shadow_;
};

}  // namespace kirin::engine::motion::render
