/// \file
/// The header of a safetensors file, checked before any tensor is made of it.
///
/// Format: huggingface/safetensors README: u64 little-endian header length, JSON header
/// (name → {dtype, shape, data_offsets}, and `__metadata__`, text to text), raw row-major data.
/// As its reference reader does, we refuse data that two tensors share or no tensor names.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nn/dtype.h"
#include "nn/tensor.h"
#include "nn/weights/mapped_file.h"
#include "nn/weights/weights.h"

namespace kirin::nn {

struct SafetensorsEntry {
  std::string name;
  DType type = DType::f32;
  Shape shape;
  /// Where its bytes are, from the end of the header.
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;  ///< in the order of their bytes
  std::map<std::string, std::string, std::less<>> metadata;
};

/// Checks a header against the `data_bytes` that follow it. data_loss where it is malformed or does
/// not fit them, invalid_argument where it is no JSON, unimplemented for a type that we lack.
Result<SafetensorsHeader> parse_safetensors_header(std::string_view header,
                                                   std::uint64_t data_bytes);

/// Whether the file starts as such a file does.
bool looks_like_safetensors(std::span<const std::byte> start);
/// The tensors of a whole file as views of it.
Result<Weights> safetensors_weights(const MappedFile& file);

/// The name of a type in the header, such as "BF16".
std::string_view safetensors_name(DType type);

}  // namespace kirin::nn
