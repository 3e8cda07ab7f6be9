#include <array>

#include "engine/motion/models/people/body.h"
#include "engine/motion/models/people/drape.h"
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

struct Fitting {
  world::Model& model;
  const BodyPlan& plan;
  const Look& look;
  float h;

  const Clothes& clothes() const { return look.clothes; }
};

/// The trunk as it was made, at height `y`; as planned where nothing was made there.
Girth made_girth(const Fitting& f, float y) {
  Girth girth;
  for (const world::Vertex& v : f.model.mesh.vertices) {
    if (v.bones[0] <= kChest && std::abs(v.position.y - y) < 0.014F * f.h) {
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

/// A band round the trunk at height `y`.
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
  for (int i = 0; i <= 9; ++i) {
    const float y = mix(p.spine.y, low, static_cast<float>(i) / 9);
    const Girth g = girth_at(p, f.look, std::max(y, p.hips.y - 0.4F * p.pelvis_radii.y));
    const float more = 0.015F * f.h + (f.clothes().skirt > 0 ? 0.02F * f.h : 0);
    d.rings.push_back({.y = y,
                       .side = g.side + more,
                       .depth = 0.5F * (g.front + g.back) + more,
                       .middle_z = g.middle_z});
  }
  d.from = -1.05F;
  d.to = 1.05F;
  d.columns = 16;
  d.thickness = 0.006F * f.h;
  d.hold = [bones](float angle, float y) { return bones.hold(angle, y); };
  const Paint paint{*f.clothes().apron, Surface::cloth, kSpine};
  const Front front(f.model.mesh);
  world::Mesh bib;
  lay(bib, front,
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

void add_backpack(Fitting& f) {
  const BodyPlan& p = f.plan;
  const Light colour = *f.clothes().backpack;
  const Paint paint{colour, Surface::cloth, kChest};
  const float back = -p.chest_radii.z - 0.01F * f.h;
  Clay clay;
  clay.blend(0.01F * f.h);
  clay.block(world::translation({0, mix(p.spine.y, p.neck.y, 0.48F), back - 0.042F * f.h}),
             Vec3{0.080F, 0.105F, 0.045F} * f.h, 0.035F * f.h, paint);
  clay.block(world::translation({0, mix(p.spine.y, p.neck.y, 0.28F), back - 0.088F * f.h}),
             Vec3{0.058F, 0.045F, 0.020F} * f.h, 0.018F * f.h,
             {colour * 0.75F, Surface::cloth, kChest});
  world::append(f.model.mesh, clay.mesh(0.015F * f.h));
  MeshBuilder build(f.model.mesh);
  for (const int side : {0, 1}) {
    const float x = 0.62F * p.shoulder.x;
    const float r = p.upper_arm * 1.25F + f.clothes().thickness * f.h;
    std::vector<Vec3> path;
    std::vector<float> radii;
    for (int i = 0; i <= 12; ++i) {
      const float a = world::kPi * (1.15F - 1.45F * static_cast<float>(i) / 12);
      path.push_back(on_side({x, p.shoulder.y - 0.025F * f.h + (r + 0.012F * f.h) * std::sin(a),
                              -0.006F * f.h + (p.chest_radii.z + 0.012F * f.h) * std::cos(a)},
                             side));
      radii.push_back(i == 0 || i == 12 ? 0 : 0.010F * f.h);
    }
    build.tube(path, radii, 8, {colour * 0.6F, Surface::cloth, kChest});
  }
}

void add_wings(Fitting& f) {
  const BodyPlan& p = f.plan;
  for (const int side : {0, 1}) {
    const Vec3 root =
        on_side({0.035F * f.h, mix(p.chest.y, p.neck.y, 0.45F), -p.chest_radii.z}, side);
    const int bone = f.model.skeleton.add(side == 0 ? "wing_l" : "wing_r", kChest, root);
    MeshBuilder build(f.model.mesh);
    const Paint paint{*f.clothes().wings, Surface::feathers, bone};
    const Vec3 wrist = on_side({0.17F * f.h, p.neck.y + 0.10F * f.h, -0.15F * f.h}, side);
    const std::array<Vec3, 4> path{root, mix(root, wrist, 0.5F) + Vec3{0, 0.02F * f.h, 0}, wrist,
                                   mix(wrist, root, -0.25F)};
    const std::array<float, 4> radii{0, 0.026F * f.h, 0.024F * f.h, 0};
    build.tube(path, radii, 10, paint);
    // Three rows of feathers, the longest below.
    for (int row = 0; row < 3; ++row) {
      const int count = 9 - row;
      for (int i = 0; i < count; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(count - 1);
        const Vec3 from = mix(wrist, root, 0.85F * t);
        const Vec3 end = on_side(
            {mix(0.36F, 0.07F, t) * f.h,
             mix(p.neck.y + 0.04F * f.h, p.hips.y - 0.03F * f.h, std::sin(0.5F * world::kPi * t)),
             mix(-0.22F, -0.10F, t) * f.h},
            side);
        const Vec3 tip = mix(from, end, 1 - 0.30F * static_cast<float>(row));
        const world::Affine frame = world::pointing(mix(from, tip, 0.5F), tip);
        // Flat towards the viewer behind.
        const Vec3 flat = world::normalized(world::cross(frame.y, {0, 0, 1}));
        build.ball({flat, frame.y, world::cross(flat, frame.y),
                    frame.origin - Vec3{0, 0, 0.007F * f.h * static_cast<float>(row)}},
                   {0.027F * f.h, 0.56F * world::length(tip - from), 0.007F * f.h}, 8, 8, paint);
      }
    }
  }
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
      ring(0.007F, 1.17F, 0.010F, c.top * 0.80F);
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
    lay(panels[static_cast<std::size_t>(1 + side)], front,
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

void add_badge(Fitting& f) {
  const BodyPlan& p = f.plan;
  const bool is_hero = f.clothes().cape.has_value();
  const float x = is_hero ? 0 : 0.042F * f.h;
  const float y = mix(p.chest.y, p.neck.y, 0.35F);
  const Front front(f.model.mesh);
  const float z = front.z(x, y, p.chest_radii.z);
  const float r = (is_hero ? 0.034F : 0.015F) * f.h;
  MeshBuilder build(f.model.mesh);
  if (is_hero) {
    const std::array<world::Point2, 5> shield{{{0, -1.2F * r},
                                               {1.15F * r, 0.1F * r},
                                               {0.8F * r, 0.9F * r},
                                               {-0.8F * r, 0.9F * r},
                                               {-1.15F * r, 0.1F * r}}};
    build.extrude(world::translation({x, y, z}), shield, 0.006F * f.h,
                  {*f.clothes().badge, Surface::plastic, kChest});
  } else {
    build.ball(world::translation({x, y, z}), {r, 1.1F * r, 0.4F * r}, 6, 10,
               {*f.clothes().badge, Surface::metal, kChest});
  }
}

/// Plates over shoulders, chest, elbows and knees.
void add_armour(Fitting& f) {
  const BodyPlan& p = f.plan;
  const Light colour = *f.clothes().armour;
  const float thick = f.clothes().thickness * f.h;
  MeshBuilder build(f.model.mesh);
  for (const int side : {0, 1}) {
    const float s = side == 0 ? 1.0F : -1.0F;
    const auto plate = [&](Vec3 at, float r, int bone, Vec3 shape) {
      build.ball(world::translation(at), shape * r, 10, 16, {colour, Surface::metal, bone});
    };
    const Vec3 shoulder = on_side(p.shoulder, side);
    plate(shoulder + Vec3{s * 0.010F * f.h, 0.012F * f.h, 0}, p.upper_arm * 1.75F + thick,
          kUpperArm + side, {1, 0.78F, 1.05F});
    plate(shoulder + Vec3{s * 0.026F * f.h, -0.026F * f.h, 0}, p.upper_arm * 1.50F + thick,
          kUpperArm + side, {0.9F, 0.7F, 1.0F});
    plate(on_side(p.elbow, side) - Vec3{0, 0, 0.006F * f.h}, p.elbow_radius * 1.35F + thick,
          kForeArm + side, {1, 0.9F, 1});
    plate(on_side(p.knee, side) + Vec3{0, 0, 0.008F * f.h}, p.knee_radius * 1.30F + 0.6F * thick,
          kShin + side, {1, 0.95F, 1});
  }
  Clay clay;
  clay.blend(0.02F * f.h);
  clay.ellipsoid(mix(p.chest, p.neck, 0.28F) + Vec3{0, 0, 0.006F * f.h},
                 p.chest_radii + Vec3{0.6F, 0.1F, 1.1F} * (thick + 0.006F * f.h),
                 {colour * 1.15F, Surface::metal, kChest});
  world::append(f.model.mesh, clay.mesh(0.018F * f.h));
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
      const Girth g = girth_at(p, f.look, std::max(y, p.hips.y - 0.3F * p.pelvis_radii.y));
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

/// A band round each arm and leg.
void add_limb_bands(Fitting& f, const Light& colour) {
  const BodyPlan& p = f.plan;
  const float thick = f.clothes().thickness * f.h;
  MeshBuilder build(f.model.mesh);
  for (const int side : {0, 1}) {
    const Vec3 arm = on_side(mix(p.shoulder, p.elbow, 0.55F), side);
    build.torus(world::pointing(arm, on_side(p.elbow, side)), p.upper_arm + 0.92F * thick,
                0.009F * f.h, 20, 8, {colour, Surface::cloth, kUpperArm + side});
    const Vec3 leg = on_side(mix(p.knee, p.ankle, 0.35F), side);
    build.torus(world::pointing(leg, on_side(p.ankle, side)),
                mix(p.knee_radius, p.ankle_radius, 0.35F) + f.clothes().trouser_width * f.h * 1.15F,
                0.009F * f.h, 20, 8, {colour, Surface::cloth, kShin + side});
  }
}

/// What astronauts and divers carry on their backs and chests.
void add_life_support(Fitting& f) {
  const BodyPlan& p = f.plan;
  const Light colour = *f.clothes().life_support;
  const bool is_space = f.clothes().hat == Hat::space;
  const float thick = f.clothes().thickness * f.h;
  const float back = -p.chest_radii.z - thick;
  const float middle = mix(p.spine.y, p.neck.y, 0.52F);
  MeshBuilder build(f.model.mesh);
  if (is_space) {
    Clay clay;
    clay.block(world::translation({0, middle, back - 0.038F * f.h}),
               Vec3{0.105F, 0.150F, 0.050F} * f.h, 0.022F * f.h,
               {colour, Surface::plastic, kChest});
    clay.block(world::translation(
                   {0, mix(p.spine.y, p.chest.y, 0.8F), p.chest_radii.z + thick + 0.008F * f.h}),
               Vec3{0.058F, 0.034F, 0.018F} * f.h, 0.010F * f.h,
               {colour * 0.85F, Surface::plastic, kChest});
    world::append(f.model.mesh, clay.mesh(0.015F * f.h));
    constexpr std::array<std::uint32_t, 3> kLights{0xD93A2E, 0x3AA84A, 0x2E7BD9};
    for (int i = 0; i < 3; ++i) {
      build.ball(
          world::translation({(static_cast<float>(i) - 1) * 0.030F * f.h,
                              mix(p.spine.y, p.chest.y, 0.8F) + 0.008F * f.h,
                              p.chest_radii.z + thick + 0.027F * f.h}),
          Vec3{0.009F, 0.009F, 0.005F} * f.h, 5, 10,
          {world::from_srgb(kLights[static_cast<std::size_t>(i)]), Surface::plastic, kChest});
    }
    add_limb_bands(f, world::from_srgb(0xC8472E));
    return;
  }
  for (const float s : {1.0F, -1.0F}) {
    const std::array<world::Point2, 6> tank{{{0, 0},
                                             {0.030F * f.h, 0.01F * f.h},
                                             {0.034F * f.h, 0.03F * f.h},
                                             {0.034F * f.h, 0.20F * f.h},
                                             {0.016F * f.h, 0.235F * f.h},
                                             {0, 0.24F * f.h}}};
    build.lathe(world::translation({s * 0.036F * f.h, middle - 0.11F * f.h, back - 0.036F * f.h}),
                tank, 16, {colour, Surface::paint, kChest});
  }
}

}  // namespace

void add_garments(world::Model& model, const BodyPlan& plan, const Look& look) {
  Fitting f{model, plan, look, plan.height()};
  const Clothes& c = look.clothes;
  if (c.has_top) {
    add_collar(f);
  }
  if (c.apron) {
    add_apron(f);
  }
  if (c.skirt > 0) {
    add_skirt(f);
  }
  if (c.belt) {
    add_band(f, mix(plan.spine.y, plan.chest.y, 0.0F), 0.013F * f.h, 0.008F * f.h, kSpine,
             {*c.belt, Surface::matte});
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
