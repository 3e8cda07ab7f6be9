#include "engine/motion/render/raster.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <random>

#include "engine/motion/render/draw_list.h"

namespace kirin::engine::motion::render {
namespace {

using world::Vec3;

constexpr media::Size kSize{128, 128};

/// A view whose pixels are centimetres: (x, y) metres at depth 1 are pixel (100 x, 100 y).
View flat_view() {
  View view;
  view.size = kSize;
  view.to_pixels = {{100, 0, 0}, {0, 100, 0}, {0, 0, 1}, {}};
  return view;
}

struct Scene {
  world::Mesh mesh;
  MeshShelf shelf;
  DrawList list;
  GeometryStage geometry;

  void add(Vec3 a, Vec3 b, Vec3 c) {
    for (const Vec3& p : {a, b, c}) {
      mesh.indices.push_back(static_cast<std::uint32_t>(mesh.vertices.size()));
      mesh.vertices.push_back({.position = p});
    }
  }
  void build(const View& view, int samples, float opacity = 1) {
    mesh.is_two_sided = true;
    Draw draw;
    draw.mesh = shelf.prepared(mesh);
    draw.opacity = opacity;
    list.draws = {draw};
    geometry.build(list, view, {}, 0, samples);
  }
  /// Draws all tiles and calls `visit(x, y, sample, triangle, nearness)`.
  template <class Visit>
  void draw(int samples, const Visit& visit) {
    const SamplePattern& pattern = sample_pattern(samples);
    const auto out = std::make_unique<TileSamples>();
    for (int ty = 0; ty < geometry.tiles_down(); ++ty) {
      for (int tx = 0; tx < geometry.tiles_across(); ++tx) {
        const auto& bin = geometry.bin(tx, ty);
        if (bin.empty()) {
          continue;
        }
        draw_tile(pattern, geometry.triangles(), bin, tx, ty, *out);
        for (int i = 0; i < kTile * kTile * samples; ++i) {
          const int cell = i / kCellSamples;
          const int pixel = i % kCellSamples / samples;
          const int x =
              cell % pattern.cells_across() * pattern.cell_width + pixel % pattern.cell_width;
          const int y =
              cell / pattern.cells_across() * pattern.cell_height + pixel / pattern.cell_width;
          const std::uint32_t at = out->triangle[i];
          visit(tx * kTile + x, ty * kTile + y, i % samples,
                at == kNothing ? -1 : static_cast<int>(geometry.triangles()[bin[at]].source),
                out->nearness[i]);
        }
      }
    }
  }
};

class Samples : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Raster, Samples, testing::Values(1, 4, 8));

TEST_P(Samples, CoverATriangleByItsArea) {
  Scene scene;
  scene.add({0.031F, 0.057F, 1}, {1.213F, 0.214F, 1}, {0.402F, 1.187F, 1});
  scene.build(flat_view(), GetParam());
  int covered = 0;
  scene.draw(GetParam(), [&](int, int, int, int triangle, float) { covered += triangle == 0; });
  const float area =
      0.5F * std::abs((121.3F - 3.1F) * (118.7F - 5.7F) - (40.2F - 3.1F) * (21.4F - 5.7F));
  EXPECT_NEAR(static_cast<float>(covered) / static_cast<float>(GetParam()), area, 0.01F * area);
}

TEST_P(Samples, BelongToExactlyOneTriangleOfATriangulation) {
  std::mt19937 dice(7);
  std::uniform_real_distribution<float> jitter(-0.24F, 0.24F);
  for (int round = 0; round < 4; ++round) {
    // A grid of shaken points over more than the picture; every second round on sample positions.
    constexpr int kSide = 12;
    const bool is_even = round % 2 == 0;
    Vec3 points[kSide][kSide];
    for (int y = 0; y < kSide; ++y) {
      for (int x = 0; x < kSide; ++x) {
        const float px = (static_cast<float>(x) - 0.5F + jitter(dice)) * 14;
        const float py = (static_cast<float>(y) - 0.5F + jitter(dice)) * 14;
        points[y][x] = is_even ? Vec3{std::round(px * 8) / 800, std::round(py * 8) / 800, 1}
                               : Vec3{px / 100, py / 100, 1};
      }
    }
    // Each triangle alone, so that what is covered twice is counted twice.
    std::vector<int> count(static_cast<std::size_t>(128 * 128 * GetParam()));
    for (int half = 0; half < 2; ++half) {
      for (int y = 0; y + 1 < kSide; ++y) {
        for (int x = 0; x + 1 < kSide; ++x) {
          Scene scene;
          if (half == 0) {
            scene.add(points[y][x], points[y][x + 1], points[y + 1][x + 1]);
          } else {
            scene.add(points[y][x], points[y + 1][x + 1], points[y + 1][x]);
          }
          scene.build(flat_view(), GetParam());
          scene.draw(GetParam(), [&](int px, int py, int s, int triangle, float) {
            count[static_cast<std::size_t>((py * 128 + px) * GetParam() + s)] += triangle >= 0;
          });
        }
      }
    }
    int bad = 0;
    for (int py = 10; py < 118; ++py) {
      for (int px = 10; px < 118; ++px) {
        for (int s = 0; s < GetParam(); ++s) {
          bad += count[static_cast<std::size_t>((py * 128 + px) * GetParam() + s)] != 1;
        }
      }
    }
    EXPECT_EQ(bad, 0) << "round " << round;
  }
}

TEST(Raster, KeepsTheNearestWhateverTheOrder) {
  for (const bool is_near_first : {true, false}) {
    Scene scene;
    const auto square = [&scene](float depth) {
      scene.add({0, 0, depth}, {1.2F * depth, 0, depth}, {0, 1.2F * depth, depth});
    };
    square(is_near_first ? 2 : 3);
    square(is_near_first ? 3 : 2);
    scene.build(flat_view(), 4);
    scene.draw(4, [&](int x, int y, int, int triangle, float nearness) {
      if (x + y < 110) {
        EXPECT_EQ(triangle, is_near_first ? 0 : 1);
        EXPECT_NEAR(nearness, 0.5F, 1e-5F);
      }
    });
  }
}

TEST(Raster, NearnessIsThatOfThePlane) {
  Scene scene;
  scene.add({-1, -1, 1}, {8, -1, 4}, {-1, 8, 4});  // z = 1 + (x + 1 + y + 1) / 3
  scene.build(flat_view(), 4);
  const SamplePattern& pattern = sample_pattern(4);
  scene.draw(4, [&](int x, int y, int s, int triangle, float nearness) {
    if (triangle == 0) {
      const float u = (static_cast<float>(x) + pattern.offset_x(s)) / 100;
      const float v = (static_cast<float>(y) + pattern.offset_y(s)) / 100;
      const float z = (5.0F / 3) / (1 - (u + v) / 3);
      EXPECT_NEAR(nearness * z, 1, 2e-3F);
    }
  });
}

TEST(Raster, ClipsWhatPassesUnderTheCamera) {
  // A floor 1 m below the eye from 1 km behind to 1 km before it, seen by a camera at the origin.
  View view = view_of({.pose = {}, .fov_y = 1.2F}, kSize);
  Scene scene;
  scene.add({-1000, -1, 1000}, {1000, -1, 1000}, {0, -1, -1000});
  scene.build(view, 4);
  int covered = 0;
  scene.draw(4, [&](int x, int y, int s, int triangle, float nearness) {
    const SamplePattern& pattern = sample_pattern(4);
    const Vec3 ray = view.ray(static_cast<float>(x) + pattern.offset_x(s),
                              static_cast<float>(y) + pattern.offset_y(s));
    const float depth = -1 / ray.y;  // where the ray meets the floor
    if (ray.y < -0.01F) {
      EXPECT_EQ(triangle, 0) << x << ' ' << y;
      EXPECT_NEAR(nearness * depth, 1, 0.02F);
      ++covered;
    } else if (ray.y > 0) {
      EXPECT_EQ(triangle, -1);
    }
  });
  EXPECT_GT(covered, 25000);
}

TEST(Raster, OpacityIsTheShareOfSamples) {
  for (const float opacity : {0.25F, 0.5F, 0.8125F}) {
    Scene scene;
    scene.add({-1, -1, 1}, {4, -1, 1}, {-1, 4, 1});
    scene.build(flat_view(), 4, opacity);
    int covered = 0;
    scene.draw(4, [&](int, int, int, int triangle, float) { covered += triangle == 0; });
    EXPECT_NEAR(static_cast<float>(covered) / (128 * 128 * 4), opacity, 1e-4F);
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render
