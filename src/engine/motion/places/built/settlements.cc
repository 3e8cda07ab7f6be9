// Built places under the open sky: village, harbour, castle, playground, pool.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/motion/places/built/facades.h"
#include "engine/motion/places/built/props.h"
#include "engine/motion/places/landscape.h"
#include "engine/motion/places/vegetation.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::MeshBuilder;
using world::Paint;
using world::Surface;
using world::Vec3;

/// A path of `half_width` metres along x in front of the stage and one that leads away.
Land with_paths(Land land, float z, float half_width, float leads_at, world::Light colour) {
  land.paint = [paint = land.paint, z, half_width, leads_at, colour](Vec3 at, Vec3 normal) {
    GroundPaint ground = paint(at, normal);
    const float across = std::abs(at.z - z - 0.4F * std::sin(0.21F * at.x));
    const float bend = leads_at + 2.2F * std::sin(0.05F * at.z) + 0.06F * at.z;
    const float away = at.z < z ? std::abs(at.x - bend) : 1e3F;
    const float on =
        1 - world::smooth_step(0.75F * half_width, 1.1F * half_width, std::min(across, away));
    if (on > 0) {
      ground.colour = world::mix(ground.colour, colour, on);
      ground.surface = on > 0.5F ? Surface::soil : ground.surface;
    }
    return ground;
  };
  return land;
}

/// A way along x at `z` that keeps to the ground.
Route route_over(const Site& site, Route::Kind kind, float half_length, float z) {
  Route route{kind, {}};
  for (float x = -half_length; x <= half_length; x += 2) {
    route.points.push_back({x, site.place.ground(x, z) + 0.01F, z});
  }
  return route;
}

void add_lit_house(Site& site, const Prop& prop) {
  add_prop(site, prop);
  add_lamp(site, prop.at + Vec3{0, 2.2F, 4.5F}, {3.5F, 2.3F, 1.0F}, 8);
}

void build_village(Site& site) {
  frame(site, 1.6F, -0.02F, 0.32F);
  set_ground(site, with_paths(grassland(site, 18, 0.15F), -2.2F, 1.7F, 1.0F, from_srgb(0xA58A66)));
  add_ridges(site, 75, 0x301);
  constexpr std::array<std::uint32_t, 6> kWalls = {0xE9DCC2, 0xD9C6A4, 0xE4CFB8,
                                                   0xC9BBA4, 0xDFD2BC, 0xD2B490};
  constexpr std::array<Vec3, 8> kSites = {{{-8.5F, 0, -9},
                                           {10.0F, 0, -10.5F},
                                           {-14.5F, 0, -19},
                                           {-4.5F, 0, -23},
                                           {9.5F, 0, -24},
                                           {18.5F, 0, -19},
                                           {-22, 0, -33},
                                           {3.0F, 0, -42}}};
  Dice dice = site.dice(0x302);
  for (std::size_t i = 0; i < kSites.size(); ++i) {
    Vec3 at = kSites[i];
    at.y = site.place.ground(at.x, at.z) - 0.1F;
    const float turn = at.x < 0 ? dice.between(0.15F, 0.7F) : -dice.between(0.15F, 0.7F);
    add_lit_house(site, {i % 3 == 1 ? "house" : "cottage", at, turn, dice.between(0.9F, 1.05F),
                         kWalls[i % kWalls.size()]});
  }
  const Vec3 church{-13, site.place.ground(-13, -52) - 0.2F, -52};
  add_prop(site, {"church", church, 0.35F});
  add_prop(site, {"well", {4.6F, site.place.ground(4.6F, -5.2F), -5.2F}});
  for (int i = 0; i < 4; ++i) {
    const float x = -13 + 2.4F * static_cast<float>(i);
    add_prop(site, {"fence", {x, site.place.ground(x, -5.6F), -5.6F}, 0.03F});
  }
  site.place.routes.push_back(route_over(site, Route::Kind::road, 60, -2.2F));
  add_tree_line(site, {"tree", "oak", "apple_tree"}, 26, 160, 0x303);
  sow_grass(
      site, 20, [](float, float z) { return std::abs(z + 2.2F) < 1.9F ? 0.0F : 0.75F; }, 0x304);
  sow_flowers(site, 15, 0.3F, 0x305);
}

