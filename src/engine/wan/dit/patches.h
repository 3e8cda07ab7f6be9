/// \file
/// Latents as rows of tokens, and rows as latents again.
#pragma once

#include <array>
#include <string_view>

#include "nn/tensor.h"
#include "nn/trace.h"

namespace kirin::wan {

/// How many patches a latent has along each axis. Tokens are counted with columns fastest.
struct TokenGrid {
  nn::Index frames = 0;
  nn::Index rows = 0;
  nn::Index columns = 0;

  nn::Index tokens() const { return frames * rows * columns; }
};

/// [tokens, channels · patch] of `type`; within a token the order is channel, frame, row, column.
/// latent: [channels, F, h, w], f32; condition: more channels of the same extents, or empty. The
/// extents are multiples of the patch's.
nn::Tensor patchify(const nn::Tensor& latent, const nn::Tensor& condition,
                    const std::array<nn::Index, 3>& patch, nn::DType type);

/// [channels, F, h, w] f32 from [tokens, patch · channels] f32, whose order within a token is
/// frame, row, column, channel.
nn::Tensor unpatchify(const nn::Tensor& rows, const TokenGrid& grid,
                      const std::array<nn::Index, 3>& patch);

/// Shows rows [batch · tokens, channels] as the reference's patch embeddings are: [batch, channels,
/// frames, rows, columns].
void trace_on_grid(const nn::Trace& trace, std::string_view name, const nn::Tensor& rows,
                   const TokenGrid& grid);

}  // namespace kirin::wan
