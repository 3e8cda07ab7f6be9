// What must be true of every lifeless thing: vehicles, buildings, objects.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "engine/motion/models/library.h"
#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {
namespace {

using world::Light;
using world::Model;
using world::ModelPtr;
using world::Vec3;

std::vector<std::string_view> kinds_of(std::span<const Shelf> shelves) {
  std::vector<std::string_view> kinds;
  for (const Shelf& shelf : shelves) {
    kinds.push_back(shelf.kind);
  }
  return kinds;
}

std::vector<std::string_view> all_kinds() {
  std::vector<std::string_view> kinds;
  for (const auto shelf : {vehicles(), buildings(), objects()}) {
    const auto more = kinds_of(shelf);
    kinds.insert(kinds.end(), more.begin(), more.end());
  }
  return kinds;
}

ModelPtr built(std::string_view kind, ModelOrder order = {}) {
  order.kind = kind;
  return build_model(order);
}

/// A 64-bit FNV-1a of everything that is drawn.
std::uint64_t fingerprint(const Model& model) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  const auto add = [&hash](float value) {
    hash = (hash ^ static_cast<std::uint64_t>(std::llround(value * 1e5F))) * 0x100000001B3U;
  };
  for (const world::Vertex& v : model.mesh.vertices) {
    for (const float x : {v.position.x, v.position.y, v.position.z, v.normal.x, v.colour.x,
                          v.colour.y, v.colour.z}) {
      add(x);
    }
  }
  return hash;
}

TEST(Things, StandOnlyOnceInTheShelves) {
  std::set<std::string_view> seen;
  for (const std::string_view kind : all_kinds()) {
    EXPECT_TRUE(seen.insert(kind).second) << kind;
  }
  EXPECT_GE(seen.size(), 200U);
}

