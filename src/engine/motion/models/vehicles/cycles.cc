#include "engine/motion/models/vehicles/cycles.h"

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

Paint on(Paint paint, int bone) {
  paint.bone = bone;
  return paint;
}

/// A mudguard over the upper rear of a wheel at `hub`.
void add_mudguard(Shaper& shaper, Vec3 hub, float radius, float width, float from, float to,
                  const Paint& paint) {
  shaper.cloth(
      [=](float u, float v) {
        const float angle = world::mix(from, to, v);
        const float x = width * (2 * u - 1);
        const float r = radius - 0.35F * width * (2 * u - 1) * (2 * u - 1);
        return hub + Vec3{x, r * std::sin(angle), r * std::cos(angle)};
      },
      4, 14, paint);
}

}  // namespace

world::ModelPtr build_bicycle(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint frame = bench.main(0x2C8C86, Surface::paint);
  const Paint chrome = Workbench::plain(0xC9CDD2, Surface::metal);
  const Paint dark = Workbench::plain(0x1C1D20, Surface::plastic);
  constexpr float kR = 0.34F;
  const Vec3 front{0, kR, 0.53F};
  const Vec3 rear{0, kR, -0.50F};
  const Vec3 crank{0, 0.29F, -0.04F};
  const Vec3 seat_top{0, 0.80F, -0.22F};
  const Vec3 head_low{0, 0.66F, 0.38F};
  const Vec3 head_top{0, 0.84F, 0.33F};
  for (const auto& [a, b] : {std::pair{crank, seat_top},
                             {crank, head_low},
                             {seat_top * 0.97F + Vec3{0, 0.01F, 0}, head_top}}) {
    bench.rod({a, b}, 0.018F, frame, 8);
  }
  for (const float side : {0.05F, -0.05F}) {
    bench.rod({crank + Vec3{side * 0.7F, 0, 0}, rear + Vec3{side, 0, 0}}, 0.011F, frame, 6);
    bench.rod({Vec3{side * 0.4F, 0.75F, -0.21F}, rear + Vec3{side, 0, 0}}, 0.011F, frame, 6);
  }
  bench.rod({seat_top, seat_top + Vec3{0, 0.10F, -0.03F}}, 0.013F, chrome, 6);
  bench.rounded_box(translation({0, 0.93F, -0.27F}) * world::turn_x(0.04F), {0.055F, 0.028F, 0.12F},
                    0.028F, dark);
  bench.ball(translation({0, 0.93F, -0.33F}), {0.095F, 0.03F, 0.075F}, 6, 12, dark);
  const int steer = bench.bone("steer", head_top);
  const Paint fork = on(frame, steer);
  bench.rod({head_low - Vec3{0, 0.02F, -0.005F}, head_top + Vec3{0, 0.07F, -0.02F}}, 0.022F, fork,
            8);
  for (const float side : {0.055F, -0.055F}) {
    bench.rod(
        {head_low + Vec3{side, -0.02F, 0.005F}, {side, 0.5F, 0.45F}, front + Vec3{side, 0, 0}},
        0.012F, fork, 6);
    bench.rod({{side * 0.2F, 0.93F, 0.30F}, {side * 4, 0.98F, 0.33F}, {side * 5.2F, 0.97F, 0.24F}},
              0.012F, on(chrome, steer), 6);
    bench.rod({{side * 5.0F, 0.97F, 0.27F}, {side * 5.2F, 0.965F, 0.16F}}, 0.018F, on(dark, steer),
              8);
  }
  add_lamp(bench, translation({0, 0.88F, 0.41F}), 0.035F, Workbench::light(0xFFF3D6, 1.4F, steer));
  bench.soft_box({0, 0.62F, -0.60F}, {0.025F, 0.02F, 0.012F}, 0.01F, Workbench::light(0xD81E12, 1));
  add_wheel(bench, {.name = "wheel_front",
                    .hub = front,
                    .radius = kR,
                    .width = 0.045F,
                    .rim = Rim::wire,
                    .parent = steer});
  add_wheel(bench, {.name = "wheel_rear",
                    .hub = rear,
                    .radius = kR,
                    .width = 0.045F,
                    .rim = Rim::wire,
                    .parent = 0});
  add_mudguard(bench, rear, kR + 0.03F, 0.03F, 0.45F * kPi, 1.05F * kPi, frame);
  const int pedals = bench.bone("pedal", crank);
  bench.add(translation(crank) * world::pointing({}, {1, 0, 0}), [&](Shaper& s) {
    s.torus(translation({0, -0.06F, 0}), 0.085F, 0.008F, 20, 5, on(chrome, pedals));
  });
  for (const float side : {1.0F, -1.0F}) {
    const Vec3 end = crank + Vec3{side * 0.09F, -side * 0.16F, 0};
    bench.rod({crank + Vec3{side * 0.075F, 0, 0}, end}, 0.011F, on(chrome, pedals), 6);
    bench.block(end + Vec3{side * 0.05F, 0, 0}, {0.05F, 0.012F, 0.04F}, on(dark, pedals), 0.008F);
  }
  bench.rod({{-0.06F, 0.29F, -0.04F}, {-0.06F, kR, -0.5F}}, 0.006F, dark, 4);
  bench.rod({{-0.06F, 0.20F, -0.04F}, {-0.06F, kR - 0.05F, -0.5F}}, 0.006F, dark, 4);
  if (bench.has("basket") || bench.part("basket", 0U, Surface::wood).colour.x > 0 ||
      bench.dice().unit() < 0.5F) {
    bench.turned({0, 0.80F, 0.55F},
                 {{0, 0},
                  {0.11F, 0},
                  {0.15F, 0.2F},
                  {0.155F, 0.21F},
                  {0.14F, 0.2F},
                  {0.10F, 0.02F},
                  {0, 0.02F}},
                 20, Workbench::plain(0xC79A5E, Surface::wood, steer));
  }
  bench.set_leg_length(kR);
  bench.anchor("seat", {0, 0.96F, -0.29F});
  bench.anchor("driver", {0, 0.96F, -0.29F});
  bench.anchor("headlight_l", {0, 0.88F, 0.45F});
  bench.anchor("top", {0, 0.98F, 0.3F});
  return bench.standing();
}

