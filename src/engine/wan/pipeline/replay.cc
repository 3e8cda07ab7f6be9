#include "engine/wan/pipeline/replay.h"

#include <fmt/format.h>

#include "base/file.h"
#include "engine/wan/condition/resize.h"
#include "nn/weights/safetensors_writer.h"

namespace kirin::wan {

using nn::Index;
using nn::Tensor;

Result<Replay> Replay::open(const WanSettings& settings) {
  Replay replay;
  if (!settings.replay.empty()) {
    ASSIGN_OR_RETURN(replay.inputs_, nn::read_weights(settings.replay).within("engine.wan.replay"));
  }
  if (!settings.record.empty()) {
    ASSIGN_OR_RETURN(replay.record_, create_file(settings.record).within("engine.wan.record"));
  }
  return replay;
}

Result<std::vector<std::int32_t>> Replay::ids(const char* name) const {
  ASSIGN_OR_RETURN(const Tensor tensor, inputs_.get(name));
  const Tensor narrow = tensor.to(nn::DType::i32);
  const auto* first = narrow.data<std::int32_t>();
  return std::vector<std::int32_t>(first, first + narrow.count());
}

Result<void> Replay::replace(PassPictures& pictures) const {
  const auto read = [this](const std::string& name, Tensor& picture) -> Result<void> {
    if (inputs_.has(name)) {
      ASSIGN_OR_RETURN(const Tensor bytes, inputs_.get(name, {-1, -1, 3}));
      picture = to_signed_floats(bytes);
    }
    return {};
  };
  RETURN_IF_ERROR(read("image_u8", pictures.first));
  RETURN_IF_ERROR(read("last_image_u8", pictures.last));
  for (std::size_t i = 0; inputs_.has(fmt::format("ref{}_u8", i)); ++i) {
    pictures.references.resize(std::max(pictures.references.size(), i + 1));
    RETURN_IF_ERROR(read(fmt::format("ref{}_u8", i), pictures.references[i]));
  }
  return {};
}

Result<void> Replay::apply(Index stride_space, Index stride_time, ClipPlan& plan) const {
  ASSIGN_OR_RETURN(const Tensor noise, inputs_.get("noise", {-1, -1, -1, -1}));
  plan.size = {noise.extent(3) * stride_space, noise.extent(2) * stride_space};
  plan.frames = 1 + (noise.extent(1) - 1) * stride_time;
  plan.passes = 1;
  return {};
}

void Replay::keep(const std::string& name, const Tensor& tensor) {
  results_.insert_or_assign(name, tensor.clone());
}

Result<void> Replay::write() const {
  std::vector<nn::TensorPlan> plan;
  for (const auto& [name, tensor] : results_) {
    plan.push_back({name, tensor.type(), tensor.shape()});
  }
  RETURN_IF_ERROR(write_all(record_.get(), nn::safetensors_start(plan)));
  for (const auto& [name, tensor] : results_) {
    const std::span values(tensor.data<float>(), static_cast<std::size_t>(tensor.count()));
    RETURN_IF_ERROR(write_all(record_.get(), std::as_bytes(values)));
  }
  return {};
}

}  // namespace kirin::wan
