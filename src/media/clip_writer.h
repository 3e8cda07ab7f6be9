/// \file
/// Frames and sound in, an MP4 file out: H.264 High, yuv420p, BT.709 limited range (converted and
/// tagged), constant frame rate, optional AAC stereo at 48 kHz, index in front ("faststart").
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "media/image.h"

namespace kirin::media {

inline constexpr int kAudioRate = 48'000;
inline constexpr int kAudioChannels = 2;

struct ClipSpec {
  Size size;  ///< Even width and height.
  int fps = 24;
  int frame_count = 120;
  int crf = 20;                     ///< x264 constant rate factor: lower is better and larger.
  std::string preset = "veryfast";  ///< x264 preset.
  int threads = 1;                  ///< x264 threads.
  bool has_audio = false;
  /// MP4 metadata, such as {"comment", "…"}; written so that ffprobe shows every one of them.
  std::map<std::string, std::string> tags = {};
};

/// Writes one clip. Frames stream: at most the encoder's look-ahead is held.
///
/// Opens no file by itself, so that it works where the process may open none: it reads and writes
/// `fd`, a regular file opened for both, which stays the caller's.
class ClipWriter {
 public:
  /// invalid_argument for odd or empty sizes, internal where the encoder will not open.
  static Result<std::unique_ptr<ClipWriter>> open(int fd, const ClipSpec& spec);
  virtual ~ClipWriter() = default;

  /// The next frame, of the spec's size. failed_precondition for one too many.
  virtual Result<void> add_frame(ImageView frame) = 0;
  /// The whole sound at once, interleaved stereo in [-1, 1] at 48 kHz, any time before finish();
  /// cut or padded with silence to exactly frame_count / fps seconds.
  virtual Result<void> add_audio(std::span<const float> samples) = 0;
  /// Flushes and writes the index. failed_precondition where frames or the promised sound are
  /// missing.
  virtual Result<void> finish() = 0;
};

}  // namespace kirin::media
