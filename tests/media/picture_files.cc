#include "media/picture_files.h"

#include <cstdio>
// clang-format off
#include <jpeglib.h>
// clang-format on
#include <png.h>

#include <cstdlib>

namespace kirin::media {
namespace {

void append_number(std::string& to, std::uint32_t value, int width, bool is_big_endian) {
  for (int i = 0; i < width; ++i) {
    const int shift = 8 * (is_big_endian ? width - 1 - i : i);
    to.push_back(static_cast<char>(value >> shift));
  }
}

void set_colours(jpeg_compress_struct& cinfo, JpegColours colours) {
  switch (colours) {
    case JpegColours::grey:
      cinfo.input_components = 1;
      cinfo.in_color_space = JCS_GRAYSCALE;
      break;
    case JpegColours::ycc:
    case JpegColours::rgb:
      cinfo.input_components = 3;
      cinfo.in_color_space = JCS_RGB;
      break;
    case JpegColours::cmyk:
    case JpegColours::ycck:
      cinfo.input_components = 4;
      cinfo.in_color_space = JCS_CMYK;
      break;
  }
  jpeg_set_defaults(&cinfo);
  if (colours == JpegColours::rgb) {
    jpeg_set_colorspace(&cinfo, JCS_RGB);
  } else if (colours == JpegColours::ycck) {
    jpeg_set_colorspace(&cinfo, JCS_YCCK);
  }
}

std::vector<jpeg_scan_info> many_scans(int components) {
  constexpr int kBits = 3;
  std::vector<jpeg_scan_info> scans;
  jpeg_scan_info dc{};
  dc.comps_in_scan = components;
  for (int c = 0; c < components; ++c) {
    dc.component_index[c] = c;
  }
  scans.push_back(dc);
  for (int c = 0; c < components; ++c) {
    for (int k = 1; k < 64; ++k) {
      for (int bit = kBits; bit >= 0; --bit) {
        jpeg_scan_info scan{};
        scan.comps_in_scan = 1;
        scan.component_index[0] = c;
        scan.Ss = scan.Se = k;
        scan.Ah = bit == kBits ? 0 : bit + 1;
        scan.Al = bit;
        scans.push_back(scan);
      }
    }
  }
  return scans;
}

void append_to_string(png_structp png, png_bytep bytes, std::size_t count) {
  static_cast<std::string*>(png_get_io_ptr(png))
      ->append(reinterpret_cast<const char*>(bytes), count);
}

}  // namespace

std::string exif_block(int orientation, bool is_big_endian) {
  std::string tiff = is_big_endian ? "MM" : "II";
  append_number(tiff, 42, 2, is_big_endian);
  append_number(tiff, 8, 4, is_big_endian);  // the directory follows
  append_number(tiff, 2, 2, is_big_endian);  // of two entries
  append_number(tiff, 0x0100, 2, is_big_endian);
  append_number(tiff, 4, 2, is_big_endian);
  append_number(tiff, 1, 4, is_big_endian);
  append_number(tiff, 5, 4, is_big_endian);  // a width, which nobody should take for an orientation
  append_number(tiff, 0x0112, 2, is_big_endian);
  append_number(tiff, 3, 2, is_big_endian);
  append_number(tiff, 1, 4, is_big_endian);
  append_number(tiff, static_cast<std::uint32_t>(orientation), 2, is_big_endian);
  append_number(tiff, 0, 2, is_big_endian);
  append_number(tiff, 0, 4, is_big_endian);
  return tiff;
}

std::string jpeg_file(const JpegRecipe& recipe) {
  jpeg_compress_struct cinfo{};
  jpeg_error_mgr errors{};
  cinfo.err = jpeg_std_error(&errors);
  jpeg_create_compress(&cinfo);
  unsigned char* memory = nullptr;
  unsigned long size_bytes = 0;  // NOLINT(google-runtime-int): libjpeg's type
  jpeg_mem_dest(&cinfo, &memory, &size_bytes);
  cinfo.image_width = static_cast<JDIMENSION>(recipe.size.width);
  cinfo.image_height = static_cast<JDIMENSION>(recipe.size.height);
  set_colours(cinfo, recipe.colours);
  jpeg_set_quality(&cinfo, 100, TRUE);
  for (int c = 0; c < cinfo.num_components;
       ++c) {  // no thinned chroma: pixels come back as they were
    cinfo.comp_info[c].h_samp_factor = cinfo.comp_info[c].v_samp_factor = 1;
  }
  cinfo.write_Adobe_marker = recipe.has_adobe_marker ? TRUE : FALSE;
  std::vector<jpeg_scan_info> scans;
  if (recipe.is_progressive) {
    jpeg_simple_progression(&cinfo);
  }
  if (recipe.has_many_scans) {
    scans = many_scans(cinfo.num_components);
    cinfo.scan_info = scans.data();
    cinfo.num_scans = static_cast<int>(scans.size());
  }
  jpeg_start_compress(&cinfo, TRUE);
  if (!recipe.exif.empty()) {
    const std::string segment = std::string("Exif\0\0", 6) + recipe.exif;
    jpeg_write_marker(&cinfo, JPEG_APP0 + 1, reinterpret_cast<const JOCTET*>(segment.data()),
                      static_cast<unsigned>(segment.size()));
  }
  std::vector<std::uint8_t> row;
  for (int y = 0; y < recipe.size.height; ++y) {
    row.clear();
    for (int x = 0; x < recipe.size.width; ++x) {
      std::vector<std::uint8_t> pixel = recipe.pixel(x, y);
      pixel.resize(static_cast<std::size_t>(cinfo.input_components));
      row.insert(row.end(), pixel.begin(), pixel.end());
    }
    JSAMPROW rows = row.data();
    jpeg_write_scanlines(&cinfo, &rows, 1);
  }
  jpeg_finish_compress(&cinfo);
  std::string file(reinterpret_cast<const char*>(memory), size_bytes);
  jpeg_destroy_compress(&cinfo);
  std::free(memory);
  return file;
}

std::string png_file(const PngRecipe& recipe) {
  std::string file;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, &file, &append_to_string, nullptr);
  png_set_IHDR(png, info, static_cast<png_uint_32>(recipe.size.width),
               static_cast<png_uint_32>(recipe.size.height), recipe.depth, recipe.colour_type,
               recipe.is_interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (!recipe.palette.empty()) {
    std::vector<png_color> colours;
    for (std::size_t i = 0; i + 2 < recipe.palette.size(); i += 3) {
      colours.push_back({recipe.palette[i], recipe.palette[i + 1], recipe.palette[i + 2]});
    }
    png_set_PLTE(png, info, colours.data(), static_cast<int>(colours.size()));
  }
  if (!recipe.palette_alpha.empty()) {
    png_set_tRNS(png, info, recipe.palette_alpha.data(),
                 static_cast<int>(recipe.palette_alpha.size()), nullptr);
  }
  if (recipe.transparent_colour) {
    const auto& colour = *recipe.transparent_colour;
    png_color_16 value{};
    value.gray = colour.front();
    value.red = colour.front();
    value.green = colour.size() > 1 ? colour.at(1) : std::uint16_t{0};
    value.blue = colour.size() > 2 ? colour.at(2) : std::uint16_t{0};
    png_set_tRNS(png, info, nullptr, 0, &value);
  }
  if (!recipe.exif.empty()) {
    std::string exif = recipe.exif;
    png_set_eXIf_1(png, info, static_cast<png_uint_32>(exif.size()),
                   reinterpret_cast<png_bytep>(exif.data()));
  }
  std::vector<std::vector<std::uint8_t>> rows;
  std::vector<png_bytep> pointers;
  for (int y = 0; y < recipe.size.height; ++y) {
    rows.push_back(recipe.row(y));
  }
  for (auto& row : rows) {
    pointers.push_back(row.data());
  }
  png_write_info(png, info);
  png_write_image(png, pointers.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return file;
}

std::string png_header(std::uint32_t width, std::uint32_t height, int depth, int colour_type) {
  std::string file("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
  append_number(file, width, 4, true);
  append_number(file, height, 4, true);
  file.push_back(static_cast<char>(depth));
  file.push_back(static_cast<char>(colour_type));
  file += std::string(3, '\0');  // compression, filter, interlace
  file += std::string(4, '\0');  // a checksum, which is wrong
  return file;
}

}  // namespace kirin::media
