#include "media/decode_jpeg.h"

// jpeglib.h uses FILE and size_t without including them.
#include <cstdio>
// clang-format off
#include <jpeglib.h>
#include <jerror.h>
// clang-format on
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

namespace kirin::media {
namespace {

// A few hundred bytes of progressive scan can cost a pass over the whole picture (libjpeg-turbo's
// advisory "Two issues with the JPEG standard"). Real encoders write about ten scans.
constexpr int kMaxScans = 500;
constexpr int kScansAlwaysAllowed = 50;
constexpr std::int64_t kMaxScannedPixels = 5'000'000'000;

int max_scans(Size size) {
  const std::int64_t pixels = std::int64_t{size.width} * size.height;
  return static_cast<int>(
      std::clamp<std::int64_t>(kMaxScannedPixels / pixels, kScansAlwaysAllowed, kMaxScans));
}

// What libjpeg's callbacks find through cinfo->client_data. Trivial, as all that a longjmp may
// cross must be.
struct Guard {
  jpeg_error_mgr errors;
  jpeg_progress_mgr progress;
  std::jmp_buf escape;
  std::array<char, JMSG_LENGTH_MAX> message;
  int max_scans;
};
static_assert(std::is_trivially_destructible_v<Guard>);

Guard& guard_of(j_common_ptr cinfo) { return *static_cast<Guard*>(cinfo->client_data); }

[[noreturn]] void leave(j_common_ptr cinfo) {
  Guard& guard = guard_of(cinfo);
  guard.errors.format_message(cinfo, guard.message.data());
  std::longjmp(guard.escape, 1);
}

// Warnings after which pixels are missing or wrong are errors to us; those about the wrapping are
// not.
bool is_damage(int message_code) {
  switch (message_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
      return true;
    default:
      return false;
  }
}

void on_message(j_common_ptr cinfo, int level) {
  if (level < 0 && is_damage(guard_of(cinfo).errors.msg_code)) {
    leave(cinfo);
  }
}

void on_progress(j_common_ptr cinfo) {
  Guard& guard = guard_of(cinfo);
  if (reinterpret_cast<j_decompress_ptr>(cinfo)->input_scan_number > guard.max_scans) {
    std::snprintf(guard.message.data(), guard.message.size(), "more than %d scans",
                  guard.max_scans);
    std::longjmp(guard.escape, 1);
  }
}

// CMYK as libjpeg hands it out. Adobe's programs store ink inverted, 255 for none, and mark the
// file.
void cmyk_to_rgb(const std::uint8_t* cmyk, std::uint8_t* rgb, int width, bool is_inverted) {
  const unsigned flip = is_inverted ? 0 : 255;
  for (int x = 0; x < width; ++x, cmyk += 4, rgb += 3) {
    const unsigned paper = cmyk[3] ^ flip;
    for (int c = 0; c < 3; ++c) {
      rgb[c] = static_cast<std::uint8_t>(((cmyk[c] ^ flip) * paper + 127) / 255);
    }
  }
}

// One libjpeg decompressor. In the two functions that set a jump target every local is trivial: a
// longjmp to them skips no destructor.
class JpegReader {
 public:
  explicit JpegReader(std::span<const std::byte> file, int scan_limit) : file_(file) {
    guard_.max_scans = scan_limit;
    cinfo_.client_data = &guard_;
    cinfo_.err = jpeg_std_error(&guard_.errors);
    guard_.errors.error_exit = &leave;
    guard_.errors.emit_message = &on_message;
  }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;
  ~JpegReader() { jpeg_destroy_decompress(&cinfo_); }

  bool read_header() {
    if (setjmp(guard_.escape) != 0) {
      return false;
    }
    jpeg_create_decompress(&cinfo_);  // clears all but err and client_data
    guard_.progress.progress_monitor = &on_progress;
    cinfo_.progress = &guard_.progress;
    jpeg_mem_src(&cinfo_, reinterpret_cast<const unsigned char*>(file_.data()), file_.size());
    jpeg_read_header(&cinfo_, TRUE);
    const bool has_ink = cinfo_.jpeg_color_space == JCS_CMYK || cinfo_.jpeg_color_space == JCS_YCCK;
    cinfo_.out_color_space = has_ink ? JCS_CMYK : JCS_RGB;
    return true;
  }

  Size size() const {
    return {static_cast<int>(cinfo_.image_width), static_cast<int>(cinfo_.image_height)};
  }
  bool has_ink() const { return cinfo_.out_color_space == JCS_CMYK; }

  // `ink_row` holds one row of CMYK where has_ink(), else it is not used.
  bool read_pixels(Image& image, std::uint8_t* ink_row) {
    if (setjmp(guard_.escape) != 0) {
      return false;
    }
    jpeg_start_decompress(&cinfo_);
    while (cinfo_.output_scanline < cinfo_.output_height) {
      std::uint8_t* row = image.row(static_cast<int>(cinfo_.output_scanline));
      JSAMPROW target = has_ink() ? ink_row : row;
      jpeg_read_scanlines(&cinfo_, &target, 1);
      if (has_ink()) {
        cmyk_to_rgb(ink_row, row, image.size().width, cinfo_.saw_Adobe_marker != 0);
      }
    }
    jpeg_finish_decompress(&cinfo_);
    return true;
  }

  Error error() const {
    return {ErrorCode::invalid_argument, fmt::format("JPEG: {}", guard_.message.data())};
  }

 private:
  std::span<const std::byte> file_;
  Guard guard_{};
  jpeg_decompress_struct cinfo_{};
};

}  // namespace

Result<Image> decode_jpeg(std::span<const std::byte> file, const ImageHeader& header) {
  JpegReader reader{file, max_scans(header.stored_size)};
  if (!reader.read_header()) {
    return reader.error();
  }
  if (reader.size() != header.stored_size) {
    return Error{ErrorCode::invalid_argument, "JPEG: two sizes in one file"};
  }
  Image image{header.stored_size};
  std::vector<std::uint8_t> ink_row;
  if (reader.has_ink()) {
    ink_row.resize(static_cast<std::size_t>(header.stored_size.width) * 4);
  }
  if (!reader.read_pixels(image, ink_row.data())) {
    return reader.error();
  }
  return image;
}

}  // namespace kirin::media
