/// \file
/// A model of Wan as somebody has it on disk: which files are its parts, and what is missing.
///
/// Takes an official directory, a diffusers directory, ComfyUI's folders, or files named one by
/// one. Parts are known by their tensors, not by where they lie; only which of two experts is which
/// follows from names ("high", "low"; `transformer` and `transformer_2`). Headers are read, numbers
/// are not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/wan/checkpoint/checkpoint_part.h"
#include "engine/wan/checkpoint/published.h"

namespace kirin::wan {

/// What to open. `root` is searched for what is not named; each may be empty.
struct CheckpointPaths {
  std::filesystem::path root = {};
  std::filesystem::path dit = {};         ///< of a model with one
  std::filesystem::path high_noise = {};  ///< of a model with two
  std::filesystem::path low_noise = {};
  std::filesystem::path vae = {};
  std::filesystem::path text_encoder = {};
  std::filesystem::path image_encoder = {};
  std::filesystem::path tokenizer = {};  ///< spiece.model
};

struct Checkpoint {
  /// The only DiT, or the low-noise expert.
  std::optional<CheckpointPart> dit;
  /// The expert for the first steps, in models with two.
  std::optional<CheckpointPart> high_noise;
  std::optional<CheckpointPart> vae;
  std::optional<CheckpointPart> text_encoder;
  std::optional<CheckpointPart> image_encoder;
  /// A file, or the serialized model that came inside the text encoder's file.
  std::filesystem::path tokenizer;
  std::string embedded_tokenizer;

  /// A sentence for each part that the model needs and that is not there: what it is and which file
  /// to download from where. Empty: the model is complete.
  std::vector<std::string> missing;
  /// What else a user should know: other candidates, files that could not be read, LoRAs.
  std::vector<std::string> notes;

  bool has_two_experts() const { return high_noise.has_value(); }
  /// Of the DiT; nothing where there is none.
  const DitArchitecture* sizes() const;
  /// The published model of these sizes; null where there is none.
  const PublishedModel* published() const;
  /// "Wan 2.1 T2V-1.3B", or what it is by its sizes.
  std::string title() const;
};

/// not_found where nothing of Wan is there; failed_precondition where several DiTs are and none was
/// named; the errors of CheckpointPart::open for files that were named.
Result<Checkpoint> open_checkpoint(const CheckpointPaths& paths);

}  // namespace kirin::wan
