#include <array>
#include <cmath>
#include <vector>

#include "engine/motion/models/people/hatter.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::Clay;
using world::from_srgb;
using world::Light;
using world::MeshBuilder;
using world::Paint;
using world::Point2;
using world::Surface;
using world::Vec3;

constexpr std::array<Point2, 7> kDome{{{0.455F, 0.14F},
                                       {0.460F, 0.24F},
                                       {0.440F, 0.36F},
                                       {0.380F, 0.47F},
                                       {0.270F, 0.555F},
                                       {0.130F, 0.60F},
                                       {0, 0.612F}}};

void add_dome(const Hatter& t, const Paint& paint) {
  std::vector<Point2> profile{{0, 0.14F}};
  profile.insert(profile.end(), kDome.begin(), kDome.end());
  t.turned(profile, paint);
}

/// A crown with a brim all round.
void add_brimmed(const Hatter& t, float brim, float droop, float height, float narrow, Light band) {
  const Paint felt = t.cloth(t.colour());
  const std::array<Point2, 7> rim{{{0, 0.21F},
                                   {0.44F, 0.205F},
                                   {brim, 0.20F - droop},
                                   {brim + 0.015F, 0.215F - droop},
                                   {brim, 0.23F - droop},
                                   {0.44F, 0.245F},
                                   {0, 0.25F}}};
  t.turned(rim, felt);
  const std::array<Point2, 6> crown{{{0, 0.21F},
                                     {0.45F, 0.21F},
                                     {0.445F * narrow, 0.21F + 0.72F * height},
                                     {0.40F * narrow, 0.21F + 0.93F * height},
                                     {0.30F * narrow, 0.21F + height},
                                     {0, 0.21F + height}}};
  t.turned(crown, felt);
  const std::array<Point2, 5> ribbon{
      {{0.40F, 0.23F}, {0.462F, 0.23F}, {0.458F, 0.31F}, {0.40F, 0.31F}, {0.40F, 0.23F}}};
  t.turned(ribbon, t.cloth(band));
}

void add_visor(const Hatter& t, float reach, const Paint& paint) {
  t.disc({0, 0.155F, 0.40F}, {0.33F, 0.028F, 0.10F + reach}, paint, 0.22F);
}

/// A cone that bends over, for wizards and Father Christmas.
void add_cone(const Hatter& t, float height, Vec3 lean, const Paint& paint) {
  std::vector<Vec3> path;
  std::vector<float> radii;
  path.push_back(t.brow.point({0, 0.15F, 0}));
  radii.push_back(0);
  for (int i = 0; i <= 10; ++i) {
    const float s = static_cast<float>(i) / 10;
    path.push_back(t.brow.point(Vec3{0, 0.16F + height * s, 0} + lean * (s * s)));
    radii.push_back(t.plan.head * 0.465F * std::pow(1 - s, 0.85F) * (1 - 0.08F * std::sin(14 * s)));
  }
  t.build().tube(path, radii, 24, paint);
}

void add_crown(const Hatter& t) {
  const Paint gold{t.colour(), Surface::metal, kHead};
  const std::array<Point2, 5> band{
      {{0.38F, 0.24F}, {0.41F, 0.24F}, {0.43F, 0.40F}, {0.40F, 0.40F}, {0.38F, 0.24F}}};
  t.turned(band, gold);
  for (int i = 0; i < 7; ++i) {
    const float a = 2 * world::kPi * static_cast<float>(i) / 7;
    const Vec3 foot{0.395F * std::sin(a), 0.37F, 0.435F * std::cos(a)};
    const Vec3 tip{0.45F * std::sin(a), 0.58F, 0.49F * std::cos(a)};
    t.build().cylinder(t.brow.point(foot), t.brow.point(tip), 0.085F * t.plan.head,
                       0.012F * t.plan.head, 8, gold);
    t.build().ball(t.at(tip), Vec3{0.038F, 0.038F, 0.038F}, 6, 8, gold);
    t.build().ball(t.at({0.415F * std::sin(a), 0.32F, 0.455F * std::cos(a)}),
                   Vec3{0.032F, 0.032F, 0.032F}, 6, 8,
                   {i % 2 == 0 ? from_srgb(0xC81E3A) : from_srgb(0x1E5FC8), Surface::glass, kHead});
  }
}

