// Watercolour, oil, pastel.
#include <algorithm>
#include <cmath>

#include "engine/motion/render/style/makers.h"
#include "engine/motion/render/style/picture_ops.h"

namespace kirin::engine::motion::render {
namespace {

int pixels(const StylePicture& picture, float at_720) {
  return std::max(static_cast<int>(std::lround(at_720 * picture.unit())), 1);
}

/// Flat transparent washes that gather at their edges, grain of the paper, a ragged white border.
class Watercolour final : public Style {
 public:
  void paint(const StyleScene&, StylePicture& picture) const override {
    wash(picture, pixels(picture, 4));
    const int width = picture.size.width;
    const int height = picture.size.height;
    Plane soft = luma_of(picture);
    Plane softer = soft;
    blur(soft, picture.size, pixels(picture, 1), 1);
    blur(softer, picture.size, pixels(picture, 7), 2);
    const Rgb paper = rgb(0xFBF8F0);
    const float border = 0.045F * static_cast<float>(height);
    const float u = 1 / picture.unit();
    for_pixels(picture, [&](int x, int y, std::size_t at, Rgb c) {
      const float fx = static_cast<float>(x) * u;
      const float fy = static_cast<float>(y) * u;
      const float grain = paper_.between(fx, fy);
      const float pool = pools_.between(fx * 0.5F, fy * 0.5F);
      // Pigment is carried to the edge of each wash.
      const float edge = std::clamp((softer[at] - soft[at]) * 2.6F, -0.04F, 0.30F);
      const float amount = 0.86F + 0.34F * (pool - 0.5F) + 0.16F * (grain - 0.5F);
      const float bright = luma(c);
      const Rgb vivid = {bright + (c.r - bright) * 1.25F, bright + (c.g - bright) * 1.25F,
                         bright + (c.b - bright) * 1.25F};
      const auto dyed = [&](float level, float white) {
        const float density = std::max(1 - level, 0.0F) * amount * 0.92F + edge;
        return white * std::clamp(1 - density, 0.0F, 1.0F);
      };
      const Rgb painted{dyed(vivid.r, paper.r), dyed(vivid.g, paper.g), dyed(vivid.b, paper.b)};
      const auto side = static_cast<float>(std::min({x, y, width - 1 - x, height - 1 - y}));
      const float ragged = border * (0.55F + 1.3F * pools_.between(fx * 1.3F + 90, fy * 1.3F) +
                                     0.35F * (grain - 0.5F));
      const float inside = ramp(ragged * 0.8F, ragged * 0.8F + 5 * picture.unit(), side);
      const float rim = inside * (1 - ramp(ragged, ragged + 16 * picture.unit(), side)) * 0.10F;
      const Rgb done = mix(paper, painted, inside);
      return Rgb{done.r - rim, done.g - rim, done.b - rim};
    });
  }