/// Planks of a quay that ends at `edge`, on piles in the water.
void add_quay(Site& site, float edge) {
  world::Mesh mesh;
  MeshBuilder build(mesh);
  Dice dice = site.dice(0x311);
  for (float x = -40; x < 40; x += 0.32F) {
    const float tone = dice.between(0.8F, 1.15F);
    build.box(Vec3{x, -0.05F, 0.5F * (edge + 14)}, {0.15F, 0.05F, 0.5F * (14 - edge)},
              {from_srgb(0x8A6B4C) * tone, Surface::wood});
  }
  for (float x = -38; x < 40; x += 4) {
    build.cylinder({x, -3, edge + 0.2F}, {x, 0.55F, edge + 0.2F}, 0.16F, 0.15F, 10,
                   {from_srgb(0x5E4632), Surface::bark});
  }
  add_part(site, "floor", std::move(mesh), true);
}

void build_harbour(Site& site) {
  constexpr float kEdge = -2.6F;
  frame(site, 1.7F, -0.03F, 0.30F);
  add_quay(site, kEdge);
  site.place.ground = [](float, float z) { return z > kEdge ? 0.0F : -3.0F; };
  site.place.stage = {};
  site.place.water_level = -0.9F;
  site.place.swimming = {0, -0.9F, -9};
  site.world.water = world::Water{.level = -0.9F,
                                  .deep = site.land.water_deep,
                                  .shallow = site.land.water_shallow,
                                  .clarity = 2,
                                  .waves = 0.25F};
  add_ridges(site, 60, 0x312);
  Dice dice = site.dice(0x313);
  constexpr std::array<std::uint32_t, 6> kWalls = {0xD9805A, 0xE2C070, 0x7FA3B8,
                                                   0xE6DCCB, 0xC65F55, 0x9DB58E};
  float x = -42;
  for (int i = 0; x < 44; ++i) {  // coloured houses on the far quay
    FacadeLook look;
    look.width = dice.between(5.5F, 8);
    look.floors = 1 + dice.below(3);
    look.wall = kWalls[static_cast<std::size_t>(dice.below(kWalls.size()))];
    look.surface = Surface::plaster;
    look.has_shop = dice.unit() < 0.4F;
    look.lamps = site.day.lamps;
    world::Node node;
    node.label = "house";
    node.mesh = std::make_shared<const world::Mesh>(facade(look, dice));
    node.state.place = world::translation({x + 0.5F * look.width, 0, -46});
    site.world.nodes.push_back(std::move(node));
    x += look.width + 0.05F;
  }
  world::Mesh wall;
  MeshBuilder(wall).box(Vec3{0, -1.5F, -44}, {60, 1.5F, 2.2F},
                        {from_srgb(0x8E8778), Surface::rock});
  add_part(site, "far quay", std::move(wall));
  if (!site.excludes("boat")) {
    add_prop(site, {"sailboat", {-13, -0.95F, -24}, 1.1F});
    add_prop(site, {"boat", {9.5F, -0.98F, -7}, 1.4F, 1, 0x3F6B8F});
    add_prop(site, {"sailboat", {17, -0.95F, -33}, -1.2F});
    add_prop(site, {"boat", {-7.5F, -0.98F, -12}, -1.3F, 1, 0xA84A3A});
  }
  add_prop(site, {"barrel", {4.6F, 0, -1.4F}});
  add_prop(site, {"barrel", {5.3F, 0, -1.1F}, 1});
  add_prop(site, {"rope", {-4.8F, 0, -1.5F}});
  add_prop(site, {"street_lamp", {-7.5F, 0, -1.6F}});
  add_lamp(site, {-7.3F, 3.9F, -1.2F}, {8, 5.4F, 2.8F}, 12);
  add_lamp(site, {4, 4.2F, 3}, {6, 4.5F, 2.8F}, 12);
  site.place.routes.push_back({Route::Kind::water, {{-70, -0.9F, -16}, {70, -0.9F, -16}}});
  site.place.routes.push_back({Route::Kind::path, {{-36, 0, 0}, {36, 0, 0}}});
}

void build_castle_grounds(Site& site) {
  frame(site, 1.6F, 0.01F, 0.32F);
  set_ground(site, with_paths(grassland(site, 24, 0.2F), -2, 1.5F, 2.5F, from_srgb(0xB5A68A)));
  add_ridges(site, 95, 0x321);
  const bool is_cast = std::ranges::any_of(
      site.scene.subjects, [](const story::Subject& subject) { return subject.kind == "castle"; });
  if (!site.excludes("castle") && !is_cast) {
    const float y = site.place.ground(8, -52);
    add_prop(site, {"castle", {8, y - 0.3F, -52}, -0.2F});
    add_lamp(site, {4, y + 5, -40}, {30, 20, 9}, 26);
  }
  for (const float x : {-6.5F, 8.5F}) {
    add_prop(site, {"flag", {x, site.place.ground(x, -6), -6}});
  }
  add_tree_line(site, {"oak", "tree", "fir"}, 30, 190, 0x322);
  sow_grass(
      site, 22, [](float, float z) { return std::abs(z + 2) < 1.7F ? 0.0F : 0.7F; }, 0x323);
  sow_flowers(site, 16, 0.25F, 0x324);
  site.place.routes.push_back(route_over(site, Route::Kind::path, 50, 0));
}

