#include "nn/weights/weight_format.h"

#include <algorithm>
#include <array>

#include "nn/weights/safetensors.h"
#include "nn/weights/torch_archive.h"

namespace kirin::nn {
namespace {

constexpr std::array kFormats = {
    WeightFormat{"safetensors", looks_like_safetensors, safetensors_weights},
    WeightFormat{"PyTorch", looks_like_torch, torch_weights},
};

}  // namespace

std::span<const WeightFormat> weight_formats() { return kFormats; }

const WeightFormat* weight_format_of(std::span<const std::byte> file) {
  const auto* found = std::ranges::find_if(
      kFormats, [&](const WeightFormat& format) { return format.recognises(file); });
  return found == kFormats.end() ? nullptr : found;
}

}  // namespace kirin::nn
