#include "engine/motion/places/silk.h"

#include <cmath>
#include <memory>

#include "engine/motion/places/noise.h"
#include "engine/motion/places/weather.h"
#include "engine/motion/world/clay.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::places {
namespace {

using world::Light;
using world::Surface;
using world::Vec3;

/// Three colours that go together: neighbours on the wheel and one from across it.
struct Harmony {
  Light main, near, accent, dark;
};

Harmony harmony_of(const Site& site, Dice& dice) {
  float hue = dice.unit();
  const float spread = dice.between(0.07F, 0.13F) * (dice.unit() < 0.5F ? -1.0F : 1.0F);
  Harmony h{light_of_hue(hue, 0.68F, 0.86F), light_of_hue(hue + spread, 0.60F, 0.90F),
            light_of_hue(hue + 0.42F + spread, 0.70F, 0.95F),
            light_of_hue(hue + 2 * spread, 0.75F, 0.28F)};
  const auto take = [&](const story::NamedColour& colour) {
    const Light own = world::from_srgb(colour.srgb);
    h = {own, recoloured(own, {1, 0.95F, 0.9F}, 0.35F), recoloured(h.accent, own, 0.35F),
         own * 0.16F};
  };
  if (!site.scene.setting_colours.empty()) {
    take(site.scene.setting_colours.front());
    if (site.scene.setting_colours.size() > 1) {
      h.accent = world::from_srgb(site.scene.setting_colours[1].srgb);
    }
  } else if (site.scene.tint) {
    take(*site.scene.tint);
  } else if (site.scene.sky_colour) {
    take(*site.scene.sky_colour);
  }
  return h;
}

/// One soft form: a pebble, a ring, a knot of drops, a petal, a ribbon.
world::Mesh soft_form(int kind, Light colour, Light other, Dice& dice) {
  world::Mesh mesh;
  world::MeshBuilder build(mesh);
  const world::Paint paint{colour, Surface::ceramic};
  switch (kind) {
    case 0: {
      world::Clay clay;
      clay.blend(0.35F);
      for (int i = 0; i < 5; ++i) {
        clay.ball(
            {dice.between(-0.55F, 0.55F), dice.between(-0.5F, 0.5F), dice.between(-0.5F, 0.5F)},
            dice.between(0.2F, 0.42F), {world::mix(colour, other, dice.unit()), Surface::ceramic});
      }
      return clay.mesh(0.075F);
    }
    case 1:
      build.torus(world::turn_x(0.6F), 0.72F, 0.17F, 40, 14, paint);
      break;
    case 2: {  // a ribbon that turns on itself
      constexpr int kParts = 90;
      const float turns = dice.between(1.0F, 2.0F);
      for (int i = 0; i <= kParts; ++i) {
        const float t = static_cast<float>(i) / kParts;
        const float a = 2 * world::kPi * turns * t;
        const Vec3 at{(0.35F + 0.5F * t) * std::cos(a), 1.7F * t - 0.85F,
                      (0.35F + 0.5F * t) * std::sin(a)};
        const float twist = a * 0.5F + 1;
        const Vec3 wide = world::normalized(Vec3{std::cos(a) * std::cos(twist), std::sin(twist),
                                                 std::sin(a) * std::cos(twist)}) *
                          (0.24F * std::sin(world::kPi * t));
        for (const float side : {-1.0F, 1.0F}) {
          world::Vertex v;
          v.position = at + wide * side;
          v.normal = world::normalized(world::cross(wide, Vec3{-std::sin(a), 0.3F, std::cos(a)}));
          v.colour = world::mix(colour, other, t);
          v.surface = Surface::cloth;
          mesh.vertices.push_back(v);
        }
        if (i > 0) {
          const auto k = static_cast<std::uint32_t>(2 * i);
          mesh.indices.insert(mesh.indices.end(), {k - 2, k - 1, k + 1, k - 2, k + 1, k});
        }
      }
      mesh.is_two_sided = true;
      break;
    }
    case 3: {
      const world::Point2 profile[] = {{0, -0.9F},     {0.25F, -0.72F}, {0.48F, -0.3F},
                                       {0.50F, 0.05F}, {0.38F, 0.4F},   {0.18F, 0.8F},
                                       {0.03F, 1.25F}, {0, 1.3F}};
      build.lathe({}, profile, 28, paint);
      break;
    }
    default:
      build.ball({}, {0.7F, 0.7F, 0.7F}, 18, 30, paint);
      break;
  }
  return mesh;
}

/// A floor that loses itself in the backdrop.
void lay_floor(Site& site, const Harmony& h) {
  Land land;
  land.height = [](float, float) { return 0.0F; };
  land.paint = [h, horizon = site.day.sky.horizon](Vec3 at, Vec3) {
    const float far = world::smooth_step(4, 30, std::hypot(at.x, at.z));
    const Light near = world::mix(h.near, {0.95F, 0.93F, 0.92F}, 0.45F) * 0.42F;
    return GroundPaint{world::mix(near, horizon * 0.55F, far), Surface::matte};
  };
  set_ground(site, land, {.middle = {}, .farthest = 6.2F});
}

}  // namespace

