#include "engine/motion/view/view_painter.h"

#include <algorithm>

namespace kirin::engine::motion {
namespace {

/// A look of one row in a picture of the frame's size, and the same look in a finer one.
class RowLooks {
 public:
  RowLooks(const ViewSources& sources, cv::Size frame, int points)
      : sources_(sources), frame_(frame), rows_(4, points, CV_32F) {}

  void move_to(const cv::Mat& x, const cv::Mat& y, int row) {
    field_row(x, row, rows_.cols, rows_.ptr<float>(0));
    field_row(y, row, rows_.cols, rows_.ptr<float>(1));
    scale(rows_.ptr<float>(0), frame_.width, sources_.fine.width(), rows_.ptr<float>(2));
    scale(rows_.ptr<float>(1), frame_.height, sources_.fine.height(), rows_.ptr<float>(3));
  }

  /// Paints the pixels of cells [first, last).
  void paint(int first, int last, const float* fine_share, std::uint8_t* rgb) const {
    const int count = std::min(last * kCell, frame_.width) - first * kCell;
    const RowLook plain{&sources_.plain, rows_.ptr<float>(0) + first, rows_.ptr<float>(1) + first};
    const RowLook fine{&sources_.fine, rows_.ptr<float>(2) + first, rows_.ptr<float>(3) + first};
    blend_row(plain, fine, fine_share + first, count, rgb + 3 * kCell * first);
  }

 private:
  void scale(const float* from, int from_length, int to_length, float* to) const {
    const float factor = static_cast<float>(to_length) / static_cast<float>(from_length);
    for (int i = 0; i < rows_.cols; ++i) {
      to[i] = (from[i] + 0.5F) * factor - 0.5F;
    }
  }

  const ViewSources& sources_;
  cv::Size frame_;
  cv::Mat rows_;
};

/// Paints the other look over the row where its share is above 0, a run of cells at a time.
void mix_other(const RowLooks& looks, const std::vector<float>& share, const float* fine_share,
               int width, std::vector<std::uint8_t>& scratch, std::uint8_t* rgb) {
  const int cells = static_cast<int>(share.size()) - 1;
  const auto is_seen = [&](int cell) {
    const auto i = static_cast<std::size_t>(cell);
    return share[i] > 0 || share[i + 1] > 0;
  };
  for (int first = 0; first < cells;) {
    int last = first;
    while (last < cells && is_seen(last)) {
      ++last;
    }
    if (last > first) {
      looks.paint(first, last, fine_share, scratch.data());
      const int from = first * kCell;
      mix_row(scratch.data() + static_cast<std::ptrdiff_t>(3) * from, share.data() + first,
              std::min(last * kCell, width) - from, rgb + static_cast<std::ptrdiff_t>(3) * from);
    }
    first = last + 1;
  }
}

}  // namespace

void paint_view(const ViewGrid& grid, const ViewSources& sources, cv::Mat& frame) {
  const int points = grid.x.cols;
  const auto count = static_cast<std::size_t>(points);
  RowLooks looks(sources, frame.size(), points);
  const std::vector<float> fine_share(count, static_cast<float>(sources.fine_share));
  std::vector<float> values(count);
  std::vector<std::uint8_t> scratch(grid.share.empty() ? 0 : 3 * kCell * count);
  for (int y = 0; y < frame.rows; ++y) {
    std::uint8_t* rgb = frame.ptr(y);
    looks.move_to(grid.x, grid.y, y);
    looks.paint(0, points - 1, fine_share.data(), rgb);
    if (!grid.share.empty()) {
      field_row(grid.share, y, points, values.data());
      looks.move_to(grid.other_x, grid.other_y, y);
      mix_other(looks, values, fine_share.data(), frame.cols, scratch, rgb);
    }
    if (!grid.light.empty()) {
      field_row(grid.light, y, points, values.data());
      shade_row(values.data(), frame.cols, rgb);
    }
  }
}

}  // namespace kirin::engine::motion
