// Pixel art, paper cut-outs, claymation, low poly.
#include <algorithm>
#include <cmath>

#include "engine/motion/render/style/makers.h"
#include "engine/motion/render/style/picture_ops.h"

namespace kirin::engine::motion::render {
namespace {

int pixels(const StylePicture& picture, float at_720) {
  return std::max(static_cast<int>(std::lround(at_720 * picture.unit())), 1);
}

/// Squares of 1/180 of the height in a small palette, dithered in a fixed order (Bayer 1973).
class PixelArt final : public Style {
 public:
  void paint(const StyleScene& scene, StylePicture& picture) const override {
    const int block = std::max(picture.size.height / 180, 1);
    const FrameBuffer& frame = *scene.frame;
    constexpr float kBayer[4][4] = {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};
    for (int top = 0; top < picture.size.height; top += block) {
      for (int left = 0; left < picture.size.width; left += block) {
        const int bottom = std::min(top + block, picture.size.height);
        const int right = std::min(left + block, picture.size.width);
        Rgb sum;
        for (int y = top; y < bottom; ++y) {
          for (int x = left; x < right; ++x) {
            const std::size_t at = frame.at(x, y);
            sum = {sum.r + picture.red[at], sum.g + picture.green[at], sum.b + picture.blue[at]};
          }
        }
        const float n = 1 / static_cast<float>((bottom - top) * (right - left));
        const float dither = (kBayer[top / block % 4][left / block % 4] + 0.5F) / 16 - 0.5F;
        Rgb c = quantised({sum.r * n, sum.g * n, sum.b * n}, dither);
        if (is_outline(frame, left, top, block)) {
          c = {c.r * 0.42F, c.g * 0.38F, c.b * 0.48F};
        }
        for (int y = top; y < bottom; ++y) {
          for (int x = left; x < right; ++x) {
            const std::size_t at = frame.at(x, y);
            picture.red[at] = c.r;
            picture.green[at] = c.g;
            picture.blue[at] = c.b;
          }
        }
      }
    }
  }

 private:
  /// Six levels of red and green and five of blue, richer than they were.
  static Rgb quantised(Rgb c, float dither) {
    const float bright = luma(c);
    const auto level = [&](float v, float steps) {
      const float vivid = std::clamp(bright + (v - bright) * 1.35F, 0.0F, 1.0F);
      return std::clamp(std::floor(vivid * steps + 0.5F + dither * 0.5F), 0.0F, steps) / steps;
    };
    return {level(c.r, 5), level(c.g, 5), level(c.b, 4)};
  }
  /// The block's thing hides a farther one above it or beside it.
  static bool is_outline(const FrameBuffer& frame, int left, int top, int block) {
    const int x = std::min(left + block / 2, frame.size.width - 1);
    const int y = std::min(top + block / 2, frame.size.height - 1);
    const float depth = frame.depth[frame.at(x, y)];
    if (depth > 40) {
      return false;
    }
    const auto hides = [&](int ox, int oy) {
      if (ox < 0 || oy < 0 || ox >= frame.size.width || oy >= frame.size.height) {
        return false;
      }
      return frame.depth[frame.at(ox, oy)] > depth * 1.12F + 0.15F;
    };
    return hides(x - block, y) || hides(x + block, y) || hides(x, y - block);
  }
};

/// Sheets of coloured paper, one above the other, each throwing its shadow on the next.
class PaperCutout final : public Style {
 public:
  void paint(const StyleScene& scene, StylePicture& picture) const override {
    const FrameBuffer& frame = *scene.frame;
    wash(picture, pixels(picture, 4));
    const int width = picture.size.width;
    const int height = picture.size.height;
    // How near the sheet above and to the left is, for the shadow; and a rim where a sheet ends.
    Plane shadow(picture.red.size(), 0.0F);
    const int reach = pixels(picture, 11);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const std::size_t at = frame.at(x, y);
        const int fx = std::max(x - reach, 0);
        const int fy = std::max(y - reach, 0);
        shadow[at] = frame.depth[frame.at(fx, fy)] * 1.14F + 0.1F < frame.depth[at] ? 1.0F : 0.0F;
      }
    }
    blur(shadow, picture.size, pixels(picture, 4), 2);
    const int step = pixels(picture, 1.6F);
    const float u = 1 / picture.unit();
    for_pixels(picture, [&](int x, int y, std::size_t at, Rgb c) {
      const float bright = luma(c);
      const float tone = std::clamp(bright, 0.0F, 0.999F) * 5;
      const float part = tone - std::floor(tone);
      const float level = (std::floor(tone) + ramp(0.46F, 0.54F, part) + 0.55F) / 5.6F;
      const float gain = level / std::max(bright, 0.03F);
      const auto flat = [&](float v) {
        return std::clamp((bright + (v - bright) * 1.3F) * gain, 0.0F, 1.0F);
      };
      const float fibre =
          fibres_.between(static_cast<float>(x) * u, static_cast<float>(y) * u) - 0.5F;
      const float lit = 1 + fibre * 0.13F;
      const float dark = 1 - 0.50F * shadow[at];
      // The cut edge that faces the light is white.
      const float behind = frame.depth[frame.at(std::max(x - step, 0), std::max(y - step, 0))];
      const float rim = behind > frame.depth[at] * 1.14F + 0.1F ? 0.55F : 0.0F;
      const Rgb sheet{flat(c.r) * lit * dark, flat(c.g) * lit * dark, flat(c.b) * lit * dark};
      return mix(sheet, rgb(0xFFFDF6), rim);
    });
  }

 private:
  Grain fibres_{8, 3, 81};
};

/// The clay is in the light (ShadingStyle::is_clay); here only warm studio colours.
class Claymation final : public Style {
 public:
  void paint(const StyleScene&, StylePicture& picture) const override {
    for_pixels(picture, [](int, int, std::size_t, Rgb c) {
      const float bright = luma(c);
      const auto level = [&](float v, float gain) {
        return (bright + (v - bright) * 1.22F) * gain;
      };
      return Rgb{level(c.r, 1.03F), level(c.g, 1.0F), level(c.b, 0.95F)};
    });
  }
};

/// The facets are in the light; here only clear colours.
class LowPoly final : public Style {
 public:
  void paint(const StyleScene&, StylePicture& picture) const override {
    for_pixels(picture, [](int, int, std::size_t, Rgb c) {
      const float bright = luma(c);
      const auto level = [&](float v) { return bright + (v - bright) * 1.2F + 0.01F; };
      return Rgb{level(c.r), level(c.g), level(c.b)};
    });
  }
};

}  // namespace

std::unique_ptr<Style> make_pixel_art(media::Size) { return std::make_unique<PixelArt>(); }
std::unique_ptr<Style> make_paper_cutout(media::Size) { return std::make_unique<PaperCutout>(); }
std::unique_ptr<Style> make_claymation(media::Size) { return std::make_unique<Claymation>(); }
std::unique_ptr<Style> make_low_poly(media::Size) { return std::make_unique<LowPoly>(); }

}  // namespace kirin::engine::motion::render