void build_playground(Site& site) {
  frame(site, 1.5F, -0.03F, 0.34F);
  set_ground(site, grassland(site, 12, 0.1F));
  add_ridges(site, 30, 0x331);
  const auto on_ground = [&](std::string_view kind, float x, float z, float turn = 0) {
    add_prop(site, {kind, {x, site.place.ground(x, z), z}, turn});
  };
  on_ground("swing", -5.2F, -4.6F, 0.3F);
  on_ground("slide", 5.4F, -5.2F, -0.5F);
  on_ground("bench", -8.6F, -2.8F, 0.6F);
  const bool has_ball = std::ranges::any_of(
      site.scene.subjects, [](const story::Subject& subject) { return subject.kind == "ball"; });
  if (!has_ball) {
    on_ground("ball", 1.9F, 1.0F);
  }
  on_ground("street_lamp", 8.9F, -3.2F);
  for (int i = 0; i < 10; ++i) {
    on_ground("fence", -12 + 2.4F * static_cast<float>(i), -11.5F);
  }
  add_lamp(site, {8.7F, 3.9F, -2.8F}, {8, 5.4F, 2.8F}, 13);
  add_tree_line(site, {"tree", "oak", "birch"}, 16, 120, 0x332);
  sow_grass(site, 18, {}, 0x333);
}

void build_pool(Site& site) {
  frame(site, 1.7F, -0.10F, 0.30F);
  world::Mesh mesh;
  MeshBuilder build(mesh);
  const Paint flags{from_srgb(0xD8CBB4), Surface::paving};
  const Paint tiles{from_srgb(0x6FC0D6), Surface::ceramic};
  constexpr float kNear = -2.2F;
  constexpr float kFar = -12;
  constexpr float kHalf = 8;
  const auto slab = [&](float x0, float x1, float z_near, float z_far, float y,
                        const Paint& paint) {
    build.quad({x0, y, z_near}, {x1, y, z_near}, {x1, y, z_far}, {x0, y, z_far}, paint);
  };
  slab(-30, 30, 14, kNear, 0, flags);
  slab(-30, 30, kFar, -16, 0, flags);
  slab(-30, -kHalf, kNear, kFar, 0, flags);
  slab(kHalf, 30, kNear, kFar, 0, flags);
  slab(-kHalf, kHalf, kNear, kFar, -1.9F, tiles);
  build.quad({-kHalf, -1.9F, kFar}, {kHalf, -1.9F, kFar}, {kHalf, 0, kFar}, {-kHalf, 0, kFar},
             tiles);
  build.quad({-kHalf, -1.9F, kNear}, {-kHalf, -1.9F, kFar}, {-kHalf, 0, kFar}, {-kHalf, 0, kNear},
             tiles);
  build.quad({kHalf, -1.9F, kFar}, {kHalf, -1.9F, kNear}, {kHalf, 0, kNear}, {kHalf, 0, kFar},
             tiles);
  slab(-80, 80, -16, -200, 0, {site.land.grass, Surface::grass});  // the garden behind
  add_part(site, "floor", std::move(mesh));
  site.place.ground = [](float x, float z) {
    return z < kNear && z > kFar && std::abs(x) < kHalf ? -1.9F : 0.0F;
  };
  site.place.stage = {};
  site.place.water_level = -0.18F;
  site.place.swimming = {0, -0.18F, -6};
  // The ground outside the basin is higher than the level, so the endless water shows only there.
  site.world.water = world::Water{.level = -0.18F,
                                  .deep = from_srgb(0x1E86A8),
                                  .shallow = from_srgb(0x7AD0E0),
                                  .clarity = 6,
                                  .waves = 0.12F};
  for (const float x : {-9.8F, 9.8F}) {
    add_prop(site, {"palm", {x, 0, -13.2F}});
  }
  add_prop(site, {"bench", {-6.6F, 0, -13.4F}});
  add_ridges(site, 40, 0x341);
}

}  // namespace

std::span<const Setting> settlements() {
  static constexpr std::array kSettlements{
      Setting{"village", build_village}, Setting{"harbour", build_harbour},
      Setting{"castle_grounds", build_castle_grounds}, Setting{"playground", build_playground},
      Setting{"pool", build_pool}};
  return kSettlements;
}

}  // namespace kirin::engine::motion::places