world::ModelPtr build_motorcycle(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0xB3241F, Surface::paint);
  const Paint chrome = Workbench::plain(0xC9CDD2, Surface::metal);
  const Paint dark = Workbench::plain(0x1C1D20, Surface::plastic);
  const Paint leather = Workbench::plain(0x2A211C, Surface::cloth);
  constexpr float kR = 0.33F;
  const Vec3 front{0, kR, 0.74F};
  const Vec3 rear{0, kR, -0.66F};
  add_wheel(bench, {.name = "wheel_rear",
                    .hub = rear,
                    .radius = kR,
                    .width = 0.17F,
                    .rim = Rim::spokes,
                    .parent = 0});
  const int steer = bench.bone("steer", {0, 0.92F, 0.42F});
  add_wheel(bench, {.name = "wheel_front",
                    .hub = front,
                    .radius = kR,
                    .width = 0.13F,
                    .rim = Rim::spokes,
                    .parent = steer});
  // Tank, seat, engine, exhausts.
  const Point2 tank[] = {{0, -0.30F},    {0.09F, -0.26F}, {0.15F, -0.05F},
                         {0.17F, 0.12F}, {0.12F, 0.26F},  {0, 0.30F}};
  bench.add(translation({0, 0.83F, 0.14F}) * world::turn_x(kPi / 2 - 0.12F) *
                world::scaling(Vec3{1, 1, 0.85F}),
            [&](Shaper& s) { s.lathe({}, smooth_profile(tank, 4), 22, paint); });
  bench.add(translation({0, 0.77F, -0.36F}) * world::turn_x(-0.05F), [&](Shaper& s) {
    s.rounded_box({}, {0.13F, 0.06F, 0.30F}, 0.06F, leather);
  });
  bench.rounded_box(translation({0, 0.83F, -0.70F}) * world::turn_x(-0.35F), {0.09F, 0.05F, 0.17F},
                    0.05F, paint);
  bench.soft_box({0, 0.46F, 0.06F}, {0.15F, 0.17F, 0.22F}, 0.05F,
                 Workbench::plain(0x55595D, Surface::metal));
  for (int i = 0; i < 5; ++i) {
    const float y = 0.56F + 0.032F * static_cast<float>(i);
    bench.soft_box({0, y, 0.20F}, {0.15F, 0.008F, 0.10F}, 0.008F, chrome);
  }
  for (const float side : {1.0F, -1.0F}) {
    bench.cylinder({side * 0.10F, 0.44F, 0.05F}, {side * 0.19F, 0.44F, 0.05F}, 0.12F, 0.11F, 16,
                   chrome);
    bench.rod(smooth_line(std::vector<Vec3>{{side * 0.08F, 0.62F, 0.28F},
                                            {side * 0.14F, 0.40F, 0.34F},
                                            {side * 0.17F, 0.28F, 0.1F},
                                            {side * 0.18F, 0.30F, -0.3F},
                                            {side * 0.18F, 0.36F, -0.95F}},
                          5),
              0.036F, chrome, 10);
    bench.rod({{side * 0.11F, kR, -0.66F}, {side * 0.11F, 0.42F, -0.1F}}, 0.03F, dark, 6);
    bench.rod({{side * 0.12F, kR + 0.05F, -0.62F}, {side * 0.12F, 0.74F, -0.5F}}, 0.025F, chrome,
              8);
    // Fork and bars.
    bench.rod({front + Vec3{side * 0.10F, 0, 0}, {side * 0.10F, 0.98F, 0.46F}}, 0.025F,
              on(chrome, steer), 8);
    bench.rod(
        {{side * 0.05F, 1.0F, 0.44F}, {side * 0.28F, 1.06F, 0.40F}, {side * 0.36F, 1.02F, 0.28F}},
        0.015F, on(chrome, steer), 6);
    bench.rod({{side * 0.33F, 1.035F, 0.33F}, {side * 0.38F, 1.01F, 0.22F}}, 0.022F,
              on(dark, steer), 8);
    bench.rod({{side * 0.26F, 1.06F, 0.40F}, {side * 0.34F, 1.18F, 0.42F}}, 0.008F, on(dark, steer),
              5);
    bench.soft_box({side * 0.36F, 1.20F, 0.42F}, {0.05F, 0.035F, 0.015F}, 0.015F,
                   on(chrome, steer));
  }
  add_lamp(bench, translation({0, 0.93F, 0.58F}), 0.095F, Workbench::light(0xFFF3D6, 1.5F, steer));
  bench.ball(translation({0, 0.93F, 0.53F}), {0.11F, 0.11F, 0.10F}, 8, 14, on(chrome, steer));
  add_mudguard(bench, front, kR + 0.05F, 0.08F, 0.15F * kPi, 0.85F * kPi, on(paint, steer));
  add_mudguard(bench, rear, kR + 0.06F, 0.10F, 0.30F * kPi, 1.0F * kPi, paint);
  bench.soft_box({0, 0.72F, -0.96F}, {0.06F, 0.03F, 0.03F}, 0.02F, Workbench::light(0xD81E12, 1));
  bench.set_leg_length(kR);
  bench.anchor("seat", {0, 0.83F, -0.28F});
  bench.anchor("driver", {0, 0.83F, -0.28F});
  bench.anchor("exhaust", {-0.18F, 0.36F, -0.97F});
  bench.anchor("headlight_l", {0, 0.93F, 0.68F});
  bench.anchor("top", {0, 1.1F, 0.4F});
  return bench.standing();
}

