// The town: a street with shops and traffic, and a skyline over the water.
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "engine/motion/places/built/facades.h"
#include "engine/motion/places/built/props.h"

namespace kirin::engine::motion::places {
namespace {

using world::Affine;
using world::from_srgb;
using world::Light;
using world::MeshBuilder;
using world::Paint;
using world::Surface;
using world::Vec3;

constexpr float kRoadNear = -1.8F;   // z of the near kerb
constexpr float kRoadFar = -9.0F;    // and of the far one
constexpr float kFronts = -12.5F;    // where the houses stand
constexpr float kAvenueX = 4.5F;     // middle of the street that leads away
constexpr float kAvenueHalf = 7.0F;  // half its width between the houses

constexpr std::array<std::uint32_t, 9> kWalls = {0xB06A4A, 0xC99A66, 0xA8A096, 0x8C5644, 0xD8C3A0,
                                                 0x7C8A94, 0xB88A72, 0xC4B49A, 0x96705A};
constexpr std::array<std::uint32_t, 6> kAwnings = {0xA03030, 0x2F6A54, 0x2F4F7F,
                                                   0xB5862E, 0x7A3A62, 0x3E3E46};

FacadeLook some_house(const Site& site, Dice& dice, bool is_far) {
  FacadeLook look;
  look.width = dice.between(7.5F, 11.5F);
  look.floors = 3 + dice.below(is_far ? 6 : 3);
  look.wall = kWalls[static_cast<std::size_t>(dice.below(kWalls.size()))];
  look.surface = dice.unit() < 0.55F ? Surface::brick : Surface::plaster;
  look.awning = kAwnings[static_cast<std::size_t>(dice.below(kAwnings.size()))];
  look.has_shop = !is_far && dice.unit() < 0.8F;
  look.lamps = site.day.lamps;
  look.is_far = is_far;
  return look;
}

void add_paving(Site& site) {
  world::Mesh mesh;
  MeshBuilder build(mesh);
  const bool is_wet = site.scene.weather.rain > 0.2;
  const Paint asphalt{from_srgb(is_wet ? 0x2C2F36 : 0x4A4B4E),
                      is_wet ? Surface::paint : Surface::asphalt};
  const Paint flags{from_srgb(is_wet ? 0x55555A : 0x938D84), Surface::paving};
  const Paint kerb{from_srgb(0xA9A399), Surface::rock};
  const Paint line{from_srgb(0xD8D4C8), Surface::asphalt};
  const auto strip = [&](float x0, float x1, float z_near, float z_far, float y,
                         const Paint& paint) {
    constexpr float kStep = 6;
    for (float x = x0; x < x1; x += kStep) {
      const float to = std::min(x + kStep, x1);
      build.quad({x, y, z_near}, {to, y, z_near}, {to, y, z_far}, {x, y, z_far}, paint);
    }
  };
  constexpr float kEnd = 90;
  strip(-kEnd, kEnd, 14, kRoadNear, 0, flags);
  strip(-kEnd, kEnd, kRoadNear, kRoadFar, -0.14F, asphalt);
  strip(-kEnd, kAvenueX - kAvenueHalf + 3, kRoadFar, kFronts - 0.5F, 0, flags);
  strip(kAvenueX + kAvenueHalf - 3, kEnd, kRoadFar, kFronts - 0.5F, 0, flags);
  for (float z = kRoadFar; z > -150; z -= 8) {  // the avenue, with its pavements
    build.quad({kAvenueX - kAvenueHalf + 3, -0.14F, z}, {kAvenueX + kAvenueHalf - 3, -0.14F, z},
               {kAvenueX + kAvenueHalf - 3, -0.14F, z - 8},
               {kAvenueX - kAvenueHalf + 3, -0.14F, z - 8}, asphalt);
    for (const float side : {-1.0F, 1.0F}) {
      const float inner = kAvenueX + side * (kAvenueHalf - 3);
      const float outer = kAvenueX + side * (kAvenueHalf + 0.5F);
      build.quad({std::min(inner, outer), 0, z}, {std::max(inner, outer), 0, z},
                 {std::max(inner, outer), 0, z - 8}, {std::min(inner, outer), 0, z - 8}, flags);
    }
    build.quad({kAvenueX - 0.09F, -0.132F, z - 1}, {kAvenueX + 0.09F, -0.132F, z - 1},
               {kAvenueX + 0.09F, -0.132F, z - 5}, {kAvenueX - 0.09F, -0.132F, z - 5}, line);
  }
  build.box(Vec3{0, -0.06F, kRoadNear - 0.08F}, {kEnd, 0.09F, 0.1F}, kerb);
  const float middle = 0.5F * (kRoadNear + kRoadFar);
  for (float x = -60; x < 60; x += 4.5F) {
    build.quad({x, -0.132F, middle + 0.07F}, {x + 2.2F, -0.132F, middle + 0.07F},
               {x + 2.2F, -0.132F, middle - 0.07F}, {x, -0.132F, middle - 0.07F}, line);
  }
  for (int i = 0; i < 7; ++i) {  // a crossing
    const float z = kRoadNear - 0.7F - 1.0F * static_cast<float>(i);
    build.quad({-6.2F, -0.131F, z}, {-3.4F, -0.131F, z}, {-3.4F, -0.131F, z - 0.5F},
               {-6.2F, -0.131F, z - 0.5F}, line);
  }
  add_part(site, "floor", std::move(mesh));
  site.place.ground = [](float, float z) { return z < kRoadNear && z > kRoadFar ? -0.14F : 0.0F; };
}

void add_houses(Site& site) {
  Dice dice = site.dice(0x57);
  const auto row = [&](const Affine& from, float until, float direction, bool is_far) {
    float along = 0;
    while (along < until) {
      const FacadeLook look = some_house(site, dice, is_far);
      world::Node node;
      node.label = "house";
      node.mesh = std::make_shared<const world::Mesh>(facade(look, dice));
      node.state.place = from * world::translation({direction * (along + 0.5F * look.width), 0, 0});
      site.world.nodes.push_back(std::move(node));
      along += look.width + 0.02F;
    }
  };
  row(world::translation({kAvenueX - kAvenueHalf, 0, kFronts}), 48, -1, false);
  row(world::translation({kAvenueX + kAvenueHalf, 0, kFronts}), 34, 1, false);
  // Both sides of the avenue: their fronts face each other.
  row(world::translation({kAvenueX - kAvenueHalf, 0, kFronts - 8.2F}) *
          world::turn_y(world::kPi / 2),
      110, 1, true);
  row(world::translation({kAvenueX + kAvenueHalf, 0, kFronts - 8.2F}) *
          world::turn_y(-world::kPi / 2),
      110, -1, true);
  for (int i = 0; i < 10; ++i) {  // towers over the roofs
    const float x = kAvenueX + dice.between(-48, 48);
    const float z = -dice.between(70, 160);
    if (std::abs(x - kAvenueX) < 14 && z > -135) {
      continue;
    }
    world::Node node;
    node.label = "tower";
    node.mesh = std::make_shared<const world::Mesh>(
        tower_block(dice.between(12, 20), dice.between(12, 18), dice.between(30, 75),
                    dice.unit() < 0.5F ? 0x7F8C9A : 0x9A9288, site.day.lamps, dice));
    node.state.place = world::translation({x, 0, z});
    node.casts_shadow = false;
    site.world.nodes.push_back(std::move(node));
  }
}

/// A car of the town that drives by in the background, again and again.
void add_traffic(Site& site) {
  if (site.excludes("car") || site.excludes("traffic")) {
    return;
  }
  Dice dice = site.dice(0x7A);
  constexpr std::array<std::uint32_t, 5> kColours = {0x8FA3B5, 0xD9D5CC, 0x3D4B5C, 0x7A2E2E,
                                                     0x5A6B4E};
  for (int i = 0; i < 3; ++i) {
    models::ModelOrder order;
    order.kind = "car";
    order.colour = from_srgb(kColours[static_cast<std::size_t>(dice.below(kColours.size()))]);
    order.seed = dice.next();
    const world::ModelPtr model = models::build_model(order);
    const float speed = dice.between(5.5F, 7.5F);
    const float start = -60 + 45 * static_cast<float>(i) + dice.between(0, 12);
    world::Node node;
    node.label = "traffic";
    node.mesh = std::shared_ptr<const world::Mesh>(model, &model->mesh);
    node.at = [speed, start](double seconds) {  // on the far lane, to the left
      world::NodeState state;
      const float x = 60 - std::fmod(start + 60 + speed * static_cast<float>(seconds), 120.0F);
      state.place =
          world::translation({x, -0.14F, kRoadFar + 1.9F}) * world::turn_y(-world::kPi / 2);
      return state;
    };
    site.world.nodes.push_back(std::move(node));
  }
}

void build_city_street(Site& site) {
  add_paving(site);
  add_houses(site);
  for (int i = 0; i < 5; ++i) {
    const float x = -16 + 9 * static_cast<float>(i);
    if (std::abs(x - kAvenueX) > 4) {
      add_prop(site, {"street_lamp", {x, 0, kRoadFar - 0.7F}});
      add_lamp(site, {x, 3.9F, kRoadFar - 0.3F}, {7, 4.6F, 2.2F}, 11);
    }
  }
  add_prop(site, {"street_lamp", {-5.2F, 0, kRoadNear + 0.5F}});
  add_lamp(site, {-5.0F, 3.9F, kRoadNear + 0.6F}, {9, 6.0F, 3.0F}, 13);
  add_lamp(site, {4.5F, 3.9F, kRoadNear + 1.6F}, {8, 5.4F, 2.8F}, 12);
  add_prop(site, {"tree", {9.5F, 0, kRoadNear + 0.9F}, 0, 0.62F});
  add_prop(site, {"tree", {-11.5F, 0, kRoadFar - 1.0F}, 1, 0.55F});
  add_prop(site, {"bench", {6.6F, 0, kRoadNear + 0.9F}});
  add_traffic(site);
  Place& place = site.place;
  place.stage = {};
  place.stage_half_width = 6;
  place.stage_half_depth = 1.4F;
  place.routes = {
      {Route::Kind::road, {{-80, -0.14F, kRoadNear - 1.9F}, {80, -0.14F, kRoadNear - 1.9F}}},
      {Route::Kind::path, {{-40, 0, 0}, {40, 0, 0}}}};
  place.seats = {{6.6F, 0.45F, kRoadNear + 1.0F}};
  for (int i = 0; i < 5; ++i) {  // along the avenue and the near kerb
    const float z = kRoadFar - 2.2F - 8.5F * static_cast<float>(i);
    for (const float side : {-1.0F, 1.0F}) {
      place.verge.push_back({kAvenueX + side * (kAvenueHalf - 2), 0, z});
    }
    const float x = -13 + 6.2F * static_cast<float>(i);
    place.verge.push_back({std::abs(x) < 3 ? -15.5F : x, 0, kRoadNear + 0.7F});
  }
  place.farthest_camera = 13;
  if (site.day.is_dark) {
    site.day.look.bloom = 0.3F;
  }
  frame(site, 1.55F, -0.02F, 0.36F);
}

/// Towers on the far bank, tallest towards the middle.
void add_skyline(Site& site, float z, float depth, int count, std::uint64_t purpose) {
  Dice dice = site.dice(purpose);
  constexpr std::array<std::uint32_t, 5> kBodies = {0x6F7F90, 0x8A8F98, 0x56687A, 0x9A9088,
                                                    0x4A5A6E};
  world::Mesh all;
  for (int i = 0; i < count; ++i) {
    const float a =
        (static_cast<float>(i) + dice.between(0.1F, 0.9F)) / static_cast<float>(count) * 2 - 1;
    const float tall = 1 - 0.75F * a * a;
    const float height = (22 + 78 * tall * dice.between(0.45F, 1)) * (0.6F + 0.006F * depth);
    const world::Mesh tower = tower_block(
        dice.between(10, 19), dice.between(10, 16), height,
        kBodies[static_cast<std::size_t>(dice.below(kBodies.size()))], site.day.lamps, dice);
    world::append(all, tower, world::translation({a * 150, 0, z - dice.between(0, depth)}));
  }
  add_part(site, "towers", std::move(all));
}

void build_skyline(Site& site) {
  world::Mesh mesh;
  MeshBuilder build(mesh);
  const Paint flags{from_srgb(0x8C877F), Surface::paving};
  const Paint stone{from_srgb(0x9C968C), Surface::rock};
  for (float x = -60; x < 60; x += 6) {
    build.quad({x, 0, 16}, {x + 6, 0, 16}, {x + 6, 0, -3.4F}, {x, 0, -3.4F}, flags);
  }
  build.box(Vec3{0, -1.6F, -3.6F}, {60, 1.6F, 0.3F}, stone);
  for (float x = -45; x < 45; x += 1.8F) {  // a railing along the water
    build.cylinder({x, 0, -3.3F}, {x, 1.0F, -3.3F}, 0.025F, 0.025F, 6,
                   {from_srgb(0x3A4048), Surface::metal});
  }
  for (const float y : {0.55F, 1.0F}) {
    build.box(Vec3{0, y, -3.3F}, {45, 0.022F, 0.03F}, {from_srgb(0x3A4048), Surface::metal});
  }
  build.box(Vec3{0, -2.1F, -190}, {260, 1.6F, 40}, {from_srgb(0x5A5F58), Surface::rock});
  add_part(site, "floor", std::move(mesh));
  add_skyline(site, -165, 10, 24, 0x51);
  add_skyline(site, -200, 40, 22, 0x52);
  site.world.water = world::Water{.level = -2.2F,
                                  .deep = from_srgb(0x16303E),
                                  .shallow = from_srgb(0x335A62),
                                  .clarity = 1.5F,
                                  .waves = 0.35F};
  for (const float x : {-9.0F, 9.0F}) {
    add_prop(site, {"street_lamp", {x, 0, -2.6F}});
    add_lamp(site, {x, 3.9F, -2.2F}, {8, 5.4F, 2.8F}, 12);
  }
  add_lamp(site, {0, 4.2F, 4}, {7, 5.6F, 3.6F}, 12);
  Place& place = site.place;
  place.ground = [](float, float z) { return z > -3.6F ? 0.0F : -4.0F; };
  place.stage = {};
  place.stage_half_width = 8;
  place.water_level = -2.2F;
  place.swimming = {0, -2.2F, -26};
  place.routes = {{Route::Kind::water, {{-90, -2.2F, -26}, {90, -2.2F, -26}}},
                  {Route::Kind::path, {{-40, 0, 0}, {40, 0, 0}}}};
  if (site.day.is_dark) {
    site.day.look.bloom = 0.3F;
  }
  frame(site, 1.7F, 0.04F, 0.30F);
}

}  // namespace

std::span<const Setting> towns() {
  static constexpr std::array kTowns{
      Setting{"city_street", build_city_street},
      Setting{"skyline", build_skyline, [](Site& site) { add_skyline(site, -300, 60, 26, 0x53); }}};
  return kTowns;
}

}  // namespace kirin::engine::motion::places
