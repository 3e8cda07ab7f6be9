/// \file
/// How unlike two patches of a picture are: the inner loop of patch-based completion.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kirin::engine::motion {

inline constexpr int kPatchRadius = 3;
inline constexpr int kPatchSide = 2 * kPatchRadius + 1;

/// The sum of squared differences of two patches of kPatchSide x kPatchSide RGB pixels, each given
/// by its first byte; stops counting once it is above `limit`. Rows are `stride_bytes` apart; the
/// three bytes after each row are read too.
int patch_distance(const std::uint8_t* a, const std::uint8_t* b, std::ptrdiff_t stride_bytes,
                   int limit);

}  // namespace kirin::engine::motion
