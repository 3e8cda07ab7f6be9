#include "worker/generator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cmath>
#include <fstream>
#include <thread>

#include "base/file.h"
#include "media/decode.h"
#include "media/picture_files.h"
#include "media/png_writer.h"
#include "media/probe.h"
#include "sound/speech/program_recorder.h"
#include "sound/speech/wav.h"
#include "worker/studio.h"
#include "worker/voice_sample.h"

namespace kirin::worker {
namespace {

using testing::HasSubstr;

Ticket small_ticket() {
  Ticket ticket;
  ticket.task_id = "test";
  ticket.engine = "motion";
  ticket.model = "kirin_v2_6_t2v";
  ticket.prompt = "a red kite over a beach";
  ticket.clip.size = {160, 96};
  ticket.clip.fps = 24;
  ticket.clip.frame_count = 12;
  ticket.clip.tags = {{"kirin.seed", "1"}};
  ticket.seed = 1;
  return ticket;
}

GeneratorOptions options() {
  GeneratorOptions options;
  options.program = KIRIN_PROGRAM;
  options.scratch_directory = "/tmp";
  options.deadline = std::chrono::seconds{120};
  return options;
}

// A program that plays the generator's part.
class Script {
 public:
  explicit Script(const std::string& body)
      : path_(testing::TempDir() + "kirin-generator-" + std::to_string(::getpid()) + ".sh") {
    std::ofstream{path_} << "#!/bin/sh\n" << body << '\n';
    ::chmod(path_.c_str(), 0700);
  }
  ~Script() { ::unlink(path_.c_str()); }
  Script(const Script&) = delete;
  Script& operator=(const Script&) = delete;
  GeneratorOptions options() const {
    GeneratorOptions made = worker::options();
    made.program = path_;
    return made;
  }

 private:
  std::string path_;
};

GenerationOutcome run(const GeneratorOptions& options, const Ticket& ticket = small_ticket(),
                      std::stop_token stop = {}) {
  return generate_in_child(
      options, ticket, {}, [](double, const std::string&) {}, std::move(stop));
}

UniqueFd file_with(std::span<const std::byte> bytes) {
  auto file = anonymous_file("/tmp");
  EXPECT_TRUE(file && write_all(file->get(), bytes));
  return *std::move(file);
}

TEST(GeneratorTest, MakesAClipInAConfinedProcess) {
  std::vector<double> fractions;
  const auto outcome = generate_in_child(
      options(), small_ticket(), {},
      [&](double fraction, const std::string&) { fractions.push_back(fraction); }, {});

  ASSERT_TRUE(outcome.clip) << outcome.failure.message;
  const auto facts = media::probe_clip(outcome.clip->clip.get());
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->frame_count, 12);
  EXPECT_EQ(facts->size, (media::Size{160, 96}));
  EXPECT_EQ(outcome.clip->facts.at("engine").as_string(), "motion");
  EXPECT_FALSE(outcome.clip->watermarked);
  EXPECT_TRUE(std::ranges::is_sorted(fractions));
}

TEST(GeneratorTest, SoundAndWatermarkAreMadeWhereAskedFor) {
  Ticket ticket = small_ticket();
  ticket.clip.has_audio = true;
  ticket.watermark = true;
  ticket.prompt = "A man says: \"Hello\"";

  const auto outcome = run(options(), ticket);

  ASSERT_TRUE(outcome.clip) << outcome.failure.message;
  ASSERT_TRUE(outcome.clip->watermarked);
  const auto facts = media::probe_clip(outcome.clip->watermarked->get());
  ASSERT_TRUE(facts);
  EXPECT_TRUE(facts->has_audio);
}

TEST(GeneratorTest, LinesInOtherLanguagesAreRecordedForTheConfinedProcess) {
  ASSERT_TRUE(sound::has_espeak()) << "scripts/setup installs espeak-ng";
  const auto studio = open_studio({.program = KIRIN_PROGRAM});
  GeneratorOptions with_studio = options();
  with_studio.recorder = studio.get();
  Ticket ticket = small_ticket();
  ticket.clip.has_audio = true;
  ticket.clip.frame_count = 72;
  ticket.prompt = "男人说：“你好，朋友”";

  const auto outcome = run(with_studio, ticket);

  ASSERT_TRUE(outcome.clip) << outcome.failure.message;
  EXPECT_THAT(outcome.clip->warnings, testing::IsEmpty());
}

TEST(GeneratorTest, WithoutAStudioItSaysWhatIsNotSpoken) {
  Ticket ticket = small_ticket();
  ticket.clip.has_audio = true;
  ticket.prompt = "男人说：“你好，朋友”";

  const auto outcome = run(options(), ticket);

  ASSERT_TRUE(outcome.clip) << outcome.failure.message;
  EXPECT_THAT(outcome.clip->warnings, testing::ElementsAre(HasSubstr("speaks no Chinese")));
}

TEST(GeneratorTest, ASlowVoiceDoesNotHoldUpProgressOrAStop) {
  struct Slow final : sound::Recorder {
    Result<sound::Recording> record(const sound::SpeechOrder&,
                                    const std::stop_token& stop) override {
      while (!stop.stop_requested()) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
      }
      return Error{ErrorCode::canceled, "stopped"};
    }
  } slow;
  GeneratorOptions with_slow = options();
  with_slow.recorder = &slow;
  Ticket ticket = small_ticket();
  ticket.clip.has_audio = true;
  ticket.prompt = "男人说：“你好，朋友”";
  std::stop_source stop;
  int ticks_at_sound = 0;

