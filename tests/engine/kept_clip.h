/// \file
/// What tests of films share: a sink that keeps small clips, and measures of what is seen.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "engine/motion/direct/film.h"

namespace kirin::engine::motion {

class KeepingSink : public FrameSink {
 public:
  Result<void> add(media::ImageView frame) override {
    media::Image copy(frame.size);
    for (int y = 0; y < frame.size.height; ++y) {
      std::copy_n(frame.row(y), copy.stride_bytes(), copy.row(y));
    }
    frames.push_back(std::move(copy));
    return {};
  }
  std::vector<media::Image> frames;
};

class KeepingProgress : public ProgressSink {
 public:
  void report(double fraction, std::string_view) override { fractions.push_back(fraction); }
  std::vector<double> fractions;
};

inline GenerationJob job_of(std::string prompt) {
  GenerationJob job;
  job.prompt = std::move(prompt);
  job.size = {256, 144};
  job.frame_count = 4;
  job.seed = 7;
  return job;
}

inline std::vector<media::Image> frames_of(const GenerationJob& job) {
  KeepingSink sink;
  KeepingProgress progress;
  const auto report = direct::film_scene(job, sink, progress, {});
  return report ? std::move(sink.frames) : std::vector<media::Image>{};
}

inline media::Image first_frame_of(GenerationJob job) {
  job.frame_count = 1;
  return frames_of(job).at(0);
}

struct MeanColour {
  double red = 0;
  double green = 0;
  double blue = 0;
  double brightness() const { return 0.2126 * red + 0.7152 * green + 0.0722 * blue; }
};

inline MeanColour mean_of(const media::Image& image) {
  MeanColour sum;
  for (int y = 0; y < image.size().height; ++y) {
    for (int x = 0; x < image.size().width; ++x) {
      const std::uint8_t* p = image.row(y) + 3 * x;
      sum.red += p[0];
      sum.green += p[1];
      sum.blue += p[2];
    }
  }
  const double pixels = static_cast<double>(image.size().width) * image.size().height;
  return {sum.red / pixels, sum.green / pixels, sum.blue / pixels};
}

inline bool same_pixels(const media::Image& a, const media::Image& b) {
  return a.size() == b.size() &&
         std::equal(a.row(0),
                    a.row(0) + a.stride_bytes() * static_cast<std::size_t>(a.size().height),
                    b.row(0));
}

/// Mean absolute difference of the samples, 0 to 255.
inline double difference(const media::Image& a, const media::Image& b) {
  const std::size_t samples = a.stride_bytes() * static_cast<std::size_t>(a.size().height);
  double sum = 0;
  for (std::size_t i = 0; i < samples; ++i) {
    sum += std::abs(static_cast<int>(a.row(0)[i]) - static_cast<int>(b.row(0)[i]));
  }
  return sum / static_cast<double>(samples);
}

/// How many pixels differ by more than `threshold` in some channel.
inline int changed_pixels(const media::Image& a, const media::Image& b, int threshold) {
  int changed = 0;
  for (int y = 0; y < a.size().height; ++y) {
    for (int x = 0; x < a.size().width; ++x) {
      const std::uint8_t* p = a.row(y) + 3 * x;
      const std::uint8_t* q = b.row(y) + 3 * x;
      changed += std::abs(p[0] - q[0]) > threshold || std::abs(p[1] - q[1]) > threshold ||
                 std::abs(p[2] - q[2]) > threshold;
    }
  }
  return changed;
}

}  // namespace kirin::engine::motion
