// Noir, sepia, neon, vaporwave.
#include <algorithm>
#include <cmath>

#include "engine/motion/render/style/makers.h"
#include "engine/motion/render/style/picture_ops.h"

namespace kirin::engine::motion::render {
namespace {

int pixels(const StylePicture& picture, float at_720) {
  return std::max(static_cast<int>(std::lround(at_720 * picture.unit())), 1);
}

/// How far a pixel is from the middle, 1 in the corners, squared.
float corner(const StylePicture& picture, int x, int y) {
  const float dx = 2 * (static_cast<float>(x) + 0.5F) / static_cast<float>(picture.size.width) - 1;
  const float dy = 2 * (static_cast<float>(y) + 0.5F) / static_cast<float>(picture.size.height) - 1;
  return 0.5F * (dx * dx + dy * dy);
}

/// Film grain: another place of the same noise 24 times a second.
float film_grain(const Grain& grain, double seconds, int x, int y) {
  const auto frame = static_cast<int>(std::floor(seconds * 24));
  return grain.at(x + frame * 193, y + frame * 389) - 0.5F;
}

/// Black and white with deep shadows, hard light and grain.
class Noir final : public Style {
 public:
  void paint(const StyleScene& scene, StylePicture& picture) const override {
    Plane glow = luma_of(picture);
    blur(glow, picture.size, pixels(picture, 9), 2);
    for_pixels(picture, [&](int x, int y, std::size_t at, Rgb c) {
      const float dim = 1 - 0.62F * corner(picture, x, y);
      const float silver = 0.34F * c.r + 0.56F * c.g + 0.10F * c.b;
      const float bright = silver * 0.92F + std::max(glow[at] - 0.45F, 0.0F) * 0.4F;
      const float hard = ramp(0.13F, 0.80F, bright);
      const float level =
          (hard * 0.80F + bright * 0.16F) * dim + film_grain(grain_, scene.seconds, x, y) * 0.10F;
      const float v = std::clamp(level, 0.012F, 0.97F);
      return Rgb{v, v, v};
    });
  }

 private:
  Grain grain_{2, 2, 61};
};

/// An old print: brown, faded, a little soft towards the edge.
class Sepia final : public Style {
 public:
  void paint(const StyleScene& scene, StylePicture& picture) const override {
    StylePicture soft = picture;
    blur(soft, pixels(picture, 2), 1);
    const Rgb tones[] = {rgb(0x1E120A), rgb(0x7A5433), rgb(0xD2AF7C), rgb(0xF6E7C6)};
    for_pixels(picture, [&](int x, int y, std::size_t at, Rgb c) {
      const float far = corner(picture, x, y);
      const Rgb seen =
          mix(c, Rgb{soft.red[at], soft.green[at], soft.blue[at]}, ramp(0.1F, 0.8F, far));
      const float fade = stains_.at(x / 2, y / 2) - 0.5F;
      const float level =
          std::clamp(luma(seen) * (1 - 0.42F * ramp(0.3F, 1.1F, far)) + 0.02F + fade * 0.07F +
                         film_grain(grain_, scene.seconds, x, y) * 0.05F,
                     0.0F, 0.999F);
      const float at_tone = level * 3;
      const auto i = static_cast<std::size_t>(at_tone);
      return mix(tones[i], tones[i + 1], at_tone - static_cast<float>(i));
    });
  }

