#include "media/flatten.h"

#include <utility>

namespace kirin::media {

Image flattened(ImageWithAlpha picture, std::uint8_t background) {
  if (picture.alpha.empty()) {
    return std::move(picture.image);
  }
  const Size size = picture.image.size();
  EXPECTS(picture.alpha.size() == size);
  for (int y = 0; y < size.height; ++y) {
    std::uint8_t* rgb = picture.image.row(y);
    const std::uint8_t* row = picture.alpha.row(y);
    for (int x = 0; x < size.width; ++x, rgb += 3) {
      const unsigned alpha = row[x];
      for (int c = 0; c < 3; ++c) {
        rgb[c] =
            static_cast<std::uint8_t>((rgb[c] * alpha + background * (255 - alpha) + 127) / 255);
      }
    }
  }
  return std::move(picture.image);
}

}  // namespace kirin::media
