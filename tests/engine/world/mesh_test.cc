#include "engine/motion/world/mesh.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <functional>

#include "engine/motion/world/clay.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::world {
namespace {

/// Positive where a closed mesh is wound counter-clockwise seen from outside (divergence theorem).
double volume(const Mesh& mesh) {
  double sum = 0;
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const Vec3 a = mesh.vertices[mesh.indices[i]].position;
    const Vec3 b = mesh.vertices[mesh.indices[i + 1]].position;
    const Vec3 c = mesh.vertices[mesh.indices[i + 2]].position;
    sum += dot(a, cross(b, c)) / 6.0;
  }
  return sum;
}

/// The share of corners whose normal is on the outer side of their triangle.
double agreement(const Mesh& mesh) {
  std::size_t agreeing = 0;
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const Vertex& a = mesh.vertices[mesh.indices[i]];
    const Vertex& b = mesh.vertices[mesh.indices[i + 1]];
    const Vertex& c = mesh.vertices[mesh.indices[i + 2]];
    const Vec3 face = cross(b.position - a.position, c.position - a.position);
    agreeing += dot(face, a.normal + b.normal + c.normal) >= -1e-6F ? 1U : 0U;
  }
  return static_cast<double>(agreeing) / static_cast<double>(mesh.triangle_count());
}

struct Case {
  const char* name;
  double volume;
  std::function<void(MeshBuilder&)> build;
};

class ClosedShape : public testing::TestWithParam<Case> {};

TEST_P(ClosedShape, HasItsVolumeAndFacesOutwards) {
  Mesh mesh;
  MeshBuilder builder(mesh);
  GetParam().build(builder);
  EXPECT_NEAR(volume(mesh), GetParam().volume, 0.06 * GetParam().volume);
  EXPECT_GT(agreement(mesh), 0.999);
}

constexpr Paint kGrey{};

INSTANTIATE_TEST_SUITE_P(
    Shapes, ClosedShape,
    testing::Values(Case{"box", 8 * 0.1 * 0.2 * 0.3,
                         [](MeshBuilder& b) {
                           b.box(translation({1, 2, 3}), {0.1F, 0.2F, 0.3F}, kGrey);
                         }},
                    Case{"bevelled", 8 * 0.5 * 0.5 * 0.5,
                         [](MeshBuilder& b) {
                           b.bevelled_box(turn_y(0.5F), {0.5F, 0.5F, 0.5F}, 0.03F, kGrey);
                         }},
                    Case{"cylinder", kPi * 0.25 * 2,
                         [](MeshBuilder& b) {
                           b.cylinder({0, 0, 0}, {0, 2, 0}, 0.5F, 0.5F, 32, kGrey);
                         }},
                    Case{"cone", kPi * 0.25 / 3,
                         [](MeshBuilder& b) {
                           b.cylinder({1, 0, 0}, {0, 0, 0}, 0.5F, 0, 32, kGrey);
                         }},
                    Case{"ball", 4 * kPi / 3 * 0.5 * 0.4 * 0.3,
                         [](MeshBuilder& b) {
                           b.ball(turn_x(0.7F), {0.5F, 0.4F, 0.3F}, 24, 32, kGrey);
                         }},
                    Case{"extrusion", 1.0 * 0.2,
                         [](MeshBuilder& b) {
                           const std::array<Point2, 4> square{
                               {{-0.5F, -0.5F}, {0.5F, -0.5F}, {0.5F, 0.5F}, {-0.5F, 0.5F}}};
                           b.extrude({}, square, 0.1F, kGrey);
                         }},
                    Case{"torus", 2 * kPi* kPi * 1.0 * 0.04,
                         [](MeshBuilder& b) { b.torus({}, 1, 0.2F, 48, 24, kGrey); }}),
    [](const auto& shape) { return std::string(shape.param.name); });

TEST(Mesh, AppendKeepsTheOutsideOutEvenWhenMirrored) {
  Mesh part;
  MeshBuilder(part).ball({0, 0, 0}, 0.5F, kGrey);
  Mesh whole;
  append(whole, part, translation({2, 0, 0}) * scaling(Vec3{-1, 2, 1}));
  EXPECT_NEAR(volume(whole), 2 * volume(part), 1e-4);
  EXPECT_GT(agreement(whole), 0.999);
}

TEST(Clay, ALumpIsClosedAndHasAboutTheVolumeOfItsShapes) {
  Clay clay;
  clay.blend(0).ball({0, 1, 0}, 0.4F, kGrey);
  const Mesh mesh = clay.mesh(0.03F);
  EXPECT_NEAR(volume(mesh), 4 * kPi / 3 * 0.064, 0.02);
  EXPECT_GT(agreement(mesh), 0.99);
}

TEST(Clay, ACarvingTakesAway) {
  Clay clay;
  clay.blend(0).ball({0, 0, 0}, 0.4F, kGrey);
  const double whole = volume(clay.mesh(0.03F));
  clay.carve(translation({0, 0, 0.4F}), {0.2F, 0.2F, 0.2F}, kGrey);
  EXPECT_LT(volume(clay.mesh(0.03F)), 0.97 * whole);
}

TEST(Clay, VerticesFollowTheBoneOfTheNearestShape) {
  Clay clay;
  clay.blend(0.05F).limb({0, 0, 0}, {0, 1, 0}, 0.1F, 0.1F, {.bone = 1});
  clay.limb({0, 1, 0}, {0, 2, 0}, 0.1F, 0.1F, {.bone = 2});
  for (const Vertex& vertex : clay.mesh(0.04F).vertices) {
    if (vertex.position.y < 0.7F) {
      EXPECT_EQ(vertex.bones[0], 1);
      EXPECT_GT(vertex.weight, 0.9F);
    } else if (vertex.position.y > 1.3F) {
      EXPECT_EQ(vertex.bones[0], 2);
    }
  }
}

TEST(Clay, TooFineAGridIsMadeCoarser) {
  Clay clay;
  clay.ball({0, 0, 0}, 50, kGrey);
  EXPECT_LT(clay.mesh(0.001F).vertices.size(), 500'000U);
}

TEST(Mesh, SrgbBecomesLinear) {
  EXPECT_NEAR(from_srgb(0xFFFFFF).x, 1, 1e-6F);
  EXPECT_NEAR(from_srgb(0x808080).y, 0.2158F, 1e-3F);
}

}  // namespace
}  // namespace kirin::engine::motion::world