world::ModelPtr build_scooter(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0x7FC9B5, Surface::paint);
  const Paint chrome = Workbench::plain(0xC9CDD2, Surface::metal);
  const Paint seat = Workbench::plain(0x8A4B2C, Surface::cloth);
  constexpr float kR = 0.24F;
  const Vec3 front{0, kR, 0.62F};
  const Vec3 rear{0, kR, -0.55F};
  add_wheel(bench, {.name = "wheel_rear",
                    .hub = rear,
                    .radius = kR,
                    .width = 0.12F,
                    .rim = Rim::disc,
                    .parent = 0});
  const int steer = bench.bone("steer", {0, 0.8F, 0.45F});
  add_wheel(bench, {.name = "wheel_front",
                    .hub = front,
                    .radius = kR,
                    .width = 0.11F,
                    .rim = Rim::disc,
                    .parent = steer});
  // The rounded tail over the engine, the footboard, the shield.
  add_hull(bench,
           {.front = -0.02F,
            .rear = -0.92F,
            .low = Curve{{-0.92F, 0.42F}, {-0.5F, 0.26F}, {-0.02F, 0.24F}},
            .belt = 0.52F,
            .top = Curve{{-0.92F, 0.56F}, {-0.5F, 0.70F}, {-0.02F, 0.68F}},
            .foot = Curve{{-0.92F, 0.10F}, {-0.5F, 0.24F}, {-0.02F, 0.18F}},
            .waist = Curve{{-0.92F, 0.12F}, {-0.5F, 0.25F}, {-0.02F, 0.18F}},
            .shoulder = 0.6F,
            .nose_round = 0.06F,
            .tail_round = 0.3F,
            .end_squareness = 2.2F},
           {{-0.55F, 0.24F, 0.27F}}, paint);
  bench.rounded_box(translation({0, 0.76F, -0.38F}) * world::turn_x(-0.03F), {0.14F, 0.06F, 0.34F},
                    0.06F, seat);
  bench.soft_box({0, 0.24F, 0.18F}, {0.17F, 0.035F, 0.28F}, 0.03F, paint);
  bench.sheet(
      [](float u, float v) {
        const float x = 2 * u - 1;
        const float wide = world::mix(0.20F, 0.26F, std::sin(v * kPi)) * (1 - 0.35F * v * v * v);
        return Vec3{x * wide, world::mix(0.24F, 0.88F, v),
                    0.47F - 0.06F * v - 0.10F * x * x + 0.02F};
      },
      14, 12, paint);
  bench.sheet(
      [](float u, float v) {
        const float x = 1 - 2 * u;
        const float wide = world::mix(0.20F, 0.26F, std::sin(v * kPi)) * (1 - 0.35F * v * v * v);
        return Vec3{x * wide, world::mix(0.24F, 0.88F, v),
                    0.45F - 0.06F * v - 0.10F * x * x + 0.02F};
      },
      14, 12, Paint{paint.colour * 0.85F, paint.surface, 0, 0});
  bench.rod({{0, 0.95F, 0.42F}, front + Vec3{0, 0.02F, -0.02F}}, 0.035F, on(paint, steer), 8);
  add_mudguard(bench, front, kR + 0.05F, 0.085F, 0.05F * kPi, 0.85F * kPi, on(paint, steer));
  bench.ball(translation({0, 0.98F, 0.43F}), {0.12F, 0.085F, 0.10F}, 8, 14, on(paint, steer));
  add_lamp(bench, translation({0, 0.98F, 0.51F}), 0.065F, Workbench::light(0xFFF3D6, 1.5F, steer));
  for (const float side : {1.0F, -1.0F}) {
    bench.rod({{side * 0.08F, 0.99F, 0.42F}, {side * 0.24F, 1.02F, 0.36F}}, 0.018F,
              on(chrome, steer), 6);
    bench.rod({{side * 0.24F, 1.02F, 0.36F}, {side * 0.36F, 1.01F, 0.31F}}, 0.024F,
              on(Workbench::plain(0x1C1D20, Surface::plastic), steer), 8);
    bench.rod({{side * 0.2F, 1.02F, 0.37F}, {side * 0.27F, 1.20F, 0.37F}}, 0.007F,
              on(chrome, steer), 5);
    bench.ball(translation({side * 0.28F, 1.23F, 0.37F}), {0.05F, 0.05F, 0.015F}, 6, 12,
               on(chrome, steer));
  }
  bench.soft_box({0, 0.55F, -0.93F}, {0.05F, 0.035F, 0.02F}, 0.02F, Workbench::light(0xD81E12, 1));
  bench.set_leg_length(kR);
  bench.anchor("seat", {0, 0.82F, -0.3F});
  bench.anchor("driver", {0, 0.82F, -0.3F});
  bench.anchor("exhaust", {-0.15F, 0.2F, -0.8F});
  bench.anchor("headlight_l", {0, 0.98F, 0.58F});
  bench.anchor("top", {0, 1.05F, 0.4F});
  return bench.standing();
}

