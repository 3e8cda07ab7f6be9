#include "engine/motion/models/vehicles/aircraft.h"

#include <array>
#include <cmath>

#include "engine/motion/models/vehicles/coachwork.h"

namespace kirin::engine::motion::models {
namespace {

using world::Affine;
using world::kPi;
using world::Light;
using world::Paint;
using world::Point2;
using world::Surface;
using world::translation;
using world::Vec3;

/// A wing from root to tip: chords along z at x, with a rounded section. `t` is its thickness as a
/// part of the chord.
void add_wing(Shaper& shaper, Vec3 root, float root_chord, Vec3 tip, float tip_chord, float t,
              const Paint& paint) {
  // u goes once round the section from the trailing edge over the top; the other way on the left.
  const bool is_left = tip.x > root.x;
  shaper.sheet(
      [=](float turn, float v) {
        const float u = is_left ? 1 - turn : turn;
        const float angle = 2 * kPi * u;
        const float end = std::pow(std::max(1 - std::pow(v, 14.0F), 0.0F), 0.5F);
        const float chord = world::mix(root_chord, tip_chord, v) * (0.25F + 0.75F * end);
        const Vec3 middle = mix(root, tip, v);
        const float along = 0.5F * std::cos(angle);
        const float thick = t * chord * std::sin(angle) * (0.55F + 0.45F * -std::cos(angle)) * end;
        const float z = middle.z - along * chord;
        return Vec3{middle.x, middle.y + thick, z};
      },
      24, 14, paint, true);
}

/// A fuselage: z, radius pairs from tail to nose.
void add_fuselage(Shaper& shaper, std::initializer_list<Point2> radius_by_z, float y, float squeeze,
                  const Paint& paint) {
  Outline profile;
  for (const Point2 p : radius_by_z) {
    profile.push_back({p.y, p.x});
  }
  shaper.lathe(
      translation({0, y, 0}) * world::turn_x(kPi / 2) * world::scaling(Vec3{1, 1, squeeze}),
      smooth_profile(profile, 4), 26, paint);
}

/// A propeller about z at `hub`, on a bone.
void add_propeller(Workbench& bench, const std::string& name, Vec3 hub, float radius, int blades,
                   const Paint& spinner) {
  const int bone = bench.bone(name, hub);
  Paint cap = spinner;
  cap.bone = bone;
  bench.ball(translation(hub), {0.12F * radius + 0.03F, 0.12F * radius + 0.03F, 0.22F * radius}, 8,
             12, cap);
  for (int i = 0; i < blades; ++i) {
    bench.add(translation(hub) *
                  world::turn_z(2 * kPi * static_cast<float>(i) / static_cast<float>(blades)) *
                  world::turn_y(0.35F),
              [&](Shaper& s) {
                s.plate({},
                        ellipse_outline({0, 0.55F * radius}, 0.075F * radius, 0.47F * radius, 14),
                        0.012F * radius + 0.003F, 0.005F,
                        Workbench::plain(0x2A2C2F, Surface::paint, bone));
              });
  }
}

}  // namespace

world::ModelPtr build_plane(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  if (bench.has("old") || bench.has("toy")) {
    return build_biplane(order);
  }
  const Paint white = bench.main(0xF4F6F8, Surface::paint);
  const Paint accent =
      bench.part("stripe", order.colour ? Light{0.9F, 0.9F, 0.9F} : world::from_srgb(0x1F5FA8),
                 Surface::paint);
  const Paint grey = Workbench::plain(0xB9BEC3, Surface::metal);
  add_fuselage(bench,
               {{-9.2F, 0.0F},
                {-8.9F, 0.22F},
                {-7, 0.75F},
                {-4.5F, 1.3F},
                {-2, 1.5F},
                {4, 1.5F},
                {6.2F, 1.36F},
                {7.8F, 0.9F},
                {8.7F, 0.42F},
                {9, 0}},
               0, 1, white);
  const Paint glass = Workbench::plain(0x1B2A35, Surface::glass);
  for (int i = 0; i < 22; ++i) {
    const float z = -5.6F + 0.5F * static_cast<float>(i);
    bench.side_decal(rounded_rectangle({z, 0.28F}, {z + 0.26F, 0.62F}, 0.1F, 3), 0.02F, glass);
  }
  bench.side_decal(rounded_rectangle({-7.2F, -0.12F}, {6.6F, 0.10F}, 0.05F), 0.015F, accent);
  bench.front_decal(
      rounded_polygon({{-0.75F, 0.42F}, {0.75F, 0.42F}, {0.55F, 0.85F}, {-0.55F, 0.85F}}, 0.1F),
      0.03F, glass);
  for (const float side : {1.0F, -1.0F}) {
    add_wing(bench, {side * 0.9F, -0.75F, 1.0F}, 4.4F, {side * 9.3F, 0.25F, -2.6F}, 1.3F, 0.11F,
             white);
    add_wing(bench, {side * 0.3F, 0.5F, -7.3F}, 2.3F, {side * 3.5F, 0.8F, -8.7F}, 0.9F, 0.10F,
             white);
    bench.plate(Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {side * 9.3F, 0.25F, -2.6F}},
                rounded_polygon({{-0.5F, 0}, {0.7F, 0}, {1.3F, 1.1F}, {0.8F, 1.1F}}, 0.15F), 0.05F,
                0.02F, accent);
    // Engines under the wings.
    const Affine pod = translation({side * 3.6F, -1.15F, 1.3F}) * world::turn_x(kPi / 2);
    const Point2 nacelle[] = {{0.25F, -1.7F}, {0.5F, -1.2F}, {0.68F, 0.2F}, {0.72F, 0.9F},
                              {0.66F, 1.12F}, {0.58F, 1.0F}, {0.56F, 0.6F}, {0, 0.6F}};
    bench.lathe(pod, nacelle, 22, white);
    bench.torus(pod * translation({0, 1.05F, 0}), 0.63F, 0.06F, 22, 6, grey);
    bench.disc(pod * translation({0, 0.62F, 0}), 0.56F, 20,
               Workbench::plain(0x202327, Surface::metal));
    bench.rounded_box(translation({side * 3.6F, -0.72F, 0.9F}), {0.08F, 0.25F, 1.0F}, 0.06F, white);
  }
  bench.plate(Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {0, 0.9F, 0}},
              rounded_polygon({{5.2F, 0}, {9.0F, -0.2F}, {10.0F, 3.4F}, {8.5F, 3.4F}}, 0.4F), 0.14F,
              0.07F, accent);
  for (const float side : {1.0F, -1.0F}) {
    bench.ball({side * 9.3F, 0.25F, -2.0F}, 0.09F,
               Workbench::light(side > 0 ? 0xFF3020U : 0x20FF60U, 2));
  }
  bench.anchor("driver", {0.4F, 0.2F, 7});
  bench.anchor("seat", {0, 0, 0});
  bench.anchor("exhaust", {0, -1.15F, -0.6F});
  bench.anchor("headlight_l", {0, -0.5F, 8.7F});
  bench.anchor("top", {0, 1.5F, 0});
  return bench.hovering();
}

