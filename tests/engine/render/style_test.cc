#include "engine/motion/render/style/style.h"

#include <gtest/gtest.h>

#include <cstring>

#include "engine/motion/render/renderer.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::render {
namespace {

using media::Image;

constexpr media::Size kSize{320, 180};

world::World toy_box() {
  world::World world;
  world.sky.cloud_cover = 0;
  const auto add = [&world](world::Vec3 at, world::Light colour, world::Surface surface) {
    auto mesh = std::make_shared<world::Mesh>();
    world::MeshBuilder(*mesh).ball(at, 0.6F, {colour, surface});
    world.nodes.push_back(
        {.label = "ball", .mesh = mesh, .skeleton = nullptr, .state = {}, .at = {}});
  };
  add({-1.5F, 0.6F, 0}, {0.7F, 0.08F, 0.05F}, world::Surface::plastic);
  add({0, 0.6F, 0}, {0.1F, 0.5F, 0.1F}, world::Surface::matte);
  add({1.5F, 0.6F, 0}, {0.08F, 0.15F, 0.7F}, world::Surface::ceramic);
  auto floor = std::make_shared<world::Mesh>();
  world::MeshBuilder(*floor).quad({-30, 0, 30}, {30, 0, 30}, {30, 0, -30}, {-30, 0, -30},
                                  {{0.45F, 0.42F, 0.35F}});
  world.nodes.push_back(
      {.label = "floor", .mesh = floor, .skeleton = nullptr, .state = {}, .at = {}});
  world.camera = [](double) {
    world::CameraState camera;
    camera.pose = world::looking_at({0, 1.6F, 5}, {0, 0.6F, 0});
    return camera;
  };
  return world;
}

Image drawn(const char* style, double seconds = 0) {
  world::World world = toy_box();
  world.look.style = style;
  const auto renderer = Renderer::make(world, {.size = kSize});
  const auto canvas = renderer->make_canvas();
  Image image(kSize);
  renderer->draw(seconds, *canvas, image, nullptr);
  return image;
}

struct Statistics {
  double luma = 0;        ///< mean, [0, 255]
  double saturation = 0;  ///< mean of largest minus smallest channel
  double warmth = 0;      ///< mean of red minus blue
  double dark = 0;        ///< share below 60
  double white = 0;       ///< share above 225
};

Statistics statistics_of(const Image& image) {
  Statistics s;
  const double share = 1.0 / (kSize.width * kSize.height);
  for (int y = 0; y < kSize.height; ++y) {
    for (int x = 0; x < kSize.width; ++x) {
      const std::uint8_t* p = image.row(y) + 3 * x;
      const double luma = 0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2];
      s.luma += share * luma;
      s.saturation += share * (std::max({p[0], p[1], p[2]}) - std::min({p[0], p[1], p[2]}));
      s.warmth += share * (p[0] - p[2]);
      s.dark += luma < 60 ? share : 0;
      s.white += luma > 225 ? share : 0;
    }
  }
  return s;
}

bool is_same(const Image& a, const Image& b) {
  return std::memcmp(a.row(0), b.row(0),
                     a.stride_bytes() * static_cast<std::size_t>(kSize.height)) == 0;
}

TEST(Style, UnknownNamesAreTheHouseStyle) { EXPECT_TRUE(is_same(drawn("cubism"), drawn(""))); }

TEST(Style, EachLooksUnlikeTheHouseStyleAndTheOthers) {
  std::vector<Image> seen = {drawn("")};
  for (const std::string_view name : style_names()) {
    seen.push_back(drawn(std::string(name).c_str()));
    for (std::size_t i = 0; i + 1 < seen.size(); ++i) {
      double difference = 0;
      for (int y = 0; y < kSize.height; ++y) {
        for (int x = 0; x < 3 * kSize.width; ++x) {
          difference += std::abs(seen[i].row(y)[x] - seen.back().row(y)[x]);
        }
      }
      EXPECT_GT(difference / (3.0 * kSize.width * kSize.height), 1.0) << name << ' ' << i;
    }
  }
}

TEST(Style, PaintAgainTheSame) {
  for (const char* name : {"watercolour", "oil_painting", "sketch", "neon"}) {
    EXPECT_TRUE(is_same(drawn(name, 0.5), drawn(name, 0.5))) << name;
  }
}

TEST(Style, NoirIsBlackAndWhiteAndDark) {
  const Statistics house = statistics_of(drawn(""));
  const Statistics noir = statistics_of(drawn("noir"));
  EXPECT_LT(noir.saturation, 1);
  EXPECT_GT(house.saturation, 15);
  EXPECT_GT(noir.dark, house.dark + 0.05);
}

TEST(Style, LineDrawingIsMostlyPaper) {
  const Statistics s = statistics_of(drawn("line_drawing"));
  EXPECT_GT(s.white, 0.75);
  EXPECT_GT(s.dark, 0.002);
  EXPECT_LT(s.saturation, 12);
}

TEST(Style, InkAndPencilHaveNoColours) {
  for (const char* name : {"ink", "sketch"}) {
    EXPECT_LT(statistics_of(drawn(name)).saturation, 32) << name;
  }
}

TEST(Style, SepiaIsBrown) {
  const Statistics s = statistics_of(drawn("sepia"));
  EXPECT_GT(s.warmth, 35);
}

TEST(Style, NeonIsNightWithLights) {
  const Statistics s = statistics_of(drawn("neon"));
  EXPECT_GT(s.dark, 0.5);
  EXPECT_GT(s.luma, 5);
}

TEST(Style, PastelIsPale) {
  const Statistics house = statistics_of(drawn(""));
  const Statistics pastel = statistics_of(drawn("pastel"));
  EXPECT_GT(pastel.luma, house.luma + 15);
  EXPECT_LT(pastel.saturation, house.saturation);
}

TEST(Style, WatercolourLeavesAPaperBorder) {
  const Image image = drawn("watercolour");
  for (int x = 0; x < kSize.width; x += 7) {
    EXPECT_GT(image.row(0)[3 * x], 215);
    EXPECT_GT(image.row(kSize.height - 1)[3 * x + 1], 215);
  }
}

TEST(Style, PixelArtIsMadeOfBlocks) {
  world::World world = toy_box();
  world.look.style = "pixel_art";
  constexpr media::Size kLarge{640, 360};
  const auto renderer = Renderer::make(world, {.size = kLarge});
  const auto canvas = renderer->make_canvas();
  Image image(kLarge);
  renderer->draw(0, *canvas, image, nullptr);
  for (int y = 0; y < kLarge.height; ++y) {
    for (int x = 0; x < kLarge.width; ++x) {
      const std::uint8_t* first = image.row(y / 2 * 2) + 3 * (x / 2 * 2);
      ASSERT_EQ(std::memcmp(first, image.row(y) + 3 * x, 3), 0);
    }
  }
}

TEST(Style, ClayPosesTwelveTimesASecond) {
  EXPECT_TRUE(is_same(drawn("claymation", 0.01), drawn("claymation", 0.06)));
  EXPECT_FALSE(is_same(drawn("claymation", 0.01), drawn("claymation", 0.10)));
}

}  // namespace
}  // namespace kirin::engine::motion::render
