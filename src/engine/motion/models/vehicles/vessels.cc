#include "engine/motion/models/vehicles/vessels.h"

#include <cmath>

#include "engine/motion/models/vehicles/boat_hull.h"

namespace kirin::engine::motion::models {
namespace {

using world::kPi;
using world::Paint;
using world::Point2;
using world::Surface;
using world::Vec3;

void add_oar(Workbench& bench, const std::string& name, float side, Vec3 lock) {
  const int bone = bench.bone(name, lock);
  const Paint wood = Workbench::plain(0xB98A54, Surface::wood, bone);
  const Vec3 grip = lock + Vec3{-0.55F * side, 0.14F, 0};
  const Vec3 neck = lock + Vec3{1.15F * side, -0.30F, 0};
  const Vec3 tip = lock + Vec3{1.65F * side, -0.44F, 0};
  bench.rod({grip, neck}, 0.025F, wood, 6);
  const world::Affine blade = world::pointing(neck, tip);
  bench.plate(
      blade,
      rounded_polygon({{-0.04F, -0.05F}, {0.04F, -0.05F}, {0.09F, 0.50F}, {-0.09F, 0.50F}}, 0.06F),
      0.012F, 0.004F, wood);
}

/// A sail with its luff (the straight front edge) from `tack` to `head` and its free corner `clew`,
/// bellied by `belly` metres to +x.
void add_sail(Shaper& shaper, Vec3 tack, Vec3 head, Vec3 clew, float belly, const Paint& paint) {
  shaper.cloth(
      [=](float u, float v) {
        const Vec3 front = mix(tack, head, v);
        const Vec3 back = mix(clew, head, v);
        Vec3 p = mix(front, back, u);
        p.x += belly * std::sin(u * kPi * 0.9F) * std::sin((0.12F + 0.88F * v) * kPi) * 1.1F;
        // The leech is a little hollow.
        p.z += 0.06F * length(clew - tack) * u * std::sin(v * kPi);
        return p;
      },
      12, 16, paint);
}

/// A square sail below a yard, bellied forwards.
void add_square_sail(Shaper& shaper, Vec3 middle, float half_width, float height, float belly,
                     const Paint& paint) {
  shaper.cloth(
      [=](float u, float v) {
        const float across = 2 * u - 1;
        const float spread = 1 + 0.12F * (1 - v);
        return middle + Vec3{across * half_width * spread,
                             (v - 1) * height + 0.10F * height * (1 - v) * across * across * -1 +
                                 0.10F * height * (1 - v),
                             belly * std::sin(v * kPi) * (1 - 0.55F * across * across)};
      },
      12, 10, paint);
}

void add_pennant(Workbench& bench, Vec3 at, float size, const Paint& natural) {
  const int bone = bench.bone("pennant", at);
  Paint paint = natural;
  paint.bone = bone;
  bench.cloth(
      [=](float u, float v) {
        return at + Vec3{0.08F * size * std::sin(u * 5), (v - 0.5F) * size * 0.45F * (1 - 0.7F * u),
                         -u * size};
      },
      8, 2, paint);
}

void add_wooden_boat(Workbench& bench, const BoatLines& lines, const Paint& paint,
                     float waterline) {
  const Paint inside = Workbench::plain(0xA9784A, Surface::wood);
  add_boat_hull(bench, lines, paint, Paint{darker(paint.colour, 0.75F), paint.surface, 0, 0},
                waterline);
  add_boat_inside(bench, lines, waterline * 0.9F, inside);
  add_rail(bench, lines, 0.035F, Workbench::plain(0x6E4526, Surface::wood));
}

void add_thwart(Workbench& bench, const BoatLines& lines, float t, float drop) {
  const Vec3 edge = rail_point(lines, t);
  bench.block({0, edge.y - drop, edge.z}, {skin_point(lines, t, 0.62F).x * 0.93F, 0.022F, 0.14F},
              Workbench::plain(0xBE9160, Surface::wood), 0.008F);
}

}  // namespace

world::ModelPtr build_boat(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const BoatLines lines{.bow = 1.95F, .stern = -1.75F, .half_beam = 0.72F, .depth = 0.58F};
  constexpr float kWaterline = 0.20F;
  add_wooden_boat(bench, lines, bench.main(0xB5482F, Surface::wood), kWaterline);
  // A white strake under the rail.
  bench.both_sides([&](Shaper& s) {
    s.sheet(
        [&](float u, float v) {
          Vec3 p = skin_point(lines, u, world::mix(0.86F, 0.97F, v));
          return p + Vec3{0.006F, 0, 0.002F};
        },
        30, 2, Workbench::plain(0xF0EBDD, Surface::wood));
  });
  for (const float t : {0.30F, 0.56F, 0.84F}) {
    add_thwart(bench, lines, t, 0.17F);
  }
  for (const float side : {1.0F, -1.0F}) {
    const Vec3 rail = rail_point(lines, 0.47F);
    add_oar(bench, side > 0 ? "oar_l" : "oar_r", side, {side * rail.x, rail.y + 0.05F, rail.z});
  }
  bench.anchor("seat", {0, 0.44F, -0.12F});
  bench.anchor("driver", {0, 0.44F, -0.12F});
  bench.anchor("deck", {0, 0.2F, 0.6F});
  bench.anchor("waterline", {0, kWaterline, 0});
  bench.anchor("top", {0, 0.6F, 0});
  return bench.standing();
}

world::ModelPtr build_canoe(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const BoatLines lines{.bow = 2.3F,
                        .stern = -2.3F,
                        .half_beam = 0.44F,
                        .depth = 0.40F,
                        .sheer = 0.22F,
                        .stern_sheer = 0.22F,
                        .transom = 0.0F,
                        .rake = 0.05F,
                        .flare = 0.42F};
  constexpr float kWaterline = 0.13F;
  add_wooden_boat(bench, lines, bench.main(0x9C5A2C, Surface::wood), kWaterline);
  add_thwart(bench, lines, 0.3F, 0.1F);
  add_thwart(bench, lines, 0.68F, 0.1F);
  const int paddle = bench.bone("oar_l", {0.42F, 0.5F, -0.7F});
  const Paint wood = Workbench::plain(0xC79A5F, Surface::wood, paddle);
  bench.rod({{0.25F, 0.95F, -0.6F}, {0.55F, 0.1F, -0.8F}}, 0.02F, wood, 6);
  bench.plate(world::pointing({0.55F, 0.1F, -0.8F}, {0.66F, -0.25F, -0.87F}),
              rounded_rectangle({-0.08F, -0.02F}, {0.08F, 0.4F}, 0.06F), 0.01F, 0.003F, wood);
  bench.anchor("seat", {0, 0.34F, -0.8F});
  bench.anchor("driver", {0, 0.34F, -0.8F});
  bench.anchor("deck", {0, 0.1F, 0.5F});
  bench.anchor("waterline", {0, kWaterline + 0.25F, 0});
  return bench.standing();
}

world::ModelPtr build_raft(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint log = bench.main(0x9C7444, Surface::bark);
  for (int i = 0; i < 7; ++i) {
    const float x = 0.24F * static_cast<float>(i - 3);
    const float reach = 1.5F + bench.dice().between(-0.12F, 0.12F);
    const float r = 0.115F + bench.dice().between(-0.01F, 0.01F);
    bench.cylinder({x, 0.12F, -reach}, {x, 0.12F, reach}, r, r, 12, log);
    bench.disc(world::translation({x, 0.12F, reach + 0.002F}) * world::turn_x(kPi / 2), r * 0.9F,
               12, Workbench::plain(0xD9B57E, Surface::wood));
  }
  for (const float z : {-1.1F, 0.0F, 1.1F}) {
    bench.rod({{-0.85F, 0.24F, z}, {0.85F, 0.24F, z}}, 0.04F,
              Workbench::plain(0xC8A667, Surface::cloth), 8);
  }
  bench.rod({{0, 0.2F, -0.5F}, {0, 2.6F, -0.5F}}, 0.045F, Workbench::plain(0x8A6238, Surface::wood),
            8);
  const int sail = bench.bone("sail", {0, 2.5F, -0.5F});
  add_square_sail(bench, {0, 2.5F, -0.46F}, 0.75F, 1.4F, 0.25F,
                  bench.part("sail", 0xEDE3CC, Surface::cloth, sail));
  bench.rod({{-0.85F, 2.5F, -0.47F}, {0.85F, 2.5F, -0.47F}}, 0.03F,
            Workbench::plain(0x8A6238, Surface::wood), 6);
  bench.anchor("seat", {0, 0.26F, 0.4F});
  bench.anchor("deck", {0, 0.26F, 0.4F});
  bench.anchor("waterline", {0, 0.12F, 0});
  return bench.standing();
}

world::ModelPtr build_sailboat(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const BoatLines lines{.bow = 3.2F,
                        .stern = -2.9F,
                        .half_beam = 1.05F,
                        .depth = 1.0F,
                        .sheer = 0.32F,
                        .stern_sheer = 0.1F,
                        .transom = 0.65F,
                        .rake = 0.7F,
                        .flare = 0.55F};
  constexpr float kWaterline = 0.42F;
  const Paint hull = bench.main(0xF1EFE8, Surface::paint);
  add_boat_hull(bench, lines, hull, Workbench::plain(0x9E2F28, Surface::paint), kWaterline);
  bench.both_sides([&](Shaper& s) {
    s.sheet(
        [&](float u, float v) {
          return skin_point(lines, u, world::mix(0.80F, 0.90F, v)) + Vec3{0.01F, 0, 0.003F};
        },
        30, 2, Workbench::plain(0x23496F, Surface::paint));
  });
  add_deck(bench, lines, 0.04F, Workbench::plain(0xC79B63, Surface::wood));
  add_rail(bench, lines, 0.045F, Workbench::plain(0x7B4A26, Surface::wood));
  // The cabin and the cockpit behind it.
  add_hull(bench,
           {.front = 1.25F,
            .rear = -0.7F,
            .low = 0.9F,
            .belt = 1.3F,
            .top = 1.42F,
            .foot = 0.62F,
            .waist = 0.55F,
            .shoulder = 0.35F,
            .nose_round = 0.7F,
            .tail_round = 0.1F,
            .end_squareness = 2.5F},
           {}, Workbench::plain(0xF5F3EC, Surface::paint));
  for (const float z : {-0.3F, 0.2F, 0.7F}) {
    bench.side_decal(ellipse_outline({z, 1.2F}, 0.15F, 0.075F, 16), 0.012F,
                     Workbench::plain(0x22333D, Surface::glass));
  }
  bench.soft_box({0, 1.06F, -1.7F}, {0.55F, 0.05F, 0.75F}, 0.04F,
                 Workbench::plain(0x5C3A20, Surface::wood));
  const Paint spar = Workbench::plain(0xB27C45, Surface::wood);
  constexpr float kMastZ = 0.75F;
  bench.cylinder({0, 0.9F, kMastZ}, {0, 8.3F, kMastZ}, 0.075F, 0.045F, 10, spar);
  const int boom = bench.bone("boom", {0, 1.85F, kMastZ});
  bench.rod({{0, 1.85F, kMastZ}, {0, 1.85F, -2.5F}}, 0.055F,
            Paint{spar.colour, spar.surface, boom, 0}, 8);
  const int main_sail = bench.bone("sail_main", {0, 1.95F, kMastZ}, boom);
  add_sail(bench, {0, 1.95F, kMastZ - 0.09F}, {0, 8.0F, kMastZ - 0.06F}, {0, 1.95F, -2.4F}, 0.42F,
           bench.part("sail", 0xFBF7EC, Surface::cloth, main_sail));
  const int jib = bench.bone("sail_jib", {0, 1.5F, 3.1F});
  add_sail(bench, {0, 1.45F, 3.05F}, {0, 7.2F, kMastZ + 0.12F}, {0.1F, 1.7F, kMastZ + 0.1F}, 0.34F,
           bench.part("sail", 0xF3ECDA, Surface::cloth, jib));
  const Paint wire = Workbench::plain(0x70757A, Surface::metal);
  bench.rod({{0, 1.35F, 3.15F}, {0, 8.2F, kMastZ}}, 0.012F, wire, 4);
  bench.rod({{0, 1.15F, -2.85F}, {0, 8.2F, kMastZ}}, 0.012F, wire, 4);
  add_pennant(bench, {0, 8.3F, kMastZ}, 0.7F, bench.part("flag", 0xD63A2C, Surface::cloth));
  const int rudder = bench.bone("rudder", {0, 0.8F, -2.9F});
  bench.rod({{0, 1.2F, -2.85F}, {0, 1.3F, -1.95F}}, 0.03F,
            Workbench::plain(0x8A5A30, Surface::wood, rudder), 6);
  bench.anchor("seat", {0.35F, 1.12F, -1.9F});
  bench.anchor("driver", {0.35F, 1.12F, -1.9F});
  bench.anchor("deck", {0, 1.15F, 1.9F});
  bench.anchor("waterline", {0, kWaterline, 0});
  bench.anchor("top", {0, 8.3F, kMastZ});
  return bench.standing();
}

world::ModelPtr build_yacht(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const BoatLines lines{.bow = 9,
                        .stern = -8,
                        .half_beam = 2.3F,
                        .depth = 2.5F,
                        .sheer = 0.9F,
                        .stern_sheer = -0.3F,
                        .transom = 0.85F,
                        .rake = 2.2F,
                        .flare = 0.45F};
  const Paint hull = bench.main(0xF7F8F8, Surface::paint);
  add_boat_hull(bench, lines, hull, Workbench::plain(0x1F3C5B, Surface::paint), 0.9F);
  add_deck(bench, lines, 0.1F, Workbench::plain(0xC79B63, Surface::wood));
  const Paint white = Workbench::plain(0xF7F8F8, Surface::paint);
  const Paint glass = Workbench::plain(0x16222B, Surface::glass);
  const auto tier = [&](float front, float rear, float low, float high, float half, float nose) {
    add_hull(bench,
             {.front = front,
              .rear = rear,
              .low = low,
              .belt = high - 0.15F,
              .top = high,
              .foot = half,
              .waist = half * 0.93F,
              .shoulder = 0.35F,
              .nose_round = nose,
              .tail_round = 0.3F,
              .end_squareness = 2.2F},
             {}, white);
    const float y0 = std::max(world::mix(low, high, 0.42F), 3.3F);
    const float y1 = world::mix(low, high, 0.80F);
    bench.side_decal(rounded_polygon({{rear + 1, y0},
                                      {front - 0.5F * nose, y0},
                                      {front - 1.1F * nose, y1},
                                      {rear + 1.2F, y1}},
                                     0.2F),
                     0.02F, glass);
    bench.front_decal(
        rounded_polygon(
            {{-half * 0.7F, y0}, {half * 0.7F, y0}, {half * 0.6F, y1}, {-half * 0.6F, y1}}, 0.2F),
        0.03F, glass);
  };
  tier(4.6F, -5.2F, 2.2F, 4.0F, 1.8F, 2.6F);
  tier(2.2F, -4.0F, 3.9F, 5.4F, 1.45F, 1.7F);
  bench.soft_box({0, 5.95F, -1.8F}, {1.2F, 0.06F, 1.5F}, 0.05F, white);
  bench.both_sides([&](Shaper& s) {
    s.rod({{1.0F, 5.3F, -0.8F}, {1.05F, 5.95F, -1.1F}}, 0.06F, white, 6);
    s.rod({{1.0F, 5.3F, -3.0F}, {1.05F, 5.95F, -2.8F}}, 0.06F, white, 6);
  });
  for (int i = 0; i < 7; ++i) {
    bench.side_decal(
        ellipse_outline({-4.5F + 1.5F * static_cast<float>(i), 1.75F}, 0.28F, 0.13F, 14), 0.02F,
        glass);
  }
  bench.rod({{0, 5.9F, -1.8F}, {0, 7.4F, -2.0F}}, 0.05F, white, 6);
  bench.anchor("deck", {0, 3.1F, 6});
  bench.anchor("driver", {0, 5.3F, -0.5F});
  bench.anchor("seat", {0, 2.4F, -6.5F});
  bench.anchor("waterline", {0, 0.9F, 0});
  bench.anchor("top", {0, 7.4F, -2});
  return bench.standing();
}

world::ModelPtr build_ship(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  if (bench.has("pirate") || bench.has("old") || bench.has("wooden")) {
    return build_pirate_ship(order);
  }
  // A liner of the old school, short for its height, as in picture books.
  const BoatLines lines{.bow = 32,
                        .stern = -29,
                        .half_beam = 6.5F,
                        .depth = 9,
                        .sheer = 3.0F,
                        .stern_sheer = 1.6F,
                        .transom = 0.35F,
                        .rake = 3.5F,
                        .flare = 0.32F};
  constexpr float kWaterline = 3.4F;
  const Paint hull = bench.main(0x1E2B3C, Surface::paint);
  add_boat_hull(bench, lines, hull, Workbench::plain(0x8E2B22, Surface::paint), kWaterline);
  bench.both_sides([&](Shaper& s) {
    s.sheet(
        [&](float u, float v) {
          return skin_point(lines, u, world::mix(0.92F, 1.0F, v)) + Vec3{0.05F, 0, 0.01F};
        },
        30, 2, Workbench::plain(0xF4F2EA, Surface::paint));
  });
  add_deck(bench, lines, 0.3F, Workbench::plain(0xB98F5E, Surface::wood));
  const Paint white = Workbench::plain(0xF4F2EA, Surface::paint);
  const Paint glass = Workbench::light(0xFFE2A0, 0.55F);
  for (int i = 0; i < 17; ++i) {
    Outline port = circle_outline(0.42F, 12);
    for (Point2& p : port) {
      p = {p.x - 23 + 2.8F * static_cast<float>(i), p.y + 6.6F};
    }
    bench.side_decal(port, 0.06F, Workbench::plain(0xCFD6DA, Surface::metal));
    for (Point2& p : port) {
      p.x = (p.x + 23 - 2.8F * static_cast<float>(i)) * 0.72F - 23 + 2.8F * static_cast<float>(i);
      p.y = (p.y - 6.6F) * 0.72F + 6.6F;
    }
    bench.side_decal(port, 0.09F, glass);
  }
  const auto tier = [&](float front, float rear, float low, float half) {
    add_hull(bench,
             {.front = front,
              .rear = rear,
              .low = low,
              .belt = low + 2.35F,
              .top = low + 2.6F,
              .foot = half,
              .waist = half,
              .shoulder = 0.25F,
              .nose_round = 3.5F,
              .tail_round = 2.0F,
              .end_squareness = 2.2F},
             {}, white);
    const auto windows = static_cast<int>((front - rear - 6) / 2.2F);
    for (int i = 0; i < windows; ++i) {
      const float z = rear + 3 + 2.2F * (static_cast<float>(i) + 0.5F);
      bench.side_decal(rounded_rectangle({z - 0.6F, low + 0.9F}, {z + 0.6F, low + 1.9F}, 0.2F),
                       0.05F, glass);
    }
    bench.soft_box({0, low + 2.65F, (front + rear) / 2 + 0.2F},
                   {half + 0.35F, 0.12F, (front - rear) / 2}, 0.1F,
                   Workbench::plain(0xD9D3C4, Surface::paint));
  };
  tier(15, -17, 9.0F, 5.2F);
  tier(12, -14, 11.7F, 4.6F);
  tier(10, -10, 14.4F, 3.9F);
  bench.front_decal(rounded_rectangle({-3.0F, 15.2F}, {3.0F, 16.4F}, 0.3F), 0.08F,
                    Workbench::plain(0x1B2A35, Surface::glass));
  const Paint funnel = bench.part("funnel", 0xD4472E, Surface::paint);
  for (const float z : {5.0F, -1.5F, -8.0F}) {
    bench.add(
        world::translation({0, 17, z}) * world::turn_x(-0.12F) * world::scaling(Vec3{1, 1, 1.35F}),
        [&](Shaper& s) {
          s.turned({}, {{1.35F, -0.5F}, {1.32F, 5.0F}}, 20, funnel);
          s.turned({}, {{1.33F, 5.0F}, {1.32F, 6.4F}, {1.15F, 6.4F}, {1.1F, 5.5F}, {0, 5.4F}}, 20,
                   Workbench::plain(0x15171A, Surface::matte));
          s.turned({}, {{1.38F, 3.6F}, {1.38F, 4.3F}}, 20, white);
        });
  }
  bench.anchor("exhaust", {0, 23.3F, 4.2F});
  for (const float z : {21.0F, -20.0F}) {
    bench.cylinder({0, 9, z}, {0, 24, z}, 0.3F, 0.14F, 8,
                   Workbench::plain(0xB98F5E, Surface::wood));
  }
  const Paint wire = Workbench::plain(0x3A3D40, Surface::metal);
  bench.rod({{0, 23.8F, 21}, {0, 23.8F, -20}}, 0.04F, wire, 4);
  bench.rod({{0, 12, 31.5F}, {0, 23.8F, 21}}, 0.04F, wire, 4);
  bench.both_sides([&](Shaper& s) {  // lifeboats
    for (int i = 0; i < 6; ++i) {
      s.ball(world::translation({4.9F, 15.0F, -11 + 4.2F * static_cast<float>(i)}),
             {0.6F, 0.55F, 1.5F}, 6, 10, Workbench::plain(0xE08A2E, Surface::paint));
    }
  });
  bench.anchor("deck", {0, 9.8F, 22});
  bench.anchor("driver", {0, 16, 8});
  bench.anchor("waterline", {0, kWaterline, 0});
  bench.anchor("top", {0, 24, 21});
  return bench.standing();
}

world::ModelPtr build_pirate_ship(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const BoatLines lines{.bow = 13,
                        .stern = -12,
                        .half_beam = 3.6F,
                        .depth = 4.6F,
                        .sheer = 1.8F,
                        .stern_sheer = 2.6F,
                        .transom = 0.7F,
                        .rake = 2.4F,
                        .flare = 0.38F};
  constexpr float kWaterline = 1.7F;
  const Paint wood = bench.main(0x7A4A26, Surface::wood);
  add_boat_hull(bench, lines, wood, Workbench::plain(0x3E2A1C, Surface::wood), kWaterline);
  const Paint gold = Workbench::plain(0xD9A53A, Surface::metal);
  bench.both_sides([&](Shaper& s) {
    for (const float v : {0.72F, 0.97F}) {
      std::vector<Vec3> line;
      for (int i = 0; i <= 30; ++i) {
        line.push_back(skin_point(lines, static_cast<float>(i) / 30, v) + Vec3{0.04F, 0, 0});
      }
      s.rod(line, 0.09F, gold, 6);
    }
  });
  add_deck(bench, lines, 0.5F, Workbench::plain(0xA9794A, Surface::wood));
  for (int i = 0; i < 6; ++i) {
    const float z = -7.0F + 2.6F * static_cast<float>(i);
    bench.side_decal(rounded_rectangle({z - 0.4F, 3.0F}, {z + 0.4F, 3.7F}, 0.05F), 0.05F,
                     Workbench::plain(0x1B1512, Surface::matte));
  }
  // The castle at the stern with its lit windows.
  bench.soft_box({0, 6.7F, -9.6F}, {2.3F, 1.3F, 2.3F}, 0.2F, wood);
  bench.soft_box({0, 8.1F, -9.7F}, {2.55F, 0.14F, 2.5F}, 0.1F, gold);
  for (const float x : {-1.3F, 0.0F, 1.3F}) {
    bench.rear_decal(rounded_rectangle({x - 0.4F, 6.1F}, {x + 0.4F, 7.3F}, 0.15F), 0.05F,
                     Workbench::light(0xFFC866, 0.8F));
  }
  const Paint spar = Workbench::plain(0x5E3B20, Surface::wood);
  bench.rod({{0, 6.0F, 11.5F}, {0, 9.2F, 17.5F}}, 0.22F, spar, 8);
  int mast = 0;
  for (const auto& [z, tall] : {Point2{6.2F, 17}, Point2{-0.6F, 20}, Point2{-7.2F, 15}}) {
    bench.cylinder({0, 4.4F, z}, {0, tall, z}, 0.26F, 0.14F, 10, spar);
    float top = tall - 1;
    for (int i = 0; i < 3; ++i) {
      const float height = (tall - 7) / 3 * (1.15F - 0.15F * static_cast<float>(i));
      const float half = (4.9F - 0.9F * static_cast<float>(2 - i)) * (tall / 20);
      const int sail = bench.bone("sail_" + std::to_string(++mast), {0, top, z + 0.3F});
      bench.rod({{-half, top, z + 0.3F}, {half, top, z + 0.3F}}, 0.12F, spar, 6);
      add_square_sail(bench, {0, top, z + 0.35F}, half * 0.95F, height * 0.9F, 1.1F,
                      bench.part("sail", 0xE9DEC4, Surface::cloth, sail));
      top -= height;
    }
    bench.turned({0, tall * 0.70F, z},
                 {{0.25F, -0.5F}, {0.8F, 0}, {0.85F, 0.7F}, {0.75F, 0.7F}, {0.7F, 0.05F}, {0, 0}},
                 12, wood);
  }
  add_pennant(bench, {0, 20.2F, -0.6F}, 3, bench.part("flag", 0x16171A, Surface::cloth));
  bench.anchor("deck", {0, 4.4F, 2.5F});
  bench.anchor("driver", {0, 5.5F, -6.5F});
  bench.anchor("waterline", {0, kWaterline, 0});
  bench.anchor("top", {0, 20, -0.6F});
  return bench.standing();
}

world::ModelPtr build_submarine(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint hull = bench.main(0xF0B323, Surface::paint);
  const Point2 lines[] = {{0, -5.2F},     {0.35F, -5.0F}, {0.85F, -4.0F}, {1.3F, -2.4F},
                          {1.55F, -0.5F}, {1.6F, 1.5F},   {1.45F, 3.2F},  {1.05F, 4.3F},
                          {0.5F, 4.85F},  {0, 5.0F}};
  bench.lathe(world::turn_x(kPi / 2), smooth_profile(lines, 3), 28, hull);
  const Paint trim = Workbench::plain(0xB5482F, Surface::paint);
  add_hull(bench,
           {.front = 1.6F,
            .rear = -1.4F,
            .low = 1.2F,
            .belt = 2.7F,
            .top = 2.9F,
            .foot = 0.62F,
            .waist = 0.5F,
            .shoulder = 0.3F,
            .nose_round = 0.9F,
            .tail_round = 1.0F,
            .end_squareness = 2},
           {}, hull);
  bench.rod({{0.1F, 2.8F, 0.3F}, {0.1F, 4.0F, 0.3F}, {0.1F, 4.1F, 0.45F}, {0.1F, 4.1F, 0.75F}},
            0.09F, Workbench::plain(0x70757A, Surface::metal), 8);
  bench.torus(world::translation({0, 2.9F, 0.1F}), 0.42F, 0.05F, 20, 6, trim);
  for (int i = 0; i < 4; ++i) {
    Outline port = circle_outline(0.34F, 16);
    for (Point2& p : port) {
      p = {p.x - 2.0F + 1.6F * static_cast<float>(i), p.y + 0.25F};
    }
    bench.side_decal(port, 0.03F, trim);
    for (Point2& p : port) {
      const float z = -2.0F + 1.6F * static_cast<float>(i);
      p = {(p.x - z) * 0.74F + z, (p.y - 0.25F) * 0.74F + 0.25F};
    }
    bench.side_decal(port, 0.05F, Workbench::light(0xFFE3A1, 0.75F));
  }
  for (int i = 0; i < 4; ++i) {  // fins at the tail
    bench.add(world::turn_z(kPi / 2 * static_cast<float>(i)), [&](Shaper& s) {
      s.plate(world::Affine{{0, 0, 1}, {0, 1, 0}, {-1, 0, 0}, {}},
              rounded_polygon({{-4.9F, 0.3F}, {-3.5F, 0.7F}, {-4.2F, 1.7F}, {-5.0F, 1.8F}}, 0.2F),
              0.07F, 0.03F, trim);
    });
  }
  const int propeller = bench.bone("propeller", {0, 0, -5.3F});
  const Paint brass = Workbench::plain(0xD0A244, Surface::metal, propeller);
  bench.ball(world::translation({0, 0, -5.3F}), {0.17F, 0.17F, 0.3F}, 6, 10, brass);
  for (int i = 0; i < 4; ++i) {
    bench.add(world::translation({0, 0, -5.3F}) * world::turn_z(kPi / 2 * static_cast<float>(i)) *
                  world::turn_y(0.5F),
              [&](Shaper& s) {
                s.plate({}, ellipse_outline({0, 0.5F}, 0.22F, 0.42F, 16), 0.025F, 0.01F, brass);
              });
  }
  add_lamp(bench, world::translation({0, -0.3F, 4.75F}), 0.3F, Workbench::light(0xFFF4D0, 1.6F));
  bench.anchor("headlight_l", {0, -0.3F, 5.1F});
  bench.anchor("top", {0, 2.9F, 0});
  bench.anchor("exhaust", {0, 0, -5.6F});
  return bench.hovering();
}

}  // namespace kirin::engine::motion::models
