#include "engine/motion/render/renderer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace kirin::engine::motion::render {
namespace {

using world::Affine;
using world::Light;
using world::Vec3;

struct Corner {
  Vec3 view;  // camera space
  Vec3 normal;
  Light colour;
  bool glows = false;
};

class PlainCanvas final : public Canvas {
 public:
  std::vector<float> depth;
  std::vector<Light> light;
  std::vector<std::uint16_t> object;
};

std::uint8_t to_byte(float linear) {
  const float c = std::clamp(linear / (1 + 0.35F * linear) * 1.2F, 0.0F, 1.0F);
  const float s = c <= 0.0031308F ? 12.92F * c : 1.055F * std::pow(c, 1 / 2.4F) - 0.055F;
  return static_cast<std::uint8_t>(std::lround(255 * s));
}

class PlainRenderer final : public Renderer {
 public:
  PlainRenderer(const world::World& world, const RenderOptions& options)
      : world_(world), options_(options) {}

  std::unique_ptr<Canvas> make_canvas() const override { return std::make_unique<PlainCanvas>(); }

  void draw(double seconds, Canvas& canvas, media::Image& out, GroundTruth* truth) const override {
    auto& plain = static_cast<PlainCanvas&>(canvas);
    const auto count = static_cast<std::size_t>(options_.size.width) *
                       static_cast<std::size_t>(options_.size.height);
    plain.depth.assign(count, 1e9F);
    plain.object.assign(count, 0);
    plain.light.resize(count);
    const world::CameraState camera = world_.camera(seconds);
    const Affine to_view = world::inverse(camera.pose);
    const float focal =
        0.5F * static_cast<float>(options_.size.height) / std::tan(camera.fov_y / 2);
    paint_sky(camera, focal, plain);
    for (const world::Node& node : world_.nodes) {
      const world::NodeState state = world_.state_of(node, seconds);
      if (!state.is_visible || !node.mesh || state.opacity < 0.5F) {
        continue;
      }
      std::vector<Affine> skin;
      if (node.skeleton && !state.pose.joints.empty()) {
        skin = world::skinning(*node.skeleton, state.pose);
      }
      draw_mesh(*node.mesh, state.place, skin, node.object, to_view, camera, focal, plain);
    }
    for (const world::Scatter& scatter : world_.scatters) {
      for (const Affine& place : scatter.places) {
        draw_mesh(*scatter.mesh, place, {}, 0, to_view, camera, focal, plain);
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto y = static_cast<int>(i / static_cast<std::size_t>(options_.size.width));
      const std::size_t x = i % static_cast<std::size_t>(options_.size.width);
      const Light c = plain.light[i] * world_.look.exposure;
      out.row(y)[3 * x] = to_byte(c.x);
      out.row(y)[3 * x + 1] = to_byte(c.y);
      out.row(y)[3 * x + 2] = to_byte(c.z);
    }
    if (truth != nullptr) {
      truth->objects = plain.object;
      truth->depth = plain.depth;
    }
  }

 private:
  void paint_sky(const world::CameraState& camera, float focal, PlainCanvas& canvas) const {
    for (int y = 0; y < options_.size.height; ++y) {
      for (int x = 0; x < options_.size.width; ++x) {
        const Vec3 ray = world::normalized(camera.pose.direction(
            {(static_cast<float>(x) + 0.5F - 0.5F * static_cast<float>(options_.size.width)) /
                 focal,
             -(static_cast<float>(y) + 0.5F - 0.5F * static_cast<float>(options_.size.height)) /
                 focal,
             -1}));
        const world::Sky& sky = world_.sky;
        const Light up = world::mix(sky.horizon, sky.zenith, world::smooth_step(0, 0.7F, ray.y));
        canvas.light[static_cast<std::size_t>(y) * static_cast<std::size_t>(options_.size.width) +
                     static_cast<std::size_t>(x)] = ray.y > 0 ? up : sky.ground;
      }
    }
  }

  Light lit(const Corner& corner, Vec3 normal) const {
    if (corner.glows) {
      return corner.colour;
    }
    const float key = std::max(0.0F, world::dot(normal, world_.light.key_direction));
    const Light around = world::mix(world_.light.ground, world_.light.sky, 0.5F + 0.5F * normal.y);
    return corner.colour * (world_.light.key * key + around);
  }

  void draw_mesh(const world::Mesh& mesh, const Affine& place, const std::vector<Affine>& skin,
                 std::uint16_t object, const Affine& to_view, const world::CameraState&,
                 float focal, PlainCanvas& canvas) const {
    std::vector<Corner> corners;
    corners.reserve(mesh.vertices.size());
    for (const world::Vertex& v : mesh.vertices) {
      Vec3 p = v.position;
      Vec3 n = v.normal;
      if (!skin.empty()) {
        const Affine& a = skin[v.bones[0]];
        const Affine& b = skin[v.bones[1]];
        p = world::mix(b.point(v.position), a.point(v.position), v.weight);
        n = world::mix(b.direction(v.normal), a.direction(v.normal), v.weight);
      }
      corners.push_back({to_view.point(place.point(p)), world::normalized(place.direction(n)),
                         v.colour, v.surface == world::Surface::glow});
    }
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
      draw_triangle(
          {corners[mesh.indices[i]], corners[mesh.indices[i + 1]], corners[mesh.indices[i + 2]]},
          mesh.is_two_sided, object, focal, canvas);
    }
  }

