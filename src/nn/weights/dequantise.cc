#include "nn/weights/dequantise.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <vector>

namespace kirin::nn {
namespace {

constexpr std::array<std::string_view, 2> kScales = {".scale_weight", ".weight_scale"};
constexpr std::array<std::string_view, 2> kActivationScales = {".scale_input", ".input_scale"};
constexpr std::string_view kMarker = "scaled_fp8";
constexpr std::string_view kWeight = ".weight";

/// The name of the scale of "X.weight", where there is one.
std::optional<std::string> scale_name(const Weights::Tensors& tensors, std::string_view weight) {
  if (!weight.ends_with(kWeight)) {
    return std::nullopt;
  }
  const std::string_view module = weight.substr(0, weight.size() - kWeight.size());
  for (const std::string_view suffix : kScales) {
    std::string name = std::string(module) += suffix;
    if (tensors.contains(name)) {
      return name;
    }
  }
  return std::nullopt;
}

bool is_left_out(std::string_view name) {
  if (name == kMarker || name.ends_with(".scaled_fp8")) {
    return true;
  }
  for (const std::string_view suffix : kActivationScales) {
    if (name.ends_with(suffix)) {
      return true;
    }
  }
  return false;
}

}  // namespace

Result<Tensor> dequantised(Weights::Tensors& tensors, const std::string& name) {
  const auto found = tensors.find(name);
  if (found == tensors.end()) {
    return Error{ErrorCode::not_found, fmt::format("no tensor \"{}\"", name)};
  }
  const auto scale_at = scale_name(tensors, name);
  if (!scale_at) {
    return found->second;
  }
  const Tensor& weight = found->second;
  const std::vector<float> scales = tensors.at(*scale_at).values();
  const Index rows = weight.rank() > 0 ? weight.extent(0) : 1;
  const auto count = static_cast<Index>(scales.size());
  if (count != 1 && count != rows) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("\"{}\" has {} scales for {} rows", *scale_at, count, rows)};
  }
  Tensor plain = weight.to(DType::f32).clone();
  float* numbers = plain.mutable_data<float>();
  const Index columns = rows == 0 ? 0 : plain.count() / rows;
  for (Index row = 0; row < rows; ++row) {
    const float scale = scales[static_cast<std::size_t>(count == 1 ? 0 : row)];
    for (Index i = 0; i < columns; ++i) {
      numbers[row * columns + i] *= scale;
    }
  }
  tensors.erase(*scale_at);
  return plain.to(DType::bf16);
}

Result<Weights> without_row_scales(const Weights& weights,
                                   bool (*is_linear)(std::string_view module)) {
  Weights::Tensors tensors;
  for (const auto& [name, tensor] : weights.tensors()) {
    if (!is_left_out(name)) {
      tensors.emplace(name, tensor);
    }
  }
  std::vector<std::string> names;
  for (const auto& [name, tensor] : tensors) {
    const auto scale = scale_name(tensors, name);
    if (scale && (tensors.at(*scale).count() != 1 ||
                  !is_linear(std::string_view(name).substr(0, name.size() - kWeight.size())))) {
      names.push_back(name);
    }
  }
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(tensors[name], dequantised(tensors, name));
  }
  return Weights(std::move(tensors));
}

}  // namespace kirin::nn
