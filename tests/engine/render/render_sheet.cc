// A developer's eye and stopwatch for the renderer: one scene with land, water, plants, a house and
// balls of every surface.
//
//   kirin_render_sheet OUT.png [--hour noon|dusk|night] [--size WxH] [--samples N] [--frames N]
//     [--style ID] [--backdrop sky|room|space|underwater|silk] [--at SECONDS] [--yaw DEGREES]
//     [--blur B] [--shutter S] [--rain] [--fine] [--close]
//
// Prints CPU milliseconds a frame, the mean of N frames.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "engine/motion/render/renderer.h"
#include "engine/motion/world/mesh_builder.h"
#include "media/png_writer.h"

namespace {

using namespace kirin::engine::motion;
using world::Light;
using world::Surface;
using world::Vec3;

double cpu_ms() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1e3 * static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         1e-3 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

float ground_height(float x, float z) {
  const float hills = 5 * world::smooth_step(-25, -80, z) *
                      (1.2F + std::sin(x * 0.05F) + std::sin(z * 0.07F + x * 0.02F));
  const float shore = -0.2F + 0.35F * std::sin(x * 0.13F) * std::cos(z * 0.11F);
  return hills + shore -
         1.6F * world::smooth_step(4, -1, z - 0.25F * x) * world::smooth_step(-26, -18, z);
}

std::shared_ptr<world::Mesh> terrain() {
  auto mesh = std::make_shared<world::Mesh>();
  constexpr int kSide = 160;
  const auto at = [](int i, int j) {
    const float u = (static_cast<float>(i) / kSide - 0.5F) * 2;
    const float v = static_cast<float>(j) / kSide;
    const float x = 120 * u * (0.25F + 0.75F * std::abs(u));
    const float z = 14 - 140 * v * (0.25F + 0.75F * v);
    return Vec3{x, ground_height(x, z), z};
  };
  for (int j = 0; j <= kSide; ++j) {
    for (int i = 0; i <= kSide; ++i) {
      const Vec3 p = at(i, j);
      const Vec3 normal =
          world::normalized({ground_height(p.x - 0.3F, p.z) - ground_height(p.x + 0.3F, p.z), 0.6F,
                             ground_height(p.x, p.z - 0.3F) - ground_height(p.x, p.z + 0.3F)});
      const bool is_sand = p.y < 0.12F;
      mesh->vertices.push_back({.position = p,
                                .normal = normal,
                                .colour = world::from_srgb(is_sand ? 0xD9C39A : 0x6E8F45),
                                .surface = is_sand ? Surface::sand : Surface::grass});
    }
  }
  for (std::uint32_t j = 0; j < kSide; ++j) {
    for (std::uint32_t i = 0; i < kSide; ++i) {
      const std::uint32_t a = j * (kSide + 1) + i;
      for (const std::uint32_t k : {a, a + 1, a + kSide + 1, a + 1, a + kSide + 2, a + kSide + 1}) {
        mesh->indices.push_back(k);
      }
    }
  }
  return mesh;
}

std::shared_ptr<world::Mesh> tree() {
  auto mesh = std::make_shared<world::Mesh>();
  world::MeshBuilder build(*mesh);
  build.cylinder({0, 0, 0}, {0, 2.2F, 0}, 0.16F, 0.08F, 10,
                 {world::from_srgb(0x6B4F35), Surface::bark});
  for (int i = 0; i < 260; ++i) {
    const auto f = static_cast<float>(i);
    const Vec3 d =
        world::normalized({std::sin(f * 2.4F), 0.9F * std::sin(f * 0.77F + 1), std::cos(f * 2.4F)});
    const Vec3 p = Vec3{0, 2.6F, 0} + d * (0.75F + 0.35F * std::sin(f * 5.1F));
    const Vec3 side = world::normalized(world::cross(d, {0.3F, 1, 0.2F})) * 0.16F;
    const Vec3 up = world::normalized(world::cross(side, d)) * 0.2F;
    const auto first = mesh->vertices.size();
    build.quad(p - side, p - up, p + side, p + up,
               {world::from_srgb(i % 3 == 0 ? 0x8DB04A : 0x5E8F3A), Surface::leaf, 0, 0.06F});
    for (std::size_t k = first; k < mesh->vertices.size(); ++k) {
      mesh->vertices[k].normal = d;
    }
  }
  mesh->is_two_sided = true;
  return mesh;
}

world::World scene_of(const std::string& hour, const std::string& backdrop, bool has_rain) {
  world::World w;
  const auto add = [&w](const char* label, std::shared_ptr<world::Mesh> mesh, Vec3 at,
                        std::uint16_t object = 0) {
    w.nodes.push_back({.label = label,
                       .object = object,
                       .mesh = std::move(mesh),
                       .skeleton = nullptr,
                       .state = {.place = world::translation(at)},
                       .at = {}});
  };
  add("land", terrain(), {});
  auto house = std::make_shared<world::Mesh>();
  {
    world::MeshBuilder build(*house);
    build.box(Vec3{0, 1.5F, 0}, {2.4F, 1.5F, 1.8F}, {world::from_srgb(0xB5654A), Surface::brick});
    build.box(Vec3{4.0F, 3.0F, -1}, {1.5F, 3.0F, 1.5F},
              {world::from_srgb(0xC9BFA8), Surface::windows});
    const world::Paint roof{world::from_srgb(0x8C3B2E), Surface::roof_tiles};
    build.quad({-2.7F, 2.9F, 2.1F}, {2.7F, 2.9F, 2.1F}, {2.7F, 4.4F, 0}, {-2.7F, 4.4F, 0}, roof);
    build.quad({2.7F, 2.9F, -2.1F}, {-2.7F, 2.9F, -2.1F}, {-2.7F, 4.4F, 0}, {2.7F, 4.4F, 0}, roof);
    build.triangle({2.4F, 3, -1.8F}, {2.4F, 4.3F, 0}, {2.4F, 3, 1.8F},
                   {world::from_srgb(0xB5654A), Surface::brick});
    build.box(Vec3{0, 0.9F, 1.82F}, {0.45F, 0.9F, 0.05F},
              {world::from_srgb(0x5A3A22), Surface::wood});
  }
  add("house", house, {7, ground_height(7, -4), -4}, 2);
  for (int i = 0; i < world::kSurfaceCount; ++i) {
    auto ball = std::make_shared<world::Mesh>();
    static constexpr std::uint32_t kColours[] = {0xC0504D, 0xE8C39E, 0x4F81BD, 0x9A6B3F, 0x3A2A1E,
                                                 0xD8D2C0, 0x5B8C5A, 0x6FA03A, 0xE77FA5, 0x6B4F35};
    world::MeshBuilder(*ball).ball(
        world::translation({}), {0.32F, 0.32F, 0.32F}, 20, 32,
        {world::from_srgb(kColours[static_cast<std::size_t>(i) % 10]), static_cast<Surface>(i)});
    const float x = -4.2F + 0.75F * static_cast<float>(i % 12);
    const float z = 6.2F - 0.9F * static_cast<float>(i / 12);
    add("ball", ball, {x, ground_height(x, z) + 0.3F, z}, static_cast<std::uint16_t>(10 + i));
  }
  auto boat = std::make_shared<world::Mesh>();
  world::MeshBuilder(*boat).bevelled_box(world::translation({}), {1.2F, 0.35F, 0.5F}, 0.12F,
                                         {world::from_srgb(0xC8372D), Surface::paint});
  world::MeshBuilder(*boat).cylinder({0, 0.3F, 0}, {0, 2.6F, 0}, 0.05F, 0.03F, 8,
                                     {world::from_srgb(0x8A6A45), Surface::wood});
  w.nodes.push_back({.label = "boat",
                     .object = 1,
                     .mesh = boat,
                     .skeleton = nullptr,
                     .state = {},
                     .at = [](double s) {
                       world::NodeState state;
                       const auto t = static_cast<float>(s);
                       state.place =
                           world::translation({-4 + t, -0.5F + 0.05F * std::sin(2 * t), -6}) *
                           world::turn_z(0.06F * std::sin(1.3F * t));
                       return state;
                     }});
  world::Scatter trees;
  trees.mesh = tree();
  for (int i = 0; i < 190; ++i) {
    const auto f = static_cast<float>(i);
    const float x = 70 * std::sin(f * 12.9898F);
    const float z = -28 - 40 * std::abs(std::sin(f * 78.233F));
    trees.places.push_back(world::translation({x, ground_height(x, z), z}) * world::turn_y(f) *
                           world::scaling(1.2F + 0.6F * std::sin(f)));
  }
  for (const Vec3 p : {Vec3{-6, 0, 2}, Vec3{3.5F, 0, -1.5F}, Vec3{11, 0, 0}}) {
    trees.places.push_back(world::translation({p.x, ground_height(p.x, p.z), p.z}));
  }
  w.scatters.push_back(trees);
  w.water = world::Water{};
  w.water->level = -0.55F;
  w.water->foam = 0.4F;
  w.sky.cloud_cover = 0.45F;
  if (hour == "dusk") {
    w.sky.zenith = {0.08F, 0.11F, 0.30F};
    w.sky.middle = {0.45F, 0.25F, 0.35F};
    w.sky.horizon = {1.1F, 0.55F, 0.25F};
    w.sky.glow = {2.2F, 1.1F, 0.4F};
    w.sky.glow_strength = 0.9F;
    w.sky.sun_direction = world::normalized({-0.25F, 0.09F, -1});
    w.sky.disc_radius = 0.03F;
    w.sky.cloud_lit = {1.3F, 0.6F, 0.35F};
    w.sky.cloud_shade = {0.30F, 0.22F, 0.33F};
    w.light = {.key_direction = world::normalized({-0.35F, 0.22F, -1}),
               .key = {2.0F, 1.0F, 0.5F},
               .sky = {0.30F, 0.28F, 0.42F},
               .ground = {0.14F, 0.10F, 0.09F}};
    w.fog.colour = {0.75F, 0.42F, 0.28F};
    w.fog.density = 0.004F;
  } else if (hour == "night") {
    w.sky.zenith = {0.004F, 0.008F, 0.03F};
    w.sky.middle = {0.010F, 0.018F, 0.055F};
    w.sky.horizon = {0.03F, 0.045F, 0.10F};
    w.sky.ground = {0.01F, 0.012F, 0.02F};
    w.sky.glow = {0.25F, 0.3F, 0.45F};
    w.sky.is_moon = true;
    w.sky.sun_direction = world::normalized({-0.2F, 0.32F, -1});
    w.sky.disc_radius = 0.035F;
    w.sky.disc = {2.2F, 2.2F, 2.0F};
    w.sky.stars = 1;
    w.sky.milky_way = 0.7F;
    w.sky.aurora = 0.6F;
    w.sky.cloud_cover = 0.2F;
    w.sky.cloud_lit = {0.10F, 0.12F, 0.2F};
    w.sky.cloud_shade = {0.02F, 0.025F, 0.05F};
    w.light = {.key_direction = world::normalized({-0.3F, 0.6F, -0.6F}),
               .key = {0.28F, 0.34F, 0.55F},
               .sky = {0.05F, 0.07F, 0.14F},
               .ground = {0.02F, 0.02F, 0.03F}};
    w.fog.colour = {0.02F, 0.03F, 0.07F};
    w.lamps.push_back({.at = {5.5F, ground_height(5.5F, 0) + 1.8F, -0.5F},
                       .radiance = {3, 2.0F, 1.0F},
                       .reach = 9,
                       .flicker = 0.3F});
  } else {
    w.sky.sun_direction = world::normalized({0.5F, 0.6F, -0.55F});
    w.light.key_direction = world::normalized({0.45F, 0.7F, 0.5F});
    w.sky.rainbow = 0.4F;
  }
  for (const auto& [name, kind] : {std::pair{"room", world::Backdrop::room},
                                   {"space", world::Backdrop::space},
                                   {"underwater", world::Backdrop::underwater},
                                   {"silk", world::Backdrop::silk}}) {
    if (backdrop == name) {
      w.sky.backdrop = kind;
      w.nodes.resize(kind == world::Backdrop::underwater ? w.nodes.size() : 0);
      w.scatters.clear();
      w.water.reset();
      w.sky.stars = kind == world::Backdrop::space ? 1 : 0;
    }
  }
  if (has_rain) {
    w.sprites.push_back([](double seconds, Vec3 eye, std::vector<world::Sprite>& out) {
      for (int i = 0; i < 3000; ++i) {
        const auto f = static_cast<float>(i);
        const auto fall = static_cast<float>(std::fmod(seconds * 9 + f * 0.731, 12.0));
        out.push_back({.at = eye + Vec3{14 * std::sin(f * 12.99F), 6 - fall,
                                        -1 - 14 * std::abs(std::sin(f * 78.2F))},
                       .streak = {0.02F, -0.45F, 0},
                       .radius = 0.006F,
                       .colour = {0.8F, 0.85F, 0.9F},
                       .opacity = 0.35F});
      }
    });
  }
  return w;
}

}  // namespace

