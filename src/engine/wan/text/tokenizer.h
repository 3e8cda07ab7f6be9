/// \file
/// From a prompt to the ids of umT5's SentencePiece vocabulary.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace kirin::wan {

class Tokenizer {
 public:
  /// The model's file `spiece.model`, a serialized SentencePiece model.
  static Result<Tokenizer> open(const std::filesystem::path& file);
  static Result<Tokenizer> from_model(std::string_view serialized);

  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;
  ~Tokenizer();

  /// The ids of the cleaned prompt, eos (1) at the end, at most `most`: of a longer text the first
  /// `most` - 1 ids and eos are left. Never empty.
  std::vector<std::int32_t> ids(std::string_view prompt, std::size_t most = 512) const;
  /// The pieces of the same text, "</s>" at the end, for a look at what was understood.
  std::vector<std::string> pieces(std::string_view prompt, std::size_t most = 512) const;

 private:
  explicit Tokenizer(std::unique_ptr<sentencepiece::SentencePieceProcessor> processor);

  std::unique_ptr<sentencepiece::SentencePieceProcessor> processor_;
};

}  // namespace kirin::wan
