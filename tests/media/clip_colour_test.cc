// Colours that go in come out: our conversion and tags against FFmpeg's own decoder and converter.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>

#include "media/clip_files.h"

namespace kirin::media {
namespace {

// Frames as another program sees them: decoded by ffmpeg, converted by its scaler with a matrix we
// name.
std::vector<Image> decoded_frames(const ScratchFile& file, Size size) {
  const std::string raw = output_of("ffmpeg -v error -i '" + file.path() +
                                    "' -vf "
                                    "scale=in_color_matrix=bt709:in_range=tv:in_h_chr_pos=0:in_v_"
                                    "chr_pos=128:out_range=pc:flags=accurate_rnd+full_chroma_int+"
                                    "full_chroma_inp+bicubic -f rawvideo -pix_fmt rgb24 -");
  const std::size_t frame_bytes =
      Image{size}.stride_bytes() * static_cast<std::size_t>(size.height);
  std::vector<Image> frames;
  for (std::size_t at = 0; at + frame_bytes <= raw.size(); at += frame_bytes) {
    frames.emplace_back(size);
    std::memcpy(frames.back().row(0), raw.data() + at, frame_bytes);
  }
  return frames;
}

double psnr_db(const Image& a, const Image& b) {
  double sum = 0;
  const std::size_t count = a.stride_bytes() * static_cast<std::size_t>(a.size().height);
  for (std::size_t i = 0; i < count; ++i) {
    const double difference = a.row(0)[i] - b.row(0)[i];
    sum += difference * difference;
  }
  return sum == 0 ? 99 : 10 * std::log10(255 * 255 * static_cast<double>(count) / sum);
}

TEST(ClipColour, PrimariesComeBackAsTheyWere) {
  constexpr std::array<std::array<int, 3>, 9> kColours = {{{255, 0, 0},
                                                           {0, 255, 0},
                                                           {0, 0, 255},
                                                           {255, 255, 0},
                                                           {0, 255, 255},
                                                           {255, 0, 255},
                                                           {0, 0, 0},
                                                           {255, 255, 255},
                                                           {180, 120, 90}}};
  const Size size{64, 64};
  for (const auto& colour : kColours) {
    Image image{size};
    for (int y = 0; y < size.height; ++y) {
      for (int i = 0; i < size.width * 3; ++i) {
        image.row(y)[i] = static_cast<std::uint8_t>(colour.at(static_cast<std::size_t>(i % 3)));
      }
    }
    const ScratchFile file{"flat.mp4"};
    auto writer = ClipWriter::open(file.fd(), {.size = size, .frame_count = 1, .crf = 4});
    ASSERT_TRUE(writer && (*writer)->add_frame(image.view()) && (*writer)->finish());
    const std::vector<Image> frames = decoded_frames(file, size);
    ASSERT_EQ(frames.size(), 1U);
    for (std::size_t c = 0; c < 3; ++c) {
      EXPECT_NEAR(frames[0].row(31)[31 * 3 + c], colour.at(c), 3) << "part " << c;
    }
  }
}

TEST(ClipColour, FramesComeBackCloseAndInOrder) {
  const ClipSpec spec{.size = {320, 180}, .frame_count = 48};
  const ScratchFile file{"scene.mp4"};
  write_scene(file, spec);
  const std::vector<Image> frames = decoded_frames(file, spec.size);
  ASSERT_EQ(frames.size(), 48U);
  for (int i = 0; i < spec.frame_count; ++i) {
    const Image& frame = frames[static_cast<std::size_t>(i)];
    ASSERT_GT(psnr_db(frame, scene_frame(spec.size, i)), 38) << "frame " << i;
  }
}

TEST(ClipColour, ChromaLiesWhereTheTagSaysItLies) {
  // A red and a blue half, their edge on an even column. Shifted chroma shows as an asymmetry
  // between its sides.
  const Size size{128, 64};
  Image image{size};
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      image.row(y)[3 * x] = x < 64 ? 200 : 40;
      image.row(y)[3 * x + 2] = x < 64 ? 40 : 200;
      image.row(y)[3 * x + 1] = 80;
    }
  }
  const ScratchFile file{"edge.mp4"};
  auto writer = ClipWriter::open(file.fd(), {.size = size, .frame_count = 1, .crf = 4});
  ASSERT_TRUE(writer && (*writer)->add_frame(image.view()) && (*writer)->finish());
  const Image frame = decoded_frames(file, size).at(0);
  // Half way between the two levels is met where the edge was, x = 63.5.
  double crossing = 0;
  for (int x = 40; x < 90; ++x) {
    const int here = frame.row(32)[3 * x] - frame.row(32)[3 * x + 2];
    const int next = frame.row(32)[3 * x + 3] - frame.row(32)[3 * x + 5];
    if (here >= 0 && next < 0) {
      crossing = x + static_cast<double>(here) / (here - next);
    }
  }
  EXPECT_NEAR(crossing, 63.5, 0.2);
}

}  // namespace
}  // namespace kirin::media