void build_silk(Site& site) {
  frame(site, 1.35F, -0.02F);
  // The words choose: the same ones the same colours and forms, others others.
  Dice dice(site.scene.words_hash ^ site.seed ^ 0x511CU);
  const Harmony h = harmony_of(site, dice);
  const float bright =
      0.45F + 0.55F * world::smooth_step(0.2F, 1.6F, luminance(site.day.light.key));
  Daylight& day = site.day;
  day.sky.backdrop = world::Backdrop::silk;
  day.sky.accents[0] = h.main;
  day.sky.accents[1] = h.near;
  day.sky.accents[2] = h.accent;
  day.sky.zenith = world::mix(h.dark, h.main, 0.35F) * bright;
  day.sky.middle = h.main * bright;
  day.sky.horizon = world::mix(h.near, {1, 0.96F, 0.92F}, 0.35F) * bright;
  day.sky.ground = world::mix(h.dark, h.near, 0.4F) * bright;
  day.sky.cloud_cover = 0;
  day.sky.disc_radius = 0;
  day.fog = {.colour = day.sky.horizon, .density = 0.010F, .falloff = 0};
  day.light = {
      .key_direction = world::normalized({-0.5F, 0.75F, 0.55F}),
      .key = Light{2.0F, 1.92F, 1.84F} * bright,
      .sky = (world::mix(h.main, {1, 1, 1}, 0.5F) * 0.55F + Light{0.12F, 0.12F, 0.12F}) * bright,
      .ground = world::mix(h.near, {1, 1, 1}, 0.3F) * (0.35F * bright)};
  day.look.bloom = 0.25F;
  day.look.exposure = 1.05F;
  const bool has_floor = !site.scene.subjects.empty();
  if (has_floor) {
    lay_floor(site, h);
  } else {  // nobody has to stand: light all round
    site.place.has_ground = false;
    site.place.ground = [](float, float) { return -50.0F; };
  }
  site.place.stage_half_width = 4;
  site.place.seats = {};
  const int forms = 9 + dice.below(4);
  const float half = std::tan(site.place.fov_y / 2) * site.aspect;
  const int favourite = dice.below(5);
  for (int i = 0; i < forms; ++i) {
    const float z = -4 - 20 * dice.unit();
    const float reach = half * (site.place.camera_distance - z);
    const float side = i % 2 == 0 ? -1.0F : 1.0F;
    const Vec3 at{side * reach * dice.between(0.16F, 0.98F),
                  dice.between(has_floor ? 0.9F : -0.2F * -z, 1.5F + 0.26F * -z), z};
    const float size = dice.between(0.42F, 0.95F) * (0.9F + 0.06F * -z);
    const Light colour = i % 5 == 0 ? h.accent : i % 2 == 0 ? h.main : h.near;
    const int kind = dice.unit() < 0.45F ? favourite : dice.below(5);
    world::Node node;
    node.label = "form";
    node.mesh = std::make_shared<const world::Mesh>(
        soft_form(kind, colour, world::mix(colour, h.near, 0.6F), dice));
    const float rate = dice.between(0.12F, 0.4F) * side;
    const float phase = dice.between(0, 6.28F);
    node.at = [at, size, rate, phase](double seconds) {
      const auto t = static_cast<float>(seconds);
      const Vec3 float_by{0.16F * std::sin(0.4F * t + phase),
                          0.28F * std::sin(0.62F * t + 2 * phase), 0};
      return world::NodeState{
          .place = world::translation(at + float_by) * world::turn_y(rate * t + phase) *
                   world::turn_x(0.5F * rate * t + 2 * phase) * world::scaling(size)};
    };
    site.world.nodes.push_back(std::move(node));
  }
  Drift sparks;
  sparks.count = 90;
  sparks.half = {8, 4, 8};
  sparks.shift = {0, 0.5F, -8};
  sparks.velocity = {0.05F, 0.10F, 0};
  sparks.wobble = {0.3F, 0.2F, 0.3F};
  sparks.smallest = 0.010F;
  sparks.largest = 0.035F;
  sparks.colour = h.near * 0.8F;
  sparks.other_colour = h.accent * 0.8F;
  sparks.is_glowing = true;
  sparks.blinking = 0.8F;
  site.world.sprites.push_back(drifting(sparks, site.seed ^ 0x5AAU));
}

}  // namespace kirin::engine::motion::places
