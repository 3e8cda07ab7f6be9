#include "engine/motion/scene/canvas.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion::scene {
namespace {

std::size_t index(int x) { return static_cast<std::size_t>(x); }

}  // namespace

Canvas::Canvas(media::Size size) : size_(size) {
  const std::size_t pixels = index(size.width) * index(size.height);
  red_.resize(pixels);
  green_.resize(pixels);
  blue_.resize(pixels);
  cover_.resize((index(size.width) + 2) * index(size.height));
  row_from_.assign(index(size.height), size.width);
  row_to_.assign(index(size.height), -1);
}

CanvasRow Canvas::row(int y) {
  const std::size_t at = index(y) * index(size_.width);
  return {red_.data() + at, green_.data() + at, blue_.data() + at};
}

void Canvas::accumulate_row(int y, float x0, float x1, float cover) {
  const float width = static_cast<float>(size_.width);
  const float left = std::clamp(std::min(x0, x1), 0.0F, width);
  const float right = std::clamp(std::max(x0, x1), 0.0F, width);
  float* row = cover_.data() + index(y) * (index(size_.width) + 2);
  const int first = static_cast<int>(left);
  const int last = static_cast<int>(std::ceil(right));
  row_from_[index(y)] = std::min(row_from_[index(y)], first);
  row_to_[index(y)] = std::max(row_to_[index(y)], std::max(last, first + 1));
  if (last <= first + 1) {
    const float middle = 0.5F * (left + right) - static_cast<float>(first);
    row[first] += cover * (1 - middle);
    row[first + 1] += cover * middle;
    return;
  }
  // The edge crosses several pixels of this row: each takes the area that lies to the right of the
  // edge.
  const float slope = 1 / (right - left);
  const float head = static_cast<float>(first + 1) - left;
  const float first_area = 0.5F * slope * head * head;
  row[first] += cover * first_area;
  if (last == first + 2) {
    const float tail = right - static_cast<float>(first + 1);
    const float last_area = 0.5F * slope * tail * tail;
    row[first + 1] += cover * (1 - first_area - last_area);
    row[first + 2] += cover * last_area;
    return;
  }
  const float second_area = slope * (head + 0.5F);
  row[first + 1] += cover * (second_area - first_area);
  for (int x = first + 2; x < last - 1; ++x) {
    row[x] += cover * slope;
  }
  const float before_last = second_area + static_cast<float>(last - first - 3) * slope;
  const float tail = right - static_cast<float>(last - 1);
  const float last_area = 0.5F * slope * tail * tail;
  row[last - 1] += cover * (1 - before_last - last_area);
  row[last] += cover * last_area;
}

void Canvas::accumulate_edge(Vec2 from, Vec2 to) {
  if (from.y == to.y) {
    return;
  }
  const float direction = from.y < to.y ? 1.0F : -1.0F;
  if (direction < 0) {
    std::swap(from, to);
  }
  const float height = static_cast<float>(size_.height);
  if (to.y <= 0 || from.y >= height) {
    return;
  }
  const float slope = (to.x - from.x) / (to.y - from.y);
  const float top = std::max(from.y, 0.0F);
  const float bottom = std::min(to.y, height);
  float x = from.x + (top - from.y) * slope;
  for (int y = static_cast<int>(top); y < size_.height && static_cast<float>(y) < bottom; ++y) {
    const float dy =
        std::min(static_cast<float>(y + 1), bottom) - std::max(static_cast<float>(y), top);
    const float next = x + slope * dy;
    accumulate_row(y, x, next, direction * dy);
    x = next;
  }
}

