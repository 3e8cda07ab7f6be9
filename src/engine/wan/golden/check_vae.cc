#include "engine/wan/golden/check_vae.h"

#include "engine/wan/vae/vae.h"

namespace kirin::wan {
namespace {

Result<std::vector<float>> floats(const JsonObject& object, std::string_view key) {
  const Json* list = object.if_contains(key);
  if (list == nullptr || !list->is_array()) {
    return Error{ErrorCode::invalid_argument,
                 "config.json has no list \"" + std::string(key) + "\""};
  }
  std::vector<float> all;
  for (const Json& item : list->get_array()) {
    if (!item.is_number()) {
      return Error{ErrorCode::invalid_argument,
                   "\"" + std::string(key) + "\" of config.json holds no numbers"};
    }
    all.push_back(static_cast<float>(item.to_number<double>()));
  }
  return all;
}

/// Encodes and decodes the input `name`, where the case has it.
Result<void> check_clip(const GoldenCase& golden, const Vae& vae, const std::string& name,
                        Comparison& comparison) {
  if (!golden.inputs().has(name)) {
    return {};
  }
  ASSIGN_OR_RETURN(const nn::Tensor clip, golden.input(name));
  ASSIGN_OR_RETURN(const nn::Tensor latent,
                   vae.encode(clip, {.trace = comparison.trace(name + ".")}).within(name));
  comparison.see(name + ".latent", latent);
  if (comparison.expects(name + ".roundtrip")) {
    ASSIGN_OR_RETURN(const nn::Tensor decoded, vae.decode(latent, {}).within(name));
    comparison.see(name + ".roundtrip", decoded);
  }
  return {};
}

}  // namespace

Result<void> check_vae(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const nn::Weights weights,
                   nn::read_safetensors(golden.file("weights", "weights.safetensors")));
  ASSIGN_OR_RETURN(const JsonObject config, golden.json("config.json"));
  LatentStatistics statistics;
  ASSIGN_OR_RETURN(statistics.mean, floats(config, "latents_mean"));
  ASSIGN_OR_RETURN(statistics.deviation, floats(config, "latents_std"));
  ASSIGN_OR_RETURN(const Vae vae, Vae::load(weights, statistics));
  RETURN_IF_ERROR(check_clip(golden, vae, "video", comparison));
  RETURN_IF_ERROR(check_clip(golden, vae, "video_extra", comparison));
  RETURN_IF_ERROR(check_clip(golden, vae, "image", comparison));
  ASSIGN_OR_RETURN(const nn::Tensor latent, golden.input("latent"));
  ASSIGN_OR_RETURN(const nn::Tensor decoded,
                   vae.decode(latent, {.trace = comparison.trace("latent.")}));
  comparison.see("latent.decoded", decoded);
  return {};
}

double vae_tolerance(const GoldenCase& golden, std::string_view name) {
  if (name.ends_with(".latent")) {
    return 2e-5;
  }
  return name.ends_with(".decoded") || name.ends_with(".roundtrip") ? golden.tolerance_rel() : 3e-5;
}

}  // namespace kirin::wan