world::ModelPtr build_biplane(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0xC8322A, Surface::paint);
  const Paint cream = Workbench::plain(0xF2E6C8, Surface::paint);
  const Paint wood = Workbench::plain(0x8A5F35, Surface::wood);
  add_fuselage(bench,
               {{-3.3F, 0.03F},
                {-2.6F, 0.20F},
                {-1, 0.45F},
                {0.5F, 0.56F},
                {1.7F, 0.56F},
                {2.15F, 0.45F},
                {2.25F, 0}},
               0, 1, paint);
  bench.cylinder({0, 0, 1.75F}, {0, 0, 2.2F}, 0.6F, 0.56F, 22, cream);
  bench.ball(translation({0, 0.48F, -0.15F}), {0.3F, 0.12F, 0.42F}, 6, 14,
             Workbench::plain(0x2A1D15, Surface::cloth));
  bench.plate(translation({0, 0.5F, 0.28F}) * world::turn_x(-0.5F),
              rounded_polygon({{-0.25F, 0}, {0.25F, 0}, {0.2F, 0.25F}, {-0.2F, 0.25F}}, 0.08F),
              0.01F, 0, Workbench::plain(0x9FC3D1, Surface::glass));
  for (const float side : {1.0F, -1.0F}) {
    add_wing(bench, {side * 0.0F, 1.15F, 0.95F}, 1.15F, {side * 4.0F, 1.28F, 0.95F}, 1.0F, 0.08F,
             paint);
    add_wing(bench, {side * 0.3F, -0.35F, 0.75F}, 1.1F, {side * 3.7F, -0.2F, 0.75F}, 0.95F, 0.08F,
             cream);
    add_wing(bench, {side * 0.1F, 0.15F, -2.9F}, 0.8F, {side * 1.35F, 0.18F, -3.0F}, 0.55F, 0.07F,
             cream);
    for (const float x : {1.0F, 3.0F}) {
      for (const float z : {0.55F, 1.2F}) {
        bench.rod({{side * x, -0.3F, z - 0.1F}, {side * x, 1.2F, z}}, 0.03F, wood, 6);
      }
    }
    bench.rod({{side * 0.3F, 0.4F, 0.8F}, {side * 0.5F, 1.15F, 0.9F}}, 0.03F, wood, 6);
    bench.rod({{side * 0.25F, -0.45F, 1.3F}, {side * 0.7F, -1.15F, 1.35F}}, 0.035F, wood, 6);
    bench.add(translation({side * 0.78F, -1.15F, 1.35F}) * world::pointing({}, {1, 0, 0}),
              [&](Shaper& s) {
                s.torus({}, 0.25F, 0.09F, 20, 8, Workbench::plain(0x17181A, Surface::matte));
                s.turned({0, -0.05F, 0}, {{0.2F, 0}, {0.2F, 0.1F}, {0, 0.12F}}, 14, cream);
              });
  }
  bench.plate(Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {}},
              rounded_polygon({{2.5F, 0.1F}, {3.5F, 0}, {3.55F, 0.85F}, {3.0F, 1.0F}}, 0.2F), 0.04F,
              0.02F, paint);
  add_propeller(bench, "propeller", {0, 0, 2.35F}, 1.1F, 2, cream);
  bench.anchor("driver", {0, 0.3F, -0.15F});
  bench.anchor("seat", {0, 0.3F, -0.15F});
  bench.anchor("exhaust", {0.4F, -0.3F, 1.5F});
  bench.anchor("top", {0, 1.3F, 0.9F});
  return bench.hovering();
}

