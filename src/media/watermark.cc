#include "media/watermark.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace kirin::media {
namespace {

// The lettering is strokes of one width with round ends. Unit: the height of the K between the
// middles of its strokes; x to the right from the K's stem, y down from its top.
struct Point {
  float x = 0;
  float y = 0;
};
struct Stroke {
  Point from;
  Point to;
};

constexpr float kStrokeRadius = 0.07F;
constexpr float kWordWidth = 2.30F;
constexpr float kXHeight = 0.34F;  // where the small letters begin
constexpr std::array<Stroke, 10> kStraight = {{
    {{0.00F, 0.00F}, {0.00F, 1.00F}},           // K
    {{0.56F, 0.00F}, {0.00F, 0.60F}},           //
    {{0.20F, 0.39F}, {0.60F, 1.00F}},           //
    {{0.86F, kXHeight}, {0.86F, 1.00F}},        // i
    {{0.86F, 0.04F}, {0.86F, 0.04F}},           //
    {{1.13F, kXHeight}, {1.13F, 1.00F}},        // r
    {{1.61F, kXHeight}, {1.61F, 1.00F}},        // i
    {{1.61F, 0.04F}, {1.61F, 0.04F}},           //
    {{1.88F, kXHeight}, {1.88F, 1.00F}},        // n
    {{kWordWidth, 0.60F}, {kWordWidth, 1.00F}}  //
}};

struct Arc {
  Point centre;
  float radius_x = 0;
  float radius_y = 0;
  float from_degrees = 0;  // anticlockwise from the right
  float to_degrees = 0;
};
constexpr std::array<Arc, 2> kArcs = {{
    {{1.36F, 0.62F}, 0.23F, 0.28F, 180, 82},  // r
    {{2.09F, 0.60F}, 0.21F, 0.26F, 180, 0},   // n
}};

constexpr float kHeightOfShorterSide = 1.0F / 24;
constexpr float kMargin = 0.8F;
constexpr float kShadowReach = 0.30F;
constexpr float kShadowOpacity = 0.45F;
constexpr float kLetterOpacity = 0.62F;

Point on_arc(const Arc& arc, float degrees) {
  const float angle = degrees * 3.14159265F / 180;
  return {arc.centre.x + arc.radius_x * std::cos(angle),
          arc.centre.y - arc.radius_y * std::sin(angle)};
}

std::vector<Stroke> word() {
  constexpr int kPieces = 8;
  std::vector<Stroke> strokes(kStraight.begin(), kStraight.end());
  for (const Arc& arc : kArcs) {
    const float step = (arc.to_degrees - arc.from_degrees) / kPieces;
    for (int i = 0; i < kPieces; ++i) {
      const float degrees = arc.from_degrees + step * static_cast<float>(i);
      strokes.push_back({on_arc(arc, degrees), on_arc(arc, degrees + step)});
    }
  }
  return strokes;
}

float distance(Point p, const Stroke& stroke) {
  const float dx = stroke.to.x - stroke.from.x;
  const float dy = stroke.to.y - stroke.from.y;
  const float length_squared = dx * dx + dy * dy;
  const float along = (p.x - stroke.from.x) * dx + (p.y - stroke.from.y) * dy;
  const float t = length_squared > 0 ? std::clamp(along / length_squared, 0.0F, 1.0F) : 0.0F;
  return std::hypot(p.x - stroke.from.x - t * dx, p.y - stroke.from.y - t * dy);
}

float distance(Point p, const std::vector<Stroke>& strokes) {
  float nearest = std::numeric_limits<float>::max();
  for (const Stroke& stroke : strokes) {
    nearest = std::min(nearest, distance(p, stroke));
  }
  return nearest;
}

// 1 at the letters' edge and within, smoothly 0 at the shadow's reach.
float shadow_at(float distance_from_middle) {
  const float t = std::clamp((distance_from_middle - kStrokeRadius) / kShadowReach, 0.0F, 1.0F);
  return 1 - t * t * (3 - 2 * t);
}

std::uint8_t blended(std::uint8_t ground, float shadow, float letter) {
  const float darkened = static_cast<float>(ground) * (1 - kShadowOpacity * shadow);
  const float opacity = kLetterOpacity * letter;
  return static_cast<std::uint8_t>(darkened + (255 - darkened) * opacity + 0.5F);
}

}  // namespace

void stamp_watermark(Image& image) {
  EXPECTS(!image.empty());
  const auto [width, height] = image.size();
  const float letter_height = static_cast<float>(std::min(width, height)) * kHeightOfShorterSide;
  const float unit = letter_height / (1 + 2 * kStrokeRadius);  // in pixels
  const Point origin{static_cast<float>(width) - unit * (kWordWidth + kStrokeRadius + kMargin),
                     static_cast<float>(height) - unit * (1 + kStrokeRadius + kMargin)};
  const float reach = unit * (kStrokeRadius + kShadowReach);
  const int first_x = std::max(0, static_cast<int>(origin.x - reach));
  const int first_y = std::max(0, static_cast<int>(origin.y - reach));
  const int last_x = std::min(width - 1, static_cast<int>(origin.x + unit * kWordWidth + reach));
  const int last_y = std::min(height - 1, static_cast<int>(origin.y + unit + reach));
  const std::vector<Stroke> strokes = word();
  for (int y = first_y; y <= last_y; ++y) {
    std::uint8_t* pixel = image.row(y) + 3 * static_cast<std::ptrdiff_t>(first_x);
    for (int x = first_x; x <= last_x; ++x, pixel += 3) {
      const Point p{(static_cast<float>(x) + 0.5F - origin.x) / unit,
                    (static_cast<float>(y) + 0.5F - origin.y) / unit};
      const float from_middle = distance(p, strokes);
      // The edge falls off over one pixel.
      const float letter = std::clamp((kStrokeRadius - from_middle) * unit + 0.5F, 0.0F, 1.0F);
      const float shadow = shadow_at(from_middle);
      for (int c = 0; c < 3; ++c) {
        pixel[c] = blended(pixel[c], shadow, letter);
      }
    }
  }
}

}  // namespace kirin::media
