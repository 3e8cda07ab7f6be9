// Butterflies, bees, dragonflies, beetles, ants, spiders.
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/motion/models/animals/small.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {
namespace {

constexpr Light kBlack{0.012F, 0.011F, 0.012F};

struct Bug {
  std::shared_ptr<world::Model> model = std::make_shared<world::Model>();
  int body = 0;
  int head = 0;
  Wishes wishes;

  Mesh& mesh() const { return model->mesh; }
};

Bug bug(const ModelOrder& order, Vec3 middle, Vec3 neck, bool flies) {
  Bug b;
  b.wishes = wishes_of(order);
  b.model->rig = world::Rig::insect;
  b.model->flies = flies;
  b.body = b.model->skeleton.add("body", -1, middle);
  b.head = b.model->skeleton.add("head", b.body, neck);
  return b;
}

void add_feelers(const Bug& b, Vec3 root, float length, float thickness, Light colour,
                 bool has_knobs) {
  world::MeshBuilder build(b.mesh());
  for (const float s : {1.0F, -1.0F}) {
    const Vec3 tip = root + Vec3{s * 0.45F, 0.75F, 0.5F} * length;
    build.tube(std::array{root + Vec3{s * 0.08F * length, 0, 0},
                          root + Vec3{s * 0.22F, 0.5F, 0.18F} * length, tip},
               std::array{thickness, 0.8F * thickness, 0.7F * thickness}, 6,
               {colour, Surface::matte, b.head});
    if (has_knobs) {
      build.ball(tip, 2.0F * thickness, {colour, Surface::matte, b.head});
    }
  }
}

void add_eyes(const Bug& b, Vec3 middle, float apart, float radius, std::uint32_t iris) {
  on_both_sides([&](const std::string& side, float sign) {
    const Vec3 at = middle + Vec3{sign * apart, 0, 0};
    const int bone = b.model->skeleton.add("eye" + side, b.head, at);
    add_eye(b.mesh(), at, {sign * 0.6F, 0.25F, 1}, radius, iris, bone);
  });
}

void add_anchors(const Bug& b, Vec3 top, Vec3 mouth, Vec3 back) {
  b.model->anchors = {{"head_top", b.head, top},
                      {"mouth", b.head, mouth},
                      {"back", b.body, back},
                      {"seat", b.body, back},
                      {"neck", b.body, b.model->skeleton.bones[1].joint}};
}

/// A pair of wings from one outline in x (out) and z (ahead), metres.
void add_wing_pair(const Bug& b, int number, Vec3 root, std::span<const world::Point2> outline,
                   float tilt, Surface surface,
                   const std::function<Light(float out, float along)>& colour) {
  on_both_sides([&](const std::string& side, float sign) {
    const Vec3 foot{sign * root.x, root.y, root.z};
    const int bone =
        b.model->skeleton.add("wing" + side + "_" + std::to_string(number), b.body, foot);
    std::vector<Vec3> points;
    for (const world::Point2 p : outline) {
      points.push_back(foot + Vec3{sign * p.x * std::cos(tilt), p.x * std::sin(tilt), p.y});
    }
    add_vane(b.mesh(), foot, points, surface, bone, colour);
  });
}

std::vector<world::Point2> ellipse(float cx, float cz, float rx, float rz, float turn) {
  std::vector<world::Point2> points;
  for (int i = 0; i <= 22; ++i) {
    const float a = 2 * world::kPi * static_cast<float>(i) / 22 + world::kPi + turn;
    const float x = rx * std::cos(a);
    const float z = rz * std::sin(a);
    points.push_back({cx + x * std::cos(turn) - z * std::sin(turn),
                      cz + x * std::sin(turn) + z * std::cos(turn)});
  }
  return points;
}

Light glassy(float out, float) {
  return world::mix(Light{0.75F, 0.85F, 0.92F}, Light{0.5F, 0.62F, 0.7F}, out);
}

}  // namespace

void add_vane(Mesh& mesh, Vec3 root, std::span<const Vec3> outline, Surface surface, int bone,
              const std::function<Light(float out, float along)>& colour) {
  constexpr std::uint32_t kRings = 7;
  const auto count = static_cast<std::uint32_t>(outline.size());
  Vec3 n{};
  for (std::size_t i = 0; i + 1 < outline.size(); ++i) {
    n += world::cross(outline[i] - root, outline[i + 1] - root);
  }
  n = world::normalized(n);
  for (const float face : {1.0F, -1.0F}) {
    const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
    for (std::uint32_t r = 0; r <= kRings; ++r) {
      const float out = static_cast<float>(r) / kRings;
      for (std::uint32_t i = 0; i < count; ++i) {
        world::Vertex v;
        v.position = world::mix(root, outline[i], out);
        v.normal = n * face;
        v.colour = colour(out, static_cast<float>(i) / static_cast<float>(count - 1));
        v.surface = surface;
        v.bones[0] = v.bones[1] = static_cast<std::uint8_t>(bone);
        mesh.vertices.push_back(v);
      }
    }
    for (std::uint32_t r = 0; r < kRings; ++r) {
      for (std::uint32_t i = 0; i + 1 < count; ++i) {
        const std::uint32_t a = base + r * count + i;
        if (face > 0) {
          mesh.indices.insert(mesh.indices.end(),
                              {a, a + count, a + count + 1, a, a + count + 1, a + 1});
        } else {
          mesh.indices.insert(mesh.indices.end(),
                              {a, a + count + 1, a + count, a, a + 1, a + count + 1});
        }
      }
    }
  }
}

void add_leg_pairs(world::Model& model, std::span<const LegPair> pairs, float thickness,
                   Light colour, int body) {
  world::MeshBuilder build(model.mesh);
  on_both_sides([&](const std::string& side, float sign) {
    int number = 1;
    for (const LegPair& pair : pairs) {
      const auto mirrored = [&](Vec3 p) { return Vec3{sign * p.x, p.y, p.z}; };
      const Vec3 hip = mirrored(pair.hip);
      const Vec3 knee = mirrored(pair.knee);
      const Vec3 foot = mirrored(pair.foot);
      const int bone = model.skeleton.add("leg" + side + "_" + std::to_string(number++), body, hip);
      const Paint paint{colour, Surface::matte, bone};
      build.tube(std::array{hip, knee}, std::array{1.2F * thickness, thickness}, 7, paint);
      build.ball(world::translation(knee), Vec3{1, 1, 1} * (1.05F * thickness), 5, 8, paint);
      build.tube(std::array{knee, world::mix(knee, foot, 0.6F), foot},
                 std::array{thickness, 0.8F * thickness, 0.45F * thickness}, 7, paint);
    }
  });
}

world::ModelPtr build_butterfly(const ModelOrder& order) {
  constexpr float kSpan = 0.05F;
  Bug b = bug(order, {0, 0, 0}, {0, 0.001F, 0.011F}, true);
  const Palette palette(order, 0xF08A1D);
  const Light wing = part_colour(order, "wings", palette.coat());
  const Light dark = order.colour ? wing * 0.16F : world::from_srgb(0x1E1512);
  world::MeshBuilder build(b.mesh());
  const Paint fur{world::from_srgb(0x2A1E1A), Surface::fur, b.body};
  build.ball(world::translation({0, 0, 0.004F}), {0.0042F, 0.0042F, 0.009F}, 10, 12, fur);
  build.ball(world::translation({0, -0.001F, -0.014F}), {0.003F, 0.003F, 0.014F}, 10, 12, fur);
  build.ball(world::translation({0, 0.001F, 0.0145F}), {0.0042F, 0.004F, 0.004F}, 8, 12,
             {fur.colour, Surface::fur, b.head});
  add_eyes(b, {0, 0.002F, 0.0165F}, 0.003F, 0.0022F, 0);
  add_feelers(b, {0, 0.004F, 0.017F}, 0.022F, 0.0005F, kBlack, true);
  const auto pattern = [&](bool is_hind) {
    return [&, is_hind](float out, float along) {
      const float edge = world::smooth_step(is_hind ? 0.74F : 0.70F, 0.80F, out);
      Light c = world::mix(wing * (1.15F - 0.35F * out), dark, edge);
      // Veins, and pale dots in the dark hem.
      const float vein = std::abs(std::sin(along * world::kPi * 6));
      c = world::mix(dark, c, world::smooth_step(0.0F, 0.16F, vein + 0.4F * (1 - out)));
      const float dot = std::abs(std::sin(along * world::kPi * 10));
      return out > 0.82F && out < 0.95F && dot > 0.7F ? Light{0.9F, 0.88F, 0.82F} : c;
    };
  };
  const std::array fore{world::Point2{0, 0.002F},
                        world::Point2{0.25F * kSpan, 0.28F * kSpan},
                        world::Point2{0.62F * kSpan, 0.62F * kSpan},
                        world::Point2{0.92F * kSpan, 0.80F * kSpan},
                        world::Point2{1.04F * kSpan, 0.74F * kSpan},
                        world::Point2{0.98F * kSpan, 0.46F * kSpan},
                        world::Point2{0.86F * kSpan, 0.20F * kSpan},
                        world::Point2{0.78F * kSpan, -0.02F * kSpan},
                        world::Point2{0.40F * kSpan, -0.08F * kSpan},
                        world::Point2{0, -0.003F}};
  const std::array hind{world::Point2{0, 0.002F},
                        world::Point2{0.42F * kSpan, -0.02F * kSpan},
                        world::Point2{0.74F * kSpan, -0.10F * kSpan},
                        world::Point2{0.80F * kSpan, -0.34F * kSpan},
                        world::Point2{0.66F * kSpan, -0.60F * kSpan},
                        world::Point2{0.44F * kSpan, -0.76F * kSpan},
                        world::Point2{0.22F * kSpan, -0.66F * kSpan},
                        world::Point2{0.08F * kSpan, -0.40F * kSpan},
                        world::Point2{0, -0.004F}};
  add_wing_pair(b, 1, {0.002F, 0.002F, 0.006F}, fore, 0.12F, Surface::petal, pattern(false));
  add_wing_pair(b, 2, {0.002F, 0.0015F, 0.0F}, hind, 0.10F, Surface::petal, pattern(true));
  add_anchors(b, {0, 0.005F, 0.0145F}, {0, 0, 0.018F}, {0, 0.004F, 0.004F});
  return finished(order, b.model);
}

world::ModelPtr build_bee(const ModelOrder& order) {
  constexpr float s = 0.011F;  // half the body's length, larger than life
  Bug b = bug(order, {0, 0, 0}, {0, 0.1F * s, 0.62F * s}, true);
  const Palette palette(order, 0xF5BE22);
  const Light coat = palette.coat();
  world::Clay clay;
  clay.blend(0.12F * s);
  clay.ellipsoid(world::translation(Vec3{0, -0.05F, -0.62F} * s) * world::turn_x(-0.12F),
                 Vec3{0.56F, 0.54F, 0.86F} * s, {coat, Surface::fur, b.body});
  clay.ball(Vec3{0, 0.08F, 0.28F} * s, 0.50F * s, {coat, Surface::fur, b.body});
  clay.ellipsoid(Vec3{0, 0.06F * s, 0.86F * s}, Vec3{0.40F, 0.38F, 0.32F} * s,
                 {kBlack * 2, Surface::fur, b.head});
  b.model->mesh = clay.mesh(0.058F * s);
  repaint(b.mesh(), 0, [&](world::Vertex& v) {
    if (v.bones[0] == b.body && v.position.z < -0.15F * s) {
      const float wave = std::sin(v.position.z / s * 8.6F + 0.6F);
      v.colour = world::mix(v.colour, kBlack, world::smooth_step(-0.15F, 0.15F, wave));
    }
  });
  add_eyes(b, Vec3{0, 0.12F, 1.04F} * s, 0.24F * s, 0.17F * s, 0);
  add_feelers(b, Vec3{0, 0.34F, 0.98F} * s, 0.5F * s, 0.045F * s, kBlack, false);
  world::MeshBuilder(b.mesh()).cylinder(Vec3{0, -0.16F, -1.40F} * s, Vec3{0, -0.2F, -1.72F} * s,
                                        0.07F * s, 0, 8, {kBlack, Surface::matte, b.body});
  const auto wings = ellipse(0.95F * s, -0.30F * s, 0.98F * s, 0.40F * s, -0.35F);
  add_wing_pair(b, 1, Vec3{0.16F, 0.5F, 0.34F} * s, wings, 0.45F, Surface::glass, glassy);
  const auto small = ellipse(0.66F * s, -0.42F * s, 0.68F * s, 0.28F * s, -0.6F);
  add_wing_pair(b, 2, Vec3{0.16F, 0.48F, 0.12F} * s, small, 0.35F, Surface::glass, glassy);
  std::vector<LegPair> legs;
  for (int i = 0; i < 3; ++i) {
    const float z = 0.48F - 0.32F * static_cast<float>(i);
    legs.push_back({Vec3{0.22F, -0.30F, z} * s, Vec3{0.50F, -0.48F, z + 0.02F} * s,
                    Vec3{0.40F, -0.88F, z - 0.12F} * s});
  }
  add_leg_pairs(*b.model, legs, 0.045F * s, kBlack, b.body);
  add_anchors(b, Vec3{0, 0.45F, 0.86F} * s, Vec3{0, -0.1F, 1.15F} * s, Vec3{0, 0.55F, 0.2F} * s);
  return finished(order, b.model);
}

world::ModelPtr build_dragonfly(const ModelOrder& order) {
  constexpr float s = 0.07F;  // length
  Bug b = bug(order, {0, 0, 0.2F * s}, {0, 0.01F * s, 0.33F * s}, true);
  const Palette palette(order, 0x1E8FB8);
  const Light coat = palette.coat();
  world::MeshBuilder build(b.mesh());
  build.ball(world::translation(Vec3{0, 0, 0.22F} * s), Vec3{0.062F, 0.068F, 0.11F} * s, 10, 14,
             {coat, Surface::paint, b.body});
  for (int i = 0; i < 8; ++i) {
    const float z = 0.10F - 0.085F * static_cast<float>(i);
    build.ball(world::translation(Vec3{0, 0.002F * static_cast<float>(i), z} * s),
               Vec3{0.026F, 0.026F, 0.048F} * s, 8, 12,
               {coat * (i % 2 == 0 ? 1.0F : 0.4F), Surface::paint, b.body});
  }
  build.ball(world::translation(Vec3{0, 0.01F, 0.36F} * s), Vec3{0.045F, 0.042F, 0.042F} * s, 8, 12,
             {coat * 0.7F, Surface::paint, b.head});
  add_eyes(b, Vec3{0, 0.028F, 0.375F} * s, 0.035F * s, 0.038F * s, 0);
  add_wing_pair(b, 1, Vec3{0.03F, 0.06F, 0.25F} * s,
                ellipse(0.31F * s, 0.03F * s, 0.32F * s, 0.055F * s, 0.08F), 0.08F, Surface::glass,
                glassy);
  add_wing_pair(b, 2, Vec3{0.03F, 0.055F, 0.17F} * s,
                ellipse(0.29F * s, -0.03F * s, 0.30F * s, 0.065F * s, -0.14F), 0.05F,
                Surface::glass, glassy);
  std::vector<LegPair> legs;
  for (int i = 0; i < 3; ++i) {
    const float z = 0.29F - 0.05F * static_cast<float>(i);
    legs.push_back({Vec3{0.03F, -0.05F, z} * s, Vec3{0.07F, -0.09F, z + 0.02F} * s,
                    Vec3{0.05F, -0.15F, z} * s});
  }
  add_leg_pairs(*b.model, legs, 0.006F * s, kBlack, b.body);
  add_anchors(b, Vec3{0, 0.06F, 0.36F} * s, Vec3{0, -0.02F, 0.4F} * s, Vec3{0, 0.07F, 0.2F} * s);
  return finished(order, b.model);
}

world::ModelPtr build_beetle(const ModelOrder& order) {
  const bool is_firefly = order.kind == "firefly";
  constexpr float s = 0.009F;
  Bug b = bug(order, Vec3{0, 0.45F, 0} * s, Vec3{0, 0.4F, 0.85F} * s, is_firefly);
  const Palette palette(order, is_firefly ? 0x3A2C24 : 0xD9201C);
  const Light coat = palette.coat();
  world::Clay clay;
  clay.blend(0.03F * s);
  const float slim = is_firefly ? 0.62F : 1;
  clay.ellipsoid(Vec3{0, 0.36F * s, -0.1F * s},
                 Vec3{0.92F * slim, is_firefly ? 0.5F : 0.78F, 1.0F} * s,
                 {coat, Surface::paint, b.body});
  clay.carve(world::translation(Vec3{0, -0.72F, 0} * s), Vec3{2, 0.95F, 2} * s,
             {kBlack, Surface::matte, b.body});
  clay.ellipsoid(Vec3{0, 0.36F * s, 0.82F * s}, Vec3{0.52F * slim, 0.40F, 0.38F} * s,
                 {is_firefly ? world::from_srgb(0xC2562B) : kBlack, Surface::paint, b.body});
  clay.ellipsoid(Vec3{0, 0.34F * s, 1.10F * s}, Vec3{0.32F, 0.28F, 0.24F} * s,
                 {kBlack, Surface::paint, b.head});
  b.model->mesh = clay.mesh(0.055F * s);
  repaint(b.mesh(), 0, [&](world::Vertex& v) {
    if (v.bones[0] != b.body || v.position.z > 0.55F * s) {
      return;
    }
    if (is_firefly) {
      if (v.position.z < -0.55F * s && v.position.y < 0.5F * s) {
        v.surface = Surface::glow;
        v.colour = Light{2.2F, 2.4F, 0.5F};
      }
      return;
    }
    const Vec3 p{std::abs(v.position.x) / s, 0, v.position.z / s};
    const bool is_seam = p.x < 0.035F;
    bool is_spot = false;
    for (const Vec3 spot : {Vec3{0.42F, 0, 0.32F}, Vec3{0.58F, 0, -0.22F}, Vec3{0.32F, 0, -0.62F},
                            Vec3{0, 0, 0.5F}}) {
      is_spot = is_spot || world::length(p - spot) < 0.17F;
    }
    if (is_seam || is_spot) {
      v.colour = kBlack;
    }
  });
  if (is_firefly) {
    world::MeshBuilder(b.mesh()).ball(world::translation(Vec3{0, 0.22F, -0.85F} * s),
                                      Vec3{0.42F, 0.36F, 0.5F} * s, 8, 12,
                                      {{3.0F, 3.2F, 0.7F}, Surface::glow, b.body});
    add_wing_pair(b, 1, Vec3{0.2F, 0.8F, 0.4F} * s,
                  ellipse(0.95F * s, -0.3F * s, 0.98F * s, 0.36F * s, -0.3F), 0.4F, Surface::glass,
                  glassy);
  }
  add_eyes(b, Vec3{0, 0.42F, 1.26F} * s, 0.17F * s, 0.11F * s, 0xF2EFE6);
  add_feelers(b, Vec3{0, 0.52F, 1.2F} * s, 0.42F * s, 0.03F * s, kBlack, true);
  std::vector<LegPair> legs;
  for (int i = 0; i < 3; ++i) {
    const float z = 0.6F - 0.5F * static_cast<float>(i);
    legs.push_back({Vec3{0.45F * slim, 0.18F, z} * s, Vec3{0.92F, 0.30F, z * 1.25F} * s,
                    Vec3{1.12F, 0.03F, z * 1.45F} * s});
  }
  add_leg_pairs(*b.model, legs, 0.06F * s, kBlack, b.body);
  add_anchors(b, Vec3{0, 0.62F, 1.1F} * s, Vec3{0, 0.3F, 1.35F} * s, Vec3{0, 1.1F, 0} * s);
  b.model->leg_length = 0.3F * s;
  return finished(order, b.model);
}

world::ModelPtr build_ant(const ModelOrder& order) {
  constexpr float s = 0.009F;
  Bug b = bug(order, Vec3{0, 0.6F, 0} * s, Vec3{0, 0.65F, 0.42F} * s, false);
  const Palette palette(order, 0x5A2A1C);
  const Paint shell{palette.coat(), Surface::paint, b.body};
  world::Clay clay;
  clay.blend(0.05F * s);
  clay.ellipsoid(Vec3{0, 0.62F * s, -0.95F * s}, Vec3{0.42F, 0.40F, 0.58F} * s, shell);
  clay.ellipsoid(Vec3{0, 0.58F * s, -0.30F * s}, Vec3{0.14F, 0.14F, 0.18F} * s, shell);
  clay.ellipsoid(Vec3{0, 0.62F * s, 0.10F * s}, Vec3{0.22F, 0.24F, 0.38F} * s, shell);
  clay.ellipsoid(Vec3{0, 0.68F * s, 0.72F * s}, Vec3{0.36F, 0.32F, 0.34F} * s,
                 {palette.coat(), Surface::paint, b.head});
  b.model->mesh = clay.mesh(0.05F * s);
  add_eyes(b, Vec3{0, 0.80F, 0.92F} * s, 0.23F * s, 0.12F * s, 0);
  add_feelers(b, Vec3{0, 0.92F, 0.92F} * s, 0.7F * s, 0.035F * s, palette.coat() * 0.7F, false);
  std::vector<LegPair> legs;
  for (int i = 0; i < 3; ++i) {
    const float z = 0.3F - 0.22F * static_cast<float>(i);
    const float spread = 0.62F - 0.62F * static_cast<float>(i);
    legs.push_back({Vec3{0.16F, 0.5F, z} * s, Vec3{0.62F, 0.95F, z + 0.5F * spread} * s,
                    Vec3{1.05F, 0.03F, z + 1.1F * spread} * s});
  }
  add_leg_pairs(*b.model, legs, 0.045F * s, palette.coat() * 0.7F, b.body);
  add_anchors(b, Vec3{0, 1.0F, 0.72F} * s, Vec3{0, 0.6F, 1.05F} * s, Vec3{0, 0.85F, 0} * s);
  b.model->leg_length = 0.6F * s;
  return finished(order, b.model);
}

world::ModelPtr build_spider(const ModelOrder& order) {
  constexpr float s = 0.02F;
  Bug b = bug(order, Vec3{0, 0.55F, 0} * s, Vec3{0, 0.55F, 0.25F} * s, false);
  const Palette palette(order, 0x3A2E2C);
  const Light coat = palette.coat();
  world::Clay clay;
  clay.blend(0.06F * s);
  clay.ellipsoid(Vec3{0, 0.68F * s, -0.72F * s}, Vec3{0.58F, 0.54F, 0.68F} * s,
                 {coat, Surface::fur, b.body});
  clay.ellipsoid(Vec3{0, 0.55F * s, 0.14F * s}, Vec3{0.40F, 0.33F, 0.42F} * s,
                 {coat, Surface::fur, b.head});
  b.model->mesh = clay.mesh(0.055F * s);
  repaint(b.mesh(), 0, [&](world::Vertex& v) {
    const float mark = std::hypot(v.position.x / s / 0.16F, (v.position.z / s + 0.62F) / 0.42F);
    if (v.bones[0] == b.body && v.normal.y > 0.5F && mark < 1) {
      v.colour = order.colour ? coat * 2.2F + Light{0.1F, 0.1F, 0.1F} : world::from_srgb(0xB23A2A);
    }
  });
  add_eyes(b, Vec3{0, 0.70F, 0.46F} * s, 0.13F * s, 0.12F * s, 0);
  add_eye(b.mesh(), Vec3{0.3F, 0.66F, 0.34F} * s, {1, 0.3F, 0.6F}, 0.06F * s, 0, b.head);
  add_eye(b.mesh(), Vec3{-0.3F, 0.66F, 0.34F} * s, {-1, 0.3F, 0.6F}, 0.06F * s, 0, b.head);
  std::vector<LegPair> legs;
  for (int i = 0; i < 4; ++i) {
    const float z = 0.36F - 0.18F * static_cast<float>(i);
    const float spread = 0.9F - 0.6F * static_cast<float>(i);
    legs.push_back({Vec3{0.3F, 0.5F, z} * s, Vec3{1.05F, 1.25F, z + 0.55F * spread} * s,
                    Vec3{1.75F, 0.04F, z + 1.1F * spread} * s});
  }
  add_leg_pairs(*b.model, legs, 0.075F * s, coat * 0.8F, b.body);
  add_anchors(b, Vec3{0, 0.88F, 0.2F} * s, Vec3{0, 0.42F, 0.55F} * s, Vec3{0, 1.2F, -0.7F} * s);
  b.model->leg_length = 0.55F * s;
  return finished(order, b.model);
}

world::ModelPtr build_crab(const ModelOrder& order) {
  constexpr float s = 0.09F;
  Bug b = bug(order, Vec3{0, 0.45F, 0} * s, Vec3{0, 0.55F, 0.3F} * s, false);
  const Palette palette(order, 0xD9472B);
  const Light coat = palette.coat();
  world::Clay clay;
  clay.blend(0.08F * s);
  clay.ellipsoid(Vec3{0, 0.50F * s, 0}, Vec3{0.92F, 0.40F, 0.62F} * s,
                 {coat, Surface::ceramic, b.body});
  clay.ellipsoid(Vec3{0, 0.36F * s, 0.05F * s}, Vec3{0.78F, 0.30F, 0.55F} * s,
                 {palette.pale(0xF0C49A), Surface::ceramic, b.body});
  on_both_sides([&](const std::string& side, float sign) {
    const auto at = [&](float x, float y, float z) { return Vec3{sign * x, y, z} * s; };
    const int arm = b.model->skeleton.add("claw" + side, b.body, at(0.7F, 0.45F, 0.32F));
    const int thumb = b.model->skeleton.add("thumb" + side, arm, at(1.10F, 0.66F, 0.95F));
    const Paint shell{coat, Surface::ceramic, arm};
    clay.limb(at(0.66F, 0.45F, 0.30F), at(1.15F, 0.5F, 0.55F), 0.13F * s, 0.13F * s, shell);
    clay.ellipsoid(world::translation(at(1.10F, 0.60F, 0.88F)) * world::turn_y(-sign * 0.35F),
                   Vec3{0.26F, 0.22F, 0.34F} * s, shell);
    clay.limb(at(1.12F, 0.52F, 1.10F), at(0.92F, 0.50F, 1.52F), 0.13F * s, 0.03F * s, shell);
    clay.blend(0.02F * s);
    clay.limb(at(1.10F, 0.74F, 1.05F), at(0.92F, 0.72F, 1.50F), 0.11F * s, 0.03F * s,
              {coat * 0.9F, Surface::ceramic, thumb});
    clay.blend(0.08F * s);
    clay.limb(at(0.22F, 0.72F, 0.46F), at(0.25F, 1.02F, 0.52F), 0.06F * s, 0.055F * s,
              {coat, Surface::ceramic, b.head});
  });
  b.model->mesh = clay.mesh(0.05F * s);
  add_eyes(b, Vec3{0, 1.08F, 0.55F} * s, 0.25F * s, 0.12F * s, 0);
  std::vector<LegPair> legs;
  for (int i = 0; i < 4; ++i) {
    const float z = 0.22F - 0.2F * static_cast<float>(i);
    legs.push_back({Vec3{0.75F, 0.40F, z} * s, Vec3{1.35F, 0.72F, 1.7F * z} * s,
                    Vec3{1.72F, 0.04F, 2.3F * z} * s});
  }
  add_leg_pairs(*b.model, legs, 0.085F * s, coat * 0.88F, b.body);
  add_anchors(b, Vec3{0, 0.95F, 0.3F} * s, Vec3{0, 0.4F, 0.65F} * s, Vec3{0, 0.9F, 0} * s);
  b.model->leg_length = 0.45F * s;
  return finished(order, b.model);
}

}  // namespace kirin::engine::motion::models::fauna