world::ModelPtr build_skateboard(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint deck = bench.main(0xE2552E, Surface::wood);
  const auto board = [](float u, float v) {
    const float z = world::mix(-0.40F, 0.40F, u);
    const float end = std::max(std::abs(z) - 0.26F, 0.0F);
    const float half =
        0.105F * std::pow(std::max(1 - std::pow(std::abs(z) / 0.402F, 5.0F), 0.0F), 0.4F);
    return Vec3{half * (2 * v - 1), 0.095F + 1.9F * end * end * 1.6F, z};
  };
  bench.sheet(
      [&](float u, float v) {
        return board(u, v) + Vec3{0, 0.008F, 0};
      },
      30, 4, Workbench::plain(0x24262A, Surface::asphalt));
  bench.sheet([&](float u, float v) { return board(1 - u, v) - Vec3{0, 0.008F, 0}; }, 30, 4, deck);
  for (const float side : {0.0F, 1.0F}) {
    bench.sheet(
        [&](float u, float v) {
          return board(side > 0 ? u : 1 - u, 1 - side) + Vec3{0, 0.008F * (2 * v - 1), 0};
        },
        30, 1, deck);
  }
  const Paint steel = Workbench::plain(0x9AA0A5, Surface::metal);
  int number = 0;
  for (const float z : {0.24F, -0.24F}) {
    bench.rod({{-0.085F, 0.03F, z}, {0.085F, 0.03F, z}}, 0.009F, steel, 6);
    bench.cylinder({0, 0.035F, z}, {0, 0.09F, z}, 0.03F, 0.035F, 10, steel);
    for (const float x : {0.09F, -0.09F}) {
      add_wheel(bench, {.name = "wheel_" + std::to_string(++number),
                        .hub = {x, 0.03F, z},
                        .radius = 0.03F,
                        .width = 0.036F,
                        .rim = Rim::disc,
                        .tyre_srgb = 0xF0EAD6});
    }
  }
  bench.set_leg_length(0.03F);
  bench.anchor("deck", {0, 0.105F, 0});
  bench.anchor("seat", {0, 0.105F, 0});
  bench.anchor("driver", {0, 0.105F, 0});
  return bench.standing();
}