world::ModelPtr build_helicopter(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0xD8402C, Surface::paint);
  const Paint white = Workbench::plain(0xF2F3F3, Surface::paint);
  const Paint glass = Workbench::plain(0x22333D, Surface::glass);
  const Paint steel = Workbench::plain(0x6A6F74, Surface::metal);
  add_fuselage(bench,
               {{-2.1F, 0.0F},
                {-1.9F, 0.45F},
                {-1, 0.92F},
                {0.2F, 1.12F},
                {1.3F, 1.02F},
                {2.0F, 0.62F},
                {2.3F, 0.0F}},
               0, 1.05F, paint);
  bench.front_decal(
      rounded_polygon({{-0.82F, -0.15F}, {-0.04F, -0.3F}, {-0.04F, 0.85F}, {-0.6F, 0.75F}}, 0.2F),
      0.03F, glass);
  bench.front_decal(
      rounded_polygon({{0.04F, -0.3F}, {0.82F, -0.15F}, {0.6F, 0.75F}, {0.04F, 0.85F}}, 0.2F),
      0.03F, glass);
  bench.side_decal(
      rounded_polygon({{-0.1F, -0.1F}, {0.95F, -0.1F}, {0.8F, 0.65F}, {-0.1F, 0.72F}}, 0.16F),
      0.02F, glass);
  bench.side_decal(
      rounded_polygon({{-1.15F, 0.05F}, {-0.3F, 0.0F}, {-0.3F, 0.62F}, {-1.0F, 0.5F}}, 0.14F),
      0.02F, glass);
  bench.side_decal(
      rounded_polygon({{-1.7F, -0.35F}, {1.7F, -0.35F}, {1.6F, -0.22F}, {-1.75F, -0.22F}}, 0.03F),
      0.02F, white);
  const Point2 boom[] = {{0.42F, 0}, {0.2F, 3.0F}, {0.13F, 4.2F}, {0, 4.25F}};
  bench.lathe(translation({0, 0.35F, -1.3F}) * world::turn_x(-kPi / 2 - 0.03F), boom, 16, paint);
  bench.plate(Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {0, 0.4F, 0}},
              rounded_polygon({{4.6F, 0}, {5.5F, 0}, {5.95F, 1.25F}, {5.5F, 1.25F}}, 0.15F), 0.06F,
              0.03F, white);
  bench.soft_box({0, 0.5F, -4.6F}, {0.95F, 0.03F, 0.2F}, 0.03F, white);
  bench.soft_box({0, 1.22F, -0.1F}, {0.42F, 0.22F, 0.75F}, 0.18F, paint);
  bench.cylinder({0, 1.4F, 0}, {0, 1.75F, 0}, 0.09F, 0.07F, 10, steel);
  const int rotor = bench.bone("rotor", {0, 1.75F, 0});
  bench.cylinder({0, 1.7F, 0}, {0, 1.84F, 0}, 0.2F, 0.14F, 14,
                 Workbench::plain(0x55595D, Surface::metal, rotor));
  for (int i = 0; i < 3; ++i) {
    bench.bevelled_box(
        translation({0, 1.78F, 0}) * world::turn_y(2 * kPi / 3 * static_cast<float>(i)) *
            translation({0, 0, 2.3F}) * world::turn_z(0.08F),
        {0.14F, 0.018F, 2.2F}, 0.01F, Workbench::plain(0x2A2C2F, Surface::paint, rotor));
  }
  const int tail = bench.bone("rotor_tail", {0.16F, 1.0F, -5.35F});
  for (int i = 0; i < 4; ++i) {
    bench.bevelled_box(
        translation({0.16F, 1.0F, -5.35F}) * world::turn_x(kPi / 2 * static_cast<float>(i)) *
            translation({0, 0.36F, 0}),
        {0.015F, 0.34F, 0.06F}, 0.006F, Workbench::plain(0x2A2C2F, Surface::paint, tail));
  }
  bench.both_sides([&](Shaper& s) {
    s.rod(smooth_line(std::vector<Vec3>{{0.95F, -1.55F, -1.6F},
                                        {0.95F, -1.58F, 1.2F},
                                        {0.95F, -1.45F, 1.7F},
                                        {0.95F, -1.3F, 1.85F}},
                      5),
          0.06F, steel, 8);
    s.rod({{0.5F, -0.85F, 0.8F}, {0.95F, -1.55F, 0.8F}}, 0.045F, steel, 6);
    s.rod({{0.5F, -0.85F, -0.8F}, {0.95F, -1.55F, -0.8F}}, 0.045F, steel, 6);
  });
  add_lamp(bench, translation({0, -0.75F, 1.75F}) * world::turn_x(0.4F), 0.14F,
           Workbench::light(0xFFF3D6, 1.6F));
  bench.anchor("driver", {0.4F, -0.2F, 0.9F});
  bench.anchor("seat", {-0.4F, -0.2F, 0.9F});
  bench.anchor("exhaust", {0, 1.3F, -0.9F});
  bench.anchor("headlight_l", {0, -0.75F, 1.9F});
  bench.anchor("top", {0, 1.8F, 0});
  return bench.hovering();
}

