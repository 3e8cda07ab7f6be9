#include "engine/wan/vae/tiles.h"

#include <algorithm>

#include "base/expects.h"

namespace kirin::wan {
namespace {

using nn::Index;

/// The weight of a span at a position of the clip, before all are scaled to add up to 1: 1 inside,
/// linear towards neighbours, 0 outside.
float trapezoid(const Span& span, Index factor, Index position) {
  const Index at = position - span.begin * factor;
  const Index length = span.length * factor;
  if (at < 0 || at >= length) {
    return 0.0F;
  }
  const auto rise = [](Index from, Index over) {
    return over == 0 ? 1.0F
                     : std::min(1.0F, (static_cast<float>(from) + 0.5F) / static_cast<float>(over));
  };
  return std::min(rise(at, span.shared_before * factor),
                  rise(length - 1 - at, span.shared_after * factor));
}

std::vector<float> weights(const std::vector<Span>& spans, std::size_t which, Index factor) {
  const Span& span = spans[which];
  std::vector<float> all;
  for (Index i = 0; i < span.length * factor; ++i) {
    const Index position = span.begin * factor + i;
    float sum = 0;
    for (const Span& other : spans) {
      sum += trapezoid(other, factor, position);
    }
    all.push_back(trapezoid(span, factor, position) / sum);
  }
  return all;
}

}  // namespace

std::vector<Span> cut(Index extent, Index longest, Index overlap) {
  if (longest == 0 || longest >= extent) {
    return {{0, extent, 0, 0}};
  }
  EXPECTS(overlap >= 0 && longest > overlap);
  const Index step = longest - overlap;
  const Index count = (extent - overlap + step - 1) / step;
  const Index length = (extent + (count - 1) * overlap + count - 1) / count;
  std::vector<Span> all;
  for (Index i = 0; i < count; ++i) {
    all.push_back({i * (extent - length) / (count - 1), length, 0, 0});
  }
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Index shared = all[i - 1].begin + length - all[i].begin;
    all[i].shared_before = shared;
    all[i - 1].shared_after = shared;
  }
  return all;
}

Region TileGrid::region(std::size_t tile, Index factor) const {
  const Span& row = rows_[tile / columns_.size()];
  const Span& column = columns_[tile % columns_.size()];
  return {row.begin * factor, column.begin * factor, row.length * factor, column.length * factor};
}

Ramps TileGrid::ramps(std::size_t tile, Index factor) const {
  return {weights(rows_, tile / columns_.size(), factor),
          weights(columns_, tile % columns_.size(), factor)};
}

}  // namespace kirin::wan
