// What holds for any text.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "engine/motion/story/lexicon.h"
#include "engine/motion/story/scene_description.h"
#include "engine/story/summary.h"

namespace kirin::engine::motion::story {
namespace {

void expect_sound(const SceneDescription& scene, const std::string& prompt) {
  const auto count = static_cast<int>(scene.subjects.size());
  EXPECT_FALSE(scene.setting.empty()) << prompt;
  for (const Subject& subject : scene.subjects) {
    EXPECT_NE(lexicon().find(Topic::subject, subject.kind), nullptr) << subject.kind;
    EXPECT_TRUE(subject.count >= 1 && subject.count <= 40) << prompt;
    EXPECT_TRUE(subject.size > 0.05 && subject.size < 20) << prompt;
    for (const Action& action : subject.actions) {
      EXPECT_NE(lexicon().find(Topic::action, action.id), nullptr) << action.id;
      EXPECT_TRUE(action.towards >= -1 && action.towards < count) << prompt;
      EXPECT_TRUE(action.pace > 0.05 && action.pace < 10) << prompt << action.pace;
    }
    for (const std::string& trait : subject.traits) {
      EXPECT_NE(lexicon().find(Topic::trait, trait), nullptr) << trait;
    }
  }
  for (const Relation& relation : scene.relations) {
    EXPECT_TRUE(relation.subject >= 0 && relation.subject < count) << prompt;
    EXPECT_TRUE(relation.object >= -1 && relation.object < count) << prompt;
    EXPECT_NE(relation.object == -1, relation.part_of_place.empty()) << prompt;
  }
  EXPECT_FALSE(explain(scene).empty());
  EXPECT_FALSE(to_json(scene).empty());
}

void expect_nothing_excluded(const SceneDescription& scene, const std::string& prompt) {
  const auto absent = [&](const std::string& id) {
    EXPECT_FALSE(!id.empty() && scene.excludes(id)) << id << " in: " << prompt;
  };
  absent(scene.setting == "abstract" ? "" : scene.setting);
  std::ranges::for_each(scene.beside, absent);
  std::ranges::for_each(scene.setting_traits, absent);
  absent(scene.season);
  absent(scene.style);
  absent(scene.mood);
  EXPECT_FALSE(scene.excludes("rain") && scene.weather.rain > 0) << prompt;
  EXPECT_FALSE(scene.excludes("snow") && scene.weather.snow > 0) << prompt;
  EXPECT_FALSE(scene.excludes("fog") && scene.weather.fog > 0) << prompt;
  for (const SkySight& sight : scene.sights) {
    absent(sight.id);
  }
  for (const Subject& subject : scene.subjects) {
    absent(subject.kind);
    absent(subject.variety);
    std::ranges::for_each(subject.traits, absent);
    for (const Part& part : subject.parts) {
      absent(part.id);
      std::ranges::for_each(part.traits, absent);
      absent(part.colour ? part.colour->name : "");
    }
    for (const Action& action : subject.actions) {
      absent(action.id);
    }
    absent(subject.colour ? subject.colour->name : "");
    absent(subject.second_colour ? subject.second_colour->name : "");
  }
}

/// Words of the lexicon in any order.
class Soup {
 public:
  explicit Soup(std::uint32_t seed) : random_(seed) {
    for (const Entry& entry : lexicon().entries()) {
      if (entry.topic != Topic::irregular && entry.topic != Topic::script) {
        words_.insert(words_.end(), entry.english.begin(), entry.english.end());
        words_.insert(words_.end(), entry.chinese.begin(), entry.chinese.end());
        const int extra = entry.topic == Topic::grammar ? 3 : 0;  // what sentences are made of
        for (int i = 0; i < extra; ++i) {
          words_.insert(words_.end(), entry.english.begin(), entry.english.end());
        }
      }
    }
  }
  std::string text(std::size_t count) {
    std::string made;
    for (std::size_t i = 0; i < count; ++i) {
      made += words_[random_() % words_.size()];
      made += random_() % 4 == 0 ? "" : " ";
    }
    return made;
  }

 private:
  std::mt19937 random_;
  std::vector<std::string> words_;
};

TEST(StoryPropertiesTest, WordsInAnyOrderGiveASoundDescription) {
  Soup soup(1);
  for (int i = 0; i < 600; ++i) {
    const std::string prompt = soup.text(3 + static_cast<std::size_t>(i) % 40);
    const std::string negative = i % 2 == 0 ? soup.text(4) : "";
    const SceneDescription scene = read_story(prompt, negative);
    expect_sound(scene, prompt);
    expect_nothing_excluded(scene, prompt + " ### " + negative);
    EXPECT_EQ(summary(scene), summary(read_story(prompt, negative))) << prompt;
    if (testing::Test::HasFailure()) {
      return;
    }
  }
}

TEST(StoryPropertiesTest, AnyBytesAreAPrompt) {
  std::mt19937 random(2);
  for (int i = 0; i < 1000; ++i) {
    std::string bytes(random() % 200, ' ');
    std::ranges::generate(bytes, [&] { return static_cast<char>(random()); });
    expect_sound(read_story(bytes, bytes), "random bytes");
  }
}

/// CPU seconds of reading a prompt.
double seconds_of(const std::string& prompt) {
  const std::clock_t start = std::clock();
  expect_sound(read_story(prompt, prompt), "long");
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

TEST(StoryPropertiesTest, TimeIsLinearInHostileText) {
  for (const std::string unit :
       {"a dog ", "red ",   "跑",  "的", "没有", "\"",         "'",  "«", "<<<",  "a",       "穿",
        "and ",   "桌子上", "no ", "x ", "一",   "the dog's ", "她", "1", "\xff", "hot air "}) {
    std::string text;
    while (text.size() < 100'000) {
      text += unit;
    }
    EXPECT_LT(seconds_of(text), 2.0) << unit;
  }
}

}  // namespace
}  // namespace kirin::engine::motion::story