world::ModelPtr build_sled(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint wood = bench.main(0xB9793F, Surface::wood);
  const Paint iron = Workbench::plain(0x3A3D40, Surface::metal);
  for (const float side : {1.0F, -1.0F}) {
    const float x = side * 0.24F;
    bench.rod(smooth_line(std::vector<Vec3>{{x, 0.02F, -0.60F},
                                            {x, 0.02F, 0.35F},
                                            {x, 0.09F, 0.60F},
                                            {x, 0.26F, 0.70F},
                                            {x, 0.36F, 0.60F}},
                          6),
              0.02F, iron, 8);
    for (const float z : {-0.45F, 0.0F, 0.35F}) {
      bench.rod({{x, 0.03F, z}, {x * 0.92F, 0.27F, z}}, 0.018F, wood, 6);
    }
    bench.rod({{x * 0.92F, 0.27F, -0.6F}, {x * 0.92F, 0.27F, 0.45F}, {x, 0.35F, 0.6F}}, 0.02F, wood,
              6);
  }
  for (int i = 0; i < 5; ++i) {
    bench.soft_box({-0.19F + 0.095F * static_cast<float>(i), 0.295F, -0.08F},
                   {0.04F, 0.012F, 0.56F}, 0.01F, wood);
  }
  bench.rod({{-0.24F, 0.35F, 0.6F}, {0.24F, 0.35F, 0.6F}}, 0.02F, wood, 6);
  bench.rod(
      smooth_line(
          std::vector<Vec3>{
              {-0.2F, 0.35F, 0.6F}, {-0.1F, 0.2F, 0.9F}, {0.1F, 0.2F, 0.9F}, {0.2F, 0.35F, 0.6F}},
          5),
      0.01F, Workbench::plain(0xC8281C, Surface::cloth), 5);
  bench.anchor("seat", {0, 0.31F, -0.15F});
  bench.anchor("driver", {0, 0.31F, -0.15F});
  bench.anchor("top", {0, 0.31F, 0});
  return bench.standing();
}

