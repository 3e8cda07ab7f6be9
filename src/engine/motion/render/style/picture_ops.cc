#include "engine/motion/render/style/picture_ops.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion::render {
namespace {

void blur_rows(const Plane& from, Plane& to, media::Size size, int radius) {
  const float scale = 1 / static_cast<float>(2 * radius + 1);
  const int last = size.width - 1;
  for (int y = 0; y < size.height; ++y) {
    const float* in = from.data() + static_cast<std::ptrdiff_t>(y) * size.width;
    float* out = to.data() + static_cast<std::ptrdiff_t>(y) * size.width;
    float sum = in[0] * static_cast<float>(radius + 1);
    for (int x = 1; x <= radius; ++x) {
      sum += in[std::min(x, last)];
    }
    for (int x = 0; x < size.width; ++x) {
      out[x] = sum * scale;
      sum += in[std::min(x + radius + 1, last)] - in[std::max(x - radius, 0)];
    }
  }
}

/// All columns at once, so that rows are read in order.
void blur_columns(const Plane& from, Plane& to, media::Size size, int radius) {
  const float scale = 1 / static_cast<float>(2 * radius + 1);
  const auto width = static_cast<std::size_t>(size.width);
  const auto row = [&](int y) {
    return from.data() + static_cast<std::size_t>(std::clamp(y, 0, size.height - 1)) * width;
  };
  std::vector<float> sum(width, 0.0F);
  for (int y = -radius; y <= radius; ++y) {
    const float* in = row(y);
    for (std::size_t x = 0; x < width; ++x) {
      sum[x] += in[x];
    }
  }
  for (int y = 0; y < size.height; ++y) {
    float* out = to.data() + static_cast<std::size_t>(y) * width;
    const float* enters = row(y + radius + 1);
    const float* leaves = row(y - radius);
    for (std::size_t x = 0; x < width; ++x) {
      out[x] = sum[x] * scale;
      sum[x] += enters[x] - leaves[x];
    }
  }
}

std::uint32_t hash(std::uint32_t x, std::uint32_t y, std::uint32_t seed) {
  std::uint32_t h = x * 0x8DA6B343U ^ y * 0xD8163841U ^ seed * 0xCB1AB31FU;
  h = (h ^ h >> 15U) * 0x2C1B3C6DU;
  h = (h ^ h >> 12U) * 0x297A2D39U;
  return h ^ h >> 15U;
}

}  // namespace

Plane luma_of(const StylePicture& picture) {
  Plane luma_plane(picture.red.size());
  for (std::size_t i = 0; i < luma_plane.size(); ++i) {
    luma_plane[i] = luma({picture.red[i], picture.green[i], picture.blue[i]});
  }
  return luma_plane;
}

void blur(Plane& plane, media::Size size, int radius, int passes) {
  if (radius < 1) {
    return;
  }
  Plane other(plane.size());
  for (int i = 0; i < passes; ++i) {
    blur_rows(plane, other, size, radius);
    blur_columns(other, plane, size, radius);
  }
}

void blur(StylePicture& picture, int radius, int passes) {
  for (Plane* plane : {&picture.red, &picture.green, &picture.blue}) {
    blur(*plane, picture.size, radius, passes);
  }
}

Plane outlines(const FrameBuffer& frame, const OutlineLook& look) {
  const media::Size size = frame.size;
  const auto width = static_cast<std::size_t>(size.width);
  Plane lines(width * static_cast<std::size_t>(size.height), 0.0F);
  const bool has_normals = !frame.normal_x.empty();
  for (int y = 1; y + 1 < size.height; ++y) {
    for (int x = 1; x + 1 < size.width; ++x) {
      const std::size_t at = frame.at(x, y);
      const std::array<std::size_t, 4> around = {at - 1, at + 1, at - width, at + width};
      float line = 0;
      float nearest = frame.depth[at];
      for (const std::size_t other : around) {
        nearest = std::min(nearest, frame.depth[other]);
      }
      if (nearest > 1e6F) {
        continue;
      }
      // Nearness is linear over a flat surface, so its second difference tells edges from slopes.
      const auto near = [&](std::size_t i) { return nearest / frame.depth[i]; };
      const float bend = std::abs(near(around[0]) + near(around[1]) - 2 * near(at)) +
                         std::abs(near(around[2]) + near(around[3]) - 2 * near(at));
      line = std::max(line, look.depth * ramp(0.02F, 0.09F, bend));
      for (const std::size_t other : {around[1], around[3]}) {
        if (frame.thing[other] != frame.thing[at]) {
          line = std::max(line, look.things);
        } else if (has_normals && look.creases > 0) {
          const float same = frame.normal_x[at] * frame.normal_x[other] +
                             frame.normal_y[at] * frame.normal_y[other] +
                             frame.normal_z[at] * frame.normal_z[other];
          line = std::max(line, look.creases * ramp(0.25F, 0.6F, 1 - same));
        }
      }
      std::uint32_t flags = frame.thing[at];
      for (const std::size_t other : around) {
        flags |= frame.thing[other];
      }
      line *= (flags & kFoliage) != 0 ? 0.22F : 1.0F;
      lines[at] = line * (1 - ramp(0.4F * look.far, look.far, nearest));
    }
  }
  return lines;
}

