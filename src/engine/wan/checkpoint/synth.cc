#include "engine/wan/checkpoint/synth.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"

namespace kirin::wan {
namespace {

namespace fs = std::filesystem;
using nn::DType;
using nn::Index;
using Format = nn::TensorFileWriter::Format;

constexpr Index kPieceElements = Index{4} << 20;

std::vector<nn::TensorPlan> planned(const Architecture& architecture, DType type) {
  std::vector<nn::TensorPlan> plan;
  for (TensorSpec& tensor : expected_tensors(architecture)) {
    plan.push_back({std::move(tensor.name), type, std::move(tensor.shape)});
  }
  return plan;
}

std::uint64_t bytes_of(const std::vector<nn::TensorPlan>& tensors) {
  std::uint64_t bytes = 0;
  for (const nn::TensorPlan& tensor : tensors) {
    bytes += tensor.size_bytes();
  }
  return bytes;
}

class Planner {
 public:
  explicit Planner(const SynthOptions& options) : options_(options) {}

  void add_dit(const DitArchitecture& dit, const fs::path& folder) {
    plan_.texts.emplace_back(folder / "config.json", boost::json::serialize(config_of(dit)) + "\n");
    std::vector<std::vector<nn::TensorPlan>> shards(1);
    std::uint64_t in_shard = 0;
    for (nn::TensorPlan& tensor : planned(dit, options_.type.value_or(DType::bf16))) {
      const std::uint64_t size = tensor.size_bytes();
      if (in_shard > 0 && in_shard + size > options_.shard_bytes) {
        shards.emplace_back();
        in_shard = 0;
      }
      in_shard += size;
      shards.back().push_back(std::move(tensor));
    }
    const std::string salt = folder.string();
    if (shards.size() == 1) {
      add(folder / "diffusion_pytorch_model.safetensors", Format::safetensors, std::move(shards[0]),
          salt);
      return;
    }
    JsonObject map;
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < shards.size(); ++i) {
      const std::string name =
          fmt::format("diffusion_pytorch_model-{:05}-of-{:05}.safetensors", i + 1, shards.size());
      for (const nn::TensorPlan& tensor : shards[i]) {
        map[tensor.name] = name;
      }
      total += bytes_of(shards[i]);
      add(folder / name, Format::safetensors, std::move(shards[i]), salt);
    }
    const JsonObject index{{"metadata", JsonObject{{"total_size", total}}}, {"weight_map", map}};
    plan_.texts.emplace_back(folder / "diffusion_pytorch_model.safetensors.index.json",
                             boost::json::serialize(index) + "\n");
  }

  void add_other(const Architecture& architecture, std::string_view stem, DType type) {
    const bool is_torch = !options_.only_safetensors;
    add(fmt::format("{}.{}", stem, is_torch ? "pth" : "safetensors"),
        is_torch ? Format::torch : Format::safetensors,
        planned(architecture, options_.type.value_or(type)), "");
  }

  SynthPlan take() { return std::move(plan_); }

 private:
  void add(const fs::path& name, Format format, std::vector<nn::TensorPlan> tensors,
           const std::string& salt) {
    plan_.size_bytes += bytes_of(tensors);
    for (const nn::TensorPlan& tensor : tensors) {
      plan_.parameters += static_cast<std::uint64_t>(nn::count_of(tensor.shape));
    }
    plan_.files.push_back({name, format, std::move(tensors), salt});
  }

  const SynthOptions& options_;
  SynthPlan plan_;
};

Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  return error ? Result<void>(system_error("making " + folder.string(), error.value()))
               : Result<void>();
}

}  // namespace

SynthPlan plan_synth(const SynthModel& model, const SynthOptions& options) {
  Planner planner(options);
  const auto has = [&](PartKind kind) { return options.parts.contains(kind); };
  if (has(PartKind::dit) && model.has_two_experts) {
    planner.add_dit(model.dit, "high_noise_model");
    planner.add_dit(model.dit, "low_noise_model");
  } else if (has(PartKind::dit)) {
    planner.add_dit(model.dit, "");
  }
  if (has(PartKind::t5)) {
    planner.add_other(model.text_encoder, "models_t5_umt5-xxl-enc-bf16", DType::bf16);
  }
  if (has(PartKind::vae21) || has(PartKind::vae22)) {
    planner.add_other(model.vae, model.vae.is_22 ? "Wan2.2_VAE" : "Wan2.1_VAE", DType::f32);
  }
  if (has(PartKind::clip)) {
    planner.add_other(model.image_encoder, "models_clip_open-clip-xlm-roberta-large-vit-huge-14",
                      DType::f16);
  }
  return planner.take();
}

Result<void> write_synth(
    const SynthPlan& plan, const fs::path& folder, std::uint64_t seed,
    const std::function<void(std::uint64_t done, std::string_view file)>& progress) {
  RETURN_IF_ERROR(make_folder(folder));
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (!error && space.available < plan.size_bytes) {
    return Error{ErrorCode::resource_exhausted,
                 fmt::format("{} has {} bytes left, {} are needed", folder.string(),
                             space.available, plan.size_bytes)};
  }
  std::uint64_t done = 0;
  std::vector<std::byte> piece;
  for (const SynthFile& file : plan.files) {
    RETURN_IF_ERROR(make_folder((folder / file.name).parent_path()));
    ASSIGN_OR_RETURN(const auto writer,
                     nn::create_tensor_file(folder / file.name, file.format, file.tensors));
    for (const nn::TensorPlan& tensor : file.tensors) {
      const Index count = nn::count_of(tensor.shape);
      for (Index at = 0; at < count; at += kPieceElements) {
        const Index here = std::min(kPieceElements, count - at);
        piece.resize(static_cast<std::size_t>(here) * nn::size_bytes(tensor.type));
        fill_random(file.salt + tensor.name, tensor.shape, tensor.type, seed, at, here,
                    piece.data());
        RETURN_IF_ERROR(writer->append(piece));
        done += piece.size();
        progress(done, file.name.string());
      }
    }
    RETURN_IF_ERROR(writer->finish());
  }
  for (const auto& [name, text] : plan.texts) {
    RETURN_IF_ERROR(write_file_atomically(folder / name, text));
  }
  return {};
}

}  // namespace kirin::wan
