/// \file
/// Points that move: how a motion brush reaches a diffusion model.
#pragma once

#include <cstdint>

#include "engine/wan/condition/video_size.h"
#include "nn/tensor.h"

namespace kirin::wan {

/// Tracks [frames, tracks, 2] in pixels of a picture as pixels of the video that it was resized to.
nn::Tensor scaled_tracks(const nn::Tensor& tracks, VideoSize picture, VideoSize video);

/// What becomes of a track that is not visible in frame 0 and so has no features of its own. The
/// official code reads index -1, the bottom right cell, which is a slip; it is here to compare with
/// it.
enum class HiddenStart : std::uint8_t { skip, last_cell };

/// Wan-Move: the first frame's features, copied along tracks.
///
/// latents: [channels, F, h, w] (edited in place). tracks: [frames, tracks, 2] pixel positions (x,
/// y) f32; visible: [frames, tracks] boolean. Frame 4n of the tracks belongs to latent frame n. The
/// features of frame 0 in the cell where a track begins overwrite those of each later cell that it
/// visits; where tracks meet, the later one of the list wins (the official order is random).
/// Positions outside, or not visible, are skipped. Source: Wan-Move (ali-vilab), trajectory copy.
void copy_along_tracks(nn::Tensor& latents, const nn::Tensor& tracks, const nn::Tensor& visible,
                       HiddenStart hidden_start = HiddenStart::skip);

/// The cell (row, column) of each track in each latent frame, -1 where it is absent: [tracks, F, 2]
/// i64.
nn::Tensor track_cells(const nn::Tensor& tracks, const nn::Tensor& visible, nn::Index latent_frames,
                       nn::Index rows, nn::Index columns);

/// ATI: raw tracks of 121 frames at 24 fps become 81 at 16 fps, in coordinates relative to the
/// short edge.
///
/// raw: [tracks, 121, 1, 3] i32 or f32 (`multiplier`·x, ·y, ·visible); result: [81, tracks, 4] f32
/// (time, x, y, visible), all in [-1, 1].
nn::Tensor ati_tracks(const nn::Tensor& raw, nn::Index width, nn::Index height,
                      double multiplier = 8);

/// ATI: `y` [4 mask + channels, F, h, w] with the first frame's features splatted around the
/// tracks' positions.
///
/// tracks: [4 (F - 1) + 1, tracks, 4] as `ati_tracks` makes them. Weight of a cell:
/// exp(-temperature · d²) · min(visible, 1), the largest `strongest` of each cell; features = Σ
/// weight · feature + y · (1 - min(Σ weight, 1)); the mask channels of later frames become the
/// summed weight, those of frame 0 stay 1. Source: ByteDance ATI (2025), Gaussian trajectory
/// conditioning.
nn::Tensor splat_tracks(const nn::Tensor& y, const nn::Tensor& tracks, double temperature = 220,
                        nn::Index strongest = 2);

}  // namespace kirin::wan
