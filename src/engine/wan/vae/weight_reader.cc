#include "engine/wan/vae/weight_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Shape;
using nn::Tensor;

Error unfit(const std::string& name, const Shape& shape, const Shape& due) {
  return {ErrorCode::failed_precondition,
          fmt::format("tensor \"{}\" has the shape {}, due is {}", name, nn::to_string(shape),
                      nn::to_string(due))};
}

}  // namespace

bool WeightReader::has_member(const std::string& name, Index index) const {
  return has_prefix(fmt::format("{}.{}.", name, index));
}

Result<Index> WeightReader::extent(const std::string& name, Index axis) const {
  ASSIGN_OR_RETURN(const Tensor tensor, weights_.get(name));
  if (tensor.rank() <= axis || tensor.extent(axis) == 0) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("tensor \"{}\" has the shape {}, where channels are due", name,
                             nn::to_string(tensor.shape()))};
  }
  return tensor.extent(axis);
}

Result<Tensor> WeightReader::tensor(const std::string& name, const Shape& shape) {
  ASSIGN_OR_RETURN(Tensor tensor, weights_.get(name));
  const bool fits = tensor.rank() == static_cast<Index>(shape.size()) &&
                    std::equal(shape.begin(), shape.end(), tensor.shape().begin(),
                               [](Index due, Index is) { return due == is || due == -1; });
  if (!fits) {
    return unfit(name, tensor.shape(), shape);
  }
  if (!nn::is_floating(tensor.type()) || tensor.type() == nn::DType::f64) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("tensor \"{}\" holds {}, which no layer takes", name,
                             nn::to_string(tensor.type()))};
  }
  taken_.insert(name);
  return tensor;
}

Result<Tensor> WeightReader::gamma(const std::string& name, Index channels) {
  const std::string full = name + ".gamma";
  ASSIGN_OR_RETURN(const Index rank_probe, extent(full, 0));
  ASSIGN_OR_RETURN(const Tensor stored, weights_.get(full));
  Shape shape(stored.shape().size(), 1);
  shape.front() = channels;
  if (rank_probe != channels || stored.shape() != shape) {
    return unfit(full, stored.shape(), {channels, 1, 1, 1});
  }
  ASSIGN_OR_RETURN(const Tensor checked, tensor(full, shape));
  return checked.reshaped({channels});
}

Result<nn::Conv3d> WeightReader::conv(const std::string& name, const Shape& shape,
                                      const nn::Conv3d::Options& options) {
  ASSIGN_OR_RETURN(Tensor weight, tensor(name + ".weight", shape));
  ASSIGN_OR_RETURN(Tensor bias, tensor(name + ".bias", {shape.front()}));
  if (weight.rank() == 4) {
    weight = weight.reshaped(
        {weight.extent(0), weight.extent(1), 1, weight.extent(2), weight.extent(3)});
  }
  return nn::Conv3d(std::move(weight), std::move(bias), options);
}

Result<nn::Linear> WeightReader::pointwise(const std::string& name, Index out, Index in) {
  const std::string full = name + ".weight";
  ASSIGN_OR_RETURN(const Tensor stored, weights_.get(full));
  Shape shape(stored.shape().size(), 1);
  if (shape.size() < 2) {
    return unfit(full, stored.shape(), {out, in, 1, 1, 1});
  }
  shape[0] = out;
  shape[1] = in;
  ASSIGN_OR_RETURN(const Tensor weight, tensor(full, shape));
  ASSIGN_OR_RETURN(Tensor bias, tensor(name + ".bias", {out}));
  return nn::Linear(weight.reshaped({out, in}), std::move(bias));
}

Result<void> WeightReader::all_taken(std::string_view prefix) const {
  for (const auto& [name, tensor] : weights_.tensors()) {
    if (name.starts_with(prefix) && !taken_.contains(name)) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("tensor \"{}\" {} has no place in this autoencoder", name,
                               nn::to_string(tensor.shape()))};
    }
  }
  return {};
}

}  // namespace kirin::wan
