#include "engine/wan/pipeline/open_model.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

#include "base/file.h"
#include "base/text.h"
#include "engine/wan/checkpoint/checkpoint.h"

namespace kirin::wan {
namespace {

namespace fs = std::filesystem;

/// "file=strength, file" as files and strengths; 1 where none is said.
Result<std::vector<LoraFile>> loras_of(std::string_view text) {
  std::vector<LoraFile> loras;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    const std::string_view entry = trimmed(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    const auto equals = entry.rfind('=');
    LoraFile lora{fs::path(trimmed(entry.substr(0, equals))), 1.0F};
    if (equals != std::string_view::npos) {
      const std::string_view number = trimmed(entry.substr(equals + 1));
      const auto [end, problem] =
          std::from_chars(number.data(), number.data() + number.size(), lora.strength);
      if (problem != std::errc() || end != number.data() + number.size()) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("\"{}\" is not of the form file=strength", entry)};
      }
    }
    loras.push_back(std::move(lora));
  }
  return loras;
}

Result<Checkpoint> complete_checkpoint(const WanSettings& settings) {
  ASSIGN_OR_RETURN(Checkpoint checkpoint, open_checkpoint({.root = settings.weights}));
  const bool lacks_network = !checkpoint.dit || !checkpoint.vae || !checkpoint.text_encoder;
  const DitArchitecture* dit = checkpoint.sizes();
  const bool lacks_clip = dit != nullptr && needs_clip(*dit) && !checkpoint.image_encoder;
  if (lacks_network || lacks_clip) {
    return Error{ErrorCode::not_found,
                 fmt::format("{} lacks {}", settings.weights, fmt::join(checkpoint.missing, "; "))};
  }
  return checkpoint;
}

Result<NetworkParts> load_network(const CheckpointPart& part, std::string_view loras,
                                  std::vector<std::string>& warnings) {
  ASSIGN_OR_RETURN(const auto files, loras_of(loras));
  ASSIGN_OR_RETURN(LoadedPart loaded, part.load(files));
  warnings.insert(warnings.end(), loaded.warnings.begin(), loaded.warnings.end());
  NetworkParts network;
  network.weights = std::move(loaded.weights);
  ASSIGN_OR_RETURN(network.config, dit_config(network.weights, part.config()));
  return network;
}

Result<nn::Weights> load_part(const CheckpointPart& part) {
  ASSIGN_OR_RETURN(LoadedPart loaded, part.load());
  return std::move(loaded.weights);
}

Result<std::shared_ptr<const Tokenizer>> load_tokenizer(const Checkpoint& checkpoint) {
  std::error_code none;
  if (!checkpoint.embedded_tokenizer.empty()) {
    ASSIGN_OR_RETURN(Tokenizer tokenizer, Tokenizer::from_model(checkpoint.embedded_tokenizer));
    return std::make_shared<const Tokenizer>(std::move(tokenizer));
  }
  if (!fs::is_regular_file(checkpoint.tokenizer, none)) {
    return std::shared_ptr<const Tokenizer>();
  }
  ASSIGN_OR_RETURN(Tokenizer tokenizer, Tokenizer::open(checkpoint.tokenizer));
  return std::make_shared<const Tokenizer>(std::move(tokenizer));
}

/// `vision_heads` of clip_config.json in the folder: published towers need none, their heads are
/// known.
Result<nn::Index> image_heads(const fs::path& folder) {
  const fs::path file = folder / "clip_config.json";
  std::error_code none;
  if (!fs::exists(file, none)) {
    return nn::Index{0};
  }
  ASSIGN_OR_RETURN(const std::string text, read_file(file).within("reading " + file.string()));
  ASSIGN_OR_RETURN(const Json json, parse_json(text).within(file.string()));
  const auto* object = json.if_object();
  const Json* heads = object == nullptr ? nullptr : object->if_contains("vision_heads");
  if (heads == nullptr || !heads->is_int64() || heads->get_int64() < 1) {
    return Error{ErrorCode::data_loss, file.string() + " needs vision_heads, a whole number"};
  }
  return heads->get_int64();
}

}  // namespace

Result<ModelParts> open_model(const WanSettings& settings) {
  ASSIGN_OR_RETURN(const Checkpoint checkpoint, complete_checkpoint(settings));
  ModelParts model;
  model.name = checkpoint.title();
  ASSIGN_OR_RETURN(model.network, load_network(*checkpoint.dit, settings.loras, model.warnings));
  if (checkpoint.high_noise) {
    ASSIGN_OR_RETURN(model.high_noise, load_network(*checkpoint.high_noise,
                                                    settings.high_noise_loras, model.warnings));
  }
  ASSIGN_OR_RETURN(model.vae, load_part(*checkpoint.vae));
  ASSIGN_OR_RETURN(model.text_encoder, load_part(*checkpoint.text_encoder));
  if (model.network.config.image_dim > 0) {
    ASSIGN_OR_RETURN(model.image_encoder, load_part(*checkpoint.image_encoder));
    ASSIGN_OR_RETURN(model.image_heads, image_heads(settings.weights));
  }
  ASSIGN_OR_RETURN(model.tokenizer, load_tokenizer(checkpoint));
  return model;
}

Result<ModelIdentity> identify_model(const WanSettings& settings) {
  ASSIGN_OR_RETURN(const Checkpoint checkpoint, complete_checkpoint(settings));
  std::vector<std::string> warnings;
  ASSIGN_OR_RETURN(const NetworkParts network, load_network(*checkpoint.dit, "", warnings));
  return ModelIdentity{family_of(network.config, checkpoint.high_noise.has_value()),
                       checkpoint.title()};
}

}  // namespace kirin::wan
