#include "catalog/voice_references.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kirin::catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(VoiceReferencesTest, FindsAllInOrder) {
  EXPECT_THAT(voice_references("<<<voice_2>>>a<<<voice_1>>><<<voice_2>>>"), ElementsAre(2, 1, 2));
  EXPECT_THAT(voice_references("<<<<<<voice_01>>>>"), ElementsAre(1));
  EXPECT_THAT(voice_references("<<<voice_0>>>"), ElementsAre(0));
}

TEST(VoiceReferencesTest, LeavesTextAlone) {
  for (const char* text :
       {"", "voice_1", "<<<voice_>>>", "<<<voice_1>>", "<<voice_1>>>", "<<<voice_one>>>",
        "<<<voice_-1>>>", "<<<voice_1 >>>", "<<<Voice_1>>>", "<<<voice_1", "<<<voice_"}) {
    EXPECT_THAT(voice_references(text), IsEmpty()) << text;
  }
}

TEST(VoiceReferencesTest, HugeNumbersStayHuge) {
  // 2^32 + 1 would be voice 1 if it wrapped around.
  EXPECT_THAT(voice_references("<<<voice_4294967297>>>"), ElementsAre(999'999'999));
}

}  // namespace
}  // namespace kirin::catalog
