// What stands on tables and in kitchens, and what is drunk from it.
#include <array>
#include <cmath>

#include "engine/motion/models/objects/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::Affine;
using world::kPi;
using world::Paint;
using world::Point2;
using world::Surface;
using world::translation;
using world::Vec3;

void add_handle(Shaper& s, float radius, float low, float high, float out, float thick,
                const Paint& paint) {
  s.rod(smooth_line(std::vector<Vec3>{{radius * 0.95F, high, 0},
                                      {radius + out * 0.8F, high + 0.1F * out, 0},
                                      {radius + out, (low + high) / 2, 0},
                                      {radius + out * 0.6F, low, 0},
                                      {radius * 0.92F, low + 0.02F * out, 0}},
                    5),
        thick, paint, 8);
}

void add_cup(Workbench& bench, std::uint32_t drink, bool has_saucer) {
  const Paint china = bench.main(0xF4F0E6, Surface::ceramic);
  float base = 0;
  if (has_saucer) {
    bench.turned({},
                 {{0, 0},
                  {0.045F, 0},
                  {0.05F, 0.006F},
                  {0.085F, 0.018F},
                  {0.086F, 0.022F},
                  {0.05F, 0.012F},
                  {0, 0.011F}},
                 32, china);
    base = 0.011F;
  }
  bench.turned({0, base, 0},
               {{0, 0},
                {0.028F, 0},
                {0.03F, 0.006F},
                {0.041F, 0.03F},
                {0.046F, 0.075F},
                {0.047F, 0.08F},
                {0.043F, 0.08F},
                {0.041F, 0.066F}},
               32, china);
  add_handle(bench, 0.044F, base + 0.022F, base + 0.066F, 0.028F, 0.0055F, china);
  bench.turned({0, base + 0.068F, 0}, {{0.0415F, 0}, {0, 0}}, 28,
               Workbench::plain(drink, Surface::glass));
  bench.turned({0, base, 0}, {{0.0448F, 0.055F}, {0.0462F, 0.066F}}, 32,
               bench.part("stripe", 0x3A7FA8, Surface::ceramic));
  bench.anchor("steam", {0, base + 0.08F, 0});
  bench.anchor("top", {0, base + 0.08F, 0});
  bench.anchor("grip", {0.07F, base + 0.045F, 0});
}
void make_cup(Workbench& bench) { add_cup(bench, 0x6B3E22, true); }
void make_coffee(Workbench& bench) {
  add_cup(bench, 0x4A2815, true);
  bench.turned({0, 0.0795F, 0}, {{0.024F, 0}, {0, 0.0005F}}, 5,
               Workbench::plain(0xE0C49A, Surface::matte));
}
void make_tea(Workbench& bench) { add_cup(bench, 0xB5762C, true); }
void make_mug(Workbench& bench) {
  const Paint china = bench.main(0xD4553F, Surface::ceramic);
  bench.turned({},
               {{0, 0},
                {0.038F, 0},
                {0.041F, 0.004F},
                {0.041F, 0.092F},
                {0.039F, 0.095F},
                {0.037F, 0.092F},
                {0.037F, 0.08F}},
               32, china);
  add_handle(bench, 0.041F, 0.022F, 0.075F, 0.032F, 0.0065F, china);
  bench.turned({0, 0.08F, 0}, {{0.037F, 0}, {0, 0}}, 28,
               Workbench::plain(0x4A2815, Surface::glass));
  bench.anchor("steam", {0, 0.09F, 0});
  bench.anchor("top", {0, 0.095F, 0});
}

void make_teapot(Workbench& bench) {
  const Paint china = bench.main(0x4F8FA8, Surface::ceramic);
  const Paint gold = Workbench::plain(0xDDAA3C, Surface::metal);
  bench.turned_smooth(
      {}, {{0.055F, 0}, {0.085F, 0.02F}, {0.105F, 0.07F}, {0.085F, 0.125F}, {0.05F, 0.145F}}, 34,
      china);
  bench.turned({}, {{0, 0.002F}, {0.06F, 0}, {0.058F, 0.008F}}, 30, gold);
  const int lid = bench.bone("lid", {0, 0.147F, -0.05F});
  Paint cover = china;
  cover.bone = lid;
  bench.turned_smooth({0, 0.143F, 0}, {{0.053F, 0}, {0.045F, 0.012F}, {0.02F, 0.024F}, {0, 0.027F}},
                      28, cover);
  bench.ball(translation({0, 0.178F, 0}), {0.013F, 0.013F, 0.013F}, 8, 12,
             Workbench::plain(0xDDAA3C, Surface::metal, lid));
  const std::vector<Vec3> spout = smooth_line(
      std::vector<Vec3>{
          {0.075F, 0.055F, 0}, {0.125F, 0.075F, 0}, {0.145F, 0.12F, 0}, {0.175F, 0.148F, 0}},
      6);
  std::vector<float> radii;
  for (std::size_t i = 0; i < spout.size(); ++i) {
    radii.push_back(
        world::mix(0.032F, 0.013F, static_cast<float>(i) / static_cast<float>(spout.size() - 1)));
  }
  bench.tube(spout, radii, 14, china);
  bench.rod(smooth_line(std::vector<Vec3>{{-0.07F, 0.13F, 0},
                                          {-0.135F, 0.135F, 0},
                                          {-0.15F, 0.085F, 0},
                                          {-0.125F, 0.045F, 0},
                                          {-0.09F, 0.045F, 0}},
                        6),
            0.011F, china, 10);
  bench.turned({0, 0.05F, 0}, {{0.1045F, 0.015F}, {0.1065F, 0.022F}, {0.1045F, 0.03F}}, 34, gold);
  bench.anchor("spout", {0.178F, 0.15F, 0});
  bench.anchor("steam", {0.178F, 0.155F, 0});
  bench.anchor("grip", {-0.15F, 0.09F, 0});
  bench.anchor("top", {0, 0.19F, 0});
}

