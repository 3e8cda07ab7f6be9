#include "engine/motion/models/vehicles/trucks.h"

#include <cmath>

#include "engine/motion/models/vehicles/coachwork.h"

namespace kirin::engine::motion::models {
namespace {

using world::Affine;
using world::kPi;
using world::Paint;
using world::Point2;
using world::Surface;
using world::translation;
using world::Vec3;

constexpr std::uint32_t kGlass = 0x26343E;
constexpr std::uint32_t kTrim = 0x191B1E;

/// A lorry's cab whose front is at z = 3.4.
void add_cab(Workbench& bench, const Paint& paint, float rear, float top) {
  const WheelArch arch{2.35F, 0.50F, 0.60F};
  const HullLines lines{
      .front = 3.4F,
      .rear = rear,
      .low = 0.45F,
      .belt = top - 0.35F,
      .top = Curve{{rear, top}, {2.4F, top}, {3.1F, top - 0.12F}, {3.4F, top - 0.35F}},
      .foot = 1.16F,
      .waist = Curve{{rear, 1.14F}, {2.4F, 1.14F}, {3.4F, 1.06F}},
      .shoulder = 0.35F,
      .nose_round = 0.4F,
      .tail_round = 0.12F,
      .end_squareness = 3.4F};
  add_hull(bench, lines, {arch}, paint);
  const Paint trim = Workbench::plain(kTrim, Surface::plastic);
  const Paint glass = Workbench::plain(kGlass, Surface::glass);
  const Paint chrome = Workbench::plain(0xD4D8DC, Surface::metal);
  add_arch_trim(bench, lines, arch, 0.035F, trim);
  bench.front_decal(
      rounded_polygon({{-0.92F, 1.55F}, {0.92F, 1.55F}, {0.84F, 2.30F}, {-0.84F, 2.30F}}, 0.12F),
      0.02F, glass);
  bench.side_decal(
      rounded_polygon({{2.0F, 1.55F}, {2.95F, 1.55F}, {2.80F, 2.25F}, {2.0F, 2.25F}}, 0.10F),
      0.015F, glass);
  bench.side_decal(rounded_rectangle({1.93F, 0.9F}, {1.945F, 2.3F}, 0.005F, 2), 0.008F, trim);
  bench.front_decal(rounded_rectangle({-0.68F, 0.82F}, {0.68F, 1.36F}, 0.10F), 0.012F, chrome);
  for (int i = 0; i < 4; ++i) {
    const float y = 0.87F + 0.12F * static_cast<float>(i);
    bench.front_decal(rounded_rectangle({-0.62F, y}, {0.62F, y + 0.075F}, 0.03F), 0.022F, trim);
  }
  bench.soft_box({0, 0.56F, 3.30F}, {1.18F, 0.16F, 0.16F}, 0.09F, chrome);
  for (const float side : {1.0F, -1.0F}) {
    bench.front_decal(ellipse_outline({side * 0.88F, 1.0F}, 0.15F, 0.15F, 18), 0.014F, chrome);
    bench.front_decal(ellipse_outline({side * 0.88F, 1.0F}, 0.12F, 0.12F, 18), 0.024F,
                      Workbench::light(0xFFF3D6, 1.3F));
    bench.rod({{side * 1.12F, 2.1F, 2.9F}, {side * 1.38F, 2.05F, 3.0F}}, 0.025F, trim, 6);
    bench.soft_box({side * 1.42F, 1.85F, 3.0F}, {0.09F, 0.24F, 0.05F}, 0.04F, trim);
    bench.anchor(side > 0 ? "headlight_l" : "headlight_r", {side * 0.88F, 1.0F, 3.4F});
  }
  bench.anchor("driver", {0.5F, 1.5F, 2.3F});
  bench.anchor("seat", {-0.5F, 1.5F, 2.3F});
}

void add_chassis(Workbench& bench) {
  bench.block({0, 0.68F, -0.2F}, {0.42F, 0.12F, 3.2F}, Workbench::plain(0x2A2C2F, Surface::metal),
              0.03F);
  const Wheel wheel{
      .name = {}, .hub = {0, 0.5F, 0}, .radius = 0.5F, .width = 0.32F, .rim = Rim::disc};
  add_four_wheels(bench, wheel, 2.35F, -1.5F, 0.98F);
  for (const float side : {1.0F, -1.0F}) {
    Wheel third = wheel;
    third.hub = {side * 0.98F, 0.5F, -2.65F};
    third.name = side > 0 ? "wheel_ml" : "wheel_mr";
    add_wheel(bench, third);
  }
  bench.both_sides([](Shaper& s) {
    s.soft_box({0.98F, 0.98F, -2.08F}, {0.2F, 0.05F, 1.15F}, 0.04F,
               Workbench::plain(kTrim, Surface::plastic));
    s.cylinder({0.8F, 0.62F, -0.6F}, {0.8F, 0.62F, 0.7F}, 0.26F, 0.26F, 16,
               Workbench::plain(0xB9BEC3, Surface::metal));
  });
  for (const float side : {1.0F, -1.0F}) {
    bench.soft_box({side * 0.95F, 0.85F, -3.42F}, {0.14F, 0.08F, 0.03F}, 0.03F,
                   Workbench::light(0xD81E12, 0.9F));
  }
  bench.anchor("exhaust", {-0.75F, 0.5F, -3.3F});
}

void add_track(Workbench& bench, float side, float half_length, float radius, float width) {
  Outline outline;
  for (int i = 0; i <= 10; ++i) {
    const float angle = -kPi / 2 + kPi * static_cast<float>(i) / 10;
    outline.push_back({half_length + radius * std::cos(angle), radius + radius * std::sin(angle)});
  }
  for (int i = 0; i <= 10; ++i) {
    const float angle = kPi / 2 + kPi * static_cast<float>(i) / 10;
    outline.push_back({-half_length + radius * std::cos(angle), radius + radius * std::sin(angle)});
  }
  bench.plate(Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {side, 0, 0}}, outline, width, 0.03F,
              Workbench::plain(0x202224, Surface::matte));
  const Paint hub = Workbench::plain(0x6A6F74, Surface::metal);
  for (int i = -2; i <= 2; ++i) {
    const float z = half_length * 0.46F * static_cast<float>(i);
    bench.cylinder({side - width * 1.06F, radius, z}, {side + width * 1.06F, radius, z},
                   radius * 0.62F, radius * 0.62F, 14, hub);
  }
}

}  // namespace

