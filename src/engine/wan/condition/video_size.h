/// \file
/// The size of the video that an image-conditioned model makes: the area is asked for, the shape is
/// the picture's.
#pragma once

#include "nn/tensor.h"

namespace kirin::wan {

struct VideoSize {
  nn::Index width = 0;
  nn::Index height = 0;
  friend bool operator==(const VideoSize&, const VideoSize&) = default;
};

/// Image to video (2.1, A14B), first and last frame, Wan-Move, ATI: both extents are multiples of
/// `step` (VAE stride times patch: 16 pixels) and their product is at most `max_area`.
VideoSize image_video_size(VideoSize image, double max_area, nn::Index step = 16);

/// The 5B model: of the two ways to round (width first or height first) the one whose shape is
/// nearer to the picture's; steps of 32 pixels.
VideoSize image_video_size_5b(VideoSize image, double max_area, nn::Index step = 32);

}  // namespace kirin::wan
