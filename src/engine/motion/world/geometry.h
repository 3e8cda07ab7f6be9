/// \file
/// Points, directions and affine maps of the scene's world.
///
/// Metres; right-handed: x to the right, y up, z towards the viewer. Models face +z with their feet
/// at y = 0. A positive turn about an axis is counter-clockwise seen from that axis' tip: about y
/// it turns +z towards +x, about x it tips +y towards +z (a nod forwards), about z +x towards +y.
#pragma once

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion::world {

inline constexpr float kPi = 3.14159265358979F;

struct Vec3 {
  float x = 0;
  float y = 0;
  float z = 0;
  bool operator==(const Vec3&) const = default;
};

constexpr Vec3 operator+(Vec3 a, Vec3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
constexpr Vec3 operator-(Vec3 a, Vec3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
constexpr Vec3 operator-(Vec3 a) { return {-a.x, -a.y, -a.z}; }
constexpr Vec3 operator*(Vec3 a, float s) { return {a.x * s, a.y * s, a.z * s}; }
constexpr Vec3 operator*(float s, Vec3 a) { return a * s; }
constexpr Vec3 operator*(Vec3 a, Vec3 b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
constexpr Vec3& operator+=(Vec3& a, Vec3 b) { return a = a + b; }

constexpr float dot(Vec3 a, Vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
constexpr Vec3 cross(Vec3 a, Vec3 b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline float length(Vec3 a) { return std::sqrt(dot(a, a)); }
/// `a` at length 1; +y where it has none.
inline Vec3 normalized(Vec3 a) {
  const float norm = length(a);
  return norm > 1e-12F ? a * (1 / norm) : Vec3{0, 1, 0};
}
/// `a` where `amount` is 0, `b` where it is 1.
constexpr Vec3 mix(Vec3 a, Vec3 b, float amount) { return a + (b - a) * amount; }
constexpr float mix(float a, float b, float amount) { return a + (b - a) * amount; }
constexpr Vec3 min(Vec3 a, Vec3 b) {
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::min(a.z, b.z)};
}
constexpr Vec3 max(Vec3 a, Vec3 b) {
  return {std::max(a.x, b.x), std::max(a.y, b.y), std::max(a.z, b.z)};
}
/// 0 up to `from`, 1 from `to`, smooth between.
constexpr float smooth_step(float from, float to, float x) {
  const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
  return t * t * (3.0F - 2.0F * t);
}

/// An affine map: where the axes and the origin go.
struct Affine {
  Vec3 x{1, 0, 0};
  Vec3 y{0, 1, 0};
  Vec3 z{0, 0, 1};
  Vec3 origin;

  constexpr Vec3 direction(Vec3 d) const { return x * d.x + y * d.y + z * d.z; }
  constexpr Vec3 point(Vec3 p) const { return direction(p) + origin; }
};

/// First `b`, then `a`.
constexpr Affine operator*(const Affine& a, const Affine& b) {
  return {a.direction(b.x), a.direction(b.y), a.direction(b.z), a.point(b.origin)};
}

constexpr Affine translation(Vec3 by) { return {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, by}; }
constexpr Affine scaling(Vec3 s) { return {{s.x, 0, 0}, {0, s.y, 0}, {0, 0, s.z}, {}}; }
constexpr Affine scaling(float s) { return scaling(Vec3{s, s, s}); }
inline Affine turn_x(float radians) {
  const float c = std::cos(radians);
  const float s = std::sin(radians);
  return {{1, 0, 0}, {0, c, s}, {0, -s, c}, {}};
}
inline Affine turn_y(float radians) {
  const float c = std::cos(radians);
  const float s = std::sin(radians);
  return {{c, 0, -s}, {0, 1, 0}, {s, 0, c}, {}};
}
inline Affine turn_z(float radians) {
  const float c = std::cos(radians);
  const float s = std::sin(radians);
  return {{c, s, 0}, {-s, c, 0}, {0, 0, 1}, {}};
}
/// A frame at `eye` whose −z looks at `target`, as cameras do; `up` is roughly up.
Affine looking_at(Vec3 eye, Vec3 target, Vec3 up = {0, 1, 0});
/// A frame at `base` whose +y points to `tip`: how limbs and trunks are laid.
Affine pointing(Vec3 base, Vec3 tip);
/// The inverse of any map that is not flat.
Affine inverse(const Affine& map);

/// A turn as a unit quaternion.
struct Turn {
  float w = 1;
  float x = 0;
  float y = 0;
  float z = 0;
};
Turn turn_about(Vec3 axis, float radians);
/// About x, then y, then z, all in the parent's axes.
Turn turn_xyz(float x, float y, float z);
/// First `b`, then `a`.
Turn operator*(Turn a, Turn b);
/// The short way from `a` to `b` (Shoemake 1985, normalised linear).
Turn mix(Turn a, Turn b, float amount);
Affine affine(Turn turn);

struct Bounds {
  Vec3 low{1e9F, 1e9F, 1e9F};
  Vec3 high{-1e9F, -1e9F, -1e9F};

  bool is_empty() const { return low.x > high.x; }
  void add(Vec3 p) {
    low = min(low, p);
    high = max(high, p);
  }
  Vec3 middle() const { return (low + high) * 0.5F; }
  Vec3 extent() const { return high - low; }
};

}  // namespace kirin::engine::motion::world