world::ModelPtr build_truck(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0x2F6FB5, Surface::paint);
  add_chassis(bench);
  add_cab(bench, paint, 1.45F, 2.55F);
  const Paint box = bench.part("cargo", 0xEDEFF0, Surface::paint);
  bench.soft_box({0, 2.02F, -1.15F}, {1.24F, 1.15F, 2.35F}, 0.07F, box);
  bench.side_decal(rounded_rectangle({-3.3F, 1.15F}, {1.0F, 1.4F}, 0.05F), 0.012F, paint);
  bench.anchor("top", {0, 3.2F, -1.1F});
  bench.anchor("deck", {0, 3.2F, -1.1F});
  return bench.standing();
}

world::ModelPtr build_fire_engine(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint red = bench.main(0xC9211B, Surface::paint);
  const Paint white = Workbench::plain(0xF2F3F3, Surface::paint);
  const Paint steel = Workbench::plain(0xB9BEC3, Surface::metal);
  add_chassis(bench);
  add_cab(bench, red, 0.6F, 2.55F);
  bench.side_decal(
      rounded_polygon({{0.85F, 1.55F}, {1.8F, 1.55F}, {1.8F, 2.25F}, {0.85F, 2.25F}}, 0.10F),
      0.015F, Workbench::plain(kGlass, Surface::glass));
  bench.soft_box({0, 1.62F, -1.5F}, {1.2F, 0.85F, 2.05F}, 0.07F, red);
  bench.side_decal(rounded_rectangle({-3.45F, 1.28F}, {3.1F, 1.42F}, 0.03F), 0.014F, white);
  for (int i = 0; i < 3; ++i) {  // roller shutters
    const float z = -3.25F + 1.25F * static_cast<float>(i);
    bench.side_decal(rounded_rectangle({z, 1.5F}, {z + 1.1F, 2.3F}, 0.05F), 0.012F, steel);
    for (int k = 1; k < 5; ++k) {
      const float y = 1.5F + 0.16F * static_cast<float>(k);
      bench.side_decal(rounded_rectangle({z + 0.04F, y}, {z + 1.06F, y + 0.015F}, 0.005F, 2), 0.02F,
                       Workbench::plain(0x7A8086, Surface::metal));
    }
  }
  // The ladder on its turntable.
  bench.cylinder({0, 2.4F, -2.6F}, {0, 2.75F, -2.6F}, 0.5F, 0.42F, 18, steel);
  const int ladder = bench.bone("ladder", {0, 2.85F, -2.7F});
  const Paint rung = Workbench::plain(0xD6DADD, Surface::metal, ladder);
  for (const float side : {0.32F, -0.32F}) {
    bench.rod({{side, 2.88F, -3.0F}, {side, 3.05F, 3.5F}}, 0.055F, rung, 6);
    bench.rod({{side, 3.12F, -2.6F}, {side, 3.28F, 3.1F}}, 0.035F, rung, 6);
  }
  for (int i = 0; i < 15; ++i) {
    const float z = -2.8F + 0.43F * static_cast<float>(i);
    const float y = 2.885F + 0.026F * (z + 3);
    bench.rod({{-0.32F, y, z}, {0.32F, y, z}}, 0.03F, rung, 5);
  }
  bench.soft_box({0, 2.60F, 2.3F}, {0.85F, 0.04F, 0.14F}, 0.03F,
                 Workbench::plain(kTrim, Surface::plastic));
  for (const float side : {1.0F, -1.0F}) {
    bench.soft_box({side * 0.5F, 2.68F, 2.3F}, {0.3F, 0.08F, 0.13F}, 0.06F,
                   Workbench::light(0x2A63F5, 1.7F));
  }
  bench.anchor("beacon", {0, 2.7F, 2.3F});
  bench.anchor("top", {0, 3.3F, 0});
  return bench.standing();
}

