#include "media/image_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/exif.h"
#include "media/picture_files.h"

namespace kirin::media {
namespace {

using testing::HasSubstr;

std::vector<std::uint8_t> dark_row(int) { return std::vector<std::uint8_t>(4 * 3, 7); }

std::string small_png(std::string exif = {}) {
  return png_file({.size = {4, 2}, .row = dark_row, .exif = std::move(exif)});
}

std::string error_of(std::string_view file) {
  const auto header = read_image_header(bytes_of(file));
  if (header) {
    return "accepted";
  }
  EXPECT_EQ(header.error().code, ErrorCode::invalid_argument);
  return header.error().message;
}

TEST(ImageHeader, ReadsTheSizeOfAJpeg) {
  const std::string file = jpeg_file({.size = {31, 17}});
  const auto header = read_image_header(bytes_of(file));
  ASSERT_TRUE(header) << header.error().describe();
  EXPECT_EQ(header->format, ImageFormat::jpeg);
  EXPECT_EQ(header->stored_size, (Size{31, 17}));
  EXPECT_EQ(header->orientation, 1);
  EXPECT_EQ(header->size, (Size{31, 17}));
}

TEST(ImageHeader, ReadsTheSizeOfAPng) {
  const auto header = read_image_header(bytes_of(small_png()));
  ASSERT_TRUE(header) << header.error().describe();
  EXPECT_EQ(header->format, ImageFormat::png);
  EXPECT_EQ(header->stored_size, (Size{4, 2}));
  EXPECT_EQ(header->orientation, 1);
}

class Orientations : public testing::TestWithParam<int> {};

TEST_P(Orientations, AreReadInBothByteOrdersAndBothFormats) {
  const int orientation = GetParam();
  for (const bool is_big_endian : {false, true}) {
    const std::string exif = exif_block(orientation, is_big_endian);
    const Size turned = orientation >= 5 ? Size{2, 4} : Size{4, 2};
    for (const std::string& file : {jpeg_file({.size = {4, 2}, .exif = exif}), small_png(exif)}) {
      const auto header = read_image_header(bytes_of(file));
      ASSERT_TRUE(header) << header.error().describe();
      EXPECT_EQ(header->orientation, orientation);
      EXPECT_EQ(header->stored_size, (Size{4, 2}));
      EXPECT_EQ(header->size, turned);
    }
  }
}
INSTANTIATE_TEST_SUITE_P(All, Orientations, testing::Range(1, 9));

TEST(ImageHeader, TakesABrokenOrientationForUpright) {
  for (const int orientation : {0, 9, 65535}) {
    const std::string file = jpeg_file({.exif = exif_block(orientation, true)});
    EXPECT_EQ(read_image_header(bytes_of(file))->orientation, 1);
  }
}

TEST(ExifOrientation, NeverReadsBeyondItsBlock) {
  const std::string whole = exif_block(6, false);
  for (std::size_t length = 0; length < whole.size() - 6; ++length) {
    const std::vector<char> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    const int orientation = exif_orientation(std::as_bytes(std::span{cut}));
    EXPECT_TRUE(orientation == 1 || orientation == 6) << length;
  }
  std::string far_away = whole;
  far_away.replace(4, 4, "\xFF\xFF\xFF\xFF");  // the directory lies four gigabytes behind
  EXPECT_EQ(exif_orientation(bytes_of(far_away)), 1);
  std::string other_type = whole;
  other_type[8 + 2 + 12 + 2] = 4;  // LONG, which the standard does not allow here
  EXPECT_EQ(exif_orientation(bytes_of(other_type)), 1);
  EXPECT_EQ(exif_orientation(bytes_of({"IM*\0\0\0\0\x08", 8})), 1);
}

TEST(ImageHeader, RefusesEveryFileCutOffBeforeItsSize) {
  const std::string jpeg = jpeg_file({.size = {31, 17}, .exif = exif_block(6, true)});
  const std::size_t frame = jpeg.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  const std::size_t jpeg_end = frame + 2 + 17;  // the frame header of three components
  const std::size_t png_end = 8 + 8 + 13 + 4;
  for (const auto& [file, end] : {std::pair{jpeg, jpeg_end}, std::pair{small_png(), png_end}}) {
    for (std::size_t length = 0; length < file.size(); ++length) {
      const std::vector<char> cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
      const auto header = read_image_header(std::as_bytes(std::span{cut}));
      EXPECT_EQ(header.has_value(), length >= end) << length;
    }
  }
}

TEST(ImageHeader, RefusesWhatIsNeitherJpegNorPng) {
  for (const std::string_view file : {"", "GIF89a\x01\x00\x01\x00", "RIFF....WEBPVP8 ", "BM",
                                      "<svg xmlns='http://www.w3.org/2000/svg'/>", "\xFF\xD8"}) {
    EXPECT_THAT(error_of(file), HasSubstr("neither a JPEG nor a PNG"));
  }
}

TEST(ImageHeader, RefusesJpegProcessesNoDecoderOfOursKnows) {
  const std::string good = jpeg_file({});
  const std::size_t frame = good.find("\xFF\xC0");
  for (const int process : {3, 5, 6, 7, 11, 13, 14, 15}) {
    std::string file = good;
    file[frame + 1] = static_cast<char>(0xC0 + process);
    EXPECT_THAT(error_of(file), HasSubstr("is not supported")) << process;
  }
  std::string twelve_bits = good;
  twelve_bits[frame + 4] = 12;
  EXPECT_THAT(error_of(twelve_bits), HasSubstr("3 components of 12 bits"));
  std::string two_components = good;
  two_components[frame + 9] = 2;
  EXPECT_THAT(error_of(two_components), HasSubstr("does not fit its components"));
  std::string no_height = good;
  no_height.replace(frame + 5, 2, 2, '\0');
  EXPECT_THAT(error_of(no_height), HasSubstr("size 16x0"));
}

TEST(ImageHeader, RefusesJpegSegmentsThatLie) {
  using namespace std::string_literals;
  EXPECT_THAT(error_of("\xFF\xD8\xFF\xE0\x00\x01....."s), HasSubstr("does not fit"));
  EXPECT_THAT(error_of("\xFF\xD8\xFF\xE0\xFF\xFF....."s), HasSubstr("does not fit"));
  EXPECT_THAT(error_of("\xFF\xD8\xFF\xE0\x00\x02xxxx"s), HasSubstr("no marker"));
  EXPECT_THAT(error_of("\xFF\xD8\xFF\xD9......"s), HasSubstr("before its size"));
  EXPECT_THAT(error_of("\xFF\xD8\xFF\xDA\x00\x02...."s), HasSubstr("scan before its size"));
  EXPECT_THAT(error_of("\xFF\xD8" + std::string(100'000, '\xFF')), HasSubstr("ends before"));
}

TEST(ImageHeader, RefusesPngHeadersTheStandardDoesNotKnow) {
  EXPECT_EQ(error_of(png_header(1, 1, 8, 2)), "accepted");
  EXPECT_THAT(error_of(png_header(0, 5)), HasSubstr("size 0x5"));
  EXPECT_THAT(error_of(png_header(5, 0x80000000)), HasSubstr("size 5x2147483648"));
  for (const auto& [depth, colour_type] :
       {std::pair{4, 2}, {16, 3}, {2, 4}, {8, 1}, {8, 5}, {8, 7}, {3, 0}, {32, 0}, {0, 0}}) {
    EXPECT_THAT(error_of(png_header(1, 1, depth, colour_type)), HasSubstr("IHDR holds"))
        << depth << " bits, colour type " << colour_type;
  }
  std::string other_first = small_png();
  other_first.replace(12, 4, "gAMA");
  EXPECT_THAT(error_of(other_first), HasSubstr("not IHDR"));
}

}  // namespace
}  // namespace kirin::media
