#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "media/clip_files.h"
#include "sound/sound.h"

// The sound of a finished MP4, as other programs hear it: what AAC does to the track counts, too.
namespace kirin::sound {
namespace {

using media::ScratchFile;

constexpr int kFps = 24;
constexpr int kFrames = 120;

void write_clip(const ScratchFile& file, const SoundPlan& plan) {
  const media::ClipSpec spec{
      .size = {64, 48}, .fps = kFps, .frame_count = kFrames, .has_audio = true};
  auto writer = media::ClipWriter::open(file.fd(), spec);
  ASSERT_TRUE(writer) << writer.error().describe();
  for (int i = 0; i < kFrames; ++i) {
    ASSERT_TRUE((*writer)->add_frame(media::scene_frame(spec.size, i).view()));
  }
  const auto track = render_sound(plan, {});
  ASSERT_TRUE(track) << track.error().describe();
  ASSERT_TRUE((*writer)->add_audio(track->samples));
  ASSERT_TRUE((*writer)->finish());
}

// The number behind the last `label` in what ffmpeg's meter prints.
double read_after(const std::string& text, std::string_view label) {
  const std::size_t at = text.rfind(label);
  EXPECT_NE(at, std::string::npos) << text;
  return at == std::string::npos ? 0 : std::strtod(text.c_str() + at + label.size(), nullptr);
}

struct Metered {
  double integrated_lufs;
  double true_peak_db;
};

Metered metered(const ScratchFile& file) {
  const std::string text = media::output_of("ffmpeg -hide_banner -nostats -i '" + file.path() +
                                            "' -af ebur128=peak=true -f null - 2>&1");
  const std::string summary = text.substr(text.rfind("Summary:"));
  return {read_after(summary, "I:"), read_after(summary, "Peak:")};
}

double seconds_of(const Json& stream) {
  return std::strtod(std::string{stream.at("duration").as_string()}.c_str(), nullptr);
}

TEST(EncodedSound, IsAsLoudAsDueAndItsTruePeakIsInside) {
  for (const char* prompt :
       {"a storm at the sea", "a cup of tea", "fireworks over a city", "a campfire at night",
        "an epic battle with music", "a jazz band", "a dog barks in the rain", "applause",
        "a man walks in the snow", "\"What a day this is, my friend\"",
        "a busy street, a woman says \"Good morning, everybody\"", "一场暴风雨"}) {
    const ScratchFile file{"sound.mp4"};
    write_clip(file, plan_sound(prompt, "", {}, 5, 3));
    const Metered found = metered(file);
    EXPECT_NEAR(found.integrated_lufs, -16, 1) << prompt;
    EXPECT_LE(found.true_peak_db, -1) << prompt;
  }
}

TEST(EncodedSound, SparseStrikesStayInsideTheTruePeak) {
  for (const char* sound : {"footsteps", "clock", "drum", "explosion", "applause"}) {
    const ScratchFile file{"sparse.mp4"};
    write_clip(file, {.cues = {{.sound = sound, .end_seconds = 5, .beats = {1, 2.5, 3.7}}}});
    const Metered found = metered(file);
    EXPECT_LE(found.true_peak_db, -1) << sound;
    EXPECT_LE(found.integrated_lufs, -15) << sound;
    EXPECT_GE(found.integrated_lufs, -28) << sound;
  }
}

TEST(EncodedSound, EndsWithThePicture) {
  const ScratchFile file{"ends.mp4"};
  write_clip(file, plan_sound("the sea", "", {}, 5, 1));
  const Json probe = media::ffprobe(file, "-show_streams");
  const auto& streams = probe.at("streams").as_array();
  ASSERT_EQ(streams.size(), 2U);
  EXPECT_NEAR(seconds_of(streams[0]), seconds_of(streams[1]), 1.0 / kFps);
}

}  // namespace
}  // namespace kirin::sound