world::ModelPtr build_tractor(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0x2F8A3C, Surface::paint);
  const Paint trim = Workbench::plain(kTrim, Surface::plastic);
  add_hull(bench,
           {.front = 1.75F,
            .rear = -0.2F,
            .low = 0.75F,
            .belt = 1.38F,
            .top = 1.5F,
            .foot = 0.34F,
            .waist = 0.38F,
            .shoulder = 0.4F,
            .nose_round = 0.25F,
            .tail_round = 0.05F,
            .end_squareness = 3},
           {}, paint);
  bench.soft_box({0, 0.75F, 0.3F}, {0.26F, 0.2F, 1.3F}, 0.06F, trim);
  bench.front_decal(rounded_rectangle({-0.24F, 0.85F}, {0.24F, 1.32F}, 0.06F), 0.012F, trim);
  for (const float side : {1.0F, -1.0F}) {
    bench.front_decal(ellipse_outline({side * 0.16F, 1.38F}, 0.075F, 0.05F, 14), 0.02F,
                      Workbench::light(0xFFF3D6, 1.2F));
    bench.soft_box({side * 0.78F, 1.62F, -0.85F}, {0.26F, 0.05F, 0.62F}, 0.05F, paint);
    bench.rounded_box(translation({side * 0.78F, 1.42F, -0.15F}) * world::turn_x(0.95F),
                      {0.26F, 0.04F, 0.28F}, 0.03F, paint);
    bench.soft_box({side * 0.36F, 1.05F, 0.75F}, {0.03F, 0.08F, 0.7F}, 0.03F,
                   Workbench::plain(0xE8C22E, Surface::paint));
  }
  // The cab: posts, glass, roof.
  bench.soft_box({0, 1.1F, -0.75F}, {0.5F, 0.3F, 0.6F}, 0.06F, paint);
  bench.soft_box({0, 1.45F, -0.9F}, {0.28F, 0.08F, 0.25F}, 0.06F, trim);
  bench.soft_box({0, 1.75F, -1.12F}, {0.26F, 0.28F, 0.06F}, 0.06F, trim);
  bench.both_sides([&](Shaper& s) {
    s.rod({{0.48F, 1.4F, -0.15F}, {0.48F, 2.4F, -0.3F}}, 0.04F, trim, 6);
    s.rod({{0.48F, 1.4F, -1.35F}, {0.48F, 2.4F, -1.3F}}, 0.04F, trim, 6);
  });
  bench.soft_box({0, 2.45F, -0.8F}, {0.62F, 0.08F, 0.72F}, 0.07F, paint);
  bench.torus(translation({0, 1.62F, -0.35F}) * world::turn_x(-0.5F), 0.19F, 0.022F, 20, 6, trim);
  bench.rod({{0, 1.4F, -0.2F}, {0, 1.62F, -0.35F}}, 0.025F, trim, 6);
  bench.rod({{0.2F, 1.45F, 1.05F}, {0.2F, 2.3F, 1.05F}}, 0.045F,
            Workbench::plain(0x6A6D70, Surface::metal), 8);
  for (const float side : {1.0F, -1.0F}) {
    const std::string s = side > 0 ? "l" : "r";
    add_wheel(bench, {.name = "wheel_r" + s,
                      .hub = {side * 0.78F, 0.82F, -0.85F},
                      .radius = 0.82F,
                      .width = 0.44F,
                      .rim = Rim::disc,
                      .rim_srgb = 0xE8C22E});
    const int steer = bench.bone("steer_" + s, {side * 0.62F, 0.46F, 1.15F}, -1);
    add_wheel(bench, {.name = "wheel_f" + s,
                      .hub = {side * 0.62F, 0.46F, 1.15F},
                      .radius = 0.46F,
                      .width = 0.26F,
                      .rim = Rim::disc,
                      .parent = steer,
                      .rim_srgb = 0xE8C22E});
  }
  bench.rod({{-0.6F, 0.46F, 1.15F}, {0.6F, 0.46F, 1.15F}}, 0.07F, trim, 6);
  bench.set_leg_length(0.82F);
  bench.anchor("driver", {0, 1.55F, -0.85F});
  bench.anchor("seat", {0, 1.55F, -0.85F});
  bench.anchor("exhaust", {0.2F, 2.35F, 1.05F});
  bench.anchor("headlight_l", {0.16F, 1.38F, 1.75F});
  bench.anchor("top", {0, 2.55F, -0.8F});
  return bench.standing();
}

