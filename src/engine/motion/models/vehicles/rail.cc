#include "engine/motion/models/vehicles/rail.h"

#include "engine/motion/models/vehicles/coachwork.h"

namespace kirin::engine::motion::models {
namespace {

using world::kPi;
using world::Paint;
using world::Point2;
using world::Surface;
using world::Vec3;

constexpr std::uint32_t kGlass = 0x26343E;

/// Windows in a row along both sides from z = `from` to `to`.
void add_window_row(Workbench& bench, float from, float to, int count, float low, float high,
                    const Paint& glass, float gap = 0.22F) {
  const float pitch = (to - from) / static_cast<float>(count);
  for (int i = 0; i < count; ++i) {
    const float z = from + pitch * static_cast<float>(i);
    bench.side_decal(
        rounded_rectangle({z + gap * pitch / 2, low}, {z + pitch * (1 - gap / 2), high}, 0.10F),
        0.015F, glass);
  }
}

void add_rail_wheels(Workbench& bench, const std::string& name, int parent, float z, float radius,
                     std::uint32_t srgb) {
  for (const float side : {1.0F, -1.0F}) {
    add_wheel(bench, {.name = "wheel_" + name + (side > 0 ? "_l" : "_r"),
                      .hub = {side * 0.72F, radius, z},
                      .radius = radius,
                      .width = 0.13F,
                      .rim = Rim::steel,
                      .parent = parent,
                      .rim_srgb = srgb});
  }
}

Paint on(Paint paint, int bone) {
  paint.bone = bone;
  return paint;
}

/// A passenger wagon of the old kind around z.
void add_old_wagon(Workbench& bench, int index, float z, const Paint& main) {
  const int bone = bench.bone("wagon_" + std::to_string(index), {0, 0.5F, z + 4.2F});
  const Paint paint = on(main, bone);
  const Paint cream = Workbench::plain(0xEFE3C4, Surface::paint, bone);
  const Paint dark = Workbench::plain(0x25282B, Surface::metal, bone);
  bench.soft_box({0, 1.55F, z}, {1.28F, 0.55F, 3.7F}, 0.12F, paint);
  bench.soft_box({0, 2.45F, z}, {1.24F, 0.45F, 3.65F}, 0.08F, cream);
  bench.soft_box({0, 2.98F, z}, {1.30F, 0.12F, 3.75F}, 0.10F, paint);
  add_hull(bench,
           {.front = z + 3.85F,
            .rear = z - 3.85F,
            .low = 3.0F,
            .belt = 3.06F,
            .top = 3.42F,
            .foot = 1.38F,
            .waist = 1.38F,
            .shoulder = 0.8F,
            .nose_round = 0.1F,
            .tail_round = 0.1F},
           {}, Workbench::plain(0x4A4D50, Surface::matte, bone));
  add_window_row(bench, z - 3.4F, z + 3.4F, 6, 2.1F, 2.82F, Workbench::light(0xFFDFA0, 0.55F, bone),
                 0.3F);
  bench.soft_box({0, 0.88F, z}, {1.1F, 0.14F, 3.6F}, 0.05F, dark);
  const std::string tag = std::to_string(index);
  add_rail_wheels(bench, "w" + tag + "a", bone, z + 2.5F, 0.42F, 0x3A3D40);
  add_rail_wheels(bench, "w" + tag + "b", bone, z - 2.5F, 0.42F, 0x3A3D40);
  bench.rod({{0, 0.85F, z + 3.6F}, {0, 0.85F, z + 4.4F}}, 0.09F, dark, 6);
}

void add_boiler(Workbench& bench, const Paint& green, const Paint& black, const Paint& brass) {
  const world::Affine forward = world::translation({0, 2.05F, 0}) * world::turn_x(kPi / 2);
  const Point2 boiler[] = {{0, -1.2F}, {0.86F, -1.2F}, {0.88F, 2.6F}};
  bench.lathe(forward, boiler, 26, green);
  const Point2 smokebox[] = {
      {0.92F, 2.6F}, {0.92F, 3.7F}, {0.84F, 3.85F}, {0.30F, 3.98F}, {0, 4.0F}};
  bench.lathe(forward, smokebox, 26, black);
  for (const float z : {-0.2F, 1.2F, 2.6F}) {
    bench.torus(forward * world::translation({0, z, 0}), 0.89F, 0.035F, 28, 6, brass);
  }
  // The chimney, the domes and the bell.
  bench.turned({0, 2.85F, 3.1F},
               {{0.34F, 0},
                {0.26F, 0.25F},
                {0.27F, 0.75F},
                {0.42F, 0.95F},
                {0.44F, 1.08F},
                {0.34F, 1.08F},
                {0.3F, 0.7F},
                {0, 0.7F}},
               18, black);
  bench.turned_smooth({0, 2.8F, 1.7F}, {{0.34F, 0}, {0.33F, 0.3F}, {0.25F, 0.5F}, {0, 0.58F}}, 18,
                      brass);
  bench.turned_smooth({0, 2.8F, 0.5F}, {{0.28F, 0}, {0.27F, 0.22F}, {0.2F, 0.38F}, {0, 0.44F}}, 18,
                      green);
  add_lamp(bench, world::translation({0, 3.15F, 3.85F}), 0.22F, Workbench::light(0xFFEFC0, 1.6F));
  bench.soft_box({0, 3.12F, 3.6F}, {0.24F, 0.24F, 0.22F}, 0.06F, black);
}

}  // namespace

world::ModelPtr build_train(const ModelOrder& order) {
  for (const story::Part& part : order.parts) {
    if (part.id == "steam") {
      return build_steam_train(order);
    }
  }
  for (const std::string& trait : order.traits) {
    if (trait == "fast" || trait == "modern" || trait == "futuristic") {
      return build_fast_train(order);
    }
  }
  return build_steam_train(order);
}

world::ModelPtr build_steam_train(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint green = bench.main(0x1F6B4A, Surface::paint);
  const Paint black = Workbench::plain(0x1C1E20, Surface::metal);
  const Paint brass = Workbench::plain(0xD9AE4A, Surface::metal);
  const Paint red = Workbench::plain(0xB2302A, Surface::paint);
  add_boiler(bench, green, black, brass);
  // The frame, the cab with its roof, the buffer beam and the cowcatcher.
  bench.soft_box({0, 1.08F, 0.8F}, {0.95F, 0.16F, 3.4F}, 0.05F, red);
  bench.soft_box({0, 1.9F, -1.9F}, {1.2F, 0.75F, 0.85F}, 0.08F, green);
  bench.both_sides([&](Shaper& s) {
    for (const float z : {-1.18F, -2.62F}) {
      s.block({1.12F, 2.95F, z}, {0.07F, 0.45F, 0.08F}, green, 0.02F);
    }
  });
  bench.soft_box({0, 2.7F, -1.14F}, {1.16F, 0.3F, 0.06F}, 0.04F, green);
  add_hull(bench,
           {.front = -0.85F,
            .rear = -2.95F,
            .low = 3.36F,
            .belt = 3.42F,
            .top = 3.75F,
            .foot = 1.36F,
            .waist = 1.36F,
            .shoulder = 0.8F,
            .nose_round = 0.1F,
            .tail_round = 0.1F},
           {}, black);
  bench.side_decal(rounded_rectangle({-2.4F, 1.6F}, {-1.4F, 2.3F}, 0.1F), 0.012F, red);
  bench.side_decal(rounded_rectangle({-2.3F, 1.7F}, {-1.5F, 2.2F}, 0.08F), 0.02F, green);
  bench.soft_box({0, 1.05F, 4.15F}, {1.2F, 0.22F, 0.1F}, 0.05F, red);
  for (const float side : {1.0F, -1.0F}) {
    bench.cylinder({side * 0.85F, 1.1F, 4.2F}, {side * 0.85F, 1.1F, 4.6F}, 0.07F, 0.07F, 8, black);
    bench.cylinder({side * 0.85F, 1.1F, 4.55F}, {side * 0.85F, 1.1F, 4.65F}, 0.2F, 0.2F, 14, black);
  }
  for (int i = -3; i <= 3; ++i) {
    const float x = 0.3F * static_cast<float>(i);
    bench.rod(
        {{x, 0.85F, 4.25F}, {x * 0.75F, 0.16F, 5.05F - 0.14F * static_cast<float>(i * i) * 0.5F}},
        0.045F, red, 6);
  }
  bench.both_sides([&](Shaper& s) {
    s.soft_box({1.0F, 0.95F, 3.0F}, {0.2F, 0.24F, 0.5F}, 0.08F, black);  // cylinders
    s.rod({{0.92F, 1.95F, 3.2F}, {0.98F, 1.98F, -1.0F}}, 0.03F, brass, 6);
  });
  const float kDriver = 0.62F;
  for (const auto& [z, tag] : {std::pair{1.75F, "d1"}, {0.35F, "d2"}, {-1.05F, "d3"}}) {
    add_rail_wheels(bench, tag, -1, z, kDriver, 0xB2302A);
  }
  add_rail_wheels(bench, "p1", -1, 3.35F, 0.36F, 0xB2302A);
  // The coupling rods ride on the drivers' crank pins: the animator moves them in a circle.
  for (const float side : {1.0F, -1.0F}) {
    const int rod =
        bench.bone(side > 0 ? "coupling_l" : "coupling_r", {side * 0.86F, kDriver, 0.35F});
    const Paint steel = Workbench::plain(0xC4C9CD, Surface::metal, rod);
    bench.block({side * 0.86F, kDriver - 0.28F, 0.35F}, {0.03F, 0.06F, 1.5F}, steel, 0.02F);
    bench.block({side * 0.90F, kDriver - 0.10F, 1.95F}, {0.025F, 0.05F, 1.1F}, steel, 0.02F);
  }
  // The tender.
  const int tender = bench.bone("wagon_1", {0, 0.8F, -3.0F});
  const Paint tender_green = on(green, tender);
  bench.soft_box({0, 1.85F, -4.6F}, {1.2F, 0.75F, 1.45F}, 0.1F, tender_green);
  bench.soft_box({0, 1.02F, -4.6F}, {1.0F, 0.14F, 1.5F}, 0.05F, on(red, tender));
  for (int i = 0; i < 26; ++i) {
    const Vec3 at{bench.dice().between(-0.9F, 0.9F), bench.dice().between(2.5F, 2.75F),
                  bench.dice().between(-5.7F, -3.5F)};
    const float size = bench.dice().between(0.16F, 0.30F);
    bench.ball(world::translation(at) * world::turn_y(at.x * 9), {size, size * 0.8F, size * 1.1F},
               3, 5, Workbench::plain(0x141517, Surface::rock, tender));
  }
  add_rail_wheels(bench, "t1", tender, -3.8F, 0.42F, 0xB2302A);
  add_rail_wheels(bench, "t2", tender, -5.4F, 0.42F, 0xB2302A);
  const Paint wagon = bench.part("wagon", world::from_srgb(0x8E2F2A), Surface::paint);
  add_old_wagon(bench, 2, -10.3F, wagon);
  add_old_wagon(bench, 3, -18.6F, wagon);
  bench.set_leg_length(kDriver);
  bench.anchor("exhaust", {0, 3.95F, 3.1F});
  bench.anchor("driver", {0.4F, 2.0F, -1.9F});
  bench.anchor("seat", {0, 1.4F, -10.3F});
  bench.anchor("headlight_l", {0, 3.15F, 4.0F});
  bench.anchor("top", {0, 3.75F, -1.9F});
  return bench.standing();
}

world::ModelPtr build_fast_train(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0xF2F4F6, Surface::paint);
  const Paint stripe = bench.part("stripe", 0x1F5FA8, Surface::paint);
  const Paint glass = Workbench::plain(kGlass, Surface::glass);
  const auto car = [&](int index, float front, float rear, bool has_nose) {
    const int bone =
        index == 0 ? 0 : bench.bone("wagon_" + std::to_string(index), {0, 0.6F, front + 0.2F});
    HullLines lines{.front = front,
                    .rear = rear,
                    .low = 0.35F,
                    .belt = 2.55F,
                    .top = 3.55F,
                    .foot = 1.38F,
                    .waist = 1.5F,
                    .shoulder = 0.6F,
                    .nose_round = 0.15F,
                    .tail_round = 0.15F,
                    .end_squareness = 3};
    if (has_nose) {
      const float z = front;
      lines.belt = Curve{{z - 7, 2.55F}, {z - 4.5F, 2.2F}, {z - 2, 1.25F}, {z, 0.75F}};
      lines.top = Curve{{z - 7, 3.55F}, {z - 5, 3.35F}, {z - 2.2F, 1.95F}, {z, 0.95F}};
      lines.waist = Curve{{z - 6, 1.5F}, {z - 3, 1.3F}, {z, 0.7F}};
      lines.foot = Curve{{z - 6, 1.38F}, {z - 3, 1.2F}, {z, 0.6F}};
      lines.nose_round = 1.4F;
      lines.end_squareness = 2.2F;
    }
    add_hull(bench, lines, {}, on(paint, bone));
    const float first = has_nose ? front - 6.5F : front - 0.6F;
    bench.side_decal(
        rounded_rectangle({rear + 0.05F, 0.95F}, {first + (has_nose ? 3.5F : 0.55F), 1.25F}, 0.05F),
        0.012F, on(stripe, bone));
    add_window_row(bench, rear + 0.8F, first, 7, 1.75F, 2.5F, on(glass, bone), 0.16F);
    bench.block({0, 0.45F, (front + rear) / 2 - (has_nose ? 1.0F : 0)},
                {1.2F, 0.1F, (front - rear) / 2 - (has_nose ? 1.8F : 0.1F)},
                Workbench::plain(0x17191B, Surface::matte, bone));
    const std::string tag = std::to_string(index);
    add_rail_wheels(bench, tag + "a", bone, front - (has_nose ? 4.5F : 2.2F), 0.43F, 0x55595D);
    add_rail_wheels(bench, tag + "b", bone, rear + 2.2F, 0.43F, 0x55595D);
  };
  car(0, 9, -5, true);
  bench.front_decal(
      rounded_polygon({{-0.75F, 2.1F}, {0.75F, 2.1F}, {0.6F, 2.95F}, {-0.6F, 2.95F}}, 0.2F), 0.02F,
      glass);
  for (const float side : {1.0F, -1.0F}) {
    bench.front_decal(ellipse_outline({side * 0.55F, 1.15F}, 0.16F, 0.09F, 16), 0.02F,
                      Workbench::light(0xF4F8FF, 1.5F));
  }
  car(1, -5.3F, -16, false);
  car(2, -16.3F, -27, false);
  bench.set_leg_length(0.43F);
  bench.anchor("driver", {0, 1.9F, 4.5F});
  bench.anchor("seat", {0, 1.2F, -10});
  bench.anchor("headlight_l", {0.55F, 1.15F, 8.8F});
  bench.anchor("headlight_r", {-0.55F, 1.15F, 8.8F});
  bench.anchor("top", {0, 3.55F, 0});
  return bench.standing();
}

