#include <gtest/gtest.h>

#include <string>

#include "engine/motion/story/scene_description.h"

namespace kirin::engine::motion::story {
namespace {

/// "2 red car run>right +dress:yellow"
std::string subjects_of(const SceneDescription& scene) {
  std::string text;
  for (const Subject& subject : scene.subjects) {
    text += (text.empty() ? "" : "; ") + std::to_string(subject.count) + " ";
    text += (subject.colour ? subject.colour->name + " " : "") + subject.kind;
    for (const Part& part : subject.parts) {
      text += " +" + (part.colour ? part.colour->name + " " : "") + part.id;
    }
    for (const Action& action : subject.actions) {
      text += " " + action.id;
      text += action.heading ? ">" + std::string(to_string(*action.heading)) : "";
      text += action.towards >= 0 ? "@" + std::to_string(action.towards) : "";
    }
  }
  return text;
}

struct Understood {
  const char* prompt;
  const char* setting;
  const char* hour;
  const char* weather;
  const char* subjects;
};

class EachPrompt : public testing::TestWithParam<Understood> {};

TEST_P(EachPrompt, IsUnderstood) {
  const SceneDescription scene = read_story(GetParam().prompt, "");
  EXPECT_EQ(scene.setting, GetParam().setting) << explain(scene);
  EXPECT_EQ(to_string(scene.hour), GetParam().hour) << explain(scene);
  EXPECT_EQ(scene.weather.id, GetParam().weather) << explain(scene);
  EXPECT_EQ(subjects_of(scene), GetParam().subjects) << explain(scene);
}

INSTANTIATE_TEST_SUITE_P(
    English, EachPrompt,
    testing::Values(Understood{"A red kite climbs over a windy beach at dusk", "beach", "dusk",
                               "clear", "1 red kite climb"},
                    Understood{"Two white boats and three seagulls on a foggy sea at dawn", "ocean",
                               "dawn", "fog", "2 white boat; 3 seagull"},
                    Understood{"a red car and a blue bus", "road", "afternoon", "clear",
                               "1 red car; 1 blue bus"},
                    Understood{"no people and no cars in a snowy village", "village", "afternoon", "clear", ""}));

INSTANTIATE_TEST_SUITE_P(
    Chinese, EachPrompt,
    testing::Values(Understood{"一个穿红裙子的小女孩在海滩上跑步", "beach", "afternoon", "clear",
                               "1 girl +red dress run"},
                    Understood{"两辆红色的汽车从左向右驶过城市街道，夜晚，下雨", "city_street",
                               "night", "rain", "2 red car drive>right"}));

}  // namespace
}  // namespace kirin::engine::motion::story
