#include "engine/motion/models/animals/bird.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {
namespace {

constexpr float kDegree = world::kPi / 180;

struct BirdBuild {
  const BirdRow& row;
  const ModelOrder& order;
  Wishes wishes;
  Palette palette;
  float size;
  float head_size;
  std::shared_ptr<world::Model> model;
  Affine trunk;  ///< the body's frame: +z towards the breast
  Vec3 neck_base, neck_mid, neck_top, skull;
  int body = 0, neck = 0, neck_2 = 0, head = 0, beak = 0, tail = 0;

  Mesh& mesh() const { return model->mesh; }
  float head_radius() const { return row.head * size * head_size; }
};

/// A mark of the plumage: with an ordered coat a shade of that, where the bird does not keep it.
Light mark_of(const BirdBuild& b, std::uint32_t hex) {
  return b.row.keeps_marks ? b.palette.mark(hex) : b.palette.shade(hex);
}

void lay_bones(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float s = b.size;
  const float belly = row.leg * s;
  const float pitch = row.pitch * kDegree;
  const float half_height = std::sqrt(std::pow(row.body.h * std::cos(pitch), 2.0F) +
                                      std::pow(row.body.l * std::sin(pitch), 2.0F)) *
                            s;
  b.trunk = world::translation({0, belly + 0.82F * half_height, 0}) * world::turn_x(-pitch);
  world::Skeleton& bones = b.model->skeleton;
  b.body = bones.add("body", -1, b.trunk.origin);
  b.neck_base = b.trunk.point(Vec3{0, 0.35F * row.body.h, 0.72F * row.body.l} * s);
  const float lift = row.neck_angle * kDegree;
  const float curve = row.neck_curve * kDegree;
  const Vec3 first{0, std::sin(lift - curve), std::cos(lift - curve)};
  const Vec3 second{0, std::sin(lift + curve), std::cos(lift + curve)};
  b.neck_mid = b.neck_base + first * (0.5F * row.neck_length * s);
  b.neck_top = b.neck_mid + second * (0.5F * row.neck_length * s);
  b.skull = b.neck_top + Vec3{0, 0.45F, 0.30F} * b.head_radius();
  b.neck = bones.add("neck", b.body, b.neck_base);
  b.neck_2 = bones.add("neck_2", b.neck, b.neck_mid);
  b.head = bones.add("head", b.neck_2, b.neck_top);
  b.beak = bones.add("beak", b.head, b.skull + Vec3{0, -0.25F, 0.6F} * b.head_radius());
  b.tail =
      bones.add("tail", b.body, b.trunk.point(Vec3{0, 0.1F * row.body.h, -0.8F * row.body.l} * s));
}

void add_trunk(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float s = b.size;
  const Light coat = b.palette.coat();
  const Surface plumage = Surface::feathers;
  world::Clay clay;
  clay.blend(0.14F * s);
  const float girth = b.wishes.girth;
  clay.ellipsoid(b.trunk, Vec3{row.body.w * girth, row.body.h * girth, row.body.l} * s,
                 {coat, plumage, b.body});
  clay.ellipsoid(
      b.trunk * world::translation(Vec3{0, 0.02F, 0.34F * row.body.l} * s),
      Vec3{row.body.w * 1.02F * girth, row.body.h * 0.98F * girth, 0.6F * row.body.l} * s,
      {coat, plumage, b.body});
  const float r = row.neck_thick * s;
  const float head = b.head_radius();
  const Light head_colour = mark_of(b, row.head_colour);
  // A curved neck is two bows, so that a swan's reads as an S.
  const Vec3 out = Vec3{0, 0, row.neck_curve > 25 ? -0.10F : 0.0F} * (row.neck_length * s);
  const Vec3 low = world::mix(b.neck_base, b.neck_mid, 0.5F) - out;
  const Vec3 high = world::mix(b.neck_mid, b.neck_top, 0.5F) + out * 0.4F;
  clay.blend(0.10F * s);
  clay.limb(b.neck_base, low, 1.25F * r, 1.05F * r, {coat, plumage, b.neck});
  clay.limb(low, b.neck_mid, 1.05F * r, 0.95F * r, {coat, plumage, b.neck});
  clay.limb(b.neck_mid, high, 0.95F * r, 0.9F * r, {head_colour, plumage, b.neck_2});
  clay.limb(high, b.neck_top, 0.9F * r, 0.85F * r, {head_colour, plumage, b.neck_2});
  clay.blend(0.06F * s);
  clay.ellipsoid(b.skull, Vec3{0.95F, 0.96F, 1.05F} * head, {head_colour, plumage, b.head});
  if (b.wishes.is_fluffy) {
    clay.blend(0.02F * s);
    for (int i = 0; i < 70; ++i) {
      const float y = 1 - 2 * (static_cast<float>(i) + 0.5F) / 70;
      const float a = 2.39996F * static_cast<float>(i);
      const float q = std::sqrt(1 - y * y);
      clay.ball(
          b.trunk.point(
              Vec3{q * std::sin(a) * row.body.w, y * row.body.h, q * std::cos(a) * row.body.l} * s),
          0.06F * s, {coat, plumage, b.body});
    }
  }
  b.model->mesh = clay.mesh(std::clamp(0.045F * s, 0.2F * r, 0.06F * s));
  const Light belly = b.palette.pale(row.belly);
  const Light breast = b.palette.pale(row.breast);
  const Light face = b.palette.pale(row.face);
  const Light collar = mark_of(b, row.collar);
  repaint(b.mesh(), 0, [&](world::Vertex& v) {
    const Vec3 p = v.position - b.trunk.origin;
    const float front = world::dot(p, b.trunk.z) / (row.body.l * s);
    if (v.bones[0] == b.body) {
      const float under = -world::dot(v.normal, b.trunk.y);
      if (row.belly != kCoat) {
        v.colour = world::mix(v.colour, belly, world::smooth_step(-0.05F, 0.3F, under));
      }
      if (row.breast != kCoat) {
        v.colour = world::mix(
            v.colour, breast,
            world::smooth_step(0.0F, 0.3F, under) * world::smooth_step(-0.1F, 0.2F, front));
      }
    }
    if (row.collar != kCoat && v.bones[0] != b.body) {
      const float along =
          world::dot(v.position - b.neck_mid, world::normalized(b.neck_top - b.neck_base));
      v.colour =
          world::mix(collar, v.colour, world::smooth_step(0.02F * s, 0.05F * s, std::abs(along)));
    }
    if (row.face != kCoat && v.bones[0] == b.head) {
      const Vec3 q = v.position - (b.skull + Vec3{0, -0.05F, 0.8F} * head);
      v.colour =
          world::mix(face, v.colour, world::smooth_step(0.70F, 0.85F, world::length(q) / head));
    }
  });
}

void add_beak(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float head = b.head_radius();
  const float l = row.beak_length * b.size * b.head_size;
  const float t = row.beak_thick * b.size * b.head_size;
  const Light colour = part_colour(b.order, "beak", b.palette.mark(row.beak_colour));
  const Paint upper{colour, Surface::ceramic, b.head};
  const Paint lower{colour * 0.85F, Surface::ceramic, b.beak};
  const Vec3 root = b.skull + Vec3{0, -0.12F, 0.86F} * head;
  const auto at = [&](float y, float z) { return root + Vec3{0, y * t, z * l}; };
  world::MeshBuilder build(b.mesh());
  switch (row.beak) {
    case Beak::cone:
    case Beak::dagger:
    case Beak::needle:
      build.tube(std::array{at(0.25F, -0.3F), at(0.3F, 0.25F), at(0.05F, 1.0F)},
                 std::array{t, 0.72F * t, 0.06F * t}, 10, upper);
      build.tube(std::array{at(-0.45F, -0.3F), at(-0.35F, 0.25F), at(-0.1F, 0.9F)},
                 std::array{0.75F * t, 0.5F * t, 0.05F * t}, 10, lower);
      return;
    case Beak::hook:
    case Beak::big:
      build.tube(std::array{at(0.5F, -0.35F), at(0.55F, 0.3F), at(0.15F, 0.75F), at(-0.75F, 0.98F),
                            at(-1.3F, 0.92F)},
                 std::array{1.05F * t, 0.95F * t, 0.75F * t, 0.4F * t, 0.05F * t}, 12, upper);
      build.tube(std::array{at(-0.5F, -0.3F), at(-0.65F, 0.25F), at(-0.7F, 0.62F)},
                 std::array{0.7F * t, 0.5F * t, 0.1F * t}, 10, lower);
      return;
    case Beak::flat:
      build.ball(world::translation(at(0.1F, 0.38F)) * world::turn_x(0.16F),
                 {1.25F * t, 0.42F * t, 0.72F * l}, 8, 14, upper);
      build.ball(world::translation(at(-0.35F, 0.36F)) * world::turn_x(0.1F),
                 {1.1F * t, 0.3F * t, 0.62F * l}, 8, 14, lower);
      return;
    case Beak::bent: {  // a flamingo's
      const Paint tip{world::from_srgb(0x1C1A1C), Surface::ceramic, b.head};
      build.tube(std::array{at(0.1F, -0.3F), at(0.1F, 0.35F), at(-0.5F, 0.75F)},
                 std::array{t, 0.95F * t, 0.8F * t}, 12, upper);
      build.tube(std::array{at(-0.5F, 0.74F), at(-1.4F, 0.92F), at(-2.2F, 0.82F)},
                 std::array{0.81F * t, 0.55F * t, 0.05F * t}, 12, tip);
      return;
    }
  }
}

void add_crest(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float head = b.head_radius();
  const Light colour = part_colour(b.order, "crest", b.palette.mark(row.crest_colour));
  const Paint paint{colour, Surface::skin, b.head};
  world::MeshBuilder build(b.mesh());
  switch (row.crest) {
    case Crest::none:
      return;
    case Crest::comb: {
      world::Clay clay;
      clay.blend(0.12F * head);
      for (int i = 0; i < 4; ++i) {
        const float a = -0.5F + 0.42F * static_cast<float>(i);
        clay.ellipsoid(b.skull + Vec3{0, std::cos(a), -std::sin(a)} * (1.08F * head),
                       Vec3{0.12F, i == 1 || i == 2 ? 0.42F : 0.3F, 0.24F} * head, paint);
      }
      for (const float s : {1.0F, -1.0F}) {
        clay.ellipsoid(b.skull + Vec3{s * 0.14F, -0.82F, 0.78F} * head,
                       Vec3{0.13F, 0.34F, 0.16F} * head, paint);
      }
      world::append(b.mesh(), clay.mesh(0.075F * head));
      return;
    }
    case Crest::tufts:
      for (const float s : {1.0F, -1.0F}) {
        const Vec3 foot = b.skull + Vec3{s * 0.52F, 0.66F, 0.15F} * head;
        build.tube(std::array{foot, foot + Vec3{s * 0.22F, 0.32F, 0} * head,
                              foot + Vec3{s * 0.36F, 0.58F, -0.05F} * head},
                   std::array{0.26F * head, 0.18F * head, 0.02F * head}, 8,
                   {colour, Surface::feathers, b.head});
      }
      return;
    case Crest::crown:
    case Crest::fan:
    case Crest::flame:
      for (int i = 0; i < 5; ++i) {
        const float a = row.crest == Crest::fan ? -0.5F + 0.3F * static_cast<float>(i)
                                                : 0.1F + 0.22F * static_cast<float>(i);
        const Vec3 way{row.crest == Crest::crown ? 0.18F * (static_cast<float>(i) - 2) : 0,
                       std::cos(a), -std::sin(a)};
        const Vec3 foot = b.skull + way * (0.85F * head);
        const float l = (row.crest == Crest::crown ? 0.75F : 0.95F) * head;
        build.tube(
            std::array{foot, foot + way * (0.6F * l), foot + way * l + Vec3{0, 0, -0.15F} * head},
            row.crest == Crest::crown ? std::array{0.03F * head, 0.03F * head, 0.03F * head}
                                      : std::array{0.13F * head, 0.14F * head, 0.01F * head},
            7, {colour, Surface::feathers, b.head});
        if (row.crest == Crest::crown) {
          build.ball(world::translation(foot + way * l + Vec3{0, 0, -0.15F} * head),
                     Vec3{0.11F, 0.11F, 0.11F} * head, 5, 8, {colour, Surface::feathers, b.head});
        }
      }
      return;
  }
}

void add_leg_pair(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float s = b.size;
  const float l = row.leg * s;
  const Light colour = b.palette.mark(row.leg_colour);
  world::MeshBuilder build(b.mesh());
  const float z0 =
      b.trunk.origin.z - 0.05F * s - 0.25F * row.body.l * s * std::sin(row.pitch * kDegree);
  on_both_sides([&](const std::string& side, float sign) {
    const float x = sign * 0.5F * row.body.w * s;
    const float t = row.leg_thick * s;
    // The thigh and knee are inside the body; what bends back is the heel.
    const Vec3 hip{x, l + 0.45F * row.body.h * s, z0};
    const Vec3 knee{x, l + 0.05F * s, z0 + 0.14F * s + 0.10F * l};
    const Vec3 heel{x, 0.48F * l, z0 - 0.10F * l};
    const Vec3 toe{x, 1.1F * t, z0 + 0.03F * s};
    world::Skeleton& bones = b.model->skeleton;
    const int thigh = bones.add("thigh" + side, b.body, hip);
    const int shin = bones.add("shin" + side, thigh, knee);
    const int foot = bones.add("foot" + side, shin, heel);
    const int toes = bones.add("toe" + side, foot, toe);
    const Paint skin{colour, Surface::scales, foot};
    world::Clay thigh_clay;
    thigh_clay.blend(0.05F * s);
    thigh_clay.limb(knee, heel, std::min(0.11F, 0.45F * row.leg) * s + t, 1.3F * t,
                    {b.palette.pale(row.belly), Surface::feathers, shin});
    world::append(b.mesh(), thigh_clay.mesh(std::max(0.035F * s, 0.7F * t)));
    build.tube(std::array{heel, toe}, std::array{1.15F * t, t}, 8, skin);
    build.ball(world::translation(heel), Vec3{1.3F, 1.3F, 1.3F} * t, 6, 8, skin);
    const float f = row.foot * s;
    for (int i = -1; i <= 2; ++i) {
      const float a = i == 2 ? world::kPi : 0.5F * static_cast<float>(i);
      const float reach = i == 2 ? 0.55F * f : f;
      const Vec3 tip = toe + Vec3{reach * std::sin(a), -0.5F * t, reach * std::cos(a)};
      build.tube(std::array{toe, world::mix(toe, tip, 0.6F) + Vec3{0, 0.1F * t, 0}, tip},
                 std::array{t, 0.8F * t, 0.35F * t}, 6, {colour, Surface::scales, toes});
    }
    if (row.is_webbed) {
      const auto at = [&](float a, float r) {
        return toe + Vec3{r * f * std::sin(a), -0.45F * t, r * f * std::cos(a)};
      };
      const Paint web{colour * 0.92F, Surface::scales, toes};
      const Vec3 up{0, 0.5F * t, 0};
      for (const float a : {-0.5F, 0.0F}) {
        build.triangle(toe + up, at(a, 0.95F) + up, at(a + 0.5F, 0.95F) + up, web);
        build.triangle(toe - up * 0.3F, at(a + 0.5F, 0.95F), at(a, 0.95F), web);
      }
    }
  });
  b.model->leg_length = l + 0.45F * row.body.h * s;
}

/// A flat, pointed leaf of plumage as clay.
void add_blade(world::Clay& clay, Vec3 from, Vec3 to, float width, float thick, Vec3 across,
               const Paint& paint) {
  const Vec3 y = world::normalized(to - from);
  const Vec3 x = world::normalized(across - y * world::dot(across, y));
  clay.ellipsoid(Affine{x, y, world::cross(x, y), (from + to) * 0.5F},
                 {width, 0.5F * world::length(to - from), thick}, paint);
}

void add_tailfeathers(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float s = b.size;
  const Light colour = part_colour(b.order, "tail", mark_of(b, row.tail_colour));
  const Vec3 root = b.trunk.point(Vec3{0, 0.18F * row.body.h, -0.78F * row.body.l} * s);
  const float angle = row.tail_angle * kDegree;
  const Vec3 back{0, std::sin(angle), -std::cos(angle)};
  const float l = row.tail_length * s;
  world::Clay clay;
  clay.blend(0.03F * s);
  const auto blade = [&](float spread, float length, float width, float lift, Light tone) {
    const Vec3 way = world::normalized(Vec3{std::sin(spread), 0, 0} + back * std::cos(spread) +
                                       Vec3{0, lift, 0});
    add_blade(clay, root - way * (0.12F * s), root + way * length, width * s, 0.035F * s, {1, 0, 0},
              {tone, Surface::feathers, b.tail});
  };
  switch (row.tail) {
    case Tailfeathers::wedge:
      for (const float a : {-0.16F, 0.16F, 0.0F}) {
        blade(a, l, 0.45F * row.tail_width, 0, colour * (a == 0 ? 1.0F : 0.88F));
      }
      break;
    case Tailfeathers::fan:
      for (int i = -3; i <= 3; ++i) {
        blade(0.17F * static_cast<float>(i), l, 0.36F * row.tail_width, 0,
              colour * (i % 2 == 0 ? 1.0F : 0.86F));
      }
      break;
    case Tailfeathers::fork:
      for (const float a : {-0.28F, 0.28F}) {
        blade(a, l, 0.34F * row.tail_width, 0, colour);
      }
      break;
    case Tailfeathers::stub:
      blade(0, l, row.tail_width, 0.2F, colour);
      break;
    case Tailfeathers::sickle: {  // a rooster's plumes, falling in bows
      world::MeshBuilder build(b.mesh());
      for (int i = 0; i < 7; ++i) {
        const float f = static_cast<float>(i) / 6;
        const float side = 0.10F * (static_cast<float>(i % 3) - 1) * s;
        const float reach = l * (0.75F + 0.45F * std::sin(world::kPi * f));
        std::vector<Vec3> path;
        std::vector<float> radii;
        for (int k = 0; k <= 8; ++k) {
          const float t = static_cast<float>(k) / 8;
          const float bow = 1.35F - 0.5F * f - 2.3F * t;
          path.push_back(path.empty()
                             ? root
                             : path.back() +
                                   Vec3{side * 0.12F, std::sin(bow), -std::cos(bow)} * (reach / 8));
          radii.push_back((0.055F * std::sin(world::kPi * (0.15F + 0.85F * t)) + 0.006F) * s);
        }
        build.tube(path, radii, 7,
                   {colour * (i % 2 == 0 ? 1.0F : 1.5F), Surface::feathers, b.tail});
      }
      return;
    }
    case Tailfeathers::train: {  // a peacock's wheel
      world::MeshBuilder build(b.mesh());
      for (int ring = 0; ring < 3; ++ring) {
        const int count = 17 - 2 * ring;
        for (int i = 0; i < count; ++i) {
          const float a =
              world::mix(-1.62F, 1.62F, static_cast<float>(i) / static_cast<float>(count - 1));
          const float reach = l * (1 - 0.25F * static_cast<float>(ring));
          const Vec3 way = world::normalized(Vec3{std::sin(a), std::cos(a), -0.28F});
          const Vec3 tip = root + way * reach;
          build.tube(std::array{root + way * (0.1F * s), world::mix(root, tip, 0.6F), tip},
                     std::array{0.012F * s, 0.05F * s, 0.03F * s}, 5,
                     {colour * (ring == 1 ? 0.85F : 1.0F), Surface::feathers, b.tail});
          const Affine eye = world::looking_at(tip, tip - Vec3{0, 0.1F, 1});
          const std::array<Light, 3> tones = {colour * 1.25F, world::from_srgb(0xC39A3F),
                                              world::from_srgb(0x1C3FA8)};
          for (std::size_t k = 0; k < 3; ++k) {
            const float r = (0.135F - 0.04F * static_cast<float>(k)) * s;
            build.ball(eye * world::translation({0, -0.01F * static_cast<float>(k) * s,
                                                 0.012F * static_cast<float>(k) * s}),
                       {0.85F * r, 1.1F * r, 0.012F * s}, 4, 10,
                       {tones[k], Surface::feathers, b.tail});
          }
        }
      }
      return;
    }
  }
  world::append(b.mesh(), clay.mesh(0.03F * s));
}

void add_folded_wings(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float s = b.size;
  const Light colour = part_colour(b.order, "wings", mark_of(b, row.wing_colour));
  const Light tip = mark_of(b, row.wing_tip);
  world::Clay clay;
  clay.blend(0.03F * s);
  on_both_sides([&](const std::string& side, float sign) {
    const Vec3 shoulder =
        b.trunk.point(Vec3{sign * 0.80F * row.body.w, 0.28F * row.body.h, 0.5F * row.body.l} * s);
    const int bone = b.model->skeleton.add("fold" + side, b.body, shoulder);
    const Vec3 back = b.trunk.direction({sign * -0.05F, 0.03F, -1});
    const Vec3 up = b.trunk.direction({-sign * 0.30F, 1, 0});
    const float l = row.fold_length * s;
    const float h = 0.62F * row.body.h * s;
    const Vec3 lay = b.trunk.direction({sign * 0.06F, 0, 0}) * s;
    add_blade(clay, shoulder - back * (0.16F * s) + lay, shoulder + back * (0.72F * l) + lay, h,
              0.085F * s, up, {colour, Surface::feathers, bone});
    add_blade(clay, shoulder + back * (0.15F * l) + lay * 0.8F - up * (0.25F * h),
              shoulder + back * l, 0.62F * h, 0.055F * s, up, {tip, Surface::feathers, bone});
  });
  world::append(b.mesh(), clay.mesh(0.036F * s));
}

void add_face(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float head = b.head_radius();
  on_both_sides([&](const std::string& side, float sign) {
    const float a = row.eye_azimuth * kDegree;
    const float e = row.eye_elevation * kDegree;
    const Vec3 d{sign * std::sin(a) * std::cos(e), std::sin(e), std::cos(a) * std::cos(e)};
    const Vec3 at = b.skull + d * Vec3{0.95F, 0.96F, 1.05F} * (0.97F * head);
    const int bone = b.model->skeleton.add("eye" + side, b.head, at);
    add_eye(b.mesh(), at, d, row.eye * b.size * b.head_size, row.iris, bone);
  });
  auto& anchors = b.model->anchors;
  anchors.push_back({"head_top", b.head, b.skull + Vec3{0, head, 0}});
  anchors.push_back(
      {"mouth", b.head, b.skull + Vec3{0, -0.15F * head, head + row.beak_length * b.size}});
  anchors.push_back({"back", b.body, b.trunk.point(Vec3{0, row.body.h, 0} * b.size)});
  anchors.push_back({"neck", b.neck, b.neck_base});
  world::MeshBuilder build(b.mesh());
  if (find_part(b.order, "hat") != nullptr) {
    const Paint felt{part_colour(b.order, "hat", world::from_srgb(0x2B2F3A)), Surface::cloth,
                     b.head};
    const Vec3 crown = b.skull + Vec3{0, 0.88F * head, 0};
    build.cylinder(crown, crown + Vec3{0, 0.06F * head, 0}, 1.05F * head, 1.05F * head, 20, felt);
    build.cylinder(crown, crown + Vec3{0, 0.9F * head, 0}, 0.62F * head, 0.55F * head, 20, felt);
  }
  if (find_part(b.order, "scarf") != nullptr) {
    const Paint wool{part_colour(b.order, "scarf", world::from_srgb(0xC8242B)), Surface::cloth,
                     b.neck};
    const float r = 1.35F * row.neck_thick * b.size;
    build.torus(world::pointing(b.neck_base, b.neck_top), r, 0.3F * r, 24, 8, wool);
    const Vec3 front = b.neck_base + Vec3{0.3F * r, -0.2F * r, r};
    build.tube(std::array{front, front + Vec3{0.2F * r, -0.9F * r, 0.2F * r}},
               std::array{0.28F * r, 0.34F * r}, 8, wool);
  }
}

}  // namespace