world::ModelPtr build_tram(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0xB8322B, Surface::paint);
  const Paint cream = Workbench::plain(0xF1E6CC, Surface::paint);
  const Paint glass = Workbench::plain(kGlass, Surface::glass);
  const auto tier = [&](float low, float high, float half, const Paint& p) {
    add_hull(bench,
             {.front = 4.9F,
              .rear = -4.9F,
              .low = low,
              .belt = high,
              .top = high + 0.02F,
              .foot = half,
              .waist = half,
              .shoulder = 0.2F,
              .nose_round = 0.8F,
              .tail_round = 0.8F,
              .end_squareness = 2.4F},
             {}, p);
  };
  tier(0.45F, 1.55F, 1.18F, paint);
  tier(1.45F, 2.75F, 1.15F, cream);
  add_hull(bench,
           {.front = 5.0F,
            .rear = -5.0F,
            .low = 2.7F,
            .belt = 2.85F,
            .top = 3.15F,
            .foot = 1.22F,
            .waist = 1.22F,
            .shoulder = 0.7F,
            .nose_round = 0.8F,
            .tail_round = 0.8F,
            .end_squareness = 2.4F},
           {}, paint);
  add_window_row(bench, -3.9F, 3.9F, 7, 1.75F, 2.6F, glass, 0.2F);
  bench.front_decal(rounded_rectangle({-0.8F, 1.7F}, {0.8F, 2.6F}, 0.15F), 0.02F, glass);
  bench.rear_decal(rounded_rectangle({-0.8F, 1.7F}, {0.8F, 2.6F}, 0.15F), 0.02F, glass);
  bench.front_decal(rounded_rectangle({-0.5F, 2.85F}, {0.5F, 3.05F}, 0.03F), 0.03F,
                    Workbench::light(0xFFD27A, 1.0F));
  add_lamp(bench, world::translation({0, 1.05F, 4.92F}), 0.17F, Workbench::light(0xFFF1CC, 1.5F));
  bench.side_decal(rounded_rectangle({-4.2F, 0.95F}, {4.2F, 1.03F}, 0.02F), 0.012F,
                   Workbench::plain(0xD9AE4A, Surface::metal));
  bench.soft_box({0, 0.56F, 4.75F}, {0.85F, 0.1F, 0.12F}, 0.06F,
                 Workbench::plain(0x2A2C2F, Surface::metal));
  const Paint steel = Workbench::plain(0x6A6F74, Surface::metal);
  bench.rod({{-0.6F, 3.1F, -0.4F}, {-0.6F, 3.7F, 0.5F}, {-0.5F, 4.4F, -0.2F}}, 0.035F, steel, 6);
  bench.rod({{0.6F, 3.1F, -0.4F}, {0.6F, 3.7F, 0.5F}, {0.5F, 4.4F, -0.2F}}, 0.035F, steel, 6);
  bench.rod({{-0.9F, 4.4F, -0.2F}, {0.9F, 4.4F, -0.2F}}, 0.045F, steel, 6);
  for (const auto& [z, tag] : {std::pair{2.4F, "a"}, {1.2F, "b"}, {-1.2F, "c"}, {-2.4F, "d"}}) {
    add_rail_wheels(bench, tag, -1, z, 0.36F, 0x55595D);
  }
  bench.block({0, 0.55F, 0}, {1.0F, 0.12F, 4.4F}, Workbench::plain(0x17191B, Surface::matte));
  bench.set_leg_length(0.36F);
  bench.anchor("driver", {0, 1.2F, 4.2F});
  bench.anchor("seat", {0.6F, 1.2F, 0});
  bench.anchor("headlight_l", {0, 1.05F, 5.1F});
  bench.anchor("top", {0, 3.15F, 0});
  return bench.standing();
}

