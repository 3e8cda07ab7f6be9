// A developer's eye: generates one clip with the motion engine and writes frames of it as a PNG
// contact sheet.
//
//   kirin_engine_sheet OUT.png [--first F] [--last F] [--reference F]... [--brush MASK x,y x,y ...
//   ]... [--static F]
//                      [--prompt TEXT] [--negative TEXT] [--size WxH] [--frames N] [--threads N]
//                      [--seed N]
//                      [--columns N] [--rows N] [--pro] [--raw FILE]
//
// Prints the report and the CPU milliseconds a frame. `--raw` writes all frames as rgb24 for
// ffmpeg.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "media/decode.h"
#include "media/flatten.h"
#include "media/png_writer.h"

namespace {

using kirin::media::Image;

kirin::media::ImageWithAlpha load_with_alpha(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  auto image =
      kirin::media::decode_image_with_alpha(std::as_bytes(std::span(bytes.data(), bytes.size())));
  if (!image) {
    std::fprintf(stderr, "%s: %s\n", path.c_str(), image.error().describe().c_str());
    std::exit(1);
  }
  return *std::move(image);
}

Image load(const std::string& path) { return kirin::media::flattened(load_with_alpha(path)); }

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

class Sheet final : public kirin::engine::FrameSink, public kirin::engine::ProgressSink {
 public:
  Sheet(kirin::media::Size frame, int frames, int columns, int rows, const std::string& raw)
      : frames_(frames),
        columns_(columns),
        rows_(rows),
        shrink_(frame.width * columns > 2400 ? 2 : 1) {
    if (frame.width * columns / shrink_ > 2400) {
      shrink_ = 4;
    }
    cell_ = {frame.width / shrink_, frame.height / shrink_};
    sheet_ = Image({cell_.width * columns, cell_.height * rows});
    if (!raw.empty()) {
      raw_.open(raw, std::ios::binary);
    }
  }
  kirin::Result<void> add(kirin::media::ImageView frame) override {
    const int cells = columns_ * rows_;
    for (int cell = 0; cell < cells; ++cell) {
      if (cells == 1 ? index_ == frames_ / 2 : index_ == cell * (frames_ - 1) / (cells - 1)) {
        draw(frame, cell);
      }
    }
    if (raw_.is_open()) {
      for (int y = 0; y < frame.size.height; ++y) {
        raw_.write(reinterpret_cast<const char*>(frame.row(y)), frame.size.width * 3);
      }
    }
    ++index_;
    return {};
  }
  void report(double, std::string_view phase) override {
    if (phase == "render" && render_start_ < 0) {
      render_start_ = cpu_seconds();
    }
  }
  double render_start() const { return render_start_; }
  int count() const { return index_; }
  const Image& image() const { return sheet_; }

 private:
  void draw(kirin::media::ImageView frame, int cell) {
    for (int y = 0; y < cell_.height; ++y) {
      for (int x = 0; x < cell_.width * 3; ++x) {
        int sum = 0;
        for (int dy = 0; dy < shrink_; ++dy) {
          for (int dx = 0; dx < shrink_; ++dx) {
            sum += frame.row(y * shrink_ + dy)[(x / 3 * shrink_ + dx) * 3 + x % 3];
          }
        }
        sheet_.row(cell / columns_ * cell_.height + y)[cell % columns_ * cell_.width * 3 + x] =
            static_cast<std::uint8_t>(sum / (shrink_ * shrink_));
      }
    }
  }

  int frames_;
  int columns_;
  int rows_;
  int shrink_;
  int index_ = 0;
  double render_start_ = -1;
  kirin::media::Size cell_;
  Image sheet_;
  std::ofstream raw_;
};

}  // namespace

int main(int argc, char** argv) {
  kirin::engine::GenerationJob job;
  job.size = {1280, 720};
  job.frame_count = 120;
  job.threads = 2;
  int columns = 4;
  int rows = 2;
  std::string raw;
  const std::vector<std::string> words(argv + 1, argv + argc);
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    const auto next = [&]() -> const std::string& { return words.at(++i); };
    if (word == "--first") {
      job.first_frame = load(next());
    } else if (word == "--last") {
      job.last_frame = load(next());
    } else if (word == "--reference") {
      job.references.push_back(load_with_alpha(next()));
    } else if (word == "--static") {
      job.static_mask = load(next());
    } else if (word == "--brush") {
      kirin::engine::Brush brush{load(next()), {}};
      while (i + 1 < words.size() && words[i + 1].rfind("--", 0) != 0) {
        kirin::engine::Point point;
        std::sscanf(next().c_str(), "%lf,%lf", &point.x, &point.y);
        brush.trajectory.push_back(point);
      }
      job.brushes.push_back(std::move(brush));
    } else if (word == "--prompt") {
      job.prompt = next();
    } else if (word == "--negative") {
      job.negative_prompt = next();
    } else if (word == "--size") {
      std::sscanf(next().c_str(), "%dx%d", &job.size.width, &job.size.height);
    } else if (word == "--frames") {
      job.frame_count = std::atoi(next().c_str());
    } else if (word == "--threads") {
      job.threads = std::atoi(next().c_str());
    } else if (word == "--seed") {
      job.seed = std::strtoull(next().c_str(), nullptr, 10);
    } else if (word == "--columns") {
      columns = std::atoi(next().c_str());
    } else if (word == "--rows") {
      rows = std::atoi(next().c_str());
    } else if (word == "--pro") {
      job.quality = kirin::engine::Quality::professional;
    } else if (word == "--raw") {
      raw = next();
    }
  }
  Sheet sheet(job.size, job.frame_count, columns, rows, raw);
  const double start = cpu_seconds();
  const auto report = (*kirin::engine::make_engine("motion"))->generate(job, sheet, sheet, {});
  if (!report) {
    std::fprintf(stderr, "%s\n", report.error().describe().c_str());
    return 1;
  }
  const double end = cpu_seconds();
  std::printf("%s\nprepare %.0f ms, %.1f ms a frame\n",
              boost::json::serialize(report->facts).c_str(), 1e3 * (sheet.render_start() - start),
              1e3 * (end - sheet.render_start()) / sheet.count());
  for (const std::string& warning : report->warnings) {
    std::printf("warning: %s\n", warning.c_str());
  }
  std::ofstream(words.at(0), std::ios::binary) << *kirin::media::encode_png(sheet.image().view());
  return 0;
}
