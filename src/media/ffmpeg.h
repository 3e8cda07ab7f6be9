/// \file
/// What makes FFmpeg's C interface look like ours: owners, errors, input and output on a
/// descriptor. Private to the room.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/result.h"

namespace kirin::media {

/// FFmpeg logs errors to stderr and nothing else. Any number of calls, from any thread.
void quieten_ffmpeg();

/// An FFmpeg result below 0 as our error: a system call's code where it is one (a full disk stays
/// resource_exhausted), else `otherwise`.
Error ffmpeg_error(std::string_view what, int result, ErrorCode otherwise);

template <auto kFree>
struct FreeByAddress {
  template <typename T>
  void operator()(T* object) const {
    kFree(&object);
  }
};
struct FreeFormat {
  void operator()(AVFormatContext* context) const { avformat_free_context(context); }
};

using Packet = std::unique_ptr<AVPacket, FreeByAddress<&av_packet_free>>;
using Frame = std::unique_ptr<AVFrame, FreeByAddress<&av_frame_free>>;
using Codec = std::unique_ptr<AVCodecContext, FreeByAddress<&avcodec_free_context>>;
using Muxer = std::unique_ptr<AVFormatContext, FreeFormat>;
using Demuxer = std::unique_ptr<AVFormatContext, FreeByAddress<&avformat_close_input>>;

/// An AVIOContext that reads and writes a regular file at a position of its own, from 0: several of
/// them, and the descriptor's own position, do not disturb each other. The descriptor stays its
/// owner's.
class FdStream {
 public:
  enum class Mode { read, write };
  /// resource_exhausted without memory.
  static Result<std::unique_ptr<FdStream>> open(int fd, Mode mode);
  FdStream(const FdStream&) = delete;
  FdStream& operator=(const FdStream&) = delete;
  ~FdStream();

  AVIOContext* context() const { return context_; }

  /// For AVFormatContext::io_open and io_close2: whatever the URL, another reader of the file
  /// `opaque` points at (an int).
  static int open_again(AVFormatContext* format, AVIOContext** context, const char* url, int flags,
                        AVDictionary** options);
  static int close_again(AVFormatContext* format, AVIOContext* context);

 private:
  explicit FdStream(int fd) : fd_(fd) {}
  static int read(void* self, std::uint8_t* to, int size_bytes);
  static int write(void* self, std::uint8_t* from, int size_bytes);
  static std::int64_t seek(void* self, std::int64_t offset, int whence);

  int fd_;
  std::int64_t position_ = 0;
  AVIOContext* context_ = nullptr;
};

}  // namespace kirin::media
