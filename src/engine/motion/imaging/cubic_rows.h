/// \file
/// Pictures sampled along rows of a frame: the inner loop of everything that moves a picture.
///
/// Where a row looks is given for every kCell-th pixel and is linear between, so the maps that a
/// general remap would read are never written. Samples are Catmull-Rom cubics (Keys 1981) at 1/256
/// of a pixel.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace kirin::engine::motion {

inline constexpr int kCell = 4;  ///< pixels from one exact point of a row to the next

/// Exact points for `pixels` pixels: one at each cell's start and one past the last cell.
constexpr int cell_points(int pixels) { return (pixels + kCell - 1) / kCell + 1; }

/// A picture kept for sampling: four bytes a pixel, its edges continued by reflection.
class SampledPicture {
 public:
  SampledPicture() = default;
  /// `picture` is CV_8UC3, `alpha` empty (opaque) or CV_8UC1 of its size.
  explicit SampledPicture(const cv::Mat& picture, const cv::Mat& alpha = {});

  int width() const { return packed_.cols - 3; }
  int height() const { return packed_.rows - 3; }
  const std::uint8_t* data() const { return packed_.data; }  ///< of the pixel at (-1, -1)
  int stride_bytes() const { return static_cast<int>(packed_.step); }

 private:
  cv::Mat packed_;  // one pixel more before, two after: the taps of a cubic
};

/// Where a row of `count` pixels looks in a picture, pixel centres at integers: cell_points(count)
/// values each. Points outside are reflected once.
struct RowLook {
  const SampledPicture* picture = nullptr;
  const float* x = nullptr;
  const float* y = nullptr;
};

/// Writes `count` RGB pixels of the picture.
void sample_row(const RowLook& look, int count, std::uint8_t* rgb);

/// Writes `count` RGBA pixels of the picture, colours not multiplied by alpha.
void sample_rgba_row(const RowLook& look, int count, std::uint8_t* rgba);

/// Writes (1 - share) `first` + share `second`; `share` in [0, 1] is given like the points. Where
/// it is 0 or 1 only one picture is read.
void blend_row(const RowLook& first, const RowLook& second, const float* share, int count,
               std::uint8_t* rgb);

/// Puts the picture, by its alpha, over the RGB row.
void cover_row(const RowLook& look, int count, std::uint8_t* rgb);

/// Mixes `share` in [0, 1], given like the points, of `other` into the RGB row.
void mix_row(const std::uint8_t* other, const float* share, int count, std::uint8_t* rgb);

/// Multiplies the RGB row by `light` in [0, 2], given like the points; 1 changes nothing.
void shade_row(const float* light, int count, std::uint8_t* rgb);

/// Row `y` of a field given for every kCell-th row, linear between: `count` values.
void field_row(const cv::Mat& field, int y, int count, float* row);

}  // namespace kirin::engine::motion
