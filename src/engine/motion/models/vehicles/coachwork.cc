#include "engine/motion/models/vehicles/coachwork.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion::models {
namespace {

using world::kPi;
using world::Paint;
using world::Surface;
using world::Vec3;

/// The part of a section that is left near the ends of the hull.
float closing(const HullLines& lines, float z) {
  const auto end = [&](float away, float round) {
    if (round <= 0 || away >= round) {
      return 1.0F;
    }
    const float x = 1 - std::max(away, 0.0F) / round;
    const float power = lines.end_squareness;
    return std::pow(std::max(1 - std::pow(x, power), 0.0F), 1 / power);
  };
  return std::min(end(lines.front - z, lines.nose_round), end(z - lines.rear, lines.tail_round));
}

/// The hull's right half at z: v = 0 at the sill, 0.5 at the belt, 1 on the ridge.
Vec3 right_half(const HullLines& lines, float z, float low, float v) {
  const float belt = std::max(lines.belt(z), low);
  const float top = std::max(lines.top(z), belt);
  Vec3 p{0, 0, z};
  if (v < 0.5F) {
    const float s = v * 2;
    p.y = world::mix(low, belt, s);
    // A slight belly between sill and belt.
    p.x = world::mix(lines.foot(z), lines.waist(z), std::sqrt(s));
  } else {
    const float angle = (v - 0.5F) * kPi;
    p.x = lines.waist(z) * std::pow(std::max(std::cos(angle), 0.0F), lines.shoulder);
    p.y = belt + (top - belt) * std::pow(std::max(std::sin(angle), 0.0F), lines.shoulder);
  }
  const float k = closing(lines, z);
  const float middle = 0.5F * (lines.low(z) + belt);
  return {p.x * k, middle + (p.y - middle) * k, z};
}

float arch_height(std::span<const WheelArch> arches, float z, float low) {
  for (const WheelArch& arch : arches) {
    const float across = z - arch.z;
    if (std::abs(across) < arch.radius) {
      low = std::max(low, arch.y + std::sqrt(arch.radius * arch.radius - across * across));
    }
  }
  return low;
}

/// Where the hull is cut along z, dense where it bends.
std::vector<float> stations(const HullLines& lines, std::span<const WheelArch> arches) {
  std::vector<float> z;
  for (int i = 0; i <= 8; ++i) {
    const float t = static_cast<float>(i) / 8;
    z.push_back(lines.front - lines.nose_round * t * t);
    z.push_back(lines.rear + lines.tail_round * t * t);
  }
  const float step = std::max((lines.front - lines.rear) / 30, 0.02F);
  for (float at = lines.rear + step; at < lines.front; at += step) {
    z.push_back(at);
  }
  for (const WheelArch& arch : arches) {
    for (int i = 0; i <= 12; ++i) {
      z.push_back(arch.z + arch.radius * 0.999F * std::cos(kPi * static_cast<float>(i) / 12));
    }
    z.push_back(arch.z + arch.radius * 1.001F);
    z.push_back(arch.z - arch.radius * 1.001F);
  }
  std::sort(z.begin(), z.end(), std::greater<>());
  z.erase(std::unique(z.begin(), z.end(), [](float a, float b) { return a - b < 5e-4F; }), z.end());
  return z;
}

}  // namespace

float Curve::operator()(float at) const {
  if (at <= keys_.front().x) {
    return keys_.front().y;
  }
  if (at >= keys_.back().x) {
    return keys_.back().y;
  }
  std::size_t i = 0;
  while (keys_[i + 1].x < at) {
    ++i;
  }
  const auto slope = [&](std::size_t k) {  // of the line through the neighbours, without overshoot
    if (k == 0 || k + 1 == keys_.size()) {
      return 0.0F;
    }
    const float before = (keys_[k].y - keys_[k - 1].y) / (keys_[k].x - keys_[k - 1].x);
    const float after = (keys_[k + 1].y - keys_[k].y) / (keys_[k + 1].x - keys_[k].x);
    return before * after <= 0 ? 0.0F : 2 * before * after / (before + after);
  };
  const float span = keys_[i + 1].x - keys_[i].x;
  const float t = (at - keys_[i].x) / span;
  const float t2 = t * t;
  const float t3 = t2 * t;
  return keys_[i].y * (2 * t3 - 3 * t2 + 1) + keys_[i + 1].y * (3 * t2 - 2 * t3) +
         span * (slope(i) * (t3 - 2 * t2 + t) + slope(i + 1) * (t3 - t2));
}

