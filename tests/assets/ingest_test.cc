#include "assets/ingest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "assets/disk/disk_store.h"
#include "assets/scratch_directory.h"
#include "base/base64.h"

namespace kirin::assets {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr TimePoint kNow{std::chrono::seconds{1'770'275'944}};
constexpr std::size_t kTenMib = std::size_t{10} << 20;

std::string big_endian(std::uint32_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) {
    text += static_cast<char>(value >> 8 * i);
  }
  return text;
}

// The head of a PNG file (ISO/IEC 15948: signature and IHDR of 8-bit RGB), filled up to
// `size_bytes`.
std::string png(int width, int height, std::size_t size_bytes = 100) {
  std::string file = "\x89PNG\r\n\x1a\n" + big_endian(13, 4) + "IHDR" +
                     big_endian(static_cast<std::uint32_t>(width), 4) +
                     big_endian(static_cast<std::uint32_t>(height), 4) +
                     std::string{"\x08\x02\0\0\0", 5} + std::string(4, 'c');
  EXPECT_LE(file.size(), size_bytes);
  file.resize(size_bytes, 'x');
  return file;
}

// The head of a JPEG file (ITU-T T.81): EXIF with this orientation, the frame, the start of a scan.
std::string jpeg(int width, int height, int orientation) {
  const std::string tiff = std::string{"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19} +
                           static_cast<char>(orientation) + std::string(6, '\0');
  const std::string exif = std::string{"Exif\0\0", 6} + tiff;
  const std::string frame = "\x08" + big_endian(static_cast<std::uint32_t>(height), 2) +
                            big_endian(static_cast<std::uint32_t>(width), 2) +
                            std::string{"\x01\x01\x11\0", 4};
  const auto segment = [](const char* marker, const std::string& body) {
    return marker + big_endian(static_cast<std::uint32_t>(body.size() + 2), 2) + body;
  };
  return "\xff\xd8" + segment("\xff\xe1", exif) + segment("\xff\xc0", frame) +
         segment("\xff\xda", std::string{"\x01\x01\0\0\x3f\0", 6});
}

std::string base64(const std::string& bytes) {
  return base64_encode(std::as_bytes(std::span{bytes}));
}

class IngestTest : public ::testing::Test {
 protected:
  void SetUp() override { store_ = *DiskStore::open_at(scratch_.path()); }

  Result<IngestedImage> ingest(std::string_view text, const ImageLimits& limits = {}) {
    return ingest_base64(*store_, "in/cat", text, limits, kNow);
  }
  // The same text from the middle of a spill file must do the same.
  Result<IngestedImage> ingest_slice(std::string_view text, const ImageLimits& limits = {}) {
    const UniqueFd file = file_with("before" + std::string{text} + "behind");
    return ingest_base64(*store_, "in/cat", file.get(), {6, text.size()}, limits, kNow);
  }
  void expect_refused(std::string_view text, const std::string& message,
                      const ImageLimits& limits = {}) {
    for (const auto& image : {ingest(text, limits), ingest_slice(text, limits)}) {
      ASSERT_FALSE(image) << message;
      EXPECT_EQ(image.error().code, ErrorCode::invalid_argument);
      EXPECT_THAT(image.error().message, HasSubstr(message));
    }
    EXPECT_THAT(*store_->list(""), IsEmpty());
  }
  void expect_taken(std::string_view text, const std::string& bytes,
                    const ImageLimits& limits = {}) {
    for (const bool from_slice : {false, true}) {
      const auto image = from_slice ? ingest_slice(text, limits) : ingest(text, limits);
      ASSERT_TRUE(image) << image.error().describe();
      EXPECT_EQ(image->key, "in/cat");
      const auto asset = store_->open("in/cat");
      ASSERT_TRUE(asset);
      EXPECT_TRUE(content_of(asset->fd.get()) == bytes);
      ASSERT_TRUE(store_->remove("in/cat"));
    }
  }

  ScratchDirectory scratch_;
  std::unique_ptr<AssetStore> store_;
};

TEST_F(IngestTest, APictureBecomesAnAssetOfItsType) {
  const auto as_png = ingest(base64(png(640, 480)));
  ASSERT_TRUE(as_png) << as_png.error().describe();
  EXPECT_EQ(as_png->header.format, media::ImageFormat::png);
  EXPECT_EQ(as_png->header.size.width, 640);
  EXPECT_EQ(as_png->header.size.height, 480);
  EXPECT_FALSE(as_png->had_data_prefix);
  EXPECT_EQ(store_->stat("in/cat")->content_type, "image/png");
  EXPECT_EQ(store_->stat("in/cat")->created_at, kNow);

  ASSERT_TRUE(ingest(base64(jpeg(640, 480, 1))));
  EXPECT_EQ(store_->stat("in/cat")->content_type, "image/jpeg");
}

TEST_F(IngestTest, PaddingWhiteSpaceAndLineBreaksDoNotMatter) {
  for (const std::size_t size : {100, 101, 102, 70'000, 200'001}) {
    const std::string bytes = png(640, 480, size);
    const std::string text = base64(bytes);
    expect_taken(text, bytes);
    expect_taken(text.substr(0, text.find('=')), bytes);
    expect_taken(" \n" + text + "\r\n", bytes);
    std::string lines = text;
    for (std::size_t at = 64; at < lines.size(); at += 66) {
      lines.insert(at, "\r\n");
    }
    expect_taken(lines, bytes);
  }
}

TEST_F(IngestTest, ADataPrefixIsTakenOffAndReported) {
  const std::string bytes = png(640, 480);
  for (const std::string prefix : {"data:image/png;base64,", "DATA:image/jpeg;BASE64,",
                                   "data:;base64,", " data:image/png;name=cat.png;base64,"}) {
    expect_taken(prefix + base64(bytes), bytes);
    EXPECT_TRUE(ingest(prefix + base64(bytes))->had_data_prefix);
    ASSERT_TRUE(store_->remove("in/cat"));
  }
  expect_refused("data:image/png," + base64(bytes), "':' is not a base64 character at offset 4");
  expect_refused("data:image/png;base64" + base64(bytes), "':' is not a base64 character");
}

TEST_F(IngestTest, WhatIsNotBase64IsRefused) {
  std::string text = base64(png(640, 480, 200'000));
  text[150'000] = '-';
  expect_refused(text, "the image is not base64: '-' is not a base64 character at offset 150000");
  expect_refused("https://example.com/cat.png", "the image is not base64");
  expect_refused(base64(png(640, 480, 100)).substr(0, 133), "ends inside a byte");
  expect_refused(base64("x") + base64(png(640, 480)), "text after the padding");
}

TEST_F(IngestTest, WhatIsNoPictureIsRefused) {
  expect_refused("", "the image is empty");
  expect_refused("  \n ", "the image is empty");
  expect_refused("data:image/png;base64,", "the image is empty");
  expect_refused(base64("GIF89a and so on"), "neither a JPEG nor a PNG");
  expect_refused(base64(png(640, 480).substr(0, 20)), "PNG");
  expect_refused(base64("\xff\xd8\xff"), "JPEG");
}

TEST_F(IngestTest, TenMebibytesAreTakenAndOneByteMoreIsNot) {
  const std::string largest = png(640, 480, kTenMib);
  expect_taken(base64(largest), largest);
  expect_refused(base64(png(640, 480, kTenMib + 1)), "larger than 10485760 bytes");
  expect_refused(base64(png(640, 480, kTenMib + 2)), "larger than 10485760 bytes");
  expect_refused(base64(png(640, 480, 2 * kTenMib)), "larger than 10485760 bytes");
}

TEST_F(IngestTest, NoMoreIsReadThanAPictureCanTake) {
  // The slice claims far more than there is: reading on to its end would be another error.
  const std::string text = base64(png(640, 480, kTenMib + 200'000));
  for (const std::string& content : {text, std::string(kTenMib / 3 * 4 + kTenMib, ' ')}) {
    const UniqueFd file = file_with(content);
    const auto image =
        ingest_base64(*store_, "in/cat", file.get(), {0, std::uint64_t{1} << 40}, {}, kNow);
    ASSERT_FALSE(image);
    EXPECT_EQ(image.error().code, ErrorCode::invalid_argument) << image.error().describe();
    EXPECT_THAT(image.error().message, HasSubstr("larger than"));
  }
}

struct SizeRow {
  int width;
  int height;
  const char* refusal;  // null: taken
};

TEST_F(IngestTest, SidesAndAspectRatioAreChecked) {
  const SizeRow rows[] = {
      {300, 300, nullptr},
      {299, 300, "299x300 pixels; each side must have at least 300"},
      {300, 299, "300x299 pixels; each side must have at least 300"},
      {1, 1, "at least 300"},
      {750, 300, nullptr},  // 2.5:1 exactly
      {300, 750, nullptr},
      {751, 300, "751x300 pixels; the longer side must be at most 2.5 times the shorter"},
      {300, 751, "300x751 pixels; the longer side must be at most 2.5 times the shorter"},
      {1920, 768, nullptr},
      {1920, 767, "at most 2.5 times"},
      {100'000, 100'000, nullptr},  // what can be decoded is for the decoder to say
  };
  for (const SizeRow& row : rows) {
    const std::string bytes = png(row.width, row.height);
    if (row.refusal == nullptr) {
      expect_taken(base64(bytes), bytes);
    } else {
      expect_refused(base64(bytes), row.refusal);
    }
  }
}

TEST_F(IngestTest, LimitsAreTheCallersToSet) {
  expect_taken(base64(png(16, 400)), png(16, 400), {.min_side = 16, .max_aspect = 0});
  expect_refused(base64(png(640, 480, 101)), "larger than 100 bytes", {.max_bytes = 100});
}

TEST_F(IngestTest, TurnedPicturesAreMeasuredAsTheyAreSeen) {
  const auto image = ingest(base64(jpeg(750, 300, 6)));
  ASSERT_TRUE(image) << image.error().describe();
  EXPECT_EQ(image->header.size.width, 300);
  EXPECT_EQ(image->header.size.height, 750);
  EXPECT_EQ(image->header.stored_size.width, 750);
  EXPECT_EQ(image->header.orientation, 6);
  ASSERT_TRUE(store_->remove("in/cat"));
  expect_refused(base64(jpeg(751, 300, 8)), "300x751 pixels");
}

TEST_F(IngestTest, AFetchedFileIsCheckedTheSameWay) {
  EXPECT_TRUE(check_image(file_with(png(640, 480)).get(), {}));
  EXPECT_FALSE(check_image(file_with(png(299, 480)).get(), {}));
  EXPECT_FALSE(check_image(file_with("").get(), {}));
  EXPECT_FALSE(check_image(file_with(png(640, 480, kTenMib + 1)).get(), {}));
  EXPECT_EQ(check_image(-1, {}).error().code, ErrorCode::internal);
}

TEST_F(IngestTest, ASliceBeyondItsFileIsOutOfRange) {
  const UniqueFd file = file_with("iVBO");
  EXPECT_EQ(ingest_base64(*store_, "in/cat", file.get(), {0, 100}, {}, kNow).error().code,
            ErrorCode::out_of_range);
}

TEST_F(IngestTest, ABadKeyIsTheStoresToRefuse) {
  const auto image = ingest_base64(*store_, "../cat", base64(png(640, 480)), {}, kNow);
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace kirin::assets
