#include "engine/motion/places/built/facades.h"

#include <algorithm>
#include <array>

#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::Light;
using world::MeshBuilder;
using world::Paint;
using world::Surface;
using world::Vec3;

constexpr float kGroundFloor = 4.0F;
constexpr float kFloor = 3.3F;

/// Dark glass, or the light of a room behind it.
Paint pane(float lamps, Dice& dice) {
  const bool is_lit = dice.unit() < 0.55F * lamps;
  const float warm = dice.unit();
  const Light light = world::mix(Light{1.5F, 0.95F, 0.45F}, Light{1.2F, 1.15F, 0.95F}, warm * warm);
  return is_lit ? Paint{light * (0.5F + 0.7F * dice.unit()), Surface::glow}
                : Paint{from_srgb(0x3A4A58), Surface::glass};
}

void add_window(MeshBuilder& build, float x, float y, float half_width, float half_height,
                const FacadeLook& look, Dice& dice) {
  const Paint glass = pane(look.lamps, dice);
  const Paint trim{from_srgb(look.trim), Surface::plaster};
  const float z = look.is_far ? 0.02F : 0.012F;
  build.quad({x - half_width, y - half_height, z}, {x + half_width, y - half_height, z},
             {x + half_width, y + half_height, z}, {x - half_width, y + half_height, z}, glass);
  if (look.is_far) {
    return;
  }
  const auto bar = [&](float bx, float by, float hx, float hy) {
    build.box(Vec3{bx, by, 0.05F}, {hx, hy, 0.05F}, trim);
  };
  bar(x - half_width, y, 0.05F, half_height + 0.05F);
  bar(x + half_width, y, 0.05F, half_height + 0.05F);
  bar(x, y + half_height, half_width + 0.1F, 0.09F);
  bar(x, y, 0.025F, half_height);
  bar(x, y + 0.2F * half_height, half_width, 0.025F);
  build.box(Vec3{x, y - half_height - 0.05F, 0.1F}, {half_width + 0.15F, 0.05F, 0.12F}, trim);
}

void add_shop(MeshBuilder& build, const FacadeLook& look, Dice& dice) {
  const float half = 0.5F * look.width;
  const Paint frame{from_srgb(0x3C3A38), Surface::wood};
  build.box(Vec3{0, 0.3F, 0.04F}, {half - 0.4F, 0.3F, 0.05F}, frame);
  FacadeLook bright = look;
  bright.lamps = std::min(1.8F * look.lamps, 1.8F);
  const int panes = std::max(2, static_cast<int>(look.width / 2.4F));
  const float step = (look.width - 1.2F) / static_cast<float>(panes);
  for (int i = 0; i < panes; ++i) {
    const float x = -half + 0.6F + step * (static_cast<float>(i) + 0.5F);
    const bool is_door = i == panes / 2;
    const float low = is_door ? 0.1F : 0.65F;
    const Paint glass =
        is_door ? Paint{from_srgb(0x4A3626), Surface::wood} : pane(bright.lamps, dice);
    const float hw = is_door ? 0.55F : 0.44F * step;
    build.quad({x - hw, low, 0.06F}, {x + hw, low, 0.06F}, {x + hw, 2.6F, 0.06F},
               {x - hw, 2.6F, 0.06F}, glass);
    build.box(Vec3{x - 0.5F * step, 1.4F, 0.07F}, {0.05F, 1.3F, 0.06F}, frame);
  }
  build.box(Vec3{0, 3.05F, 0.08F}, {half - 0.4F, 0.26F, 0.08F},
            {from_srgb(look.awning), Surface::wood});
  // The awning: stripes of cloth that lean out.
  const Paint cloth{from_srgb(look.awning), Surface::cloth};
  const Paint pale{from_srgb(0xF0E8DA), Surface::cloth};
  const int stripes = static_cast<int>(look.width / 0.45F);
  for (int i = 0; i < stripes; ++i) {
    const float x0 =
        -half + 0.5F + (look.width - 1) * static_cast<float>(i) / static_cast<float>(stripes);
    const float x1 =
        -half + 0.5F + (look.width - 1) * static_cast<float>(i + 1) / static_cast<float>(stripes);
    const Paint& paint = i % 2 == 0 ? cloth : pale;
    build.quad({x0, 2.45F, 1.25F}, {x1, 2.45F, 1.25F}, {x1, 2.85F, 0.1F}, {x0, 2.85F, 0.1F}, paint);
    build.quad({x0, 2.25F, 1.25F}, {x1, 2.25F, 1.25F}, {x1, 2.45F, 1.25F}, {x0, 2.45F, 1.25F},
               paint);
  }
}

}  // namespace