void Canvas::resolve_row(int y, const Paint& paint) {
  const int from = row_from_[index(y)];
  const int to = std::min(row_to_[index(y)], size_.width);
  float* cover = cover_.data() + index(y) * (index(size_.width) + 2);
  const CanvasRow out = row(y);
  const float span = paint.bottom_y - paint.top_y;
  const float down = span == 0 ? 0.0F : (static_cast<float>(y) + 0.5F - paint.top_y) / span;
  const Rgb colour = mix(paint.top, paint.bottom, std::clamp(down, 0.0F, 1.0F));
  float sum = 0;
  for (int x = from; x <= to; ++x) {
    sum += cover[x];
    cover[x] = 0;
    if (x < size_.width && std::abs(sum) > 1e-3F) {
      const float alpha = std::min(std::abs(sum), 1.0F) * paint.alpha;
      out.r[x] += (colour.r - out.r[x]) * alpha;
      out.g[x] += (colour.g - out.g[x]) * alpha;
      out.b[x] += (colour.b - out.b[x]) * alpha;
    }
  }
  cover[size_.width] = 0;
  cover[size_.width + 1] = 0;
  row_from_[index(y)] = size_.width;
  row_to_[index(y)] = -1;
}

void Canvas::fill(const Path& path, const Paint& paint) {
  float top = static_cast<float>(size_.height);
  float bottom = 0;
  for (std::size_t i = 0; i < path.contour_count(); ++i) {
    const std::span<const Vec2> contour = path.contour(i);
    // All contours turn the same way, so that overlapping ones add up and the sum can be cut at 1.
    const bool reversed = signed_area(contour) < 0;
    for (std::size_t k = 0; k < contour.size(); ++k) {
      const Vec2 a = contour[k];
      const Vec2 b = contour[k + 1 < contour.size() ? k + 1 : 0];
      accumulate_edge(reversed ? b : a, reversed ? a : b);
      top = std::min(top, a.y);
      bottom = std::max(bottom, a.y);
    }
  }
  const int first = std::max(0, static_cast<int>(std::floor(std::max(top, 0.0F))));
  const int last = static_cast<int>(std::min(std::ceil(bottom), static_cast<float>(size_.height)));
  for (int y = first; y < last; ++y) {
    if (row_to_[index(y)] >= 0) {
      resolve_row(y, paint);
    }
  }
}

void Canvas::glow(Vec2 center, float radius, Rgb light) {
  const int y0 = std::max(0, static_cast<int>(center.y - radius));
  const int y1 = std::min(size_.height - 1, static_cast<int>(center.y + radius) + 1);
  const int x0 = std::max(0, static_cast<int>(center.x - radius));
  const int x1 = std::min(size_.width - 1, static_cast<int>(center.x + radius) + 1);
  const float scale = 1 / (radius * radius);
  for (int y = y0; y <= y1; ++y) {
    const CanvasRow out = row(y);
    const float dy = static_cast<float>(y) + 0.5F - center.y;
    for (int x = x0; x <= x1; ++x) {
      const float dx = static_cast<float>(x) + 0.5F - center.x;
      const float rest = std::max(0.0F, 1 - (dx * dx + dy * dy) * scale);
      const float strength = rest * rest * rest;
      out.r[x] += light.r * strength * (1.15F - out.r[x]);
      out.g[x] += light.g * strength * (1.15F - out.g[x]);
      out.b[x] += light.b * strength * (1.15F - out.b[x]);
    }
  }
}

void Canvas::soft_ellipse(Vec2 center, float radius_x, float radius_y, Rgb colour, float alpha) {
  const int y0 = std::max(0, static_cast<int>(center.y - radius_y));
  const int y1 = std::min(size_.height - 1, static_cast<int>(center.y + radius_y) + 1);
  const int x0 = std::max(0, static_cast<int>(center.x - radius_x));
  const int x1 = std::min(size_.width - 1, static_cast<int>(center.x + radius_x) + 1);
  for (int y = y0; y <= y1; ++y) {
    const CanvasRow out = row(y);
    const float dy = (static_cast<float>(y) + 0.5F - center.y) / radius_y;
    for (int x = x0; x <= x1; ++x) {
      const float dx = (static_cast<float>(x) + 0.5F - center.x) / radius_x;
      const float rest = std::max(0.0F, 1 - dx * dx - dy * dy);
      const float amount = alpha * rest * rest;
      out.r[x] += (colour.r - out.r[x]) * amount;
      out.g[x] += (colour.g - out.g[x]) * amount;
      out.b[x] += (colour.b - out.b[x]) * amount;
    }
  }
}

}  // namespace kirin::engine::motion::scene
