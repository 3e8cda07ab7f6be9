// What stands in streets, parks and yards.
#include <array>
#include <cmath>

#include "engine/motion/models/buildings/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::Affine;
using world::kPi;
using world::Paint;
using world::Point2;
using world::Surface;
using world::translation;
using world::Vec3;

void make_fence(Workbench& bench) {
  const Paint wood = bench.main(0xF4F1E8, Surface::wood);
  constexpr int kPickets = 21;
  for (int i = 0; i < kPickets; ++i) {
    const float x = 0.2F * static_cast<float>(i - kPickets / 2);
    const float lean =
        bench.has("broken") || bench.has("old") ? bench.dice().between(-0.1F, 0.1F) : 0;
    bench.plate(
        translation({x, 0, 0.03F}) * world::turn_z(lean),
        Outline{{-0.06F, 0.04F}, {0.06F, 0.04F}, {0.06F, 0.92F}, {0, 1.02F}, {-0.06F, 0.92F}},
        0.014F, 0.005F, wood);
  }
  for (const float y : {0.28F, 0.72F}) {
    bench.block({0, y, 0}, {2.1F, 0.05F, 0.018F}, wood, 0.005F);
  }
  for (const float x : {-2.1F, 0.0F, 2.1F}) {
    bench.block({x, 0.5F, -0.03F}, {0.06F, 0.5F, 0.05F}, wood, 0.01F);
    bench.ball({x, 1.05F, -0.03F}, 0.075F, wood);
  }
  bench.anchor("top", {0, 1, 0});
  bench.anchor("seat", {0, 1, 0});
}

void make_wall(Workbench& bench) {
  const Paint brick = bench.main(0xA9573E, Surface::brick);
  bench.block({0, 0.9F, 0}, {2.4F, 0.9F, 0.16F}, Paint{brick.colour * 0.7F, brick.surface, 0, 0});
  for (int row = 0; row < 12; ++row) {
    for (int i = 0; i < 12; ++i) {
      const float shift = row % 2 == 0 ? 0 : 0.2F;
      const float x = -2.2F + 0.4F * static_cast<float>(i) + shift;
      if (x > 2.3F) {
        continue;
      }
      const float shade = bench.dice().between(0.85F, 1.1F);
      bench.block({x, 0.075F + 0.15F * static_cast<float>(row), 0}, {0.19F, 0.066F, 0.175F},
                  Paint{brick.colour * shade, brick.surface, 0, 0}, 0.012F);
    }
  }
  bench.block({0, 1.84F, 0}, {2.5F, 0.06F, 0.24F}, Workbench::plain(0xC9C2B4, Surface::paving),
              0.02F);
  bench.anchor("top", {0, 1.9F, 0});
  bench.anchor("seat", {0, 1.9F, 0});
}

void make_street_lamp(Workbench& bench) {
  const Paint iron = bench.main(0x24302E, Surface::paint);
  bench.turned({},
               {{0.22F, 0},
                {0.22F, 0.12F},
                {0.14F, 0.2F},
                {0.13F, 0.5F},
                {0.08F, 0.65F},
                {0.06F, 1.0F},
                {0.05F, 3.0F},
                {0.09F, 3.08F},
                {0.05F, 3.16F}},
               16, iron);
  bench.rod({{-0.28F, 2.75F, 0}, {0.28F, 2.75F, 0}}, 0.02F, iron, 6);
  bench.turned({0, 3.14F, 0}, {{0.10F, 0}, {0.2F, 0.5F}}, 6, Workbench::light(0xFFD58A, 1.3F));
  for (int i = 0; i < 6; ++i) {
    const float angle = kPi / 3 * static_cast<float>(i);
    bench.rod({{0.105F * std::sin(angle), 3.14F, 0.105F * std::cos(angle)},
               {0.205F * std::sin(angle), 3.64F, 0.205F * std::cos(angle)}},
              0.014F, iron, 5);
  }
  bench.turned(
      {0, 3.62F, 0},
      {{0.26F, 0}, {0.24F, 0.04F}, {0.12F, 0.2F}, {0.05F, 0.24F}, {0.04F, 0.34F}, {0, 0.4F}}, 6,
      iron);
  bench.anchor("flame", {0, 3.4F, 0});
  bench.anchor("light", {0, 3.4F, 0});
  bench.anchor("top", {0, 4, 0});
}