world::ModelPtr build_bird(const BirdRow& row, const ModelOrder& order) {
  const Wishes wishes = wishes_of(order);
  BirdRow own = row;
  float head_size = 1;
  if (wishes.is_baby) {
    own.size *= 0.5F;
    own.tail_length *= 0.45F;
    own.crest = Crest::none;
    own.span *= 0.7F;
    head_size = 1.3F;
  }
  BirdBuild b{.row = own,
              .order = order,
              .wishes = wishes,
              .palette = Palette(order, own.coat),
              .size = own.size,
              .head_size = head_size,
              .model = std::make_shared<world::Model>(),
              .trunk = {},
              .neck_base = {},
              .neck_mid = {},
              .neck_top = {},
              .skull = {}};
  b.model->rig = world::Rig::bird;
  b.model->flies = own.flies;
  lay_bones(b);
  add_trunk(b);
  add_tailfeathers(b);
  add_folded_wings(b);
  add_beak(b);
  add_crest(b);
  add_leg_pair(b);
  add_face(b);
  const std::size_t spread_from = b.mesh().vertices.size();
  const Light wing = part_colour(order, "wings", mark_of(b, own.wing_colour));
  add_spread_wings(*b.model,
                   {.root = b.trunk.point(
                        Vec3{0.62F * own.body.w, 0.42F * own.body.h, 0.34F * own.body.l} * b.size),
                    .span = own.span * b.size,
                    .chord = own.chord * b.size,
                    .kind = own.wing,
                    .colour = wing,
                    .tip = mark_of(b, own.wing_tip),
                    .covert = wing * 0.9F,
                    .bone = b.body});
  return finished(order, b.model, own.flies ? ~std::size_t{0} : spread_from);
}

}  // namespace kirin::engine::motion::models::fauna
