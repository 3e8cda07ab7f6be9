#include "engine/motion/models/animals/quadruped.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "engine/motion/dice.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {
namespace {

constexpr float kDegree = world::kPi / 180;

/// The joints of one leg at rest, from the top down.
struct LegLine {
  Vec3 top, knee, heel, toe;
};

/// Feet of sprawling legs stand beside the body, their knees half way out.
LegLine sprawled(LegLine line, float by) {
  line.knee.x += 0.75F * by;
  line.heel.x += by;
  line.toe.x += by;
  return line;
}

LegLine hind_line(const QuadrupedBuild& b, float sign) {
  const QuadrupedRow& row = b.row;
  const float leg = b.hip.y / b.size;
  const float x = sign * (row.hips.w * b.wishes.girth - 0.55F * row.thigh) * b.size;
  const auto at = [&](float y, float z) { return Vec3{x, y * b.size, b.hip.z + z * b.size}; };
  const float toe = 0.5F * row.foot;
  return sprawled({at(leg, 0), at(row.hock + 0.52F * (leg - row.hock), 0.13F * row.crook * leg),
                   at(row.hock, -0.13F * row.crook * leg), at(toe, 0.01F)},
                  sign * row.sprawl * b.size);
}

LegLine front_line(const QuadrupedBuild& b, float sign) {
  const QuadrupedRow& row = b.row;
  const float leg = b.shoulder.y / b.size;
  const float x = sign * (row.chest.w * b.wishes.girth - 0.55F * row.arm) * b.size;
  const auto at = [&](float y, float z) { return Vec3{x, y * b.size, b.shoulder.z + z * b.size}; };
  if (row.arm_length > 0) {
    const float l = row.arm_length;
    return {at(leg, 0), at(leg - 0.45F * l, -0.08F * l), at(leg - 0.62F * l, 0.32F * l),
            at(leg - 0.80F * l, 0.42F * l)};
  }
  const float wrist = 0.78F * row.hock;
  const float toe = 0.5F * row.foot;
  return sprawled({at(leg, 0), at(wrist + 0.5F * (leg - wrist), -0.09F * row.crook * leg),
                   at(wrist, 0.015F), at(toe, 0.045F)},
                  sign * row.sprawl * b.size);
}

void add_foot(const QuadrupedBuild& b, world::Clay& clay, Vec3 toe, Light colour, int bone) {
  const QuadrupedRow& row = b.row;
  const float r = row.foot * b.size;
  if (row.has_hooves) {
    const Paint hoof{b.palette.mark(row.hoof), Surface::ceramic, bone};
    clay.blend(0.15F * r);
    clay.limb({toe.x, toe.y + 0.35F * r, toe.z - 0.1F * r}, {toe.x, 0.25F * r, toe.z + 0.12F * r},
              0.72F * r, 0.98F * r, hoof);
    clay.carve(world::translation({toe.x, -0.76F * r, toe.z}), {3 * r, 0.75F * r, 3 * r}, hoof);
    return;
  }
  const Paint paw{colour, row.surface, bone};
  clay.blend(0.5F * r);
  clay.ellipsoid(Vec3{toe.x, toe.y + 0.12F * r, toe.z + (row.crook < 0.45F ? 0.05F : 0.25F) * r},
                 {1.02F * r, 0.62F * r, (row.crook < 0.45F ? 1.08F : 1.3F) * r}, paw);
}

void add_legs(QuadrupedBuild& b, world::Clay& clay) {
  const QuadrupedRow& row = b.row;
  const float s = b.size;
  const Light coat = b.palette.coat();
  const float legs = row.legs == kCoat ? 1 : luminance(world::from_srgb(row.legs));
  // Black socks stay on foxes and pandas; a white horse has white legs.
  const Light low =
      legs < 0.03F && !row.has_hooves ? b.palette.mark(row.legs) : b.palette.shade(row.legs);
  world::Skeleton& bones = b.model->skeleton;
  on_both_sides([&](const std::string& side, float sign) {
    const LegLine line = hind_line(b, sign);
    const int thigh = bones.add("thigh" + side, b.body, line.top);
    const int shin = bones.add("shin" + side, thigh, line.knee);
    const int foot = bones.add("foot" + side, shin, line.heel);
    const int toe = bones.add("toe" + side, foot, line.toe);
    clay.blend(0.1F * s);
    clay.limb(line.top + Vec3{0, -0.01F * s, -0.01F * s}, line.knee, 1.32F * row.thigh * s,
              0.72F * row.thigh * s, {coat, row.surface, thigh});
    clay.blend(0.045F * s);
    clay.limb(line.knee, line.heel, 0.78F * row.thigh * s, row.shin * s,
              {world::mix(coat, low, 0.5F), row.surface, shin});
    clay.limb(line.heel, line.toe, row.shin * s, row.cannon * s, {low, row.surface, foot});
    add_foot(b, clay, line.toe, low, toe);
  });
  on_both_sides([&](const std::string& side, float sign) {
    const LegLine line = front_line(b, sign);
    const int upper = bones.add("upper_arm" + side, b.chest_bone, line.top);
    const int fore = bones.add("fore_arm" + side, upper, line.knee);
    const int hand = bones.add("hand" + side, fore, line.heel);
    const int finger = bones.add("finger" + side, hand, line.toe);
    clay.blend(0.09F * s);
    clay.limb(line.top, line.knee, 1.15F * row.arm * s, 0.8F * row.arm * s,
              {coat, row.surface, upper});
    clay.blend(0.045F * s);
    clay.limb(line.knee, line.heel, 0.8F * row.arm * s, row.wrist * s,
              {world::mix(coat, low, 0.6F), row.surface, fore});
    clay.limb(line.heel, line.toe, row.wrist * s, row.cannon * s, {low, row.surface, hand});
    add_foot(b, clay, line.toe, low, finger);
  });
}

void add_torso(const QuadrupedBuild& b, world::Clay& clay) {
  const QuadrupedRow& row = b.row;
  const float s = b.size;
  const float girth = b.wishes.girth;
  const Light coat = b.palette.coat();
  const auto lump = [&](Vec3 at, Extent e, int bone) {
    clay.ellipsoid(at, {e.w * girth * s, e.h * s, e.l * s}, {coat, row.surface, bone});
  };
  clay.blend(0.16F * s);
  lump({0, (row.rump - row.hips.h) * s, b.hip.z + 0.03F * s}, row.hips, b.body);
  const float middle_y = 0.5F * ((row.rump - row.hips.h) + (1 - row.chest.h)) - 0.01F;
  Extent belly = row.belly;
  belly.h *= 0.5F + 0.5F * girth;
  lump({0, middle_y * s, 0}, belly, b.spine_bone);
  lump({0, (1 - row.chest.h) * s, b.shoulder.z - 0.02F * s}, row.chest, b.chest_bone);
  if (row.extra == Extra::hump || row.extra == Extra::two_humps) {
    const bool is_one = row.extra == Extra::hump;
    for (const float z : {is_one ? 0.0F : 0.2F, -0.2F}) {
      clay.ellipsoid(Vec3{0, 0.97F * s, z * s}, Vec3{0.11F, 0.19F, is_one ? 0.17F : 0.11F} * s,
                     {coat * 0.9F, row.surface, b.spine_bone});
      if (is_one) {
        break;
      }
    }
  }
  clay.blend(0.12F * s);
  const Vec3 half = world::mix(b.neck_base, b.neck_top, 0.5F);
  const Vec3 root = b.neck_base - (b.neck_top - b.neck_base) * 0.12F;
  const float mid = 0.5F * (row.neck_base + row.neck_top);
  clay.limb(root, half, row.neck_base * s, mid * s, {coat, row.surface, b.neck_1});
  clay.blend(0.08F * s);
  clay.limb(half, b.neck_top, mid * s, row.neck_top * s, {coat, row.surface, b.neck_2});
  if (row.extra == Extra::wool || b.wishes.is_fluffy) {
    constexpr int kCurls = 130;
    // Curls: balls half sunk in the body, evenly spread (Fibonacci's sphere).
    const float curl = row.extra == Extra::wool ? 0.1F : 0.05F;
    clay.blend(0.02F * s);
    for (int i = 0; i < kCurls; ++i) {
      const float y = 1 - 2 * (static_cast<float>(i) + 0.5F) / kCurls;
      const float around = 2.39996F * static_cast<float>(i);
      const float r = std::sqrt(1 - y * y);
      const Vec3 d{r * std::sin(around), y, r * std::cos(around)};
      const float z = d.z * 0.5F * row.length;
      const Extent& e = z < -0.15F ? row.hips : z > 0.15F ? row.chest : row.belly;
      const float top = z < 0 ? row.rump : 1;
      const Vec3 at{1.06F * d.x * e.w * girth * s, (top - e.h + 1.03F * d.y * e.h) * s,
                    (d.z * (0.5F * row.length + 0.17F)) * s};
      const int bone = z < -0.15F ? b.body : z > 0.15F ? b.chest_bone : b.spine_bone;
      clay.ball(at, curl * s, {coat, row.surface, bone});
    }
  }
}

void lay_bones(QuadrupedBuild& b) {
  const QuadrupedRow& row = b.row;
  const float s = b.size;
  world::Skeleton& bones = b.model->skeleton;
  b.hip = Vec3{0, row.rump - 1.05F * row.hips.h, -0.5F * row.length} * s;
  b.shoulder = Vec3{0, 1 - 1.1F * row.chest.h, 0.5F * row.length} * s;
  b.spine = Vec3{0, 0.5F * (row.rump + 1) - 0.9F * row.belly.h, -0.12F * row.length} * s;
  b.chest = Vec3{0, 1 - 0.9F * row.chest.h, 0.2F * row.length} * s;
  const float angle = row.neck_angle * kDegree;
  const Vec3 along{0, std::sin(angle), std::cos(angle)};
  b.neck_base = Vec3{0, 1 - 0.62F * row.chest.h, 0.5F * row.length + 0.42F * row.chest.l} * s;
  b.neck_top = b.neck_base + along * (row.neck_length * s);
  b.skull = b.neck_top + Vec3{0, 0.35F * row.skull.h, 0.5F * row.skull.l} * (s * b.head_size);
  b.body = bones.add("body", -1, b.hip);
  b.spine_bone = bones.add("spine", b.body, b.spine);
  b.chest_bone = bones.add("chest", b.spine_bone, b.chest);
  b.neck_1 = bones.add("neck_1", b.chest_bone, b.neck_base);
  b.neck_2 = bones.add("neck_2", b.neck_1, world::mix(b.neck_base, b.neck_top, 0.5F));
  b.head = bones.add("head", b.neck_2, b.neck_top);
}

/// The clay bulges where its lumps melt: where the back really is.
float back_of(const QuadrupedBuild& b) {
  float highest = 0;
  for (const world::Vertex& v : b.mesh().vertices) {
    if (std::abs(v.position.x) < 0.06F * b.size &&
        std::abs(v.position.z - 0.06F * b.size) < 0.08F * b.size) {
      highest = std::max(highest, v.position.y);
    }
  }
  return highest;
}

void add_anchors(QuadrupedBuild& b) {
  const QuadrupedRow& row = b.row;
  const float s = b.size;
  const float h = s * b.head_size;
  const float drop = row.snout_drop * kDegree;
  auto& anchors = b.model->anchors;
  anchors.push_back({"head_top", b.head, b.skull + Vec3{0, row.skull.h * h, 0}});
  anchors.push_back(
      {"mouth", b.head,
       b.skull + Vec3{0, -0.35F * row.skull.h - (row.snout + 0.5F * row.skull.l) * std::sin(drop),
                      0.75F * row.skull.l + row.snout} *
                     h});
  anchors.push_back({"back", b.spine_bone, {0, b.back, 0.06F * s}});
  anchors.push_back({"seat", b.spine_bone, {0, b.back, 0.06F * s}});
  anchors.push_back({"neck", b.neck_1, b.neck_base});
}

}  // namespace

