#include "engine/motion/view/view_painter.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion {
namespace {

/// A run of cells of a row.
struct Run {
  int first = 0;
  int last = 0;
  int width = 0;  ///< of the whole row, in pixels

  int start() const { return first * kCell; }
  int count() const { return std::min(last * kCell, width) - start(); }
  std::uint8_t* in(std::uint8_t* rgb) const { return rgb + std::ptrdiff_t{3} * start(); }
};

/// The looks of one row in pictures of several sizes.
class RowLooks {
 public:
  RowLooks(const ViewSources& sources, cv::Size frame, int points)
      : sources_(sources),
        frame_(frame),
        rows_(6, points, CV_32F),
        fine_share_(static_cast<std::size_t>(points), static_cast<float>(sources.fine_share)),
        level_(fine_share_.size(), 0.0F),
        share_(fine_share_.size(), 0.0F),
        scratch_(3 * kCell * fine_share_.size()) {}

  /// `disparity` may be empty: all is sharp.
  void move_to(const cv::Mat& x, const cv::Mat& y, const cv::Mat& disparity, int row) {
    field_row(x, row, rows_.cols, rows_.ptr<float>(0));
    field_row(y, row, rows_.cols, rows_.ptr<float>(1));
    if (disparity.empty()) {
      return;
    }
    field_row(disparity, row, rows_.cols, level_.data());
    for (float& level : level_) {
      level = level_of(sources_.blurred, sources_.aperture * std::abs(level - sources_.focus));
    }
  }

  void paint(const Run& run, std::uint8_t* rgb) {
    for (Run part{run.first, run.first, run.width}; part.first < run.last; part.first = part.last) {
      const int base = base_of(part.first);
      while (part.last < run.last && base_of(part.last) == base) {
        ++part.last;
      }
      paint_level(part, base, rgb);
    }
  }

 private:
  /// The sharper of the two levels that a cell is a mix of; at most the last but one.
  int base_of(int cell) const {
    const auto i = static_cast<std::size_t>(cell);
    return std::min(static_cast<int>((level_[i] + level_[i + 1]) / 2),
                    std::max(0, static_cast<int>(sources_.blurred.size()) - 1));
  }

  void paint_level(const Run& run, int base, std::uint8_t* rgb) {
    float most = 0;
    for (int i = run.first; i <= run.last; ++i) {
      const auto at = static_cast<std::size_t>(i);
      share_[at] = std::clamp(level_[at] - static_cast<float>(base), 0.0F, 1.0F);
      most = std::max(most, share_[at]);
    }
    const float* share = share_.data() + run.first;
    if (base > 0) {
      blend_row(look(sources_.blurred[static_cast<std::size_t>(base) - 1].picture, run, 2),
                look(sources_.blurred[static_cast<std::size_t>(base)].picture, run, 4), share,
                run.count(), run.in(rgb));
      return;
    }
    paint_sharp(run, rgb);
    if (most > 0) {
      sample_row(look(sources_.blurred.front().picture, run, 4), run.count(),
                 run.in(scratch_.data()));
      mix_row(run.in(scratch_.data()), share, run.count(), run.in(rgb));
    }
  }

  void paint_sharp(const Run& run, std::uint8_t* rgb) {
    const float* share = fine_share_.data();
    if (*share >= 1) {
      sample_row(look(sources_.fine, run, 2), run.count(), run.in(rgb));
    } else {
      blend_row(look(sources_.plain, run, 4), look(sources_.fine, run, 2), share, run.count(),
                run.in(rgb));
    }
  }

  /// The run's points in pixels of `picture`, kept in rows `slot` and the next.
  RowLook look(const SampledPicture& picture, const Run& run, int slot) {
    scale(rows_.ptr<float>(0), frame_.width, picture.width(), run, rows_.ptr<float>(slot));
    scale(rows_.ptr<float>(1), frame_.height, picture.height(), run, rows_.ptr<float>(slot + 1));
    return {&picture, rows_.ptr<float>(slot) + run.first, rows_.ptr<float>(slot + 1) + run.first};
  }

  static void scale(const float* from, int from_length, int to_length, const Run& run, float* to) {
    const float factor = static_cast<float>(to_length) / static_cast<float>(from_length);
    for (int i = run.first; i <= run.last; ++i) {
      to[i] = (from[i] + 0.5F) * factor - 0.5F;
    }
  }

  const ViewSources& sources_;
  cv::Size frame_;
  cv::Mat rows_;  ///< the points in pixels of the frame's size; twice in those of a picture
  std::vector<float> fine_share_;
  std::vector<float> level_;
  std::vector<float> share_;
  std::vector<std::uint8_t> scratch_;
};

/// Paints the other look over the row where its share is above 0, a run of cells at a time.
void mix_other(RowLooks& looks, const std::vector<float>& share, int width,
               std::vector<std::uint8_t>& scratch, std::uint8_t* rgb) {
  const int cells = static_cast<int>(share.size()) - 1;
  const auto is_seen = [&](int cell) {
    const auto i = static_cast<std::size_t>(cell);
    return share[i] > 0 || share[i + 1] > 0;
  };
  for (int first = 0; first < cells;) {
    Run run{first, first, width};
    while (run.last < cells && is_seen(run.last)) {
      ++run.last;
    }
    if (run.last > run.first) {
      looks.paint(run, scratch.data());
      mix_row(run.in(scratch.data()), share.data() + run.first, run.count(), run.in(rgb));
    }
    first = run.last + 1;
  }
}

}  // namespace

void paint_view(const ViewGrid& grid, const ViewSources& sources, cv::Mat& frame) {
  const int points = grid.x.cols;
  const auto count = static_cast<std::size_t>(points);
  const cv::Mat disparity = sources.blurred.empty() ? cv::Mat() : grid.disparity;
  RowLooks looks(sources, frame.size(), points);
  std::vector<float> values(count);
  std::vector<std::uint8_t> scratch(grid.share.empty() ? 0 : 3 * kCell * count);
  for (int y = 0; y < frame.rows; ++y) {
    std::uint8_t* rgb = frame.ptr(y);
    looks.move_to(grid.x, grid.y, disparity, y);
    looks.paint({0, points - 1, frame.cols}, rgb);
    if (!grid.share.empty()) {
      field_row(grid.share, y, points, values.data());
      looks.move_to(grid.other_x, grid.other_y, disparity, y);
      mix_other(looks, values, frame.cols, scratch, rgb);
    }
    if (!grid.light.empty()) {
      field_row(grid.light, y, points, values.data());
      shade_row(values.data(), frame.cols, rgb);
    }
  }
}

}  // namespace kirin::engine::motion
