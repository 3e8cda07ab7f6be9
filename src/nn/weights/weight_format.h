/// \file
/// The formats of weight files: one row of a table for each.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "base/result.h"
#include "nn/weights/mapped_file.h"
#include "nn/weights/weights.h"

namespace kirin::nn {

struct WeightFormat {
  std::string_view name;
  /// Whether a file that starts so is of the format.
  bool (*recognises)(std::span<const std::byte> start);
  /// All tensors of a file, without reading their numbers.
  Result<Weights> (*read)(const MappedFile& file);
};

std::span<const WeightFormat> weight_formats();

/// The format of the bytes, or nothing.
const WeightFormat* weight_format_of(std::span<const std::byte> file);

}  // namespace kirin::nn
