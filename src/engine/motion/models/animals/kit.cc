#include "engine/motion/models/animals/kit.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kirin::engine::motion::models::fauna {
namespace {

struct Material {
  std::string_view trait;
  Surface surface;
  std::uint32_t colour;
};

// Longest names first where one begins another.
constexpr std::array kMaterials = {
    Material{"wooden", Surface::wood, 0x9A6B3F},     Material{"stone", Surface::rock, 0x8F8C86},
    Material{"glass", Surface::glass, 0xA9D3DC},     Material{"paper", Surface::paper, 0xF1EDE2},
    Material{"metal", Surface::metal, 0xB4B9BF},     Material{"silver", Surface::metal, 0xC9CDD2},
    Material{"golden", Surface::metal, 0xFFC64A},    Material{"bronze", Surface::metal, 0xA9743C},
    Material{"ice", Surface::ice, 0xBFE3F2},         Material{"crystal", Surface::glass, 0xBCD7F5},
    Material{"plastic", Surface::plastic, 0},        Material{"toy", Surface::cloth, 0},
    Material{"ceramic", Surface::ceramic, 0xEDE9E0}, Material{"clay", Surface::matte, 0xB8683F},
    Material{"robot", Surface::metal, 0xB4B9BF}};

bool has_trait(const ModelOrder& order, std::string_view trait) {
  return std::any_of(order.traits.begin(), order.traits.end(),
                     [&](const std::string& own) { return own.starts_with(trait); });
}

}  // namespace

Wishes wishes_of(const ModelOrder& order) {
  Wishes wishes;
  wishes.is_baby =
      has_trait(order, "young") || has_trait(order, "baby") || has_trait(order, "newborn");
  wishes.is_old = has_trait(order, "old") && !has_trait(order, "golden");
  wishes.is_fluffy = has_trait(order, "fluffy") || has_trait(order, "long");
  wishes.is_striped = has_trait(order, "striped");
  wishes.is_spotted = has_trait(order, "spotted");
  wishes.is_glowing = has_trait(order, "glowing") || has_trait(order, "burning");
  const bool is_fat = has_trait(order, "fat") || has_trait(order, "chubby") ||
                      has_trait(order, "round") || has_trait(order, "heavy");
  wishes.girth = is_fat ? 1.25F : has_trait(order, "thin") ? 0.84F : 1;
  for (const Material& material : kMaterials) {
    if (has_trait(order, material.trait)) {
      wishes.material = material.surface;
      if (material.colour != 0) {
        wishes.material_colour = world::from_srgb(material.colour);
      }
      break;
    }
  }
  return wishes;
}

const story::Part* find_part(const ModelOrder& order, std::string_view id) {
  for (const story::Part& part : order.parts) {
    if (part.id == id) {
      return &part;
    }
  }
  return nullptr;
}

Light part_colour(const ModelOrder& order, std::string_view id, Light otherwise) {
  const story::Part* part = find_part(order, id);
  return part != nullptr && part->colour ? world::from_srgb(part->colour->srgb) : otherwise;
}

float luminance(Light colour) {
  return 0.2126F * colour.x + 0.7152F * colour.y + 0.0722F * colour.z;
}

Palette::Palette(const ModelOrder& order, std::uint32_t natural_coat)
    : is_ordered_(order.colour.has_value()),
      natural_(world::from_srgb(natural_coat)),
      coat_(order.colour.value_or(world::from_srgb(natural_coat))) {
  for (const std::string_view id : {"fur", "feathers", "scales"}) {
    const story::Part* part = find_part(order, id);
    if (part != nullptr && part->colour) {
      is_ordered_ = true;
      coat_ = world::from_srgb(part->colour->srgb);
    }
  }
}

Light Palette::pale(std::uint32_t hex) const {
  if (hex == kCoat) {
    return coat_;
  }
  const Light natural = world::from_srgb(hex);
  if (!is_ordered_) {
    return natural;
  }
  const float coat_light = (coat_.x + coat_.y + coat_.z) / 3;
  const float own_light = (natural.x + natural.y + natural.z) / 3;
  // A black cat has no cream belly; a red one has a pale red one.
  return own_light > coat_light ? world::mix(coat_, Light{1, 1, 1} * own_light, 0.12F)
                                : coat_ * 0.8F;
}

Light Palette::mark(std::uint32_t hex) const {
  return hex == kCoat ? coat_ : world::from_srgb(hex);
}

