/// \file
/// Clips for the tests: moving pictures, files to write them to, and the real ffprobe and ffmpeg to
/// read them with.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/json.h"
#include "media/clip_writer.h"

namespace kirin::media {

/// A file of this test process's own, gone with the object.
class ScratchFile {
 public:
  explicit ScratchFile(const std::string& name)
      : path_(std::filesystem::path{testing::TempDir()} /
              (std::to_string(::getpid()) + "-" + name)),
        fd_(*create_file(path_)) {}
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile() { std::filesystem::remove(path_); }

  int fd() const { return fd_.get(); }
  std::string path() const { return path_.string(); }
  std::string content() const { return *read_file(path_); }

 private:
  std::filesystem::path path_;
  UniqueFd fd_;
};

/// What a command prints; its failure fails the test.
inline std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = ::popen(command.c_str(), "r");
  EXPECT_NE(pipe, nullptr);
  char buffer[65536];
  std::size_t count = 0;
  while ((count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0) {
    output.append(buffer, count);
  }
  EXPECT_EQ(::pclose(pipe), 0) << command;
  return output;
}

inline Json ffprobe(const ScratchFile& clip, const std::string& what) {
  const std::string text =
      output_of("ffprobe -v error -of json " + what + " '" + clip.path() + "'");
  auto json = parse_json(text, {.values = 1'000'000, .inline_string_bytes = 1 << 20});
  EXPECT_TRUE(json) << text;
  return json ? *std::move(json) : Json{};
}

/// A smooth scene that moves with `index`.
inline Image scene_frame(Size size, int index) {
  Image image{size};
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      std::uint8_t* pixel = image.row(y) + 3 * static_cast<std::ptrdiff_t>(x);
      const double wave = std::sin((x + 2 * index) * 0.11) * std::cos((y - index) * 0.07);
      pixel[0] = static_cast<std::uint8_t>(128 + 100 * wave);
      pixel[1] = static_cast<std::uint8_t>(x * 255 / size.width);
      pixel[2] = static_cast<std::uint8_t>(y * 255 / size.height);
    }
  }
  return image;
}

/// `seconds` of interleaved stereo: a tone, a different one on each side.
inline std::vector<float> tone(double seconds) {
  std::vector<float> samples;
  const auto count = static_cast<int>(seconds * kAudioRate);
  for (int i = 0; i < count; ++i) {
    samples.push_back(0.4F * std::sin(static_cast<float>(i) * 0.0576F));
    samples.push_back(0.4F * std::sin(static_cast<float>(i) * 0.0864F));
  }
  return samples;
}

/// Writes the scene, and the tone where the spec has sound.
inline void write_scene(const ScratchFile& file, const ClipSpec& spec) {
  auto writer = ClipWriter::open(file.fd(), spec);
  ASSERT_TRUE(writer) << writer.error().describe();
  for (int i = 0; i < spec.frame_count; ++i) {
    const auto added = (*writer)->add_frame(scene_frame(spec.size, i).view());
    ASSERT_TRUE(added) << added.error().describe();
  }
  if (spec.has_audio) {
    const auto added = (*writer)->add_audio(tone(1.0 * spec.frame_count / spec.fps));
    ASSERT_TRUE(added) << added.error().describe();
  }
  const auto finished = (*writer)->finish();
  ASSERT_TRUE(finished) << finished.error().describe();
}

}  // namespace kirin::media
