#include "assets/disk/copy.h"

#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <span>
#include <vector>

#include "base/file.h"
#include "base/hash.h"

namespace kirin::assets {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} << 10;

// Reads `fd` from its start to its end and hands each piece on.
Result<void> for_each_piece(int fd,
                            const std::function<Result<void>(std::span<const std::byte>)>& take) {
  std::vector<std::byte> piece(kPieceBytes);
  off_t offset = 0;
  while (true) {
    const ssize_t count = ::pread(fd, piece.data(), piece.size(), offset);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return system_error("reading", errno);
    }
    if (count == 0) {
      return {};
    }
    RETURN_IF_ERROR(take(std::span{piece}.first(static_cast<std::size_t>(count))));
    offset += count;
  }
}

}  // namespace

Result<Copied> copy_and_hash(int from, int to) {
  if (::ioctl(to, FICLONE, from) == 0) {
    return hash_of(to);
  }
  Sha256 hash;
  Copied copied;
  RETURN_IF_ERROR(for_each_piece(from, [&](std::span<const std::byte> piece) {
    hash.update(piece);
    copied.size_bytes += piece.size();
    return write_all(to, piece);
  }));
  copied.sha256 = to_hex(hash.finish());
  return copied;
}

Result<Copied> hash_of(int fd) {
  Sha256 hash;
  Copied content;
  RETURN_IF_ERROR(for_each_piece(fd, [&](std::span<const std::byte> piece) -> Result<void> {
    hash.update(piece);
    content.size_bytes += piece.size();
    return {};
  }));
  content.sha256 = to_hex(hash.finish());
  return content;
}

}  // namespace kirin::assets
