#include "engine/motion/render/renderer.h"

#include "engine/motion/render/scene_renderer.h"

namespace kirin::engine::motion::render {

std::unique_ptr<Renderer> Renderer::make(const world::World& world, const RenderOptions& options) {
  return std::make_unique<SceneRenderer>(world, options);
}

}  // namespace kirin::engine::motion::render
