#include "media/probe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "media/clip_files.h"

namespace kirin::media {
namespace {

using testing::HasSubstr;

ClipSpec usual_spec() {
  return {.size = {96, 64},
          .fps = 30,
          .frame_count = 60,
          .has_audio = true,
          .tags = {{"kirin.model", "kirin_v1_i2v"}, {"comment", "hello"}}};
}

TEST(ProbeClip, ReadsBackWhatWasWritten) {
  const ScratchFile file{"probe.mp4"};
  write_scene(file, usual_spec());
  const auto facts = probe_clip(file.fd());
  ASSERT_TRUE(facts) << facts.error().describe();
  EXPECT_EQ(facts->size, (Size{96, 64}));
  EXPECT_EQ(facts->fps_numerator, 30 * facts->fps_denominator);
  EXPECT_EQ(facts->frame_count, 60);
  EXPECT_DOUBLE_EQ(facts->duration_seconds, 2.0);
  EXPECT_EQ(facts->video_codec, "h264");
  EXPECT_EQ(facts->video_profile, "High");
  EXPECT_EQ(facts->pixel_format, "yuv420p");
  EXPECT_TRUE(facts->is_bt709_limited);
  EXPECT_TRUE(facts->has_audio);
  EXPECT_EQ(facts->audio_codec, "aac");
  EXPECT_DOUBLE_EQ(facts->audio_duration_seconds, 2.0);
  EXPECT_TRUE(facts->index_in_front);
  EXPECT_EQ(facts->tags.at("kirin.model"), "kirin_v1_i2v");
  EXPECT_EQ(facts->tags.at("comment"), "hello");
  const auto same = check_clip(*facts, usual_spec());
  EXPECT_TRUE(same) << same.error().describe();
}

TEST(ProbeClip, SeesAnIndexBehindTheMedia) {
  const ScratchFile front{"front.mp4"};
  const ScratchFile behind{"behind.mp4"};
  write_scene(front, usual_spec());
  output_of("ffmpeg -v error -y -i '" + front.path() + "' -c copy '" + behind.path() + "'");
  const auto facts = probe_clip(behind.fd());
  ASSERT_TRUE(facts) << facts.error().describe();
  EXPECT_FALSE(facts->index_in_front);
}

TEST(ProbeClip, SeesOtherColoursThanBt709) {
  const ScratchFile file{"bt601.mp4"};
  output_of(
      "ffmpeg -v error -y -f lavfi -i testsrc2=s=64x64:d=0.2 -c:v libx264 -pix_fmt yuv444p "
      "-colorspace smpte170m -f mp4 '" +
      file.path() + "'");
  const auto facts = probe_clip(file.fd());
  ASSERT_TRUE(facts) << facts.error().describe();
  EXPECT_FALSE(facts->is_bt709_limited);
  EXPECT_EQ(facts->pixel_format, "yuv444p");
  EXPECT_FALSE(facts->has_audio);
}

TEST(ProbeClip, FindsDataLossInWhatIsNoWholeMp4) {
  const ScratchFile whole{"whole.mp4"};
  write_scene(whole, usual_spec());
  const std::string good = whole.content();
  const std::size_t media = good.find("mdat");
  const std::vector<std::string> bad = {"",
                                        "short",
                                        std::string(1000, '\0'),
                                        std::string(1000, 'a'),
                                        good.substr(0, good.size() - 1),
                                        good.substr(0, media - 4),
                                        good.substr(media - 4)};
  for (const std::string& content : bad) {
    const ScratchFile file{"bad.mp4"};
    ASSERT_TRUE(write_all(file.fd(), content));
    const auto facts = probe_clip(file.fd());
    ASSERT_FALSE(facts) << content.size() << " bytes";
    EXPECT_EQ(facts.error().code, ErrorCode::data_loss) << facts.error().describe();
  }
}

struct Difference {
  const char* name;
  std::function<void(ClipFacts&)> make;
  const char* message;
};

class Differences : public testing::TestWithParam<Difference> {};

TEST_P(Differences, AreNamed) {
  const ClipSpec spec = usual_spec();
  ClipFacts facts{.size = spec.size,
                  .fps_numerator = 60,
                  .fps_denominator = 2,
                  .frame_count = 60,
                  .duration_seconds = 2,
                  .video_codec = "h264",
                  .video_profile = "High",
                  .pixel_format = "yuv420p",
                  .is_bt709_limited = true,
                  .has_audio = true,
                  .audio_codec = "aac",
                  .audio_duration_seconds = 2,
                  .index_in_front = true,
                  .tags = spec.tags};
  ASSERT_TRUE(check_clip(facts, spec));
  GetParam().make(facts);
  const auto result = check_clip(facts, spec);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::data_loss);
  EXPECT_THAT(result.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Table, Differences,
    testing::Values(
        Difference{"size",
                   [](ClipFacts& f) {
                     f.size = {64, 96};
                   },
                   "size is 64x96, not 96x64"},
        Difference{"rate", [](ClipFacts& f) { f.fps_numerator = 61; },
                   "frame rate is 61/2, not 30"},
        Difference{"no_rate", [](ClipFacts& f) { f.fps_numerator = f.fps_denominator = 0; }, "0/0"},
        Difference{"frames", [](ClipFacts& f) { f.frame_count = 59; }, "count is 59, not 60"},
        Difference{"length", [](ClipFacts& f) { f.duration_seconds = 2.03; }, "2.030000 s"},
        Difference{"codec", [](ClipFacts& f) { f.video_codec = "hevc"; }, "hevc"},
        Difference{"profile", [](ClipFacts& f) { f.video_profile = "Main"; }, "Main"},
        Difference{"pixels", [](ClipFacts& f) { f.pixel_format = "yuv444p"; }, "yuv444p"},
        Difference{"colour", [](ClipFacts& f) { f.is_bt709_limited = false; }, "BT.709"},
        Difference{"sound", [](ClipFacts& f) { f.has_audio = false; }, "sound is missing"},
        Difference{"sound_codec", [](ClipFacts& f) { f.audio_codec = "mp3"; }, "mp3"},
        Difference{"sound_length", [](ClipFacts& f) { f.audio_duration_seconds = 1.9; }, "1.900"},
        Difference{"index", [](ClipFacts& f) { f.index_in_front = false; }, "behind"},
        Difference{"no_tag", [](ClipFacts& f) { f.tags.erase("comment"); }, "tag comment"},
        Difference{"other_tag", [](ClipFacts& f) { f.tags["kirin.model"] = "x"; }, "is x, not"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace kirin::media