world::ModelPtr build_hot_air_balloon(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  constexpr int kGores = 16;
  const Outline profile = smooth_profile(std::vector<Point2>{{0.9F, 0},
                                                             {1.9F, 1.6F},
                                                             {4.0F, 4.6F},
                                                             {5.1F, 7.8F},
                                                             {4.6F, 10.6F},
                                                             {2.6F, 12.6F},
                                                             {0, 13.3F}},
                                         4);
  static constexpr std::uint32_t kColours[] = {0xE0402E, 0xF2B02A, 0xF6EEDC, 0x2F7FBF};
  for (int i = 0; i < kGores; ++i) {
    Paint paint = Workbench::plain(kColours[i % 4], Surface::cloth);
    if (order.colour) {
      paint = bench.main(0xE0402E, Surface::cloth);
      paint.colour =
          i % 2 == 0 ? paint.colour
                     : (bench.has("striped") ? lighter(paint.colour, 0.9F)
                                             : paint.colour * 0.82F + Light{0.02F, 0.02F, 0.02F});
    } else if (bench.has("rainbow")) {
      static constexpr std::uint32_t kRainbow[] = {0xE23A2E, 0xF2852A, 0xF6D02F, 0x4FB04A,
                                                   0x2C7FC9, 0x5B4BB5, 0x9A3FA8, 0xE23A7E};
      paint = Workbench::plain(kRainbow[i % 8], Surface::cloth);
    }
    const float from = 2 * kPi * static_cast<float>(i) / kGores;
    bench.sheet(
        [&](float u, float v) {
          const float at = v * static_cast<float>(profile.size() - 1);
          const auto k = std::min(static_cast<std::size_t>(at), profile.size() - 2);
          const float f = at - static_cast<float>(k);
          const float r =
              world::mix(profile[k].x, profile[k + 1].x, f) * (1 + 0.028F * std::sin(u * kPi));
          const float angle = from + 2 * kPi / kGores * u;
          return Vec3{r * std::sin(angle), world::mix(profile[k].y, profile[k + 1].y, f),
                      r * std::cos(angle)};
        },
        5, 24, paint);
    bench.rod({{0.9F * std::sin(from), 0.02F, 0.9F * std::cos(from)},
               {0.55F * std::sin(from), -1.7F, 0.55F * std::cos(from)}},
              0.012F, Workbench::plain(0x5A4A38, Surface::cloth), 4);
  }
  bench.torus(translation({0, 0, 0}), 0.9F, 0.06F, 24, 6,
              Workbench::plain(0x5A3B22, Surface::cloth));
  // Looking up into it one sees a dark, glowing inside.
  bench.turned({0, 0.02F, 0}, {{0.9F, 0}, {0, 0.4F}}, 20, Workbench::light(0xFF9A3A, 0.35F));
  const Paint wicker = bench.part("basket", 0xA9713D, Surface::wood);
  const Affine at = translation({0, -2.35F, 0});
  bench.rounded_box(at, {0.68F, 0.5F, 0.68F}, 0.14F, wicker);
  for (int i = 0; i < 4; ++i) {
    bench.rounded_box(at * translation({0, -0.38F + 0.24F * static_cast<float>(i), 0}),
                      {0.71F, 0.035F, 0.71F}, 0.03F,
                      Paint{wicker.colour * 0.75F, wicker.surface, 0, 0});
  }
  bench.rounded_box(at * translation({0, 0.52F, 0}), {0.74F, 0.06F, 0.74F}, 0.06F,
                    Workbench::plain(0x6B3E22, Surface::cloth));
  bench.rounded_box(at * translation({0, 0.5F, 0}), {0.6F, 0.07F, 0.6F}, 0.05F,
                    Workbench::plain(0x1E1611, Surface::matte));
  bench.cylinder({0, -1.3F, 0}, {0, -0.9F, 0}, 0.12F, 0.16F, 12,
                 Workbench::plain(0x9AA0A5, Surface::metal));
  const int flame = bench.bone("flame", {0, -0.9F, 0});
  bench.turned({0, -0.9F, 0}, {{0.05F, 0}, {0.17F, 0.25F}, {0.1F, 0.75F}, {0, 1.15F}}, 12,
               Workbench::light(0xFFA62B, 2.2F, flame));
  bench.anchor("flame", {0, -0.4F, 0});
  bench.anchor("seat", {0, -2.75F, 0});
  bench.anchor("driver", {0, -2.75F, 0});
  bench.anchor("deck", {0, -2.75F, 0});
  bench.anchor("top", {0, 13.3F, 0});
  return bench.hovering();
}