void add_hull(Shaper& shaper, const HullLines& lines, std::initializer_list<WheelArch> arches,
              const Paint& paint) {
  const std::vector<float> z = stations(lines, {arches.begin(), arches.size()});
  const auto columns = static_cast<int>(z.size()) - 1;
  const auto station = [&](float u) {
    const float at = std::clamp(u, 0.0F, 1.0F) * static_cast<float>(columns);
    const auto i = std::min(static_cast<std::size_t>(at), z.size() - 2);
    return world::mix(z[i], z[i + 1], at - static_cast<float>(i));
  };
  const std::span<const WheelArch> cut(arches.begin(), arches.size());
  shaper.sheet(
      [&](float u, float v) {
        const float at = station(u);
        const float low = arch_height(cut, at, lines.low(at));
        Vec3 p = right_half(lines, at, low, v < 0.5F ? 2 * v : 2 - 2 * v);
        p.x = v < 0.5F ? p.x : -p.x;
        return p;
      },
      columns, 18, paint);
  // Dark insides behind the arches.
  for (const WheelArch& arch : arches) {
    const Paint dark{Vec3{0.008F, 0.008F, 0.009F}, Surface::matte, paint.bone, 0};
    Outline half;
    for (int i = 0; i <= 12; ++i) {
      const float angle = kPi * static_cast<float>(i) / 12;
      half.push_back({arch.z + 0.97F * arch.radius * std::cos(angle),
                      arch.y + 0.97F * arch.radius * std::sin(angle)});
    }
    half.push_back({arch.z - 0.97F * arch.radius, arch.y - 0.4F * arch.radius});
    half.push_back({arch.z + 0.97F * arch.radius, arch.y - 0.4F * arch.radius});
    shaper.plate({{0, 0, 1}, {0, 1, 0}, {-1, 0, 0}, {}}, half, 0.72F * lines.waist(arch.z), 0,
                 dark);
  }
}

void add_arch_trim(Shaper& shaper, const HullLines& lines, const WheelArch& arch, float thickness,
                   const Paint& paint) {
  shaper.both_sides([&](Shaper& s) {
    std::vector<Vec3> path;
    constexpr int kSteps = 16;
    for (int i = 0; i <= kSteps; ++i) {
      const float angle = kPi * static_cast<float>(i) / kSteps;
      const float z = arch.z + arch.radius * std::cos(angle);
      const float y = std::max(arch.y + arch.radius * std::sin(angle), lines.low(z));
      const float rise =
          std::clamp((y - lines.low(z)) / (lines.belt(z) - lines.low(z)), 0.0F, 1.0F);
      const float x = world::mix(lines.foot(z), lines.waist(z), std::sqrt(rise));
      path.push_back({x * closing(lines, z), y, z});
    }
    s.rod(path, thickness, paint, 6);
  });
}