void thicken(Plane& lines, media::Size size, float radius) {
  const int whole = std::max(static_cast<int>(std::lround(radius)), 1);
  blur(lines, size, whole, 1);
  const float gain = 1.6F * static_cast<float>(2 * whole + 1) / 2;
  for (float& line : lines) {
    line = ramp(0.12F, 0.75F, line * gain);
  }
}

void wash(StylePicture& picture, int radius) {
  const media::Size size = picture.size;
  Plane mean = luma_of(picture);
  Plane square(mean.size());
  for (std::size_t i = 0; i < mean.size(); ++i) {
    square[i] = mean[i] * mean[i];
  }
  StylePicture means = picture;
  blur(means, radius, 1);
  blur(mean, size, radius, 1);
  blur(square, size, radius, 1);
  for_pixels(picture, [&](int x, int y, std::size_t, Rgb) {
    Rgb sum;
    float total = 0;
    for (int corner = 0; corner < 4; ++corner) {
      const int px = std::clamp(x + (corner % 2 == 0 ? -radius : radius), 0, size.width - 1);
      const int py = std::clamp(y + (corner < 2 ? -radius : radius), 0, size.height - 1);
      const std::size_t from = static_cast<std::size_t>(py) * static_cast<std::size_t>(size.width) +
                               static_cast<std::size_t>(px);
      const float variance = std::max(square[from] - mean[from] * mean[from], 0.0F);
      const float calm = 1 / (variance * 400 + 0.02F);
      const float weight = calm * calm * calm * calm;
      sum = {sum.r + weight * means.red[from], sum.g + weight * means.green[from],
             sum.b + weight * means.blue[from]};
      total += weight;
    }
    return Rgb{sum.r / total, sum.g / total, sum.b / total};
  });
}

Grain::Grain(int cell, int octaves, std::uint32_t seed)
    : values_(std::size_t{kSide} * kSide, 0.0F) {
  float amplitude = 0.5F;
  float total = 0;
  for (int octave = 0; octave < octaves; ++octave, amplitude *= 0.55F) {
    // Cells divide the side, so that the noise closes.
    int width = 1;
    while (width * 2 <= std::max(cell >> octave, 1)) {
      width *= 2;
    }
    const int cells = kSide / width;
    total += amplitude;
    for (int y = 0; y < kSide; ++y) {
      for (int x = 0; x < kSide; ++x) {
        const auto value = [&](int cx, int cy) {
          return static_cast<float>(hash(static_cast<std::uint32_t>((x / width + cx) % cells),
                                         static_cast<std::uint32_t>((y / width + cy) % cells),
                                         seed + static_cast<std::uint32_t>(octave)) >>
                                    8U) *
                 0x1p-24F;
        };
        const float fx = ramp(0, 1, static_cast<float>(x % width) / static_cast<float>(width));
        const float fy = ramp(0, 1, static_cast<float>(y % width) / static_cast<float>(width));
        const float upper = value(0, 0) + (value(1, 0) - value(0, 0)) * fx;
        const float lower = value(0, 1) + (value(1, 1) - value(0, 1)) * fx;
        values_[static_cast<std::size_t>(y * kSide + x)] +=
            amplitude * (upper + (lower - upper) * fy);
      }
    }
  }
  for (float& value : values_) {
    value /= total;
  }
}

float Grain::between(float x, float y) const {
  const float x0 = std::floor(x);
  const float y0 = std::floor(y);
  const auto ix = static_cast<int>(x0);
  const auto iy = static_cast<int>(y0);
  const float upper = at(ix, iy) + (at(ix + 1, iy) - at(ix, iy)) * (x - x0);
  const float lower = at(ix, iy + 1) + (at(ix + 1, iy + 1) - at(ix, iy + 1)) * (x - x0);
  return upper + (lower - upper) * (y - y0);
}

}  // namespace kirin::engine::motion::render