  void draw_triangle(std::array<Corner, 3> c, bool two_sided, std::uint16_t object, float focal,
                     PlainCanvas& canvas) const {
    constexpr float kNear = 0.05F;
    if (c[0].view.z > -kNear || c[1].view.z > -kNear || c[2].view.z > -kNear) {
      return;
    }
    const float mx = 0.5F * static_cast<float>(options_.size.width);
    const float my = 0.5F * static_cast<float>(options_.size.height);
    std::array<float, 3> px{};
    std::array<float, 3> py{};
    std::array<float, 3> w{};
    for (std::size_t i = 0; i < 3; ++i) {
      w[i] = -1 / c[i].view.z;
      px[i] = mx + focal * c[i].view.x * w[i];
      py[i] = my - focal * c[i].view.y * w[i];
    }
    float area = (px[1] - px[0]) * (py[2] - py[0]) - (px[2] - px[0]) * (py[1] - py[0]);
    if (std::abs(area) < 1e-6F || (area > 0 && !two_sided)) {
      return;
    }
    const int x0 = std::max(0, static_cast<int>(std::floor(std::min({px[0], px[1], px[2]}))));
    const int x1 =
        std::min(options_.size.width - 1, static_cast<int>(std::max({px[0], px[1], px[2]})));
    const int y0 = std::max(0, static_cast<int>(std::floor(std::min({py[0], py[1], py[2]}))));
    const int y1 =
        std::min(options_.size.height - 1, static_cast<int>(std::max({py[0], py[1], py[2]})));
    for (int y = y0; y <= y1; ++y) {
      for (int x = x0; x <= x1; ++x) {
        const float fx = static_cast<float>(x) + 0.5F;
        const float fy = static_cast<float>(y) + 0.5F;
        const float a = ((px[1] - fx) * (py[2] - fy) - (px[2] - fx) * (py[1] - fy)) / area;
        const float b = ((px[2] - fx) * (py[0] - fy) - (px[0] - fx) * (py[2] - fy)) / area;
        const float g = 1 - a - b;
        if (a < 0 || b < 0 || g < 0) {
          continue;
        }
        const float depth = 1 / (a * w[0] + b * w[1] + g * w[2]);
        const std::size_t at =
            static_cast<std::size_t>(y) * static_cast<std::size_t>(options_.size.width) +
            static_cast<std::size_t>(x);
        if (depth >= canvas.depth[at]) {
          continue;
        }
        const float ka = a * w[0] * depth;
        const float kb = b * w[1] * depth;
        const float kg = g * w[2] * depth;
        Corner mixed = c[0];
        mixed.colour = c[0].colour * ka + c[1].colour * kb + c[2].colour * kg;
        const Vec3 normal =
            world::normalized(c[0].normal * ka + c[1].normal * kb + c[2].normal * kg) *
            (area > 0 ? -1.0F : 1.0F);
        canvas.depth[at] = depth;
        canvas.object[at] = object;
        canvas.light[at] = lit(mixed, normal);
      }
    }
  }

  const world::World& world_;
  RenderOptions options_;
};

}  // namespace

std::unique_ptr<Renderer> Renderer::make(const world::World& world, const RenderOptions& options) {
  return std::make_unique<PlainRenderer>(world, options);
}

}  // namespace kirin::engine::motion::render