world::ModelPtr build_bus(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const bool is_double = bench.has("double") || bench.has("double_decker");
  const float storey = is_double ? 2.0F : 0;
  const Paint paint = bench.main(is_double ? 0xC4251F : 0xE3A11F, Surface::paint);
  const Paint glass = Workbench::plain(kGlass, Surface::glass);
  const Paint trim = Workbench::plain(0x191B1E, Surface::plastic);
  const WheelArch front{2.9F, 0.48F, 0.58F};
  const WheelArch rear{-2.6F, 0.48F, 0.58F};
  const HullLines lines{.front = 4.7F,
                        .rear = -4.7F,
                        .low = 0.38F,
                        .belt = 2.65F + storey,
                        .top = 3.0F + storey,
                        .foot = 1.25F,
                        .waist = 1.22F,
                        .shoulder = 0.45F,
                        .nose_round = 0.28F,
                        .tail_round = 0.25F,
                        .end_squareness = 3.6F};
  add_hull(bench, lines, {front, rear}, paint);
  add_arch_trim(bench, lines, front, 0.03F, trim);
  add_arch_trim(bench, lines, rear, 0.03F, trim);
  add_window_row(bench, -4.2F, 2.7F, 6, 1.45F, 2.4F, glass, 0.12F);
  if (is_double) {
    add_window_row(bench, -4.2F, 4.2F, 7, 3.2F, 4.2F, glass, 0.12F);
    bench.front_decal(rounded_rectangle({-1.0F, 3.15F}, {1.0F, 4.25F}, 0.15F), 0.02F, glass);
  }
  bench.front_decal(rounded_rectangle({-1.02F, 1.2F}, {1.02F, 2.45F}, 0.18F), 0.02F, glass);
  bench.rear_decal(rounded_rectangle({-0.9F, 1.5F}, {0.9F, 2.4F}, 0.15F), 0.02F, glass);
  bench.side_decal(rounded_rectangle({-4.45F, 1.05F}, {2.2F, 1.2F}, 0.03F), 0.012F,
                   bench.part("stripe", 0x2B2E31, Surface::paint));
  // The door on the kerb's side; the decal of the other side is a window.
  bench.side_decal(rounded_rectangle({3.45F, 0.5F}, {4.2F, 2.4F}, 0.08F), 0.014F, trim);
  bench.side_decal(rounded_rectangle({3.52F, 0.62F}, {3.80F, 2.3F}, 0.06F), 0.022F, glass);
  bench.side_decal(rounded_rectangle({3.85F, 0.62F}, {4.13F, 2.3F}, 0.06F), 0.022F, glass);
  bench.front_decal(rounded_rectangle({-0.8F, 2.58F + storey}, {0.8F, 2.82F + storey}, 0.04F),
                    0.03F, Workbench::light(0xFFB84A, 0.9F));
  for (const float side : {1.0F, -1.0F}) {
    bench.front_decal(ellipse_outline({side * 0.80F, 0.82F}, 0.14F, 0.11F, 18), 0.02F,
                      Workbench::light(0xFFF3D6, 1.2F));
    bench.rear_decal(
        rounded_rectangle({side * 0.95F - 0.12F, 0.75F}, {side * 0.95F + 0.12F, 1.1F}, 0.05F),
        0.02F, Workbench::light(0xD81E12, 0.9F));
    bench.rod({{side * 1.15F, 2.35F, 4.6F}, {side * 1.42F, 2.3F, 4.75F}}, 0.025F, trim, 6);
    bench.soft_box({side * 1.45F, 2.1F, 4.75F}, {0.09F, 0.22F, 0.05F}, 0.04F, trim);
  }
  bench.front_decal(rounded_rectangle({-0.55F, 0.62F}, {0.55F, 0.92F}, 0.06F), 0.015F, trim);
  bench.soft_box({0, 0.46F, 4.55F}, {1.2F, 0.12F, 0.16F}, 0.08F, trim);
  bench.block({0, 0.5F, 0.15F}, {1.1F, 0.08F, 4.2F}, Workbench::plain(0x0C0D0E, Surface::matte));
  add_four_wheels(
      bench, {.name = {}, .hub = {0, 0.48F, 0}, .radius = 0.48F, .width = 0.30F, .rim = Rim::disc},
      front.z, rear.z, 1.06F);
  bench.anchor("driver", {0.6F, 1.2F, 3.7F});
  bench.anchor("seat", {-0.6F, 1.1F, 0});
  bench.anchor("exhaust", {-0.7F, 0.4F, -4.7F});
  bench.anchor("headlight_l", {0.88F, 0.78F, 4.7F});
  bench.anchor("headlight_r", {-0.88F, 0.78F, 4.7F});
  bench.anchor("top", {0, 3.0F + storey, 0});
  return bench.standing();
}

}  // namespace kirin::engine::motion::models
