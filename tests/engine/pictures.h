/// \file
/// Rendered pictures, a sink that keeps frames, and measures between frames: shared by the engine's
/// tests.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"

namespace kirin::engine::test {

/// A colourful, detailed picture without repetition: value noise in octaves, `seed` chooses it.
/// `u0`, `v0` and `zoom` move a window over one endless picture: two windows of one seed show the
/// same thing.
inline media::Image textured(media::Size size, unsigned seed, double u0 = 0, double v0 = 0,
                             double zoom = 1) {
  const auto lattice = [&](int x, int y, int c) {
    unsigned h = static_cast<unsigned>(x) * 374761393U + static_cast<unsigned>(y) * 668265263U +
                 (seed * 4 + static_cast<unsigned>(c)) * 2246822519U;
    h = (h ^ (h >> 13)) * 1274126177U;
    return static_cast<double>((h ^ (h >> 16)) & 0xffffU) / 65535;
  };
  const auto noise = [&](double x, double y, int c) {
    const int ix = static_cast<int>(std::floor(x));
    const int iy = static_cast<int>(std::floor(y));
    const auto soft = [](double a) { return a * a * (3 - 2 * a); };
    const double ax = soft(x - ix);
    const double ay = soft(y - iy);
    return (lattice(ix, iy, c) * (1 - ax) + lattice(ix + 1, iy, c) * ax) * (1 - ay) +
           (lattice(ix, iy + 1, c) * (1 - ax) + lattice(ix + 1, iy + 1, c) * ax) * ay;
  };
  media::Image image(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const double u = (x - size.width / 2.0) / zoom + u0 + 1000;
      const double v = (y - size.height / 2.0) / zoom + v0 + 1000;
      for (int c = 0; c < 3; ++c) {
        const double value = 0.5 * noise(u / 40, v / 40, c) + 0.3 * noise(u / 17, v / 17, c) +
                             0.2 * noise(u / 7, v / 7, c);
        image.row(y)[3 * x + c] = static_cast<std::uint8_t>(30 + 195 * value);
      }
    }
  }
  return image;
}

inline void fill(media::Image& image, int x0, int y0, int x1, int y1, int r, int g, int b) {
  for (int y = y0; y < y1; ++y) {
    for (int x = x0; x < x1; ++x) {
      image.row(y)[3 * x] = static_cast<std::uint8_t>(r);
      image.row(y)[3 * x + 1] = static_cast<std::uint8_t>(g);
      image.row(y)[3 * x + 2] = static_cast<std::uint8_t>(b);
    }
  }
}

/// Opaque pictures as a job's references.
template <typename... Images>
std::vector<media::ImageWithAlpha> references(Images... images) {
  std::vector<media::ImageWithAlpha> all;
  (all.push_back({std::move(images)}), ...);
  return all;
}

inline double psnr(const media::Image& a, const media::Image& b) {
  double sum = 0;
  for (int y = 0; y < a.size().height; ++y) {
    for (int i = 0; i < a.size().width * 3; ++i) {
      const double difference = static_cast<double>(a.row(y)[i]) - b.row(y)[i];
      sum += difference * difference;
    }
  }
  const double mean = sum / (3.0 * a.size().width * a.size().height);
  return mean == 0 ? 99 : 10 * std::log10(255 * 255 / mean);
}

inline bool same(const media::Image& a, const media::Image& b) { return psnr(a, b) == 99; }

/// Keeps every frame; can refuse one, or ask for a stop after some.
class Frames final : public FrameSink, public ProgressSink {
 public:
  Result<void> add(media::ImageView frame) override {
    if (static_cast<int>(frames.size()) == refuse_at) {
      return Error{ErrorCode::unavailable, "the disk is full"};
    }
    media::Image copy(frame.size);
    for (int y = 0; y < frame.size.height; ++y) {
      std::copy(frame.row(y), frame.row(y) + frame.size.width * 3, copy.row(y));
    }
    frames.push_back(std::move(copy));
    if (static_cast<int>(frames.size()) == stop_after) {
      stop.request_stop();
    }
    return {};
  }
  void report(double fraction, std::string_view phase) override {
    fractions.push_back(fraction);
    phases.emplace_back(phase);
  }

  std::vector<media::Image> frames;
  std::vector<double> fractions;
  std::vector<std::string> phases;
  std::stop_source stop;
  int refuse_at = -1;
  int stop_after = -1;
};

inline GenerationJob small_job(media::Size size = {256, 144}, int frames = 13) {
  GenerationJob job;
  job.size = size;
  job.frame_count = frames;
  job.seed = 5;
  job.threads = 2;
  return job;
}

/// Frames of the job by the motion engine; the report where asked for. Empty on failure.
inline std::vector<media::Image> generated(const GenerationJob& job,
                                           GenerationReport* report = nullptr) {
  Frames sink;
  auto result = (*make_engine("motion"))->generate(job, sink, sink, {});
  if (!result) {
    return {};
  }
  if (report != nullptr) {
    *report = *result;
  }
  return std::move(sink.frames);
}

}  // namespace kirin::engine::test
