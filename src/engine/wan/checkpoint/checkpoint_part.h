/// \file
/// One network's files: what they hold, and their tensors under official names.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "engine/wan/checkpoint/architecture.h"
#include "engine/wan/checkpoint/names.h"
#include "nn/weights/weights.h"

namespace kirin::wan {

/// A LoRA that is merged when a DiT is loaded.
struct LoraFile {
  std::filesystem::path file;
  float strength = 1.0F;
};

struct LoadedPart {
  nn::Weights weights;  ///< official names and shapes
  /// What a user should know, such as tensors of a LoRA that fit nothing.
  std::vector<std::string> warnings;
};

/// Made by reading headers alone. Copies share the mapped files.
class CheckpointPart {
 public:
  /// `path`: a weight file, an index of shards, or a directory of them; a config.json beside it is
  /// read. not_found, and the errors of nn::read_weights; failed_precondition where it is none of
  /// Wan's networks.
  static Result<CheckpointPart> open(const std::filesystem::path& path);

  PartKind kind() const { return recognised_.kind; }
  NameLayout layout() const { return recognised_.layout; }
  const std::filesystem::path& path() const { return path_; }
  const std::vector<std::filesystem::path>& files() const { return files_; }
  /// config.json with official keys; empty where there is none.
  const JsonObject& config() const { return config_; }
  const Architecture& architecture() const { return architecture_; }
  /// As it is in the files.
  const nn::Weights& stored() const { return stored_; }
  /// Official names and shapes.
  const TensorShapes& shapes() const { return shapes_; }
  std::uint64_t parameters() const { return parameters_; }
  std::uint64_t stored_bytes() const { return stored_bytes_; }
  const std::map<nn::DType, std::uint64_t>& bytes_by_type() const { return bytes_by_type_; }
  /// What it would take with its matrices in `matrices` and all else in f32.
  std::uint64_t bytes_in(nn::DType matrices) const;
  /// The SentencePiece model that ComfyUI's text encoders carry, or empty.
  std::string embedded_tokenizer() const;

  /// The tensors, ready to be used: mapped where they need no change, else (LoRA, scales of rows,
  /// CLIP's joined projections) copies. Errors as of nn::merge_lora and with_official_names.
  Result<LoadedPart> load(std::span<const LoraFile> loras = {}) const;

  /// What is wrong with names and shapes, a sentence each; empty where every tensor that the
  /// network has is there. `unknown` lists tensors that it has not.
  struct Faults {
    std::vector<std::string> faults;
    std::vector<std::string> unknown;
  };
  Faults check() const;

 private:
  CheckpointPart() = default;
  void measure();

  std::filesystem::path path_;
  std::vector<std::filesystem::path> files_;
  Recognised recognised_;
  JsonObject config_;
  Architecture architecture_;
  nn::Weights stored_;
  TensorShapes shapes_;
  std::uint64_t parameters_ = 0;
  std::uint64_t stored_bytes_ = 0;
  std::map<nn::DType, std::uint64_t> bytes_by_type_;
};

}  // namespace kirin::wan