void add_peaked(const Hatter& t, bool is_police) {
  const Paint cloth = t.cloth(t.colour());
  const std::array<Point2, 7> top{{{0, 0.16F},
                                   {0.44F, 0.16F},
                                   {0.45F, 0.32F},
                                   {0.56F, 0.44F},
                                   {0.54F, 0.48F},
                                   {0.30F, 0.53F},
                                   {0, 0.54F}}};
  t.turned(top, cloth);
  t.ring(0.20F, 0.44F, 0.035F, {{0.012F, 0.012F, 0.014F}, Surface::matte, kHead});
  add_visor(t, 0.08F, {{0.012F, 0.012F, 0.014F}, Surface::plastic, kHead});
  if (is_police) {
    t.build().ball(t.at({0, 0.33F, 0.485F}), Vec3{0.065F, 0.075F, 0.03F}, 6, 10,
                   {from_srgb(0xE8BE4A), Surface::metal, kHead});
  }
}

void add_fire_helmet(const Hatter& t) {
  const Paint shell{t.colour(), Surface::paint, kHead};
  add_dome(t, shell);
  Clay clay;
  t.disc({0, 0.16F, -0.06F}, {0.54F, 0.032F, 0.68F}, shell, -0.10F);
  clay.blend(0.02F * t.plan.head);
  clay.limb(t.brow.point({0, 0.50F, 0.36F}), t.brow.point({0, 0.46F, -0.44F}), 0.07F * t.plan.head,
            0.05F * t.plan.head, shell);
  t.add(clay, 0.05F);
  t.build().ball(t.at({0, 0.36F, 0.47F}), Vec3{0.10F, 0.12F, 0.05F}, 8, 12,
                 {from_srgb(0xE8BE4A), Surface::metal, kHead});
}

void add_pirate(const Hatter& t) {
  const Paint felt = t.cloth(t.colour());
  add_dome(t, felt);
  t.disc({0, 0.30F, 0.43F}, {0.66F, 0.26F, 0.045F}, felt, -0.22F);
  t.disc({0, 0.28F, -0.47F}, {0.55F, 0.22F, 0.045F}, felt, 0.22F);
  t.disc({0, 0.14F, 0.0F}, {0.52F, 0.035F, 0.56F}, felt);
  t.build().ball(t.at({0, 0.36F, 0.475F}), Vec3{0.085F, 0.08F, 0.04F}, 8, 12,
                 {{0.82F, 0.82F, 0.78F}, Surface::matte, kHead});
  for (const float s : {1.0F, -1.0F}) {
    t.build().ball(t.at({s * 0.032F, 0.365F, 0.505F}), Vec3{0.02F, 0.022F, 0.012F}, 5, 8,
                   {{0.01F, 0.01F, 0.01F}, Surface::matte, kHead});
    t.build().cylinder(t.brow.point({s * 0.15F, 0.22F, 0.475F}),
                       t.brow.point({s * -0.15F, 0.30F, 0.475F}), 0.018F * t.plan.head,
                       0.018F * t.plan.head, 6, {{0.82F, 0.82F, 0.78F}, Surface::matte, kHead});
  }
}

void add_cowboy(const Hatter& t) {
  const Paint felt{t.colour(), Surface::matte, kHead};
  Clay clay;
  clay.blend(0.06F * t.plan.head);
  t.disc({0, 0.20F, 0.03F}, {0.60F, 0.030F, 0.72F}, felt);
  for (const float s : {1.0F, -1.0F}) {
    t.build().ball(t.at({s * 0.56F, 0.27F, 0.03F}) * world::turn_z(s * 0.75F),
                   {0.16F, 0.035F, 0.56F}, 8, 20, felt);
    t.ellipsoid(clay, {s * 0.13F, 0.40F, 0}, {0.31F, 0.27F, 0.42F}, felt);
  }
  t.add(clay, 0.05F);
  t.ring(0.26F, 0.445F, 0.03F, t.cloth(t.colour() * 0.3F));
}