 private:
  Grain paper_{8, 3, 11};
  Grain pools_{64, 3, 12};
};

/// Strokes that follow the forms, thick enough to throw light.
class OilPainting final : public Style {
 public:
  void paint(const StyleScene&, StylePicture& picture) const override {
    const media::Size size = picture.size;
    wash(picture, pixels(picture, 3));
    // The forms' direction: the structure tensor of the blurred picture (Brox et al. 2006).
    Plane light = luma_of(picture);
    blur(light, size, pixels(picture, 2), 1);
    const auto width = static_cast<std::size_t>(size.width);
    Plane xx(light.size(), 0.0F);
    Plane xy(light.size(), 0.0F);
    Plane yy(light.size(), 0.0F);
    for (int y = 1; y + 1 < size.height; ++y) {
      for (int x = 1; x + 1 < size.width; ++x) {
        const std::size_t at = static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x);
        const float gx = light[at + 1] - light[at - 1];
        const float gy = light[at + width] - light[at - width];
        xx[at] = gx * gx;
        xy[at] = gx * gy;
        yy[at] = gy * gy;
      }
    }
    for (Plane* plane : {&xx, &xy, &yy}) {
      blur(*plane, size, pixels(picture, 6), 2);
    }
    // Bristles: noise smeared along the strokes, and colours taken from along them.
    Plane relief(light.size());
    const StylePicture before = picture;
    const float u = 1 / picture.unit();
    constexpr int kSteps = 5;
    const float step = 2.2F * picture.unit();
    for_pixels(picture, [&](int x, int y, std::size_t at, Rgb) {
      // Where nothing leads, strokes sweep slowly over the canvas.
      const float sweep = 2.2F * sweeps_.between(static_cast<float>(x) * u * 0.5F,
                                                 static_cast<float>(y) * u * 0.5F);
      const float lead = 2e-5F;
      const float a = xx[at] - yy[at] - lead * std::cos(2 * sweep);
      const float b = 2 * xy[at] - lead * std::sin(2 * sweep);
      const float angle = 0.5F * std::atan2(b, a) + 1.5707963F;
      const float dx = std::cos(angle);
      const float dy = std::sin(angle);
      float bristle = 0;
      Rgb sum;
      for (int k = -kSteps; k <= kSteps; ++k) {
        const float px = static_cast<float>(x) + dx * step * static_cast<float>(k);
        const float py = static_cast<float>(y) + dy * step * static_cast<float>(k);
        bristle += bristles_.between(px * u * 0.8F, py * u * 0.8F);
        const auto ix =
            static_cast<std::size_t>(std::clamp(static_cast<int>(px), 0, size.width - 1));
        const auto iy =
            static_cast<std::size_t>(std::clamp(static_cast<int>(py), 0, size.height - 1));
        const std::size_t from = iy * width + ix;
        sum = {sum.r + before.red[from], sum.g + before.green[from], sum.b + before.blue[from]};
      }
      relief[at] = bristle / (2 * kSteps + 1);
      const float n = 1.0F / (2 * kSteps + 1);
      return Rgb{sum.r * n, sum.g * n, sum.b * n};
    });
    for_pixels(picture, [&](int x, int y, std::size_t at, Rgb c) {
      const float here = relief[at];
      const float slope = x > 0 && y > 0 ? 2 * here - relief[at - 1] - relief[at - width] : 0;
      const float bright = luma(c);
      const float tone = 1 + (here - 0.5F) * 0.36F + slope * 1.8F;
      const auto level = [&](float v) { return (bright + (v - bright) * 1.28F) * tone; };
      return Rgb{level(c.r), level(c.g), level(c.b)};
    });
  }

 private:
  Grain bristles_{4, 2, 21};
  Grain sweeps_{128, 2, 22};
};

/// Chalk: pale soft colours that catch on the tooth of the paper.
class Pastel final : public Style {
 public:
  void paint(const StyleScene&, StylePicture& picture) const override {
    wash(picture, pixels(picture, 3));
    blur(picture, pixels(picture, 1), 1);
    const Rgb paper = rgb(0xF6F0E8);
    const float u = 1 / picture.unit();
    for_pixels(picture, [&](int x, int y, std::size_t, Rgb c) {
      const float fx = static_cast<float>(x) * u;
      const float fy = static_cast<float>(y) * u;
      const float tooth = tooth_.between(fx, fy);
      const float stroke = strokes_.between((fx + fy) * 0.35F, (fx - fy) * 2.2F);
      const Rgb pale = mix(c, {1, 1, 1}, 0.36F);
      const float bright = luma(pale);
      const Rgb soft = {bright + (pale.r - bright) * 1.05F + 0.015F,
                        bright + (pale.g - bright) * 1.05F,
                        bright + (pale.b - bright) * 1.05F + 0.01F};
      const float cover = ramp(0.05F, 0.75F, tooth * 0.45F + stroke * 0.55F + (1 - bright) * 0.20F);
      return mix(paper, soft, 0.62F + 0.38F * cover);
    });
  }

 private:
  Grain tooth_{4, 2, 31};
  Grain strokes_{16, 3, 32};
};

}  // namespace

std::unique_ptr<Style> make_watercolour(media::Size) { return std::make_unique<Watercolour>(); }
std::unique_ptr<Style> make_oil_painting(media::Size) { return std::make_unique<OilPainting>(); }
std::unique_ptr<Style> make_pastel(media::Size) { return std::make_unique<Pastel>(); }

}  // namespace kirin::engine::motion::render
