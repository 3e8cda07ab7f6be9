#include "media/decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "media/flatten.h"
#include "media/picture_files.h"

namespace kirin::media {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Image decoded(const std::string& file, const DecodeOptions& options = {}) {
  auto image = decode_image(bytes_of(file), options);
  EXPECT_TRUE(image) << image.error().describe();
  return image ? *std::move(image) : Image{{1, 1}};
}

// A flat JPEG at quality 100 comes back within rounding of its transform.
testing::Matcher<Rgb8> near_rgb(int r, int g, int b, int tolerance = 2) {
  const auto near = [tolerance](int value) {
    return testing::AllOf(testing::Ge(value - tolerance), testing::Le(value + tolerance));
  };
  return ElementsAre(near(r), near(g), near(b));
}

std::function<std::vector<std::uint8_t>(int, int)> flat(std::vector<std::uint8_t> samples) {
  return [samples](int, int) { return samples; };
}

std::function<std::vector<std::uint8_t>(int)> same_rows(std::vector<std::uint8_t> row) {
  return [row](int) { return row; };
}

struct JpegCase {
  const char* name;
  JpegColours colours;
  bool is_progressive;
  bool has_adobe_marker;
  std::vector<std::uint8_t> samples;
  Rgb8 rgb;
};

class JpegKinds : public testing::TestWithParam<JpegCase> {};

TEST_P(JpegKinds, DecodeToRgb) {
  const JpegCase& kind = GetParam();
  const Image image = decoded(jpeg_file({.size = {19, 11},
                                         .colours = kind.colours,
                                         .pixel = flat(kind.samples),
                                         .is_progressive = kind.is_progressive,
                                         .has_adobe_marker = kind.has_adobe_marker}));
  ASSERT_EQ(image.size(), (Size{19, 11}));
  for (const auto& [x, y] : {std::pair{0, 0}, {18, 0}, {9, 5}, {18, 10}}) {
    EXPECT_THAT(pixel_at(image, x, y), near_rgb(kind.rgb[0], kind.rgb[1], kind.rgb[2]));
  }
}

// Ink covers paper: red = 255 (1 - c)(1 - k). With Adobe's marker a sample is the part left bare.
INSTANTIATE_TEST_SUITE_P(
    Table, JpegKinds,
    testing::Values(
        JpegCase{"grey", JpegColours::grey, false, false, {90}, {90, 90, 90}},
        JpegCase{"grey_progressive", JpegColours::grey, true, false, {90}, {90, 90, 90}},
        JpegCase{"ycc", JpegColours::ycc, false, false, {200, 100, 50}, {200, 100, 50}},
        JpegCase{"ycc_progressive", JpegColours::ycc, true, false, {20, 220, 130}, {20, 220, 130}},
        JpegCase{"rgb_adobe", JpegColours::rgb, false, true, {10, 130, 250}, {10, 130, 250}},
        JpegCase{"cmyk", JpegColours::cmyk, false, false, {0, 128, 255, 0}, {255, 127, 0}},
        JpegCase{"cmyk_black", JpegColours::cmyk, false, false, {0, 0, 0, 204}, {51, 51, 51}},
        JpegCase{"cmyk_adobe", JpegColours::cmyk, false, true, {255, 127, 0, 255}, {255, 127, 0}},
        JpegCase{"cmyk_adobe_progressive",
                 JpegColours::cmyk,
                 true,
                 true,
                 {255, 255, 255, 51},
                 {51, 51, 51}},
        JpegCase{"ycck_adobe", JpegColours::ycck, false, true, {200, 100, 50, 255}, {200, 100, 50}},
        JpegCase{
            "ycck_adobe_dark", JpegColours::ycck, true, true, {200, 100, 50, 128}, {100, 50, 25}}),
    [](const auto& test) { return test.param.name; });

// A stored picture of 24x16 whose four 8-pixel-aligned corners have colours of their own.
constexpr std::array<std::array<std::uint8_t, 3>, 4> kCorners = {
    {{250, 10, 10}, {10, 250, 10}, {10, 10, 250}, {250, 250, 10}}};
std::vector<std::uint8_t> corner_pixel(int x, int y) {
  const auto& colour = kCorners.at((x >= 12 ? 1U : 0U) + (y >= 8 ? 2U : 0U));
  return {colour.begin(), colour.end()};
}

// Where the stored corners (top left, top right, bottom left, bottom right: 0 to 3) are seen, in
// the same order. From the EXIF 2.3 text of the tag: "the 0th row is at the visual … of the image,
// and the 0th column is at the visual …".
constexpr std::array<std::array<int, 4>, 8> kSeen = {{{0, 1, 2, 3},
                                                      {1, 0, 3, 2},
                                                      {3, 2, 1, 0},
                                                      {2, 3, 0, 1},
                                                      {0, 2, 1, 3},
                                                      {2, 0, 3, 1},
                                                      {3, 1, 2, 0},
                                                      {1, 3, 0, 2}}};

class Upright : public testing::TestWithParam<int> {};

TEST_P(Upright, PutsEveryCornerWhereItIsToBeSeen) {
  const int orientation = GetParam();
  const std::string exif = exif_block(orientation, orientation % 2 == 0);
  const auto row = [](int y) {
    std::vector<std::uint8_t> samples;
    for (int x = 0; x < 24; ++x) {
      const auto pixel = corner_pixel(x, y);
      samples.insert(samples.end(), pixel.begin(), pixel.end());
    }
    return samples;
  };
  const std::string jpeg = jpeg_file(
      {.size = {24, 16}, .colours = JpegColours::rgb, .pixel = corner_pixel, .exif = exif});
  const std::string png = png_file({.size = {24, 16}, .row = row, .exif = exif});
  for (const std::string& file : {jpeg, png}) {
    const Image image = decoded(file);
    ASSERT_EQ(image.size(), (orientation >= 5 ? Size{16, 24} : Size{24, 16}));
    const int right = image.size().width - 1;
    const int bottom = image.size().height - 1;
    const std::array<std::pair<int, int>, 4> places = {
        {{0, 0}, {right, 0}, {0, bottom}, {right, bottom}}};
    for (std::size_t i = 0; i < 4; ++i) {
      const auto corner = kSeen.at(static_cast<std::size_t>(orientation - 1)).at(i);
      const auto& due = kCorners.at(static_cast<std::size_t>(corner));
      EXPECT_THAT(pixel_at(image, places.at(i).first, places.at(i).second),
                  near_rgb(due[0], due[1], due[2], 12))
          << "orientation " << orientation << ", corner " << i;
    }
  }
}
INSTANTIATE_TEST_SUITE_P(All, Upright, testing::Range(1, 9));

struct PngCase {
  const char* name;
  PngRecipe recipe;
  std::vector<Rgb8> first_pixels;
};

class PngKinds : public testing::TestWithParam<PngCase> {};

TEST_P(PngKinds, DecodeToRgb) {
  for (const bool is_interlaced : {false, true}) {
    PngRecipe recipe = GetParam().recipe;
    recipe.is_interlaced = is_interlaced;
    const Image image = decoded(png_file(recipe));
    ASSERT_EQ(image.size(), recipe.size);
    for (int x = 0; x < static_cast<int>(GetParam().first_pixels.size()); ++x) {
      EXPECT_EQ(pixel_at(image, x, 0), GetParam().first_pixels.at(static_cast<std::size_t>(x)))
          << "column " << x << (is_interlaced ? ", interlaced" : "");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, PngKinds,
    testing::Values(PngCase{"rgb8",
                            {.row = same_rows({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})},
                            {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {10, 11, 12}}},
                    PngCase{"grey1",
                            {.depth = 1, .colour_type = 0, .row = same_rows({0b01010000})},
                            {{0, 0, 0}, {255, 255, 255}, {0, 0, 0}, {255, 255, 255}}},
                    PngCase{"grey2",
                            {.depth = 2, .colour_type = 0, .row = same_rows({0b00011011})},
                            {{0, 0, 0}, {85, 85, 85}, {170, 170, 170}, {255, 255, 255}}},
                    PngCase{"grey4",
                            {.depth = 4, .colour_type = 0, .row = same_rows({0x0F, 0x81})},
                            {{0, 0, 0}, {255, 255, 255}, {136, 136, 136}, {17, 17, 17}}},
                    PngCase{"grey8",
                            {.colour_type = 0, .row = same_rows({0, 9, 128, 255})},
                            {{0, 0, 0}, {9, 9, 9}, {128, 128, 128}, {255, 255, 255}}},
                    // v * 255 / 65535, rounded: 0x00FF is 0.99, though its high byte is 0.
                    PngCase{"grey16",
                            {.depth = 16,
                             .colour_type = 0,
                             .row = same_rows({0x00, 0xFF, 0x80, 0x00, 0x7F, 0x7F, 0xFF, 0xFF})},
                            {{1, 1, 1}, {128, 128, 128}, {127, 127, 127}, {255, 255, 255}}},
                    PngCase{"rgb16",
                            {.size = {1, 3},
                             .depth = 16,
                             .row = same_rows({0x00, 0xFF, 0x12, 0x34, 0xFE, 0xFF})},
                            {{1, 18, 254}}},
                    PngCase{"palette2",
                            {.depth = 2,
                             .colour_type = 3,
                             .row = same_rows({0b00011011}),
                             .palette = {9, 8, 7, 6, 5, 4, 3, 2, 1, 200, 201, 202}},
                            {{9, 8, 7}, {6, 5, 4}, {3, 2, 1}, {200, 201, 202}}},
                    // Over white: 255 where alpha is 0, half way at 128.
                    PngCase{"palette_alpha",
                            {.colour_type = 3,
                             .row = same_rows({0, 1, 2, 2}),
                             .palette = {0, 0, 0, 100, 0, 50, 10, 20, 30},
                             .palette_alpha = {0, 128}},
                            {{255, 255, 255}, {177, 127, 152}, {10, 20, 30}, {10, 20, 30}}},
                    PngCase{"grey_transparent_colour",
                            {.colour_type = 0,
                             .row = same_rows({5, 6, 5, 7}),
                             .transparent_colour = std::vector<std::uint16_t>{5}},
                            {{255, 255, 255}, {6, 6, 6}, {255, 255, 255}, {7, 7, 7}}},
                    PngCase{"rgb_transparent_colour",
                            {.size = {2, 2},
                             .row = same_rows({1, 2, 3, 1, 2, 4}),
                             .transparent_colour = std::vector<std::uint16_t>{1, 2, 3}},
                            {{255, 255, 255}, {1, 2, 4}}},
                    PngCase{"grey_alpha",
                            {.colour_type = 4, .row = same_rows({80, 255, 80, 0, 80, 51, 0, 255})},
                            {{80, 80, 80}, {255, 255, 255}, {220, 220, 220}, {0, 0, 0}}},
                    PngCase{"rgba16",
                            {.size = {1, 1},
                             .depth = 16,
                             .colour_type = 6,
                             .row = same_rows({0, 0, 0x80, 0, 0xFF, 0xFF, 0x80, 0x80})},
                            {{127, 191, 255}}}),
    [](const auto& test) { return test.param.name; });

TEST(DecodeImage, ShowsTheBackgroundAskedForThroughTransparency) {
  const std::string file =
      png_file({.size = {2, 1}, .colour_type = 6, .row = same_rows({9, 9, 9, 0, 200, 100, 0, 51})});
  const Image black = decoded(file, {.background = 0});
  EXPECT_EQ(pixel_at(black, 0, 0), (Rgb8{0, 0, 0}));
  EXPECT_EQ(pixel_at(black, 1, 0), (Rgb8{40, 20, 0}));
  const Image white = decoded(file);
  EXPECT_EQ(pixel_at(white, 0, 0), (Rgb8{255, 255, 255}));
}

struct AlphaCase {
  const char* name;
  PngRecipe recipe;
  std::vector<Rgb8> first_pixels;  ///< where alpha is not 0
  std::vector<std::uint8_t> first_alphas;
};

class PngAlphaKinds : public testing::TestWithParam<AlphaCase> {};

TEST_P(PngAlphaKinds, KeepColoursAndAlphaApart) {
  const auto& [name, plain, pixels, alphas] = GetParam();
  for (const bool is_interlaced : {false, true}) {
    PngRecipe recipe = plain;
    recipe.is_interlaced = is_interlaced;
    const std::string file = png_file(recipe);
    const auto picture = decode_image_with_alpha(bytes_of(file));
    ASSERT_TRUE(picture) << picture.error().describe();
    ASSERT_EQ(picture->alpha.size(), recipe.size);
    for (std::size_t i = 0; i < alphas.size(); ++i) {
      const int x = static_cast<int>(i);
      EXPECT_EQ(picture->alpha.row(0)[x], alphas[i]) << "column " << x;
      if (alphas[i] > 0) {
        EXPECT_EQ(pixel_at(picture->image, x, 0), pixels[i]) << "column " << x;
      }
    }
    const Image flat = flattened(*picture);
    EXPECT_EQ(pixel_at(flat, 0, 0), pixel_at(decoded(file), 0, 0));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, PngAlphaKinds,
    testing::Values(AlphaCase{"rgba8",
                              {.size = {3, 2},
                               .colour_type = 6,
                               .row = same_rows({200, 100, 0, 51, 9, 8, 7, 255, 250, 0, 250, 0})},
                              {{200, 100, 0}, {9, 8, 7}, {}},
                              {51, 255, 0}},
                    // v * 255 / 65535, rounded, of alpha too: 0x00FF is 0.99, 0x80FF is 128.5.
                    AlphaCase{"rgba16",
                              {.size = {2, 2},
                               .depth = 16,
                               .colour_type = 6,
                               .row = same_rows({0x12, 0x34, 0xFE, 0xFF, 0x00, 0x00, 0x00, 0xFF,  //
                                                 0xFF, 0xFF, 0x80, 0x80, 0x00, 0x00, 0x40, 0x40})},
                              {{18, 254, 0}, {255, 128, 0}},
                              {1, 64}},
                    AlphaCase{
                        "grey_alpha8",
                        {.colour_type = 4, .row = same_rows({80, 255, 70, 0, 60, 51, 0, 254})},
                        {{80, 80, 80}, {}, {60, 60, 60}, {0, 0, 0}},
                        {255, 0, 51, 254}},
                    AlphaCase{"grey_alpha16",
                              {.size = {2, 1},
                               .depth = 16,
                               .colour_type = 4,
                               .row = same_rows({0x7F, 0x7F, 0x80, 0x80, 0x01, 0x01, 0xFF, 0xFF})},
                              {{127, 127, 127}, {1, 1, 1}},
                              {128, 255}},
                    AlphaCase{"palette",
                              {.colour_type = 3,
                               .row = same_rows({0, 1, 2, 2}),
                               .palette = {0, 0, 0, 100, 0, 50, 10, 20, 30},
                               .palette_alpha = {0, 128}},
                              {{}, {100, 0, 50}, {10, 20, 30}, {10, 20, 30}},
                              {0, 128, 255, 255}},
                    AlphaCase{"palette2",
                              {.depth = 2,
                               .colour_type = 3,
                               .row = same_rows({0b00011011}),
                               .palette = {9, 8, 7, 6, 5, 4, 3, 2, 1, 200, 201, 202},
                               .palette_alpha = {255, 0, 17}},
                              {{9, 8, 7}, {}, {3, 2, 1}, {200, 201, 202}},
                              {255, 0, 17, 255}},
                    AlphaCase{"grey_transparent_colour",
                              {.colour_type = 0,
                               .row = same_rows({5, 6, 5, 7}),
                               .transparent_colour = std::vector<std::uint16_t>{5}},
                              {{}, {6, 6, 6}, {}, {7, 7, 7}},
                              {0, 255, 0, 255}},
                    // Two greys that are one at 8 bits: only the named one is transparent.
                    AlphaCase{"grey16_transparent_colour",
                              {.size = {2, 1},
                               .depth = 16,
                               .colour_type = 0,
                               .row = same_rows({0x80, 0x80, 0x80, 0x81}),
                               .transparent_colour = std::vector<std::uint16_t>{0x8080}},
                              {{}, {128, 128, 128}},
                              {0, 255}},
                    AlphaCase{"rgb_transparent_colour",
                              {.size = {2, 2},
                               .row = same_rows({1, 2, 3, 1, 2, 4}),
                               .transparent_colour = std::vector<std::uint16_t>{1, 2, 3}},
                              {{}, {1, 2, 4}},
                              {0, 255}}),
    [](const auto& test) { return test.param.name; });

TEST(DecodeImageWithAlpha, HasNoneWhereTheFileHasNone) {
  for (const std::string& file :
       {jpeg_file({}), png_file({.row = same_rows(std::vector<std::uint8_t>(12, 99))})}) {
    const auto picture = decode_image_with_alpha(bytes_of(file));
    ASSERT_TRUE(picture);
    EXPECT_TRUE(picture->alpha.empty());
  }
}

TEST(DecodeImageWithAlpha, TurnsAlphaUprightWithTheColours) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    // Alpha 10, 20, … along the rows, and the same number in red.
    const auto row = [](int y) {
      std::vector<std::uint8_t> samples;
      for (int x = 0; x < 3; ++x) {
        const auto number = static_cast<std::uint8_t>(10 * (3 * y + x + 1));
        samples.insert(samples.end(), {number, 0, 0, number});
      }
      return samples;
    };
    const auto picture = decode_image_with_alpha(bytes_of(png_file(
        {.size = {3, 2}, .colour_type = 6, .row = row, .exif = exif_block(orientation, true)})));
    ASSERT_TRUE(picture);
    ASSERT_EQ(picture->alpha.size(), picture->image.size());
    ASSERT_EQ(picture->alpha.size(), (orientation >= 5 ? Size{2, 3} : Size{3, 2}));
    for (int y = 0; y < picture->alpha.size().height; ++y) {
      for (int x = 0; x < picture->alpha.size().width; ++x) {
        EXPECT_EQ(picture->alpha.row(y)[x], pixel_at(picture->image, x, y)[0]) << orientation;
      }
    }
  }
}

Error refusal(const std::string& file, const DecodeOptions& options = {}) {
  const auto image = decode_image(bytes_of(file), options);
  return image ? Error{ErrorCode::internal, "accepted"} : image.error();
}

TEST(DecodeImage, RefusesEveryJpegThatIsCutOff) {
  const auto noise = [](int x, int y) {
    return std::vector<std::uint8_t>{static_cast<std::uint8_t>(x * 37 + y * 91),
                                     static_cast<std::uint8_t>(x * y), 0};
  };
  for (const bool is_progressive : {false, true}) {
    const std::string file =
        jpeg_file({.size = {40, 24}, .pixel = noise, .is_progressive = is_progressive});
    for (std::size_t length = 0; length < file.size(); ++length) {
      ASSERT_EQ(refusal(file.substr(0, length)).code, ErrorCode::invalid_argument) << length;
    }
    EXPECT_EQ(decoded(file).size(), (Size{40, 24}));
  }
}

TEST(DecodeImage, RefusesEveryPngThatIsCutOff) {
  const std::string file =
      png_file({.size = {4, 2}, .row = same_rows(std::vector<std::uint8_t>(12, 99))});
  for (std::size_t length = 0; length < file.size(); ++length) {
    ASSERT_EQ(refusal(file.substr(0, length)).code, ErrorCode::invalid_argument) << length;
  }
}

TEST(DecodeImage, RefusesDamagedFiles) {
  std::string png = png_file({.size = {4, 2}, .row = same_rows(std::vector<std::uint8_t>(12, 99))});
  png[png.find("IDAT") + 8] ^= 0x10;
  EXPECT_THAT(refusal(png).message, HasSubstr("PNG: "));
  std::string jpeg = jpeg_file({});
  jpeg.resize(jpeg.size() / 2);
  jpeg += "\xFF\xD9";  // an end in the middle
  EXPECT_EQ(refusal(jpeg).code, ErrorCode::invalid_argument);
  EXPECT_EQ(refusal("hello").code, ErrorCode::invalid_argument);
}

TEST(DecodeImage, RefusesBombsByTheirHeader) {
  const Error png = refusal(png_header(60'000, 60'000));
  EXPECT_EQ(png.code, ErrorCode::resource_exhausted);
  EXPECT_THAT(png.message, HasSubstr("60000x60000"));
  std::string jpeg = jpeg_file({});
  const std::size_t frame = jpeg.find("\xFF\xC0");
  jpeg.replace(frame + 5, 4, "\xFF\xFF\xFF\xFF");
  EXPECT_EQ(refusal(jpeg).code, ErrorCode::resource_exhausted);
  const std::string exact = jpeg_file({.size = {10, 10}});
  EXPECT_EQ(refusal(exact, {.max_pixels = 99}).code, ErrorCode::resource_exhausted);
  EXPECT_EQ(decoded(exact, {.max_pixels = 100}).size(), (Size{10, 10}));
}

TEST(DecodeImage, RefusesAJpegOfTooManyScans) {
  const std::string file = jpeg_file({.has_many_scans = true});
  EXPECT_THAT(refusal(file).message, HasSubstr("more than 500 scans"));
}

TEST(DecodeImage, RefusesAJpegWithTwoSizes) {
  // A second frame header, of another size, before the scan: libjpeg must not be led past the size
  // we checked.
  std::string file = jpeg_file({.size = {16, 16}});
  const std::size_t frame = file.find("\xFF\xC0");
  std::string second = file.substr(frame, 19);
  second[5] = 0x7F;
  file.insert(frame + 19, second);
  EXPECT_EQ(refusal(file).code, ErrorCode::invalid_argument);
}

TEST(DecodeImage, SkipsCompressedTextBombs) {
  // A zTXt chunk with a broken checksum and rubbish inside: never unpacked, so never an error.
  std::string file =
      png_file({.size = {4, 2}, .row = same_rows(std::vector<std::uint8_t>(12, 99))});
  const std::string body = std::string("Comment\0\0", 9) + std::string(100, '\x5A');
  std::string chunk("\0\0\0\x6dzTXt", 8);
  ASSERT_EQ(body.size(), 0x6dU);
  chunk += body + std::string(4, '\0');
  file.insert(8 + 25, chunk);
  EXPECT_EQ(pixel_at(decoded(file), 0, 0), (Rgb8{99, 99, 99}));
}

}  // namespace
}  // namespace kirin::media