/// Steel round the head, the visor open over the face, a plume behind.
void add_knight_helmet(const Hatter& t) {
  const Paint steel{t.colour(), Surface::metal, kHead};
  Clay clay;
  const float h = t.plan.head;
  clay.blend(0.05F * h);
  clay.ellipsoid(t.plan.face + Vec3{0, 0.13F, -0.05F} * h, Vec3{0.455F, 0.445F, 0.48F} * h, steel);
  clay.ellipsoid(t.plan.face + Vec3{0, -0.27F, -0.05F} * h, Vec3{0.40F, 0.26F, 0.42F} * h, steel);
  clay.blend(0.02F * h);
  clay.carve(world::translation(t.plan.face + Vec3{0, -0.05F, 0.44F} * h),
             Vec3{0.315F, 0.30F, 0.36F} * h, {t.colour() * 0.5F, Surface::metal, kHead});
  t.add(clay, 0.05F);
  Clay visor;
  visor.blend(0.02F * h);
  visor.ellipsoid(
      world::translation(t.plan.face + Vec3{0, 0.33F, 0.30F} * h) * world::turn_x(-0.5F),
      Vec3{0.40F, 0.13F, 0.20F} * h, {t.colour() * 1.2F, Surface::metal, kHead});
  t.add(visor, 0.05F);
  const Light red = t.look.clothes.tabard.value_or(from_srgb(0xA3182E));
  std::vector<Vec3> path;
  std::vector<float> radii;
  for (int i = 0; i <= 10; ++i) {
    const float s = static_cast<float>(i) / 10;
    path.push_back(t.plan.face +
                   Vec3{0, 0.56F + 0.24F * std::sin(2.6F * s), -0.05F - 0.62F * s} * h);
    radii.push_back(h * 0.10F * std::sin(world::kPi * std::pow(s, 0.7F)));
  }
  radii.back() = 0;
  t.build().tube(path, radii, 12, {red, Surface::feathers, kHead});
}

/// A white shell with a wide opening; the face is seen through no glass, which would hide it.
void add_space_helmet(const Hatter& t) {
  const float h = t.plan.head;
  const Paint shell{t.colour(), Surface::plastic, kHead};
  Clay clay;
  clay.ellipsoid(t.plan.face + Vec3{0, 0.01F, -0.04F} * h, Vec3{0.60F, 0.60F, 0.60F} * h, shell);
  clay.blend(0.015F * h);
  clay.carve(world::translation(t.plan.face + Vec3{0, 0.02F, 0.46F} * h),
             Vec3{0.44F, 0.40F, 0.62F} * h, {from_srgb(0x2A3038), Surface::plastic, kHead});
  t.add(clay, 0.075F);
  // A gold rim round the opening.
  MeshBuilder build(t.model.mesh);
  build.torus(world::translation(t.plan.face + Vec3{0, 0.015F, 0.375F} * h) *
                  world::turn_x(world::kPi / 2) * world::scaling(Vec3{1.0F, 1, 0.92F}),
              0.445F * h, 0.045F * h, 30, 8, {from_srgb(0xE0A83A), Surface::metal, kHead});
  for (const float s : {1.0F, -1.0F}) {
    build.cylinder(t.plan.face + Vec3{s * 0.54F, 0, -0.06F} * h,
                   t.plan.face + Vec3{s * 0.66F, 0, -0.06F} * h, 0.14F * h, 0.11F * h, 16,
                   {t.colour() * 0.6F, Surface::plastic, kHead});
  }
  build.torus(world::translation(t.plan.neck + Vec3{0, 0.01F * t.plan.height(), 0}), 0.34F * h,
              0.05F * h, 26, 8, {t.colour() * 0.6F, Surface::metal, kChest});
}