float facade_height(const FacadeLook& look) {
  return kGroundFloor + kFloor * static_cast<float>(look.floors) + 0.6F;
}

world::Mesh facade(const FacadeLook& look, Dice& dice) {
  world::Mesh mesh;
  MeshBuilder build(mesh);
  const float height = facade_height(look);
  const float half = 0.5F * look.width;
  const Paint wall{from_srgb(look.wall), look.surface};
  const Paint trim{from_srgb(look.trim), Surface::plaster};
  build.box(Vec3{0, 0.5F * height, -0.5F * look.depth}, {half, 0.5F * height, 0.5F * look.depth},
            wall);
  build.box(Vec3{0, height, 0.1F}, {half + 0.1F, 0.22F, 0.3F}, trim);
  if (!look.is_far) {
    build.box(Vec3{0, kGroundFloor - 0.2F, 0.06F}, {half, 0.1F, 0.1F}, trim);
  }
  const int columns = std::max(2, static_cast<int>(look.width / 2.3F));
  const float step = look.width / static_cast<float>(columns);
  for (int floor = 0; floor < look.floors; ++floor) {
    const float y = kGroundFloor + kFloor * (static_cast<float>(floor) + 0.5F);
    for (int i = 0; i < columns; ++i) {
      add_window(build, -half + step * (static_cast<float>(i) + 0.5F), y, 0.27F * step, 0.95F, look,
                 dice);
    }
  }
  if (look.has_shop && !look.is_far) {
    add_shop(build, look, dice);
  } else {
    for (int i = 0; i < columns; ++i) {
      add_window(build, -half + step * (static_cast<float>(i) + 0.5F), 2.1F, 0.27F * step, 1.0F,
                 look, dice);
    }
  }
  return mesh;
}

world::Mesh tower_block(float width, float depth, float height, std::uint32_t wall, float lamps,
                        Dice& dice) {
  world::Mesh mesh;
  MeshBuilder build(mesh);
  const Paint body{from_srgb(wall), Surface::plaster};
  build.box(Vec3{0, 0.5F * height, 0}, {0.5F * width, 0.5F * height, 0.5F * depth}, body);
  if (dice.unit() < 0.4F) {  // a set-back top, sometimes a mast
    build.box(Vec3{0, height + 0.04F * height, 0}, {0.3F * width, 0.04F * height, 0.3F * depth},
              body);
    if (dice.unit() < 0.5F) {
      build.cylinder({0, height, 0}, {0, 1.25F * height, 0}, 0.02F * width, 0.005F * width, 6,
                     body);
    }
  }
  const int rows = std::clamp(static_cast<int>(height / 4.2F), 3, 26);
  const float step_y = height / static_cast<float>(rows);
  const auto side = [&](const world::Affine& frame, float across) {
    const int columns = std::clamp(static_cast<int>(across / 3.4F), 2, 8);
    const float step = across / static_cast<float>(columns);
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        const float x = -0.5F * across + step * (static_cast<float>(c) + 0.5F);
        const float y = step_y * (static_cast<float>(r) + 0.5F);
        const auto at = [&](float dx, float dy) { return frame.point({x + dx, y + dy, 0.05F}); };
        const float hx = 0.33F * step;
        const float hy = 0.30F * step_y;
        build.quad(at(-hx, -hy), at(hx, -hy), at(hx, hy), at(-hx, hy), pane(lamps, dice));
      }
    }
  };
  side(world::translation({0, 0, 0.5F * depth}), width);
  side(world::translation({0.5F * width, 0, 0}) * world::turn_y(world::kPi / 2), depth);
  side(world::translation({-0.5F * width, 0, 0}) * world::turn_y(-world::kPi / 2), depth);
  return mesh;
}

}  // namespace kirin::engine::motion::places
