// A developer's eye for the parts of text to video: draws models, what they do, and places, as a
// PNG.
//
//   kirin_world_sheet OUT.png --kind dog --kind cat [--trait T]... [--colour RRGGBB] [--part
//   dress:RRGGBB]...
//                     [--action walk] [--seconds 1.2] [--tiles 6] [--turn DEGREES] [--seed N]
//                     [--season S]
//     a tile for each kind, or with --action `tiles` moments of it side by side
//   kirin_world_sheet OUT.png --place beach [--hour dusk] [--weather rain] [--season winter]
//   [--beside S]...
//                     [--sight ID]... [--land RRGGBB]... [--sky RRGGBB] [--tint RRGGBB]
//                     [--words HASH] [--style ID] [--kind dog]... [--action run]
//     the place as its usual camera sees it, with the kinds standing (or acting) on its stage
//   kirin_world_sheet OUT.png --emit flame [--emit fountain]... [--seconds 2] [--tiles 6]
//     what emitters.h makes, at moments side by side
//   both: [--size WxH] (of a tile) [--columns N] [--samples N] [--at SECONDS] [--frames N] (timed)
//
// Prints triangles and CPU milliseconds.
#include <sys/resource.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "engine/motion/animate/animate.h"
#include "engine/motion/animate/emitters.h"
#include "engine/motion/models/models.h"
#include "engine/motion/places/places.h"
#include "engine/motion/render/renderer.h"
#include "engine/motion/world/mesh_builder.h"
#include "media/png_writer.h"

