/// \file
/// The two encoders of a clip, opened and ready. Private to the room.
#pragma once

#include "media/clip_writer.h"
#include "media/ffmpeg.h"

namespace kirin::media {

/// x264: High profile, yuv420p, BT.709 limited and chroma left in its headers, constant rate
/// factor, a key frame at least every two seconds, no thread beyond spec.threads. Time base 1/fps.
/// internal where it will not open.
Result<Codec> open_video_encoder(const ClipSpec& spec);

/// FFmpeg's AAC-LC: planar float stereo at kAudioRate, time base 1/kAudioRate. internal where it
/// will not open.
Result<Codec> open_audio_encoder();

/// A frame for the encoder's pictures, its planes allocated.
Result<Frame> make_video_frame(const AVCodecContext& encoder);

/// Frames [first, first + count) of interleaved stereo as the encoder takes them, stamped `first`;
/// silence where `samples` has ended, numbers clamped to [-1, 1] and not-a-number made 0.
Result<Frame> make_audio_frame(const AVCodecContext& encoder, std::span<const float> samples,
                               std::int64_t first, int count);

}  // namespace kirin::media
