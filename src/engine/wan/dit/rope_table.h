/// \file
/// Where a token is, as angles: rotary positions along time, height and width.
#pragma once

#include <array>
#include <span>

#include "engine/wan/dit/patches.h"
#include "nn/tensor.h"

namespace kirin::wan {

/// Pairs of a head for time, height and width: of c = head_dim / 2 pairs height and width get
/// floor(c / 3) each and time the rest (22, 21, 21 for 128).
std::array<nn::Index, 3> rope_pairs(nn::Index head_dim);

/// For nn::RotaryEmbedding: [tokens, head_dim / 2] f64 each.
struct RopeTable {
  nn::Tensor cosines;
  nn::Tensor sines;
};

/// Where a token is: its frame, row and column, in patches from 0.
using TokenPosition = std::array<nn::Index, 3>;

/// Each axis has its own ladder of frequencies: position · 10000^(-i / pairs). Source: Su
/// et al., "RoFormer" (2021), in three axes.
RopeTable rope_table(std::span<const TokenPosition> positions, nn::Index head_dim);
/// For all tokens of a grid, in their order.
RopeTable rope_table(const TokenGrid& grid, nn::Index head_dim);

}  // namespace kirin::wan