namespace {

using namespace kirin::engine::motion;
using kirin::media::Image;
using kirin::media::Size;
using world::Vec3;

double cpu_ms() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1e3 * static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         1e-3 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

struct Arguments {
  std::string out;
  std::vector<std::string> kinds;
  models::ModelOrder order;
  std::string action;
  std::vector<std::string> emitters;
  std::string place;
  story::SceneDescription scene;
  Size size{480, 480};
  int columns = 4;
  int samples = 4;
  int frames = 0;
  int tiles = 6;
  double seconds = 1.2;
  double at = 0.5;
  float turn = 35;
};

story::Hour hour_of(const std::string& name) {
  for (const auto hour : {story::Hour::night, story::Hour::dawn, story::Hour::morning,
                          story::Hour::noon, story::Hour::afternoon, story::Hour::dusk}) {
    if (name == story::to_string(hour)) {
      return hour;
    }
  }
  std::fprintf(stderr, "no hour %s\n", name.c_str());
  std::exit(2);
}

void set_weather(story::Weather& weather, const std::string& id) {
  weather.id = id;
  weather.rain = id == "rain" ? 0.6 : id == "storm" ? 1 : 0;
  weather.snow = id == "snow" ? 0.6 : id == "blizzard" ? 1 : 0;
  weather.fog = id == "fog" ? 0.7 : 0;
  weather.has_lightning = id == "storm";
  weather.cloud_cover = id == "clear" ? 0.15 : id == "clouds" ? 0.55 : 0.9;
}

Arguments read(int argc, char** argv) {
  Arguments a;
  for (int i = 1; i < argc; ++i) {
    const std::string key = argv[i];
    const auto next = [&] { return std::string(i + 1 < argc ? argv[++i] : ""); };
    if (key == "--kind") {
      a.kinds.push_back(next());
    } else if (key == "--trait") {
      a.order.traits.push_back(next());
    } else if (key == "--colour") {
      a.order.colour =
          world::from_srgb(static_cast<std::uint32_t>(std::stoul(next(), nullptr, 16)));
    } else if (key == "--part") {
      const std::string part = next();
      const auto colon = part.find(':');
      story::Part p{.id = part.substr(0, colon), .colour = {}, .traits = {}};
      if (colon != std::string::npos) {
        p.colour = story::NamedColour{
            "given", static_cast<std::uint32_t>(std::stoul(part.substr(colon + 1), nullptr, 16))};
      }
      a.order.parts.push_back(p);
    } else if (key == "--emit") {
      a.emitters.push_back(next());
    } else if (key == "--action") {
      a.action = next();
    } else if (key == "--place") {
      a.place = a.scene.setting = next();
      a.size = {1280, 720};
    } else if (key == "--hour") {
      a.scene.hour = hour_of(next());
    } else if (key == "--weather") {
      set_weather(a.scene.weather, next());
    } else if (key == "--season") {
      a.scene.season = a.order.season = next();
    } else if (key == "--beside") {
      a.scene.beside.push_back(next());
    } else if (key == "--sight") {
      a.scene.sights.push_back({.id = next()});
    } else if (key == "--land" || key == "--sky" || key == "--tint") {
      const story::NamedColour colour{"given",
                                      static_cast<std::uint32_t>(std::stoul(next(), nullptr, 16))};
      if (key == "--land") {
        a.scene.setting_colours.push_back(colour);
      } else {
        (key == "--sky" ? a.scene.sky_colour : a.scene.tint) = colour;
      }
    } else if (key == "--words") {
      a.scene.words_hash = std::stoull(next());
    } else if (key == "--style") {
      a.scene.style = next();
    } else if (key == "--size") {
      std::sscanf(next().c_str(), "%dx%d", &a.size.width, &a.size.height);
    } else if (key == "--columns") {
      a.columns = std::stoi(next());
    } else if (key == "--samples") {
      a.samples = std::stoi(next());
    } else if (key == "--frames") {
      a.frames = std::stoi(next());
    } else if (key == "--tiles") {
      a.tiles = std::stoi(next());
    } else if (key == "--seconds") {
      a.seconds = std::stod(next());
    } else if (key == "--at") {
      a.at = std::stod(next());
    } else if (key == "--turn") {
      a.turn = std::stof(next());
    } else if (key == "--seed") {
      a.order.seed = std::stoull(next());
    } else {
      a.out = key;
    }
  }
  return a;
}

Image drawn(const world::World& world, const Arguments& a, double seconds) {
  Image image(a.size);
  const auto renderer = render::Renderer::make(world, {.size = a.size, .samples = a.samples});
  const auto canvas = renderer->make_canvas();
  double before = cpu_ms();
  renderer->draw(seconds, *canvas, image, nullptr);
  std::printf("drawn in %.1f CPU ms\n", cpu_ms() - before);
  if (a.frames > 0) {
    before = cpu_ms();
    for (int i = 0; i < a.frames; ++i) {
      renderer->draw(seconds, *canvas, image, nullptr);
    }
    std::printf("again in %.1f CPU ms\n", (cpu_ms() - before) / a.frames);
  }
  return image;
}

world::Node node_of(const world::ModelPtr& model, const Arguments& a, const world::Affine& place,
                    double seconds) {
  animate::Manner manner;
  manner.seconds = a.seconds;
  manner.speed = animate::natural_speed(*model, a.action, 1);
  const animate::Movement movement = animate::perform(*model, a.action, seconds, manner);
  world::Node node;
  node.label = model->kind;
  node.object = 1;
  node.mesh = std::shared_ptr<const world::Mesh>(model, &model->mesh);
  node.skeleton = std::shared_ptr<const world::Skeleton>(model, &model->skeleton);
  node.state.place = place * movement.offset;
  node.state.pose = movement.pose;
  node.state.opacity = movement.opacity;
  node.state.glow = movement.glow;
  return node;
}

/// A turntable: the model on a plain floor, seen from the front and a little above.
Image model_tile(const Arguments& a, const world::ModelPtr& model, double seconds) {
  world::World world;
  const float reach = std::max(
      {model->bounds.extent().x, model->bounds.extent().y, model->bounds.extent().z, 0.01F});
  auto floor = std::make_shared<world::Mesh>();
  world::MeshBuilder build(*floor);
  build.ball(world::translation({0, model->bounds.low.y - 0.01F * reach, 0}),
             {3 * reach, 0.01F * reach, 3 * reach}, 4, 40, {{0.30F, 0.31F, 0.33F}});
  world.nodes.push_back(
      {.label = "floor", .mesh = floor, .skeleton = nullptr, .state = {}, .at = {}});
  world.nodes.push_back(node_of(model, a, world::turn_y(a.turn * world::kPi / 180), seconds));
  world.camera = [&](double) {
    world::CameraState camera;
    const Vec3 middle = model->bounds.middle();
    camera.fov_y = 0.5F;
    camera.pose = world::looking_at(middle + Vec3{0, 0.45F, 2.6F} * reach, middle);
    return camera;
  };
  world.fog.density = 0;
  return drawn(world, a, seconds);
}

Image place_tile(const Arguments& a) {
  world::World world;
  const float aspect = static_cast<float>(a.size.width) / static_cast<float>(a.size.height);
  const double before = cpu_ms();
  const places::Place place = places::build_place(a.scene, aspect, a.order.seed, world);
  float x = place.stage.x - 1.5F * (static_cast<float>(a.kinds.size()) - 1) / 2;
  for (const std::string& kind : a.kinds) {
    models::ModelOrder order = a.order;
    order.kind = kind;
    const world::ModelPtr model = models::build_model(order);
    world.nodes.push_back(
        node_of(model, a,
                world::translation({x, place.ground(x, place.stage.z), place.stage.z}) *
                    world::turn_y(a.turn * world::kPi / 180),
                a.at));
    x += 1.5F;
  }
  if (!world.camera) {
    world.camera = [&place](double) {
      world::CameraState camera;
      const Vec3 eye = place.stage + Vec3{0, place.camera_height, place.camera_distance};
      camera.fov_y = place.fov_y;
      camera.pose = world::translation(eye) * world::turn_x(-place.pitch * -1.0F);
      return camera;
    };
  }
  std::printf("prepared in %.1f CPU ms\n", cpu_ms() - before);
  return drawn(world, a, a.at);
}

world::SpriteSource emitter_named(const std::string& name) {
  struct Named {
    const char* name;
    world::SpriteSource (*make)(animate::Emission);
  };
  using namespace animate;
  constexpr auto kNamed = std::to_array<Named>({{"flame", flame},
                                                {"smoke", smoke},
                                                {"steam", steam},
                                                {"chimney_smoke", chimney_smoke},
                                                {"train_smoke", train_smoke},
                                                {"exhaust", exhaust},
                                                {"rocket_jet", rocket_jet},
                                                {"sparks", sparks},
                                                {"embers", embers},
                                                {"explosion", explosion},
                                                {"firework", firework},
                                                {"firework_burst", firework_burst},
                                                {"splash", splash},
                                                {"dust", dust},
                                                {"confetti", confetti},
                                                {"fountain", fountain},
                                                {"pour_stream", pour_stream},
                                                {"bubbles", bubbles},
                                                {"soap_bubbles", soap_bubbles},
                                                {"dust_trail", dust_trail},
                                                {"snow_spray", snow_spray},
                                                {"wake", wake},
                                                {"magic_sparkle", magic_sparkle},
                                                {"musical_shimmer", musical_shimmer}});
  for (const Named& named : kNamed) {
    if (name == named.name) {
      return named.make({});
    }
  }
  std::fprintf(stderr, "no emitter %s\n", name.c_str());
  std::exit(2);
}

/// Particles over a dark floor, framed by where they are.
Image emitter_tile(const Arguments& a, const std::string& name, double seconds) {
  world::World world;
  world.sprites.push_back(emitter_named(name));
  world::Bounds bounds;
  for (int i = 0; i < 12; ++i) {
    std::vector<world::Sprite> sprites;
    world.sprites.front()(a.seconds * i / 12, {}, sprites);
    for (const world::Sprite& sprite : sprites) {
      bounds.add(sprite.at - Vec3{1, 1, 1} * sprite.radius);
      bounds.add(sprite.at + Vec3{1, 1, 1} * sprite.radius);
    }
  }
  const float reach =
      std::max({bounds.extent().x, bounds.extent().y, bounds.extent().z, 0.05F}) * 0.75F;
  world.camera = [=](double) {
    world::CameraState camera;
    camera.fov_y = 0.5F;
    camera.pose = world::looking_at(bounds.middle() + Vec3{0, 0.3F, 2.6F} * reach, bounds.middle());
    return camera;
  };
  world.sky.zenith = world.sky.middle = {0.01F, 0.015F, 0.03F};
  world.sky.horizon = {0.03F, 0.04F, 0.06F};
  world.sky.ground = {0.02F, 0.02F, 0.025F};
  world.sky.cloud_cover = 0;
  world.sky.disc_radius = 0;
  world.sky.glow_strength = 0;
  world.fog.density = 0;
  return drawn(world, a, seconds);
}

void paste(Image& sheet, const Image& tile, int column, int row) {
  for (int y = 0; y < tile.size().height; ++y) {
    std::memcpy(
        sheet.row(row * tile.size().height + y) + std::ptrdiff_t{3} * column * tile.size().width,
        tile.row(y), tile.stride_bytes());
  }
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments a = read(argc, argv);
  std::vector<Image> tiles;
  if (!a.place.empty()) {
    tiles.push_back(place_tile(a));
  } else {
    for (const std::string& kind : a.kinds) {
      models::ModelOrder order = a.order;
      order.kind = kind;
      const double before = cpu_ms();
      const world::ModelPtr model = models::build_model(order);
      std::printf("%s: %zu triangles, %zu bones, %.2f x %.2f x %.2f m, built in %.0f CPU ms\n",
                  kind.c_str(), model->mesh.triangle_count(), model->skeleton.bones.size(),
                  model->bounds.extent().x, model->bounds.extent().y, model->bounds.extent().z,
                  cpu_ms() - before);
      const int moments = a.action.empty() ? 1 : a.tiles;
      for (int i = 0; i < moments; ++i) {
        tiles.push_back(model_tile(a, model, a.seconds * i / moments));
      }
    }
  }
  for (const std::string& name : a.emitters) {
    for (int i = 0; i < a.tiles; ++i) {
      tiles.push_back(emitter_tile(a, name, a.seconds * (i + 0.5) / a.tiles));
    }
  }
  const int columns = std::min<int>(a.columns, static_cast<int>(tiles.size()));
  const int rows = (static_cast<int>(tiles.size()) + columns - 1) / columns;
  Image sheet({a.size.width * columns, a.size.height * rows});
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    paste(sheet, tiles[i], static_cast<int>(i) % columns, static_cast<int>(i) / columns);
  }
  const auto png = kirin::media::encode_png(sheet.view());
  std::ofstream(a.out, std::ios::binary) << *png;
  return 0;
}
