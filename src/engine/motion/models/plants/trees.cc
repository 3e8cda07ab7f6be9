// Broad-leaved trees and bushes: a trunk, branches, and clusters of leaves where the branches end.
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "engine/motion/models/plants/growth.h"
#include "engine/motion/models/plants/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::from_srgb;
using world::Light;
using world::Mesh;
using world::Surface;
using world::Vec3;

enum class Crown { round, oval, umbrella, weeping };

/// How a kind of tree grows: metres, sRGB.
struct Habit {
  std::string_view kind;
  Crown crown;
  float height, trunk_height, trunk_radius, crown_radius;
  int clusters, leaves;
  float leaf_length, leaf_width;
  std::uint32_t bark, spring, summer, autumn;
  bool is_evergreen;
  std::uint32_t blossom;  ///< in spring; 0: none
  std::uint32_t fruit;    ///< in summer and autumn; 0: none
};

constexpr std::array<Habit, 11> kHabits = {{
    {"tree", Crown::round, 7.5F, 2.4F, 0.26F, 2.9F, 20, 46, 0.52F, 0.34F, 0x5A4634, 0x7FB03E,
     0x4C8030, 0xC9702A, false, 0, 0},
    {"oak", Crown::round, 9.0F, 2.4F, 0.42F, 4.2F, 24, 46, 0.62F, 0.42F, 0x4E4032, 0x86A63A,
     0x45722C, 0xA86A2C, false, 0, 0},
    {"maple", Crown::round, 8.0F, 2.5F, 0.28F, 3.2F, 20, 48, 0.52F, 0.40F, 0x5C4A3C, 0x9AB040,
     0x4F8232, 0xD2421C, false, 0, 0},
    {"birch", Crown::oval, 9.0F, 3.0F, 0.14F, 1.9F, 20, 46, 0.30F, 0.20F, 0xE4E0D6, 0x96C050,
     0x74A040, 0xE8B632, false, 0, 0},
    {"apple_tree", Crown::round, 4.6F, 1.5F, 0.17F, 2.1F, 18, 42, 0.40F, 0.28F, 0x5E4C3C, 0x8CB84C,
     0x5A8C38, 0xB89038, false, 0xF8DCE4, 0xC8261E},
    {"cherry_tree", Crown::umbrella, 5.6F, 1.9F, 0.24F, 3.3F, 22, 50, 0.40F, 0.32F, 0x4A3630,
     0xF2AEC4, 0xF2AEC4, 0xD0562C, false, 0xF6B4CA, 0},
    {"willow", Crown::weeping, 7.5F, 2.8F, 0.34F, 3.1F, 15, 30, 0.5F, 0.12F, 0x54463A, 0xA8C058,
     0x86A648, 0xCDB04A, false, 0, 0},
    {"acacia", Crown::umbrella, 6.2F, 3.4F, 0.20F, 4.0F, 20, 44, 0.42F, 0.26F, 0x5C4A3A, 0x7E9440,
     0x6E8438, 0x8C8440, true, 0, 0},
    {"jungle_tree", Crown::round, 14.0F, 7.0F, 0.45F, 4.4F, 18, 44, 0.95F, 0.56F, 0x4A4436,
     0x3E8034, 0x2E6C2C, 0x2E6C2C, true, 0, 0},
    {"bush", Crown::round, 1.15F, 0.1F, 0.05F, 0.85F, 10, 40, 0.23F, 0.15F, 0x5A4634, 0x74A63C,
     0x4A7C32, 0xB4682C, false, 0, 0},
    {"shrub", Crown::round, 0.75F, 0.1F, 0.03F, 0.62F, 7, 30, 0.19F, 0.10F, 0x5A4634, 0x8A9A4C,
     0x7A8A46, 0x9A7A3C, true, 0, 0},
}};

const Habit& habit_of(std::string_view kind) {
  const auto* found = std::find_if(kHabits.begin(), kHabits.end(),
                                   [&](const Habit& habit) { return habit.kind == kind; });
  return found != kHabits.end() ? *found : kHabits.front();
}

struct Dress {
  Light leaf, light_leaf;
  Surface surface = Surface::leaf;
  bool is_bare = false;
};

