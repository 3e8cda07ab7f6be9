/// \file
/// oneDNN as this room uses it: always one thread, the caller's.
///
/// Debian's oneDNN divides its work among OpenMP threads. Ours come from nn/parallel.h, so each
/// thread tells OpenMP, whose setting is by thread, that one is all there is: no second pool
/// starts.
#pragma once

#include <cstddef>
#include <dnnl.hpp>

namespace kirin::nn::cpu {

/// The engine, for the calling thread: to be asked for before anything else of oneDNN.
dnnl::engine& onednn_engine();
/// The calling thread's stream. What is put on it is done when the call returns.
dnnl::stream& onednn_stream();

/// Whether the processor multiplies bf16 numbers by itself (AVX512_BF16 or AMX). Elsewhere they are
/// widened to f32, which is exact, and multiplied there.
bool multiplies_bf16();

/// At least `size_bytes` of the calling thread's memory for a primitive's own use, aligned to 64
/// bytes and valid until the next call. Kernels ask for some 100 KiB to a few MiB.
std::byte* onednn_scratch(std::size_t size_bytes);

}  // namespace kirin::nn::cpu
