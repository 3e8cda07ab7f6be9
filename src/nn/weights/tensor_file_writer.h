/// \file
/// Writes weight files of any size in one pass: the tensors are announced, then their bytes follow.
///
/// Formats: as safetensors.h and torch_archive.h read them. PyTorch archives have a 64-byte
/// alignment and checksums, as PyTorch's own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "nn/dtype.h"
#include "nn/tensor.h"

namespace kirin::nn {

struct TensorPlan {
  std::string name;
  DType type = DType::f32;
  Shape shape;

  std::uint64_t size_bytes() const {
    return static_cast<std::uint64_t>(count_of(shape)) * nn::size_bytes(type);
  }
};

class TensorFileWriter {
 public:
  enum class Format { safetensors, torch };

  virtual ~TensorFileWriter() = default;
  /// The next bytes of the tensors in the order of the plan; a call may hold part of a tensor, not
  /// parts of two.
  virtual Result<void> append(std::span<const std::byte> bytes) = 0;
  /// After the last byte: the file gets its name. Before that, it is not seen under it.
  virtual Result<void> finish() = 0;
};

/// Starts `file`, whose directory exists. Torch: not f8, which has no storage class.
Result<std::unique_ptr<TensorFileWriter>> create_tensor_file(const std::filesystem::path& file,
                                                             TensorFileWriter::Format format,
                                                             std::vector<TensorPlan> plan);

}  // namespace kirin::nn