 private:
  Grain grain_{2, 2, 71};
  Grain stains_{128, 3, 72};
};

/// Night with glowing edges.
class Neon final : public Style {
 public:
  void paint(const StyleScene& scene, StylePicture& picture) const override {
    Plane lines = outlines(*scene.frame, {.things = 1, .depth = 1, .creases = 0.8F, .far = 160});
    thicken(lines, picture.size, 1.0F * picture.unit());
    const FrameBuffer& frame = *scene.frame;
    StylePicture tubes = picture;
    const Rgb hues[] = {rgb(0xFF2BD6), rgb(0x18E0FF), rgb(0x8A4BFF), rgb(0xFFE14A), rgb(0x2BFF9E)};
    for_pixels(tubes, [&](int, int, std::size_t at, Rgb c) {
      // A tube takes the hue that is nearest to what it outlines.
      const float bright = std::max({c.r, c.g, c.b, 0.02F});
      Rgb best = hues[(frame.thing[at] & ~kFoliage) % 5];
      float most = -1;
      for (const Rgb& hue : hues) {
        const float like =
            (c.r * hue.r + c.g * hue.g + c.b * hue.b) / bright / (hue.r + hue.g + hue.b);
        if (like > most) {
          most = like;
          best = hue;
        }
      }
      best = mix(best, hues[(frame.thing[at] & ~kFoliage) % 3], 0.55F);
      const float line = std::min(lines[at], 1.0F);
      return Rgb{best.r * line, best.g * line, best.b * line};
    });
    StylePicture halo = tubes;
    blur(halo, pixels(picture, 4), 2);
    StylePicture haze = halo;
    blur(haze, pixels(picture, 18), 2);
    for_pixels(picture, [&](int, int, std::size_t at, Rgb c) {
      const float bright = luma(c);
      const Rgb night = mix(rgb(0x05030F), rgb(0x2A1458), bright * 0.75F);
      const float core = ramp(0.45F, 1.0F, std::min(lines[at], 1.0F)) * 0.45F;
      const auto add = [&](float base, float tube, float near, float wide, float own) {
        return 1 - (1 - std::min(base + own * 0.10F, 1.0F)) *
                       std::exp(-(tube * 1.5F + near * 1.7F + wide * 2.4F + core));
      };
      return Rgb{add(night.r, tubes.red[at], halo.red[at], haze.red[at], c.r),
                 add(night.g, tubes.green[at], halo.green[at], haze.green[at], c.g),
                 add(night.b, tubes.blue[at], halo.blue[at], haze.blue[at], c.b)};
    });
  }
};

/// Pink and cyan, scan lines, colours a little out of register.
class Vaporwave final : public Style {
 public:
  void paint(const StyleScene&, StylePicture& picture) const override {
    StylePicture glow = picture;
    blur(glow, pixels(picture, 10), 2);
    const StylePicture before = picture;
    const int shift = pixels(picture, 2.2F);
    const Rgb tones[] = {rgb(0x1B0B3B), rgb(0x6A2BC9), rgb(0xFF5FC4), rgb(0x63E8F5), rgb(0xFFF6E0)};
    const float line = 3 * picture.unit();
    for_pixels(picture, [&](int x, int y, std::size_t at, Rgb) {
      const int left = std::max(x - shift, 0) - x;
      const int right = std::min(x + shift, picture.size.width - 1) - x;
      const Rgb c{before.red[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at) + left)],
                  before.green[at],
                  before.blue[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at) + right)]};
      const float low = static_cast<float>(y) / static_cast<float>(picture.size.height);
      const float warm = std::clamp((c.r - c.b) * 0.28F, -0.12F, 0.16F);
      const float level =
          std::clamp(luma(c) * 1.02F - warm + (0.5F - low) * 0.05F, 0.0F, 0.999F) * 4;
      const auto i = static_cast<std::size_t>(level);
      Rgb toned = mix(tones[i], tones[i + 1], level - static_cast<float>(i));
      toned = mix(toned, Rgb{c.r * 1.05F, c.g * 0.85F, c.b * 1.2F}, 0.24F);
      const auto spill = [&](float v, float g) { return v + std::max(g - 0.4F, 0.0F) * 0.35F; };
      const float scan = 0.93F + 0.07F * std::cos(6.2831853F * static_cast<float>(y) / line);
      return Rgb{spill(toned.r, glow.red[at]) * scan, spill(toned.g, glow.green[at]) * scan * 0.98F,
                 spill(toned.b, glow.blue[at]) * scan};
    });
  }
};

}  // namespace

std::unique_ptr<Style> make_noir(media::Size) { return std::make_unique<Noir>(); }
std::unique_ptr<Style> make_sepia(media::Size) { return std::make_unique<Sepia>(); }
std::unique_ptr<Style> make_neon(media::Size) { return std::make_unique<Neon>(); }
std::unique_ptr<Style> make_vaporwave(media::Size) { return std::make_unique<Vaporwave>(); }

}  // namespace kirin::engine::motion::render
