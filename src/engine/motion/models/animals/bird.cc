#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/motion/models/animals/bird_build.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {
namespace {

constexpr float kDegree = world::kPi / 180;

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

}  // namespace

/// A mark of the plumage: with an ordered coat a shade of that, where the bird does not keep it.
Light mark_of(const BirdBuild& b, std::uint32_t hex) {
  return b.row.keeps_marks ? b.palette.mark(hex) : b.palette.shade(hex);
}

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
