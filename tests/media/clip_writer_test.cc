#include "media/clip_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "media/clip_files.h"

namespace kirin::media {
namespace {

using testing::HasSubstr;

constexpr Size kSmall{96, 64};

// A field of ffprobe's answer as text, "" where it is missing.
std::string field(const Json& object, std::string_view key) {
  const Json* value = object.as_object().if_contains(key);
  if (value == nullptr) {
    return {};
  }
  return value->is_string() ? std::string{value->as_string()} : boost::json::serialize(*value);
}

struct Rate {
  int fps;
  int frame_count;
  const char* seconds;
};

class ClipAsFfprobeSeesIt : public testing::TestWithParam<Rate> {};

TEST_P(ClipAsFfprobeSeesIt, HasExactlyWhatWasAskedFor) {
  const auto [fps, frame_count, seconds] = GetParam();
  const ScratchFile file{"spec.mp4"};
  write_scene(file, {.size = kSmall,
                     .fps = fps,
                     .frame_count = frame_count,
                     .has_audio = true,
                     .tags = {{"comment", "a \"scene\" — ✓"},
                              {"kirin.model", "kirin_v2_6_t2v"},
                              {"kirin.seed", "42"},
                              {"kirin.request_sha256", std::string(64, 'a')}}});

  const Json probe = ffprobe(file, "-count_packets -show_streams -show_format");
  const auto& streams = probe.at("streams").as_array();
  ASSERT_EQ(streams.size(), 2U);
  const Json& video = streams[0];
  const Json& audio = streams[1];
  const std::string frames = std::to_string(frame_count);
  const std::string rate = std::to_string(fps) + "/1";
  const std::vector<std::pair<std::string, std::string>> video_facts = {
      {"codec_name", "h264"},
      {"profile", "High"},
      {"pix_fmt", "yuv420p"},
      {"width", "96"},
      {"height", "64"},
      {"color_range", "tv"},
      {"color_space", "bt709"},
      {"color_transfer", "bt709"},
      {"color_primaries", "bt709"},
      {"chroma_location", "left"},
      {"avg_frame_rate", rate},
      {"r_frame_rate", rate},
      {"nb_frames", frames},
      {"nb_read_packets", frames},
      {"start_time", "0.000000"},
      {"duration", seconds},
      {"sample_aspect_ratio", "1:1"},
      {"time_base", "1/" + std::to_string(fps * 1000)}};
  for (const auto& [key, value] : video_facts) {
    EXPECT_EQ(field(video, key), value) << key;
  }
  const std::vector<std::pair<std::string, std::string>> audio_facts = {
      {"codec_name", "aac"}, {"profile", "LC"},     {"sample_rate", "48000"},
      {"channels", "2"},     {"duration", seconds}, {"start_time", "0.000000"}};
  for (const auto& [key, value] : audio_facts) {
    EXPECT_EQ(field(audio, key), value) << key;
  }
  const Json& format = probe.at("format");
  EXPECT_EQ(field(format, "duration"), seconds);
  const Json& tags = format.at("tags");
  EXPECT_EQ(field(tags, "comment"), "a \"scene\" — ✓");
  EXPECT_EQ(field(tags, "kirin.model"), "kirin_v2_6_t2v");
  EXPECT_EQ(field(tags, "kirin.seed"), "42");
  EXPECT_EQ(field(tags, "kirin.request_sha256"), std::string(64, 'a'));
}

TEST_P(ClipAsFfprobeSeesIt, ShowsEveryFrameForTheSameTime) {
  const auto [fps, frame_count, seconds] = GetParam();
  const ScratchFile file{"pts.mp4"};
  write_scene(file, {.size = kSmall, .fps = fps, .frame_count = frame_count});
  const Json probe = ffprobe(file, "-select_streams v -show_entries packet=pts");
  std::vector<std::int64_t> times;
  for (const Json& packet : probe.at("packets").as_array()) {
    times.push_back(packet.at("pts").as_int64());
  }
  std::sort(times.begin(), times.end());
  ASSERT_EQ(times.size(), static_cast<std::size_t>(frame_count));
  for (std::size_t i = 0; i < times.size(); ++i) {
    ASSERT_EQ(times[i], static_cast<std::int64_t>(i) * 1000);
  }
}

INSTANTIATE_TEST_SUITE_P(Rates, ClipAsFfprobeSeesIt,
                         testing::Values(Rate{24, 120, "5.000000"}, Rate{30, 150, "5.000000"},
                                         Rate{24, 1, "0.041667"}, Rate{30, 37, "1.233333"},
                                         Rate{24, 240, "10.000000"}),
                         [](const auto& test) {
                           return std::to_string(test.param.frame_count) + "at" +
                                  std::to_string(test.param.fps);
                         });

std::vector<float> decoded_sound(const ScratchFile& file) {
  const std::string raw = output_of("ffmpeg -v error -i '" + file.path() + "' -map 0:a -f f32le -");
  std::vector<float> samples(raw.size() / sizeof(float));
  std::memcpy(samples.data(), raw.data(), samples.size() * sizeof(float));
  return samples;
}

// AAC comes in frames of 1024: the index ends the sound exactly (ffprobe's durations above), and a
// decoder that goes on to the end of the last frame finds silence there.
constexpr std::size_t kAacFrame = 1024;

void expect_sound_of(const std::vector<float>& heard, std::size_t samples) {
  ASSERT_GE(heard.size(), 2 * samples);
  EXPECT_LT(heard.size(), 2 * (samples + kAacFrame));
}

void write_sound(const ScratchFile& file, const ClipSpec& spec, const std::vector<float>& samples) {
  auto writer = ClipWriter::open(file.fd(), spec);
  ASSERT_TRUE(writer) << writer.error().describe();
  ASSERT_TRUE((*writer)->add_audio(samples));
  for (int i = 0; i < spec.frame_count; ++i) {
    ASSERT_TRUE((*writer)->add_frame(scene_frame(spec.size, i).view()));
  }
  ASSERT_TRUE((*writer)->finish());
}

TEST(ClipSound, StandsWhereItWasPutAndEndsWithThePicture) {
  const ClipSpec spec{.size = kSmall, .frame_count = 48, .has_audio = true};
  std::vector<float> samples(std::size_t{2} * kAudioRate, 0.0F);  // one second, padded to two
  const std::size_t click = 30'000;
  for (std::size_t i = click; i < click + 100; ++i) {
    samples[2 * i] = samples[2 * i + 1] = i % 2 == 0 ? 0.9F : -0.9F;
  }
  const ScratchFile file{"click.mp4"};
  write_sound(file, spec, samples);

  const std::vector<float> heard = decoded_sound(file);
  expect_sound_of(heard, 2 * kAudioRate);
  const auto loudest = std::max_element(heard.begin(), heard.end());
  const auto at = static_cast<double>(loudest - heard.begin()) / 2;
  EXPECT_NEAR(at, click + 50.0, 60);
}

TEST(ClipSound, LongerThanThePictureIsCut) {
  const ClipSpec spec{.size = kSmall, .frame_count = 24, .has_audio = true};
  const ScratchFile file{"cut.mp4"};
  write_sound(file, spec, tone(3.0));
  expect_sound_of(decoded_sound(file), kAudioRate);
}

TEST(ClipSound, SurvivesNumbersThatAreNone) {
  const ClipSpec spec{.size = kSmall, .frame_count = 24, .has_audio = true};
  const ScratchFile file{"nan.mp4"};
  std::vector<float> samples = tone(1.0);
  samples[10] = std::numeric_limits<float>::quiet_NaN();
  samples[11] = std::numeric_limits<float>::infinity();
  samples[12] = -1e30F;
  write_sound(file, spec, samples);
  for (const float sample : decoded_sound(file)) {
    ASSERT_LT(std::abs(sample), 2.0F);
  }
}

TEST(ClipWriter, GivesTheSameFileForTheSameFramesWheneverTheSoundComes) {
  const ClipSpec spec{
      .size = kSmall, .fps = 30, .frame_count = 45, .threads = 2, .has_audio = true};
  const ScratchFile first{"first.mp4"};
  const ScratchFile second{"second.mp4"};
  const ScratchFile sound_first{"sound-first.mp4"};
  write_scene(first, spec);
  ASSERT_TRUE(write_all(second.fd(), std::string(3'000'000, 'x')));  // what was there is gone
  write_scene(second, spec);
  write_sound(sound_first, spec, tone(1.5));
  EXPECT_TRUE(first.content() == second.content());
  EXPECT_TRUE(first.content() == sound_first.content());
}

Error refusal(const ClipSpec& spec) {
  const ScratchFile file{"refused.mp4"};
  const auto writer = ClipWriter::open(file.fd(), spec);
  return writer ? Error{ErrorCode::unavailable, "accepted"} : writer.error();
}

TEST(ClipWriter, RefusesSpecsNoClipCanMeet) {
  for (const Size size :
       {Size{95, 64}, Size{96, 63}, Size{0, 64}, Size{96, 0}, Size{-2, 64}, Size{16'386, 64}}) {
    EXPECT_EQ(refusal({.size = size}).code, ErrorCode::invalid_argument);
  }
  EXPECT_EQ(refusal({.size = kSmall, .fps = 0}).code, ErrorCode::invalid_argument);
  EXPECT_EQ(refusal({.size = kSmall, .frame_count = 0}).code, ErrorCode::invalid_argument);
  EXPECT_EQ(refusal({.size = kSmall, .crf = 52}).code, ErrorCode::invalid_argument);
  EXPECT_EQ(refusal({.size = kSmall, .threads = 0}).code, ErrorCode::invalid_argument);
  const Error preset = refusal({.size = kSmall, .preset = "fastest"});
  EXPECT_EQ(preset.code, ErrorCode::internal);
  EXPECT_THAT(preset.message, HasSubstr("fastest"));
}

TEST(ClipWriter, IsHighProfileWithEveryPreset) {
  for (const char* preset : {"ultrafast", "superfast", "medium"}) {
    const ScratchFile file{"preset.mp4"};
    write_scene(file, {.size = kSmall, .frame_count = 5, .preset = preset});
    const Json probe = ffprobe(file, "-show_streams");
    EXPECT_EQ(field(probe.at("streams").as_array()[0], "profile"), "High") << preset;
  }
}

class OpenClip : public testing::Test {
 protected:
  std::unique_ptr<ClipWriter> open(bool has_audio) {
    return *ClipWriter::open(file_.fd(),
                             {.size = kSmall, .frame_count = 2, .has_audio = has_audio});
  }
  ScratchFile file_{"open.mp4"};
  Image frame_ = scene_frame(kSmall, 0);
};

TEST_F(OpenClip, CountsItsFrames) {
  const auto writer = open(false);
  ASSERT_TRUE(writer->add_frame(frame_.view()));
  EXPECT_EQ(writer->finish().error().code, ErrorCode::failed_precondition);  // one is missing
  ASSERT_TRUE(writer->add_frame(frame_.view()));
  EXPECT_EQ(writer->add_frame(frame_.view()).error().code, ErrorCode::failed_precondition);
  EXPECT_TRUE(writer->finish());
  EXPECT_EQ(writer->finish().error().code, ErrorCode::failed_precondition);
}

TEST_F(OpenClip, RefusesFramesOfAnotherSize) {
  const auto writer = open(false);
  EXPECT_EQ(writer->add_frame(scene_frame({64, 96}, 0).view()).error().code,
            ErrorCode::invalid_argument);
  EXPECT_EQ(writer->add_frame({}).error().code, ErrorCode::invalid_argument);
}

TEST_F(OpenClip, TakesItsSoundOnce) {
  const auto writer = open(true);
  ASSERT_TRUE(writer->add_frame(frame_.view()));
  ASSERT_TRUE(writer->add_frame(frame_.view()));
  EXPECT_EQ(writer->finish().error().code, ErrorCode::failed_precondition);  // no sound yet
  EXPECT_EQ(writer->add_audio(std::vector<float>(3)).error().code, ErrorCode::invalid_argument);
  ASSERT_TRUE(writer->add_audio({}));
  EXPECT_EQ(writer->add_audio({}).error().code, ErrorCode::failed_precondition);
  EXPECT_TRUE(writer->finish());
}

TEST_F(OpenClip, TakesNoSoundWhereNoneWasAskedFor) {
  EXPECT_EQ(open(false)->add_audio({}).error().code, ErrorCode::failed_precondition);
}

}  // namespace
}  // namespace kirin::media
