#include "engine/motion/models/animals/fish.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/motion/dice.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {
namespace {

struct FishBuild {
  const FishRow& row;
  const ModelOrder& order;
  Palette palette;
  float girth;
  float eye;
  float size;
  std::shared_ptr<world::Model> model;
  std::array<int, 5> body{};
  int head = 0, jaw = 0, tail = 0;

  /// A point `t` of the way from the snout to the tail; the snout is at +z.
  float z(float t) const { return (0.5F - t) * size; }
  /// Half height of the outline there.
  float half_height(float t) const {
    const float front = std::clamp(t / row.thickest, 0.0F, 1.0F);
    const float back = std::clamp((t - row.thickest) / (1 - row.thickest), 0.0F, 1.0F);
    const float rise = std::pow(std::sin(0.5F * world::kPi * front), 1.15F - 0.75F * row.snout);
    const float fall = row.stalk / row.height +
                       (1 - row.stalk / row.height) * (0.5F + 0.5F * std::cos(world::kPi * back));
    return row.height * (t < row.thickest ? rise : fall) * size * girth;
  }
  /// How far out the body's side really is at that height and length: the slices melt together.
  float side_at(float y, float z_at) const {
    float widest = 0;
    for (const world::Vertex& v : model->mesh.vertices) {
      if (std::abs(v.position.y - y) < 0.03F * size &&
          std::abs(v.position.z - z_at) < 0.03F * size) {
        widest = std::max(widest, v.position.x);
      }
    }
    return widest;
  }
  int bone_at(float t) const {
    return t < 0.2F ? head
                    : body[static_cast<std::size_t>(std::clamp((t - 0.2F) * 6.2F, 0.0F, 4.0F))];
  }
};

void add_body(FishBuild& b) {
  const FishRow& row = b.row;
  const float s = b.size;
  world::Clay clay;
  constexpr int kSlices = 15;
  clay.blend(0.05F * s);
  for (int i = 0; i < kSlices; ++i) {
    const float t = 0.045F + 0.955F * static_cast<float>(i) / (kSlices - 1);
    const float h = std::max(b.half_height(t), 0.018F * s);
    const float taper = 1 - 0.35F * world::smooth_step(0.5F, 1.0F, t);
    const float w = std::max(h * row.width / row.height * taper, 0.012F * s);
    clay.ellipsoid(Vec3{0, 0, b.z(t)}, {w, h, std::max(0.085F * s, 0.42F * h)},
                   {b.palette.coat(), row.surface, b.bone_at(t)});
  }
  if (row.lies_on_land) {
    clay.ball(Vec3{0, 0.02F * s, b.z(0.075F)}, 0.085F * s, {b.palette.coat(), row.surface, b.head});
    for (const float side : {1.0F, -1.0F}) {
      clay.ball(Vec3{side * 0.03F * s, -0.01F * s, b.z(0.0F)}, 0.042F * s,
                {b.palette.pale(row.belly), row.surface, b.head});
    }
  }
  if (row.rostrum > 0) {
    clay.limb({0, -0.18F * row.height * s, b.z(0.04F)},
              {0, -0.25F * row.height * s, b.z(-row.rostrum)}, 0.055F * s, 0.026F * s,
              {b.palette.coat(), row.surface, b.head});
    clay.blend(0.01F * s);
    clay.limb({0, -0.42F * row.height * s, b.z(0.04F)},
              {0, -0.36F * row.height * s, b.z(-0.94F * row.rostrum)}, 0.035F * s, 0.02F * s,
              {b.palette.coat(), row.surface, b.jaw});
  } else {
    clay.blend(0.008F * s);
    clay.limb({0, -row.jaw_drop * s - 0.30F * b.half_height(0.12F), b.z(0.13F)},
              {0, -row.jaw_drop * s, b.z(0.015F)}, 0.30F * b.half_height(0.12F), 0.02F * s,
              {b.palette.coat(), row.surface, b.jaw});
  }
  b.model->mesh = clay.mesh(std::clamp(0.022F * s, 0.0F, 0.3F * row.width * s));
}

void paint(FishBuild& b) {
  const FishRow& row = b.row;
  const Light belly = b.palette.pale(row.belly);
  const Light second = b.palette.accent(row.second);
  repaint(b.model->mesh, 0, [&](world::Vertex& v) {
    const float t = 0.5F - v.position.z / b.size;
    const float up = v.position.y / std::max(b.half_height(t), 0.01F * b.size);
    Light& c = v.colour;
    if (row.belly != kCoat) {
      c = world::mix(c, belly, world::smooth_step(0.0F, 0.55F, -up));
    }
    switch (row.pattern) {
      case FishPattern::none:
      case FishPattern::countershade:
        break;
      case FishPattern::bands:
        for (const float at : {0.22F, 0.52F, 0.86F}) {
          const float off = std::abs(t - at - 0.04F * up * up) - 0.045F;
          if (off < 0.03F) {
            c = world::mix(c, off < 0.0F ? second : Light{0.01F, 0.01F, 0.01F},
                           1 - world::smooth_step(0.02F, 0.03F, off));
          }
        }
        break;
      case FishPattern::stripes:
        c = world::mix(c, second,
                       world::smooth_step(0.25F, 0.6F, std::sin(t * 34.0F + 1.2F * up * up)));
        break;
      case FishPattern::rings:
        c = world::mix(c, second, world::smooth_step(0.2F, 0.5F, std::sin(up * 7 + 1)));
        break;
      case FishPattern::koi: {
        const float n = noise1(t * 4.2F + 1.7F, 31 + b.order.seed) +
                        0.5F * noise1(t * 9 + 3 * v.position.x / b.size, 37 + b.order.seed);
        c = world::mix(c, second,
                       world::smooth_step(-0.05F, 0.08F, n) * world::smooth_step(-0.5F, -0.1F, up));
        break;
      }
      case FishPattern::orca: {
        const auto near = [&](float at, float y, float along, float high) {
          return 1 - world::smooth_step(0.85F, 1.1F, std::hypot((t - at) / along, (up - y) / high));
        };
        c = world::mix(
            c, second,
            std::max(near(0.2F, 0.35F, 0.055F, 0.22F),
                     world::smooth_step(0.35F, 0.55F, -up) * world::smooth_step(0.75F, 0.6F, t)));
        break;
      }
    }
  });
}

void add_tail_fin(FishBuild& b) {
  const FishRow& row = b.row;
  const float l = row.tail_size * b.size;
  const Light colour = part_colour(b.order, "tail", b.palette.shade(row.fins));
  const Vec3 root{0, 0, b.z(0.97F)};
  // Drawn upright; a whale's lies flat.
  std::vector<world::Point2> outline;
  switch (row.tail) {
    case TailFin::fork:
    case TailFin::crescent: {
      const float notch = row.tail == TailFin::fork ? 0.45F : 0.38F;
      outline = {{0.0F, 0.10F},   {0.55F, 0.62F}, {1.02F, 1.0F},   {0.80F, 0.55F}, {notch, 0.0F},
                 {0.80F, -0.55F}, {1.02F, -1.0F}, {0.55F, -0.62F}, {0.0F, -0.10F}};
      if (row.tail == TailFin::crescent) {
        outline[5] = {0.62F, -0.45F};
        outline[6] = {0.80F, -0.78F};
      }
      break;
    }
    case TailFin::fluke:
      outline = {{0.0F, 0.12F},   {0.35F, 0.60F},  {0.62F, 1.15F}, {0.72F, 1.12F},
                 {0.60F, 0.5F},   {0.50F, 0.0F},   {0.60F, -0.5F}, {0.72F, -1.12F},
                 {0.62F, -1.15F}, {0.35F, -0.60F}, {0.0F, -0.12F}};
      break;
    case TailFin::fan:
      outline = {{0.0F, 0.14F},  {0.5F, 0.62F},   {0.92F, 0.70F}, {1.0F, 0.36F}, {0.93F, 0.0F},
                 {1.0F, -0.36F}, {0.92F, -0.70F}, {0.5F, -0.62F}, {0.0F, -0.14F}};
      break;
    case TailFin::veil:
      outline = {{0.0F, 0.15F}, {0.6F, 0.8F},   {1.35F, 1.05F}, {1.6F, 0.7F},
                 {1.2F, 0.3F},  {1.1F, 0.0F},   {1.25F, -0.4F}, {1.7F, -0.85F},
                 {1.4F, -1.2F}, {0.6F, -0.85F}, {0.0F, -0.15F}};
      break;
  }
  std::vector<Vec3> points;
  for (const world::Point2 p : outline) {
    points.push_back(root + (row.swims_vertically ? Vec3{p.y, 0, -p.x} : Vec3{0, p.y, -p.x}) * l);
  }
  add_fin(b.model->mesh, root + Vec3{0, 0, -0.12F * l}, points,
          (row.swims_vertically ? 0.05F : 0.03F) * l, {colour, row.surface, b.tail},
          row.fins == kCoat ? colour * 0.8F : colour);
}

void add_other_fins(FishBuild& b) {
  const FishRow& row = b.row;
  const float s = b.size;
  const Light colour = b.palette.shade(row.fins);
  const Light edge =
      row.pattern == FishPattern::bands ? Light{0.01F, 0.01F, 0.01F} : colour * 0.82F;
  Mesh& mesh = b.model->mesh;
  if (row.dorsal > 0) {
    const float from = row.dorsal_at - 0.5F * row.dorsal_base;
    const float to = row.dorsal_at + 0.5F * row.dorsal_base;
    const auto at = [&](float f, float up) {
      const float t = world::mix(from, to, f);
      return Vec3{0, 0.88F * b.half_height(std::min(t, 0.95F)) + up * row.dorsal * s, b.z(t)};
    };
    const bool is_sail = row.dorsal_base > 0.25F;
    const std::array sail{at(0, 0),        at(0.15F, 0.8F),  at(0.35F, 1.0F), at(0.6F, 0.82F),
                          at(0.85F, 0.6F), at(1.05F, 0.45F), at(1, 0),        at(0.5F, -0.05F)};
    const std::array blade{at(0, 0),        at(0.35F, 0.5F),  at(0.75F, 0.92F), at(1.02F, 1.0F),
                           at(0.95F, 0.6F), at(0.92F, 0.25F), at(1.05F, 0),     at(0.5F, -0.05F)};
    add_fin(mesh, at(0.5F, 0.1F), is_sail ? sail : blade, 0.012F * s,
            {colour, row.surface, b.bone_at(row.dorsal_at)}, edge);
  }
  if (row.belly_fin > 0) {
    const auto at = [&](float t, float down) {
      return Vec3{0, -0.88F * b.half_height(t) - down * row.belly_fin * s, b.z(t)};
    };
    add_fin(
        mesh, at(0.68F, 0.1F),
        std::array{at(0.60F, 0), at(0.72F, 1.0F), at(0.83F, 0.9F), at(0.8F, 0), at(0.7F, -0.05F)},
        0.012F * s, {colour, row.surface, b.bone_at(0.7F)}, edge);
  }
  on_both_sides([&](const std::string& side, float sign) {
    const float t = 0.30F;
    const float h = b.half_height(t);
    const Vec3 root{sign * 0.85F * h * row.width / row.height, -0.35F * h, b.z(t)};
    const int bone = b.model->skeleton.add("fin" + side, b.body[0], root);
    const float l = row.pectoral * s;
    const bool is_flipper = row.swims_vertically || row.has_gills;
    const Vec3 out =
        is_flipper ? Vec3{sign * 0.80F, -0.45F, -0.42F} : Vec3{sign * 0.55F, -0.3F, -0.78F};
    const Vec3 across = is_flipper ? Vec3{0.1F * sign, 0.1F, -1} : Vec3{0, -0.9F, -0.3F};
    const auto at = [&](float along, float wide) {
      return root + out * (along * l) + across * (wide * l);
    };
    add_fin(mesh, at(0.3F, 0.05F),
            is_flipper ? std::array{at(0, -0.14F), at(0.5F, -0.12F), at(1.0F, 0.14F),
                                    at(0.8F, 0.26F), at(0.45F, 0.24F), at(0, 0.18F)}
                       : std::array{at(0, -0.08F), at(0.6F, -0.30F), at(0.98F, -0.15F),
                                    at(1.0F, 0.2F), at(0.7F, 0.38F), at(0, 0.10F)},
            (is_flipper ? 0.03F : 0.010F) * s, {colour, row.surface, bone}, edge);
  });
}

void add_face(FishBuild& b) {
  const FishRow& row = b.row;
  const float s = b.size;
  if (row.lies_on_land) {
    world::MeshBuilder(b.model->mesh)
        .ball(Vec3{0, 0.016F * s, b.z(-0.035F)}, 0.019F * s,
              {{0.01F, 0.01F, 0.01F}, Surface::skin, b.head});
  }
  on_both_sides([&](const std::string& side, float sign) {
    const float h = b.half_height(row.eye_at);
    const float up = row.eye_up;
    const Vec3 at{sign * 0.97F * b.side_at(up * h, b.z(row.eye_at)), up * h, b.z(row.eye_at)};
    const int bone = b.model->skeleton.add("eye" + side, b.head, at);
    add_eye(b.model->mesh, at, {sign, 0.12F, 0.35F}, b.eye * s, row.iris, bone);
    if (row.has_gills) {
      world::MeshBuilder build(b.model->mesh);
      for (int i = 0; i < 4; ++i) {
        const float t = 0.235F + 0.022F * static_cast<float>(i);
        const float hh = b.half_height(t);
        const float w = 1.01F * b.side_at(0, b.z(t));
        build.tube(std::array{Vec3{sign * w * 0.93F, 0.30F * hh, b.z(t)},
                              Vec3{sign * w * 1.0F, 0, b.z(t) - 0.004F * s},
                              Vec3{sign * w * 0.9F, -0.38F * hh, b.z(t)}},
                   std::array{0.002F * s, 0.004F * s, 0.002F * s}, 5,
                   {b.palette.coat() * 0.35F, row.surface, b.body[0]});
      }
    }
  });
}

}  // namespace