world::ModelPtr build_airship(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0xD4D8DC, Surface::paint);
  const Paint fins = bench.part("stripe", 0xC8322A, Surface::paint);
  add_fuselage(bench,
               {{-15, 0.0F},
                {-14, 0.9F},
                {-10, 2.6F},
                {-4, 3.9F},
                {3, 4.1F},
                {9, 3.3F},
                {13, 1.7F},
                {14.6F, 0.5F},
                {14.9F, 0}},
               0, 1, paint);
  for (int i = 0; i < 12; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 12;
    std::vector<Vec3> seam;
    for (const auto& [z, r] : {Point2{-14, 0.9F}, Point2{-10, 2.6F}, Point2{-4, 3.9F},
                               Point2{3, 4.1F}, Point2{9, 3.3F}, Point2{13, 1.7F}}) {
      seam.push_back({r * std::sin(angle), r * std::cos(angle), z});
    }
    bench.rod(smooth_line(seam, 4), 0.045F, Paint{paint.colour * 0.8F, paint.surface, 0, 0}, 4);
  }
  for (int i = 0; i < 4; ++i) {
    bench.add(world::turn_z(kPi / 2 * static_cast<float>(i) + kPi / 4), [&](Shaper& s) {
      s.plate(Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {}},
              rounded_polygon({{9.0F, 2.0F}, {14.5F, 0.3F}, {15.3F, 3.8F}, {12.6F, 4.2F}}, 0.5F),
              0.12F, 0.06F, fins);
    });
  }
  add_hull(bench,
           {.front = 4.5F,
            .rear = -2.5F,
            .low = -5.4F,
            .belt = -4.3F,
            .top = -3.9F,
            .foot = 0.7F,
            .waist = 0.85F,
            .shoulder = 0.4F,
            .nose_round = 1.0F,
            .tail_round = 0.8F,
            .end_squareness = 2.4F},
           {}, fins);
  for (int i = 0; i < 7; ++i) {
    const float z = -1.7F + 0.8F * static_cast<float>(i);
    bench.side_decal(rounded_rectangle({z, -4.9F}, {z + 0.55F, -4.4F}, 0.1F), 0.02F,
                     Workbench::light(0xFFDFA0, 0.7F));
  }
  for (const float side : {1.0F, -1.0F}) {
    bench.rod({{side * 0.8F, -4.6F, -1.5F}, {side * 2.0F, -4.4F, -1.5F}}, 0.06F, paint, 6);
    bench.ball(translation({side * 2.0F, -4.4F, -1.6F}), {0.32F, 0.32F, 0.75F}, 8, 14, paint);
    add_propeller(bench, side > 0 ? "propeller_l" : "propeller_r", {side * 2.0F, -4.4F, -2.4F},
                  0.9F, 3, fins);
  }
  bench.anchor("seat", {0, -5, 1});
  bench.anchor("driver", {0, -5, 3.5F});
  bench.anchor("top", {0, 4.1F, 0});
  return bench.hovering();
}