void make_pot(Workbench& bench) {
  const Paint steel = bench.main(0xC9322A, Surface::paint);
  bench.turned(
      {},
      {{0, 0}, {0.11F, 0}, {0.125F, 0.015F}, {0.125F, 0.13F}, {0.13F, 0.135F}, {0.118F, 0.135F}},
      34, steel);
  const int lid = bench.bone("lid", {0, 0.135F, -0.12F});
  bench.turned_smooth({0, 0.135F, 0}, {{0.127F, 0}, {0.11F, 0.02F}, {0.05F, 0.035F}, {0, 0.038F}},
                      32, Workbench::plain(0xB9BEC3, Surface::metal, lid));
  bench.ball(translation({0, 0.185F, 0}), {0.018F, 0.015F, 0.018F}, 8, 12,
             Workbench::plain(0x1C1D20, Surface::plastic, lid));
  for (const float side : {1.0F, -1.0F}) {
    bench.rod(smooth_line(std::vector<Vec3>{{side * 0.12F, 0.105F, 0.035F},
                                            {side * 0.17F, 0.11F, 0.03F},
                                            {side * 0.17F, 0.11F, -0.03F},
                                            {side * 0.12F, 0.105F, -0.035F}},
                          5),
              0.009F, Workbench::plain(0x1C1D20, Surface::plastic), 8);
  }
  bench.anchor("steam", {0, 0.16F, 0});
  bench.anchor("top", {0, 0.2F, 0});
}

void add_bottle(Workbench& bench, const Paint& glass, std::uint32_t label, bool has_cork) {
  bench.turned_smooth({},
                      {{0.036F, 0},
                       {0.038F, 0.01F},
                       {0.038F, 0.17F},
                       {0.033F, 0.2F},
                       {0.016F, 0.23F},
                       {0.0135F, 0.26F},
                       {0.0135F, 0.295F}},
                      28, glass);
  bench.turned({}, {{0, 0}, {0.037F, 0.001F}}, 24, glass);
  bench.turned({0, 0.285F, 0}, {{0.0155F, 0}, {0.0155F, 0.012F}, {0, 0.013F}}, 16,
               has_cork ? Workbench::plain(0xB98A54, Surface::wood)
                        : Workbench::plain(0x8C2F2A, Surface::paint));
  bench.turned({0, 0.06F, 0}, {{0.0388F, 0}, {0.0388F, 0.075F}}, 28,
               Workbench::plain(label, Surface::paper));
  bench.turned({0, 0.068F, 0}, {{0.0391F, 0}, {0.0391F, 0.006F}}, 28,
               Workbench::plain(0xC79A45, Surface::metal));
  bench.turned({0, 0.122F, 0}, {{0.0391F, 0}, {0.0391F, 0.006F}}, 28,
               Workbench::plain(0xC79A45, Surface::metal));
  bench.anchor("spout", {0, 0.298F, 0});
  bench.anchor("grip", {0, 0.14F, 0});
  bench.anchor("top", {0, 0.3F, 0});
}
void make_bottle(Workbench& bench) {
  add_bottle(bench, bench.main(0x1F5A34, Surface::glass), 0xF0E6CE, true);
}
void make_milk(Workbench& bench) {
  add_bottle(bench, bench.main(0xF6F4EC, Surface::ceramic), 0x3A7FC4, false);
}

void make_wine_glass(Workbench& bench) {
  const Paint glass = bench.main(0xCFE0E4, Surface::glass);
  bench.turned({},
               {{0, 0},
                {0.036F, 0},
                {0.035F, 0.003F},
                {0.008F, 0.008F},
                {0.0045F, 0.02F},
                {0.0045F, 0.085F},
                {0.012F, 0.095F},
                {0.034F, 0.12F},
                {0.041F, 0.15F},
                {0.038F, 0.185F},
                {0.034F, 0.205F},
                {0.032F, 0.205F},
                {0.036F, 0.185F}},
               32, glass);
  bench.turned_smooth({0, 0.097F, 0},
                      {{0.0F, 0.0F}, {0.03F, 0.022F}, {0.0395F, 0.05F}, {0, 0.0505F}}, 28,
                      bench.part("wine", 0x7A1226, Surface::glass));
  bench.anchor("top", {0, 0.205F, 0});
  bench.anchor("grip", {0, 0.06F, 0});
}

