#include "media/png_writer.h"

#include <gtest/gtest.h>

#include "media/decode.h"
#include "media/picture_files.h"

namespace kirin::media {
namespace {

TEST(EncodePng, KeepsEveryPixel) {
  Image image{{37, 5}};
  for (int y = 0; y < 5; ++y) {
    for (int i = 0; i < 37 * 3; ++i) {
      image.row(y)[i] = static_cast<std::uint8_t>(i * 7 + y * 31);
    }
  }
  const auto file = encode_png(image.view());
  ASSERT_TRUE(file) << file.error().describe();
  const auto back = decode_image(bytes_of(*file));
  ASSERT_TRUE(back) << back.error().describe();
  ASSERT_EQ(back->size(), image.size());
  for (int y = 0; y < 5; ++y) {
    EXPECT_TRUE(std::equal(image.row(y), image.row(y) + 37 * 3, back->row(y))) << "row " << y;
  }
}

TEST(EncodePng, HonoursTheStride) {
  const std::vector<std::uint8_t> two_rows = {1, 2, 3, 0, 0, 4, 5, 6, 0, 0};
  const auto file = encode_png({two_rows.data(), {1, 2}, 5});
  ASSERT_TRUE(file) << file.error().describe();
  const auto back = decode_image(bytes_of(*file));
  EXPECT_EQ(pixel_at(*back, 0, 1), (Rgb8{4, 5, 6}));
}

TEST(EncodePng, RefusesAnEmptyPicture) {
  EXPECT_EQ(encode_png({}).error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace kirin::media
