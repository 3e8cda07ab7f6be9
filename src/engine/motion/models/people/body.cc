#include "engine/motion/models/people/body.h"

#include <array>
#include <cmath>

#include "engine/motion/models/people/tailor.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::Clay;
using world::Light;
using world::mix;
using world::Paint;
using world::Surface;
using world::Vec3;

void add_trunk(Clay& clay, const Tailor& t, float thick, Paint paint) {
  const BodyPlan& p = t.plan;
  const float h = t.h;
  const Figure& f = p.figure;
  const Vec3 more{thick, thick, thick};
  const auto on = [&](int bone) {
    paint.bone = bone;
    return paint;
  };
  clay.blend(0.055F * h);
  // An untucked top falls over the trousers' waist.
  const Clothes& c = t.look.clothes;
  const float over =
      thick > 0 && !c.belt && c.trousers > 0 ? (0.008F + 0.9F * c.trouser_width) * h : 0;
  clay.ellipsoid(p.hips + Vec3{0, 0, -0.004F * h}, p.pelvis_radii + more + Vec3{over, over, over},
                 on(kHips));
  clay.ellipsoid(mix(p.spine, p.chest, 0.2F), p.waist_radii + more, on(kSpine));
  clay.ellipsoid(mix(p.chest, p.neck, 0.30F), p.chest_radii + more, on(kChest));
  for (const int side : {0, 1}) {  // from the neck down to the shoulders
    clay.limb(p.neck - Vec3{0, 0.014F * h, 0}, on_side(mix(p.shoulder, p.chest, 0.06F), side),
              p.upper_arm * 0.8F + thick, p.upper_arm * 0.92F + thick, on(kChest));
  }
  clay.blend(0.035F * h);
  clay.limb(p.neck - Vec3{0, 0.012F * h, 0}, p.neck + Vec3{0, 0.012F * h, 0}, p.neck_radius * 1.15F,
            p.neck_radius * 1.05F + 0.6F * thick, on(kChest));
  if (f.belly > 0) {
    clay.ellipsoid(mix(p.hips, p.spine, 0.75F) + Vec3{0, 0, 0.55F * f.belly},
                   p.waist_radii * 0.86F + Vec3{0.5F, 0.3F, 1} * f.belly + more, on(kSpine));
  }
  if (f.bust > 0) {
    clay.blend(0.03F * h);
    for (const int side : {0, 1}) {
      clay.ball(on_side({0.040F * h, mix(p.chest.y, p.neck.y, 0.28F), 0.045F * h}, side),
                f.bust * h + 0.7F * thick, on(kChest));
    }
  }
  if (thick > 0 && (c.belt || c.skirt > 0)) {
    return;  // ends at the waist
  }
  clay.blend(0.03F * h);
  for (const int side : {0, 1}) {  // seat
    clay.ball(on_side(p.hips + Vec3{0.040F * h, -0.020F * h, -0.030F * h}, side),
              0.040F * h + thick, on(kHips));
  }
}

void add_sleeve(Clay& clay, const Tailor& t, int side) {
  const BodyPlan& p = t.plan;
  const Clothes& c = t.look.clothes;
  const float thick = c.thickness * t.h;
  const Vec3 shoulder = on_side(p.shoulder, side);
  const Vec3 elbow = on_side(p.elbow, side);
  const Vec3 wrist = on_side(p.wrist, side);
  const float upper = std::min(c.sleeve / 0.5F, 1.0F);
  const float flare = c.sleeve_flare * t.h;
  const float at_elbow = mix(p.upper_arm, p.elbow_radius, upper) + thick;
  clay.blend(0.018F * t.h);
  clay.limb(shoulder, mix(shoulder, elbow, upper), p.upper_arm + thick,
            at_elbow + (upper < 1 ? 0.5F * thick : 0.4F * flare), t.top(kUpperArm + side));
  if (c.sleeve > 0.5F) {
    const float fore = std::min((c.sleeve - 0.5F) / 0.5F, 1.0F);
    clay.blend(0.006F * t.h);
    clay.limb(elbow, mix(elbow, wrist, fore), p.elbow_radius + thick + 0.4F * flare,
              mix(p.elbow_radius, p.wrist_radius, fore) + 0.8F * thick + flare,
              t.top(kForeArm + side));
  }
}

float hem_of(const Tailor& t) {
  const Clothes& c = t.look.clothes;
  const bool is_tucked = c.belt || (c.skirt > 0 && !c.skirt_is_open);
  return is_tucked ? t.plan.spine.y - 0.03F * t.h : t.plan.hips.y - 0.30F * t.plan.pelvis_radii.y;
}