world::ModelPtr build_excavator(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint yellow = bench.main(0xF2B51D, Surface::paint);
  const Paint trim = Workbench::plain(kTrim, Surface::metal);
  for (const float side : {1.05F, -1.05F}) {
    add_track(bench, side, 1.3F, 0.42F, 0.26F);
  }
  bench.block({0, 0.55F, 0}, {0.9F, 0.2F, 1.0F}, trim, 0.05F);
  bench.cylinder({0, 0.75F, 0}, {0, 0.95F, 0}, 0.7F, 0.7F, 22, trim);
  bench.soft_box({0, 1.35F, -0.55F}, {1.15F, 0.42F, 1.15F}, 0.14F, yellow);
  bench.soft_box({0, 1.35F, -1.6F}, {1.1F, 0.36F, 0.28F}, 0.2F, trim);
  bench.soft_box({0.62F, 1.95F, 0.45F}, {0.48F, 0.85F, 0.65F}, 0.12F, yellow);
  bench.side_decal(rounded_rectangle({0.0F, 1.75F}, {0.9F, 2.6F}, 0.1F), 0.012F,
                   Workbench::plain(kGlass, Surface::glass));
  bench.front_decal(rounded_rectangle({0.25F, 1.5F}, {1.0F, 2.6F}, 0.1F), 0.012F,
                    Workbench::plain(kGlass, Surface::glass));
  const auto beam = [&](Vec3 from, Vec3 to, float thick, int bone, const Paint& natural) {
    Paint paint = natural;
    paint.bone = bone;
    bench.bevelled_box(world::pointing(from, to) * translation({0, length(to - from) / 2, 0}),
                       {thick, length(to - from) / 2 + 0.08F, thick * 0.75F}, 0.04F, paint);
  };
  const Vec3 foot{-0.25F, 1.4F, 0.6F};
  const Vec3 elbow{-0.25F, 3.5F, 2.5F};
  const Vec3 wrist{-0.25F, 1.7F, 4.0F};
  const int boom = bench.bone("arm_1", foot);
  const int stick = bench.bone("arm_2", elbow, boom);
  const int bucket = bench.bone("bucket", wrist, stick);
  beam(foot, {-0.25F, 3.3F, 1.5F}, 0.2F, boom, yellow);
  beam({-0.25F, 3.2F, 1.4F}, elbow, 0.2F, boom, yellow);
  beam(elbow, wrist, 0.15F, stick, yellow);
  bench.rod({{-0.25F, 1.9F, 1.0F}, {-0.25F, 3.0F, 1.9F}}, 0.07F,
            Workbench::plain(0xC4C9CD, Surface::metal, boom), 8);
  const Paint steel = Workbench::plain(0x4A4E52, Surface::metal, bucket);
  bench.plate(Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, wrist},
              Outline{{0.1F, 0.05F},
                      {-0.1F, 0.1F},
                      {-0.45F, -0.25F},
                      {-0.42F, -0.75F},
                      {0.05F, -0.95F},
                      {0.35F, -0.75F},
                      {0.0F, -0.6F},
                      {-0.15F, -0.4F},
                      {0.0F, -0.2F}},
              0.42F, 0.02F, steel);
  bench.set_leg_length(0.42F);
  bench.anchor("driver", {0.62F, 1.6F, 0.3F});
  bench.anchor("seat", {0.62F, 1.6F, 0.3F});
  bench.anchor("exhaust", {-0.6F, 1.9F, -1.2F});
  bench.anchor("top", {0, 2.8F, 0});
  return bench.standing();
}

