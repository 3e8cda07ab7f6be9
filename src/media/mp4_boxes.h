/// \file
/// The outermost boxes of an MP4 file: ISO/IEC 14496-12 section 4.2. Private to the room.
#pragma once

#include "base/result.h"

namespace kirin::media {

/// Whether the index (moov) stands before the media data (mdat). data_loss where either is missing,
/// or a box does not fit the file; errors of the disk as they are.
Result<bool> is_index_in_front(int fd);

}  // namespace kirin::media
