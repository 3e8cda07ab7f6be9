#include "engine/wan/pipeline/open_model.h"

#include <fmt/format.h>

#include "base/file.h"

namespace kirin::wan {
namespace {

namespace fs = std::filesystem;

/// The object in a JSON file, empty where there is no such file.
Result<JsonObject> object_if_there(const fs::path& file) {
  if (!fs::exists(file)) {
    return JsonObject();
  }
  ASSIGN_OR_RETURN(const std::string text, read_file(file).within("reading " + file.string()));
  ASSIGN_OR_RETURN(Json json, parse_json(text).within(file.string()));
  if (!json.is_object()) {
    return Error{ErrorCode::data_loss, file.string() + " holds no object"};
  }
  return std::move(json.get_object());
}

Result<NetworkParts> open_network(const fs::path& folder) {
  NetworkParts parts;
  const fs::path whole = folder / "diffusion_pytorch_model.safetensors";
  ASSIGN_OR_RETURN(parts.weights, nn::read_weights(fs::exists(whole) ? whole : folder));
  ASSIGN_OR_RETURN(const JsonObject published, object_if_there(folder / "config.json"));
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
  return Error{ErrorCode::not_found,
               fmt::format("{} has no file {}* (text encoder, VAE or image encoder): "
                           "download it with the model",
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
    ASSIGN_OR_RETURN(const JsonObject clip, object_if_there(path / "clip_config.json"));
    const Json* heads = clip.if_contains("vision_heads");
    model.image_heads = heads != nullptr && heads->is_int64() ? heads->get_int64() : 0;
  }
  const fs::path tokenizer = path / "google" / "umt5-xxl" / "spiece.model";
  if (fs::exists(tokenizer)) {
    ASSIGN_OR_RETURN(Tokenizer opened, Tokenizer::open(tokenizer));
    model.tokenizer = std::make_shared<const Tokenizer>(std::move(opened));
  }
  return model;
}

}  // namespace kirin::wan
