// Indoors: a set with three walls, open towards the camera, furnished from the library.
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "engine/motion/places/built/props.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::Light;
using world::MeshBuilder;
using world::Paint;
using world::Surface;
using world::Vec3;

/// A window in the back wall: its middle, and half its size.
struct Window {
  float x = 0;
  float y = 1.7F;
  float half_width = 0.9F;
  float half_height = 0.7F;
};

struct RoomLook {
  float half_width = 3.6F;
  float back = -3.2F;
  float front = 5;
  float height = 2.9F;
  std::uint32_t wall = 0xD9CDB8;
  std::uint32_t side_wall = 0xCDBFA6;
  std::uint32_t floor = 0x9A6E45;
  Surface floor_surface = Surface::wood;
  std::uint32_t trim = 0xF1ECE0;
};

void wall_piece(MeshBuilder& build, float x0, float x1, float y0, float y1, float z,
                const Paint& paint) {
  if (x1 - x0 > 1e-3F && y1 - y0 > 1e-3F) {
    build.quad({x0, y0, z}, {x1, y0, z}, {x1, y1, z}, {x0, y1, z}, paint);
  }
}

/// A frame with a cross bar round the opening, and a sill.
void window_frame(MeshBuilder& build, const Window& w, float z, const Paint& trim) {
  constexpr float kBar = 0.05F;
  const auto bar = [&](float x, float y, float half_x, float half_y) {
    build.box(Vec3{x, y, z}, {half_x, half_y, 0.05F}, trim);
  };
  bar(w.x - w.half_width, w.y, kBar, w.half_height + kBar);
  bar(w.x + w.half_width, w.y, kBar, w.half_height + kBar);
  bar(w.x, w.y - w.half_height, w.half_width, kBar);
  bar(w.x, w.y + w.half_height, w.half_width, kBar);
  bar(w.x, w.y, 0.5F * kBar, w.half_height);
  bar(w.x, w.y + 0.15F * w.half_height, w.half_width, 0.5F * kBar);
  build.box(Vec3{w.x, w.y - w.half_height - 0.07F, z + 0.08F}, {w.half_width + 0.12F, 0.03F, 0.13F},
            trim);
}

/// Back wall with its windows (side by side, not overlapping), side walls, ceiling, skirting.
void add_shell(Site& site, const RoomLook& look, std::span<const Window> windows) {
  const Paint wall{from_srgb(look.wall), Surface::plaster};
  const Paint side{from_srgb(look.side_wall), Surface::plaster};
  const Paint trim{from_srgb(look.trim), Surface::plastic};
  set_floor(site, look.half_width, look.front, look.back,
            {from_srgb(look.floor), look.floor_surface});
  if (!windows.empty()) {
    site.window_z = look.back;
    site.place.window = Vec3{windows.front().x, 0, look.back};
  }
  world::Mesh mesh;
  MeshBuilder build(mesh);
  float from = -look.half_width;
  for (const Window& w : windows) {
    wall_piece(build, from, w.x - w.half_width, 0, look.height, look.back, wall);
    wall_piece(build, w.x - w.half_width, w.x + w.half_width, 0, w.y - w.half_height, look.back,
               wall);
    wall_piece(build, w.x - w.half_width, w.x + w.half_width, w.y + w.half_height, look.height,
               look.back, wall);
    window_frame(build, w, look.back, trim);
    from = w.x + w.half_width;
  }
  wall_piece(build, from, look.half_width, 0, look.height, look.back, wall);
  const float hw = look.half_width;
  build.quad({-hw, 0, look.front}, {-hw, 0, look.back}, {-hw, look.height, look.back},
             {-hw, look.height, look.front}, side);
  build.quad({hw, 0, look.back}, {hw, 0, look.front}, {hw, look.height, look.front},
             {hw, look.height, look.back}, side);
  build.quad({-hw, look.height, look.back}, {hw, look.height, look.back},
             {hw, look.height, look.front}, {-hw, look.height, look.front},
             {from_srgb(0xEDE8DE), Surface::plaster});
  build.box(Vec3{0, 0.06F, look.back + 0.01F}, {hw, 0.06F, 0.02F}, trim);
  build.box(Vec3{-hw + 0.01F, 0.06F, 0.5F * (look.back + look.front)},
            {0.02F, 0.06F, 0.5F * (look.front - look.back)}, trim);
  build.box(Vec3{hw - 0.01F, 0.06F, 0.5F * (look.back + look.front)},
            {0.02F, 0.06F, 0.5F * (look.front - look.back)}, trim);
  add_part(site, "walls", std::move(mesh));
}

