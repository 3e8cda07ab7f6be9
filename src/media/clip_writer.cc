#include "media/clip_writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "media/encoders.h"
#include "media/ffmpeg.h"
#include "media/rgb_to_i420.h"

namespace kirin::media {
namespace {

// Durations in the index are counted in this: exact for sound, and for 24, 25, 30, 48, 50 and 60
// frames a second.
constexpr int kMovieTimescale = 48'000;
// Ticks of a frame in the video track; 24000 and 30000 a second are what players have seen most.
constexpr int kTicksPerFrame = 1000;
constexpr int kMaxFps = 240;
constexpr int kMaxSide = 16'384;  // x264's own bound

Result<void> check_spec(const ClipSpec& spec) {
  const auto [width, height] = spec.size;
  const bool is_size_good = width > 0 && height > 0 && width % 2 == 0 && height % 2 == 0 &&
                            width <= kMaxSide && height <= kMaxSide;
  if (!is_size_good) {
    return Error{
        ErrorCode::invalid_argument,
        fmt::format("a clip of {}x{}: both sides must be even, 2 to {}", width, height, kMaxSide)};
  }
  if (spec.fps < 1 || spec.fps > kMaxFps || spec.frame_count < 1) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("a clip of {} frames at {} fps", spec.frame_count, spec.fps)};
  }
  if (spec.crf < 1 || spec.crf > 51 ||
      spec.threads < 1) {  // crf 0 is lossless, which High cannot be
    return Error{
        ErrorCode::invalid_argument,
        fmt::format("crf {} is not 1 to 51, or {} threads not 1 or more", spec.crf, spec.threads)};
  }
  return {};
}

std::int64_t sound_length(const ClipSpec& spec) {
  return (std::int64_t{spec.frame_count} * kAudioRate + spec.fps / 2) / spec.fps;
}

struct Track {
  Codec encoder;
  AVStream* stream = nullptr;  // the muxer's
};

class Mp4Writer final : public ClipWriter {
 public:
  Mp4Writer(int fd, ClipSpec spec) : fd_(fd), spec_(std::move(spec)) {}

  Result<void> start() {
    quieten_ffmpeg();
    if (::ftruncate(fd_, 0) != 0) {
      return system_error("emptying the clip's file", errno);
    }
    ASSIGN_OR_RETURN(file_, FdStream::open(fd_, FdStream::Mode::write));
    packet_.reset(av_packet_alloc());
    if (packet_ == nullptr) {
      return Error{ErrorCode::resource_exhausted, "no memory for a packet"};
    }
    RETURN_IF_ERROR(make_muxer());
    ASSIGN_OR_RETURN(video_.encoder, open_video_encoder(spec_));
    ASSIGN_OR_RETURN(frame_, make_video_frame(*video_.encoder));
    RETURN_IF_ERROR(add_track(video_));
    video_.stream->avg_frame_rate = {spec_.fps, 1};
    if (spec_.has_audio) {
      ASSIGN_OR_RETURN(audio_.encoder, open_audio_encoder());
      RETURN_IF_ERROR(add_track(audio_));
    }
    return write_header();
  }

