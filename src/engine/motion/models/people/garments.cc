#include <array>
#include <vector>

#include "engine/motion/models/people/fitting.h"
#include "engine/motion/models/people/front.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::Clay;
using world::Light;
using world::MeshBuilder;
using world::mix;
using world::Paint;
using world::Surface;
using world::Vec3;

void add_scarf(Fitting& f) {
  const BodyPlan& p = f.plan;
  const Paint paint{*f.clothes().scarf, Surface::cloth, kChest};
  MeshBuilder build(f.model.mesh);
  for (const float y : {0.004F, 0.026F}) {
    build.torus(world::translation(p.neck + Vec3{0, y * f.h, 0.004F * f.h}) * world::turn_x(0.22F) *
                    world::turn_z(y > 0.01F ? 0.10F : -0.06F),
                p.neck_radius * 1.22F, 0.019F * f.h, 24, 10, paint);
  }
  const Front front(f.model.mesh);
  world::Mesh tail;
  lay(tail, front,
      {.low = mix(p.spine.y, p.chest.y, 0.55F),
       .high = p.neck.y,
       .left = [&](float t) { return mix(0.052F, 0.030F, t) * f.h; },
       .right = [&](float t) { return mix(0.010F, 0.002F, t) * f.h; },
       .lift = 0.012F * f.h},
      paint);
  world::append(f.model.mesh, tail);
}

void add_collar(Fitting& f) {
  const BodyPlan& p = f.plan;
  const Clothes& c = f.clothes();
  MeshBuilder build(f.model.mesh);
  const auto ring = [&](float y, float scale, float tube, Light colour) {
    build.torus(world::translation(p.neck + Vec3{0, y * f.h, 0.003F * f.h}) * world::turn_x(0.28F),
                p.neck_radius * scale, tube * f.h, 24, 8, {colour, c.top_surface, kChest});
  };
  const Front front(f.model.mesh);
  const auto panel = [&](float low, float high, std::array<float, 2> left,
                         std::array<float, 2> right, Light colour, float lift) {
    world::Mesh patch;
    lay(patch, front,
        {.low = low,
         .high = high,
         .left = [=, h = f.h](float t) { return mix(left[0], left[1], t) * h; },
         .right = [=, h = f.h](float t) { return mix(right[0], right[1], t) * h; },
         .lift = lift * f.h},
        {colour, c.top_surface, kChest});
    return patch;
  };
  std::vector<world::Mesh> panels;
  const float throat = p.neck.y + 0.004F * f.h;
  const float low = mix(p.spine.y, p.chest.y, 0.75F);
  switch (c.collar) {
    case Collar::crew:
      ring(0.009F, 1.20F, 0.011F, c.top * 0.80F);
      break;
    case Collar::roll:
      ring(0.008F, 1.12F, 0.016F, c.top * 0.9F);
      ring(0.024F, 1.05F, 0.014F, c.top);
      break;
    case Collar::shirt:
      ring(0.010F, 1.10F, 0.011F, c.top * 1.1F);
      for (const float s : {1.0F, -1.0F}) {
        panels.push_back(panel(throat - 0.040F * f.h, throat, {s * 0.016F, s * 0.004F},
                               {s * 0.022F, s * 0.050F}, c.top * 1.12F, 0.007F));
      }
      break;
    case Collar::lapels:
      ring(0.010F, 1.10F, 0.010F, c.accent);
      panels.push_back(panel(low, throat, {-0.002F, -0.036F}, {0.002F, 0.036F}, c.accent, 0.004F));
      for (const float s : {1.0F, -1.0F}) {
        panels.push_back(panel(low - 0.01F * f.h, throat, {s * 0.0F, s * 0.034F},
                               {s * 0.010F, s * 0.062F}, c.top * 0.72F, 0.008F));
      }
      break;
    case Collar::crossed:
      for (const float s : {1.0F, -1.0F}) {
        panels.push_back(panel(s > 0 ? p.spine.y : mix(p.spine.y, p.chest.y, 0.9F), throat,
                               {s * (s > 0 ? -0.030F : -0.006F), s * 0.030F},
                               {s * (s > 0 ? -0.008F : 0.014F), s * 0.054F}, c.accent,
                               s > 0 ? 0.009F : 0.006F));
      }
      ring(0.010F, 1.12F, 0.010F, c.accent);
      break;
    case Collar::hood: {
      ring(0.006F, 1.20F, 0.016F, c.top * 0.88F);
      Clay clay;
      clay.blend(0.02F * f.h);
      clay.ellipsoid(p.neck + Vec3{0, -0.004F * f.h, -0.055F * f.h},
                     Vec3{0.075F, 0.045F, 0.045F} * f.h, {c.top * 0.88F, c.top_surface, kChest});
      panels.push_back(clay.mesh(0.013F * f.h));
      break;
    }
    case Collar::ruff:
      ring(0.012F, 1.45F, 0.020F, c.accent);
      ring(0.026F, 1.35F, 0.018F, c.accent);
      break;
    case Collar::scarf:
      break;
  }
  if (c.tie) {
    panels.push_back(panel(mix(p.spine.y, p.chest.y, 0.3F), throat - 0.01F * f.h,
                           {-0.014F, -0.008F}, {0.014F, 0.008F}, *c.tie, 0.011F));
  }
  if (c.has_buttons) {
    for (int i = 0; i < 3; ++i) {
      const float y = mix(p.hips.y, low, 0.35F + 0.3F * static_cast<float>(i));
      const Front::Hit hit = front.hit(0, y);
      if (hit.found) {
        build.ball(world::translation({0, y, hit.z + 0.002F * f.h}),
                   Vec3{0.0085F, 0.0085F, 0.006F} * f.h, 5, 10,
                   {c.top * 0.35F + Light{0.05F, 0.05F, 0.05F}, Surface::plastic,
                    y > p.chest.y ? kChest : kSpine});
      }
    }
  }
  for (const world::Mesh& patch : panels) {
    world::append(f.model.mesh, patch);
  }
}

