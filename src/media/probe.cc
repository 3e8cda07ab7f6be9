#include "media/probe.h"

#include <fmt/format.h>

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <cmath>
#include <utility>

#include "media/ffmpeg.h"
#include "media/mp4_boxes.h"

namespace kirin::media {
namespace {

// A clip has two tracks. What a stranger's file may make FFmpeg do is bounded here.
constexpr int kMaxStreams = 8;
constexpr int kMaxPackets = 1'000'000;

Error unreadable(std::string_view what, int result) {
  return ffmpeg_error(what, result, ErrorCode::data_loss);
}

std::string text_or_empty(const char* text) { return text == nullptr ? std::string{} : text; }

Result<Demuxer> open_mp4(FdStream& file, int* fd) {
  AVFormatContext* context = avformat_alloc_context();
  if (context == nullptr) {
    return Error{ErrorCode::resource_exhausted, "no memory for a demuxer"};
  }
  context->pb = file.context();
  context->flags |= AVFMT_FLAG_CUSTOM_IO;
  context->opaque = fd;
  // Track references to other files lead back to this one, never to the disk.
  context->io_open = &FdStream::open_again;
  context->io_close2 = &FdStream::close_again;
  context->max_streams = kMaxStreams;
  int result = avformat_open_input(&context, nullptr, av_find_input_format("mp4"), nullptr);
  if (result < 0) {
    return unreadable("opening the clip", result);  // FFmpeg has freed the context
  }
  Demuxer demuxer{context};
  result = avformat_find_stream_info(context, nullptr);
  if (result < 0) {
    return unreadable("reading the clip's tracks", result);
  }
  return demuxer;
}

bool is_bt709_limited(const AVCodecParameters& video) {
  return video.color_primaries == AVCOL_PRI_BT709 && video.color_trc == AVCOL_TRC_BT709 &&
         video.color_space == AVCOL_SPC_BT709 && video.color_range == AVCOL_RANGE_MPEG;
}

void note_video(const AVStream& stream, ClipFacts& facts) {
  const AVCodecParameters& video = *stream.codecpar;
  facts.size = {video.width, video.height};
  facts.fps_numerator = stream.avg_frame_rate.num;
  facts.fps_denominator = stream.avg_frame_rate.den;
  facts.video_codec = avcodec_get_name(video.codec_id);
  facts.video_profile = text_or_empty(avcodec_profile_name(video.codec_id, video.profile));
  facts.pixel_format = text_or_empty(av_get_pix_fmt_name(static_cast<AVPixelFormat>(video.format)));
  facts.is_bt709_limited = is_bt709_limited(video);
}

void note_audio(const AVStream& stream, ClipFacts& facts) {
  facts.has_audio = true;
  facts.audio_codec = avcodec_get_name(stream.codecpar->codec_id);
  if (stream.duration != AV_NOPTS_VALUE) {
    facts.audio_duration_seconds = static_cast<double>(stream.duration) * av_q2d(stream.time_base);
  }
}

Result<int> count_packets(AVFormatContext& clip, int stream_index) {
  const Packet packet{av_packet_alloc()};
  if (packet == nullptr) {
    return Error{ErrorCode::resource_exhausted, "no memory for a packet"};
  }
  int count = 0;
  for (int i = 0; i < kMaxPackets; ++i) {
    const int result = av_read_frame(&clip, packet.get());
    if (result == AVERROR_EOF) {
      return count;
    }
    if (result < 0) {
      return unreadable("reading the clip", result);
    }
    count += packet->stream_index == stream_index ? 1 : 0;
    av_packet_unref(packet.get());
  }
  return Error{ErrorCode::data_loss, fmt::format("the clip has over {} packets", kMaxPackets)};
}

Error differs(std::string_view what, std::string_view found, std::string_view due) {
  return Error{ErrorCode::data_loss, fmt::format("the clip's {} is {}, not {}", what, found, due)};
}

std::string words(bool value) { return value ? "there" : "missing"; }
std::string words(double seconds) { return fmt::format("{:.6f} s", seconds); }
std::string words(Size size) { return fmt::format("{}x{}", size.width, size.height); }

Result<void> check_video(const ClipFacts& facts, const ClipSpec& spec) {
  if (facts.video_codec != "h264") {
    return differs("video codec", facts.video_codec, "h264");
  }
  if (facts.video_profile != "High") {
    return differs("video profile", facts.video_profile, "High");
  }
  if (facts.pixel_format != "yuv420p") {
    return differs("pixel format", facts.pixel_format, "yuv420p");
  }
  if (!facts.is_bt709_limited) {
    return differs("BT.709 limited tag", words(false), words(true));
  }
  if (facts.size != spec.size) {
    return differs("size", words(facts.size), words(spec.size));
  }
  if (facts.fps_denominator == 0 || facts.fps_numerator != spec.fps * facts.fps_denominator) {
    return differs("frame rate", fmt::format("{}/{}", facts.fps_numerator, facts.fps_denominator),
                   fmt::format("{}", spec.fps));
  }
  if (facts.frame_count != spec.frame_count) {
    return differs("frame count", fmt::format("{}", facts.frame_count),
                   fmt::format("{}", spec.frame_count));
  }
  return {};
}

Result<void> check_audio(const ClipFacts& facts, const ClipSpec& spec, double seconds,
                         double tolerance) {
  if (facts.has_audio != spec.has_audio) {
    return differs("sound", words(facts.has_audio), words(spec.has_audio));
  }
  if (spec.has_audio && facts.audio_codec != "aac") {
    return differs("audio codec", facts.audio_codec, "aac");
  }
  if (spec.has_audio && std::abs(facts.audio_duration_seconds - seconds) > tolerance) {
    return differs("sound's length", words(facts.audio_duration_seconds), words(seconds));
  }
  return {};
}

}  // namespace

Result<ClipFacts> probe_clip(int fd) {
  quieten_ffmpeg();
  ClipFacts facts;
  ASSIGN_OR_RETURN(facts.index_in_front, is_index_in_front(fd));
  ASSIGN_OR_RETURN(const auto file, FdStream::open(fd, FdStream::Mode::read));
  ASSIGN_OR_RETURN(const Demuxer clip, open_mp4(*file, &fd));
  const int video = av_find_best_stream(clip.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  const int audio = av_find_best_stream(clip.get(), AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
  if (video < 0) {
    return Error{ErrorCode::data_loss, "the clip has no picture"};
  }
  note_video(*clip->streams[video], facts);
  if (audio >= 0) {
    note_audio(*clip->streams[audio], facts);
  }
  if (clip->duration != AV_NOPTS_VALUE) {
    facts.duration_seconds = static_cast<double>(clip->duration) / AV_TIME_BASE;
  }
  const AVDictionaryEntry* tag = nullptr;
  while ((tag = av_dict_get(clip->metadata, "", tag, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
    facts.tags[tag->key] = tag->value;
  }
  ASSIGN_OR_RETURN(facts.frame_count, count_packets(*clip, video));
  return facts;
}

Result<void> check_clip(const ClipFacts& facts, const ClipSpec& spec) {
  // The container counts in 1/48000 s and FFmpeg tells it in microseconds; a frame is 4 ms at
  // least.
  constexpr double kTolerance = 0.001;
  const double seconds = static_cast<double>(spec.frame_count) / spec.fps;
  RETURN_IF_ERROR(check_video(facts, spec));
  if (std::abs(facts.duration_seconds - seconds) > kTolerance) {
    return differs("length", words(facts.duration_seconds), words(seconds));
  }
  RETURN_IF_ERROR(check_audio(facts, spec, seconds, kTolerance));
  if (!facts.index_in_front) {
    return differs("index", "behind the media data", "in front");
  }
  for (const auto& [key, value] : spec.tags) {
    const auto found = facts.tags.find(key);
    if (found == facts.tags.end() || found->second != value) {
      return differs(fmt::format("tag {}", key),
                     found == facts.tags.end() ? "missing" : found->second, value);
    }
  }
  return {};
}

}  // namespace kirin::media