void add_wheel(Workbench& bench, const Wheel& wheel) {
  const int bone = bench.bone(wheel.name, wheel.hub, wheel.parent);
  const float r = wheel.radius;
  const float w = wheel.width / 2;
  const world::Affine axle = world::translation(wheel.hub) * world::pointing({}, {1, 0, 0});
  const Paint tyre = Workbench::plain(wheel.tyre_srgb, Surface::matte, bone);
  const Paint rim = Workbench::plain(
      wheel.rim_srgb, wheel.rim == Rim::wooden ? Surface::wood : Surface::metal, bone);
  const Paint dark = Workbench::plain(0x2A2C2F, Surface::metal, bone);
  if (wheel.rim == Rim::wire || wheel.rim == Rim::wooden) {
    const bool is_wire = wheel.rim == Rim::wire;
    bench.torus(axle, r - w, w, 32, 8, tyre);
    const Paint& felly = is_wire ? rim : rim;
    bench.torus(axle, r - 2.2F * w, 0.6F * w, 28, 6, felly);
    bench.cylinder(axle.point({0, -1.6F * w, 0}), axle.point({0, 1.6F * w, 0}), 0.08F * r + 0.01F,
                   0.08F * r + 0.01F, 10, rim);
    const int spokes = is_wire ? 16 : 10;
    for (int i = 0; i < spokes; ++i) {
      const float angle = 2 * kPi * static_cast<float>(i) / static_cast<float>(spokes);
      const Vec3 out{std::sin(angle), 0, std::cos(angle)};
      const float side = is_wire ? (i % 2 == 0 ? w : -w) : 0;
      const float thick = is_wire ? 0.008F * r + 0.0015F : 0.55F * w;
      bench.cylinder(axle.point(Vec3{0, side, 0} + out * (0.05F * r)),
                     axle.point(out * (r - 2.2F * w)), thick, thick * 0.9F, 5, rim, false);
    }
    return;
  }
  const float rim_r = (wheel.rim == Rim::steel ? 0.95F : 0.66F) * r;
  const world::Point2 profile[] = {{rim_r, -w},     {0.94F * r, -w}, {0.99F * r, -0.8F * w},
                                   {r, -0.45F * w}, {r, 0.45F * w},  {0.99F * r, 0.8F * w},
                                   {0.94F * r, w},  {rim_r, w},      {rim_r, 0.55F * w}};
  bench.lathe(axle, profile, 22, wheel.rim == Rim::steel ? rim : tyre);
  for (const float side : {1.0F, -1.0F}) {
    const world::Affine face = axle * (side > 0 ? world::Affine{} : world::turn_x(kPi));
    bench.disc(face * world::translation({0, 0.5F * w, 0}), rim_r, 18,
               wheel.rim == Rim::disc ? rim : dark);
    const world::Point2 lip[] = {
        {rim_r, 0.98F * w}, {0.9F * rim_r, 0.9F * w}, {0.88F * rim_r, 0.5F * w}};
    bench.lathe(face, lip, 18, rim);
    const world::Point2 cap[] = {{0.26F * rim_r, 0.5F * w},
                                 {0.24F * rim_r, 0.95F * w},
                                 {0.12F * rim_r, 1.05F * w},
                                 {0, 1.06F * w}};
    bench.lathe(face, cap, 10, rim);
    const int spokes = wheel.rim == Rim::spokes ? 5 : wheel.rim == Rim::steel ? 8 : 0;
    for (int i = 0; i < spokes; ++i) {
      const world::Affine spoke =
          face * world::turn_y(2 * kPi * static_cast<float>(i) / static_cast<float>(spokes)) *
          world::translation({0, 0.72F * w, 0.55F * rim_r});
      bench.box(spoke, {0.10F * rim_r, 0.16F * w, 0.40F * rim_r}, rim);
    }
  }
}

void add_four_wheels(Workbench& bench, const Wheel& wheel, float front_z, float rear_z,
                     float track) {
  for (const float side : {-1.0F, 1.0F}) {
    // The driver's left is +x: the vehicle looks along +z.
    const std::string suffix = side > 0 ? "l" : "r";
    Wheel front = wheel;
    front.hub = {side * track, wheel.hub.y, front_z};
    front.name = "wheel_f" + suffix;
    front.parent = bench.bone("steer_" + suffix, front.hub, wheel.parent);
    add_wheel(bench, front);
    Wheel rear = wheel;
    rear.hub = {side * track, wheel.hub.y, rear_z};
    rear.name = "wheel_r" + suffix;
    add_wheel(bench, rear);
  }
  bench.set_leg_length(wheel.radius);
}

void add_lamp(Shaper& shaper, const world::Affine& frame, float radius, const Paint& light) {
  const world::Affine face = frame * world::turn_x(kPi / 2);
  const Paint bezel{{0.5F, 0.52F, 0.55F}, Surface::metal, light.bone, 0};
  const world::Point2 ring[] = {{radius * 1.05F, -radius * 0.8F},
                                {radius * 1.18F, 0},
                                {radius * 1.1F, radius * 0.14F},
                                {radius * 0.95F, radius * 0.1F}};
  shaper.lathe(face, ring, 18, bezel);
  const world::Point2 lens[] = {{radius, 0.02F * radius},
                                {0.75F * radius, 0.22F * radius},
                                {0.4F * radius, 0.32F * radius},
                                {0, 0.35F * radius}};
  shaper.lathe(face, lens, 18, light);
}

}  // namespace kirin::engine::motion::models
