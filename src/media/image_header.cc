#include "media/image_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

#include "media/exif.h"

namespace kirin::media {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1a\n";
constexpr std::string_view kExifPrefix{"Exif\0\0", 6};

bool starts_with(Bytes bytes, std::string_view text) {
  return bytes.size() >= text.size() &&
         std::equal(text.begin(), text.end(), bytes.begin(),
                    [](char a, std::byte b) { return static_cast<std::byte>(a) == b; });
}

unsigned u8_at(Bytes bytes, std::size_t at) { return std::to_integer<unsigned>(bytes[at]); }
unsigned u16_at(Bytes bytes, std::size_t at) {
  return u8_at(bytes, at) << 8 | u8_at(bytes, at + 1);
}
std::uint32_t u32_at(Bytes bytes, std::size_t at) {
  return std::uint32_t{u16_at(bytes, at)} << 16 | u16_at(bytes, at + 2);
}

Error broken(std::string_view format, std::string_view what) {
  return Error{ErrorCode::invalid_argument, fmt::format("{}: {}", format, what)};
}

ImageHeader header_of(ImageFormat format, Size stored, int orientation) {
  const bool turned = orientation >= 5;
  return {format, stored, orientation, turned ? Size{stored.height, stored.width} : stored};
}

// JPEG: ITU-T T.81 annex B. Markers are 0xFF and a code; most start a segment, whose two length
// bytes count themselves.

constexpr unsigned kStartOfImage = 0xD8;
constexpr unsigned kEndOfImage = 0xD9;
constexpr unsigned kStartOfScan = 0xDA;
constexpr unsigned kApp1 = 0xE1;

bool is_start_of_frame(unsigned marker) {  // SOF0 to SOF15 without DHT, JPG and DAC
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// Baseline, extended and progressive, Huffman or arithmetic: what libjpeg decodes. Not lossless,
// not hierarchical.
bool is_decodable_frame(unsigned marker) {
  constexpr std::array<unsigned, 5> kDecodable = {0xC0, 0xC1, 0xC2, 0xC9, 0xCA};
  return std::find(kDecodable.begin(), kDecodable.end(), marker) != kDecodable.end();
}

struct Segment {
  unsigned marker = 0;
  Bytes body;
};

// The segment at `at`, which moves behind it.
Result<Segment> next_segment(Bytes file, std::size_t& at) {
  if (at >= file.size() || u8_at(file, at) != 0xFF) {
    return broken("JPEG",
                  at >= file.size() ? "ends before its size" : "no marker where one is due");
  }
  while (at < file.size() && u8_at(file, at) == 0xFF) {  // any number of fill bytes
    ++at;
  }
  if (file.size() - at < 3) {
    return broken("JPEG", "ends before its size");
  }
  const unsigned marker = u8_at(file, at);
  if (marker == 0 || marker == kStartOfImage || marker == kEndOfImage) {
    return broken("JPEG", fmt::format("marker {:#04x} before its size", marker));
  }
  const std::size_t length = u16_at(file, at + 1);
  if (length < 2 || length > file.size() - at - 1) {
    return broken("JPEG", fmt::format("segment {:#04x} of {} bytes does not fit", marker, length));
  }
  const Segment segment{marker, file.subspan(at + 3, length - 2)};
  at += 1 + length;
  return segment;
}

Result<Size> frame_size(const Segment& frame) {
  if (!is_decodable_frame(frame.marker)) {
    return broken("JPEG", fmt::format("process SOF{} is not supported", frame.marker - 0xC0));
  }
  if (frame.body.size() < 6) {
    return broken("JPEG", "frame header is too short");
  }
  const unsigned components = u8_at(frame.body, 5);
  if (frame.body.size() != 6 + std::size_t{3} * components) {
    return broken("JPEG", "frame header does not fit its components");
  }
  if (u8_at(frame.body, 0) != 8 || (components != 1 && components != 3 && components != 4)) {
    return broken("JPEG", fmt::format("{} components of {} bits are not supported", components,
                                      u8_at(frame.body, 0)));
  }
  const Size size{static_cast<int>(u16_at(frame.body, 3)), static_cast<int>(u16_at(frame.body, 1))};
  if (size.width == 0 || size.height == 0) {
    return broken("JPEG", fmt::format("size {}x{}", size.width, size.height));
  }
  return size;
}

// EXIF stands before the frame by its specification, but some programs put it behind: go on to the
// first scan.
Result<ImageHeader> read_jpeg_header(Bytes file) {
  Size size;
  int orientation = 0;
  std::size_t at = 2;
  for (;;) {
    const auto segment = next_segment(file, at);
    const bool has_size = size.width != 0;
    if (!segment && !has_size) {
      return segment.error();
    }
    if (!segment || segment->marker == kStartOfScan) {
      break;
    }
    if (is_start_of_frame(segment->marker) && !has_size) {
      ASSIGN_OR_RETURN(size, frame_size(*segment));
    } else if (segment->marker == kApp1 && orientation == 0 &&
               starts_with(segment->body, kExifPrefix)) {
      orientation = exif_orientation(segment->body.subspan(kExifPrefix.size()));
    }
  }
  if (size.width == 0) {
    return broken("JPEG", "a scan before its size");
  }
  return header_of(ImageFormat::jpeg, size, std::max(orientation, 1));
}

// PNG: ISO/IEC 15948. Chunks of length, name, data and checksum; IHDR comes first.

constexpr std::size_t kChunkFrame = 12;
constexpr std::size_t kHeaderChunkBytes = 13;

// Bit n set where depth n is allowed: ISO/IEC 15948 table 11.1.
bool is_png_depth_allowed(unsigned colour_type, unsigned depth) {
  constexpr unsigned kEightOrSixteen = 1U << 8 | 1U << 16;
  constexpr unsigned kSmall = 1U << 1 | 1U << 2 | 1U << 4;
  constexpr std::array<unsigned, 7> kDepths = {
      kSmall | kEightOrSixteen, 0, kEightOrSixteen, kSmall | 1U << 8,
      kEightOrSixteen,          0, kEightOrSixteen};
  return colour_type < kDepths.size() && depth <= 16 && (kDepths.at(colour_type) >> depth & 1) != 0;
}

// The chunks' lengths are at least 0 and their frames 12, so the walk ends with the file.
int png_orientation(Bytes file, std::size_t at) {
  while (file.size() - at >= kChunkFrame) {
    const std::size_t length = u32_at(file, at);
    if (length > file.size() - at - kChunkFrame) {
      break;
    }
    if (starts_with(file.subspan(at + 4), "eXIf")) {
      return exif_orientation(file.subspan(at + 8, length));
    }
    at += kChunkFrame + length;
  }
  return 1;
}

Result<ImageHeader> read_png_header(Bytes file) {
  const std::size_t start = kPngSignature.size();
  if (file.size() - start < kChunkFrame + kHeaderChunkBytes) {
    return broken("PNG", "ends before its size");
  }
  if (u32_at(file, start) != kHeaderChunkBytes || !starts_with(file.subspan(start + 4), "IHDR")) {
    return broken("PNG", "the first chunk is not IHDR");
  }
  const Bytes body = file.subspan(start + 8, kHeaderChunkBytes);
  const std::uint32_t width = u32_at(body, 0);
  const std::uint32_t height = u32_at(body, 4);
  constexpr std::uint32_t kMaxSide = std::numeric_limits<std::int32_t>::max();
  if (width == 0 || height == 0 || width > kMaxSide || height > kMaxSide) {
    return broken("PNG", fmt::format("size {}x{}", width, height));
  }
  const unsigned compression = u8_at(body, 10);
  const unsigned filter = u8_at(body, 11);
  const unsigned interlace = u8_at(body, 12);
  if (!is_png_depth_allowed(u8_at(body, 9), u8_at(body, 8)) || compression != 0 || filter != 0 ||
      interlace > 1) {
    return broken("PNG", "IHDR holds values the standard does not know");
  }
  const Size size{static_cast<int>(width), static_cast<int>(height)};
  const int orientation = png_orientation(file, start + kChunkFrame + kHeaderChunkBytes);
  return header_of(ImageFormat::png, size, orientation);
}

}  // namespace

Result<ImageHeader> read_image_header(Bytes file) {
  if (starts_with(file, kPngSignature)) {
    return read_png_header(file);
  }
  if (starts_with(file, "\xFF\xD8\xFF")) {
    return read_jpeg_header(file);
  }
  return Error{ErrorCode::invalid_argument, "neither a JPEG nor a PNG file"};
}

}  // namespace kirin::media
