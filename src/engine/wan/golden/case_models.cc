#include "engine/wan/golden/case_models.h"

#include <fmt/format.h>

#include "engine/wan/text/text_encoder.h"

namespace kirin::wan {
namespace {

using nn::Tensor;

/// Weights of one network and its configuration: NAME.safetensors with the case's config.json, or
/// a directory NAME with its own.
Result<Dit> load_network(const GoldenCase& golden, const std::string& name) {
  const auto directory = golden.folder() / name;
  const bool is_directory = std::filesystem::is_directory(directory);
  ASSIGN_OR_RETURN(
      const nn::Weights weights,
      nn::read_weights(is_directory ? directory : golden.folder() / (name + ".safetensors")));
  ASSIGN_OR_RETURN(const JsonObject published,
                   golden.json(is_directory ? name + "/config.json" : "config.json"));
  ASSIGN_OR_RETURN(const DitConfig config, dit_config(weights, published));
  return Dit::load(weights, config, nn::DType::f32);
}

Experts::Load loader(const GoldenCase& golden, std::string name) {
  return [&golden, name = std::move(name)] { return load_network(golden, name); };
}

std::vector<std::int32_t> ids_of(const Tensor& ids) {
  const Tensor narrow = ids.to(nn::DType::i32);
  const auto* first = narrow.data<std::int32_t>();
  return {first, first + narrow.count()};
}

}  // namespace

Result<Vae> case_vae(const GoldenCase& golden) {
  ASSIGN_OR_RETURN(const nn::Weights weights,
                   nn::read_weights(golden.file("vae", "vae.safetensors")));
  return Vae::load(weights);
}

Result<ImageEncoder> case_image_encoder(const GoldenCase& golden) {
  const auto file = golden.file("clip", "clip.safetensors");
  ASSIGN_OR_RETURN(const nn::Weights weights, nn::read_weights(file));
  const auto config = golden.json(
      (file.parent_path() / "config.json").lexically_relative(golden.folder()).string());
  nn::Index heads = 0;
  if (config) {
    const Json* clip = config->if_contains("clip");
    const Json* value = clip != nullptr && clip->is_object()
                            ? clip->get_object().if_contains("vision_heads")
                            : nullptr;
    heads = value != nullptr && value->is_int64() ? value->get_int64() : 0;
  }
  return ImageEncoder::load(weights, heads);
}

Result<Experts> case_experts(const GoldenCase& golden) {
  if (!golden.has("boundary")) {
    return Experts(loader(golden, "dit"));
  }
  ASSIGN_OR_RETURN(const double boundary, golden.number("boundary"));
  return Experts(loader(golden, "low_noise_model"), loader(golden, "high_noise_model"), boundary,
                 Experts::Residency::one_at_a_time);
}

Result<CaseContexts> case_contexts(const GoldenCase& golden) {
  ASSIGN_OR_RETURN(const nn::Weights weights,
                   nn::read_weights(golden.file("t5", "t5.safetensors")));
  ASSIGN_OR_RETURN(const TextEncoder encoder, TextEncoder::load(weights));
  ASSIGN_OR_RETURN(const Tensor prompt, golden.input("prompt_ids"));
  ASSIGN_OR_RETURN(const Tensor negative, golden.input("negative_ids"));
  CaseContexts contexts;
  ASSIGN_OR_RETURN(contexts.prompt, encoder.encode(ids_of(prompt)));
  ASSIGN_OR_RETURN(contexts.negative, encoder.encode(ids_of(negative)));
  return contexts;
}

Result<std::vector<Tensor>> case_pictures(const GoldenCase& golden, std::string_view prefix) {
  std::vector<Tensor> pictures;
  for (int i = 0; golden.inputs().has(fmt::format("{}{}_u8", prefix, i)); ++i) {
    ASSIGN_OR_RETURN(Tensor picture, golden.input(fmt::format("{}{}_u8", prefix, i)));
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

}  // namespace kirin::wan