void add_hood(const Hatter& t) {
  const float h = t.plan.head;
  const Paint cloth = t.cloth(t.colour());
  Clay clay;
  clay.blend(0.06F * h);
  clay.ellipsoid(t.plan.face + Vec3{0, 0.12F, -0.06F} * h, Vec3{0.43F, 0.44F, 0.46F} * h, cloth);
  clay.ellipsoid(t.plan.face + Vec3{0, -0.26F, -0.05F} * h, Vec3{0.36F, 0.30F, 0.38F} * h, cloth);
  clay.ellipsoid(t.plan.face + Vec3{0, -0.50F, -0.04F} * h, Vec3{0.34F, 0.15F, 0.30F} * h, cloth);
  clay.blend(0.02F * h);
  clay.carve(world::translation(t.plan.face + Vec3{0, -0.02F, 0.44F} * h),
             Vec3{0.31F, 0.24F, 0.34F} * h, t.cloth(t.colour() * 0.8F));
  t.add(clay, 0.05F);
}

void add_veil(const Hatter& t) {
  const float h = t.plan.head;
  const Paint cloth = t.cloth(t.colour());
  Clay clay;
  clay.blend(0.05F * h);
  for (const float x : {-0.30F, -0.10F, 0.10F, 0.30F}) {
    clay.limb(t.plan.face + Vec3{0.9F * x, 0.36F - 0.8F * x * x, -0.36F} * h,
              t.plan.face + Vec3{1.3F * x, -0.9F, -0.52F} * h, 0.09F * h, 0.075F * h, cloth);
  }
  t.add(clay, 0.05F);
  for (int i = -3; i <= 3; ++i) {
    const float a = 0.36F * static_cast<float>(i);
    t.build().ball(t.at({0.40F * std::sin(a), 0.42F, 0.36F * std::cos(a) - 0.02F}),
                   Vec3{0.055F, 0.055F, 0.055F}, 6, 10, {t.colour(), Surface::petal, kHead});
  }
}

}  // namespace

