#include "media/png_writer.h"

#include <fmt/format.h>
#include <png.h>

#include <array>
#include <csetjmp>
#include <cstdio>
#include <exception>

namespace kirin::media {
namespace {

struct Sink {
  std::string* file;
  std::array<char, 200> message;
};

[[noreturn]] void on_error(png_structp png, png_const_charp text) {
  auto& sink = *static_cast<Sink*>(png_get_error_ptr(png));
  std::snprintf(sink.message.data(), sink.message.size(), "%s", text);
  png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {}

bool append(std::string& file, const png_byte* bytes, std::size_t count) {
  try {
    file.append(reinterpret_cast<const char*>(bytes), count);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

// libpng is C: no exception may pass through it.
void on_write(png_structp png, png_bytep bytes, std::size_t count) {
  if (!append(*static_cast<Sink*>(png_get_io_ptr(png))->file, bytes, count)) {
    png_error(png, "no memory");
  }
}

void on_flush(png_structp) {}

// Every local is trivial: a longjmp to here skips no destructor.
bool write_picture(png_structp png, png_infop info, Sink& sink, const ImageView& image) {
  if (setjmp(png_jmpbuf(png)) != 0) {
    return false;
  }
  png_set_write_fn(png, &sink, &on_write, &on_flush);
  png_set_IHDR(png, info, static_cast<png_uint_32>(image.size.width),
               static_cast<png_uint_32>(image.size.height), 8, PNG_COLOR_TYPE_RGB,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  png_write_info(png, info);
  for (int y = 0; y < image.size.height; ++y) {
    png_write_row(png, image.row(y));
  }
  png_write_end(png, info);
  return true;
}

}  // namespace

Result<std::string> encode_png(ImageView image) {
  if (image.data == nullptr || image.size.width <= 0 || image.size.height <= 0) {
    return Error{ErrorCode::invalid_argument, "PNG: an empty picture"};
  }
  std::string file;
  Sink sink{&file, {}};
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink, &on_error, &on_warning);
  png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
  const bool is_written = info != nullptr && write_picture(png, info, sink, image);
  png_destroy_write_struct(&png, &info);
  if (!is_written) {
    return Error{ErrorCode::internal, fmt::format("PNG: {}", sink.message.data())};
  }
  return file;
}

}  // namespace kirin::media
