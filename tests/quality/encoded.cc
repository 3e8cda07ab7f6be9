#include "quality/encoded.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/motion/imaging/picture.h"
#include "media/clip_writer.h"
#include "media/rgb_to_i420.h"

namespace kirin::quality {
namespace {

class Scratch {
 public:
  Scratch() {
    std::string path = (std::filesystem::temp_directory_path() / "kirin-quality-XXXXXX").string();
    EXPECT_NE(::mkdtemp(path.data()), nullptr);
    path_ = path;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

class Encoder final : public engine::FrameSink, public engine::ProgressSink {
 public:
  explicit Encoder(media::ClipWriter& writer) : writer_(writer) {}
  Result<void> add(media::ImageView frame) override { return writer_.add_frame(frame); }
  void report(double, std::string_view) override {}

 private:
  media::ClipWriter& writer_;
};

void run(const std::string& command) {
  EXPECT_EQ(std::system(command.c_str()), 0)
      << command;  // NOLINT(concurrency-mt-unsafe): one thread
}

/// Frames of one size and type from a file of nothing else.
std::vector<cv::Mat> raw_frames(const std::string& path, cv::Size size, int type) {
  std::ifstream file(path, std::ios::binary);
  std::vector<cv::Mat> frames;
  for (;;) {
    cv::Mat frame(size, type);
    const auto bytes = static_cast<std::streamsize>(frame.total() * frame.elemSize());
    if (!file.read(reinterpret_cast<char*>(frame.data), bytes)) {
      return frames;
    }
    frames.push_back(frame);
  }
}

}  // namespace

cv::Mat as_video(const media::Image& picture) {
  const media::Size size = picture.size();
  cv::Mat planes(size.height * 3 / 2, size.width, CV_8UC1);
  const std::size_t luma = static_cast<std::size_t>(size.width) * size.height;
  const auto width = static_cast<std::size_t>(size.width);
  media::rgb_to_i420(picture.view(), {planes.data, planes.data + luma, planes.data + luma * 5 / 4,
                                      width, width / 2, width / 2});
  return planes;
}

EncodedEnds encoded_ends(const engine::GenerationJob& job) {
  const Scratch scratch;
  const std::string clip = scratch.file("clip.mp4");
  std::FILE* file = std::fopen(clip.c_str(), "w+b");
  EXPECT_NE(file, nullptr);
  auto writer = media::ClipWriter::open(
      ::fileno(file), {.size = job.size, .fps = job.fps, .frame_count = job.frame_count});
  EXPECT_TRUE(writer.has_value());
  Encoder encoder(**writer);
  const auto made = (*engine::make_engine("motion"))->generate(job, encoder, encoder, {});
  EXPECT_TRUE(made.has_value() && (*writer)->finish().has_value());
  std::fclose(file);
  run(fmt::format(
      "ffmpeg -v error -i {} -vf \"select='eq(n,0)+eq(n,{})'\" -vsync 0 -pix_fmt yuv420p "
      "-f rawvideo {}",
      clip, job.frame_count - 1, scratch.file("ends.yuv")));
  const auto ends =
      raw_frames(scratch.file("ends.yuv"), {job.size.width, job.size.height * 3 / 2}, CV_8UC1);
  EXPECT_EQ(ends.size(), 2U);
  return ends.size() == 2 ? EncodedEnds{ends[0], ends[1]} : EncodedEnds{};
}

std::vector<cv::Mat> minterpolated(const cv::Mat& first, const cv::Mat& last, int parts) {
  const Scratch scratch;
  {
    // It needs a frame before and after the pair, and drops what it cannot look beyond.
    std::ofstream raw(scratch.file("pair.rgb"), std::ios::binary);
    for (const cv::Mat* frame : {&first, &first, &last, &last}) {
      for (int y = 0; y < frame->rows; ++y) {
        raw.write(frame->ptr<char>(y), frame->cols * 3);
      }
    }
  }
  run(fmt::format(
      "ffmpeg -v error -f rawvideo -pix_fmt rgb24 -s {}x{} -r 1 -i {} -vf "
      "minterpolate=fps={}:mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1:scd=none "
      "-pix_fmt rgb24 -f rawvideo {}",
      first.cols, first.rows, scratch.file("pair.rgb"), parts, scratch.file("between.rgb")));
  std::vector<cv::Mat> frames = raw_frames(scratch.file("between.rgb"), first.size(), CV_8UC3);
  // Between the second and the third frame given.
  EXPECT_GE(frames.size(), static_cast<std::size_t>(2 * parts));
  if (frames.size() < static_cast<std::size_t>(2 * parts)) {
    return {};
  }
  return {frames.begin() + parts + 1, frames.begin() + 2 * parts};
}

}  // namespace kirin::quality