world::ModelPtr build_drone(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint paint = bench.main(0xE9ECEF, Surface::plastic);
  const Paint dark = Workbench::plain(0x24262A, Surface::plastic);
  bench.soft_box({0, 0, 0}, {0.075F, 0.035F, 0.11F}, 0.03F, paint);
  bench.ball(translation({0, -0.045F, 0.085F}), {0.035F, 0.035F, 0.035F}, 8, 12, dark);
  bench.ball(translation({0, -0.045F, 0.112F}), {0.016F, 0.016F, 0.012F}, 6, 10,
             Workbench::plain(0x31506B, Surface::glass));
  int number = 0;
  for (const float x : {0.19F, -0.19F}) {
    for (const float z : {0.19F, -0.19F}) {
      bench.rod({{x * 0.3F, 0.01F, z * 0.4F}, {x, 0.03F, z}}, 0.014F, paint, 6);
      bench.cylinder({x, 0.02F, z}, {x, 0.055F, z}, 0.024F, 0.022F, 12, dark);
      const int rotor = bench.bone("rotor_" + std::to_string(++number), {x, 0.06F, z});
      for (const float turn : {0.0F, kPi}) {
        bench.add(
            translation({x, 0.062F, z}) * world::turn_y(turn + x * 9) * world::turn_x(-kPi / 2),
            [&](Shaper& s) {
              s.plate({}, ellipse_outline({0, 0.062F}, 0.014F, 0.06F, 12), 0.0025F, 0,
                      Workbench::plain(0x3A3D40, Surface::plastic, rotor));
            });
      }
      bench.ball(translation({x, 0.012F, z}), {0.010F, 0.008F, 0.010F}, 4, 8,
                 Workbench::light(z > 0 ? 0x40FF70U : 0xFF3020U, 2.5F));
    }
  }
  bench.both_sides([&](Shaper& s) {
    s.rod({{0.06F, -0.03F, 0.06F}, {0.10F, -0.11F, 0.07F}}, 0.007F, dark, 5);
    s.rod({{0.06F, -0.03F, -0.06F}, {0.10F, -0.11F, -0.07F}}, 0.007F, dark, 5);
    s.rod({{0.10F, -0.11F, -0.11F}, {0.10F, -0.11F, 0.11F}}, 0.007F, dark, 5);
  });
  bench.anchor("top", {0, 0.06F, 0});
  return bench.hovering();
}

