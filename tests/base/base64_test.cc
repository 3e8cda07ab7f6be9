#include "base/base64.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hwy/highway.h>

#include <algorithm>
#include <random>

#include "base/base64_groups.h"

namespace kirin {
namespace {

using ::testing::HasSubstr;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span{text});
}

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string random_bytes(std::size_t size, unsigned seed) {
  std::mt19937 random{seed};
  std::string bytes(size, '\0');
  std::ranges::generate(bytes, [&] { return static_cast<char>(random()); });
  return bytes;
}

Result<std::string> decode_in_pieces(std::string_view text, std::size_t piece) {
  Base64Decoder decoder;
  std::string all;
  std::vector<std::byte> out(Base64Decoder::most_bytes(piece));
  for (std::size_t at = 0; at < text.size(); at += piece) {
    ASSIGN_OR_RETURN(const std::size_t size, decoder.decode(text.substr(at, piece), out));
    all += text_of(std::span{out}.first(size));
  }
  std::array<std::byte, 2> tail{};
  ASSIGN_OR_RETURN(const std::size_t size, decoder.finish(tail));
  return all + text_of(std::span{tail}.first(size));
}

TEST(Base64Test, VectorsOfRfc4648Section10) {
  const std::pair<std::string, std::string> rows[] = {{"", ""},
                                                      {"f", "Zg=="},
                                                      {"fo", "Zm8="},
                                                      {"foo", "Zm9v"},
                                                      {"foob", "Zm9vYg=="},
                                                      {"fooba", "Zm9vYmE="},
                                                      {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : rows) {
    EXPECT_EQ(base64_encode(bytes_of(bytes)), text);
    const auto decoded = base64_decode(text);
    ASSERT_TRUE(decoded) << decoded.error().describe();
    EXPECT_EQ(text_of(*decoded), bytes);
    const auto unpadded = base64_decode(text.substr(0, text.find('=')));
    ASSERT_TRUE(unpadded) << unpadded.error().describe();
    EXPECT_EQ(text_of(*unpadded), bytes);
  }
}

TEST(Base64Test, WhiteSpaceIsSkippedWhereverItStands) {
  const auto decoded = base64_decode(" Z\tm\r\n9\fv\vYg = =\n");
  ASSERT_TRUE(decoded) << decoded.error().describe();
  EXPECT_EQ(text_of(*decoded), "foob");
}

struct BadRow {
  const char* text;
  const char* message;
};

TEST(Base64Test, SaysWhatIsWrongAndWhere) {
  const BadRow rows[] = {
      {"Zm9v!mFy", "'!' is not a base64 character at offset 4"},
      {"Zm9v\nYm-y", "'-' is not a base64 character at offset 7"},
      {"Zm9v\x80", "byte 0x80 is not a base64 character at offset 4"},
      {"Zm9v\x01", "byte 0x01 is not a base64 character at offset 4"},
      {"Z", "ends inside a byte at offset 1"},
      {"Zm9vY", "ends inside a byte at offset 5"},
      {"Zg=", "ends before its second '=' at offset 3"},
      {"Zg===", "'=' where no padding is due at offset 4"},
      {"Zm8==", "'=' where no padding is due at offset 4"},
      {"=", "'=' where no padding is due at offset 0"},
      {"Z===", "'=' where no padding is due at offset 1"},
      {"Zm9v=", "'=' where no padding is due at offset 4"},
      {"Zg==Zg==", "text after the padding at offset 4"},
      {"Zg=Z", "text after the padding at offset 3"},
      {"Zh==", "bits that belong to no byte"},
      {"Zm9", "bits that belong to no byte"},
  };
  for (const BadRow& row : rows) {
    const auto decoded = base64_decode(row.text);
    ASSERT_FALSE(decoded) << row.text;
    EXPECT_EQ(decoded.error().code, ErrorCode::invalid_argument);
    EXPECT_THAT(decoded.error().message, HasSubstr(row.message)) << row.text;
  }
}

TEST(Base64Test, PiecesCutAnywhereDecodeAsTheWhole) {
  const std::string bytes = random_bytes(1000, 1);
  std::string text = base64_encode(bytes_of(bytes));
  for (std::size_t at = 76; at < text.size(); at += 78) {
    text.insert(at, "\r\n");
  }
  for (std::size_t piece = 1; piece <= 200; ++piece) {
    const auto decoded = decode_in_pieces(text, piece);
    ASSERT_TRUE(decoded) << decoded.error().describe();
    ASSERT_EQ(*decoded, bytes) << piece;
  }
}

TEST(Base64Test, PositionsCountFromTheFirstPiece) {
  std::string text = base64_encode(bytes_of(random_bytes(900, 2)));
  text[777] = '*';
  for (const std::size_t piece : {1, 7, 64, 500, 5000}) {
    const auto decoded = decode_in_pieces(text, piece);
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().message, "'*' is not a base64 character at offset 777");
  }
}

// Every instruction set that this machine has, one after the other.
class Base64OnEachTarget : public ::testing::TestWithParam<std::int64_t> {
 protected:
  void SetUp() override { hwy::SetSupportedTargetsForTest(GetParam()); }
  void TearDown() override { hwy::SetSupportedTargetsForTest(0); }
};

// What the fast path and the plain loop make of `text`, and that neither writes beyond its room.
void expect_same(std::string_view text) {
  constexpr std::byte kGuard{0xa5};
  const std::size_t room = text.size() / 4 * 3;
  std::vector<std::byte> fast(room + 64, kGuard);
  std::vector<std::byte> plain(room + 64, kGuard);
  const std::size_t taken = base64_decode_groups(text, std::span{fast}.first(room));
  const std::size_t due = base64_decode_groups_plain(text, std::span{plain}.first(room));
  ASSERT_EQ(taken, due);
  const auto end = static_cast<std::ptrdiff_t>(taken / 4 * 3);
  ASSERT_TRUE(std::equal(fast.begin(), fast.begin() + end, plain.begin()));
  ASSERT_TRUE(std::all_of(fast.begin() + static_cast<std::ptrdiff_t>(room), fast.end(),
                          [&](std::byte b) { return b == kGuard; }));
}

TEST_P(Base64OnEachTarget, EveryLengthDecodesAsThePlainLoopDoes) {
  const std::string text = base64_encode(bytes_of(random_bytes(600, 3)));
  for (std::size_t size = 0; size <= 500; ++size) {
    for (const std::size_t shift : {0, 1, 3}) {
      expect_same(std::string_view{text}.substr(shift, size));
    }
  }
}

TEST_P(Base64OnEachTarget, EveryByteInEveryLaneIsJudgedAsThePlainLoopDoes) {
  const std::string good = base64_encode(bytes_of(random_bytes(150, 4)));
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t lane = 0; lane < good.size(); ++lane) {
      std::string text = good;
      text[lane] = static_cast<char>(byte);
      expect_same(text);
      if (HasFatalFailure()) {
        FAIL() << "byte " << byte << " at " << lane;
      }
    }
  }
}

TEST_P(Base64OnEachTarget, RandomBytesSurviveTheRoundTrip) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const std::string bytes = random_bytes(seed * 37, seed);
    const auto decoded = base64_decode(base64_encode(bytes_of(bytes)));
    ASSERT_TRUE(decoded) << decoded.error().describe();
    ASSERT_EQ(text_of(*decoded), bytes);
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, Base64OnEachTarget,
                         ::testing::ValuesIn(hwy::SupportedAndGeneratedTargets()),
                         [](const auto& row) { return hwy::TargetName(row.param); });

}  // namespace
}  // namespace kirin
