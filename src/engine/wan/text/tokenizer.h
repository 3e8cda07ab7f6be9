/// \file
/// From a prompt to the ids of umT5's vocabulary.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/wan/text/piece_model.h"

namespace kirin::wan {

class Tokenizer {
 public:
  /// The model's file `spiece.model`, a serialized SentencePiece model.
  static Result<Tokenizer> open(const std::filesystem::path& file);
  static Result<Tokenizer> from_model(std::string_view serialized);

  /// The ids of the cleaned prompt, eos at the end, at most `most`: of a longer text the first
  /// `most` - 1 ids and eos are left. Never empty.
  std::vector<std::int32_t> ids(std::string_view prompt, std::size_t most = 512) const;
  /// The piece of an id, for a look at what was understood.
  const std::string& piece(std::int32_t id) const { return model_.piece(id); }

 private:
  explicit Tokenizer(PieceModel model) : model_(std::move(model)) {}

  PieceModel model_;
};

}  // namespace kirin::wan
