#include "media/ffmpeg.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace kirin::media {
namespace {

constexpr int kBufferBytes = 64 << 10;

}  // namespace

void quieten_ffmpeg() { av_log_set_level(AV_LOG_ERROR); }

Error ffmpeg_error(std::string_view what, int result, ErrorCode otherwise) {
  // FFmpeg's own codes are four letters, far above any errno.
  constexpr int kMaxErrno = 4096;
  if (-result > 0 && -result < kMaxErrno) {
    Error error = system_error(what, -result);
    // EINVAL and the like are said of arguments inside FFmpeg as often as of system calls: the
    // caller knows better.
    if (error.code == ErrorCode::internal || error.code == ErrorCode::invalid_argument) {
      error.code = otherwise;
    }
    return error;
  }
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(result, text.data(), text.size());
  return Error{otherwise, fmt::format("{}: {}", what, text.data())};
}

Result<std::unique_ptr<FdStream>> FdStream::open(int fd, Mode mode) {
  std::unique_ptr<FdStream> stream{new FdStream{fd}};
  auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
  if (buffer != nullptr) {
    stream->context_ =
        avio_alloc_context(buffer, kBufferBytes, mode == Mode::write ? 1 : 0, stream.get(),
                           &FdStream::read, &FdStream::write, &FdStream::seek);
  }
  if (stream->context_ == nullptr) {
    av_free(buffer);
    return Error{ErrorCode::resource_exhausted, "no memory for a file buffer"};
  }
  return stream;
}

FdStream::~FdStream() {
  if (context_ != nullptr) {
    av_freep(&context_->buffer);  // FFmpeg may have replaced the one we gave it
    avio_context_free(&context_);
  }
}

int FdStream::read(void* self, std::uint8_t* to, int size_bytes) {
  auto& stream = *static_cast<FdStream*>(self);
  for (;;) {
    const ssize_t count =
        ::pread(stream.fd_, to, static_cast<std::size_t>(size_bytes), stream.position_);
    if (count > 0) {
      stream.position_ += count;
      return static_cast<int>(count);
    }
    if (count == 0) {
      return AVERROR_EOF;
    }
    if (errno != EINTR) {
      return AVERROR(errno);
    }
  }
}

int FdStream::write(void* self, std::uint8_t* from, int size_bytes) {
  auto& stream = *static_cast<FdStream*>(self);
  int written = 0;
  while (written < size_bytes) {
    const ssize_t count =
        ::pwrite(stream.fd_, from + written, static_cast<std::size_t>(size_bytes - written),
                 stream.position_);
    if (count > 0) {
      stream.position_ += count;
      written += static_cast<int>(count);
    } else if (count == 0 || errno != EINTR) {
      return count == 0 ? AVERROR(ENOSPC) : AVERROR(errno);
    }
  }
  return written;
}

std::int64_t FdStream::seek(void* self, std::int64_t offset, int whence) {
  auto& stream = *static_cast<FdStream*>(self);
  struct stat facts {};
  if (::fstat(stream.fd_, &facts) != 0) {
    return AVERROR(errno);
  }
  std::int64_t from = 0;
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE:
      return facts.st_size;
    case SEEK_SET:
      break;
    case SEEK_CUR:
      from = stream.position_;
      break;
    case SEEK_END:
      from = facts.st_size;
      break;
    default:
      return AVERROR(EINVAL);
  }
  std::int64_t target = 0;
  if (__builtin_add_overflow(from, offset, &target) || target < 0) {
    return AVERROR(EINVAL);
  }
  stream.position_ = target;
  return target;
}

int FdStream::open_again(AVFormatContext* format, AVIOContext** context, const char*, int flags,
                         AVDictionary**) {
  if ((flags & AVIO_FLAG_WRITE) != 0) {
    return AVERROR(EACCES);
  }
  auto stream = FdStream::open(*static_cast<const int*>(format->opaque), Mode::read);
  if (!stream) {
    return AVERROR(ENOMEM);
  }
  *context = (*stream)->context();
  (void)stream->release();  // close_again finds it in the context's opaque
  return 0;
}

int FdStream::close_again(AVFormatContext*, AVIOContext* context) {
  const std::unique_ptr<FdStream> stream{static_cast<FdStream*>(context->opaque)};
  return 0;
}

}  // namespace kirin::media
