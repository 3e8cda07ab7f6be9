#include "engine/wan/checkpoint/checkpoint.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "engine/wan/checkpoint/find_parts.h"

namespace kirin::wan {
namespace {

namespace fs = std::filesystem;

enum class Expert { unknown, high_noise, low_noise };

/// The words of a path, in lower case.
std::vector<std::string> words_of(const fs::path& path) {
  std::vector<std::string> words(1);
  for (const char letter : path.string()) {
    if (std::isalnum(static_cast<unsigned char>(letter)) != 0) {
      words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  return words;
}

Expert expert_of(const fs::path& path) {
  const auto words = words_of(path);
  const auto has = [&](std::string_view a, std::string_view b) {
    return std::ranges::any_of(words,
                               [&](const std::string& word) { return word == a || word == b; });
  };
  const bool is_high = has("high", "highnoise");
  const bool is_low = has("low", "lownoise");
  return is_high == is_low ? Expert::unknown : is_high ? Expert::high_noise : Expert::low_noise;
}

/// Below `root`, so that the folders above it have no say.
fs::path within(const fs::path& path, const fs::path& root) {
  return root.empty() ? path : path.lexically_relative(root);
}

std::string folder_of(const CheckpointPart& part) {
  return part.files().front().parent_path().filename().string();
}

bool same_sizes(const CheckpointPart& a, const CheckpointPart& b) {
  return a.shapes().size() == b.shapes().size() && a.shapes() == b.shapes();
}

class Finder {
 public:
  explicit Finder(const CheckpointPaths& paths) : paths_(paths) {}

  Result<Checkpoint> find() {
    if (!paths_.root.empty()) {
      ASSIGN_OR_RETURN(found_, find_parts(paths_.root));
    }
    RETURN_IF_ERROR(choose_dits());
    RETURN_IF_ERROR(choose_others());
    choose_tokenizer();
    for (const Error& error : found_.broken) {
      checkpoint_.notes.push_back(error.message);
    }
    for (const fs::path& lora : found_.loras) {
      checkpoint_.notes.push_back(fmt::format("{} is a LoRA", lora.string()));
    }
    if (!checkpoint_.dit && !checkpoint_.vae && !checkpoint_.text_encoder &&
        !checkpoint_.image_encoder) {
      return Error{
          ErrorCode::not_found,
          fmt::format("{} holds no weights of Wan{}{}", paths_.root.string(),
                      checkpoint_.notes.empty() ? "" : ": ", fmt::join(checkpoint_.notes, "; "))};
    }
    return std::move(checkpoint_);
  }

 private:
  std::vector<CheckpointPart*> candidates(PartKind kind) {
    std::vector<CheckpointPart*> all;
    for (CheckpointPart& part : found_.parts) {
      if (part.kind() == kind) {
        all.push_back(&part);
      }
    }
    return all;
  }

  /// Opens a file that was named; it must be of the kind.
  static Result<CheckpointPart> open_named(const fs::path& path,
                                           std::initializer_list<PartKind> kinds) {
    ASSIGN_OR_RETURN(CheckpointPart part, CheckpointPart::open(path));
    if (std::ranges::find(kinds, part.kind()) == kinds.end()) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("{} is a {}, {} is due", path.string(), to_string(part.kind()),
                               to_string(*kinds.begin()))};
    }
    return part;
  }

  Result<void> choose_dits() {
    const bool names_an_expert = !paths_.high_noise.empty() || !paths_.low_noise.empty();
    if (!paths_.dit.empty()) {
      ASSIGN_OR_RETURN(checkpoint_.dit, open_named(paths_.dit, {PartKind::dit}));
      return {};
    }
    if (names_an_expert) {
      if (!paths_.high_noise.empty()) {
        ASSIGN_OR_RETURN(checkpoint_.high_noise, open_named(paths_.high_noise, {PartKind::dit}));
      }
      if (!paths_.low_noise.empty()) {
        ASSIGN_OR_RETURN(checkpoint_.dit, open_named(paths_.low_noise, {PartKind::dit}));
      }
      return {};
    }
    return choose_among(candidates(PartKind::dit));
  }

  Result<void> choose_among(std::vector<CheckpointPart*> dits) {
    // Of the variants of one file in one folder ("model.fp16.safetensors"), the plain one.
    for (std::size_t i = 1; i < dits.size();) {
      const bool is_variant =
          dits[i]->files().front().parent_path() == dits[i - 1]->files().front().parent_path() &&
          same_sizes(*dits[i], *dits[i - 1]) &&
          expert_of(dits[i]->path().filename()) == expert_of(dits[i - 1]->path().filename());
      if (!is_variant) {
        ++i;
        continue;
      }
      const bool keeps_first =
          dits[i - 1]->path().string().size() <= dits[i]->path().string().size();
      const auto leaving = dits.begin() + static_cast<std::ptrdiff_t>(keeps_first ? i : i - 1);
      note_other(**leaving);
      dits.erase(leaving);
    }
    if (dits.empty()) {
      return {};
    }
    if (dits.size() == 1) {
      const Expert expert = expert_of(within(dits[0]->path(), paths_.root));
      (expert == Expert::high_noise ? checkpoint_.high_noise : checkpoint_.dit) =
          std::move(*dits[0]);
      lone_low_noise_ = expert == Expert::low_noise;
      return {};
    }
    CheckpointPart* high = nullptr;
    CheckpointPart* low = nullptr;
    for (CheckpointPart* dit : dits) {
      const Expert expert = expert_of(within(dit->path(), paths_.root));
      const bool is_first = folder_of(*dit) == "transformer";
      const bool is_second = folder_of(*dit) == "transformer_2";
      if (expert == Expert::high_noise || is_first) {
        high = dit;
      } else if (expert == Expert::low_noise || is_second) {
        low = dit;
      }
    }
    if (dits.size() != 2 || high == nullptr || low == nullptr || !same_sizes(*high, *low)) {
      std::vector<std::string> names;
      for (const CheckpointPart* dit : dits) {
        names.push_back(dit->path().string());
      }
      return Error{ErrorCode::failed_precondition,
                   fmt::format("{} diffusion models in {}, name the one (or the high-noise and "
                               "low-noise pair) to be used: {}",
                               dits.size(), paths_.root.string(), fmt::join(names, ", "))};
    }
    checkpoint_.high_noise = std::move(*high);
    checkpoint_.dit = std::move(*low);
    return {};
  }

  void note_other(const CheckpointPart& part) {
    checkpoint_.notes.push_back(
        fmt::format("{} is not used: another {} was found first; name it to use it",
                    part.path().string(), to_string(part.kind())));
  }

  /// The first candidate, unless one is named.
  Result<void> choose(const fs::path& named, std::initializer_list<PartKind> kinds,
                      std::optional<CheckpointPart>& chosen) {
    if (!named.empty()) {
      ASSIGN_OR_RETURN(chosen, open_named(named, kinds));
      return {};
    }
    for (const PartKind kind : kinds) {
      for (CheckpointPart* part : candidates(kind)) {
        if (chosen) {
          note_other(*part);
        } else {
          chosen = std::move(*part);
        }
      }
    }
    return {};
  }

  Result<void> choose_others() {
    const DitArchitecture* dit = checkpoint_.sizes();
    // The VAE that the DiT needs comes first.
    RETURN_IF_ERROR(dit != nullptr && needs_vae22(*dit)
                        ? choose(paths_.vae, {PartKind::vae22, PartKind::vae21}, checkpoint_.vae)
                        : choose(paths_.vae, {PartKind::vae21, PartKind::vae22}, checkpoint_.vae));
    RETURN_IF_ERROR(choose(paths_.text_encoder, {PartKind::t5}, checkpoint_.text_encoder));
    RETURN_IF_ERROR(choose(paths_.image_encoder, {PartKind::clip}, checkpoint_.image_encoder));
    report_missing(dit);
    return {};
  }

  void report_missing(const DitArchitecture* dit) {
    auto& missing = checkpoint_.missing;
    const PublishedModel* model = checkpoint_.published();
    const std::string_view repository =
        model != nullptr ? model->repository : "Wan-AI/Wan2.1-T2V-1.3B";
    const bool has_low = checkpoint_.dit.has_value();
    if (dit == nullptr) {
      missing.push_back(fmt::format(
          "the diffusion model: download config.json and diffusion_pytorch_model*.safetensors of a "
          "model such as {}",
          repository));
    } else if (!has_low) {
      missing.push_back(fmt::format(
          "the low-noise expert: download the folder low_noise_model of {}", repository));
    } else if (lone_low_noise_) {
      missing.push_back(fmt::format(
          "the high-noise expert: download the folder high_noise_model of {}", repository));
    }
    const bool is_22 = dit != nullptr && needs_vae22(*dit);
    const char* vae_file = is_22 ? "Wan2.2_VAE.pth" : "Wan2.1_VAE.pth";
    if (!checkpoint_.vae) {
      missing.push_back(
          fmt::format("the video autoencoder: download {} of {}", vae_file, repository));
    } else if (dit != nullptr && (checkpoint_.vae->kind() == PartKind::vae22) != is_22) {
      missing.push_back(
          fmt::format("the video autoencoder of this model: {} is the other one; download {} of {}",
                      checkpoint_.vae->path().string(), vae_file, repository));
    }
    if (!checkpoint_.text_encoder) {
      missing.push_back(fmt::format(
          "the text encoder: download models_t5_umt5-xxl-enc-bf16.pth of {}", repository));
    }
    if (dit != nullptr && needs_clip(*dit) && !checkpoint_.image_encoder) {
      missing.push_back(
          fmt::format("the image encoder: download models_clip_open-clip-"
                      "xlm-roberta-large-vit-huge-14.pth of {}",
                      repository));
    }
  }

  void choose_tokenizer() {
    if (!paths_.tokenizer.empty()) {
      checkpoint_.tokenizer = paths_.tokenizer;
    } else if (!found_.tokenizers.empty()) {
      checkpoint_.tokenizer = found_.tokenizers.front();
    } else if (checkpoint_.text_encoder) {
      checkpoint_.embedded_tokenizer = checkpoint_.text_encoder->embedded_tokenizer();
    }
    std::error_code error;
    const bool is_there = checkpoint_.tokenizer.empty()
                              ? !checkpoint_.embedded_tokenizer.empty()
                              : fs::is_regular_file(checkpoint_.tokenizer, error);
    if (!is_there) {
      const PublishedModel* model = checkpoint_.published();
      checkpoint_.missing.push_back(
          fmt::format("the tokenizer: download google/umt5-xxl/spiece.model of {}",
                      model != nullptr ? model->repository : "Wan-AI/Wan2.1-T2V-1.3B"));
    }
  }

  const CheckpointPaths& paths_;
  FoundParts found_;
  Checkpoint checkpoint_;
  bool lone_low_noise_ = false;
};

}  // namespace

const DitArchitecture* Checkpoint::sizes() const {
  const auto& part = dit ? dit : high_noise;
  return part ? std::get_if<DitArchitecture>(&part->architecture()) : nullptr;
}

const PublishedModel* Checkpoint::published() const {
  return sizes() != nullptr ? find_published(*sizes(), has_two_experts()) : nullptr;
}

std::string Checkpoint::title() const {
  if (sizes() == nullptr) {
    return "parts of a model without its DiT";
  }
  if (const PublishedModel* model = published()) {
    return std::string(model->title);
  }
  return fmt::format("a model of its own sizes ({} blocks of {})", sizes()->layers, sizes()->dim);
}

Result<Checkpoint> open_checkpoint(const CheckpointPaths& paths) { return Finder(paths).find(); }

}  // namespace kirin::wan
