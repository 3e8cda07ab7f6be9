/// \file
/// What a finished clip really is, read back from the file: the check before a task is called
/// completed.
#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "media/clip_writer.h"
#include "media/image.h"

namespace kirin::media {

struct ClipFacts {
  Size size;
  int fps_numerator = 0;
  int fps_denominator = 1;
  int frame_count = 0;            ///< Counted packets, not the header's word.
  double duration_seconds = 0;    ///< Of the container.
  std::string video_codec;        ///< "h264"
  std::string video_profile;      ///< "High"
  std::string pixel_format;       ///< "yuv420p"
  bool is_bt709_limited = false;  ///< primaries, transfer, matrix and range all tagged so
  bool has_audio = false;
  std::string audio_codec;  ///< "aac" or empty
  double audio_duration_seconds = 0;
  bool index_in_front = false;  ///< moov before mdat
  std::map<std::string, std::string> tags;
};

/// Reads `fd`, a regular file, from its start. data_loss where it is not a readable MP4.
Result<ClipFacts> probe_clip(int fd);

/// data_loss, naming the first difference, where the clip is not what `spec` asked for.
Result<void> check_clip(const ClipFacts& facts, const ClipSpec& spec);

}  // namespace kirin::media
