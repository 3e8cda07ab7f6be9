#pragma once

#include <set>
#include <string>
#include <string_view>

#include "nn/weights/weights.h"

namespace kirin::wan {

/// Takes a coder's tensors by name, checks every shape against what the layers before it hand on,
/// and notes what was taken, so that a tensor nobody understands is found.
class WeightReader {
 public:
  explicit WeightReader(const nn::Weights& weights) : weights_(weights) {}

  bool has(const std::string& name) const { return weights_.has(name); }
  bool has_prefix(const std::string& prefix) const { return weights_.has_prefix(prefix); }
  /// Whether there is `name`.`index`.…
  bool has_member(const std::string& name, nn::Index index) const;

  /// The first extent of a tensor; not_found, or failed_precondition where it is a scalar or 0.
  Result<nn::Index> extent(const std::string& name, nn::Index axis) const;
  /// A floating tensor of that shape (-1: any extent).
  Result<nn::Tensor> tensor(const std::string& name, const nn::Shape& shape);
  /// `name`.gamma of a norm, as [channels].
  Result<nn::Tensor> gamma(const std::string& name, nn::Index channels);
  /// `name`.weight, of the shape but for extents of 1, and `name`.bias.
  Result<nn::Conv3d> conv(const std::string& name, const nn::Shape& shape,
                          const nn::Conv3d::Options& options);
  /// A convolution of one pixel and one frame, as what it is: a linear layer over channels.
  Result<nn::Linear> pointwise(const std::string& name, nn::Index out, nn::Index in);

  /// failed_precondition where a tensor under `prefix` was not taken.
  Result<void> all_taken(std::string_view prefix) const;

 private:
  const nn::Weights& weights_;
  std::set<std::string, std::less<>> taken_;
};

}  // namespace kirin::wan
