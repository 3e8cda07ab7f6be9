/// \file
/// A scene graph: everything that can be seen in a clip and how it changes with time.
///
/// Built once for a clip, then only read, by several threads at once. Every frame is a function of
/// its time alone. Colours and radiances are linear light (mesh.h); lengths are metres.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/motion/world/mesh.h"
#include "engine/motion/world/skeleton.h"

namespace kirin::engine::motion::world {

/// How a node is at one moment.
struct NodeState {
  Affine place = {};
  Pose pose = {};       ///< empty: at rest
  float opacity = 1;    ///< below 1 it is drawn with that coverage
  float glow = 1;       ///< factor on the radiance of glowing surfaces
  Light tint{1, 1, 1};  ///< factor on all its colours
  bool is_visible = true;
};

/// A thing with a place. Object 0 is the place itself; subjects have ids from 1.
struct Node {
  std::string label = {};  ///< "dog 2"
  std::uint16_t object = 0;
  std::shared_ptr<const Mesh> mesh = {};
  std::shared_ptr<const Skeleton> skeleton = {};     ///< null: rigid
  NodeState state = {};                              ///< where `at` is empty
  std::function<NodeState(double seconds)> at = {};  ///< thread-safe; empty: the node rests
  bool casts_shadow = true;
};

/// Many copies of one mesh that stay where they are: trees, grass, stones, windows.
struct Scatter {
  std::string label = {};
  std::shared_ptr<const Mesh> mesh = {};
  std::shared_ptr<const Mesh> far_mesh =
      {};  ///< simpler; drawn beyond `far_from` metres; may be null
  float far_from = 40;
  float never_from = 1e9F;  ///< not drawn beyond this distance
  std::vector<Affine> places = {};
  bool casts_shadow = true;
};

/// A point light, at rest or carried by a node.
struct Lamp {
  Vec3 at = {};  ///< in the world, or in the node's frame
  int node = -1;
  Light radiance{1, 0.8F, 0.5F};  ///< irradiance at 1 m
  float reach = 8;                ///< metres; beyond it there is none of it
  float flicker = 0;              ///< [0, 1], of flames
};

/// A soft disc that faces the camera: rain, snow, smoke, sparks, foam, leaves, petals.
struct Sprite {
  Vec3 at = {};
  Vec3 streak = {};  ///< metres; drawn as a line of this length through `at` where not zero
  float radius = 0.02F;
  Light colour{1, 1, 1};
  float opacity = 1;
  float softness = 1;       ///< 1: fades from its middle; 0: a disc with an edge
  bool is_glowing = false;  ///< adds light instead of covering
};

/// Fills in the sprites of one moment; thread-safe and a function of its arguments alone. `eye`
/// lets weather follow the camera.
using SpriteSource = std::function<void(double seconds, Vec3 eye, std::vector<Sprite>& out)>;

enum class Backdrop {
  sky,         ///< the open sky over an endless ground
  room,        ///< walls all round: nothing but `Sky::zenith` behind gaps
  space,       ///< stars and nebulae all round
  underwater,  ///< deep water all round, light from above
  silk         ///< folded light: the abstract
};

struct Sky {
  Backdrop backdrop = Backdrop::sky;
  Light zenith{0.10F, 0.25F, 0.60F};
  Light middle{0.25F, 0.45F, 0.80F};
  Light horizon{0.65F, 0.75F, 0.85F};
  Light ground{0.20F, 0.18F, 0.15F};  ///< below the horizon where nothing is
  Light glow{1, 0.85F, 0.6F};         ///< around the sun or moon
  float glow_strength = 0.5F;
  Vec3 sun_direction{0.3F, 0.6F, -0.7F};  ///< towards the sun or moon, length 1
  float disc_radius = 0.02F;              ///< radians; 0: no disc is seen
  Light disc{4, 3.6F, 3};
  bool is_moon = false;
  float cloud_cover = 0.3F;
  Light cloud_lit{1, 1, 1};
  Light cloud_shade{0.55F, 0.6F, 0.7F};
  Vec3 cloud_drift{0.02F, 0, 0};  ///< cloud heights per second
  float stars = 0;                ///< [0, 1]
  float milky_way = 0;
  float aurora = 0;
  float rainbow = 0;
  Light accents[3] = {
      {0.5F, 0.1F, 0.6F}, {0.1F, 0.3F, 0.7F}, {0.9F, 0.4F, 0.2F}};  ///< nebulae, silk, aurora
  std::uint64_t seed = 0;
};

/// An endless level of water; ground above it is dry.
struct Water {
  float level = 0;
  Light deep{0.01F, 0.06F, 0.09F};
  Light shallow{0.10F, 0.30F, 0.30F};
  float clarity = 3;   ///< metres of water through which the ground is still seen
  float waves = 0.5F;  ///< 0 glass … 2 storm
  Vec3 flow{0, 0, 0};  ///< metres per second
  float foam = 0;      ///< [0, 1], along the shore and on crests
};

struct Fog {
  Light colour{0.7F, 0.75F, 0.8F};
  float density = 0.002F;  ///< per metre at y = 0
  float falloff = 0.02F;   ///< per metre of height
};

/// The light of the whole place.
struct Lighting {
  Vec3 key_direction{0.4F, 0.8F, 0.45F};  ///< towards the light, length 1
  Light key{2.4F, 2.2F, 1.9F};            ///< irradiance on a surface that faces it
  Light sky{0.45F, 0.55F, 0.70F};         ///< from above
  Light ground{0.20F, 0.18F, 0.15F};      ///< from below
  bool casts_shadows = true;
};

/// A camera at one moment.
struct CameraState {
  Affine pose = {};          ///< looks along its −z; x is the frame's right
  float fov_y = 0.7F;        ///< radians, of the whole height
  float focus_distance = 8;  ///< metres
  float blur = 0;            ///< circle of confusion at infinity, in frame heights; 0: all is sharp
};

/// How the finished frame is made from light.
struct Look {
  std::string style = {};  ///< "" or a style of the lexicon
  float exposure = 1;
  float saturation = 1;
  float contrast = 1;
  float bloom = 0.15F;
  float vignette = 0.2F;
  float grain = 0;
  std::uint64_t seed = 0;
};

struct World {
  std::vector<Node> nodes = {};
  std::vector<Scatter> scatters = {};
  std::vector<Lamp> lamps = {};
  std::vector<SpriteSource> sprites = {};
  Sky sky = {};
  std::optional<Water> water = {};
  Fog fog = {};
  Lighting light = {};
  Look look = {};
  Vec3 wind{0.6F, 0, 0.1F};  ///< metres per second
  std::function<CameraState(double seconds)> camera = {};

  NodeState state_of(const Node& node, double seconds) const {
    return node.at ? node.at(seconds) : node.state;
  }
};

}  // namespace kirin::engine::motion::world
