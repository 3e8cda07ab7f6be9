#include "engine/motion/render/geometry_stage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/motion/render/vertex_kernels.h"

namespace kirin::engine::motion::render {
namespace {

using world::Affine;
using world::Vec3;

constexpr std::size_t kPadding = 16;  // the widest vector

std::int32_t snapped(float pixels) {
  return static_cast<std::int32_t>(std::lrint(pixels * static_cast<float>(kSnap)));
}

}  // namespace

void GeometryStage::build(const DrawList& list, const View& view, Vec3 wind, double seconds,
                          int samples) {
  sample_step_ = kSnap / (samples >= 8 ? 8 : samples >= 4 ? 4 : 1);
  tiles_across_ = (view.size.width + kTile - 1) / kTile;
  tiles_down_ = (view.size.height + kTile - 1) / kTile;
  bins_.resize(static_cast<std::size_t>(tiles_across_) * static_cast<std::size_t>(tiles_down_));
  for (auto& bin : bins_) {
    bin.clear();
  }
  triangles_.clear();
  first_vertices_.clear();
  std::size_t count = 0;
  for (const Draw& draw : list.draws) {
    first_vertices_.push_back(static_cast<std::uint32_t>(count));
    count += draw.mesh->source->vertices.size();
  }
  const std::size_t room = count + kPadding;
  if (x_.size() < room) {
    for (std::vector<float>* array : {&x_, &y_, &w_, &nearness_}) {
      array->resize(room);
    }
    snap_x_.resize(room);
    snap_y_.resize(room);
  }
  for (std::size_t i = 0; i < list.draws.size(); ++i) {
    see(list.draws[i], list, view, wind, seconds, first_vertices_[i]);
  }
  for (std::size_t i = 0; i < list.draws.size(); ++i) {
    add_triangles(list.draws[i], static_cast<std::uint32_t>(i), view);
  }
}

void GeometryStage::pose(const Draw& draw, const DrawList& list) {
  const Affine* bones = list.bones.data() + draw.skin;
  std::size_t i = 0;
  for (const world::Vertex& vertex : draw.mesh->source->vertices) {
    Vec3 p = bones[vertex.bones[0]].point(vertex.position);
    if (vertex.weight < 1) {
      p = world::mix(bones[vertex.bones[1]].point(vertex.position), p, vertex.weight);
    }
    posed_x_[i] = p.x;
    posed_y_[i] = p.y;
    posed_z_[i] = p.z;
    ++i;
  }
}

void GeometryStage::see(const Draw& draw, const DrawList& list, const View& view, Vec3 wind,
                        double seconds, std::size_t at) {
  const PreparedMesh& mesh = *draw.mesh;
  const std::size_t count = mesh.source->vertices.size();
  const SeenVertices out{x_.data() + at,        y_.data() + at,      w_.data() + at,
                         nearness_.data() + at, snap_x_.data() + at, snap_y_.data() + at};
  Points points{mesh.x.data(), mesh.y.data(), mesh.z.data()};
  Affine to_pixels = view.to_pixels * draw.place;
  if (draw.skin >= 0 || mesh.sways) {
    const std::size_t room = count + kPadding;
    if (posed_x_.size() < room) {
      posed_x_.resize(room);
      posed_y_.resize(room);
      posed_z_.resize(room);
    }
    if (draw.skin >= 0) {
      pose(draw, list);
      points = {posed_x_.data(), posed_y_.data(), posed_z_.data()};
    }
    if (mesh.sways) {
      move_vertices(points, count, draw.place, posed_x_.data(), posed_y_.data(), posed_z_.data());
      sway_vertices(mesh.sway.data(), count, wind, seconds, draw.scale, posed_x_.data(),
                    posed_y_.data(), posed_z_.data());
      points = {posed_x_.data(), posed_y_.data(), posed_z_.data()};
      to_pixels = view.to_pixels;
    }
  }
  see_vertices(points, count, to_pixels, view.is_parallel, view.size, out);
}

void GeometryStage::add_triangles(const Draw& draw, std::uint32_t index, const View& view) {
  const world::Mesh& mesh = *draw.mesh->source;
  const std::uint32_t first = first_vertices_[index];
  SeenTriangle triangle{};
  triangle.draw = index;
  triangle.opacity = draw.opacity;
  const std::size_t count = mesh.triangle_count();
  for (std::size_t t = 0; t < count; ++t) {
    const std::uint32_t corners[3] = {first + mesh.indices[3 * t], first + mesh.indices[3 * t + 1],
                                      first + mesh.indices[3 * t + 2]};
    triangle.source = static_cast<std::uint32_t>(t);
    if (snap_x_[corners[0]] == kUnsnapped || snap_x_[corners[1]] == kUnsnapped ||
        snap_x_[corners[2]] == kUnsnapped) {
      add_clipped(corners, triangle, mesh.is_two_sided, draw.is_mirrored, view);
      continue;
    }
    for (int i = 0; i < 3; ++i) {
      triangle.x[i] = snap_x_[corners[i]];
      triangle.y[i] = snap_y_[corners[i]];
      triangle.nearness[i] = nearness_[corners[i]];
    }
    add(triangle, mesh.is_two_sided, draw.is_mirrored, view);
  }
}

void GeometryStage::add(SeenTriangle triangle, bool is_two_sided, bool is_mirrored,
                        const View& view) {
  auto& [x, y, nearness, draw, source, opacity] = triangle;
  const std::int32_t low_x = std::min({x[0], x[1], x[2]});
  const std::int32_t high_x = std::max({x[0], x[1], x[2]});
  const std::int32_t low_y = std::min({y[0], y[1], y[2]});
  const std::int32_t high_y = std::max({y[0], y[1], y[2]});
  if (high_x < 0 || high_y < 0 || low_x >= view.size.width * kSnap ||
      low_y >= view.size.height * kSnap) {
    return;
  }
  // Rows and columns of samples lie half a step after multiples of a step.
  const std::int32_t half = sample_step_ / 2;
  const auto misses = [&](std::int32_t low, std::int32_t high) {
    return low > half && (high - half) / sample_step_ == (low - half - 1) / sample_step_;
  };
  if (misses(low_x, high_x) || misses(low_y, high_y)) {
    return;
  }
  const std::int64_t area =
      std::int64_t{x[1] - x[0]} * (y[2] - y[0]) - std::int64_t{x[2] - x[0]} * (y[1] - y[0]);
  // Counter-clockwise with y upwards is a negative area with y downwards.
  const bool shows_front = (area < 0) != is_mirrored;
  if (area == 0 || (!shows_front && !is_two_sided)) {
    return;
  }
  if (area < 0) {
    std::swap(x[1], x[2]);
    std::swap(y[1], y[2]);
    std::swap(nearness[1], nearness[2]);
  }
  const int first_x = std::max(low_x, 0) / (kSnap * kTile);
  const int first_y = std::max(low_y, 0) / (kSnap * kTile);
  const int last_x = std::min(high_x / (kSnap * kTile), tiles_across_ - 1);
  const int last_y = std::min(high_y / (kSnap * kTile), tiles_down_ - 1);
  const auto at = static_cast<std::uint32_t>(triangles_.size());
  triangles_.push_back(triangle);
  for (int tile_y = first_y; tile_y <= last_y; ++tile_y) {
    for (int tile_x = first_x; tile_x <= last_x; ++tile_x) {
      bins_[static_cast<std::size_t>(tile_y * tiles_across_ + tile_x)].push_back(at);
    }
  }
}

/// Sutherland & Hodgman (1974) against the near plane and the four sides of the guard band, in
/// homogeneous coordinates. A shared edge is cut in the same order from both sides (from the corner
/// that stays to the one that goes), so no crack opens.
void GeometryStage::add_clipped(const std::uint32_t (&corners)[3], SeenTriangle triangle,
                                bool is_two_sided, bool is_mirrored, const View& view) {
  const float middle_x = 0.5F * static_cast<float>(view.size.width);
  const float middle_y = 0.5F * static_cast<float>(view.size.height);
  std::array<ClipCorner, 10> polygon;
  std::array<ClipCorner, 10> next;
  std::size_t count = 3;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::uint32_t v = corners[i];
    polygon[i] = {x_[v], y_[v], w_[v], nearness_[v]};
  }
  constexpr float kInside = kGuard - 1;
  const auto inside = [&](int plane, const ClipCorner& c) {
    switch (plane) {
      case 0:
        return c.w - kNear;
      case 1:
        return c.x - (middle_x - kInside) * c.w;
      case 2:
        return (middle_x + kInside) * c.w - c.x;
      case 3:
        return c.y - (middle_y - kInside) * c.w;
      default:
        return (middle_y + kInside) * c.w - c.y;
    }
  };
  for (int plane = 0; plane < 5 && count >= 3; ++plane) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const ClipCorner& a = polygon[i];
      const ClipCorner& b = polygon[(i + 1) % count];
      const float da = inside(plane, a);
      const float db = inside(plane, b);
      if (da >= 0) {
        next[kept++] = a;
      }
      if ((da >= 0) != (db >= 0)) {
        const bool a_stays = da >= 0;
        const ClipCorner& in = a_stays ? a : b;
        const ClipCorner& out = a_stays ? b : a;
        const float t = (a_stays ? da : db) / (a_stays ? da - db : db - da);
        next[kept++] = {in.x + (out.x - in.x) * t, in.y + (out.y - in.y) * t,
                        in.w + (out.w - in.w) * t, in.nearness + (out.nearness - in.nearness) * t};
      }
    }
    polygon = next;
    count = kept;
  }
  if (count < 3) {
    return;
  }
  std::array<std::int32_t, 10> px{};
  std::array<std::int32_t, 10> py{};
  std::array<float, 10> nearness{};
  for (std::size_t i = 0; i < count; ++i) {
    const ClipCorner& c = polygon[i];
    px[i] = snapped(c.x / c.w);
    py[i] = snapped(c.y / c.w);
    nearness[i] = view.is_parallel ? c.nearness : 1 / c.w;
  }
  for (std::size_t i = 1; i + 1 < count; ++i) {
    const std::size_t take[3] = {0, i, i + 1};
    for (std::size_t k = 0; k < 3; ++k) {
      triangle.x[k] = px[take[k]];
      triangle.y[k] = py[take[k]];
      triangle.nearness[k] = nearness[take[k]];
    }
    add(triangle, is_two_sided, is_mirrored, view);
  }
}

}  // namespace kirin::engine::motion::render