  Result<void> add_frame(ImageView frame) override {
    if (frame_count_ >= spec_.frame_count) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("frame {} of a clip of {}", frame_count_ + 1, spec_.frame_count)};
    }
    if (frame.data == nullptr || frame.size != spec_.size) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("a frame of {}x{} in a clip of {}x{}", frame.size.width,
                               frame.size.height, spec_.size.width, spec_.size.height)};
    }
    const int result = av_frame_make_writable(frame_.get());
    if (result < 0) {
      return ffmpeg_error("making a frame", result, ErrorCode::resource_exhausted);
    }
    rgb_to_i420(frame, planes());
    frame_->pts = frame_count_++;
    return encode(video_, frame_.get());
  }

  Result<void> add_audio(std::span<const float> samples) override {
    if (!spec_.has_audio || has_sound_) {
      return Error{ErrorCode::failed_precondition,
                   has_sound_ ? "the clip has its sound already" : "sound for a silent clip"};
    }
    if (samples.size() % kAudioChannels != 0) {
      return Error{ErrorCode::invalid_argument, "sound that is not whole stereo samples"};
    }
    has_sound_ = true;
    const std::int64_t length = sound_length(spec_);
    const std::int64_t step = audio_.encoder->frame_size;
    for (std::int64_t first = 0; first < length; first += step) {
      const int count = static_cast<int>(std::min(step, length - first));
      ASSIGN_OR_RETURN(const Frame piece, make_audio_frame(*audio_.encoder, samples, first, count));
      RETURN_IF_ERROR(encode(audio_, piece.get()));
    }
    return encode(audio_, nullptr);
  }

  Result<void> finish() override {
    if (frame_count_ != spec_.frame_count || has_sound_ != spec_.has_audio || is_finished_) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("finishing a clip {} with {} of {} frames and {}",
                               is_finished_ ? "again" : "once", frame_count_, spec_.frame_count,
                               has_sound_ == spec_.has_audio ? "its sound" : "no sound")};
    }
    is_finished_ = true;
    RETURN_IF_ERROR(encode(video_, nullptr));
    const int result = av_write_trailer(muxer_.get());
    return result < 0 ? write_error(result) : Result<void>{};
  }

 private:
  Result<void> make_muxer() {
    AVFormatContext* context = nullptr;
    const int result = avformat_alloc_output_context2(&context, nullptr, "mp4", nullptr);
    muxer_.reset(context);
    if (result < 0) {
      return ffmpeg_error("making the MP4 muxer", result, ErrorCode::internal);
    }
    muxer_->pb = file_->context();
    muxer_->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;  // no version or date in the file
    muxer_->opaque = &fd_;
    muxer_->io_open =
        &FdStream::open_again;  // to move the index to the front it reads what it wrote
    muxer_->io_close2 = &FdStream::close_again;
    muxer_->max_interleave_delta =
        0;  // picture and sound wait for each other however long it takes
    return {};
  }

  Result<void> add_track(Track& track) {
    track.stream = avformat_new_stream(muxer_.get(), nullptr);
    if (track.stream == nullptr) {
      return Error{ErrorCode::resource_exhausted, "no memory for a track"};
    }
    track.stream->time_base = track.encoder->time_base;
    const int result = avcodec_parameters_from_context(track.stream->codecpar, track.encoder.get());
    if (result < 0) {
      return ffmpeg_error("describing a track", result, ErrorCode::internal);
    }
    return {};
  }

  Result<void> write_header() {
    for (const auto& [key, value] : spec_.tags) {
      av_dict_set(&muxer_->metadata, key.c_str(), value.c_str(), 0);
    }
    AVDictionary* options = nullptr;
    av_dict_set(&options, "movflags", "+faststart+use_metadata_tags", 0);
    av_dict_set_int(&options, "movie_timescale", kMovieTimescale, 0);
    av_dict_set_int(&options, "video_track_timescale", std::int64_t{spec_.fps} * kTicksPerFrame, 0);
    const int result = avformat_write_header(muxer_.get(), &options);
    const bool are_all_known = av_dict_count(options) == 0;
    av_dict_free(&options);
    if (result < 0) {
      return write_error(result);
    }
    EXPECTS(are_all_known);
    return {};
  }

  I420Planes planes() const {
    return {frame_->data[0],
            frame_->data[1],
            frame_->data[2],
            static_cast<std::size_t>(frame_->linesize[0]),
            static_cast<std::size_t>(frame_->linesize[1]),
            static_cast<std::size_t>(frame_->linesize[2])};
  }

  // Hands the encoder a frame, or its end (null), and the muxer every packet that comes out.
  Result<void> encode(const Track& track, const AVFrame* frame) {
    int result = avcodec_send_frame(track.encoder.get(), frame);
    while (result >= 0) {
      result = avcodec_receive_packet(track.encoder.get(), packet_.get());
      if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) {
        return {};
      }
      if (result >= 0) {
        RETURN_IF_ERROR(mux(track));
      }
    }
    return ffmpeg_error("encoding", result, ErrorCode::internal);
  }

  Result<void> mux(const Track& track) {
    if (track.stream == video_.stream) {
      packet_->duration =
          1;  // x264 leaves it open, and the last frame must last as long as the others
    }
    packet_->stream_index = track.stream->index;
    av_packet_rescale_ts(packet_.get(), track.encoder->time_base, track.stream->time_base);
    const int result = av_interleaved_write_frame(muxer_.get(), packet_.get());
    return result < 0 ? write_error(result) : Result<void>{};
  }

  static Error write_error(int result) {
    return ffmpeg_error("writing the clip", result, ErrorCode::internal);
  }

  int fd_;
  ClipSpec spec_;
  std::unique_ptr<FdStream> file_;  // outlives the muxer, which writes to it
  Muxer muxer_;
  Track video_;
  Track audio_;
  Frame frame_;
  Packet packet_;
  int frame_count_ = 0;
  bool has_sound_ = false;
  bool is_finished_ = false;
};

}  // namespace

Result<std::unique_ptr<ClipWriter>> ClipWriter::open(int fd, const ClipSpec& spec) {
  RETURN_IF_ERROR(check_spec(spec));
  auto writer = std::make_unique<Mp4Writer>(fd, spec);
  RETURN_IF_ERROR(writer->start());
  return std::unique_ptr<ClipWriter>{std::move(writer)};
}

}  // namespace kirin::media
