/// \file
/// Copying a file while hashing what is copied.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace kirin::assets {

struct Copied {
  std::uint64_t size_bytes = 0;
  std::string sha256;  ///< hexadecimal, of the copy
};

/// Copies all of `from`, from its start, into the empty file `to`. Where the file system shares
/// blocks (btrfs, XFS) nothing is copied but the copy is hashed; else each piece is read once,
/// hashed and written, so that the hash is the copy's even where `from` changes meanwhile.
Result<Copied> copy_and_hash(int from, int to);

/// Size and hash of the whole file behind `fd`.
Result<Copied> hash_of(int fd);

}  // namespace kirin::assets
