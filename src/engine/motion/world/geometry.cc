#include "engine/motion/world/geometry.h"

namespace kirin::engine::motion::world {

Affine looking_at(Vec3 eye, Vec3 target, Vec3 up) {
  const Vec3 back = normalized(eye - target);
  Vec3 right = cross(up, back);
  // Straight up or down has no right side: any will do.
  right = length(right) > 1e-4F ? normalized(right) : Vec3{1, 0, 0};
  return {right, cross(back, right), back, eye};
}

Affine pointing(Vec3 base, Vec3 tip) {
  const Vec3 y = normalized(tip - base);
  const Vec3 other = std::abs(y.z) < 0.9F ? Vec3{0, 0, 1} : Vec3{1, 0, 0};
  const Vec3 x = normalized(cross(y, other));
  return {x, y, cross(x, y), base};
}

Affine inverse(const Affine& map) {
  const Vec3 yz = cross(map.y, map.z);
  const Vec3 zx = cross(map.z, map.x);
  const Vec3 xy = cross(map.x, map.y);
  const float scale = 1 / dot(map.x, yz);
  const Vec3 row_x = yz * scale;
  const Vec3 row_y = zx * scale;
  const Vec3 row_z = xy * scale;
  Affine result{
      {row_x.x, row_y.x, row_z.x}, {row_x.y, row_y.y, row_z.y}, {row_x.z, row_y.z, row_z.z}, {}};
  result.origin = -result.direction(map.origin);
  return result;
}

Turn turn_about(Vec3 axis, float radians) {
  const Vec3 u = normalized(axis) * std::sin(radians / 2);
  return {std::cos(radians / 2), u.x, u.y, u.z};
}

Turn turn_xyz(float x, float y, float z) {
  return turn_about({0, 0, 1}, z) * turn_about({0, 1, 0}, y) * turn_about({1, 0, 0}, x);
}

Turn operator*(Turn a, Turn b) {
  return {
      a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z, a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
      a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x, a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w};
}

Turn mix(Turn a, Turn b, float amount) {
  const float cosine = a.w * b.w + a.x * b.x + a.y * b.y + a.z * b.z;
  const float sign = cosine < 0 ? -1.0F : 1.0F;
  Turn t{mix(a.w, sign * b.w, amount), mix(a.x, sign * b.x, amount), mix(a.y, sign * b.y, amount),
         mix(a.z, sign * b.z, amount)};
  const float norm = std::sqrt(t.w * t.w + t.x * t.x + t.y * t.y + t.z * t.z);
  const float scale = norm > 1e-9F ? 1 / norm : 0;
  return {t.w * scale, t.x * scale, t.y * scale, t.z * scale};
}

Affine affine(Turn q) {
  return {
      {1 - 2 * (q.y * q.y + q.z * q.z), 2 * (q.x * q.y + q.w * q.z), 2 * (q.x * q.z - q.w * q.y)},
      {2 * (q.x * q.y - q.w * q.z), 1 - 2 * (q.x * q.x + q.z * q.z), 2 * (q.y * q.z + q.w * q.x)},
      {2 * (q.x * q.z + q.w * q.y), 2 * (q.y * q.z - q.w * q.x), 1 - 2 * (q.x * q.x + q.y * q.y)},
      {}};
}

}  // namespace kirin::engine::motion::world