void make_traffic_light(Workbench& bench) {
  const Paint pole = Workbench::plain(0x5E656B, Surface::metal);
  const Paint box = bench.main(0x20262A, Surface::plastic);
  bench.cylinder({0, 0, 0}, {0, 3.2F, 0}, 0.07F, 0.06F, 12, pole);
  bench.soft_box({0, 2.95F, 0.1F}, {0.19F, 0.52F, 0.13F}, 0.05F, box);
  const std::uint32_t lights[] = {0xFF2A1A, 0xFFB81A, 0x30E060};
  const auto lit = static_cast<int>(bench.order().seed % 3);
  for (int i = 0; i < 3; ++i) {
    const Vec3 at{0, 3.28F - 0.33F * static_cast<float>(i), 0.235F};
    bench.plate(translation(at), circle_outline(0.115F, 20), 0.012F, 0,
                Workbench::light(lights[i], i == lit ? 2.2F : 0.12F));
    bench.sheet(
        [=](float u, float v) {
          const float angle = kPi * (1.1F - 1.2F * u);
          return at + Vec3{0.13F * std::cos(angle), 0.13F * std::sin(angle), 0.14F * v};
        },
        12, 2, box);
    bench.sheet(
        [=](float u, float v) {
          const float angle = kPi * (1.1F - 1.2F * (1 - u));
          return at + Vec3{0.125F * std::cos(angle), 0.125F * std::sin(angle), 0.14F * v};
        },
        12, 2, box);
  }
  bench.anchor("light", {0, 2.95F, 0.3F});
  bench.anchor("top", {0, 3.5F, 0});
}

void make_bench(Workbench& bench) {
  const Paint wood = bench.main(0x9C6433, Surface::wood);
  const Paint iron = Workbench::plain(0x24302E, Surface::metal);
  for (int i = 0; i < 4; ++i) {
    bench.soft_box({0, 0.45F, -0.16F + 0.125F * static_cast<float>(i)}, {0.88F, 0.02F, 0.052F},
                   0.015F, wood);
  }
  for (int i = 0; i < 3; ++i) {
    const float y = 0.58F + 0.13F * static_cast<float>(i);
    bench.rounded_box(translation({0, y, -0.26F - 0.10F * (y - 0.5F)}) * world::turn_x(-0.12F),
                      {0.88F, 0.05F, 0.018F}, 0.015F, wood);
  }
  for (const float side : {0.78F, -0.78F}) {
    bench.rod(smooth_line(std::vector<Vec3>{{side, 0, 0.26F},
                                            {side, 0.25F, 0.2F},
                                            {side, 0.43F, 0.22F},
                                            {side, 0.43F, -0.2F},
                                            {side, 0.6F, -0.29F},
                                            {side, 0.92F, -0.33F}},
                          4),
              0.022F, iron, 6);
    bench.rod(
        smooth_line(
            std::vector<Vec3>{{side, 0.43F, -0.2F}, {side, 0.2F, -0.18F}, {side, 0, -0.28F}}, 4),
        0.022F, iron, 6);
    bench.rod(smooth_line(std::vector<Vec3>{{side, 0.43F, 0.22F},
                                            {side, 0.62F, 0.24F},
                                            {side, 0.66F, 0.1F},
                                            {side, 0.64F, -0.28F}},
                          4),
              0.02F, iron, 6);
  }
  bench.anchor("seat", {0, 0.47F, 0.03F});
  bench.anchor("top", {0, 0.47F, 0});
}

