#include "engine/motion/places/places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <string>

namespace kirin::engine::motion::places {
namespace {

using story::Hour;
using world::Vec3;

constexpr Hour kHours[] = {Hour::night, Hour::dawn,      Hour::morning,
                           Hour::noon,  Hour::afternoon, Hour::dusk};

struct Built {
  world::World world;
  Place place;
};

Built built(const story::SceneDescription& scene, float aspect = 16.0F / 9,
            std::uint64_t seed = 7) {
  Built b;
  b.place = build_place(scene, aspect, seed, b.world);
  return b;
}

story::SceneDescription scene_of(std::string_view setting, Hour hour = Hour::afternoon) {
  story::SceneDescription scene;
  scene.setting = setting;
  scene.hour = hour;
  scene.weather.cloud_cover = 0.2;
  return scene;
}

bool is_finite(Vec3 v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

bool is_sound(const world::Mesh& mesh) {
  return std::ranges::all_of(mesh.indices,
                             [&](std::uint32_t i) { return i < mesh.vertices.size(); }) &&
         std::ranges::all_of(mesh.vertices, [](const world::Vertex& v) {
           return is_finite(v.position) && is_finite(v.colour) &&
                  std::abs(world::length(v.normal) - 1) < 1e-3F && v.colour.x >= 0 &&
                  v.colour.y >= 0 && v.colour.z >= 0;
         });
}

const world::Node* find_node(const world::World& world, std::string_view label) {
  const auto found =
      std::ranges::find_if(world.nodes, [&](const auto& n) { return n.label == label; });
  return found == world.nodes.end() ? nullptr : &*found;
}

Vec3 eye_of(const Place& place) {
  return place.stage + Vec3{0, place.camera_height, place.camera_distance};
}

class EverySetting : public testing::TestWithParam<std::string> {};

TEST_P(EverySetting, BuildsAtEveryHour) {
  for (const Hour hour : kHours) {
    const Built b = built(scene_of(GetParam(), hour));
    EXPECT_FALSE(b.world.nodes.empty() && b.place.has_ground);
    EXPECT_NEAR(world::length(b.world.sky.sun_direction), 1, 1e-3F);
    EXPECT_NEAR(world::length(b.world.light.key_direction), 1, 1e-3F);
    for (const world::Light light : {b.world.light.key, b.world.light.sky, b.world.light.ground,
                                     b.world.sky.zenith, b.world.sky.horizon, b.world.fog.colour}) {
      EXPECT_TRUE(is_finite(light));
      EXPECT_GE(std::min({light.x, light.y, light.z}), 0);
    }
  }
}

TEST_P(EverySetting, MakesSoundMeshes) {
  const Built b = built(scene_of(GetParam()));
  for (const world::Node& node : b.world.nodes) {
    ASSERT_NE(node.mesh, nullptr);
    EXPECT_TRUE(is_sound(*node.mesh)) << node.label;
    EXPECT_EQ(node.object, 0);
  }
  for (const world::Scatter& scatter : b.world.scatters) {
    ASSERT_NE(scatter.mesh, nullptr);
    EXPECT_TRUE(is_sound(*scatter.mesh)) << scatter.label;
    if (scatter.far_mesh) {
      EXPECT_TRUE(is_sound(*scatter.far_mesh)) << scatter.label;
      EXPECT_LT(scatter.far_mesh->triangle_count(), 150U) << scatter.label;
    }
  }
}

TEST_P(EverySetting, HasAStageOnEvenGroundAboveTheWater) {
  const Place place = built(scene_of(GetParam())).place;
  ASSERT_TRUE(place.ground);
  if (!place.has_ground) {
    return;
  }
  const float middle = place.ground(place.stage.x, place.stage.z);
  EXPECT_NEAR(place.stage.y, middle, 0.01F);
  for (int i = 0; i < 64; ++i) {
    const float a = 0.0982F * static_cast<float>(i);
    const float x = place.stage.x + 0.7F * place.stage_half_width * std::cos(a);
    const float z = place.stage.z + 0.7F * place.stage_half_depth * std::sin(a);
    EXPECT_NEAR(place.ground(x, z), middle, 0.35F) << x << ", " << z;
  }
  if (place.water_level) {
    EXPECT_GT(middle, *place.water_level + 0.05F);
    EXPECT_LE(place.ground(place.swimming.x, place.swimming.z), *place.water_level - 0.25F);
  }
}

TEST_P(EverySetting, LetsNothingStandBetweenCameraAndStage) {
  const Place place = built(scene_of(GetParam())).place;
  const Vec3 eye = eye_of(place);
  const Vec3 chest = place.stage + Vec3{0, 1.0F, 0};
  for (int i = 0; i <= 20; ++i) {
    const Vec3 p = world::mix(eye, chest, static_cast<float>(i) / 20);
    EXPECT_LT(place.ground(p.x, p.z), p.y - 0.2F);
  }
}

/// Whether a triangle of `mesh` lies level at the point, seen from above.
bool lies_under(const world::Mesh& mesh, Vec3 point) {
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const Vec3 a = mesh.vertices[mesh.indices[i]].position;
    const Vec3 b = mesh.vertices[mesh.indices[i + 1]].position;
    const Vec3 c = mesh.vertices[mesh.indices[i + 2]].position;
    const auto side = [&](Vec3 from, Vec3 to) {
      return (to.x - from.x) * (point.z - from.z) - (to.z - from.z) * (point.x - from.x);
    };
    const bool is_level =
        std::abs(a.y - point.y) + std::abs(b.y - point.y) + std::abs(c.y - point.y) < 0.06F;
    if (is_level && side(a, b) <= 1e-4F && side(b, c) <= 1e-4F && side(c, a) <= 1e-4F) {
      return true;
    }
  }
  return false;
}

/// Floors, pavements and quays: what is built is level where one stands.
bool has_floor_around(const Built& b) {
  const world::Node* floor = find_node(b.world, "floor");
  if (floor == nullptr) {
    return false;
  }
  for (const float x : {-1.51F, 0.03F, 1.52F}) {
    for (const float z : {-1.01F, 0.02F, 1.03F}) {
      if (!lies_under(*floor->mesh, {x, b.place.ground(x, z), z})) {
        ADD_FAILURE() << "nothing under " << x << ", " << z;
        return false;
      }
    }
  }
  return true;
}

TEST_P(EverySetting, HasGroundThatIsWhereItsMeshIs) {
  const Built b = built(scene_of(GetParam()));
  const world::Node* ground = find_node(b.world, "ground");
  if (ground == nullptr) {
    EXPECT_TRUE(!b.place.has_ground || has_floor_around(b));
    return;
  }
  // Near the stage the middles of the triangles tell how far mesh and function part.
  int near = 0;
  const world::Mesh& mesh = *ground->mesh;
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const Vec3 middle =
        (mesh.vertices[mesh.indices[i]].position + mesh.vertices[mesh.indices[i + 1]].position +
         mesh.vertices[mesh.indices[i + 2]].position) *
        (1.0F / 3);
    if (std::hypot(middle.x, middle.z) < 6) {
      ++near;
      EXPECT_NEAR(middle.y, b.place.ground(middle.x, middle.z), 0.09F);
    }
  }
  EXPECT_GT(near, 500);
}

TEST_P(EverySetting, KeepsItsRoutesOnTheGroundOrTheWater) {
  const Place place = built(scene_of(GetParam())).place;
  for (const Route& route : place.routes) {
    ASSERT_GE(route.points.size(), 2U);
    EXPECT_LT(route.points.front().x, route.points.back().x);
    for (const Vec3 p : route.points) {
      if (route.kind == Route::Kind::water) {
        EXPECT_NEAR(p.y, place.water_level.value_or(0), 0.6F);
      } else {
        EXPECT_NEAR(p.y, place.ground(p.x, p.z), 0.3F);
      }
    }
  }
  for (const Vec3 seat : place.seats) {
    EXPECT_GT(seat.y, place.ground(seat.x, seat.z) + 0.2F);
    EXPECT_LT(seat.y, place.ground(seat.x, seat.z) + 1.0F);
  }
}

TEST_P(EverySetting, StaysWithinItsTriangles) {
  const Built b = built(scene_of(GetParam()));
  const Vec3 eye = eye_of(b.place);
  const float half = std::tan(b.place.fov_y / 2) * 16 / 9 * 1.1F;
  const auto is_seen = [&](Vec3 p, float margin) {
    const float ahead = eye.z - p.z;
    return ahead > -margin && std::abs(p.x - eye.x) < half * std::max(ahead, 0.0F) + margin;
  };
  std::size_t triangles = 0;
  for (const world::Node& node : b.world.nodes) {
    for (std::size_t i = 0; i + 2 < node.mesh->indices.size(); i += 3) {
      const Vec3 at = b.world.state_of(node, 0).place.point(
          node.mesh->vertices[node.mesh->indices[i]].position);
      triangles += is_seen(at, 1) ? 1 : 0;
    }
  }
  for (const world::Scatter& scatter : b.world.scatters) {
    for (const world::Affine& at : scatter.places) {
      const float away = world::length(at.origin - eye);
      if (away < scatter.never_from && is_seen(at.origin, 3)) {
        triangles += away > scatter.far_from && scatter.far_mesh
                         ? scatter.far_mesh->triangle_count()
                         : scatter.mesh->triangle_count();
      }
    }
  }
  EXPECT_LE(triangles, 250'000U);
}

TEST_P(EverySetting, IsTheSameForTheSameArguments) {
  const Built a = built(scene_of(GetParam()));
  const Built b = built(scene_of(GetParam()));
  ASSERT_EQ(a.world.nodes.size(), b.world.nodes.size());
  for (std::size_t i = 0; i < a.world.nodes.size(); ++i) {
    const auto& left = a.world.nodes[i].mesh->vertices;
    const auto& right = b.world.nodes[i].mesh->vertices;
    ASSERT_EQ(left.size(), right.size());
    EXPECT_TRUE(
        std::equal(left.begin(), left.end(), right.begin(), [](const auto& v, const auto& w) {
          return v.position == w.position && v.colour == w.colour;
        }));
  }
  ASSERT_EQ(a.world.scatters.size(), b.world.scatters.size());
  for (std::size_t i = 0; i < a.world.scatters.size(); ++i) {
    EXPECT_EQ(a.world.scatters[i].places.size(), b.world.scatters[i].places.size());
  }
}

TEST_P(EverySetting, ShowsAPersonAsAThirdOfTheFrameInEveryAspect) {
  for (const float aspect : {16.0F / 9, 1.0F, 9.0F / 16}) {
    const Place place = built(scene_of(GetParam()), aspect).place;
    const float share = 1.7F / (2 * place.camera_distance * std::tan(place.fov_y / 2));
    EXPECT_GT(share, 0.22F);
    EXPECT_LT(share, 0.45F);
  }
}

std::vector<std::string> names() {
  const auto ids = place_ids();
  return {ids.begin(), ids.end()};
}

INSTANTIATE_TEST_SUITE_P(All, EverySetting, testing::ValuesIn(names()),
                         [](const auto& tested) { return tested.param; });

TEST(Places, HaveIdsOfTheirOwn) {
  const auto ids = names();
  EXPECT_GE(ids.size(), 30U);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

TEST(Places, AreAbstractWhereNobodyKnowsThem) {
  const Built b = built(scene_of("no such place"));
  EXPECT_EQ(b.world.sky.backdrop, world::Backdrop::silk);
}

TEST(Places, TakeOtherFormsForOtherWords) {
  story::SceneDescription scene = scene_of("abstract");
  scene.words_hash = 1;
  const Built one = built(scene);
  scene.words_hash = 2;
  const Built other = built(scene);
  EXPECT_NE(one.world.sky.accents[0], other.world.sky.accents[0]);
}

TEST(Places, LeaveOutWhatThePromptExcludes) {
  story::SceneDescription scene = scene_of("meadow");
  const auto has_trees = [](const Built& b) {
    return std::ranges::any_of(b.world.scatters,
                               [](const auto& s) { return s.label == "oak" || s.label == "tree"; });
  };
  EXPECT_TRUE(has_trees(built(scene)));
  scene.excluded = {"tree"};
  EXPECT_FALSE(has_trees(built(scene)));
}

TEST(Places, ShowTheirNeighbours) {
  story::SceneDescription scene = scene_of("meadow");
  const std::size_t alone = built(scene).world.nodes.size();
  scene.beside = {"mountains"};
  EXPECT_GT(built(scene).world.nodes.size(), alone);
}

}  // namespace
}  // namespace kirin::engine::motion::places
