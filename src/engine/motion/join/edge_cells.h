/// \file
/// The cells of a frame in which something ends.
///
/// Where pixels look is linear within a cell. Where a thing ends before what is behind it, that
/// sweeps over all that lies between the two and draws a dark contour. Such cells are painted
/// again: once as either side goes on, mixed along the line that the cell's corners suggest.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// Where every kCell-th pixel looks in the first picture (x, y), in the last (x, y), and its share.
using LookFields = std::array<const cv::Mat*, 5>;

/// Paints `count` RGB pixels from one row a field: cell_points(count) values in each of 5 rows.
using PaintSpan = std::function<void(const cv::Mat& rows, int count, std::uint8_t* rgb)>;

void mend_edges(const LookFields& fields, const PaintSpan& paint_span, cv::Mat& frame);

}  // namespace kirin::engine::motion
