#include "media/rgb_to_i420.h"

#include <vector>

#include "media/bt709.h"
#include "media/i420_rows.h"

namespace kirin::media {
namespace {

// Columns from `x` on, one by one.
void luma_columns(const TwoRows& rows, int x, int width) {
  for (; x < width; ++x) {
    const std::uint8_t* top = rows.top + 3 * x;
    const std::uint8_t* bottom = rows.bottom + 3 * x;
    rows.y_top[x] = bt709::luma(top[0], top[1], top[2]);
    rows.y_bottom[x] = bt709::luma(bottom[0], bottom[1], bottom[2]);
    rows.sum_r[x] = static_cast<std::uint16_t>(top[0] + bottom[0]);
    rows.sum_g[x] = static_cast<std::uint16_t>(top[1] + bottom[1]);
    rows.sum_b[x] = static_cast<std::uint16_t>(top[2] + bottom[2]);
  }
}

unsigned filtered(const std::uint16_t* sums) { return sums[-1] + 2U * sums[0] + sums[1]; }

void chroma_columns(const TwoRows& rows, int x, int chroma_width) {
  for (; x < chroma_width; ++x) {
    const unsigned r = filtered(rows.sum_r + 2 * x);
    const unsigned g = filtered(rows.sum_g + 2 * x);
    const unsigned b = filtered(rows.sum_b + 2 * x);
    rows.u[x] = bt709::chroma_blue(r, g, b);
    rows.v[x] = bt709::chroma_red(r, g, b);
  }
}

void repeat_edge(const TwoRows& rows) {
  rows.sum_r[-1] = rows.sum_r[0];
  rows.sum_g[-1] = rows.sum_g[0];
  rows.sum_b[-1] = rows.sum_b[0];
}

template <typename ConvertRows>
void for_each_two_rows(ImageView rgb, const I420Planes& planes, ConvertRows convert) {
  const int width = rgb.size.width;
  EXPECTS(width > 0 && rgb.size.height > 0 && width % 2 == 0 && rgb.size.height % 2 == 0);
  const std::size_t columns = static_cast<std::size_t>(width) + 1;
  std::vector<std::uint16_t> sums(3 * columns);
  TwoRows rows;
  rows.sum_r = sums.data() + 1;
  rows.sum_g = rows.sum_r + columns;
  rows.sum_b = rows.sum_g + columns;
  for (int y = 0; y < rgb.size.height; y += 2) {
    const auto line = static_cast<std::size_t>(y);
    rows.top = rgb.row(y);
    rows.bottom = rgb.row(y + 1);
    rows.y_top = planes.y + line * planes.y_stride_bytes;
    rows.y_bottom = rows.y_top + planes.y_stride_bytes;
    rows.u = planes.u + line / 2 * planes.u_stride_bytes;
    rows.v = planes.v + line / 2 * planes.v_stride_bytes;
    convert(rows, width);
  }
}

}  // namespace

void rgb_to_i420(ImageView rgb, const I420Planes& planes) {
  for_each_two_rows(rgb, planes, [](const TwoRows& rows, int width) {
    luma_columns(rows, luma_vectors(rows, width), width);
    repeat_edge(rows);
    chroma_columns(rows, chroma_vectors(rows, width / 2), width / 2);
  });
}

void rgb_to_i420_plain(ImageView rgb, const I420Planes& planes) {
  for_each_two_rows(rgb, planes, [](const TwoRows& rows, int width) {
    luma_columns(rows, 0, width);
    repeat_edge(rows);
    chroma_columns(rows, 0, width / 2);
  });
}

}  // namespace kirin::media
