/// \file
/// What insects, spiders and crabs have in common: a body, a head, feelers, eyes, wings.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/motion/models/animals/small.h"

namespace kirin::engine::motion::models::fauna {

inline constexpr Light kBlack{0.012F, 0.011F, 0.012F};

struct Bug {
  std::shared_ptr<world::Model> model = std::make_shared<world::Model>();
  int body = 0;
  int head = 0;

  Mesh& mesh() const { return model->mesh; }
};

/// A bug with the joints of its body and its head.
Bug bug(Vec3 middle, Vec3 neck, bool flies);
void add_feelers(const Bug& b, Vec3 root, float length, float thickness, Light colour,
                 bool has_knobs);
/// Two eyes `apart` to the sides of `middle`.
void add_eyes(const Bug& b, Vec3 middle, float apart, float radius, std::uint32_t iris);
void add_anchors(const Bug& b, Vec3 top, Vec3 mouth, Vec3 back);
/// A pair of wings from one outline in x (out) and z (ahead), metres, lifted by `tilt` radians.
void add_wing_pair(const Bug& b, int number, Vec3 root, std::span<const world::Point2> outline,
                   float tilt, Surface surface,
                   const std::function<Light(float out, float along)>& colour);
/// The outline of a turned ellipse, from where it is nearest to the body.
std::vector<world::Point2> ellipse(float cx, float cz, float rx, float rz, float turn);
/// The colour of clear wings.
Light glassy(float out, float along);

}  // namespace kirin::engine::motion::models::fauna
