#include "engine/motion/models/people/drape.h"

#include <array>
#include <cmath>

namespace kirin::engine::motion::models::person {
namespace {

using world::Vec3;

Vec3 point_of(const Drape& d, const Ring& ring, float angle, float inset) {
  const float fold = ring.fold * std::cos(angle * static_cast<float>(d.folds));
  return {(ring.side + fold - inset) * std::sin(angle), ring.y,
          ring.middle_z + (ring.depth + fold - inset) * std::cos(angle)};
}

}  // namespace

void add_drape(world::Mesh& mesh, const Drape& d, const world::Paint& paint) {
  const auto rows = static_cast<std::uint32_t>(d.rings.size());
  const auto columns = static_cast<std::uint32_t>(d.columns) + 1;
  const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
  const bool is_round = d.to - d.from > 6.28F;
  // Outer face, then inner face, row by row.
  for (const float inset : {0.0F, d.thickness}) {
    for (std::uint32_t r = 0; r < rows; ++r) {
      for (std::uint32_t c = 0; c < columns; ++c) {
        const float u = static_cast<float>(c) / static_cast<float>(columns - 1);
        const float angle = world::mix(d.from, d.to, u);
        const Ring& ring = d.rings[r];
        const Ring& above = d.rings[r > 0 ? r - 1 : 0];
        const Ring& below = d.rings[std::min(r + 1, rows - 1)];
        const Vec3 across =
            point_of(d, ring, angle + 0.03F, 0) - point_of(d, ring, angle - 0.03F, 0);
        const Vec3 up = point_of(d, above, angle, 0) - point_of(d, below, angle, 0);
        const Vec3 n = world::normalized(world::cross(across, up));
        const Hold hold = d.hold(angle, ring.y);
        world::Vertex v;
        v.position = point_of(d, ring, angle, inset);
        v.normal = inset > 0 ? -n : n;
        v.colour = inset > 0 ? paint.colour * 0.7F : paint.colour;
        v.surface = paint.surface;
        v.bones[0] = static_cast<std::uint8_t>(hold.first);
        v.bones[1] = static_cast<std::uint8_t>(hold.second);
        v.weight = hold.weight;
        v.sway = paint.sway * static_cast<float>(r) / static_cast<float>(rows);
        mesh.vertices.push_back(v);
      }
    }
  }
  const std::uint32_t inner = rows * columns;
  const auto quad = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t e) {
    mesh.indices.insert(mesh.indices.end(),
                        {base + a, base + b, base + c, base + a, base + c, base + e});
  };
  for (std::uint32_t r = 0; r + 1 < rows; ++r) {
    for (std::uint32_t c = 0; c + 1 < columns; ++c) {
      const std::uint32_t a = r * columns + c;
      quad(a, a + columns, a + columns + 1, a + 1);
      quad(inner + a, inner + a + 1, inner + a + columns + 1, inner + a + columns);
    }
  }
  for (std::uint32_t c = 0; c + 1 < columns; ++c) {
    quad(c, c + 1, inner + c + 1, inner + c);
    const std::uint32_t low = (rows - 1) * columns + c;
    quad(low, inner + low, inner + low + 1, low + 1);
  }
  if (!is_round) {
    for (std::uint32_t r = 0; r + 1 < rows; ++r) {
      const std::uint32_t a = r * columns;
      quad(a, inner + a, inner + a + columns, a + columns);
      const std::uint32_t e = a + columns - 1;
      quad(e, e + columns, inner + e + columns, inner + e);
    }
  }
}

Hold SkirtBones::hold(float angle, float y) const {
  if (y > hip_y) {
    return {kHips, kHips, 1};
  }
  // Quarter bones stand at 45°, 135°, 225° and 315°.
  const float turns = angle / (2 * world::kPi);
  const float at = 4 * (turns - std::floor(turns)) - 0.5F;
  const float floor = std::floor(at);
  const auto first = static_cast<std::size_t>((static_cast<int>(floor) + 4) % 4);
  const auto second = (first + 1) % 4;
  const auto& bones = y < knee_y ? lower : upper;
  return {bones[first], bones[second], 1 - world::smooth_step(0.0F, 1.0F, at - floor)};
}

SkirtBones skirt_bones(world::Model& model, const BodyPlan& p) {
  constexpr std::array<const char*, 4> kNames{"skirt_fl", "skirt_bl", "skirt_br", "skirt_fr"};
  SkirtBones bones;
  bones.hip_y = p.hip.y + 0.2F * p.pelvis_radii.y;
  bones.knee_y = p.knee.y;
  for (std::size_t i = 0; i < 4; ++i) {
    const int side = i < 2 ? 0 : 1;
    const std::string name = kNames[i];
    bones.upper[i] = model.skeleton.find(name);
    if (bones.upper[i] < 0) {
      bones.upper[i] = model.skeleton.add(name, kHips, on_side(p.hip, side));
      bones.lower[i] = model.skeleton.add(name + "_2", bones.upper[i], on_side(p.knee, side));
    } else {
      bones.lower[i] = model.skeleton.find(name + "_2");
    }
  }
  return bones;
}

}  // namespace kirin::engine::motion::models::person
