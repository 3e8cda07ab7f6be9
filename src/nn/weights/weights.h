/// \file
/// `Weights`: the named tensors of one model, read from files that are mapped, not copied.
///
/// `read_weights` takes what people download: a safetensors file, a PyTorch `.pth` archive, or a
/// directory of shards. Files are not trusted: every size, offset and nesting is checked, nothing
/// is executed.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nn/ops/conv.h"
#include "nn/ops/linear.h"
#include "nn/tensor.h"

namespace kirin::nn {

class Weights {
 public:
  using Tensors = std::map<std::string, Tensor, std::less<>>;

  Weights() = default;
  explicit Weights(Tensors tensors) : tensors_(std::move(tensors)) {}

  const Tensors& tensors() const { return tensors_; }
  /// Tensor::release_pages of all: for a model whose turn is over.
  void release_pages() const;
  bool has(std::string_view name) const { return tensors_.contains(name); }
  /// Whether any name starts with `prefix`.
  bool has_prefix(std::string_view prefix) const;
  /// The tensor, or not_found naming what is near.
  Result<Tensor> get(std::string_view name) const;
  /// Also failed_precondition where it has another shape (-1 in `shape`: any extent).
  Result<Tensor> get(std::string_view name, const Shape& shape) const;

  /// The layer of `name`.weight [out, in] and `name`.bias where there is one, with the scale that
  /// f8 files keep beside the weight (`name`.scale_weight, or `name`.weight_scale).
  Result<Linear> linear(std::string_view name, Activation activation = Activation::none) const;
  /// The convolution of `name`.weight [out, in, (kt,) kh, kw] and `name`.bias.
  Result<Conv3d> conv(std::string_view name, const Conv3d::Options& options) const;

 private:
  Tensors tensors_;
};

/// The tensors of a file of any format that we know (weight_format.h), or of a directory of shards
/// (weight_files.h), as views of the mapped files.
Result<Weights> read_weights(const std::filesystem::path& path);

/// All tensors of one safetensors file, as views of the mapped file.
/// Format: huggingface/safetensors README: u64 little-endian header length, JSON header
/// (name → {dtype, shape, data_offsets}), raw little-endian data.
Result<Weights> read_safetensors(const std::filesystem::path& file);

}  // namespace kirin::nn
