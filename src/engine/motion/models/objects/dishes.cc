// What is baked, cooked and served.
#include <array>
#include <cmath>

#include "engine/motion/models/objects/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::kPi;
using world::Light;
using world::Paint;
using world::Point2;
using world::Surface;
using world::Vec3;

void add_plate(Shaper& shaper, float radius, std::uint32_t srgb = 0xF4F1EA) {
  const float r = radius;
  shaper.turned({},
                {{0, 0},
                 {0.55F * r, 0},
                 {0.6F * r, 0.02F * r},
                 {r, 0.09F * r},
                 {r, 0.115F * r},
                 {0.62F * r, 0.05F * r},
                 {0, 0.045F * r}},
                36, Workbench::plain(srgb, Surface::ceramic));
}

/// A round tier of cake with icing that has run down its side.
void add_tier(Workbench& bench, float base, float radius, float height, const Paint& sponge,
              const Paint& icing) {
  bench.turned({0, base, 0}, {{radius, 0}, {radius, height}}, 40, sponge);
  bench.turned(
      {0, base + height * 0.45F, 0},
      {{radius * 1.004F, -0.06F * height}, {radius * 1.02F, 0}, {radius * 1.004F, 0.06F * height}},
      40, Paint{icing.colour * 0.95F, icing.surface, 0, 0});
  const float r = radius;
  bench.sheet(
      [=](float u, float v) {
        const float angle = 2 * kPi * u;
        const float run = 0.30F + 0.16F * std::sin(9 * angle) + 0.10F * std::sin(14 * angle + 1);
        const float t = 1 - v;  // from the middle of the top over the edge
        if (t < 0.6F) {
          const float out = t / 0.6F;
          return Vec3{r * 0.985F * out * std::sin(angle),
                      base + height * (1.06F - 0.03F * std::pow(out, 8.0F)),
                      r * 0.985F * out * std::cos(angle)};
        }
        const float down = (t - 0.6F) / 0.4F;
        const float bulge =
            r * (0.985F + 0.045F * std::sin(std::min(1.0F, down * 1.2F) * kPi * 0.62F));
        return Vec3{bulge * std::sin(angle),
                    base + height * (1.03F - 0.08F * std::min(down * 4, 1.0F) - run * down),
                    bulge * std::cos(angle)};
      },
      96, 14, icing, true);
}

void add_cake(Workbench& bench, bool has_candles) {
  add_plate(bench, 0.21F);
  const Paint sponge = bench.part("sponge", 0xD9A45F, Surface::matte);
  const Paint icing = bench.main(0xF6C6CE, Surface::plastic);
  add_tier(bench, 0.012F, 0.155F, 0.085F, sponge, icing);
  add_tier(bench, 0.10F, 0.10F, 0.065F, sponge,
           Paint{lighter(icing.colour, 0.5F), icing.surface, 0, 0});
  for (int i = 0; i < 12; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 12;
    bench.turned_smooth({0.133F * std::sin(angle), 0.098F, 0.133F * std::cos(angle)},
                        {{0.018F, 0}, {0.017F, 0.01F}, {0.006F, 0.02F}, {0, 0.028F}}, 8,
                        Workbench::plain(0xFBF7EF, Surface::plastic));
  }
  const float top = 0.168F;
  if (has_candles) {
    static constexpr std::uint32_t kWax[] = {0x49A6D8, 0xF2C230, 0xE4574C, 0x6CBF5A, 0xB06BC9};
    for (int i = 0; i < 5; ++i) {
      const float angle = 2 * kPi * static_cast<float>(i) / 5;
      const Vec3 foot{0.065F * std::sin(angle), top, 0.065F * std::cos(angle)};
      bench.cylinder(foot, foot + Vec3{0, 0.07F, 0}, 0.006F, 0.006F, 8,
                     Workbench::plain(kWax[i], Surface::plastic));
      add_flame(bench, i == 0 ? "flame" : "flame_" + std::to_string(i + 1),
                foot + Vec3{0, 0.073F, 0}, 0.03F, 0.013F);
    }
    return;
  }
  for (int i = 0; i < 6; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 6;
    bench.ball(world::translation({0.07F * std::sin(angle), top + 0.014F, 0.07F * std::cos(angle)}),
               {0.017F, 0.016F, 0.017F}, 8, 12, Workbench::plain(0xB01228, Surface::fruit));
  }
  bench.ball(world::translation({0, top + 0.018F, 0}), {0.022F, 0.021F, 0.022F}, 8, 12,
             Workbench::plain(0xB01228, Surface::fruit));
  bench.rod({{0, top + 0.036F, 0}, {0.006F, top + 0.055F, 0}, {0.018F, top + 0.07F, 0.004F}},
            0.002F, Workbench::plain(0x4D7A34, Surface::leaf), 5);
}

void make_cake(Workbench& bench) { add_cake(bench, false); }
void make_birthday_cake(Workbench& bench) { add_cake(bench, true); }

constexpr std::array kShelf = std::to_array<Shelf>({
    {"cake", standing<make_cake>},
    {"birthday_cake", standing<make_birthday_cake>},
});

}  // namespace

std::span<const Shelf> dishes() { return kShelf; }

}  // namespace kirin::engine::motion::models
