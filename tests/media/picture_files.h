/// \file
/// Picture files of every kind, written by libjpeg and libpng or by hand, for the tests of what
/// reads them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "media/image.h"

namespace kirin::media {

inline std::span<const std::byte> bytes_of(std::string_view file) {
  return std::as_bytes(std::span{file.data(), file.size()});
}

using Rgb8 = std::vector<std::uint8_t>;
inline Rgb8 pixel_at(const Image& image, int x, int y) {
  const std::uint8_t* pixel = image.row(y) + 3 * static_cast<std::ptrdiff_t>(x);
  return {pixel[0], pixel[1], pixel[2]};
}

/// A TIFF block holding one orientation, "II" or "MM".
std::string exif_block(int orientation, bool is_big_endian);

enum class JpegColours { grey, ycc, rgb, cmyk, ycck };

struct JpegRecipe {
  Size size{16, 16};
  JpegColours colours = JpegColours::ycc;
  /// The samples of a pixel as libjpeg takes them: grey, RGB or CMYK.
  std::function<std::vector<std::uint8_t>(int x, int y)> pixel = [](int, int) {
    return std::vector<std::uint8_t>{200, 100, 50, 0};
  };
  bool is_progressive = false;
  /// Every coefficient in scans of its own, bit by bit: 700 and more scans, all of them legal.
  bool has_many_scans = false;
  bool has_adobe_marker = false;
  std::string exif = {};  ///< A TIFF block, or nothing.
};
std::string jpeg_file(const JpegRecipe& recipe);

struct PngRecipe {
  Size size{4, 4};
  int depth = 8;
  int colour_type = 2;  ///< PNG's numbers: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA
  /// One row as stored, 16-bit samples with the high byte first, small ones packed from the left.
  std::function<std::vector<std::uint8_t>(int y)> row = {};
  bool is_interlaced = false;
  std::vector<std::uint8_t> palette = {};        ///< RGB triples
  std::vector<std::uint8_t> palette_alpha = {};  ///< tRNS of a palette
  std::optional<std::vector<std::uint16_t>> transparent_colour =
      {};  ///< tRNS of grey (1) or RGB (3)
  std::string exif = {};
};
std::string png_file(const PngRecipe& recipe);

/// A PNG that has only its header, of any size: what a bomb begins with.
std::string png_header(std::uint32_t width, std::uint32_t height, int depth = 8,
                       int colour_type = 2);

}  // namespace kirin::media
