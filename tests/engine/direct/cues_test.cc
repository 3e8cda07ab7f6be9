#include "engine/motion/direct/cues.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "engine/motion/direct/film.h"
#include "sound/effects/effects.h"

namespace kirin::engine::motion::direct {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr double kSeconds = 5;

std::vector<sound::Cue> cues_for(const std::string& prompt) {
  const story::SceneDescription scene = story::read_story(prompt, "");
  Casting casting = cast_scene(scene, kSeconds, 7);
  const auto camera = [](double) {
    world::CameraState state;
    state.pose = world::translation({0, 1, 9});
    return state;
  };
  return cues_of(scene, casting, camera, 16.0F / 9, kSeconds);
}

std::set<std::string> sounds_of(const std::string& prompt) {
  std::set<std::string> sounds;
  for (const sound::Cue& cue : cues_for(prompt)) {
    sounds.insert(cue.sound);
  }
  return sounds;
}

TEST(Cues, CallForEffectsThatThereAre) {
  for (const std::string_view name : sounds_of_casts()) {
    EXPECT_NE(sound::find_effect(name), nullptr) << name;
  }
}

struct Row {
  const char* prompt;
  const char* sound;
};

class EachCue : public testing::TestWithParam<Row> {};

TEST_P(EachCue, SoundsLikeWhatIsSeen) {
  EXPECT_THAT(sounds_of(GetParam().prompt), Contains(GetParam().sound)) << GetParam().prompt;
}

INSTANTIATE_TEST_SUITE_P(
    Voices, EachCue,
    testing::Values(Row{"a bee over a flower", "bees"}, Row{"a dog on a lawn", "dog"},
                    Row{"a hen on a farm", "hen"}, Row{"a rooster on a farm", "rooster"},
                    Row{"a goose on a lake", "goose"}, Row{"a duck on a lake", "duck"},
                    Row{"a lamb in a meadow", "sheep"}, Row{"a kitten on a sofa", "cat"},
                    Row{"a tiger in the jungle", "lion"}, Row{"a drone over a field", "drone"},
                    Row{"a helicopter in the sky", "helicopter"}, Row{"a red car", "engine"},
                    Row{"a steam train", "train"}, Row{"an ambulance", "siren"},
                    Row{"a bell in a tower", "bell"}, Row{"a campfire", "fire"},
                    Row{"一只蜜蜂", "bees"}, Row{"一只母鸡", "hen"}));

INSTANTIATE_TEST_SUITE_P(
    Deeds, EachCue,
    testing::Values(Row{"a man walks along a beach", "footsteps_sand"},
                    Row{"a man walks in a room in winter", "footsteps_wood"},
                    Row{"a man walks through a forest in winter", "footsteps_snow"},
                    Row{"a man walks along a city street", "footsteps"},
                    Row{"a horse gallops across a meadow", "hooves_grass"},
                    Row{"a horse trots along a city street", "hooves"},
                    Row{"a man opens a door", "door"}, Row{"a man claps on a stage", "applause"},
                    Row{"a ball bounces", "bounce"}, Row{"a man dives into a pool", "splash"},
                    Row{"a house burns", "fire"}, Row{"a car explodes", "explosion"}));

class NoCue : public testing::TestWithParam<Row> {};

TEST_P(NoCue, IsHeardOfWhatIsSilent) {
  EXPECT_THAT(sounds_of(GetParam().prompt), Not(Contains(GetParam().sound))) << GetParam().prompt;
}

INSTANTIATE_TEST_SUITE_P(
    Cues, NoCue,
    testing::Values(Row{"a fish swims under water", "splash"}, Row{"fireflies at night", "bees"},
                    Row{"a woman opens a book", "door"}, Row{"a flower opens", "door"},
                    Row{"a camel walks through the desert", "hooves"},
                    Row{"a camel walks through the desert", "hooves_grass"},
                    Row{"a rhino in the savanna", "cow"}, Row{"a hen on a farm", "rooster"},
                    Row{"a dog runs", "footsteps"}));

TEST(Cues, StandWithinTheClipAndThePicture) {
  for (const char* prompt : {"three horses gallop from left to right", "a man walks, then jumps",
                             "a crowd of people claps", "seven dogs run across a beach"}) {
    const auto cues = cues_for(prompt);
    EXPECT_THAT(cues, Not(IsEmpty())) << prompt;
    for (const sound::Cue& cue : cues) {
      EXPECT_GE(cue.start_seconds, 0);
      EXPECT_LE(cue.end_seconds, kSeconds);
      EXPECT_LE(std::abs(cue.pan_from), 1);
      EXPECT_LE(std::abs(cue.pan_to), 1);
      for (const double beat : cue.beats) {
        EXPECT_GE(beat, cue.start_seconds);
        EXPECT_LT(beat, cue.end_seconds);
      }
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::direct
