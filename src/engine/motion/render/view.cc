#include "engine/motion/render/view.h"

namespace kirin::engine::motion::render {

using world::Affine;
using world::Vec3;

View view_of(const world::CameraState& camera, media::Size size) {
  View view;
  view.size = size;
  view.pose = camera.pose;
  view.eye = camera.pose.origin;
  const auto cx = 0.5F * static_cast<float>(size.width);
  const auto cy = 0.5F * static_cast<float>(size.height);
  view.focal = cy / std::tan(0.5F * camera.fov_y);
  const Affine to_camera = world::inverse(camera.pose);
  const Affine to_picture{{view.focal, 0, 0}, {0, -view.focal, 0}, {-cx, -cy, -1}, {}};
  view.to_pixels = to_picture * to_camera;
  view.rays.x = camera.pose.x * (1 / view.focal);
  view.rays.y = camera.pose.y * (-1 / view.focal);
  view.rays.z = {};
  view.rays.origin = -camera.pose.z - view.rays.x * cx - view.rays.y * cy;
  return view;
}

View parallel_view(Vec3 middle, Vec3 towards_light, float half, int pixels) {
  View view;
  view.size = {pixels, pixels};
  view.is_parallel = true;
  const Vec3 up = std::abs(towards_light.y) > 0.98F ? Vec3{0, 0, -1} : Vec3{0, 1, 0};
  view.pose = world::looking_at(middle + towards_light, middle, up);
  view.pose.origin = middle;
  view.eye = middle;
  const float scale = 0.5F * static_cast<float>(pixels) / half;
  view.focal = scale;
  const float centre = 0.5F * static_cast<float>(pixels);
  const Affine to_picture{{scale, 0, 0}, {0, -scale, 0}, {0, 0, 1}, {centre, centre, 0}};
  view.to_pixels = to_picture * world::inverse(view.pose);
  return view;
}

Frustum::Frustum(const View& view) {
  const Affine& map = view.to_pixels;
  // A plane of x · weights.x + y · weights.y + w · weights.z + last ≥ 0 in (X, Y, W).
  const auto plane = [&map](Vec3 weights, float last) {
    const Vec3 normal{world::dot(weights, map.x), world::dot(weights, map.y),
                      world::dot(weights, map.z)};
    const float scale = 1 / std::max(world::length(normal), 1e-12F);
    return Plane{normal * scale, (world::dot(weights, map.origin) + last) * scale};
  };
  const auto width = static_cast<float>(view.size.width);
  const auto height = static_cast<float>(view.size.height);
  if (view.is_parallel) {
    planes_ = {plane({1, 0, 0}, 0), plane({-1, 0, 0}, width), plane({0, 1, 0}, 0),
               plane({0, -1, 0}, height), Plane{{0, 0, 0}, 1}};
  } else {
    planes_ = {plane({1, 0, 0}, 0), plane({-1, 0, width}, 0), plane({0, 1, 0}, 0),
               plane({0, -1, height}, 0), plane({0, 0, 1}, -kNear)};
  }
}

bool Frustum::sees(Vec3 middle, float radius) const {
  for (const Plane& plane : planes_) {
    if (world::dot(plane.normal, middle) + plane.offset < -radius) {
      return false;
    }
  }
  return true;
}

}  // namespace kirin::engine::motion::render