/// Dungarees: a bib with straps over the shoulders.
void add_bib(Fitting& f) {
  const BodyPlan& p = f.plan;
  const Light colour = *f.clothes().bib;
  const Front front(f.model.mesh);
  const float high = mix(p.chest.y, p.neck.y, 0.40F);
  std::vector<world::Mesh> panels(3);
  lay(panels[0], front,
      {.low = p.hips.y,
       .high = high,
       .left = [&](float t) { return mix(-0.085F, -0.055F, t) * f.h; },
       .right = [&](float t) { return mix(0.085F, 0.055F, t) * f.h; },
       .lift = 0.007F * f.h},
      {colour, Surface::cloth, kChest});
  for (const int side : {0, 1}) {
    const float s = side == 0 ? 1.0F : -1.0F;
    lay(side == 0 ? panels[1] : panels[2], front,
        {.low = high - 0.01F * f.h,
         .high = p.neck.y - 0.012F * f.h,
         .left = [&](float t) { return s * mix(0.034F, 0.052F, t) * f.h; },
         .right = [&](float t) { return s * mix(0.054F, 0.072F, t) * f.h; },
         .lift = 0.008F * f.h},
        {colour * 0.85F, Surface::cloth, kChest});
  }
  for (const world::Mesh& panel : panels) {
    world::append(f.model.mesh, panel);
  }
  for (const float s : {1.0F, -1.0F}) {
    const float z = front.z(s * 0.044F * f.h, high - 0.012F * f.h, 0);
    MeshBuilder(f.model.mesh)
        .ball(world::translation({s * 0.044F * f.h, high - 0.012F * f.h, z}),
              Vec3{0.010F, 0.010F, 0.006F} * f.h, 5, 10,
              {{0.65F, 0.5F, 0.15F}, Surface::metal, kChest});
  }
}

