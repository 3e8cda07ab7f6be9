#include "media/decode_png.h"

#include <fmt/format.h>
#include <png.h>

#include <array>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <type_traits>
#include <vector>

namespace kirin::media {
namespace {

// What libpng's callbacks find through its pointers. Trivial, as all that a longjmp may cross must
// be.
struct Source {
  const std::byte* at;
  std::size_t left;
  std::array<char, 200> message;
};
static_assert(std::is_trivially_destructible_v<Source>);

[[noreturn]] void on_error(png_structp png, png_const_charp text) {
  auto& source = *static_cast<Source*>(png_get_error_ptr(png));
  std::snprintf(source.message.data(), source.message.size(), "%s", text);
  png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {}

void on_read(png_structp png, png_bytep to, std::size_t count) {
  auto& source = *static_cast<Source*>(png_get_io_ptr(png));
  if (count > source.left) {
    png_error(png, "file is cut off");
  }
  std::memcpy(to, source.at, count);
  source.at += count;
  source.left -= count;
}

void split_row(const std::uint8_t* rgba, int width, std::uint8_t* rgb, std::uint8_t* alpha) {
  for (int x = 0; x < width; ++x, rgba += 4, rgb += 3) {
    rgb[0] = rgba[0];
    rgb[1] = rgba[1];
    rgb[2] = rgba[2];
    alpha[x] = rgba[3];
  }
}

// One libpng reader. In the two functions that set a jump target every local is trivial: a longjmp
// to them skips no destructor.
class PngReader {
 public:
  explicit PngReader(std::span<const std::byte> file)
      : source_{file.data(), file.size(), {}},
        png_(png_create_read_struct(PNG_LIBPNG_VER_STRING, &source_, &on_error, &on_warning)),
        info_(png_ == nullptr ? nullptr : png_create_info_struct(png_)) {}
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;
  ~PngReader() { png_destroy_read_struct(&png_, &info_, nullptr); }

  // Reads the header and asks for 8-bit RGB or RGBA, whatever is stored.
  bool read_header(Size limit) {
    if (info_ == nullptr || setjmp(png_jmpbuf(png_)) != 0) {
      return false;
    }
    png_set_read_fn(png_, &source_, &on_read);
    png_set_user_limits(png_, static_cast<png_uint_32>(limit.width),
                        static_cast<png_uint_32>(limit.height));
    // Profiles and texts may be compressed bombs, and we use none of them: all but IHDR, PLTE,
    // tRNS, IDAT and IEND is skipped unread.
    png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
    png_read_info(png_, info_);
    png_set_expand(png_);    // palette, small greys and tRNS
    png_set_scale_16(png_);  // v * 255 / 65535 rounded, not the high byte
    png_set_gray_to_rgb(png_);
    passes_ = png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
    return true;
  }

  Size size() const {
    return {static_cast<int>(png_get_image_width(png_, info_)),
            static_cast<int>(png_get_image_height(png_, info_))};
  }
  std::size_t channels() const { return png_get_channels(png_, info_); }

  // Every pass of an interlaced file adds its pixels to the rows already there.
  bool read_pixels(std::uint8_t* pixels, std::size_t stride_bytes, int height) {
    if (setjmp(png_jmpbuf(png_)) != 0) {
      return false;
    }
    for (int pass = 0; pass < passes_; ++pass) {
      for (int y = 0; y < height; ++y) {
        png_read_row(png_, pixels + static_cast<std::size_t>(y) * stride_bytes, nullptr);
      }
    }
    png_read_end(png_, nullptr);
    return true;
  }

  Error error() const {
    const char* message = info_ == nullptr ? "no memory for the decoder" : source_.message.data();
    return {ErrorCode::invalid_argument, fmt::format("PNG: {}", message)};
  }

 private:
  Source source_;
  png_structp png_;
  png_infop info_;
  int passes_ = 1;
};

}  // namespace

Result<ImageWithAlpha> decode_png(std::span<const std::byte> file, const ImageHeader& header) {
  const Size size = header.stored_size;
  PngReader reader{file};
  if (!reader.read_header(size)) {
    return reader.error();
  }
  EXPECTS(reader.size() == size && (reader.channels() == 3 || reader.channels() == 4));
  ImageWithAlpha picture{Image{size}};
  if (reader.channels() == 3) {
    if (!reader.read_pixels(picture.image.row(0), picture.image.stride_bytes(), size.height)) {
      return reader.error();
    }
    return picture;
  }
  const std::size_t stride = static_cast<std::size_t>(size.width) * 4;
  std::vector<std::uint8_t> rgba(stride * static_cast<std::size_t>(size.height));
  if (!reader.read_pixels(rgba.data(), stride, size.height)) {
    return reader.error();
  }
  picture.alpha = AlphaPlane{size};
  for (int y = 0; y < size.height; ++y) {
    split_row(rgba.data() + static_cast<std::size_t>(y) * stride, size.width, picture.image.row(y),
              picture.alpha.row(y));
  }
  return picture;
}

}  // namespace kirin::media