void make_fountain(Workbench& bench) {
  const Paint stone = bench.main(0xD6CFC0, Surface::rock);
  const Paint water = Workbench::plain(0x4FA6B8, Surface::glass);
  bench.turned({},
               {{2.6F, 0},
                {2.6F, 0.12F},
                {2.4F, 0.16F},
                {2.35F, 0.55F},
                {2.55F, 0.62F},
                {2.55F, 0.74F},
                {2.25F, 0.74F},
                {2.2F, 0.3F},
                {0, 0.3F}},
               40, stone);
  bench.turned({0, 0.58F, 0}, {{2.24F, 0}, {0, 0.005F}}, 40, water);
  bench.turned_smooth({0, 0.3F, 0},
                      {{0.55F, 0},
                       {0.4F, 0.35F},
                       {0.22F, 0.7F},
                       {0.28F, 1.05F},
                       {0.5F, 1.2F},
                       {1.15F, 1.45F},
                       {1.25F, 1.55F}},
                      32, stone);
  bench.turned({0, 1.85F, 0}, {{1.25F, 0}, {1.2F, 0.02F}, {0.9F, -0.14F}, {0, -0.2F}}, 32, stone);
  bench.turned({0, 1.8F, 0}, {{1.15F, 0}, {0, 0.005F}}, 32, water);
  bench.turned_smooth({0, 1.7F, 0},
                      {{0.2F, 0}, {0.13F, 0.35F}, {0.16F, 0.55F}, {0.5F, 0.72F}, {0.55F, 0.78F}},
                      24, stone);
  bench.turned({0, 2.47F, 0}, {{0.53F, 0}, {0, 0.005F}}, 24, water);
  bench.turned_smooth({0, 2.4F, 0},
                      {{0.1F, 0}, {0.08F, 0.2F}, {0.15F, 0.32F}, {0.06F, 0.45F}, {0, 0.5F}}, 16,
                      stone);
  // Water that hangs from the bowls' rims, for those who look without particles.
  for (const auto& [y, r, drop] : {std::tuple{1.84F, 1.24F, 1.25F}, {2.46F, 0.54F, 0.66F}}) {
    for (int i = 0; i < 12; ++i) {
      const float angle = 2 * kPi * (static_cast<float>(i) + 0.5F) / 12;
      std::vector<Vec3> fall;
      std::vector<float> radii;
      for (int k = 0; k <= 5; ++k) {
        const float t = static_cast<float>(k) / 5;
        const float out = r + 0.22F * std::sqrt(t);
        fall.push_back({out * std::sin(angle), y - drop * t * t, out * std::cos(angle)});
        radii.push_back(0.03F - 0.012F * t);
      }
      bench.tube(fall, radii, 5, Workbench::plain(0xBFE0E8, Surface::glass));
    }
  }
  bench.anchor("water", {0, 2.9F, 0});
  bench.anchor("basin", {0, 0.6F, 0});
  bench.anchor("seat", {0, 0.74F, 2.4F});
  bench.anchor("top", {0, 2.9F, 0});
}

void make_statue(Workbench& bench) {
  const Paint stone = bench.main(0xBFC3BE, Surface::rock);
  const Paint plinth = Workbench::plain(0x9A958C, Surface::rock);
  bench.block({0, 0.15F, 0}, {0.95F, 0.15F, 0.95F}, plinth, 0.04F);
  bench.block({0, 0.85F, 0}, {0.7F, 0.6F, 0.7F}, plinth, 0.05F);
  bench.block({0, 1.5F, 0}, {0.8F, 0.1F, 0.8F}, plinth, 0.05F);
  bench.plate(translation({0, 0.85F, 0.71F}),
              rounded_rectangle({-0.4F, -0.2F}, {0.4F, 0.2F}, 0.04F), 0.02F, 0.008F,
              Workbench::plain(0xB08A45, Surface::metal));
  // A robed figure that lifts an arm.
  bench.turned_smooth({0, 1.6F, 0},
                      {{0.46F, 0},
                       {0.4F, 0.35F},
                       {0.33F, 0.9F},
                       {0.25F, 1.25F},
                       {0.33F, 1.6F},
                       {0.30F, 1.78F},
                       {0.12F, 1.9F},
                       {0.10F, 2.0F}},
                      22, stone);
  for (int i = 0; i < 12; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 12;
    bench.rod(
        smooth_line(std::vector<Vec3>{{0.43F * std::sin(angle), 1.62F, 0.43F * std::cos(angle)},
                                      {0.36F * std::sin(angle), 2.2F, 0.36F * std::cos(angle)},
                                      {0.24F * std::sin(angle + 0.2F), 2.85F,
                                       0.24F * std::cos(angle + 0.2F)}},
                    4),
        0.035F, stone, 5);
  }
  bench.ball(translation({0, 3.78F, 0.02F}), {0.18F, 0.22F, 0.2F}, 10, 16, stone);
  bench.ball(translation({0, 3.9F, -0.03F}), {0.2F, 0.16F, 0.2F}, 8, 14, stone);
  bench.rod({{0.28F, 3.35F, 0}, {0.48F, 3.75F, 0.1F}, {0.46F, 4.25F, 0.15F}}, 0.085F, stone, 8);
  bench.turned({0.46F, 4.25F, 0.15F},
               {{0.04F, 0}, {0.05F, 0.15F}, {0.12F, 0.3F}, {0.02F, 0.36F}, {0, 0.5F}}, 10,
               Workbench::plain(0xDDAA3C, Surface::metal));
  bench.rod({{-0.28F, 3.35F, 0}, {-0.42F, 2.9F, 0.12F}, {-0.2F, 2.65F, 0.32F}}, 0.08F, stone, 8);
  bench.rounded_box(translation({-0.16F, 2.72F, 0.36F}) * world::turn_y(0.3F),
                    {0.16F, 0.22F, 0.05F}, 0.02F, stone);
  bench.anchor("top", {0.46F, 4.75F, 0.15F});
  bench.anchor("seat", {0.6F, 0.3F, 0.8F});
}

