#include "media/orientation.h"

#include <cstddef>
#include <cstring>
#include <utility>

namespace kirin::media {
namespace {

// How to walk the stored pixels while the upright ones are written row by row: where to start, how
// far the source moves for one step right and for one step down. In pixels.
struct Walk {
  std::ptrdiff_t start = 0;
  std::ptrdiff_t right = 0;
  std::ptrdiff_t down = 0;
};

Walk walk_of(Size stored, int orientation) {
  const std::ptrdiff_t w = stored.width;
  const std::ptrdiff_t last_column = w - 1;
  const std::ptrdiff_t last_row = w * (stored.height - 1);
  switch (orientation) {
    case 2:  // mirrored left to right
      return {last_column, -1, w};
    case 3:  // half a turn
      return {last_row + last_column, -1, -w};
    case 4:  // mirrored top to bottom
      return {last_row, 1, -w};
    case 5:  // mirrored along the main diagonal
      return {0, w, 1};
    case 6:  // to be turned a quarter clockwise
      return {last_row, -w, 1};
    case 7:  // mirrored along the other diagonal
      return {last_row + last_column, -w, -1};
    case 8:  // to be turned a quarter anticlockwise
      return {last_column, w, -1};
    default:
      return {0, 1, w};
  }
}

/// `Plane` is an Image or an AlphaPlane: `kBytes` to a pixel.
template <std::ptrdiff_t kBytes, typename Plane>
Plane turned(Plane stored, int orientation) {
  EXPECTS(orientation >= 1 && orientation <= 8);
  if (orientation == 1) {
    return stored;
  }
  const Size size = stored.size();
  Plane result{orientation >= 5 ? Size{size.height, size.width} : size};
  const Walk walk = walk_of(size, orientation);
  for (int y = 0; y < result.size().height; ++y) {
    std::uint8_t* to = result.row(y);
    const std::ptrdiff_t first = walk.start + y * walk.down;
    for (int x = 0; x < result.size().width; ++x) {
      std::memcpy(to + kBytes * x, stored.row(0) + kBytes * (first + x * walk.right), kBytes);
    }
  }
  return result;
}

}  // namespace

Image upright(Image stored, int orientation) { return turned<3>(std::move(stored), orientation); }

AlphaPlane upright(AlphaPlane stored, int orientation) {
  return turned<1>(std::move(stored), orientation);
}

}  // namespace kirin::media
