#include "engine/motion/compose/stage_directions.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>

namespace kirin::engine::motion {
namespace {

/// "b1 0L 2Rf 0<1": background 1, picture 0 left, 2 right and in front, 0 left of 1.
std::string told(const StageDirections& said) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : " ") + part; };
  if (said.background) {
    add("b" + std::to_string(*said.background));
  }
  for (std::size_t i = 0; i < said.places.size(); ++i) {
    const StagePlace& at = said.places[i];
    if (at == StagePlace{}) {
      continue;
    }
    std::string part = std::to_string(i);
    part += at.side == StageSide::left     ? "L"
            : at.side == StageSide::right  ? "R"
            : at.side == StageSide::centre ? "C"
                                           : "";
    part += at.depth == StageDepth::front ? "f" : at.depth == StageDepth::back ? "k" : "";
    add(part);
  }
  constexpr const char* kSigns[] = {"<", ">", "f", "k", "~", "^", "v", "h"};
  for (const StageLink& link : said.links) {
    add(std::to_string(link.who) + kSigns[static_cast<int>(link.relation)] +
        std::to_string(link.whom));
  }
  for (const StageSide side : said.unnamed) {
    add(side == StageSide::left ? "L" : side == StageSide::right ? "R" : "C");
  }
  return text;
}

struct Case {
  const char* prompt;
  const char* expected;
};

class StageDirectionsTest : public testing::TestWithParam<Case> {};

TEST_P(StageDirectionsTest, AreRead) {
  EXPECT_EQ(told(read_stage_directions(GetParam().prompt, 4)), GetParam().expected)
      << GetParam().prompt;
}

INSTANTIATE_TEST_SUITE_P(
    English, StageDirectionsTest,
    testing::Values(
        Case{"They meet and smile at each other", ""}, Case{"Image 2 is the background.", "b1"},
        Case{"Use the third picture as the background", "b2"}, Case{"background: image 4", "b3"},
        Case{"The background is image 1, slow zoom", "b0"},
        Case{"the first image in front of the second image", "0f1"},
        Case{"image 1 on the left, image 2 on the right, image 3 in the background", "b2 0L 1R"},
        Case{"Image 1 and image 2 stand on the left", "0L 1L"},
        Case{"On the left is image 3, on the right is image 1", "0R 2L"},
        Case{"<<<image_1>>> walks in <<<image_2>>>", "b1"},
        Case{"@Image1 stands to the left of @Image3", "0<2"},
        Case{"@image_2 behind @image_1", "1k0"},
        Case{"The girl in image 1 hugs the cat in image 2", ""},
        Case{"The girl in image 1 sits on the beach in image 3", "b2"},
        Case{"girl in image 1 on the left and cat in image 2 on the right", "0L 1R"},
        Case{"the woman from photo 1 stands next to the dog from photo 2 in front of the castle "
             "of photo 3",
             "0~1 0f2"},
        Case{"picture one is between picture two and picture three", "0>1 0<2"},
        Case{"Photo 2 holding photo 1", "0h1"}, Case{"the 2nd image above the 1st image", "1^0"},
        Case{"image 1 in the foreground; image 2 in the distance", "0f 1k"},
        Case{"image 7 on the left", "L"}, Case{"a cat on the left and a dog on the right", "L R"},
        Case{"A man right away turns around", ""}, Case{"image 10 is the background", ""},
        Case{"images of a great picture", ""}));

INSTANTIATE_TEST_SUITE_P(
    Chinese, StageDirectionsTest,
    testing::Values(Case{"图2作为背景", "b1"},
                    Case{"以图片三为背景，图1在左边，图2在右边", "b2 0L 1R"},
                    Case{"背景是第一张图", "b0"}, Case{"图1在图2的左边", "0<1"},
                    Case{"第一张图片站在第二张图片前面", "0f1"},
                    Case{"图1在图2和图3之间", "0>1 0<2"}, Case{"图1走在图2里", "b1"},
                    Case{"图1中的女孩和图2中的猫一起玩", ""},
                    Case{"图1中的女孩在图3中的海滩上", "b2"}, Case{"左边是图3，右边是图1", "0R 2L"},
                    Case{"参考图1在参考图2旁边", "0~1"}, Case{"@图1在@图2后面", "0k1"},
                    Case{"图1拿着图2", "1h0"}, Case{"左边一只猫，右边一只狗", "L R"},
                    Case{"他们在海边跳舞", ""}));

TEST(StageDirectionsTest, WhatComesLaterDoesNotContradict) {
  const auto said = read_stage_directions(
      "image 1 left of image 2. image 2 left of image 1. image 1 is the "
      "background. image 2 is the background",
      2);
  EXPECT_EQ(told(said), "b0 0<1");
}

TEST(StageDirectionsTest, AnyWordsInAnyOrderNamePicturesThatExist) {
  constexpr const char* kWords[] = {"image 1",
                                    "image 2",
                                    "picture nine",
                                    "the second photo",
                                    "<<<image_3>>>",
                                    "图1",
                                    "第二张图",
                                    "@图片",
                                    "on the left",
                                    "right",
                                    "between",
                                    "and",
                                    ",",
                                    ".",
                                    "in",
                                    "the cat",
                                    "background",
                                    "is",
                                    "of",
                                    "在",
                                    "里",
                                    "左边",
                                    "之间",
                                    "前面",
                                    "和",
                                    "作为背景",
                                    "holding",
                                    "behind"};
  std::mt19937 dice(7);
  for (int round = 0; round < 3000; ++round) {
    std::string prompt;
    for (unsigned words = dice() % 14; words > 0; --words) {
      prompt += std::string(kWords[dice() % std::size(kWords)]) + (dice() % 4 == 0 ? "" : " ");
    }
    const std::size_t count = 1 + dice() % 4;
    const StageDirections said = read_stage_directions(prompt, count);
    ASSERT_EQ(said.places.size(), count);
    ASSERT_LT(said.background.value_or(0), count) << prompt;
    for (const StageLink& link : said.links) {
      ASSERT_TRUE(link.who < count && link.whom < count && link.who != link.whom) << prompt;
    }
  }
}

TEST(StageDirectionsTest, AnyBytesAreRead) {
  for (const std::string& text :
       {std::string("图"), std::string("第"), std::string("<<<image_"), std::string("@"),
        std::string("\xff\xfe\xe5"), std::string("image"), std::string("在图1"),
        std::string("between image 1 and"), std::string("图1在图2"), std::string(3, '\0')}) {
    EXPECT_LE(read_stage_directions(text, 2).links.size(), 2U);
  }
}

}  // namespace
}  // namespace kirin::engine::motion
