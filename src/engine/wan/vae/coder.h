/// \file
/// Reads the layers of an encoder or decoder from the names and shapes of its tensors.
#pragma once

#include "engine/wan/vae/chain.h"
#include "engine/wan/vae/weight_reader.h"

namespace kirin::wan {

/// An encoder or a decoder: what it is made of and what it does to sizes.
struct Coder {
  Chain chain;
  std::size_t slots = 0;       ///< of a `Past`
  nn::Index inputs = 0;        ///< channels of a frame that goes in
  nn::Index outputs = 0;       ///< and of one that comes out
  nn::Index space_factor = 1;  ///< by how much height and width shrink or grow
  nn::Index time_factor = 1;
};

enum class Coding { encoder, decoder };

/// The layers under "encoder." or "decoder.". Wan 2.1 lists them flat (`downsamples.K`), Wan 2.2 in
/// levels (`downsamples.K.downsamples.J`). not_found, or failed_precondition, where a tensor is
/// missing, is left over, or has a shape that does not follow from those before it.
Result<Coder> read_coder(const nn::Weights& weights, Coding coding);

}  // namespace kirin::wan