/// Cuts the trunk of a top level at its hem, and in a bowl round the neck; sleeves stay.
void trim(world::Mesh& mesh, const Tailor& t, float hem, float neckline) {
  for (world::Vertex& v : mesh.vertices) {
    if (v.bones[0] > kChest) {
      continue;
    }
    const float away = std::hypot(v.position.x, v.position.z - t.plan.neck.z);
    const float rim = neckline + 0.9F * std::max(away - 1.15F * t.plan.neck_radius, 0.0F);
    v.position.y = std::clamp(v.position.y, hem, std::max(rim, hem));
  }
}

/// Shirt, jacket, bodice: trunk and sleeves in one.
void add_top(world::Mesh& mesh, const Tailor& t) {
  const Clothes& c = t.look.clothes;
  Clay clay;
  if (!c.has_top) {
    add_trunk(clay, t, 0, t.skin(kChest));
    for (const int side : {0, 1}) {
      clay.blend(0.022F * t.h);
      clay.limb(on_side(t.plan.shoulder, side), on_side(t.plan.elbow, side),
                t.plan.upper_arm * 1.08F, t.plan.elbow_radius, t.skin(kUpperArm + side));
    }
  } else {
    add_trunk(clay, t, c.thickness * t.h, t.top(kChest));
    for (const int side : {0, 1}) {
      if (c.sleeve > 0) {
        add_sleeve(clay, t, side);
      }
    }
  }
  if (c.has_stripes) {
    for (int i = 0; i < 6; ++i) {
      const float y = mix(t.plan.hips.y, t.plan.neck.y, (static_cast<float>(i) + 0.3F) / 5.6F);
      clay.stain(world::translation({0, y, 0}), Vec3{0.4F, 0.011F, 0.4F} * t.h, c.stripes);
    }
  }
  const float fineness = c.has_stripes ? 0.65F : c.thickness > 0.012F ? 1.2F : 1;
  world::Mesh top = clay.mesh(fineness * kCloth * t.h);
  if (c.has_top) {
    // The top ends in a hem over the trousers, or is tucked in under a belt.
    const float hem =
        c.belt ? t.plan.spine.y - 0.03F * t.h : t.plan.hips.y - 0.42F * t.plan.pelvis_radii.y;
    trim(top, t, hem, t.plan.neck.y + 0.006F * t.h);
  }
  world::append(mesh, top);
}

/// Open in front and without sleeves, over the top.
void add_vest(world::Mesh& mesh, const Tailor& t, Light colour) {
  Clay clay;
  const Paint paint{colour, Surface::cloth, kChest};
  add_trunk(clay, t, (t.look.clothes.thickness + 0.008F) * t.h, paint);
  clay.blend(0.01F * t.h);
  const float middle = mix(t.plan.hips.y, t.plan.neck.y, 0.62F);
  clay.carve(world::translation({0, middle, 0.14F * t.h}), Vec3{0.045F, 0.30F, 0.16F} * t.h, paint);
  world::Mesh vest = clay.mesh(1.3F * kCloth * t.h);
  const float hem = t.plan.hips.y - 0.1F * t.plan.pelvis_radii.y;
  trim(vest, t, hem, t.plan.neck.y - 0.004F * t.h);
  world::append(mesh, vest);
}

/// One leg from `from` down to `until` (1: the ankle), `loose` thicker than the body.
void add_leg(Clay& clay, const Tailor& t, int side, float from, float until, float loose,
             bool is_cloth) {
  const BodyPlan& p = t.plan;
  const auto paint = [&](int bone) { return is_cloth ? t.bottom(bone) : t.skin(bone); };
  const Vec3 hip = on_side(p.hip, side);
  const Vec3 knee = on_side(p.knee, side);
  const Vec3 ankle = on_side(p.ankle, side);
  const float upper_end = std::min(until / 0.5F, 1.0F);
  clay.blend(0.02F * t.h);
  if (from <= 0) {  // the top follows the hips
    clay.ball(hip + Vec3{0, 0.025F * t.h, 0}, p.thigh + 0.6F * loose, paint(kHips));
  }
  if (from < 0.5F) {
    const float start = from / 0.5F;
    clay.limb(
        mix(hip, knee, start), mix(hip, knee, upper_end),
        mix(p.thigh, p.knee_radius, start) + loose,
        mix(p.thigh, p.knee_radius, upper_end) + loose * (is_cloth && until <= 0.5F ? 1.4F : 1.0F),
        paint(kThigh + side));
  }
  if (until > 0.5F) {
    const float start = std::max((from - 0.5F) / 0.5F, 0.0F);
    const float end = std::min((until - 0.5F) / 0.5F, 1.0F);
    clay.blend(0.006F * t.h);
    clay.limb(mix(knee, ankle, start), mix(knee, ankle, end),
              mix(p.knee_radius, p.ankle_radius, start) + loose,
              mix(p.knee_radius, p.ankle_radius, end) + loose * (is_cloth ? 1.5F : 1.0F),
              paint(kShin + side));
    if (!is_cloth && from < 0.7F) {  // calf
      clay.ball(mix(knee, ankle, 0.28F) + Vec3{0, 0, -0.008F * t.h}, 0.029F * t.h * p.figure.limbs,
                paint(kShin + side));
    }
  }
}