void add_fin(Mesh& mesh, Vec3 root, std::span<const Vec3> outline, float thickness,
             const Paint& paint, Light edge) {
  Vec3 n{};
  for (std::size_t i = 0; i + 1 < outline.size(); ++i) {
    n += world::cross(outline[i] - root, outline[i + 1] - root);
  }
  n = world::normalized(n);
  for (const float face : {1.0F, -1.0F}) {
    const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
    const auto put = [&](Vec3 at, float thick, Light colour) {
      world::Vertex v;
      v.position = at + n * (face * thick);
      v.normal = n * face;
      v.colour = colour;
      v.surface = paint.surface;
      v.bones[0] = v.bones[1] = static_cast<std::uint8_t>(paint.bone);
      v.sway = paint.sway;
      mesh.vertices.push_back(v);
    };
    put(root, thickness, paint.colour);
    for (const Vec3 p : outline) {
      put(world::mix(root, p, 0.72F), 0.6F * thickness, paint.colour);
    }
    for (const Vec3 p : outline) {
      put(p, 0, edge);
    }
    const auto count = static_cast<std::uint32_t>(outline.size());
    for (std::uint32_t i = 0; i + 1 < count; ++i) {
      const std::uint32_t a = base + 1 + i;
      const std::uint32_t c = base + 1 + count + i;
      if (face > 0) {
        mesh.indices.insert(mesh.indices.end(), {base, a, a + 1, a, c, c + 1, a, c + 1, a + 1});
      } else {
        mesh.indices.insert(mesh.indices.end(), {base, a + 1, a, a, c + 1, c, a, a + 1, c + 1});
      }
    }
  }
}

