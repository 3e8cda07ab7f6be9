#include "nn/weights/extents.h"

#include <algorithm>
#include <limits>

namespace kirin::nn {
namespace {

constexpr std::size_t kMaxRank = 8;
constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<Index>::max());

}  // namespace

std::optional<Extents> checked_extents(std::span<const std::uint64_t> extents, DType type) {
  if (extents.size() > kMaxRank) {
    return std::nullopt;
  }
  Extents all;
  std::uint64_t bytes = size_bytes(type);
  for (const std::uint64_t extent : extents) {
    const std::uint64_t factor = std::max<std::uint64_t>(extent, 1);
    if (bytes > kMost / factor) {
      return std::nullopt;
    }
    bytes *= factor;
    all.shape.push_back(static_cast<Index>(extent));
  }
  const bool is_empty = std::ranges::find(extents, std::uint64_t{0}) != extents.end();
  all.size_bytes = is_empty ? 0 : bytes;
  return all;
}

}  // namespace kirin::nn
