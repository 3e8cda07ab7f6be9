// What stands in rooms.
#include <array>
#include <cmath>

#include "engine/motion/models/objects/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::kPi;
using world::Paint;
using world::Point2;
using world::Surface;
using world::Vec3;

/// Four turned legs under a plate of half size x, z.
void add_legs(Workbench& bench, float x, float z, float height, float radius, const Paint& paint) {
  for (const float sx : {1.0F, -1.0F}) {
    for (const float sz : {1.0F, -1.0F}) {
      bench.turned({sx * x, 0, sz * z},
                   {{0, 0},
                    {radius * 0.7F, 0},
                    {radius * 0.75F, height * 0.1F},
                    {radius, height * 0.75F},
                    {radius, height}},
                   12, paint);
    }
  }
}

void make_chair(Workbench& bench) {
  const Paint wood = bench.main(0xA9713D, Surface::wood);
  add_legs(bench, 0.19F, 0.18F, 0.44F, 0.024F, wood);
  bench.soft_box({0, 0.455F, 0.01F}, {0.235F, 0.022F, 0.23F}, 0.02F, wood);
  bench.soft_box({0, 0.487F, 0.015F}, {0.205F, 0.022F, 0.20F}, 0.022F,
                 bench.part("cushion", 0xC95B45, Surface::cloth));
  for (const float side : {1.0F, -1.0F}) {
    bench.rod({{side * 0.205F, 0.45F, -0.20F},
               {side * 0.205F, 0.75F, -0.235F},
               {side * 0.20F, 0.96F, -0.285F}},
              0.022F, wood, 8);
  }
  bench.rounded_box(world::translation({0, 0.90F, -0.272F}) * world::turn_x(-0.22F),
                    {0.225F, 0.065F, 0.017F}, 0.015F, wood);
  for (int i = -2; i <= 2; ++i) {
    const float x = 0.075F * static_cast<float>(i);
    bench.rod({{x, 0.47F, -0.205F}, {x, 0.85F, -0.262F}}, 0.0115F, wood, 6);
  }
  for (const float side : {1.0F, -1.0F}) {
    bench.rod({{side * 0.19F, 0.2F, 0.18F}, {side * 0.19F, 0.2F, -0.18F}}, 0.012F, wood, 6);
  }
  bench.anchor("seat", {0, 0.50F, 0.02F});
  bench.anchor("top", {0, 0.50F, 0});
}

void make_table(Workbench& bench) {
  const Paint wood = bench.main(0xA06A38, Surface::wood);
  add_legs(bench, 0.68F, 0.36F, 0.70F, 0.042F, wood);
  bench.soft_box({0, 0.655F, 0}, {0.70F, 0.05F, 0.38F}, 0.015F,
                 Paint{darker(wood.colour, 0.85F), wood.surface, 0, 0});
  bench.soft_box({0, 0.725F, 0}, {0.80F, 0.026F, 0.47F}, 0.022F, wood);
  bench.anchor("top", {0, 0.75F, 0});
  bench.anchor("seat", {0, 0.75F, 0});
}

void make_umbrella(Workbench& bench) {
  constexpr int kPanels = 8;
  constexpr float kReach = 0.52F;
  const Paint silk = bench.main(0xC8312B, Surface::cloth);
  const int canopy = bench.bone("canopy", {0, 0.93F, 0});
  for (int i = 0; i < kPanels; ++i) {
    const float from = 2 * kPi * static_cast<float>(i) / kPanels;
    const float step = 2 * kPi / kPanels;
    Paint paint = silk;
    paint.bone = canopy;
    paint.colour = i % 2 == 0 ? silk.colour
                              : (bench.has("striped") ? world::Light{0.85F, 0.83F, 0.78F}
                                                      : silk.colour * 0.86F);
    bench.cloth(
        [=](float u, float v) {
          const float angle = from + step * u;
          const float hollow = std::sin(u * kPi);  // between the ribs the silk is pulled in
          const float r = kReach * (1 - v) * (1 - 0.075F * hollow * (1 - v));
          const float t = 1 - v;
          const float y = 0.93F - 0.24F * t * t - 0.02F * t - 0.015F * hollow * t +
                          0.012F * hollow * t * t * t * 2;
          return Vec3{r * std::sin(angle), y, r * std::cos(angle)};
        },
        8, 8, paint);
    const Vec3 tip{kReach * std::sin(from), 0.67F, kReach * std::cos(from)};
    const Paint steel = Workbench::plain(0x8A9096, Surface::metal, canopy);
    bench.rod({tip * Vec3{0.5F, 0, 0.5F} + Vec3{0, 0.845F, 0}, tip}, 0.0035F, steel, 5);
    bench.rod({{0, 0.70F, 0}, tip * Vec3{0.5F, 0, 0.5F} + Vec3{0, 0.845F, 0}}, 0.003F, steel, 5);
    bench.ball(world::translation(tip), {0.009F, 0.009F, 0.009F}, 4, 6, steel);
  }
  bench.cylinder({0, 0.92F, 0}, {0, 0.99F, 0}, 0.012F, 0.004F, 8,
                 Workbench::plain(0x6B4526, Surface::wood));
  bench.rod({{0, 0.12F, 0}, {0, 0.94F, 0}}, 0.009F, Workbench::plain(0x9AA0A5, Surface::metal), 8);
  std::vector<Vec3> hook{{0, 0.22F, 0}, {0, 0.06F, 0}};
  for (int i = 0; i <= 8; ++i) {
    const float angle = kPi * static_cast<float>(i) / 8;
    hook.push_back({0, 0.05F - 0.045F * std::sin(angle), 0.045F - 0.045F * std::cos(angle)});
  }
  bench.rod(hook, 0.015F, bench.part("handle", 0x6B4526, Surface::wood), 8);
  bench.anchor("grip", {0, 0.14F, 0});
  bench.anchor("top", {0, 0.99F, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"chair", standing<make_chair>},
    {"table", standing<make_table>},
    {"umbrella", standing<make_umbrella>},
});

}  // namespace

std::span<const Shelf> furniture() { return kShelf; }

}  // namespace kirin::engine::motion::models
