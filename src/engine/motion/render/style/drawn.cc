// Ink, line drawing, pencil sketch, comic, anime.
#include <algorithm>
#include <cmath>

#include "engine/motion/render/style/makers.h"
#include "engine/motion/render/style/picture_ops.h"

namespace kirin::engine::motion::render {
namespace {

int pixels(const StylePicture& picture, float at_720) {
  return std::max(static_cast<int>(std::lround(at_720 * picture.unit())), 1);
}

/// Brush and ink on warm paper: few washes of grey that bleed, lines that swell and break.
class Ink final : public Style {
 public:
  void paint(const StyleScene& scene, StylePicture& picture) const override {
    Plane lines = outlines(*scene.frame, {.things = 0.9F, .depth = 1, .creases = 0.6F, .far = 140});
    Plane thin = lines;
    thicken(lines, picture.size, 2.0F * picture.unit());
    thicken(thin, picture.size, 0.8F * picture.unit());
    wash(picture, pixels(picture, 5));
    const Rgb paper = rgb(0xF4EEDF);
    const Rgb ink = rgb(0x16161A);
    const float u = 1 / picture.unit();
    for_pixels(picture, [&](int x, int y, std::size_t at, Rgb c) {
      const float fx = static_cast<float>(x) * u;
      const float fy = static_cast<float>(y) * u;
      const float bleed = (bleed_.between(fx, fy) - 0.5F) * 0.24F;
      const float grain = paper_.between(fx, fy);
      // Four washes with soft borders.
      const float tone = std::clamp(luma(c) * 1.12F + bleed, 0.0F, 1.0F) * 4;
      const float step = std::floor(tone);
      const float level = (step + ramp(0.35F, 0.65F, tone - step)) / 4;
      const float density =
          std::pow(1 - std::clamp(level, 0.0F, 1.0F), 1.35F) * (0.72F + 0.2F * grain);
      const float pressure = ramp(0.28F, 0.66F, bleed_.between(fx * 0.7F + 50, fy * 0.7F));
      const float line = std::max(lines[at] * pressure, thin[at] * 0.8F) * (0.75F + 0.35F * grain);
      const float dark = std::clamp(1 - (1 - density) * (1 - std::min(line, 1.0F)), 0.0F, 1.0F);
      const Rgb sheet = mix(paper, rgb(0xE3D9C2), (grain - 0.5F) * 0.5F + 0.15F);
      return mix(sheet, ink, dark);
    });
  }

 private:
  Grain paper_{4, 3, 41};
  Grain bleed_{32, 3, 42};
};

/// Nothing but fine even lines on white.
class LineDrawing final : public Style {
 public:
  void paint(const StyleScene& scene, StylePicture& picture) const override {
    Plane lines = outlines(*scene.frame, {.things = 1, .depth = 1, .creases = 1, .far = 220});
    // What is only painted on a surface has a line, too, where it is strong.
    Plane light = luma_of(picture);
    blur(light, picture.size, 1, 1);
    const auto width = static_cast<std::size_t>(picture.size.width);
    for (std::size_t i = width + 1; i + width + 1 < light.size(); ++i) {
      const float gx = light[i + 1] - light[i - 1];
      const float gy = light[i + width] - light[i - width];
      lines[i] = std::max(lines[i], 0.75F * ramp(0.09F, 0.2F, std::hypot(gx, gy)));
    }
    thicken(lines, picture.size, 0.9F * picture.unit());
    const Rgb paper = rgb(0xFDFCF8);
    const Rgb ink = rgb(0x20242C);
    for_pixels(picture, [&](int, int, std::size_t at, Rgb c) {
      // A breath of tone so that the eye finds the masses.
      const float tone = ramp(0.62F, 0.05F, luma(c)) * 0.10F;
      return mix(mix(paper, ink, tone), ink, std::min(lines[at], 1.0F) * 0.95F);
    });
  }
};

/// Pencil: hatching in up to three directions, denser where it is dark.
class Sketch final : public Style {
 public:
  void paint(const StyleScene& scene, StylePicture& picture) const override {
    Plane lines = outlines(*scene.frame, {.things = 0.9F, .depth = 1, .creases = 0.7F, .far = 150});
    thicken(lines, picture.size, 1.1F * picture.unit());
    blur(picture, pixels(picture, 1), 1);
    const Rgb paper = rgb(0xF7F4EC);
    const Rgb lead = rgb(0x3A3A40);
    const float u = 1 / picture.unit();
    for_pixels(picture, [&](int x, int y, std::size_t at, Rgb c) {
      const float fx = static_cast<float>(x) * u;
      const float fy = static_cast<float>(y) * u;
      const float tooth = tooth_.between(fx, fy);
      const float wobble = wobble_.between(fx, fy) * 9;
      const float dark = 1 - luma(c);
      const auto hatch = [&](float dx, float dy, float gap, float from, float to) {
        const float along = fx * dx + fy * dy + wobble;
        const float phase = along / gap - std::floor(along / gap);
        const float amount = ramp(from, to, dark);
        const float half = 0.12F + 0.26F * amount;
        return ramp(half + 0.16F, half - 0.06F, std::abs(phase - 0.5F)) * amount;
      };
      float pencil = hatch(0.72F, 0.69F, 6.5F, 0.22F, 0.55F) * 0.72F;
      pencil = std::max(pencil, hatch(0.70F, -0.71F, 6.0F, 0.48F, 0.80F) * 0.78F);
      pencil = std::max(pencil, hatch(0.10F, 0.99F, 4.6F, 0.70F, 0.95F) * 0.85F);
      pencil += dark * 0.14F;
      pencil = std::max(pencil, lines[at] * 0.9F);
      const float catches = std::clamp(pencil * (0.55F + 0.8F * tooth), 0.0F, 0.94F);
      return mix(paper, lead, catches);
    });
  }

