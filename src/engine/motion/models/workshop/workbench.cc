#include "engine/motion/models/workshop/workbench.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace kirin::engine::motion::models {
namespace {

using world::Light;
using world::Paint;
using world::Surface;

/// What a trait makes of a thing's main part.
struct Material {
  std::string_view trait;
  Surface surface;
  std::uint32_t srgb;
  bool keeps_colour;  ///< where a colour was ordered, it stays
};

constexpr Material kMaterials[] = {
    {"golden_made", Surface::metal, 0xE8B23A, false},
    {"golden", Surface::metal, 0xE8B23A, false},
    {"metal_made", Surface::metal, 0xB4B9BF, true},
    {"wooden", Surface::wood, 0x9B6A3C, true},
    {"rusty", Surface::matte, 0x8A4B2A, false},
    {"stone_made", Surface::rock, 0x9A958C, true},
    {"glass_made", Surface::glass, 0xA9CFD8, true},
    {"crystal_made", Surface::glass, 0xB8D4EE, true},
    {"ice_made", Surface::ice, 0xBFE3F2, true},
    {"paper_made", Surface::paper, 0xEDE7DA, true},
    {"toy", Surface::plastic, 0, true},
};

Light faded(Light colour) {
  const float grey = 0.2126F * colour.x + 0.7152F * colour.y + 0.0722F * colour.z;
  return world::mix(colour, Light{grey, grey * 0.95F, grey * 0.85F}, 0.45F) * 0.8F;
}

Light hue(float turn) {
  const auto channel = [&](float at) {
    const float away = std::abs(turn - at - std::floor(turn - at + 0.5F));
    return std::clamp(2 - 6 * away, 0.04F, 0.85F);
  };
  return {channel(0), channel(1 / 3.0F), channel(2 / 3.0F)};
}

}  // namespace

Workbench::Workbench(const ModelOrder& order, world::Rig rig)
    : Shaper(made), order_(order), dice_(hash_of(order.kind) ^ order.seed) {
  model_.kind = order.kind;
  model_.rig = rig;
  model_.skeleton.add("body", -1, {});
}

bool Workbench::has(std::string_view trait) const {
  return std::find(order_.traits.begin(), order_.traits.end(), trait) != order_.traits.end();
}

Paint Workbench::main(Light natural, Surface surface, int bone) const {
  Paint paint{order_.colour.value_or(natural), surface, bone, 0};
  for (const Material& material : kMaterials) {
    if (has(material.trait) && surface != Surface::glow) {
      paint.surface = material.surface;
      if (material.srgb != 0 && !(material.keeps_colour && order_.colour)) {
        paint.colour = world::from_srgb(material.srgb);
      }
    }
  }
  if (has("old")) {
    paint.colour = faded(paint.colour);
  }
  if (has("glowing")) {
    paint.colour = paint.colour * 1.6F + Light{0.05F, 0.05F, 0.05F};
    paint.surface = Surface::glow;
  }
  return paint;
}

Paint Workbench::part(std::string_view id, Light natural, Surface surface, int bone) const {
  Paint paint{natural, surface, bone, 0};
  for (const story::Part& part : order_.parts) {
    if (part.id == id && part.colour) {
      paint.colour = world::from_srgb(part.colour->srgb);
    }
  }
  if (has("old")) {
    paint.colour = faded(paint.colour);
  }
  return paint;
}

int Workbench::bone(std::string name, world::Vec3 joint, int parent) {
  return model_.skeleton.add(std::move(name), parent, joint);
}

void Workbench::anchor(std::string name, world::Vec3 at, int bone) {
  model_.anchors.push_back({std::move(name), bone, at});
}

void Workbench::colour_as_rainbow() {
  const Light own = main(Light{-1, -1, -1}, Surface::matte).colour;
  const world::Bounds bounds = world::bounds_of(made);
  // Where no colour was ordered, everything with a hue of its own takes part.
  for (world::Vertex& vertex : made.vertices) {
    const Light c = vertex.colour;
    const float chroma = std::max({c.x, c.y, c.z}) - std::min({c.x, c.y, c.z});
    if (c == own || (!order_.colour && chroma > 0.12F)) {
      const float at = (vertex.position.y - bounds.low.y) / std::max(bounds.extent().y, 1e-4F);
      vertex.colour = hue(0.8F * (1 - at));
    }
  }
}

world::ModelPtr Workbench::finished(world::Vec3 origin) {
  if (has("rainbow") || has("colourful") || has("colorful")) {
    colour_as_rainbow();
  }
  for (world::Vertex& vertex : made.vertices) {
    vertex.position = vertex.position - origin;
  }
  for (world::Bone& bone : model_.skeleton.bones) {
    bone.joint = bone.joint - origin;
  }
  for (world::Anchor& anchor : model_.anchors) {
    anchor.at = anchor.at - origin;
  }
  model_.mesh = std::move(made);
  model_.bounds = world::bounds_of(model_.mesh);
  return std::make_shared<world::Model>(std::move(model_));
}

world::ModelPtr Workbench::standing() { return finished({0, world::bounds_of(made).low.y, 0}); }

world::ModelPtr Workbench::hovering() {
  model_.flies = true;
  return finished(world::bounds_of(made).middle());
}

}  // namespace kirin::engine::motion::models
