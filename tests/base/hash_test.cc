#include "base/hash.h"

#include <gtest/gtest.h>

namespace kirin {
namespace {

TEST(HashTest, Sha256OfShortTextsIsThatOfPiecesTimeAndAgain) {
  for (const std::string& text : {std::string{}, std::string{"abc"}, std::string(1000, 'x')}) {
    Sha256 pieces;
    pieces.update(text);
    EXPECT_EQ(sha256(text), pieces.finish());
  }
}

TEST(HashTest, Sha256OfAbcIsThePublishedVector) {
  // FIPS 180-4, example of SHA-256 on "abc".
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(HashTest, PiecesHashAsTheWhole) {
  Sha256 hash;
  hash.update("a");
  hash.update("bc");
  EXPECT_EQ(to_hex(hash.finish()), sha256_hex("abc"));
}

TEST(HashTest, HmacIsThePublishedVector) {
  // RFC 4231, test case 2.
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(HashTest, EqualityLooksAtLengthAndBytes) {
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
}

}  // namespace
}  // namespace kirin