TEST(Things, AreSoundMeshes) {
  for (const std::string_view kind : all_kinds()) {
    SCOPED_TRACE(kind);
    const ModelPtr model = built(kind);
    EXPECT_EQ(model->kind, kind);
    ASSERT_GE(model->mesh.triangle_count(), 12U);
    EXPECT_LE(model->mesh.triangle_count(), 45'000U);
    ASSERT_GE(model->skeleton.bones.size(), 1U);
    ASSERT_LE(model->skeleton.bones.size(), 255U);
    bool is_finite = true;
    bool has_unit_normals = true;
    bool has_known_bones = true;
    for (const world::Vertex& v : model->mesh.vertices) {
      is_finite =
          is_finite && std::isfinite(v.position.x + v.position.y + v.position.z + v.colour.x);
      has_unit_normals = has_unit_normals && std::abs(length(v.normal) - 1) < 1e-3F;
      has_known_bones = has_known_bones && v.bones[0] < model->skeleton.bones.size() &&
                        v.bones[1] < model->skeleton.bones.size();
      is_finite = is_finite && v.colour.x >= 0 && v.colour.y >= 0 && v.colour.z >= 0;
    }
    EXPECT_TRUE(is_finite);
    EXPECT_TRUE(has_unit_normals);
    EXPECT_TRUE(has_known_bones);
    for (const std::uint32_t index : model->mesh.indices) {
      ASSERT_LT(index, model->mesh.vertices.size());
    }
  }
}

TEST(Things, StandOnTheGroundOrHoverAboutTheirMiddle) {
  for (const std::string_view kind : all_kinds()) {
    SCOPED_TRACE(kind);
    const ModelPtr model = built(kind);
    if (model->flies) {
      EXPECT_NEAR(length(model->bounds.middle()), 0, 1e-3F);
    } else {
      EXPECT_NEAR(model->bounds.low.y, 0, 1e-4F);
      const Vec3 middle = model->bounds.middle();
      const Vec3 extent = model->bounds.extent();
      EXPECT_LT(std::abs(middle.x), 0.51F * extent.x + 0.02F) << "it stands beside its place";
    }
    EXPECT_LT(length(model->bounds.low - world::bounds_of(model->mesh).low), 1e-5F);
  }
}

TEST(Things, FrontFacesLookOutwards) {
  // Of a closed body seen from all round, the signed volume of its triangles is positive.
  for (const std::string_view kind :
       {"car", "ball", "chair", "table", "house", "balloon", "cake", "submarine"}) {
    SCOPED_TRACE(kind);
    const ModelPtr model = built(kind);
    double volume = 0;
    std::size_t against = 0;
    for (std::size_t i = 0; i + 2 < model->mesh.indices.size(); i += 3) {
      const auto& a = model->mesh.vertices[model->mesh.indices[i]];
      const auto& b = model->mesh.vertices[model->mesh.indices[i + 1]];
      const auto& c = model->mesh.vertices[model->mesh.indices[i + 2]];
      volume += dot(a.position, cross(b.position, c.position)) / 6;
      const Vec3 face = cross(b.position - a.position, c.position - a.position);
      against += dot(face, a.normal + b.normal + c.normal) < -1e-9F ? 1 : 0;
    }
    EXPECT_GT(volume, 0);
    EXPECT_LT(static_cast<double>(against),
              0.01 * static_cast<double>(model->mesh.triangle_count()));
  }
}

TEST(Things, AreBuiltTheSameForTheSameOrder) {
  for (const std::string_view kind : all_kinds()) {
    EXPECT_EQ(fingerprint(*built(kind, {.seed = 7})), fingerprint(*built(kind, {.seed = 7})))
        << kind;
  }
}

TEST(Things, HaveTheirRealSizes) {
  struct Size {
    std::string_view kind;
    float low;
    float high;  ///< of the largest extent, metres
  };
  for (const Size& size :
       {Size{"car", 3.5F, 5},   {"bus", 8, 13},           {"boat", 3, 5.5F},
        {"sailboat", 6, 12},    {"train", 18, 40},        {"ship", 40, 120},
        {"house", 6, 14},       {"castle", 20, 60},       {"lighthouse", 12, 40},
        {"tent", 2, 6},         {"ball", 0.15F, 0.4F},    {"balloon", 0.4F, 1.5F},
        {"kite", 1, 4},         {"umbrella", 0.7F, 1.4F}, {"chair", 0.7F, 1.2F},
        {"table", 1, 2.4F},     {"campfire", 0.8F, 2},    {"cake", 0.2F, 0.5F},
        {"lantern", 0.3F, 1},   {"candle", 0.15F, 0.4F},  {"apple", 0.05F, 0.12F},
        {"guitar", 0.8F, 1.3F}, {"bicycle", 1.4F, 2.1F},  {"plane", 10, 40},
        {"rocket", 8, 40},      {"skyscraper", 80, 200},  {"moon", 1, 3},
        {"bed", 1.8F, 2.4F},    {"snowman", 1.4F, 2.4F},  {"cup", 0.1F, 0.25F},
        {"sword", 0.8F, 1.3F},  {"piano", 1.4F, 3}}) {
    const Vec3 extent = built(size.kind)->bounds.extent();
    const float largest = std::max({extent.x, extent.y, extent.z});
    EXPECT_GE(largest, size.low) << size.kind;
    EXPECT_LE(largest, size.high) << size.kind;
  }
}

/// The part of the surface whose colour is near `colour`'s hue.
double share_of(const Model& model, Light colour) {
  double all = 0;
  double near = 0;
  const Vec3 wanted = normalized(colour);
  for (std::size_t i = 0; i + 2 < model.mesh.indices.size(); i += 3) {
    const auto& a = model.mesh.vertices[model.mesh.indices[i]];
    const auto& b = model.mesh.vertices[model.mesh.indices[i + 1]];
    const auto& c = model.mesh.vertices[model.mesh.indices[i + 2]];
    const double area = length(cross(b.position - a.position, c.position - a.position));
    all += area;
    near += dot(normalized(a.colour + b.colour + c.colour), wanted) > 0.97F ? area : 0;
  }
  return near / all;
}

TEST(Things, ShowTheColourThatWasOrdered) {
  const Light violet{0.25F, 0.02F, 0.5F};
  for (const std::string_view kind :
       {"car", "bus", "van", "boat", "ship", "submarine", "ball", "balloon", "kite", "umbrella",
        "chair", "table", "house", "barn", "tent", "lighthouse", "lantern"}) {
    ModelOrder order;
    order.colour = violet;
    EXPECT_GT(share_of(*built(kind, order), violet), 0.13) << kind;
    EXPECT_LT(share_of(*built(kind), violet), 0.02) << kind;
  }
}

TEST(Things, ShowTheColoursOfTheirParts) {
  const Light teal = world::from_srgb(0x10A0A0);
  for (const auto& [kind, part] : {std::pair<std::string_view, std::string>{"house", "roof"},
                                   {"sailboat", "sail"},
                                   {"castle", "roof"},
                                   {"cottage", "door"}}) {
    ModelOrder order;
    order.parts.push_back(
        {.id = part, .colour = story::NamedColour{"teal", 0x10A0A0}, .traits = {}});
    EXPECT_GT(share_of(*built(kind, order), teal), share_of(*built(kind), teal) + 0.01) << kind;
  }
}

TEST(Things, VehiclesHaveWheelsThatTouchTheGround) {
  for (const std::string_view kind : kinds_of(vehicles())) {
    const ModelPtr model = built(kind);
    EXPECT_EQ(model->rig, world::Rig::vehicle) << kind;
    for (std::size_t i = 0; i < model->skeleton.bones.size(); ++i) {
      const world::Bone& bone = model->skeleton.bones[i];
      if (!bone.name.starts_with("wheel")) {
        continue;
      }
      // The tyre is a circle about the joint whose radius is the joint's height.
      float reach = 0;
      for (const world::Vertex& v : model->mesh.vertices) {
        if (v.bones[0] == i) {
          reach =
              std::max(reach, std::hypot(v.position.y - bone.joint.y, v.position.z - bone.joint.z));
        }
      }
      EXPECT_NEAR(reach, bone.joint.y, 0.02F) << kind << " " << bone.name;
    }
  }
}

TEST(Things, HaveThePlacesThatOthersNeed) {
  for (const auto& [kind, anchor] : {std::pair<std::string_view, std::string_view>{"car", "driver"},
                                     {"car", "headlight_l"},
                                     {"car", "exhaust"},
                                     {"boat", "seat"},
                                     {"boat", "waterline"},
                                     {"ship", "deck"},
                                     {"train", "exhaust"},
                                     {"chair", "seat"},
                                     {"table", "top"},
                                     {"candle", "flame"},
                                     {"campfire", "flame"},
                                     {"lantern", "grip"},
                                     {"balloon", "grip"},
                                     {"umbrella", "grip"}}) {
    const ModelPtr model = built(kind);
    const world::Anchor* found = model->find_anchor(anchor);
    ASSERT_NE(found, nullptr) << kind << " " << anchor;
    const Vec3 slack = model->bounds.extent() * 0.1F;
    EXPECT_GE(found->at.y, model->bounds.low.y - slack.y) << kind << " " << anchor;
    EXPECT_LE(found->at.y, model->bounds.high.y + slack.y) << kind << " " << anchor;
    EXPECT_LT(found->bone, static_cast<int>(model->skeleton.bones.size()));
  }
}

}  // namespace
}  // namespace kirin::engine::motion::models