void add_hat(const Hatter& t) {
  const Light c = t.colour();
  switch (t.look.clothes.hat) {
    case Hat::none:
      break;
    case Hat::cap:
      add_dome(t, t.cloth(c));
      add_visor(t, 0.20F, t.cloth(c * 0.8F));
      break;
    case Hat::beanie:
      add_dome(t, t.cloth(c));
      t.ring(0.17F, 0.450F, 0.060F, t.cloth(c * 0.75F));
      t.build().ball(t.at({0, 0.67F, 0}), Vec3{0.12F, 0.115F, 0.12F}, 8, 12,
                     {c * 0.6F + Light{0.3F, 0.3F, 0.3F}, Surface::fur, kHead});
      break;
    case Hat::straw:
      add_brimmed(t, 0.80F, 0.05F, 0.36F, 0.95F, c * Light{0.55F, 0.18F, 0.15F});
      break;
    case Hat::wizard:
      add_brimmed(t, 0.78F, 0.03F, 0.12F, 1, from_srgb(0xE8BE4A));
      add_cone(t, 0.95F, {0.10F, -0.05F, -0.22F}, t.cloth(c));
      break;
    case Hat::crown:
      add_crown(t);
      break;
    case Hat::chef: {
      const std::array<Point2, 6> band{
          {{0, 0.14F}, {0.44F, 0.14F}, {0.445F, 0.42F}, {0.40F, 0.42F}, {0.2F, 0.43F}, {0, 0.43F}}};
      t.turned(band, t.cloth(c));
      Clay clay;
      clay.blend(0.05F * t.plan.head);
      for (int i = 0; i < 7; ++i) {
        const float a = 2 * world::kPi * static_cast<float>(i) / 7;
        t.ellipsoid(clay, {0.30F * std::sin(a), 0.55F, 0.32F * std::cos(a)}, {0.23F, 0.19F, 0.23F},
                    t.cloth(c));
      }
      t.ellipsoid(clay, {0, 0.62F, 0}, {0.32F, 0.20F, 0.32F}, t.cloth(c));
      t.add(clay, 0.055F);
      break;
    }
    case Hat::police:
      add_peaked(t, true);
      break;
    case Hat::fire:
      add_fire_helmet(t);
      break;
    case Hat::pirate:
      add_pirate(t);
      break;
    case Hat::cowboy:
      add_cowboy(t);
      break;
    case Hat::santa:
      add_cone(t, 0.62F, {-0.42F, -0.28F, -0.10F}, t.cloth(c));
      t.ring(0.18F, 0.445F, 0.080F, {{0.85F, 0.85F, 0.84F}, Surface::fur, kHead});
      t.build().ball(t.at({-0.44F, 0.50F, -0.10F}), Vec3{0.12F, 0.12F, 0.12F}, 8, 12,
                     {{0.85F, 0.85F, 0.84F}, Surface::fur, kHead});
      break;
    case Hat::elf:
      add_cone(t, 0.62F, {0.25F, -0.15F, -0.25F}, t.cloth(c));
      t.ring(0.17F, 0.45F, 0.055F, t.cloth(c * 0.5F));
      break;
    case Hat::fedora:
      add_brimmed(t, 0.66F, 0.02F, 0.36F, 0.92F, c * 0.35F);
      break;
    case Hat::knight:
      add_knight_helmet(t);
      break;
    case Hat::space:
      add_space_helmet(t);
      break;
    case Hat::hood:
      add_hood(t);
      break;
    case Hat::veil:
      add_veil(t);
      break;
    case Hat::top_hat:
      add_brimmed(t, 0.64F, -0.01F, 0.58F, 1.02F, from_srgb(0x8E2F2A));
      break;
    case Hat::beret: {
      Clay clay;
      t.ellipsoid(clay, {-0.07F, 0.40F, -0.03F}, {0.53F, 0.15F, 0.53F}, t.cloth(c), -0.12F);
      t.add(clay, 0.055F);
      t.build().cylinder(t.brow.point({-0.07F, 0.53F, -0.03F}),
                         t.brow.point({-0.07F, 0.61F, -0.03F}), 0.02F * t.plan.head,
                         0.015F * t.plan.head, 6, t.cloth(c));
      break;
    }
    case Hat::helmet: {
      add_dome(t, t.cloth(c));
      t.ring(0.15F, 0.455F, 0.028F, t.cloth(c * 0.7F));
      break;
    }
    case Hat::mortar_board: {
      add_dome(t, t.cloth(c));
      t.build().bevelled_box(t.at({0, 0.63F, 0}) * world::turn_y(0.78F), {0.50F, 0.02F, 0.50F},
                             0.01F, t.cloth(c));
      break;
    }
    case Hat::headscarf: {
      Clay clay;
      clay.blend(0.06F * t.plan.head);
      t.ellipsoid(clay, {0, 0.16F, -0.07F}, {0.445F, 0.44F, 0.46F}, t.cloth(c));
      t.ellipsoid(clay, {0, -0.26F, -0.10F}, {0.36F, 0.30F, 0.34F}, t.cloth(c));
      t.ellipsoid(clay, {0, -0.52F, 0.04F}, {0.30F, 0.16F, 0.28F}, t.cloth(c));
      clay.blend(0.02F * t.plan.head);
      clay.carve(t.at({0, -0.06F, 0.42F}) * world::scaling(1 / t.plan.head),
                 Vec3{0.30F, 0.40F, 0.36F} * t.plan.head, t.cloth(c * 0.8F));
      t.add(clay, 0.05F);
      break;
    }
    case Hat::clown: {
      add_cone(t, 0.50F, {0, 0, -0.05F}, t.cloth(c));
      for (int i = 0; i < 3; ++i) {
        const float s = 0.16F * static_cast<float>(i);
        t.build().ball(t.at({0, 0.30F + s, 0.40F - 0.95F * s}), Vec3{0.06F, 0.06F, 0.06F}, 6, 10,
                       {from_srgb(0xF2D14B), Surface::fur, kHead});
      }
      break;
    }
    case Hat::nurse: {
      const std::array<Point2, 5> band{
          {{0.34F, 0.40F}, {0.37F, 0.40F}, {0.40F, 0.56F}, {0.37F, 0.56F}, {0.34F, 0.40F}}};
      t.turned(band, t.cloth(c));
      t.build().box(t.at({0, 0.48F, 0.41F}), {0.06F, 0.02F, 0.012F}, t.cloth(from_srgb(0xC81E2E)));
      t.build().box(t.at({0, 0.48F, 0.41F}), {0.02F, 0.06F, 0.012F}, t.cloth(from_srgb(0xC81E2E)));
      break;
    }
  }
}

}  // namespace kirin::engine::motion::models::person