/// The light of rooms: from the window side and from everywhere, warm lamps by night.
void light_room(Site& site, Light night_lamp = {1.0F, 0.72F, 0.42F}) {
  site.is_indoors = true;
  Daylight& day = site.day;
  const float on = day.lamps;
  day.light.key_direction = world::normalized({-0.45F, 0.75F, 0.55F});
  day.light.key = world::mix(Light{1.55F, 1.44F, 1.26F}, Light{0.30F, 0.26F, 0.24F}, on);
  day.light.sky = world::mix(Light{0.95F, 0.92F, 0.88F}, Light{0.20F, 0.17F, 0.16F}, on);
  day.light.ground = world::mix(Light{0.62F, 0.55F, 0.46F}, Light{0.14F, 0.11F, 0.09F}, on);
  day.look.exposure = world::mix(1.0F, 1.25F, on);
  day.fog.density = 0;
  add_lamp(site, {0, 2.5F, 0.5F}, night_lamp * 2.6F, 9);
  site.place.ceiling = 2.6F;
  site.place.stage_half_width = 2.2F;
  site.place.stage_half_depth = 1.2F;
  site.place.farthest_camera = 9;
  frame(site, 1.35F, -0.06F, 0.40F);
}

void picture_frame(Site& site, Vec3 at, float half_width, float half_height, std::uint32_t colour) {
  world::Mesh mesh;
  MeshBuilder build(mesh);
  build.box(at, {half_width, half_height, 0.03F}, {from_srgb(0x5A3C22), Surface::wood});
  build.box(at + Vec3{0, 0, 0.012F}, {0.86F * half_width, 0.82F * half_height, 0.03F},
            {from_srgb(colour), Surface::paper});
  build.ball(world::translation(at + Vec3{0.2F * half_width, -0.1F * half_height, 0.043F}),
             {0.4F * half_width, 0.4F * half_height, 0.004F}, 4, 20,
             {from_srgb(0xF0C77A), Surface::paper});
  add_part(site, "picture", std::move(mesh));
}

void build_room(Site& site) {
  const RoomLook look;
  const std::array windows{Window{.x = -1.35F}};
  add_shell(site, look, windows);
  const float back = look.back;
  add_prop(site, {"sofa", {1.5F, 0, back + 0.75F}, -0.08F, 1, 0x5C7A7A});
  add_prop(site, {"rug", {0, 0.005F, -0.6F}, 0, 1.3F, 0xA8503C});
  add_prop(site, {"shelf", {-3.0F, 0, back + 0.35F}, 0.1F});
  const float top = add_prop(site, {"table", {-2.6F, 0, -0.9F}, 0.2F, 0.75F});
  const float side = add_prop(site, {"table", {3.0F, 0, back + 0.5F}, 0, 0.5F});
  add_prop(site, {"lamp", {3.0F, side, back + 0.5F}});
  add_prop(site, {"book", {-2.6F, top, -0.9F}, 0.5F});
  add_prop(site, {"fern", {-0.2F, 0, back + 0.35F}, 0, 0.8F});
  picture_frame(site, {1.5F, 1.85F, back + 0.04F}, 0.62F, 0.42F, 0x3E6C8A);
  add_lamp(site, {2.9F, 1.5F, back + 0.8F}, {1.4F, 0.9F, 0.45F}, 5);
  site.place.seats = {{1.5F, 0.45F, back + 0.95F}};
  light_room(site);
}

void build_kitchen(Site& site) {
  const RoomLook look{
      .wall = 0xE4DCC6, .side_wall = 0xD8CDB2, .floor = 0xB9A88E, .floor_surface = Surface::paving};
  const std::array windows{Window{.x = 0.3F, .y = 1.75F, .half_width = 0.8F, .half_height = 0.5F}};
  add_shell(site, look, windows);
  const float back = look.back;
  world::Mesh mesh;
  MeshBuilder build(mesh);
  const Paint front{from_srgb(0x7E9A8C), Surface::wood};
  const Paint top{from_srgb(0x6B5038), Surface::wood};
  for (int i = 0; i < 5; ++i) {  // a counter of cupboards along the back wall
    const float x = -1.9F + 0.95F * static_cast<float>(i);
    build.bevelled_box(world::translation({x, 0.44F, back + 0.32F}), {0.46F, 0.42F, 0.30F}, 0.02F,
                       front);
    build.box(Vec3{x, 0.60F, back + 0.63F}, {0.10F, 0.012F, 0.015F},
              {from_srgb(0xD0C8B8), Surface::metal});
  }
  build.bevelled_box(world::translation({0, 0.89F, back + 0.33F}), {2.45F, 0.03F, 0.34F}, 0.01F,
                     top);
  for (const float x : {-1.9F, -1.05F, 1.6F, 2.3F}) {  // cupboards above
    build.bevelled_box(world::translation({x, 2.05F, back + 0.2F}), {0.38F, 0.38F, 0.18F}, 0.02F,
                       front);
  }
  for (int row = 0; row < 2; ++row) {
    build.box(Vec3{0, 1.05F + 0.16F * static_cast<float>(row), back + 0.012F},
              {2.45F, 0.075F, 0.006F},
              {from_srgb(row == 0 ? 0xF4F0E6 : 0xC9DAD2), Surface::ceramic});
  }
  add_part(site, "cupboards", std::move(mesh), true);
  add_prop(site, {"fridge", {-3.05F, 0, back + 0.4F}, 0.1F});
  add_prop(site, {"stove", {2.95F, 0, back + 0.38F}});
  add_prop(site, {"teapot", {-0.9F, 0.92F, back + 0.35F}, 0.5F});
  add_prop(site, {"bottle", {1.3F, 0.92F, back + 0.28F}});
  add_prop(site, {"vase", {0.9F, 0.92F, back + 0.3F}});
  light_room(site);
}

