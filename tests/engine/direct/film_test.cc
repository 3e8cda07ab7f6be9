#include "engine/motion/direct/film.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine/kept_clip.h"
#include "engine/motion/job_words.h"

namespace kirin::engine::motion {
namespace {

constexpr const char* kKitePrompt =
    "A red kite climbs over a windy beach at dusk. Man <<<voice_1>>> says: \"Hello\"";

GenerationJob without(GenerationJob job, std::string unwanted) {
  job.negative_prompt = std::move(unwanted);
  return job;
}

JsonObject scene_facts(const GenerationJob& job) {
  KeepingSink sink;
  KeepingProgress progress;
  const auto report = direct::film_scene(job, sink, progress, {});
  return report ? report->facts.at("scene").as_object() : JsonObject{};
}

TEST(Film, SendsExactlyTheFramesOfTheJobAndReportsProgress) {
  GenerationJob job = job_of("a lake at dawn");
  job.size = {130, 98};  // no vector width divides either
  job.frame_count = 7;
  KeepingSink sink;
  KeepingProgress progress;

  ASSERT_TRUE(direct::film_scene(job, sink, progress, {}));

  ASSERT_EQ(sink.frames.size(), 7U);
  for (const media::Image& frame : sink.frames) {
    EXPECT_EQ(frame.size(), (media::Size{130, 98}));
  }
  ASSERT_GE(progress.fractions.size(), 7U);
  EXPECT_TRUE(std::ranges::is_sorted(progress.fractions));
  EXPECT_EQ(progress.fractions.back(), 1.0);
}

TEST(Film, MovesTheCameraAsItsExplanationSays) {
  for (const auto& [prompt, unwanted] :
       {std::pair{"a fox in a meadow", ""}, std::pair{"a fox in a meadow", "zoom"},
        std::pair{"a fox in a meadow, slow pan left", ""},
        std::pair{"a fox in a meadow", "camera movement"}}) {
    GenerationJob job = without(job_of(prompt), unwanted);
    job.size = {64, 96};
    job.frame_count = 1;
    job.seed = 7;
    JsonObject explained = explain_words({.prompt = job.prompt,
                                          .negative_prompt = job.negative_prompt,
                                          .prompt_strength = job.prompt_strength,
                                          .seed = job.seed,
                                          .seconds = 1.0 / job.fps})
                               .facts.at("camera")
                               .as_object();
    EXPECT_EQ(scene_facts(job).at("camera"), explained.at("plan")) << prompt << " / " << unwanted;
  }
}

class EachSetting : public testing::TestWithParam<const char*> {};

TEST_P(EachSetting, RepeatsForItsSeedOnAnyNumberOfThreads) {
  GenerationJob job = job_of(GetParam());
  const auto once = frames_of(job);
  job.threads = 2;
  const auto again = frames_of(job);

  ASSERT_EQ(once.size(), 4U);
  ASSERT_EQ(again.size(), 4U);
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_TRUE(same_pixels(once[i], again[i])) << "frame " << i;
  }
}

TEST_P(EachSetting, DiffersForAnotherSeed) {
  GenerationJob job = job_of(GetParam());
  const media::Image one = first_frame_of(job);
  job.seed = 8;
  EXPECT_GT(difference(one, first_frame_of(job)), 1.0);
}

TEST_P(EachSetting, MovesSmoothly) {
  GenerationJob job = job_of(GetParam());
  job.frame_count = 96;
  const auto frames = frames_of(job);
  ASSERT_EQ(frames.size(), 96U);
  std::vector<double> steps;
  for (std::size_t i = 1; i < frames.size(); ++i) {
    steps.push_back(difference(frames[i - 1], frames[i]));
  }
  std::vector<double> sorted = steps;
  std::ranges::sort(sorted);
  const double median = sorted[sorted.size() / 2];
  EXPECT_GT(median, 0.02) << "nothing moves";
  EXPECT_LT(sorted.back(), 2.5 * median + 0.05) << "something jumps";
}

TEST_P(EachSetting, FillsEveryShapeOfFrame) {
  for (const media::Size size :
       {media::Size{144, 256}, media::Size{192, 192}, media::Size{256, 144}}) {
    GenerationJob job = job_of(GetParam());
    job.size = size;
    const media::Image frame = first_frame_of(job);
    // A picture, not a flat colour: rows differ from top to bottom.
    int low = 255;
    int high = 0;
    for (int y = 0; y < size.height; ++y) {
      const int green = frame.row(y)[3 * (size.width / 2) + 1];
      low = std::min(low, green);
      high = std::max(high, green);
    }
    EXPECT_GT(high - low, 25) << size.width << " by " << size.height;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Prompts, EachSetting,
    testing::Values(kKitePrompt, "two sailing boats on the sea at dawn",
                    "a lake in autumn with mountains", "mountains at sunset, an eagle",
                    "a forest in the fog with a fox", "a white horse in a meadow of flowers",
                    "a desert with a hot air balloon", "a city at night in the rain with cars",
                    "a cabin in a snowfield, snow falls", "a rocket near a planet in space",
                    "fish at a coral reef", "abstract silk",
                    "paper lanterns over a lake at night"));

TEST(Film, NightIsDarkerThanDay) {
  const double day = mean_of(first_frame_of(job_of("a beach at noon"))).brightness();
  const double night = mean_of(first_frame_of(job_of("a beach at night"))).brightness();
  EXPECT_LT(night, 0.5 * day);
}

TEST(Film, SunsetIsWarmerThanNoon) {
  const MeanColour noon = mean_of(first_frame_of(job_of("mountains at noon")));
  const MeanColour sunset = mean_of(first_frame_of(job_of("mountains at sunset")));
  EXPECT_GT(sunset.red / sunset.blue, 1.2 * noon.red / noon.blue);
}

TEST(Film, RainAndSnowFall) {
  // The same words and seed, so that only what falls differs; a still camera, so that little else
  // moves.
  for (const char* falling : {"rain", "snow"}) {
    GenerationJob job = job_of(std::string("a snowfield, static camera, ") + falling);
    job.frame_count = 2;
    const auto with = frames_of(job);
    const auto clear = frames_of(without(job, falling));
    EXPECT_GT(changed_pixels(with[0], with[1], 12),
              1.5 * changed_pixels(clear[0], clear[1], 12) + 20)
        << falling;
  }
}

class EachSubject : public testing::TestWithParam<const char*> {};

TEST_P(EachSubject, IsSeenWhereItIsNamedAndGoneWhereItIsNegated) {
  const std::string noun = GetParam();
  const GenerationJob job = job_of("a meadow at noon with a " + noun);
  const media::Image with = first_frame_of(job);
  const media::Image excluded = first_frame_of(without(job, noun));

  EXPECT_GT(changed_pixels(with, excluded, 10), 12);
  EXPECT_EQ(scene_facts(job).at("subjects").as_array().size(), 1U);
  EXPECT_TRUE(scene_facts(without(job, noun)).at("subjects").as_array().empty());
  EXPECT_TRUE(
      scene_facts(job_of("a meadow at noon without a " + noun)).at("subjects").as_array().empty());
}

INSTANTIATE_TEST_SUITE_P(Nouns, EachSubject,
                         testing::Values("man", "bird", "kite", "boat", "car", "tree", "house",
                                         "balloon", "dog", "cat", "horse", "rocket", "fish",
                                         "flower", "butterfly", "lantern"));

TEST(Film, TheReportTellsWhatWasUnderstood) {
  const JsonObject scene = scene_facts(job_of(kKitePrompt));
  EXPECT_EQ(scene.at("setting"), "beach");
  EXPECT_EQ(scene.at("time"), "dusk");
  EXPECT_GT(scene.at("weather").as_object().at("wind").as_double(), 0.5);
  EXPECT_EQ(scene.at("understood"), true);
  const JsonArray& subjects = scene.at("subjects").as_array();
  ASSERT_EQ(subjects.size(), 2U);
  EXPECT_EQ(subjects[0].at("kind"), "kite");
  EXPECT_EQ(subjects[0].at("color").as_object().at("name"), "red");
  EXPECT_EQ(subjects[1].at("kind"), "man");
}

TEST(Film, UnknownWordsChooseTheirOwnScene) {
  const media::Image one = first_frame_of(job_of("perpendicular justice"));
  const media::Image same = first_frame_of(job_of("perpendicular justice"));
  const media::Image other = first_frame_of(job_of("epistemic velvet"));
  EXPECT_TRUE(same_pixels(one, same));
  EXPECT_GT(difference(one, other), 3.0);
}

class CancelingSink : public KeepingSink {
 public:
  explicit CancelingSink(std::stop_source& source) : source_(source) {}
  Result<void> add(media::ImageView frame) override {
    if (frames.size() == 2) {
      source_.request_stop();
    }
    return KeepingSink::add(frame);
  }

 private:
  std::stop_source& source_;
};

TEST(Film, StopsWithinAFrameWhenCanceled) {
  for (const int threads : {1, 2}) {
    GenerationJob job = job_of("a city at night");
    job.frame_count = 50;
    job.threads = threads;
    std::stop_source source;
    CancelingSink sink(source);
    KeepingProgress progress;
    const auto report = direct::film_scene(job, sink, progress, source.get_token());
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::canceled);
    EXPECT_EQ(sink.frames.size(), 3U);
  }
}

TEST(Film, RefusesAJobWithoutFrames) {
  GenerationJob job = job_of("a beach");
  job.frame_count = 0;
  KeepingSink sink;
  KeepingProgress progress;
  const auto report = direct::film_scene(job, sink, progress, {});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::invalid_argument);
}

std::string repeated(const std::string& piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) {
    text += piece;
  }
  return text;
}

TEST(Film, AnyPromptYieldsAClip) {
  const std::string prompts[] = {"",
                                 "   ",
                                 "\"\"",
                                 "\"never closed",
                                 "<<<",
                                 "<<<voice_1",
                                 std::string("\0\0bird", 6),
                                 "\xff\xfe\x80 kite \xc3",
                                 repeated("\xF0\x9F\xAA\x81", 2500),
                                 repeated("99999999999999999999 birds ", 90),
                                 "-1 birds 0 cats",
                                 repeated("a man and a dog and a red car ", 80),
                                 repeated("no ", 800),
                                 repeated("红", 2500)};
  for (const std::string& prompt : prompts) {
    GenerationJob job = job_of(prompt);
    job.size = {96, 54};
    job.frame_count = 2;
    EXPECT_EQ(frames_of(job).size(), 2U) << prompt.substr(0, 40);
  }
}

}  // namespace
}  // namespace kirin::engine::motion