world::ModelPtr build_fish(const FishRow& row, const ModelOrder& order) {
  const Wishes wishes = wishes_of(order);
  FishRow own = row;
  if (wishes.is_striped) {
    own.pattern = FishPattern::stripes;
  } else if (wishes.is_spotted) {
    own.pattern = FishPattern::koi;
  }
  FishBuild b{.row = own,
              .order = order,
              .palette = Palette(order, own.coat),
              .girth = wishes.girth,
              .eye = own.eye * (wishes.is_baby ? 1.5F : 1),
              .size = own.length * (wishes.is_baby ? 0.5F : 1),
              .model = std::make_shared<world::Model>()};
  b.model->rig = world::Rig::fish;
  b.model->flies = !own.lies_on_land;
  world::Skeleton& bones = b.model->skeleton;
  b.body[0] = bones.add("body_1", -1, {0, 0, b.z(0.3F)});
  for (std::size_t i = 1; i < 5; ++i) {
    b.body[i] = bones.add("body_" + std::to_string(i + 1), b.body[i - 1],
                          {0, 0, b.z(0.3F + 0.15F * static_cast<float>(i))});
  }
  b.tail = bones.add(own.swims_vertically ? "fluke" : "tail", b.body[4], {0, 0, b.z(0.96F)});
  b.head = bones.add("head", b.body[0], {0, 0, b.z(0.2F)});
  b.jaw = bones.add("jaw", b.head, {0, -own.jaw_drop * b.size, b.z(0.14F)});
  add_body(b);
  paint(b);
  add_tail_fin(b);
  add_other_fins(b);
  add_face(b);
  b.model->anchors = {{"head_top", b.head, {0, b.half_height(0.18F), b.z(0.18F)}},
                      {"mouth", b.head, {0, -own.jaw_drop * b.size, b.z(0.0F)}},
                      {"back", b.body[1], {0, b.half_height(0.4F), b.z(0.4F)}},
                      {"seat", b.body[1], {0, b.half_height(0.4F), b.z(0.4F)}},
                      {"neck", b.head, {0, 0, b.z(0.2F)}}};
  return finished(order, b.model);
}

}  // namespace kirin::engine::motion::models::fauna
