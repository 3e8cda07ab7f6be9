#include "media/watermark.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace kirin::media {
namespace {

Image ground(Size size, std::uint8_t level) {
  Image image{size};
  std::fill_n(image.row(0), image.stride_bytes() * static_cast<std::size_t>(size.height), level);
  return image;
}

struct Marked {
  Size first_corner{1 << 20, 1 << 20};
  Size last_corner{-1, -1};
  int strongest = 0;
  int weakest = 255;
};

// Where a stamped flat ground differs from what it was, and its brightest and darkest pixel there.
Marked marked(const Image& image, std::uint8_t level) {
  Marked result{.strongest = level, .weakest = level};
  for (int y = 0; y < image.size().height; ++y) {
    for (int x = 0; x < image.size().width; ++x) {
      const int value = image.row(y)[3 * x];
      if (value != level) {
        result.first_corner = {std::min(result.first_corner.width, x),
                               std::min(result.first_corner.height, y)};
        result.last_corner = {std::max(result.last_corner.width, x),
                              std::max(result.last_corner.height, y)};
      }
      result.strongest = std::max(result.strongest, value);
      result.weakest = std::min(result.weakest, value);
    }
  }
  return result;
}

// At least this much between letter and shadow, or the mark is not seen.
constexpr int kContrast = 60;

TEST(Watermark, IsSeenOnAnyGround) {
  for (const int level : {0, 40, 128, 200, 255}) {
    Image image = ground({1280, 720}, static_cast<std::uint8_t>(level));
    stamp_watermark(image);
    const Marked found = marked(image, static_cast<std::uint8_t>(level));
    EXPECT_GE(found.strongest - found.weakest, kContrast) << "on " << level;
  }
}

TEST(Watermark, StandsInTheLowerRightCornerInProportion) {
  for (const Size size : {Size{1280, 720}, Size{720, 1280}, Size{1080, 1080}, Size{320, 180}}) {
    Image image = ground(size, 0);  // on black the shadow does not show: these are the letters
    stamp_watermark(image);
    const Marked found = marked(image, 0);
    const double shorter = std::min(size.width, size.height);
    EXPECT_NEAR(found.last_corner.height - found.first_corner.height + 1, shorter / 24, 1.5);
    EXPECT_GT(found.first_corner.width, size.width / 2);
    EXPECT_GT(found.first_corner.height, size.height * 3 / 4);
    EXPECT_LT(found.last_corner.width, size.width - 2);
    EXPECT_LT(found.last_corner.height, size.height - 2);
  }
}

TEST(Watermark, IsTheSameEachTimeAndFitsTinyPictures) {
  for (const Size size : {Size{1, 1}, Size{5, 3}, Size{16, 200}, Size{640, 360}}) {
    Image first = ground(size, 90);
    Image second = ground(size, 90);
    stamp_watermark(first);
    stamp_watermark(second);
    EXPECT_TRUE(
        std::equal(first.row(0), first.row(size.height - 1) + first.stride_bytes(), second.row(0)));
  }
}

}  // namespace
}  // namespace kirin::media