  const auto outcome = generate_in_child(
      with_slow, ticket, {},
      [&](double, const std::string& phase) {
        ticks_at_sound += phase == "sound" ? 1 : 0;
        if (ticks_at_sound > 10) {
          stop.request_stop();
        }
      },
      stop.get_token());

  EXPECT_FALSE(outcome.clip);
  EXPECT_TRUE(outcome.failure.canceled);
}

TEST(GeneratorTest, AVoiceSampleIsMadeInTheConfinedProcess) {
  const auto sample = make_voice_sample(options(), "en_robot", {});
  ASSERT_TRUE(sample) << sample.error().message;
  const auto wav = sound::read_wav(*sample);
  ASSERT_TRUE(wav) << wav.error().message;
  EXPECT_EQ(wav->sample_rate, 48000);
  EXPECT_GT(wav->samples.size(), 48000U);
  // Another voice in its place would be a lie.
  EXPECT_FALSE(make_voice_sample(options(), "zh_male_1", {}));
  EXPECT_FALSE(make_voice_sample(options(), "en_female_4", {}));
  EXPECT_FALSE(make_voice_sample(options(), "nobody", {}));
}

TEST(GeneratorTest, ADebugSheetIsDrawnInTheConfinedProcess) {
  media::Image picture({200, 120});
  for (int y = 0; y < 120; ++y) {
    std::fill_n(picture.row(y), 600, static_cast<std::uint8_t>(y < 60 ? 200 : 40 + y % 7 * 9));
  }
  Ticket ticket = small_ticket();
  ticket.debug_sheet = true;
  ticket.inputs = {{InputRole::first_frame, {}}};
  std::vector<UniqueFd> inputs;
  const auto png = media::encode_png(picture.view());
  ASSERT_TRUE(png);
  inputs.push_back(file_with(std::as_bytes(std::span{*png})));

  const auto outcome =
      generate_in_child(options(), ticket, inputs, [](double, const std::string&) {}, {});

  ASSERT_TRUE(outcome.clip) << outcome.failure.message;
  const auto bytes = read_all(outcome.clip->clip.get(), 1 << 24);
  ASSERT_TRUE(bytes);
  const auto sheet = media::decode_image(*bytes);
  ASSERT_TRUE(sheet) << sheet.error().message;
  EXPECT_GT(sheet->size().width, 1000);
}

// White on white but for its alpha, so that a picture laid on white would have no subject.
std::string white_cut_out_png() {
  return media::png_file(
      {.size = {300, 300}, .colour_type = 6, .row = [](int y) {
         std::vector<std::uint8_t> row;
         for (int x = 0; x < 300; ++x) {
           const bool is_inside = std::hypot(x - 150, y - 150) < 100;
           row.insert(row.end(), {255, 255, 255, static_cast<std::uint8_t>(is_inside ? 255 : 0)});
         }
         return row;
       }});
}

std::string stripes_png() {
  return media::png_file({.size = {480, 300}, .row = [](int y) {
                            std::vector<std::uint8_t> row;
                            for (int x = 0; x < 480; ++x) {
                              const int green = 60 + 40 * ((x / 16 + y / 12) % 3);
                              row.insert(row.end(), {20, static_cast<std::uint8_t>(green), 30});
                            }
                            return row;
                          }});
}