Dress dress_of(const Habit& habit, const ModelOrder& order, Dice& dice) {
  const std::string_view season = season_of(order);
  Dress dress;
  std::uint32_t leaf = habit.summer;
  if (season == "spring") {
    leaf = habit.blossom != 0 ? habit.blossom : habit.spring;
    dress.surface = habit.blossom != 0 ? Surface::petal : Surface::leaf;
  } else if (season == "autumn") {
    leaf = habit.autumn;
  } else if (season == "winter") {
    dress.is_bare = !habit.is_evergreen;
  }
  if (habit.kind == "cherry_tree" && season == "summer") {
    dress.surface = Surface::petal;  // who names a cherry tree means its blossom
  }
  dress.leaf = varied(from_srgb(leaf), season == "autumn" ? 0.18F : 0.08F, dice);
  if (order.colour) {
    dress.leaf = *order.colour;
    dress.is_bare = false;
  }
  const Light warm = season == "autumn" ? Light{0.75F, 0.42F, 0.06F} : Light{0.42F, 0.55F, 0.12F};
  dress.light_leaf = dress.surface == Surface::petal || order.colour
                         ? world::mix(dress.leaf, {1, 0.96F, 0.95F}, 0.35F)
                         : world::mix(dress.leaf, warm, 0.38F);
  return dress;
}

/// The middles of the clusters: spread over the crown as evenly as the spiral of a sunflower does.
Vec3 cluster_middle(const Habit& habit, int i, Dice& dice) {
  const float n = static_cast<float>(habit.clusters);
  const float t = (static_cast<float>(i) + 0.5F) / n;
  const float a = 2.39996F * static_cast<float>(i) + dice.between(-0.3F, 0.3F);
  const float crown_height = habit.height - habit.trunk_height;
  const float middle = habit.trunk_height + 0.52F * crown_height;
  float y = 1 - 1.75F * t;  // few below
  if (habit.crown == Crown::umbrella) {
    y = 0.75F - 0.9F * t;
  }
  const float ring = std::sqrt(std::max(0.05F, 1 - y * y * 0.92F)) * (i % 4 == 3 ? 0.35F : 1.0F) *
                     dice.between(0.82F, 1.05F);
  const float reach = 0.68F * habit.crown_radius;
  const float high = habit.crown == Crown::umbrella ? 0.26F
                     : habit.crown == Crown::oval   ? 0.46F
                                                    : 0.36F;
  return {ring * reach * std::cos(a), middle + y * high * crown_height * dice.between(0.9F, 1.08F),
          ring * reach * std::sin(a)};
}

Cluster cluster_of(const Habit& habit, const Dress& dress, Vec3 middle, Dice& dice) {
  const float size = habit.crown_radius * (habit.crown == Crown::oval ? 0.44F : 0.40F) *
                     dice.between(0.82F, 1.18F);
  Cluster cluster;
  cluster.middle = middle;
  cluster.radii = {size, size * (habit.crown == Crown::umbrella ? 0.62F : 0.84F), size};
  cluster.crown_middle = {0, habit.trunk_height + 0.40F * (habit.height - habit.trunk_height), 0};
  cluster.crown_radius = std::max(habit.crown_radius, 0.55F * (habit.height - habit.trunk_height));
  cluster.leaves = habit.leaves;
  cluster.leaf_length = habit.leaf_length;
  cluster.leaf_width = habit.leaf_width;
  cluster.colour = varied(dress.leaf, 0.10F, dice);
  cluster.light_colour = varied(dress.light_leaf, 0.08F, dice);
  cluster.surface = dress.surface;
  cluster.sway = 0.010F * habit.height;
  return cluster;
}

/// Long hanging twigs with narrow leaves.
void add_curtain(Mesh& mesh, const Cluster& cluster, float ground, Dice& dice) {
  for (int i = 0; i < 30; ++i) {
    const float a = dice.between(0, 6.28F);
    const Vec3 out{std::cos(a), 0, std::sin(a)};
    const Vec3 from = cluster.middle + out * cluster.radii * dice.between(0.5F, 1.0F);
    const float hang = (from.y - ground) * dice.between(0.45F, 0.85F);
    Leaf twig;
    twig.base = from;
    twig.along = world::normalized(out * 0.25F + Vec3{0, -1, 0});
    twig.normal = world::normalized(out + Vec3{0, 0.4F, 0});
    twig.length = hang;
    twig.width = dice.between(0.06F, 0.12F);
    twig.colour = varied(cluster.colour * 0.75F, 0.2F, dice);
    twig.tip_colour = varied(cluster.light_colour, 0.12F, dice);
    twig.sway = 0.22F;
    add_blade(mesh, twig, out * 0.12F * hang, 4);
  }
}