void make_well(Workbench& bench) {
  const Paint stone = bench.main(0xA9A396, Surface::rock);
  const Paint wood = Workbench::plain(0x7A4A2C, Surface::wood);
  for (int row = 0; row < 4; ++row) {
    for (int i = 0; i < 14; ++i) {
      const float angle =
          2 * kPi * (static_cast<float>(i) + 0.5F * static_cast<float>(row % 2)) / 14;
      const float shade = bench.dice().between(0.8F, 1.1F);
      bench.rounded_box(
          world::turn_y(angle) * translation({0, 0.12F + 0.22F * static_cast<float>(row), 0.8F}),
          {0.17F, 0.105F, 0.13F}, 0.04F, Paint{stone.colour * shade, stone.surface, 0, 0});
    }
  }
  bench.turned({0, 0.55F, 0}, {{0.75F, 0}, {0, 0}}, 22, Workbench::plain(0x0E2A33, Surface::glass));
  for (const float side : {0.85F, -0.85F}) {
    bench.block({side, 1.2F, 0}, {0.08F, 1.2F, 0.08F}, wood, 0.02F);
  }
  bench.rod({{-0.95F, 1.75F, 0}, {1.05F, 1.75F, 0}}, 0.07F, wood, 8);
  bench.rod({{1.05F, 1.75F, 0}, {1.1F, 1.5F, 0.1F}, {1.25F, 1.5F, 0.1F}}, 0.025F,
            Workbench::plain(0x2A2C2F, Surface::metal), 6);
  const int bucket = bench.bone("hanging", {0, 1.7F, 0});
  bench.rod({{0, 1.7F, 0}, {0, 1.22F, 0}}, 0.015F,
            Workbench::plain(0xC8A667, Surface::cloth, bucket), 5);
  bench.turned({0, 0.95F, 0}, {{0, 0}, {0.12F, 0}, {0.16F, 0.28F}, {0.14F, 0.27F}, {0, 0.24F}}, 14,
               Workbench::plain(0x9C6433, Surface::wood, bucket));
  add_gable_roof(bench, translation({0, 2.35F, 0}), {1.0F, 0.75F}, 0.65F, 0.18F,
                 bench.part("roof", 0x9C3F2D, Surface::roof_tiles), wood);
  bench.anchor("seat", {0, 0.9F, 0.8F});
  bench.anchor("water", {0, 0.6F, 0});
  bench.anchor("top", {0, 3, 0});
}

