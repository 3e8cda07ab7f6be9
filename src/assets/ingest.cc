#include "assets/ingest.h"

#include <fmt/format.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <vector>

#include "base/base64.h"
#include "base/file.h"
#include "base/text.h"

namespace kirin::assets {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr std::size_t kMostPrefixBytes = 128;

Error refused(std::string message) {
  return Error{ErrorCode::invalid_argument, std::move(message)};
}

Error too_large(const ImageLimits& limits) {
  return refused(fmt::format("the image is larger than {} bytes", limits.max_bytes));
}

// A file mapped for reading, for its header alone: only the pages that are looked at are read.
class Mapping {
 public:
  static Result<Mapping> of(int fd, std::size_t size_bytes) {
    void* start = ::mmap(nullptr, size_bytes, PROT_READ, MAP_PRIVATE, fd, 0);
    if (start == MAP_FAILED) {
      return system_error("mapping a picture", errno);
    }
    return Mapping{static_cast<const std::byte*>(start), size_bytes};
  }
  Mapping(Mapping&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  Mapping& operator=(Mapping&&) = delete;
  ~Mapping() {
    if (!bytes_.empty()) {
      ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
    }
  }
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  Mapping(const std::byte* start, std::size_t size_bytes) : bytes_(start, size_bytes) {}
  std::span<const std::byte> bytes_;
};

// The text of a picture, piece by piece; an empty piece is its end.
using NextPiece = std::function<Result<std::string_view>()>;

// How much text a picture within the limit may take: its base64 and line breaks after every 64
// characters.
std::uint64_t most_text_bytes(const ImageLimits& limits) {
  const std::uint64_t encoded = (limits.max_bytes + 2) / 3 * 4;
  return encoded + encoded / 16 + kMostPrefixBytes;
}

// The bytes of "data:image/png;base64," before the data, or nothing where none of that is there.
std::optional<std::size_t> data_prefix_of(std::string_view text) {
  const auto start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || !equal_ignoring_case(text.substr(start, 5), "data:")) {
    return std::nullopt;
  }
  const auto comma = text.substr(0, start + kMostPrefixBytes).find(',');
  if (comma == std::string_view::npos || !to_lower(text.substr(0, comma)).ends_with(";base64")) {
    return std::nullopt;  // the colon will be refused as no base64
  }
  return comma + 1;
}

struct Decoded {
  UniqueFd file;
  bool had_data_prefix = false;
};

Result<Decoded> decode_to_memory(const NextPiece& next, const ImageLimits& limits) {
  Decoded decoded;
  decoded.file = UniqueFd{::memfd_create("picture", MFD_CLOEXEC)};
  if (!decoded.file) {
    return system_error("memfd_create", errno);
  }
  Base64Decoder decoder;
  std::vector<std::byte> bytes;
  bool is_first = true;
  std::uint64_t text_bytes = 0;
  std::uint64_t image_bytes = 0;
  const auto write = [&](std::span<const std::byte> part) -> Result<void> {
    image_bytes += part.size();
    if (image_bytes > limits.max_bytes) {
      return too_large(limits);
    }
    return write_all(decoded.file.get(), part);
  };
  const auto in_image = [](const Error& error) {
    return error.code == ErrorCode::invalid_argument
               ? refused("the image is not base64: " + error.message)
               : error;
  };
  while (true) {
    ASSIGN_OR_RETURN(std::string_view piece, next());
    if (piece.empty()) {
      break;
    }
    if (is_first) {
      is_first = false;
      const auto prefix = data_prefix_of(piece);
      decoded.had_data_prefix = prefix.has_value();
      piece.remove_prefix(prefix.value_or(0));
    }
    text_bytes += piece.size();
    if (text_bytes > most_text_bytes(limits)) {
      return too_large(limits);
    }
    bytes.resize(Base64Decoder::most_bytes(piece.size()));
    const auto size = decoder.decode(piece, bytes);
    if (!size) {
      return in_image(size.error());
    }
    RETURN_IF_ERROR(write(std::span{bytes}.first(*size)));
  }
  std::array<std::byte, 2> tail{};
  const auto tail_size = decoder.finish(tail);
  if (!tail_size) {
    return in_image(tail_size.error());
  }
  RETURN_IF_ERROR(write(std::span{tail}.first(*tail_size)));
  return decoded;
}

Result<IngestedImage> ingest(AssetStore& store, std::string_view key, const NextPiece& next,
                             const ImageLimits& limits, TimePoint now) {
  ASSIGN_OR_RETURN(const Decoded decoded, decode_to_memory(next, limits));
  ASSIGN_OR_RETURN(const media::ImageHeader header, check_image(decoded.file.get(), limits));
  const bool is_png = header.format == media::ImageFormat::png;
  RETURN_IF_ERROR(store.put(key, decoded.file.get(), is_png ? "image/png" : "image/jpeg", now));
  return IngestedImage{std::string{key}, header, decoded.had_data_prefix};
}

}  // namespace

Result<media::ImageHeader> check_image(int fd, const ImageLimits& limits) {
  ASSIGN_OR_RETURN(const std::uint64_t size_bytes, file_size_bytes(fd));
  if (size_bytes == 0) {
    return refused("the image is empty");
  }
  if (size_bytes > limits.max_bytes) {
    return too_large(limits);
  }
  ASSIGN_OR_RETURN(const Mapping file, Mapping::of(fd, size_bytes));
  ASSIGN_OR_RETURN(const media::ImageHeader header, media::read_image_header(file.bytes()));
  const auto [shorter, longer] = std::minmax(header.size.width, header.size.height);
  if (shorter < limits.min_side) {
    return refused(fmt::format("the image is {}x{} pixels; each side must have at least {}",
                               header.size.width, header.size.height, limits.min_side));
  }
  if (limits.max_aspect > 0 && longer > limits.max_aspect * shorter) {
    return refused(fmt::format(
        "the image is {}x{} pixels; the longer side must be at most {} times the shorter",
        header.size.width, header.size.height, limits.max_aspect));
  }
  return header;
}

Result<IngestedImage> ingest_base64(AssetStore& store, std::string_view key, std::string_view text,
                                    const ImageLimits& limits, TimePoint now) {
  const auto next = [&]() -> Result<std::string_view> {
    const std::string_view piece = text.substr(0, kPieceBytes);
    text.remove_prefix(piece.size());
    return piece;
  };
  return ingest(store, key, next, limits, now);
}

Result<IngestedImage> ingest_base64(AssetStore& store, std::string_view key, int fd,
                                    FileSlice slice, const ImageLimits& limits, TimePoint now) {
  std::vector<char> buffer(kPieceBytes);
  const auto next = [&]() -> Result<std::string_view> {
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(slice.size_bytes, kPieceBytes));
    const auto piece = std::span{buffer}.first(size);
    RETURN_IF_ERROR(read_exactly_at(fd, std::as_writable_bytes(piece), slice.offset));
    slice.offset += size;
    slice.size_bytes -= size;
    return std::string_view{piece.data(), size};
  };
  return ingest(store, key, next, limits, now);
}

}  // namespace kirin::assets