void make_drink(Workbench& bench) {
  const Paint glass = Workbench::plain(0xCFE0E4, Surface::glass);
  bench.turned({}, {{0, 0}, {0.03F, 0}, {0.038F, 0.14F}, {0.0365F, 0.14F}, {0.035F, 0.12F}}, 28,
               glass);
  bench.turned({0, 0.004F, 0}, {{0.0308F, 0}, {0.0372F, 0.112F}, {0, 0.113F}}, 28,
               bench.main(0xF2992B, Surface::glass));
  bench.rod({{0.01F, 0.02F, 0}, {-0.02F, 0.15F, 0.01F}, {-0.045F, 0.185F, 0.015F}}, 0.0035F,
            Workbench::plain(0xE2372E, Surface::plastic), 8);
  bench.add(translation({0.036F, 0.138F, 0}) * world::turn_y(0.3F), [](Shaper& s) {
    s.plate({}, circle_outline(0.026F, 20), 0.003F, 0.001F,
            Workbench::plain(0xF6C22E, Surface::fruit));
    s.plate({}, circle_outline(0.021F, 20), 0.0035F, 0, Workbench::plain(0xFBE79A, Surface::fruit));
  });
  bench.anchor("top", {0, 0.14F, 0});
}

void make_vase(Workbench& bench) {
  const Paint china = bench.main(0xF1F2EE, Surface::ceramic);
  const Paint blue = bench.part(
      "stripe", bench.order().colour ? lighter(china.colour, 0.7F) : world::from_srgb(0x24509A),
      Surface::ceramic);
  bench.turned_smooth({},
                      {{0.06F, 0},
                       {0.075F, 0.03F},
                       {0.115F, 0.15F},
                       {0.105F, 0.23F},
                       {0.05F, 0.30F},
                       {0.045F, 0.33F},
                       {0.068F, 0.37F}},
                      36, china);
  bench.turned({0, 0.37F, 0}, {{0.068F, 0}, {0.06F, 0}, {0.04F, -0.04F}, {0, -0.05F}}, 30,
               Workbench::plain(0x2A2623, Surface::ceramic));
  for (const auto& [y, r] :
       {Point2{0.012F, 0.068F}, Point2{0.285F, 0.062F}, Point2{0.36F, 0.0635F}}) {
    bench.torus(translation({0, y, 0}), r, 0.0035F, 36, 6, blue);
  }
  for (int i = 0; i < 6; ++i) {
    const Affine face = world::turn_y(kPi / 3 * static_cast<float>(i));
    bench.decal(face * translation({0, 0.16F, 0}), star_outline(6, 0.034F, 0.013F), 0.0015F, blue);
    bench.decal(face * world::turn_y(kPi / 6) * translation({0, 0.12F, 0}),
                ellipse_outline({}, 0.011F, 0.03F, 12), 0.0015F, blue);
  }
  bench.anchor("top", {0, 0.37F, 0});
  bench.anchor("flower", {0, 0.35F, 0});
}

void make_honey(Workbench& bench) {
  bench.turned_smooth(
      {}, {{0.045F, 0}, {0.06F, 0.015F}, {0.062F, 0.07F}, {0.045F, 0.095F}, {0.042F, 0.105F}}, 28,
      bench.main(0xE8961E, Surface::glass));
  bench.turned({0, 0.1F, 0}, {{0.047F, 0}, {0.047F, 0.02F}, {0.044F, 0.023F}, {0, 0.023F}}, 26,
               Workbench::plain(0xF2E6C8, Surface::cloth));
  bench.turned({0, 0.03F, 0}, {{0.0628F, 0}, {0.0632F, 0.035F}}, 28,
               Workbench::plain(0xFBF2D8, Surface::paper));
  bench.rod({{0.03F, 0.12F, 0}, {0.075F, 0.2F, 0.01F}}, 0.005F,
            Workbench::plain(0x9C6433, Surface::wood), 6);
  bench.anchor("top", {0, 0.12F, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"cup", standing<make_cup>},
    {"mug", standing<make_mug>},
    {"coffee", standing<make_coffee>},
    {"tea", standing<make_tea>},
    {"teapot", standing<make_teapot>},
    {"pot", standing<make_pot>},
    {"bottle", standing<make_bottle>},
    {"milk", standing<make_milk>},
    {"glass", standing<make_wine_glass>},
    {"wine_glass", standing<make_wine_glass>},
    {"drink", standing<make_drink>},
    {"vase", standing<make_vase>},
    {"honey", standing<make_honey>},
});

}  // namespace

std::span<const Shelf> tableware() { return kShelf; }

}  // namespace kirin::engine::motion::models
