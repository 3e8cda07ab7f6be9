#include "engine/wan/pipeline/open_model.h"

#include <fmt/format.h>

#include "base/file.h"

namespace kirin::wan {
namespace {

namespace fs = std::filesystem;

Result<NetworkParts> open_network(const fs::path& folder) {
  NetworkParts parts;
  ASSIGN_OR_RETURN(parts.weights, nn::read_weights(folder));
  JsonObject published;
  if (fs::exists(folder / "config.json")) {
    ASSIGN_OR_RETURN(const std::string text, read_file(folder / "config.json"));
    ASSIGN_OR_RETURN(Json json, parse_json(text).within((folder / "config.json").string()));
    if (json.is_object()) {
      published = std::move(json.get_object());
    }
  }
  ASSIGN_OR_RETURN(parts.config, dit_config(parts.weights, published));
  return parts;
}

/// The file of the folder whose name begins with `start`.
Result<fs::path> file_starting(const fs::path& folder, std::string_view start) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with(start)) {
      return entry.path();
    }
  }
  return Error{ErrorCode::not_found, fmt::format("{} has no file {}*: download it with the model",
                                                 folder.string(), start)};
}

Result<nn::Weights> open_part(const fs::path& folder, std::string_view start) {
  ASSIGN_OR_RETURN(const fs::path file, file_starting(folder, start));
  return nn::read_weights(file);
}

}  // namespace

Result<ModelParts> open_model(const fs::path& path) {
  if (!fs::is_directory(path)) {
    return Error{ErrorCode::not_found,
                 fmt::format("engine.wan.weights: {} is no folder", path.string())};
  }
  ModelParts model;
  model.name = fs::absolute(path).lexically_normal().filename().string();
  if (fs::exists(path / "high_noise_model")) {
    ASSIGN_OR_RETURN(model.network, open_network(path / "low_noise_model"));
    ASSIGN_OR_RETURN(model.high_noise, open_network(path / "high_noise_model"));
  } else {
    ASSIGN_OR_RETURN(model.network, open_network(path));
  }
  ASSIGN_OR_RETURN(model.text_encoder, open_part(path, "models_t5"));
  ASSIGN_OR_RETURN(model.vae, open_part(path, "Wan2."));
  if (model.network.config.image_dim > 0) {
    ASSIGN_OR_RETURN(model.image_encoder, open_part(path, "models_clip"));
  }
  const fs::path tokenizer = path / "google" / "umt5-xxl" / "spiece.model";
  if (fs::exists(tokenizer)) {
    ASSIGN_OR_RETURN(Tokenizer opened, Tokenizer::open(tokenizer));
    model.tokenizer = std::make_shared<const Tokenizer>(std::move(opened));
  }
  return model;
}

}  // namespace kirin::wan