Light Palette::shade(std::uint32_t hex) const {
  if (hex == kCoat) {
    return coat_;
  }
  const Light own = world::from_srgb(hex);
  if (!is_ordered_) {
    return own;
  }
  const float ratio =
      std::clamp(luminance(own) / std::max(luminance(natural_), 0.004F), 0.45F, 1.7F);
  return world::min(coat_ * ratio + Light{0.004F, 0.004F, 0.004F} * ratio, {0.92F, 0.92F, 0.92F});
}

Light Palette::accent(std::uint32_t hex) const {
  const float light = hex == kCoat ? 0.3F : luminance(world::from_srgb(hex));
  return light < 0.03F || light > 0.6F ? mark(hex) : shade(hex);
}

void add_eye(Mesh& mesh, Vec3 at, Vec3 outward, float radius, std::uint32_t iris, int bone) {
  const Vec3 out = world::normalized(outward);
  const Affine frame = world::looking_at(at, at - out);  // its +z looks outwards
  const Light dark{0.010F, 0.008F, 0.008F};
  world::MeshBuilder build(mesh);
  const Light ball = iris == 0 ? dark : world::from_srgb(iris);
  build.ball(frame, {radius, radius, 0.5F * radius}, 8, 14, {ball, Surface::eye, bone});
  if (iris != 0) {
    build.ball(frame * world::translation({0, 0, 0.14F * radius}),
               {0.64F * radius, 0.74F * radius, 0.44F * radius}, 6, 12, {dark, Surface::eye, bone});
  }
  // The catchlight sits above, on the side of the light in most of our scenes.
  const Vec3 catchlight =
      at + out * (0.46F * radius) + Vec3{0, 0.42F * radius, 0} + frame.x * (0.22F * radius);
  build.ball(world::translation(catchlight), Vec3{0.24F, 0.24F, 0.24F} * radius, 4, 8,
             {{1.1F, 1.1F, 1.1F}, Surface::glow, bone});
}

void repaint(Mesh& mesh, std::size_t from,
             const std::function<void(world::Vertex& vertex)>& brush) {
  for (std::size_t i = from; i < mesh.vertices.size(); ++i) {
    brush(mesh.vertices[i]);
  }
}

world::ModelPtr finished(const ModelOrder& order, const std::shared_ptr<world::Model>& model,
                         std::size_t spread_from) {
  world::Mesh& mesh = model->mesh;
  model->kind = order.kind;
  const Wishes wishes = wishes_of(order);
  for (world::Vertex& vertex : mesh.vertices) {
    const bool is_eye = vertex.surface == Surface::eye || vertex.surface == Surface::glow;
    if (wishes.material && !is_eye) {
      vertex.surface = *wishes.material;
      if (wishes.material_colour && !order.colour) {
        // What was dark stays a little darker, so that features still read.
        const float light = (vertex.colour.x + vertex.colour.y + vertex.colour.z) / 3;
        vertex.colour = *wishes.material_colour * (0.72F + 0.5F * std::min(1.0F, 2.2F * light));
      }
    } else if (wishes.is_glowing && !is_eye) {
      vertex.colour = vertex.colour * 1.6F;
      vertex.surface = Surface::glow;
    }
  }
  world::Bounds bounds;
  for (std::size_t i = 0; i < std::min(spread_from, mesh.vertices.size()); ++i) {
    bounds.add(mesh.vertices[i].position);
  }
  const Vec3 by = model->flies ? -bounds.middle() : Vec3{0, -bounds.low.y, 0};
  for (world::Vertex& vertex : mesh.vertices) {
    vertex.position += by;
  }
  for (world::Bone& bone : model->skeleton.bones) {
    bone.joint += by;
  }
  for (world::Anchor& anchor : model->anchors) {
    anchor.at += by;
  }
  model->bounds = {bounds.low + by, bounds.high + by};
  return model;
}

std::vector<Vec3> chain(Vec3 from, float forward, float elevation, float curl, float step,
                        int segments) {
  std::vector<Vec3> points{from};
  for (int i = 0; i < segments; ++i) {
    const float angle = elevation + curl * static_cast<float>(i);
    points.push_back(points.back() + Vec3{0, std::sin(angle), forward * std::cos(angle)} * step);
  }
  return points;
}

}  // namespace kirin::engine::motion::models::fauna
