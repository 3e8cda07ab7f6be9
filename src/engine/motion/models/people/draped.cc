// Cloth that hangs from waists and shoulders.
#include <array>

#include "engine/motion/models/people/drape.h"
#include "engine/motion/models/people/fitting.h"
#include "engine/motion/models/people/front.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::Light;
using world::MeshBuilder;
using world::mix;
using world::Paint;
using world::Surface;
using world::Vec3;

}  // namespace

void add_skirt(Fitting& f) {
  const BodyPlan& p = f.plan;
  const Clothes& c = f.clothes();
  const float waist = mix(p.spine.y, p.chest.y, c.skirt_is_open ? 0.0F : 0.10F);
  const float hem = std::max(mix(waist, 0.0F, c.skirt), 0.025F * f.h);
  const SkirtBones bones = skirt_bones(f.model, p);
  Drape d;
  const float loose = (c.skirt_is_open ? 0.016F : 0.007F) * f.h;
  const Girth hip = girth_at(p, f.look, p.hip.y + 0.3F * p.pelvis_radii.y);
  constexpr int kRows = 12;
  float side = 0;
  float depth = 0;
  for (int i = 0; i <= kRows; ++i) {
    // One row at the waist, most below the hips where the legs move.
    const float t = static_cast<float>(i) / kRows;
    const float y = mix(waist, hem, t);
    const Girth own = girth_at(p, f.look, y);
    const float fallen =
        std::max(0.0F, (p.hip.y + 0.3F * p.pelvis_radii.y - y) / std::max(0.45F * f.h, 0.01F));
    const float flare = fallen * c.skirt_flare * hip.side;
    // Cloth falls from where the body is widest.
    const float now = i == 0 ? 0.6F : 1;
    side = std::max(side, std::max(own.side, 0.0F) + now * loose);
    depth = std::max(depth, 0.5F * (own.front + own.back) + now * loose);
    const float hang = std::min(t * 3, 1.0F);
    const float legs = p.thigh * 1.1F + p.hip.x;
    d.rings.push_back({.y = y,
                       .side = std::max(side, legs * hang) + flare,
                       .depth = depth + 1.05F * flare,
                       .middle_z = own.front > 0 ? own.middle_z * (1 - hang) : 0,
                       .fold = 0.16F * flare * std::min(1.0F, 0.3F + t)});
  }
  d.folds = 9;
  d.columns = 45;
  d.thickness = 0.006F * f.h;
  d.hold = [bones](float angle, float y) { return bones.hold(angle, y); };
  Paint paint{c.skirt_is_open ? c.top : c.bottom,
              c.skirt_is_open ? c.top_surface : c.bottom_surface, kHips};
  if (c.skirt_is_open) {
    d.from = 0.16F;
    d.to = 2 * world::kPi - 0.16F;
    d.folds = 4;
  }
  add_drape(f.model.mesh, d, paint);
}

void add_apron(Fitting& f) {
  const BodyPlan& p = f.plan;
  const SkirtBones bones = skirt_bones(f.model, p);
  Drape d;
  const float low = mix(p.hip.y, p.knee.y, 0.8F);
  float side = 0;
  float front = 0;
  for (int i = 0; i <= 9; ++i) {
    const float y = mix(p.spine.y, low, static_cast<float>(i) / 9);
    const Girth g = made_girth(f, y);
    // It hangs straight from where the belly or the skirt reaches furthest.
    side = std::max(side, g.side);
    front = std::max(front, g.front);
    const float more = 0.014F * f.h;
    d.rings.push_back({.y = y, .side = side + more, .depth = front + more});
  }
  d.from = -1.05F;
  d.to = 1.05F;
  d.columns = 16;
  d.thickness = 0.006F * f.h;
  d.hold = [bones](float angle, float y) { return bones.hold(angle, y); };
  const Paint paint{*f.clothes().apron, Surface::cloth, kSpine};
  const Front face(f.model.mesh);
  world::Mesh bib;
  lay(bib, face,
      {.low = p.spine.y - 0.02F * f.h,
       .high = mix(p.chest.y, p.neck.y, 0.45F),
       .left = [&](float t) { return mix(-0.075F, -0.045F, t) * f.h; },
       .right = [&](float t) { return mix(0.075F, 0.045F, t) * f.h; },
       .lift = 0.006F * f.h},
      paint);
  world::append(f.model.mesh, bib);
  add_drape(f.model.mesh, d, paint);
  add_band(f, p.spine.y, 0.010F * f.h, 0.008F * f.h, kSpine, {*f.clothes().apron * 0.8F});
}