void make_stairs(Workbench& bench) {
  const Paint stone = bench.main(0xC9C2B4, Surface::rock);
  constexpr int kSteps = 9;
  for (int i = 0; i < kSteps; ++i) {
    const float top = 0.18F * static_cast<float>(kSteps - i);
    bench.block({0, top / 2, -1.3F + 0.32F * static_cast<float>(i)}, {1.2F, top / 2, 0.16F}, stone,
                0.015F);
  }
  for (const float side : {1.28F, -1.28F}) {
    for (const float z : {-1.3F, 1.26F}) {
      const float y = z < 0 ? 1.62F : 0.18F;
      bench.block({side, y / 2 + 0.4F, z}, {0.12F, y / 2 + 0.4F, 0.12F}, stone, 0.02F);
      bench.ball({side, y + 0.92F, z}, 0.14F, stone);
    }
    bench.rod({{side, 2.3F, -1.3F}, {side, 0.9F, 1.26F}}, 0.06F, stone, 8);
  }
  bench.anchor("seat", {0, 0.9F, 0.1F});
  bench.anchor("top", {0, 1.62F, -1.3F});
}

void make_scarecrow(Workbench& bench) {
  const Paint shirt = bench.main(0xB5432F, Surface::cloth);
  const Paint straw = Workbench::plain(0xD9B35A, Surface::soil);
  const Paint wood = Workbench::plain(0x7A4A2C, Surface::wood);
  bench.rod({{0, 0, 0}, {0, 1.75F, 0}}, 0.04F, wood, 8);
  bench.rod({{-0.75F, 1.32F, 0}, {0.75F, 1.32F, 0}}, 0.035F, wood, 8);
  bench.turned_smooth({0, 0.72F, 0}, {{0.24F, 0}, {0.23F, 0.25F}, {0.27F, 0.55F}, {0.12F, 0.68F}},
                      18, shirt);
  for (const float side : {1.0F, -1.0F}) {
    bench.cylinder({side * 0.2F, 1.32F, 0}, {side * 0.62F, 1.32F, 0}, 0.10F, 0.13F, 12, shirt);
    bench.cylinder({side * 0.11F, 0.75F, 0}, {side * 0.13F, 0.28F, 0}, 0.12F, 0.10F, 12,
                   Workbench::plain(0x3D5A8A, Surface::cloth));
    for (int i = 0; i < 7; ++i) {
      const float a = 0.5F * (static_cast<float>(i) - 3) / 3;
      bench.rod({{side * 0.6F, 1.32F, 0},
                 {side * 0.78F, 1.32F + 0.14F * std::sin(a * 2), 0.10F * std::cos(5 * a)}},
                0.008F, straw, 4);
      bench.rod(
          {{side * 0.13F, 0.3F, 0}, {side * 0.13F + 0.08F * a, 0.12F, 0.06F * std::cos(5 * a)}},
          0.008F, straw, 4);
    }
  }
  bench.ball(translation({0, 1.58F, 0}), {0.16F, 0.18F, 0.16F}, 10, 16,
             Workbench::plain(0xE0C48A, Surface::cloth));
  for (const float side : {0.06F, -0.06F}) {
    bench.ball(translation({side, 1.61F, 0.14F}), {0.022F, 0.022F, 0.012F}, 6, 8,
               Workbench::plain(0x1C1512, Surface::matte));
  }
  bench.rod(
      smooth_line(
          std::vector<Vec3>{{-0.07F, 1.53F, 0.145F}, {0, 1.50F, 0.155F}, {0.07F, 1.53F, 0.145F}},
          4),
      0.008F, Workbench::plain(0x1C1512, Surface::matte), 5);
  bench.turned({0, 1.68F, 0},
               {{0.33F, 0}, {0.17F, 0.03F}, {0.13F, 0.2F}, {0.04F, 0.32F}, {0, 0.33F}}, 20,
               bench.part("hat", 0xA9803F, Surface::cloth));
  bench.turned({0, 1.71F, 0}, {{0.168F, 0}, {0.155F, 0.06F}}, 20,
               Workbench::plain(0x8C2F2A, Surface::cloth));
  bench.anchor("top", {0, 2, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"fence", built<make_fence>},
    {"wall", built<make_wall>},
    {"street_lamp", built<make_street_lamp>},
    {"traffic_light", built<make_traffic_light>},
    {"bench", built<make_bench>},
    {"fountain", built<make_fountain>},
    {"statue", built<make_statue>},
    {"well", built<make_well>},
    {"stairs", built<make_stairs>},
    {"scarecrow", built<make_scarecrow>},
});

}  // namespace

std::span<const Shelf> street_furniture() { return kShelf; }

}  // namespace kirin::engine::motion::models
