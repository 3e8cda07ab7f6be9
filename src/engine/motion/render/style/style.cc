#include "engine/motion/render/style/style.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/render/style/makers.h"

namespace kirin::engine::motion::render {
namespace {

struct Entry {
  std::string_view name;
  std::unique_ptr<Style> (*make)(media::Size size);
  ShadingStyle shading;
};

constexpr std::array kStyles = {
    Entry{"watercolour", make_watercolour, {.is_plain = false}},
    Entry{"ink", make_ink, {.is_plain = true, .has_normals = true}},
    Entry{"line_drawing", make_line_drawing, {.is_plain = true, .has_normals = true}},
    Entry{"sketch", make_sketch, {.is_plain = true, .has_normals = true}},
    Entry{"pixel_art", make_pixel_art, {.is_plain = true}},
    Entry{"paper_cutout", make_paper_cutout, {.is_plain = true}},
    Entry{"noir", make_noir, {}},
    Entry{"neon", make_neon, {.is_plain = true, .has_normals = true}},
    Entry{"claymation", make_claymation, {.is_clay = true, .is_plain = true}},
    Entry{"oil_painting", make_oil_painting, {}},
    Entry{"comic", make_comic, {.is_cel = true, .is_plain = true, .has_normals = true}},
    Entry{"sepia", make_sepia, {}},
    Entry{"pastel", make_pastel, {.is_plain = true}},
    Entry{"low_poly", make_low_poly, {.is_faceted = true, .is_plain = true}},
    Entry{"vaporwave", make_vaporwave, {.is_plain = true}},
    Entry{"anime", make_anime, {.is_cel = true, .is_plain = true, .has_normals = true}},
};

const Entry* find(std::string_view name) {
  const auto found = std::ranges::find(kStyles, name, &Entry::name);
  return found == kStyles.end() ? nullptr : &*found;
}

}  // namespace

ShadingStyle shading_style(std::string_view name) {
  const Entry* entry = find(name);
  return entry == nullptr ? ShadingStyle{} : entry->shading;
}

std::unique_ptr<Style> make_style(std::string_view name, media::Size size) {
  const Entry* entry = find(name);
  return entry == nullptr ? nullptr : entry->make(size);
}

std::vector<std::string_view> style_names() {
  std::vector<std::string_view> names;
  for (const Entry& entry : kStyles) {
    names.push_back(entry.name);
  }
  return names;
}

void restyle(const Style& style, const StyleScene& scene, media::Image& image) {
  StylePicture picture;
  picture.size = image.size();
  const std::size_t count =
      static_cast<std::size_t>(picture.size.width) * static_cast<std::size_t>(picture.size.height);
  picture.red.resize(count);
  picture.green.resize(count);
  picture.blue.resize(count);
  std::size_t at = 0;
  for (int y = 0; y < picture.size.height; ++y) {
    const std::uint8_t* row = image.row(y);
    for (int x = 0; x < picture.size.width; ++x, ++at) {
      picture.red[at] = static_cast<float>(row[3 * x]) / 255;
      picture.green[at] = static_cast<float>(row[3 * x + 1]) / 255;
      picture.blue[at] = static_cast<float>(row[3 * x + 2]) / 255;
    }
  }
  style.paint(scene, picture);
  const auto byte = [](float level) {
    return static_cast<std::uint8_t>(std::clamp(level, 0.0F, 1.0F) * 255 + 0.5F);
  };
  at = 0;
  for (int y = 0; y < picture.size.height; ++y) {
    std::uint8_t* row = image.row(y);
    for (int x = 0; x < picture.size.width; ++x, ++at) {
      row[3 * x] = byte(picture.red[at]);
      row[3 * x + 1] = byte(picture.green[at]);
      row[3 * x + 2] = byte(picture.blue[at]);
    }
  }
}

}  // namespace kirin::engine::motion::render
