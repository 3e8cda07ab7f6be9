#include "engine/motion/render/draw_list.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion::render {
namespace {

using world::Affine;
using world::Vec3;

/// How much farther than at rest a posed mesh may reach.
constexpr float kPoseReach = 1.7F;

bool is_mirror(const Affine& place) { return dot(cross(place.x, place.y), place.z) < 0; }

/// Draw::number.
float number_of(const Affine& place, std::uint16_t object) {
  const float x =
      place.origin.x * 12.9898F + place.origin.z * 78.233F + static_cast<float>(object) * 0.37F;
  const float s = std::sin(x) * 43758.547F;
  return s - std::floor(s);
}

int add_skin(const world::Node& node, const world::Pose& pose, DrawList& out) {
  if (!node.skeleton || pose.joints.empty() || pose.joints.size() != node.skeleton->bones.size()) {
    return -1;
  }
  const int first = static_cast<int>(out.bones.size());
  const std::vector<Affine> bones = world::skinning(*node.skeleton, pose);
  out.bones.insert(out.bones.end(), bones.begin(), bones.end());
  return first;
}

}  // namespace

Cast::Cast(const world::World& world, bool is_coarse) : world_(world), shelf_(is_coarse) {
  for (const world::Node& node : world.nodes) {
    members_.push_back(
        {node.mesh && !node.mesh->indices.empty() ? shelf_.prepared(*node.mesh) : nullptr,
         static_cast<bool>(node.at)});
  }
  for (const world::Scatter& scatter : world.scatters) {
    Crowd crowd;
    if (scatter.mesh && !scatter.mesh->indices.empty()) {
      crowd.mesh = shelf_.prepared(*scatter.mesh);
      crowd.far_mesh = scatter.far_mesh ? shelf_.prepared(*scatter.far_mesh) : nullptr;
      crowd.copies.reserve(scatter.places.size());
      for (const Affine& place : scatter.places) {
        const float scale = largest_stretch(place);
        crowd.copies.push_back({place, place.point(crowd.mesh->middle), scale * crowd.mesh->radius,
                                scale, number_of(place, 0), is_mirror(place)});
      }
    }
    crowds_.push_back(std::move(crowd));
  }
}

void Cast::collect_node(std::size_t index, const Moment& moment, const Frustum& frustum, Vec3 eye,
                        DrawList& out) const {
  const world::Node& node = world_.nodes[index];
  const Member& member = members_[index];
  const world::NodeState state = world_.state_of(node, moment.seconds);
  if (!state.is_visible || state.opacity <= 0) {
    return;
  }
  const float scale = largest_stretch(state.place);
  const bool is_posed = node.skeleton && !state.pose.joints.empty();
  const Vec3 middle = state.place.point(member.mesh->middle);
  const float radius = member.mesh->radius * scale;
  if (!frustum.sees(middle, radius * (is_posed ? kPoseReach : 1.0F))) {
    return;
  }
  Draw draw;
  draw.distance = length(middle - eye) - radius;
  draw.mesh = member.mesh;
  draw.place = draw.earlier_place = state.place;
  draw.scale = scale;
  draw.opacity = state.opacity;
  draw.glow = state.glow;
  draw.tint = state.tint;
  draw.object = node.object;
  draw.number = number_of(state.place, node.object);
  draw.is_mirrored = is_mirror(state.place);
  draw.skin = draw.earlier_skin = add_skin(node, state.pose, out);
  if (member.moves && moment.shutter_seconds > 0) {
    const world::NodeState earlier = node.at(moment.seconds - moment.shutter_seconds);
    draw.moves = true;
    draw.earlier_place = earlier.place;
    draw.earlier_skin = add_skin(node, earlier.pose, out);
  }
  out.draws.push_back(draw);
}

void Cast::collect_crowd(std::size_t index, const Frustum& frustum, Vec3 eye, DrawList& out) const {
  const world::Scatter& scatter = world_.scatters[index];
  const Crowd& crowd = crowds_[index];
  for (const Copy& copy : crowd.copies) {
    if (!frustum.sees(copy.middle, copy.radius)) {
      continue;
    }
    const float distance = length(copy.middle - eye);
    if (distance > scatter.never_from) {
      continue;
    }
    Draw draw;
    draw.distance = distance - copy.radius;
    draw.mesh =
        crowd.far_mesh != nullptr && distance > scatter.far_from ? crowd.far_mesh : crowd.mesh;
    draw.place = draw.earlier_place = copy.place;
    draw.scale = copy.scale;
    draw.number = copy.number;
    draw.is_mirrored = copy.is_mirrored;
    // Copies leave softly at the end of their range instead of vanishing.
    draw.opacity = scatter.never_from > 1e8F
                       ? 1.0F
                       : std::clamp((scatter.never_from - distance) / (0.15F * scatter.never_from),
                                    0.0F, 1.0F);
    out.draws.push_back(draw);
  }
}

void Cast::collect(const Moment& moment, Which which, bool only_casters, const Frustum& frustum,
                   Vec3 eye, DrawList& out) const {
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const bool is_wanted = which == Which::all || members_[i].moves == (which == Which::moving);
    if (members_[i].mesh != nullptr && is_wanted &&
        (!only_casters || world_.nodes[i].casts_shadow)) {
      collect_node(i, moment, frustum, eye, out);
    }
  }
  for (std::size_t i = 0; i < crowds_.size(); ++i) {
    if (crowds_[i].mesh != nullptr && which != Which::moving &&
        (!only_casters || world_.scatters[i].casts_shadow)) {
      collect_crowd(i, frustum, eye, out);
    }
  }
  std::stable_sort(out.draws.begin(), out.draws.end(),
                   [](const Draw& a, const Draw& b) { return a.distance < b.distance; });
}

world::Bounds Cast::moving_bounds(double seconds) const {
  world::Bounds bounds;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (members_[i].mesh == nullptr || !members_[i].moves || !world_.nodes[i].casts_shadow) {
      continue;
    }
    const world::NodeState state = world_.nodes[i].at(seconds);
    if (!state.is_visible || state.opacity <= 0) {
      continue;
    }
    const bool is_posed = world_.nodes[i].skeleton && !state.pose.joints.empty();
    const float radius =
        members_[i].mesh->radius * largest_stretch(state.place) * (is_posed ? 1.25F : 1.0F);
    const Vec3 middle = state.place.point(members_[i].mesh->middle);
    bounds.add(middle - Vec3{radius, radius, radius});
    bounds.add(middle + Vec3{radius, radius, radius});
  }
  return bounds;
}

}  // namespace kirin::engine::motion::render