world::ModelPtr build_parachute(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  constexpr int kPanels = 12;
  const Paint main = bench.main(0xE0492E, Surface::cloth);
  for (int i = 0; i < kPanels; ++i) {
    const float from = 2 * kPi * static_cast<float>(i) / kPanels;
    const Paint paint = i % 2 == 0 ? main : Workbench::plain(0xF6EEDC, Surface::cloth);
    bench.cloth(
        [=](float u, float v) {
          const float angle = from + 2 * kPi / kPanels * u;
          const float polar = (1 - v) * 1.35F;
          const float bulge = 1 + 0.05F * std::sin(u * kPi) * (1 - v);
          return Vec3{2.6F * std::sin(polar) * bulge * std::sin(angle),
                      1.7F * std::cos(polar) + 0.06F * std::sin(u * kPi) * (1 - v),
                      2.6F * std::sin(polar) * bulge * std::cos(angle)};
        },
        5, 10, paint);
    const Vec3 rim{2.6F * std::sin(1.35F) * std::sin(from), 1.7F * std::cos(1.35F),
                   2.6F * std::sin(1.35F) * std::cos(from)};
    bench.rod({rim, {0.12F * std::sin(from), -3.4F, 0.12F * std::cos(from)}}, 0.010F,
              Workbench::plain(0xE8E4D8, Surface::cloth), 4);
  }
  bench.soft_box({0, -3.55F, 0}, {0.2F, 0.14F, 0.14F}, 0.06F,
                 Workbench::plain(0x4A5A3A, Surface::cloth));
  bench.anchor("seat", {0, -3.7F, 0});
  bench.anchor("grip", {0, -3.5F, 0});
  bench.anchor("top", {0, 1.7F, 0});
  return bench.hovering();
}

}  // namespace kirin::engine::motion::models