world::ModelPtr build_tank(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0x5E6B3E, Surface::matte);
  for (const float side : {1.3F, -1.3F}) {
    add_track(bench, side, 2.2F, 0.5F, 0.32F);
    bench.soft_box({side, 1.05F, 0}, {0.36F, 0.06F, 2.7F}, 0.05F, paint);
  }
  bench.plate(
      Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {}},
      Outline{
          {-2.7F, 0.75F}, {-2.2F, 0.4F}, {2.3F, 0.4F}, {2.7F, 0.9F}, {2.5F, 1.25F}, {-1.9F, 1.25F}},
      1.1F, 0.06F, paint);
  const int turret = bench.bone("turret", {0, 1.25F, 0});
  Paint top = paint;
  top.bone = turret;
  bench.turned_smooth(
      {0, 1.25F, 0}, {{1.2F, 0}, {1.25F, 0.25F}, {1.0F, 0.55F}, {0.5F, 0.7F}, {0, 0.72F}}, 24, top);
  bench.cylinder({0, 1.62F, 0.9F}, {0, 1.7F, 3.6F}, 0.13F, 0.10F, 14, top);
  bench.cylinder({0, 1.69F, 3.3F}, {0, 1.7F, 3.7F}, 0.16F, 0.16F, 14, top);
  bench.cylinder({-0.4F, 1.9F, -0.3F}, {-0.4F, 2.05F, -0.3F}, 0.3F, 0.28F, 16,
                 Paint{paint.colour * 0.8F, paint.surface, turret, 0});
  bench.decal(translation({0, 0, 0}) * world::turn_y(kPi / 2), star_outline(5, 0.3F, 0.13F), 0.02F,
              Workbench::plain(0xE8E4D8, Surface::matte, turret));
  bench.set_leg_length(0.5F);
  bench.anchor("driver", {-0.4F, 1.9F, -0.3F});
  bench.anchor("top", {0, 2, 0});
  return bench.standing();
}

}  // namespace kirin::engine::motion::models