TEST(GeneratorTest, TransparencyOfAReferenceReachesTheEngine) {
  Ticket ticket = small_ticket();
  ticket.prompt = "image 2 is the background";
  ticket.inputs = {{InputRole::reference, {}}, {InputRole::reference, {}}};
  std::vector<UniqueFd> inputs;
  for (const std::string& png : {white_cut_out_png(), stripes_png()}) {
    inputs.push_back(file_with(std::as_bytes(std::span{png})));
  }

  const auto outcome =
      generate_in_child(options(), ticket, inputs, [](double, const std::string&) {}, {});

  ASSERT_TRUE(outcome.clip) << outcome.failure.message;
  EXPECT_EQ(outcome.clip->facts.at("references"), (JsonArray{"cut out", "background"}));
}

TEST(GeneratorTest, WithoutAPictureThereIsNoDebugSheet) {
  Ticket ticket = small_ticket();
  ticket.debug_sheet = true;

  const auto outcome = run(options(), ticket);

  EXPECT_FALSE(outcome.clip);
  EXPECT_THAT(outcome.failure.message, HasSubstr("this request has none"));
}

TEST(GeneratorTest, ABrokenPictureIsRejectedAndNotTriedAgain) {
  Ticket ticket = small_ticket();
  ticket.inputs = {{InputRole::first_frame, {}}};
  std::vector<UniqueFd> inputs;
  inputs.push_back(file_with(std::as_bytes(std::span{"this is no picture"})));

  const auto outcome =
      generate_in_child(options(), ticket, inputs, [](double, const std::string&) {}, {});

  EXPECT_FALSE(outcome.clip);
  EXPECT_EQ(outcome.failure.cause, catalog::FailureCause::rejected);
  EXPECT_FALSE(outcome.failure.may_retry);
}

TEST(GeneratorTest, AnUnknownEngineIsAGenerationFailure) {
  Ticket ticket = small_ticket();
  ticket.engine = "perpetual";
  const auto outcome = run(options(), ticket);
  EXPECT_EQ(outcome.failure.cause, catalog::FailureCause::generation);
  EXPECT_THAT(outcome.failure.message, HasSubstr("perpetual"));
}

TEST(GeneratorTest, ACrashMayBeTriedAgainAndSaysHow) {
  const auto outcome = run(Script{"kill -SEGV $$"}.options());
  EXPECT_EQ(outcome.failure.cause, catalog::FailureCause::generation);
  EXPECT_TRUE(outcome.failure.may_retry);
  EXPECT_THAT(outcome.failure.message, HasSubstr("signal 11"));
}

TEST(GeneratorTest, AMissingProgramIsAFailureNotAHang) {
  GeneratorOptions missing = options();
  missing.program = "/nonexistent/kirin";
  EXPECT_TRUE(run(missing).failure.may_retry);
}

TEST(GeneratorTest, NonsenseFromTheChildIsAFailure) {
  for (const char* nonsense :
       {"echo nonsense >&4", "echo '[1,2]' >&4", "head -c 3000000 /dev/zero | tr '\\0' a >&4"}) {
    EXPECT_FALSE(run(Script{nonsense}.options()).clip) << nonsense;
  }
}

TEST(GeneratorTest, TheDeadlineEndsAGeneratorThatHangs) {
  const Script hanging{"exec tail -f /dev/null"};
  GeneratorOptions impatient = hanging.options();
  impatient.deadline = std::chrono::seconds{1};
  const auto outcome = run(impatient);
  EXPECT_FALSE(outcome.clip);
  EXPECT_EQ(outcome.failure.cause, catalog::FailureCause::status);
  EXPECT_FALSE(outcome.failure.may_retry);
}

TEST(GeneratorTest, AStopIsHonouredWithinTheGrace) {
  Ticket endless = small_ticket();
  endless.clip.frame_count = 7'200;
  endless.clip.size = {1280, 720};
  std::stop_source stop;
  const auto began = std::chrono::steady_clock::now();
  const auto outcome = generate_in_child(
      options(), endless, {},
      [&](double fraction, const std::string&) {
        if (fraction > 0) {
          stop.request_stop();
        }
      },
      stop.get_token());
  EXPECT_TRUE(outcome.failure.canceled);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{60});
}

}  // namespace
}  // namespace kirin::worker
