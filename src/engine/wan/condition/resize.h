/// \file
/// Pictures in other sizes, by the very rules of the reference implementation of each task.
#pragma once

#include <cstdint>
#include <vector>

#include "nn/tensor.h"

namespace kirin::wan {

/// [channels, height, width] f32 by bicubic convolution (Keys 1981, a = -0.75) with half-pixel
/// centres and repeated borders, without antialiasing; overshoot is kept. What image to video and
/// CLIP see.
nn::Tensor resize_bicubic(const nn::Tensor& image, nn::Index height, nn::Index width);

/// The same with linear interpolation between the nearest two, for VACE's references.
nn::Tensor resize_bilinear(const nn::Tensor& image, nn::Index height, nn::Index width);

/// [height, width, 3] u8 by Lanczos' kernel of three lobes, widened where it shrinks, as Pillow
/// does it: rows first, then columns, 22-bit fixed-point weights, rounded to 8 bits after each.
nn::Tensor resize_lanczos(const nn::Tensor& image, nn::Index height, nn::Index width);

/// From [height, width, 3] u8 to [3, height, width] f32 in [-1, 1].
nn::Tensor to_signed_floats(const nn::Tensor& image);

/// [3, height, width] with the picture scaled by one factor to fit, its extents truncated, in the
/// middle of a white (1.0) canvas: how VACE takes references. `image` is [3, h, w] f32 in [-1, 1].
nn::Tensor letterboxed(const nn::Tensor& image, nn::Index height, nn::Index width);

/// [height, width, 3] u8, scaled (Lanczos) to cover the size and cropped to its middle: how the 5B
/// model takes its first frame.
nn::Tensor covered(const nn::Tensor& image, nn::Index height, nn::Index width);

}  // namespace kirin::wan
