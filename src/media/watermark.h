/// \file
/// The visible mark of `watermark_info.enabled`.
#pragma once

#include "media/image.h"

namespace kirin::media {

/// Blends the word "Kirin" into the lower right corner, its height 1/24 of the shorter side.
/// Deterministic.
void stamp_watermark(Image& image);

}  // namespace kirin::media