void add_seat(world::Mesh& mesh, const Tailor& t, float thick, bool ends_at_hem) {
  const BodyPlan& p = t.plan;
  const float h = t.h;
  Clay clay;
  clay.blend(0.03F * h);
  clay.ellipsoid(p.hips + Vec3{0, -0.012F * h, -0.004F * h},
                 p.pelvis_radii + Vec3{thick, -0.012F * h, thick}, t.bottom(kHips));
  const bool is_tucked = t.look.clothes.belt && t.look.clothes.trousers > 0;
  if (is_tucked) {  // trousers come up to the belt
    clay.ellipsoid(mix(p.spine, p.chest, 0.2F), p.waist_radii + Vec3{1, 1, 1} * (0.007F * h),
                   t.bottom(kSpine));
  }
  for (const int side : {0, 1}) {
    clay.ball(on_side(p.hips + Vec3{0.040F * h, -0.024F * h, -0.030F * h}, side),
              0.040F * h + thick, t.bottom(kHips));
  }
  world::Mesh seat = clay.mesh(kCloth * h);
  if (ends_at_hem || is_tucked) {
    for (world::Vertex& v : seat.vertices) {
      v.position.y = std::min(v.position.y, hem_of(t) + (is_tucked ? 0.004F : 0.02F) * h);
    }
  }
  world::append(mesh, seat);
}

void add_lower(world::Mesh& mesh, const Tailor& t) {
  const Clothes& c = t.look.clothes;
  const float h = t.h;
  const float loose = c.trousers > 0 ? c.trouser_width * h : 0;
  const bool is_hidden = c.skirt > 0.3F && !c.skirt_is_open;
  if (!is_hidden) {
    add_seat(mesh, t, c.trousers > 0 ? 0.2F * loose : -0.004F * h, c.has_top && !c.belt);
  }
  for (const int side : {0, 1}) {  // legs apart, so that they do not stick to each other
    if (c.trousers > 0) {
      Clay clay;
      add_leg(clay, t, side, 0, c.trousers >= 1 ? 0.97F : c.trousers, loose, true);
      world::append(mesh, clay.mesh((c.trouser_width > 0.02F ? 1.25F : 1) * kCloth * h));
    }
    if (c.trousers < 1) {
      Clay clay;
      add_leg(clay, t, side, std::max(c.trousers - 0.1F, 0.0F), 1, 0, false);
      world::append(mesh, clay.mesh(0.9F * kCloth * h));
    }
  }
}

}  // namespace

void add_body(world::Model& model, const BodyPlan& plan, const Look& look, bool has_legs) {
  const Tailor tailor{plan, look, plan.height()};
  add_top(model.mesh, tailor);
  if (look.clothes.vest) {
    add_vest(model.mesh, tailor, *look.clothes.vest);
  }
  for (const int side : {0, 1}) {
    add_arm(model.mesh, tailor, side);
  }
  if (has_legs) {
    add_lower(model.mesh, tailor);
    add_foot(model.mesh, tailor, 0);
    add_foot(model.mesh, tailor, 1);
  }
}

Girth girth_at(const BodyPlan& plan, const Look& look, float y) {
  const float thick = look.clothes.thickness * plan.height();
  Girth girth;
  const auto cover = [&](Vec3 middle, Vec3 radii) {
    const float u = (y - middle.y) / radii.y;
    if (std::abs(u) >= 1) {
      return;
    }
    const float r = std::sqrt(1 - u * u);
    girth.side = std::max(girth.side, radii.x * r + std::abs(middle.x));
    girth.front = std::max(girth.front, middle.z + radii.z * r);
    girth.back = std::max(girth.back, -middle.z + radii.z * r);
  };
  const Vec3 more{thick, thick, thick};
  cover(plan.hips, plan.pelvis_radii + more);
  cover(mix(plan.spine, plan.chest, 0.2F), plan.waist_radii + more);
  cover(mix(plan.chest, plan.neck, 0.30F), plan.chest_radii + more);
  if (plan.figure.belly > 0) {
    cover(mix(plan.hips, plan.spine, 0.75F) + Vec3{0, 0, 0.55F * plan.figure.belly},
          plan.waist_radii * 0.86F + Vec3{0.5F, 0.3F, 1} * plan.figure.belly + more);
  }
  cover({plan.hip.x, plan.hip.y - 0.01F * plan.height(), 0}, Vec3{1, 1.4F, 1} * plan.thigh + more);
  cover(plan.hips + Vec3{0, -0.020F * plan.height(), -0.030F * plan.height()},
        Vec3{1, 1, 1} * (0.042F * plan.height()) + more);
  girth.middle_z = 0.5F * (girth.front - girth.back);
  return girth;
}

}  // namespace kirin::engine::motion::models::person