/// Twigs that end in the air, as in winter.
void add_twigs(Mesh& mesh, Vec3 base, Vec3 along, float reach, float radius, int depth,
               const world::Paint& bark, Dice& dice) {
  if (depth == 0) {
    Leaf twig;
    twig.base = base;
    twig.along = along;
    twig.normal = world::normalized(Vec3{along.y, 0.3F, -along.x});
    twig.length = 1.25F * reach;
    twig.width = 2.4F * radius;
    twig.colour = twig.tip_colour = bark.colour;
    twig.surface = Surface::bark;
    twig.sway = 0.02F;
    add_leaf(mesh, twig);
    return;
  }
  const Vec3 tip = base + along * reach;
  add_branch(mesh, base, tip, {0, 0.04F * reach, 0}, radius, 0.45F * radius, depth > 1 ? 4 : 3,
             bark);
  const int forks = depth > 1 ? 3 : 4;
  for (int i = 0; i < forks; ++i) {
    const Vec3 turn{dice.between(-1, 1), dice.between(-0.15F, 1), dice.between(-1, 1)};
    const Vec3 next = world::normalized(along + turn * 0.85F);
    add_twigs(mesh, world::mix(base, tip, dice.between(0.55F, 1.0F)), next,
              reach * dice.between(0.55F, 0.75F), 0.5F * radius, depth - 1, bark, dice);
  }
}

void add_bark(Mesh& mesh, const Habit& habit, Dice& dice) {
  if (habit.kind != "birch") {
    return;
  }
  for (world::Vertex& v : mesh.vertices) {  // dark scars across white bark
    const float scar =
        noise1(v.position.y * 3.1F + v.position.x * 4, 77) + 0.5F * dice.between(-1, 1);
    v.colour = v.colour * (scar > 0.55F ? 0.25F : 1.0F);
  }
}

void add_trunk(Mesh& mesh, const Habit& habit, const world::Paint& bark, Dice& dice) {
  const float top = habit.trunk_height + 0.45F * (habit.height - habit.trunk_height);
  const int rings = habit.kind == "birch" ? 14 : 6;
  std::vector<Vec3> path;
  std::vector<float> radii;
  const float lean = dice.between(-0.05F, 0.05F) * habit.height;
  for (int i = 0; i <= rings; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(rings);
    path.push_back({lean * t * t + 0.03F * habit.height * noise1(3 * t, 5), top * t - 0.08F,
                    0.02F * habit.height * noise1(3 * t, 9)});
    const float flare = 1 + 0.9F * std::pow(1 - t, 7.0F);
    radii.push_back(habit.trunk_radius * flare * (1 - 0.68F * t));
  }
  world::MeshBuilder(mesh).tube(path, radii, 9, bark);
}

Mesh near_tree(const Habit& habit, const ModelOrder& order) {
  Dice dice(hash_of(habit.kind) ^ order.seed);
  const Dress dress = dress_of(habit, order, dice);
  const bool is_dead = order.kind == "dead_tree";
  const Light natural = varied(from_srgb(is_dead ? 0x5A5048 : habit.bark), 0.10F, dice);
  const world::Paint bark{is_dead ? order.colour.value_or(natural) : natural, Surface::bark};
  Mesh mesh;
  add_trunk(mesh, habit, bark, dice);
  const float fork = habit.trunk_height;
  if (dress.is_bare || is_dead) {
    const int limbs = is_dead ? 6 : 8;
    for (int i = 0; i < limbs; ++i) {
      const float a = 2.39996F * static_cast<float>(i) + dice.between(-0.4F, 0.4F);
      const float rise = dice.between(0.5F, 1.5F);
      add_twigs(
          mesh,
          {0,
           fork + 0.36F * (habit.height - fork) * static_cast<float>(i) / static_cast<float>(limbs),
           0},
          world::normalized({std::cos(a), rise, std::sin(a)}), 0.34F * habit.height,
          0.36F * habit.trunk_radius, is_dead ? 2 : 3, bark, dice);
    }
    add_bark(mesh, habit, dice);
    if (season_of(order) == "winter") {
      add_snow(mesh, 0.85F);
    }
    return mesh;
  }
  std::vector<Cluster> clusters;
  for (int i = 0; i < habit.clusters; ++i) {
    clusters.push_back(cluster_of(habit, dress, cluster_middle(habit, i, dice), dice));
  }
  for (std::size_t i = 0; i < clusters.size(); i += 2) {
    const Vec3 from{0, fork + dice.between(-0.05F, 0.35F) * (habit.height - fork) * 0.6F, 0};
    add_branch(mesh, from, clusters[i].middle, {0, 0.03F * habit.height, 0},
               0.42F * habit.trunk_radius, 0.12F * habit.trunk_radius, 4, bark);
  }
  add_bark(mesh, habit, dice);
  for (Cluster& cluster : clusters) {
    if (has_trait(order, "lush")) {
      cluster.leaves = cluster.leaves * 5 / 2;
      cluster.leaf_length *= 0.66F;
      cluster.leaf_width *= 0.66F;
    }
    add_cluster(mesh, cluster, dice);
    if (habit.crown == Crown::weeping) {
      add_curtain(mesh, cluster, 0, dice);
    }
  }
  const std::string_view season = season_of(order);
  if (habit.fruit != 0 && (season == "summer" || season == "autumn")) {
    for (int i = 0; i < 26; ++i) {
      const Cluster& cluster = clusters[static_cast<std::size_t>(i) % clusters.size()];
      const float a = dice.between(0, 6.28F);
      const Vec3 out = world::normalized({std::cos(a), dice.between(-0.7F, 0.3F), std::sin(a)});
      world::MeshBuilder(mesh).ball(
          world::translation(cluster.middle + out * cluster.radii * 1.02F), {0.075F, 0.07F, 0.075F},
          5, 7, {from_srgb(habit.fruit), Surface::fruit, 0, 0.05F});
    }
  }
  if (season == "winter") {
    add_snow(mesh, 0.8F);
  }
  return mesh;
}