world::ModelPtr build_quadruped(const QuadrupedRow& row, const ModelOrder& order) {
  QuadrupedRow own = row;
  Wishes wishes = wishes_of(order);
  float head_size = 1;
  if (wishes.is_baby) {
    own.height *= 0.5F;
    own.eye *= 1.25F;
    own.snout *= 0.7F;
    own.length *= 0.9F;
    own.neck_length *= 0.75F;
    own.tail.length *= 0.8F;
    own.horns = own.horns == Horns::unicorn ? own.horns : Horns::none;
    own.mane = own.mane == Mane::lion ? Mane::none : own.mane;
    if (row.horns == Horns::antlers) {
      own.pattern = Pattern::fawn;
    }
    head_size = 1.32F;
  }
  if (wishes.is_striped && own.pattern != Pattern::tiger && own.pattern != Pattern::zebra) {
    own.pattern = Pattern::tiger;
  }
  if (wishes.is_spotted) {
    own.pattern = Pattern::leopard;
  }
  QuadrupedBuild b{.row = own,
                   .order = order,
                   .wishes = wishes,
                   .palette = Palette(order, own.coat),
                   .size = own.height,
                   .head_size = head_size,
                   .model = std::make_shared<world::Model>(),
                   .hip = {},
                   .spine = {},
                   .chest = {},
                   .shoulder = {},
                   .neck_base = {},
                   .neck_top = {},
                   .skull = {}};
  b.model->rig = world::Rig::quadruped;
  lay_bones(b);
  world::Clay clay;
  add_torso(b, clay);
  add_legs(b, clay);
  b.model->mesh = clay.mesh(0.040F * b.size * std::max(1.0F, 0.4F + 0.62F * row.length));
  b.back = back_of(b);
  add_tail(b);
  add_head(b);
  paint_coat(b, 0);
  add_mane(b);
  add_horns(b);
  add_extra(b);
  add_anchors(b);
  add_belongings(b);
  b.model->leg_length = b.hip.y;
  return finished(order, b.model);
}

}  // namespace kirin::engine::motion::models::fauna
