#include "media/encoders.h"

#include <fmt/format.h>

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/cpu.h>
#include <libavutil/opt.h>
}

#include <algorithm>
#include <cmath>
#include <string>

namespace kirin::media {
namespace {

constexpr int kAudioBitsPerSecond = 192'000;

// 8x8dct makes every preset High. x264 would add look-ahead threads of its own to the frame threads
// it is granted.
std::string x264_parameters(const ClipSpec& spec) {
  std::string parameters = "8x8dct=1:sync-lookahead=0:lookahead-threads=1";
  // One round of refining motion and whole blocks of it, as superfast has them, with veryfast's
  // look-ahead: on films of 720p 40 to 50 % of the encoder's time for 0.0001 to 0.002 of SSIM.
  if (spec.preset == "veryfast") {
    parameters += ":subme=1:partitions=i8x8,i4x4";
  }
  // x264 164 with AVX-512: the same frames, twice in one process, gave two different files (96x64,
  // mbtree on). With AVX2 or without mbtree they did not.
  if ((av_get_cpu_flags() & AV_CPU_FLAG_AVX512) != 0) {
    parameters += ":asm=AVX2,LZCNT,BMI2";
  }
  return parameters;
}

Result<Codec> make_encoder(const char* name) {
  const AVCodec* encoder = avcodec_find_encoder_by_name(name);
  if (encoder == nullptr) {
    return Error{ErrorCode::internal, fmt::format("FFmpeg has no encoder {}", name)};
  }
  Codec codec{avcodec_alloc_context3(encoder)};
  if (codec == nullptr) {
    return Error{ErrorCode::resource_exhausted, "no memory for an encoder"};
  }
  codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;  // MP4 keeps parameter sets in its index
  return codec;
}

void set_bt709_limited(AVCodecContext& codec) {
  codec.pix_fmt = AV_PIX_FMT_YUV420P;
  codec.color_primaries = AVCOL_PRI_BT709;
  codec.color_trc = AVCOL_TRC_BT709;
  codec.colorspace = AVCOL_SPC_BT709;
  codec.color_range = AVCOL_RANGE_MPEG;
  codec.chroma_sample_location = AVCHROMA_LOC_LEFT;  // as rgb_to_i420 filters it
}

Result<void> set_x264_options(AVCodecContext& codec, const ClipSpec& spec) {
  void* options = codec.priv_data;
  int result = av_opt_set(options, "preset", spec.preset.c_str(), 0);
  result = std::min(result, av_opt_set(options, "profile", "high", 0));
  result = std::min(result, av_opt_set_double(options, "crf", spec.crf, 0));
  result = std::min(result, av_opt_set(options, "x264-params", x264_parameters(spec).c_str(), 0));
  if (result < 0) {
    return ffmpeg_error("setting x264 options", result, ErrorCode::internal);
  }
  return {};
}

float clean(float sample) { return std::isnan(sample) ? 0.0F : std::clamp(sample, -1.0F, 1.0F); }

}  // namespace

Result<Codec> open_video_encoder(const ClipSpec& spec) {
  ASSIGN_OR_RETURN(Codec codec, make_encoder("libx264"));
  codec->width = spec.size.width;
  codec->height = spec.size.height;
  codec->sample_aspect_ratio = {1, 1};
  codec->time_base = {1, spec.fps};
  codec->framerate = {spec.fps, 1};
  codec->gop_size = 2 * spec.fps;
  codec->thread_count = spec.threads;
  set_bt709_limited(*codec);
  RETURN_IF_ERROR(set_x264_options(*codec, spec));
  const int result = avcodec_open2(codec.get(), nullptr, nullptr);
  if (result < 0) {
    return ffmpeg_error(fmt::format("opening x264 with preset '{}'", spec.preset), result,
                        ErrorCode::internal);
  }
  return codec;
}

Result<Codec> open_audio_encoder() {
  ASSIGN_OR_RETURN(Codec codec, make_encoder("aac"));
  codec->sample_fmt = AV_SAMPLE_FMT_FLTP;
  codec->sample_rate = kAudioRate;
  codec->bit_rate = kAudioBitsPerSecond;
  codec->time_base = {1, kAudioRate};
  codec->thread_count = 1;
  av_channel_layout_default(&codec->ch_layout, kAudioChannels);
  const int result = avcodec_open2(codec.get(), nullptr, nullptr);
  if (result < 0) {
    return ffmpeg_error("opening AAC", result, ErrorCode::internal);
  }
  return codec;
}

Result<Frame> make_video_frame(const AVCodecContext& encoder) {
  Frame frame{av_frame_alloc()};
  if (frame == nullptr) {
    return Error{ErrorCode::resource_exhausted, "no memory for a frame"};
  }
  frame->format = encoder.pix_fmt;
  frame->width = encoder.width;
  frame->height = encoder.height;
  frame->color_primaries = encoder.color_primaries;
  frame->color_trc = encoder.color_trc;
  frame->colorspace = encoder.colorspace;
  frame->color_range = encoder.color_range;
  frame->chroma_location = encoder.chroma_sample_location;
  const int result = av_frame_get_buffer(frame.get(), 0);
  if (result < 0) {
    return ffmpeg_error("making a frame", result, ErrorCode::resource_exhausted);
  }
  return frame;
}

Result<Frame> make_audio_frame(const AVCodecContext& encoder, std::span<const float> samples,
                               std::int64_t first, int count) {
  Frame frame{av_frame_alloc()};
  if (frame == nullptr) {
    return Error{ErrorCode::resource_exhausted, "no memory for sound"};
  }
  frame->format = encoder.sample_fmt;
  frame->nb_samples = count;
  frame->sample_rate = encoder.sample_rate;
  frame->pts = first;
  int result = av_channel_layout_copy(&frame->ch_layout, &encoder.ch_layout);
  if (result >= 0) {
    result = av_frame_get_buffer(frame.get(), 0);
  }
  if (result < 0) {
    return ffmpeg_error("making a piece of sound", result, ErrorCode::resource_exhausted);
  }
  for (int channel = 0; channel < kAudioChannels; ++channel) {
    auto* plane = reinterpret_cast<float*>(frame->extended_data[channel]);
    for (int i = 0; i < count; ++i) {
      const auto at = static_cast<std::size_t>((first + i) * kAudioChannels + channel);
      plane[i] = at < samples.size() ? clean(samples[at]) : 0.0F;
    }
  }
  return frame;
}

}  // namespace kirin::media
