#include "media/exif.h"

#include <cstdint>

namespace kirin::media {
namespace {

constexpr int kUpright = 1;
constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kShortType = 3;
constexpr std::size_t kHeaderBytes = 8;
constexpr std::size_t kEntryBytes = 12;

enum class ByteOrder { little, big };

// A TIFF block whose reads beyond its end give 0, which no check below takes for a value.
struct Tiff {
  std::span<const std::byte> bytes;
  ByteOrder order = ByteOrder::little;

  std::uint32_t number(std::size_t offset, std::size_t width) const {
    if (offset > bytes.size() || width > bytes.size() - offset) {
      return 0;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t at = order == ByteOrder::big ? i : width - 1 - i;
      value = value << 8 | std::to_integer<std::uint32_t>(bytes[offset + at]);
    }
    return value;
  }
  std::uint32_t u16(std::size_t offset) const { return number(offset, 2); }
  std::uint32_t u32(std::size_t offset) const { return number(offset, 4); }
};

}  // namespace

int exif_orientation(std::span<const std::byte> bytes) {
  if (bytes.size() < kHeaderBytes || bytes[0] != bytes[1]) {
    return kUpright;
  }
  const auto letter = std::to_integer<char>(bytes[0]);
  if (letter != 'I' && letter != 'M') {
    return kUpright;
  }
  const Tiff tiff{bytes, letter == 'M' ? ByteOrder::big : ByteOrder::little};
  if (tiff.u16(2) != 42) {
    return kUpright;
  }
  const std::size_t directory = tiff.u32(4);
  const std::size_t entries = tiff.u16(directory);  // at most 65535: the loop is bounded
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntryBytes;
    if (tiff.u16(entry) != kOrientationTag) {
      continue;
    }
    const std::uint32_t value = tiff.u16(entry + 8);
    const bool is_one_short = tiff.u16(entry + 2) == kShortType && tiff.u32(entry + 4) == 1;
    return is_one_short && value >= 1 && value <= 8 ? static_cast<int>(value) : kUpright;
  }
  return kUpright;
}

}  // namespace kirin::media