int main(int argc, char** argv) {
  std::string out = "/tmp/render_sheet.png";
  std::string hour = "noon";
  std::string style;
  std::string backdrop = "sky";
  render::RenderOptions options{.size = {1280, 720}};
  int frames = 1;
  double at = 1;
  float yaw = 0;
  float blur = 0;
  bool has_rain = false;
  bool is_close = false;
  for (int i = 1; i < argc; ++i) {
    const std::string key = argv[i];
    const auto next = [&] { return std::string(i + 1 < argc ? argv[++i] : ""); };
    if (key == "--hour") {
      hour = next();
    } else if (key == "--style") {
      style = next();
    } else if (key == "--backdrop") {
      backdrop = next();
    } else if (key == "--size") {
      std::sscanf(next().c_str(), "%dx%d", &options.size.width, &options.size.height);
    } else if (key == "--samples") {
      options.samples = std::stoi(next());
    } else if (key == "--frames") {
      frames = std::stoi(next());
    } else if (key == "--at") {
      at = std::stod(next());
    } else if (key == "--yaw") {
      yaw = std::stof(next()) * world::kPi / 180;
    } else if (key == "--blur") {
      blur = std::stof(next());
    } else if (key == "--shutter") {
      options.shutter_seconds = std::stod(next());
    } else if (key == "--rain") {
      has_rain = true;
    } else if (key == "--fine") {
      options.is_fine = true;
    } else if (key == "--close") {
      is_close = true;
    } else {
      out = key;
    }
  }
  world::World w = scene_of(hour, backdrop, has_rain);
  w.look.style = style;
  w.camera = [&](double seconds) {
    world::CameraState camera;
    const auto t = static_cast<float>(seconds);
    const Vec3 eye = is_close ? Vec3{0.2F * t, 1.0F, 8.6F} : Vec3{0.2F * t, 2.2F, 12};
    camera.pose = world::looking_at(eye, {is_close ? 0.0F : 0.5F, is_close ? 0.2F : 0.6F, 0}) *
                  world::turn_y(yaw);
    camera.fov_y = is_close ? 0.42F : 0.75F;
    camera.blur = blur;
    camera.focus_distance = is_close ? 3.0F : 12.0F;
    return camera;
  };
  double before = cpu_ms();
  const auto renderer = render::Renderer::make(w, options);
  const auto canvas = renderer->make_canvas();
  std::printf("prepared in %.1f CPU ms\n", cpu_ms() - before);
  kirin::media::Image image(options.size);
  renderer->draw(at, *canvas, image, nullptr);
  before = cpu_ms();
  for (int i = 0; i < frames; ++i) {
    renderer->draw(at + i / 30.0, *canvas, image, nullptr);
  }
  std::printf("%.1f CPU ms a frame\n", (cpu_ms() - before) / frames);
  const auto png = kirin::media::encode_png(image.view());
  std::ofstream(out, std::ios::binary) << *png;
  return 0;
}