void add_cape(Fitting& f) {
  const BodyPlan& p = f.plan;
  const float top = p.shoulder.y + 0.03F * f.h;
  const float low = 0.10F * f.h;
  std::array<int, 3> bones{};
  int parent = kChest;
  for (std::size_t i = 0; i < 3; ++i) {
    const float y = mix(top, low, 0.08F + 0.30F * static_cast<float>(i));
    parent = bones[i] = f.model.skeleton.add("cape_" + std::to_string(i + 1), parent,
                                             {0, y, -p.chest_radii.z - 0.02F * f.h});
  }
  Drape d;
  for (int i = 0; i <= 14; ++i) {
    const float t = static_cast<float>(i) / 14;
    const float out = world::smooth_step(0.0F, 0.16F, t);
    d.rings.push_back(
        {.y = mix(top, low, t),
         .side =
             mix(p.neck_radius * 1.35F, p.shoulder.x * 1.12F + 0.03F * f.h, out) + 0.05F * f.h * t,
         .depth = mix(p.neck_radius * 1.35F, p.chest_radii.z + 0.045F * f.h, out) + 0.05F * f.h * t,
         .middle_z = p.neck.z,
         .fold = 0.016F * f.h * t});
  }
  d.from = 0.55F * world::kPi;
  d.to = 1.45F * world::kPi;
  d.columns = 32;
  d.folds = 11;
  d.thickness = 0.006F * f.h;
  d.hold = [bones, top, low](float, float y) {
    const float t = (top - y) / (top - low) / 0.30F;
    if (t < 0.35F) {
      return Hold{kChest, bones[0], 1 - std::max(t, 0.0F) / 0.35F};
    }
    const auto first = std::min<std::size_t>(static_cast<std::size_t>(t), 2);
    const std::size_t second = std::min<std::size_t>(first + 1, 2);
    return Hold{bones[first], bones[second], 1 - (t - static_cast<float>(first))};
  };
  d.rings.front().fold = 0;
  add_drape(f.model.mesh, d, {*f.clothes().cape, Surface::cloth, kChest});
  MeshBuilder(f.model.mesh)
      .torus(
          world::translation(p.neck - Vec3{0, 0.002F * f.h, -0.004F * f.h}) * world::turn_x(0.25F),
          p.neck_radius * 1.32F, 0.013F * f.h, 24, 8,
          {*f.clothes().cape * 0.85F, Surface::cloth, kChest});
}

void add_tabard(Fitting& f) {
  const BodyPlan& p = f.plan;
  const SkirtBones bones = skirt_bones(f.model, p);
  const float top = p.spine.y;
  const float low = mix(p.hip.y, p.knee.y, 0.65F);
  for (const float from : {-0.62F, world::kPi - 0.62F}) {
    Drape d;
    for (int i = 0; i <= 8; ++i) {
      const float y = mix(top, low, static_cast<float>(i) / 8);
      const Girth g = made_girth(f, std::max(y, p.hips.y - 0.3F * p.pelvis_radii.y));
      d.rings.push_back({.y = y,
                         .side = g.side + 0.014F * f.h,
                         .depth = 0.5F * (g.front + g.back) + 0.016F * f.h,
                         .middle_z = g.middle_z});
    }
    d.from = from;
    d.to = from + 1.24F;
    d.columns = 12;
    d.thickness = 0.006F * f.h;
    d.hold = [bones](float angle, float y) { return bones.hold(angle, y); };
    add_drape(f.model.mesh, d, {*f.clothes().tabard, Surface::cloth, kHips});
  }
}

}  // namespace kirin::engine::motion::models::person