/// Where blob `i` of `count` of a crown seen from afar is: one on top, the others under it, all
/// round, so that the crown stands upright over its trunk.
Vec3 far_middle(const Habit& habit, int i, int count, Dice& dice) {
  const float crown = habit.height - habit.trunk_height;
  const bool is_flat = habit.crown == Crown::umbrella;
  if (i == 0) {
    return {0, habit.trunk_height + (is_flat ? 0.70F : 0.64F) * crown, 0};
  }
  const float a = dice.between(-0.5F, 0.5F) +
                  2 * world::kPi * static_cast<float>(i) / static_cast<float>(count - 1);
  const float out = habit.crown_radius * (is_flat ? 0.55F : 0.42F);
  return {out * std::cos(a), habit.trunk_height + (is_flat ? 0.55F : 0.36F) * crown,
          out * std::sin(a)};
}

Mesh far_tree(const Habit& habit, const ModelOrder& order) {
  Dice dice(hash_of(habit.kind) ^ order.seed);
  const Dress dress = dress_of(habit, order, dice);
  const bool is_bare = dress.is_bare || order.kind == "dead_tree";
  Mesh mesh;
  const world::Paint bark{from_srgb(habit.bark), Surface::bark};
  world::MeshBuilder(mesh).cylinder(
      {0, -0.1F, 0}, {0, habit.trunk_height + 0.3F * habit.crown_radius, 0},
      1.2F * habit.trunk_radius, 0.5F * habit.trunk_radius, 4, bark, false);
  if (is_bare) {
    for (int i = 0; i < 14; ++i) {
      const float a = 2.39996F * static_cast<float>(i);
      const Vec3 from{0, habit.trunk_height * dice.between(0.8F, 1.5F), 0};
      Leaf twig;
      twig.base = from;
      twig.along = world::normalized({std::cos(a), dice.between(0.5F, 1.6F), std::sin(a)});
      twig.normal = {0, 1, 0};
      twig.length = 0.72F * habit.height * dice.between(0.6F, 1);
      twig.width = 0.05F * habit.height * 0.3F;
      twig.colour = twig.tip_colour = from_srgb(habit.bark);
      twig.surface = Surface::bark;
      add_leaf(mesh, twig);
    }
    return mesh;
  }
  const int blobs = habit.kind == "bush" || habit.kind == "shrub" ? 2 : 3;
  for (int i = 0; i < blobs; ++i) {
    Cluster cluster = cluster_of(habit, dress, far_middle(habit, i, blobs, dice), dice);
    const float wide = habit.crown_radius * (i == 0 ? 0.66F : 0.60F) * dice.between(0.92F, 1.08F);
    cluster.radii = {wide, wide * (habit.crown == Crown::umbrella ? 0.5F : 0.9F), wide};
    add_far_cluster(mesh, cluster, 4, 6, dice);
    cluster.leaves = blobs == 2 ? 12 : 5;  // what breaks the outline
    cluster.leaf_length *= 2.3F;
    cluster.leaf_width *= 2.3F;
    cluster.has_core = false;
    cluster.radii = cluster.radii * 1.08F;
    add_cluster(mesh, cluster, dice);
  }
  if (season_of(order) == "winter") {
    add_snow(mesh, 0.8F);
  }
  return mesh;
}

}  // namespace

world::ModelPtr build_tree(const ModelOrder& order) {
  return as_plant(order, near_tree(habit_of(order.kind), order));
}

world::ModelPtr build_far_tree(const ModelOrder& order) {
  return as_plant(order, far_tree(habit_of(order.kind), order));
}

}  // namespace kirin::engine::motion::models
