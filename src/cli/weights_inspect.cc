#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>

#include "base/json.h"
#include "cli/exit_status.h"
#include "cli/weights.h"
#include "engine/wan/checkpoint/memory_need.h"

namespace kirin::cli {
namespace {

using wan::Checkpoint;
using wan::CheckpointPart;

std::string types_of(const CheckpointPart& part) {
  std::vector<std::string> types;
  for (const auto& [type, bytes] : part.bytes_by_type()) {
    types.push_back(part.bytes_by_type().size() == 1
                        ? std::string(nn::to_string(type))
                        : fmt::format("{} {}", nn::to_string(type), sized(bytes)));
  }
  return fmt::format("{}", fmt::join(types, ", "));
}

const char* layout_of(const CheckpointPart& part) {
  return part.layout() == wan::NameLayout::official ? "official names" : "library names";
}

void print_memory(const wan::MemoryNeed& need, bool has_two_experts) {
  std::cout << "\nmemory of the weights (files are mapped: what is not in use can be dropped)\n";
  std::cout << fmt::format("  {:<9} {:>10}{} {:>10} {:>10} {:>10} {:>12} {:>10}\n", "kept in",
                           has_two_experts ? "one expert" : "DiT",
                           has_two_experts ? fmt::format(" {:>10}", "both") : "", "text", "image",
                           "VAE", "at the least", "all");
  for (const wan::WeightNeed& row : need.weights) {
    std::cout << fmt::format(
        "  {:<9} {:>10}{} {:>10} {:>10} {:>10} {:>12} {:>10}\n", row.kept_in, sized(row.one_dit),
        has_two_experts ? fmt::format(" {:>10}", sized(row.all_dits)) : "", sized(row.text_encoder),
        sized(row.image_encoder), sized(row.vae), sized(row.least()), sized(row.all()));
  }
  if (need.clip.frames > 0) {
    std::cout << fmt::format(
        "beside them, to denoise {} x {}, {} frames: {} computing in bf16, {} in f32\n",
        need.clip.width, need.clip.height, need.clip.frames, sized(need.clip.denoise_bf16),
        sized(need.clip.denoise_f32));
  }
}

void print(const Checkpoint& checkpoint, const Result<wan::MemoryNeed>& need) {
  std::cout << checkpoint.title();
  if (const auto* sizes = checkpoint.sizes()) {
    std::cout << fmt::format(": {}{}", to_string(wan::model_kind(*sizes)),
                             checkpoint.has_two_experts() ? ", two experts" : "");
    const auto other = wan::same_tensors(*sizes, checkpoint.has_two_experts());
    std::cout << (other.empty() ? "" : fmt::format("\n({})", other));
  }
  std::cout << "\n\n";
  for (const auto& [name, part] : parts_of(checkpoint)) {
    std::cout << fmt::format(
        "{:<14} {}{}\n{:<14} {} tensors, {} parameters, {} ({}), {}\n", name, part->path().string(),
        part->files().size() > 1 ? fmt::format(" ({} files)", part->files().size()) : "", "",
        part->stored().tensors().size(), counted(part->parameters()), sized(part->stored_bytes()),
        types_of(*part), layout_of(*part));
  }
  if (!checkpoint.tokenizer.empty()) {
    std::cout << fmt::format("{:<14} {}\n", "tokenizer", checkpoint.tokenizer.string());
  } else if (!checkpoint.embedded_tokenizer.empty()) {
    std::cout << fmt::format("{:<14} inside the text encoder's file\n", "tokenizer");
  }
  std::cout << (checkpoint.missing.empty() ? "\nnothing is missing\n" : "\nmissing\n");
  for (const std::string& missing : checkpoint.missing) {
    std::cout << "  " << missing << "\n";
  }
  for (const std::string& note : checkpoint.notes) {
    std::cout << "note: " << note << "\n";
  }
  if (need) {
    print_memory(*need, checkpoint.has_two_experts());
  } else {
    std::cout << "note: " << need.error().message << "\n";
  }
}

JsonObject json_of(const CheckpointPart& part) {
  JsonArray files;
  for (const auto& file : part.files()) {
    files.push_back(Json(file.string()));
  }
  JsonObject types;
  for (const auto& [type, bytes] : part.bytes_by_type()) {
    types[nn::to_string(type)] = bytes;
  }
  return {{"kind", to_string(part.kind())},
          {"path", part.path().string()},
          {"files", std::move(files)},
          {"layout", part.layout() == wan::NameLayout::official ? "official" : "library"},
          {"tensors", part.stored().tensors().size()},
          {"parameters", part.parameters()},
          {"bytes", part.stored_bytes()},
          {"bytes_by_type", std::move(types)}};
}

JsonObject json_of(const wan::MemoryNeed& need) {
  JsonArray weights;
  for (const wan::WeightNeed& row : need.weights) {
    weights.push_back(JsonObject{{"kept_in", row.kept_in},
                                 {"one_dit", row.one_dit},
                                 {"all_dits", row.all_dits},
                                 {"text_encoder", row.text_encoder},
                                 {"image_encoder", row.image_encoder},
                                 {"vae", row.vae},
                                 {"least", row.least()},
                                 {"all", row.all()}});
  }
  return {{"weights", std::move(weights)},
          {"clip", JsonObject{{"width", need.clip.width},
                              {"height", need.clip.height},
                              {"frames", need.clip.frames},
                              {"denoise_bf16", need.clip.denoise_bf16},
                              {"denoise_f32", need.clip.denoise_f32}}}};
}

void print_json(const Checkpoint& checkpoint, const Result<wan::MemoryNeed>& need) {
  JsonObject parts;
  for (const auto& [name, part] : parts_of(checkpoint)) {
    parts[name] = json_of(*part);
  }
  const wan::PublishedModel* model = checkpoint.published();
  JsonObject all{{"title", checkpoint.title()},
                 {"model", model == nullptr ? Json() : Json(model->name)},
                 {"two_experts", checkpoint.has_two_experts()},
                 {"parts", std::move(parts)},
                 {"tokenizer", checkpoint.tokenizer.string()},
                 {"has_embedded_tokenizer", !checkpoint.embedded_tokenizer.empty()},
                 {"missing", JsonArray(checkpoint.missing.begin(), checkpoint.missing.end())},
                 {"notes", JsonArray(checkpoint.notes.begin(), checkpoint.notes.end())}};
  if (const auto* sizes = checkpoint.sizes()) {
    all["kind"] = to_string(wan::model_kind(*sizes));
    all["config"] = wan::config_of(*sizes);
  }
  if (need) {
    all["memory"] = json_of(*need);
  }
  std::cout << boost::json::serialize(all) << "\n";
}

}  // namespace

std::vector<std::pair<std::string, const CheckpointPart*>> parts_of(const Checkpoint& checkpoint) {
  std::vector<std::pair<std::string, const CheckpointPart*>> parts;
  const auto add = [&](const char* name, const std::optional<CheckpointPart>& part) {
    if (part) {
      parts.emplace_back(name, &*part);
    }
  };
  add("high noise", checkpoint.high_noise);
  add(checkpoint.has_two_experts() ? "low noise" : "DiT", checkpoint.dit);
  add("text encoder", checkpoint.text_encoder);
  add("image encoder", checkpoint.image_encoder);
  add("VAE", checkpoint.vae);
  return parts;
}

std::string counted(std::uint64_t count) {
  const auto value = static_cast<double>(count);
  return count >= 1'000'000'000 ? fmt::format("{:.2f} G", value / 1e9)
         : count >= 1'000'000   ? fmt::format("{:.1f} M", value / 1e6)
                                : fmt::format("{}", count);
}

std::string sized(std::uint64_t bytes) {
  const auto value = static_cast<double>(bytes);
  return bytes == 0             ? "-"
         : bytes >= 100'000'000 ? fmt::format("{:.1f} GB", value / 1e9)
         : bytes >= 100'000     ? fmt::format("{:.1f} MB", value / 1e6)
                                : fmt::format("{} B", bytes);
}

int inspect_weights(const WeightsArguments& arguments) {
  const auto checkpoint = wan::open_checkpoint(arguments.paths);
  if (!checkpoint) {
    std::cerr << "kirin weights inspect: " << checkpoint.error().message << "\n";
    return kExitFailure;
  }
  const auto need = wan::memory_need(*checkpoint);
  arguments.as_json ? print_json(*checkpoint, need) : print(*checkpoint, need);
  return kExitOk;
}

}  // namespace kirin::cli
