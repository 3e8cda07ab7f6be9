#include "media/mp4_boxes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/file.h"

namespace kirin::media {
namespace {

constexpr std::uint64_t kHeaderBytes = 8;
constexpr std::uint64_t kLongHeaderBytes = 16;
// Clips have about four; somebody's file of a million empty boxes is not worth the reads.
constexpr int kMaxBoxes = 1000;

// A box's name as the number it is stored as.
constexpr std::uint32_t name_of(std::string_view letters) {
  std::uint32_t name = 0;
  for (const char letter : letters) {
    name = name << 8 | static_cast<std::uint8_t>(letter);
  }
  return name;
}

struct Box {
  std::uint32_t name = 0;
  std::uint64_t size_bytes = 0;  // with its header
};

std::uint64_t big_endian(std::span<const std::byte> bytes) {
  std::uint64_t value = 0;
  for (const std::byte byte : bytes) {
    value = value << 8 | std::to_integer<std::uint64_t>(byte);
  }
  return value;
}

Error broken(std::uint64_t offset) {
  return Error{ErrorCode::data_loss, fmt::format("MP4: broken box at byte {}", offset)};
}

// The box at `offset`, which fits into the `left` bytes up to the file's end.
Result<Box> read_box(int fd, std::uint64_t offset, std::uint64_t left) {
  std::array<std::byte, kLongHeaderBytes> header{};
  const auto readable = static_cast<std::size_t>(std::min(left, kLongHeaderBytes));
  if (readable < kHeaderBytes) {
    return broken(offset);
  }
  RETURN_IF_ERROR(read_exactly_at(fd, std::span{header}.first(readable), offset));
  Box box{static_cast<std::uint32_t>(big_endian(std::span{header}.subspan(4, 4))),
          big_endian(std::span{header}.first(4))};
  std::uint64_t header_bytes = kHeaderBytes;
  if (box.size_bytes == 0) {  // up to the end of the file
    box.size_bytes = left;
  } else if (box.size_bytes == 1) {  // too large for 32 bits
    box.size_bytes = big_endian(std::span{header}.subspan(8));
    header_bytes = kLongHeaderBytes;
  }
  if (box.size_bytes < header_bytes || box.size_bytes > left) {
    return broken(offset);
  }
  return box;
}

}  // namespace

Result<bool> is_index_in_front(int fd) {
  ASSIGN_OR_RETURN(const std::uint64_t end, file_size_bytes(fd));
  std::optional<std::uint64_t> index;
  std::optional<std::uint64_t> media;
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < end; ++i) {
    ASSIGN_OR_RETURN(const Box box, read_box(fd, offset, end - offset));
    if (box.name == name_of("moov") && !index) {
      index = offset;
    } else if (box.name == name_of("mdat") && !media) {
      media = offset;
    }
    offset += box.size_bytes;
  }
  if (offset < end || !index || !media) {
    return Error{ErrorCode::data_loss, "MP4: no index, no media data, or a thousand boxes"};
  }
  return *index < *media;
}

}  // namespace kirin::media
