/// \file
/// Animals with shapes of their own: insects, spiders, snails, snakes, and the soft ones of the
/// sea.
#pragma once

#include <functional>
#include <span>

#include "engine/motion/models/animals/kit.h"

namespace kirin::engine::motion::models::fauna {

world::ModelPtr build_butterfly(const ModelOrder& order);
world::ModelPtr build_bee(const ModelOrder& order);
world::ModelPtr build_dragonfly(const ModelOrder& order);
world::ModelPtr build_beetle(const ModelOrder& order);  ///< ladybirds and fireflies
world::ModelPtr build_ant(const ModelOrder& order);
world::ModelPtr build_spider(const ModelOrder& order);
world::ModelPtr build_crab(const ModelOrder& order);
world::ModelPtr build_snail(const ModelOrder& order);
world::ModelPtr build_snake(const ModelOrder& order);
world::ModelPtr build_caterpillar(const ModelOrder& order);
world::ModelPtr build_octopus(const ModelOrder& order);  ///< and squids
world::ModelPtr build_jellyfish(const ModelOrder& order);
world::ModelPtr build_starfish(const ModelOrder& order);
world::ModelPtr build_seahorse(const ModelOrder& order);
world::ModelPtr build_ray(const ModelOrder& order);

/// A model of that rig without anything yet.
std::shared_ptr<world::Model> soft_model(world::Rig rig, bool flies);
/// A pair of eyes on a head; `left` and `outward` are the left one's.
void add_eye_pair(world::Model& model, Vec3 left, float radius, std::uint32_t iris, int head,
                  Vec3 outward);
void add_anchors(world::Model& model, int head, Vec3 top, Vec3 mouth, int back_bone, Vec3 back);

/// A thin leaf seen from `root`: rings from the root to the `outline`, coloured by how far out
/// (0 to 1) and how far along the outline (0 to 1). Both faces.
void add_vane(Mesh& mesh, Vec3 root, std::span<const Vec3> outline, Surface surface, int bone,
              const std::function<Light(float out, float along)>& colour);

/// Pairs of jointed legs with one bone each, leg_l_1 … leg_r_N, from the front to the back.
struct LegPair {
  Vec3 hip, knee, foot;  ///< of the left side
};
void add_leg_pairs(world::Model& model, std::span<const LegPair> pairs, float thickness,
                   Light colour, int body);

}  // namespace kirin::engine::motion::models::fauna