world::ModelPtr build_carriage(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0x6E1F2A, Surface::paint);
  const Paint gold = Workbench::plain(0xDDAA3C, Surface::metal);
  const Paint dark = Workbench::plain(0x2A211C, Surface::wood);
  add_hull(bench,
           {.front = 0.75F,
            .rear = -0.95F,
            .low = Curve{{-0.95F, 0.95F}, {-0.1F, 0.62F}, {0.75F, 0.95F}},
            .belt = 1.95F,
            .top = 2.2F,
            .foot = 0.55F,
            .waist = 0.72F,
            .shoulder = 0.5F,
            .nose_round = 0.2F,
            .tail_round = 0.2F,
            .end_squareness = 2.6F},
           {}, paint);
  bench.side_decal(rounded_rectangle({-0.32F, 0.8F}, {0.22F, 1.9F}, 0.1F), 0.012F, gold);
  bench.side_decal(rounded_rectangle({-0.28F, 0.84F}, {0.18F, 1.35F}, 0.08F), 0.02F, paint);
  for (const auto& [from, to] :
       {Point2{-0.28F, 0.18F}, Point2{-0.8F, -0.42F}, Point2{0.32F, 0.62F}}) {
    bench.side_decal(rounded_rectangle({from, 1.42F}, {to, 1.88F}, 0.09F), 0.02F,
                     Workbench::light(0xFFD48A, 0.45F));
  }
  bench.side_decal(rounded_rectangle({-0.85F, 1.3F}, {0.68F, 1.34F}, 0.01F), 0.016F, gold);
  bench.both_sides([&](Shaper& s) {
    s.rod(smooth_line(std::vector<Vec3>{{0.5F, 0.75F, 1.15F},
                                        {0.52F, 0.62F, 0.4F},
                                        {0.52F, 0.6F, -0.6F},
                                        {0.5F, 0.95F, -1.3F}},
                      6),
          0.03F, gold, 6);
    s.ball({0.78F, 1.65F, 0.85F}, 0.09F, Workbench::light(0xFFE3A1, 1.4F));
    s.cylinder({0.78F, 1.74F, 0.85F}, {0.78F, 1.9F, 0.85F}, 0.08F, 0.02F, 8, gold);
  });
  bench.soft_box({0, 1.35F, 1.15F}, {0.6F, 0.07F, 0.26F}, 0.06F,
                 Workbench::plain(0x8C2F39, Surface::cloth));
  bench.soft_box({0, 0.95F, 1.2F}, {0.55F, 0.35F, 0.2F}, 0.05F, paint);
  bench.rod({{0, 0.6F, 1.4F}, {0, 0.75F, 3.6F}}, 0.045F, dark, 6);
  bench.ball(translation({0, 2.32F, -0.1F}), {0.12F, 0.14F, 0.12F}, 6, 10, gold);
  for (const float side : {1.0F, -1.0F}) {
    const std::string s = side > 0 ? "l" : "r";
    add_wheel(bench, {.name = "wheel_r" + s,
                      .hub = {side * 0.82F, 0.68F, -0.95F},
                      .radius = 0.68F,
                      .width = 0.07F,
                      .rim = Rim::wooden,
                      .rim_srgb = 0xC79A45});
    add_wheel(bench, {.name = "wheel_f" + s,
                      .hub = {side * 0.82F, 0.5F, 1.2F},
                      .radius = 0.5F,
                      .width = 0.07F,
                      .rim = Rim::wooden,
                      .rim_srgb = 0xC79A45});
  }
  bench.rod({{-0.82F, 0.68F, -0.95F}, {0.82F, 0.68F, -0.95F}}, 0.04F, dark, 6);
  bench.rod({{-0.82F, 0.5F, 1.2F}, {0.82F, 0.5F, 1.2F}}, 0.04F, dark, 6);
  bench.set_leg_length(0.68F);
  bench.anchor("driver", {0, 1.42F, 1.1F});
  bench.anchor("seat", {0, 1.1F, -0.3F});
  bench.anchor("top", {0, 2.2F, 0});
  return bench.standing();
}

}  // namespace kirin::engine::motion::models