/// White fur: round the neck, at the cuffs and along the hem.
void add_fur(Fitting& f) {
  const BodyPlan& p = f.plan;
  const Clothes& c = f.clothes();
  MeshBuilder build(f.model.mesh);
  if (c.fur_collar) {
    build.torus(
        world::translation(p.neck + Vec3{0, -0.002F * f.h, 0.004F * f.h}) * world::turn_x(0.26F),
        p.neck_radius * 1.42F, 0.024F * f.h, 26, 10, {*c.fur_collar, Surface::fur, kChest});
  }
  if (c.fur_trim) {
    for (const int side : {0, 1}) {
      const Vec3 at = on_side(mix(p.elbow, p.wrist, 0.97F), side);
      build.torus(world::pointing(at, at + on_side(p.wrist - p.elbow, side)),
                  p.wrist_radius + 0.7F * c.thickness * f.h, 0.014F * f.h, 18, 8,
                  {*c.fur_trim, Surface::fur, kForeArm + side});
    }
  }
}

}  // namespace

Girth made_girth(const Fitting& f, float y) {
  Girth girth;
  for (const world::Vertex& v : f.model.mesh.vertices) {
    const bool is_arm = v.bones[0] >= kUpperArm && v.bones[0] <= kHandRight;
    if (!is_arm && std::abs(v.position.y - y) < 0.016F * f.h) {
      girth.side = std::max(girth.side, std::abs(v.position.x));
      girth.front = std::max(girth.front, v.position.z);
      girth.back = std::max(girth.back, -v.position.z);
    }
  }
  if (girth.side <= 0) {
    return girth_at(f.plan, f.look, y);
  }
  girth.middle_z = 0.5F * (girth.front - girth.back);
  return girth;
}

void add_band(Fitting& f, float y, float half_height, float thick, int bone, const Paint& paint) {
  const Girth girth = made_girth(f, y);
  const float depth = 0.5F * (girth.front + girth.back);
  Paint own = paint;
  own.bone = bone;
  const float edge = thick / girth.side;
  const std::array<world::Point2, 5> profile{{{1 - edge, -half_height},
                                              {1 + edge, -half_height},
                                              {1 + edge, half_height},
                                              {1 - edge, half_height},
                                              {1 - edge, -half_height}}};
  MeshBuilder(f.model.mesh)
      .lathe(
          world::translation({0, y, girth.middle_z}) * world::scaling(Vec3{girth.side, 1, depth}),
          profile, 28, own);
}

void add_garments(world::Model& model, const BodyPlan& plan, const Look& look) {
  Fitting f{model, plan, look, plan.height()};
  const Clothes& c = look.clothes;
  if (c.has_top) {
    add_collar(f);
  }
  if (c.skirt > 0) {
    add_skirt(f);
  }
  if (c.apron) {
    add_apron(f);
  }
  if (c.belt) {
    const bool holds_trousers = c.trousers > 0 && c.skirt <= 0;
    add_band(f, plan.spine.y - (holds_trousers ? 0.026F * f.h : 0), 0.013F * f.h, 0.007F * f.h,
             kSpine, {*c.belt, Surface::matte});
  }
  if (c.sash) {
    add_band(f, mix(plan.spine.y, plan.chest.y, 0.15F), 0.034F * f.h, 0.011F * f.h, kSpine,
             {*c.sash, Surface::cloth});
  }
  if (c.scarf) {
    add_scarf(f);
  }
  if (c.cape) {
    add_cape(f);
  }
  if (c.backpack) {
    add_backpack(f);
  }
  if (c.wings) {
    add_wings(f);
  }
  if (c.bib) {
    add_bib(f);
  }
  if (c.badge) {
    add_badge(f);
  }
  if (c.armour) {
    add_armour(f);
  }
  if (c.tabard) {
    add_tabard(f);
  }
  if (c.bands) {
    add_limb_bands(f, *c.bands);
  }
  add_fur(f);
  if (c.life_support) {
    add_life_support(f);
  }
}

}  // namespace kirin::engine::motion::models::person