 private:
  Grain tooth_{4, 2, 51};
  Grain wobble_{64, 2, 52};
};

/// Printed: flat strong colours, dots in the shade, black outlines.
class Comic final : public Style {
 public:
  void paint(const StyleScene& scene, StylePicture& picture) const override {
    Plane lines = outlines(*scene.frame, {.things = 1, .depth = 1, .creases = 0.5F, .far = 120});
    thicken(lines, picture.size, 1.9F * picture.unit());
    wash(picture, pixels(picture, 3));
    const float cell = 6.4F * picture.unit();
    const Rgb paper = rgb(0xFFF9EA);
    for_pixels(picture, [&](int x, int y, std::size_t at, Rgb c) {
      const float bright = luma(c);
      // Four flat tones of the same hue.
      const float tone = std::clamp(bright * 1.15F, 0.0F, 1.0F) * 4;
      const float step = std::floor(tone) + ramp(0.44F, 0.56F, tone - std::floor(tone));
      const float level = 0.10F + 0.90F * std::min(step / 4, 1.0F);
      const float gain = level / std::max(bright, 0.02F);
      const auto flat = [&](float v) {
        return std::clamp((bright + (v - bright) * 1.55F) * gain, 0.0F, 1.0F);
      };
      Rgb colour{flat(c.r), flat(c.g), flat(c.b)};
      // Dots on a grid at 45°: black-ish in the shade, paper in the light.
      const float u = (static_cast<float>(x) + static_cast<float>(y)) * 0.7071F / cell;
      const float v = (static_cast<float>(x) - static_cast<float>(y)) * 0.7071F / cell;
      const float du = u - std::floor(u) - 0.5F;
      const float dv = v - std::floor(v) - 0.5F;
      const float away = std::sqrt(du * du + dv * dv);
      const float shade = ramp(0.50F, 0.12F, bright) * 0.44F;
      const float shine = ramp(0.70F, 0.98F, bright) * 0.40F;
      colour = mix(colour, mix(colour, rgb(0x1A1630), 0.75F),
                   ramp(shade + 0.06F, shade - 0.06F, away) * ramp(0.0F, 0.08F, shade));
      colour = mix(colour, paper,
                   ramp(shine + 0.06F, shine - 0.06F, away) * ramp(0.0F, 0.08F, shine) * 0.8F);
      return mix(colour, rgb(0x0C0B10), std::min(lines[at], 1.0F));
    });
  }
};

/// Cels over painted backgrounds: clear colours, thin dark lines, light that blooms.
class Anime final : public Style {
 public:
  void paint(const StyleScene& scene, StylePicture& picture) const override {
    Plane lines = outlines(*scene.frame, {.things = 0.9F, .depth = 1, .creases = 0.35F, .far = 45});
    thicken(lines, picture.size, 0.9F * picture.unit());
    StylePicture glow = picture;
    blur(glow, pixels(picture, 12), 2);
    wash(picture, pixels(picture, 2));
    for_pixels(picture, [&](int, int y, std::size_t at, Rgb c) {
      const float bright = luma(c);
      const auto vivid = [&](float v) { return bright + (v - bright) * 1.38F; };
      Rgb colour{vivid(c.r) + 0.015F, vivid(c.g) + 0.01F, vivid(c.b) + 0.035F};
      const float high = static_cast<float>(y) / static_cast<float>(picture.size.height);
      const float spill = 0.20F + 0.14F * (1 - high);
      const auto screen = [&](float a, float b) {
        return 1 - (1 - a) * (1 - std::max(b - 0.35F, 0.0F) * spill);
      };
      colour = {screen(colour.r, glow.red[at]), screen(colour.g, glow.green[at]),
                screen(colour.b, glow.blue[at])};
      const Rgb line =
          mix(rgb(0x241A2C), Rgb{colour.r * 0.25F, colour.g * 0.2F, colour.b * 0.3F}, 0.6F);
      return mix(colour, line, std::min(lines[at], 1.0F) * 0.9F);
    });
  }
};

}  // namespace

std::unique_ptr<Style> make_ink(media::Size) { return std::make_unique<Ink>(); }
std::unique_ptr<Style> make_line_drawing(media::Size) { return std::make_unique<LineDrawing>(); }
std::unique_ptr<Style> make_sketch(media::Size) { return std::make_unique<Sketch>(); }
std::unique_ptr<Style> make_comic(media::Size) { return std::make_unique<Comic>(); }
std::unique_ptr<Style> make_anime(media::Size) { return std::make_unique<Anime>(); }

}  // namespace kirin::engine::motion::render