void build_office(Site& site) {
  const RoomLook look{.half_width = 4.4F,
                      .back = -3.8F,
                      .wall = 0xCFD4D8,
                      .side_wall = 0xC2C8CE,
                      .floor = 0x5E6872,
                      .floor_surface = Surface::cloth};
  const std::array windows{
      Window{.x = -2.2F, .y = 1.75F, .half_width = 1.25F, .half_height = 0.85F},
      Window{.x = 1.2F, .y = 1.75F, .half_width = 1.25F, .half_height = 0.85F}};
  add_shell(site, look, windows);
  const float back = look.back;
  for (const float x : {-2.5F, 1.7F}) {
    const float top = add_prop(site, {"desk", {x, 0, back + 1.3F}, 0.05F});
    add_prop(site, {"computer", {x, std::min(top, 0.78F), back + 1.3F}});
    add_prop(site, {"chair", {x + 0.1F, 0, back + 0.7F}, 0.1F});
  }
  add_prop(site, {"shelf", {3.9F, 0, back + 0.4F}, -0.15F});
  add_prop(site, {"fern", {-3.9F, 0, back + 0.45F}, 0, 1.1F});
  add_prop(site, {"clock", {3.1F, 2.1F, back + 0.05F}});
  light_room(site, {0.95F, 0.95F, 0.9F});
}

/// Folds of a curtain from x0 to x1.
void curtain(MeshBuilder& build, float x0, float x1, float height, float z, const Paint& paint) {
  constexpr int kFolds = 36;
  Vec3 last{};
  for (int i = 0; i <= kFolds; ++i) {
    const float a = static_cast<float>(i) / kFolds;
    const Vec3 at{world::mix(x0, x1, a), 0, z + 0.14F * std::sin(a * 9 * world::kPi)};
    if (i > 0) {
      build.quad(last, at, at + Vec3{0, height, 0}, last + Vec3{0, height, 0}, paint);
    }
    last = at;
  }
}

void build_stage(Site& site) {
  site.is_indoors = true;
  Daylight& day = site.day;
  world::Mesh mesh;
  MeshBuilder build(mesh);
  const Paint velvet{from_srgb(0x8E1620), Surface::cloth};
  set_floor(site, 9, 7, -6, {from_srgb(0x8A5A34), Surface::wood});
  curtain(build, -9, 9, 7, -4.5F, {from_srgb(0x3A0C16), Surface::cloth});
  curtain(build, -9, -4.2F, 7, -1.6F, velvet);
  curtain(build, 4.2F, 9, 7, -1.6F, velvet);
  for (int i = 0; i < 9; ++i) {  // swags along the top
    const float x = -8 + 2 * static_cast<float>(i);
    build.ball(world::translation({x, 5.4F, -1.4F}), {1.05F, 0.55F, 0.25F}, 8, 20, velvet);
  }
  add_part(site, "curtains", std::move(mesh));
  day.sky.backdrop = world::Backdrop::room;
  day.sky.zenith = from_srgb(0x0A0608);
  day.sky.middle = day.sky.horizon = day.sky.ground = day.sky.zenith;
  day.light.key_direction = world::normalized({0.25F, 0.85F, 0.6F});
  day.light.key = {2.6F, 2.3F, 1.9F};
  day.light.sky = {0.42F, 0.36F, 0.42F};
  day.light.ground = {0.26F, 0.18F, 0.14F};
  day.look.exposure = 1;
  day.look.vignette = 0.45F;
  day.fog.density = 0;
  site.world.lamps.push_back({.at = {-3.2F, 4.2F, 2}, .radiance = {5.5F, 3.2F, 5.2F}, .reach = 11});
  site.world.lamps.push_back({.at = {3.2F, 4.2F, 2}, .radiance = {2.6F, 3.6F, 6.2F}, .reach = 11});
  site.place.ceiling = 5;
  site.place.farthest_camera = 16;
  frame(site, 1.3F, -0.02F, 0.42F);
}

}  // namespace

std::span<const Setting> rooms() {
  static constexpr std::array kRooms{Setting{"room", build_room}, Setting{"kitchen", build_kitchen},
                                     Setting{"office", build_office},
                                     Setting{"stage", build_stage}};
  return kRooms;
}

}  // namespace kirin::engine::motion::places
