#include "engine/wan/text/tokenizer.h"

#include <sentencepiece_processor.h>

#include "base/file.h"
#include "engine/wan/text/prompt_text.h"

namespace kirin::wan {
namespace {

constexpr std::int32_t kEndId = 1;

/// Cuts to `most` - 1 and puts `end` behind.
template <typename T>
std::vector<T> ended(std::vector<T> all, T end, std::size_t most) {
  EXPECTS(most >= 1);
  if (all.size() > most - 1) {
    all.resize(most - 1);
  }
  all.push_back(std::move(end));
  return all;
}

}  // namespace

Tokenizer::Tokenizer(std::unique_ptr<sentencepiece::SentencePieceProcessor> processor)
    : processor_(std::move(processor)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Result<Tokenizer> Tokenizer::open(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const std::string bytes, read_file(file).within("reading " + file.string()));
  return from_model(bytes).within(file.string());
}

Result<Tokenizer> Tokenizer::from_model(std::string_view serialized) {
  auto processor = std::make_unique<sentencepiece::SentencePieceProcessor>();
  const auto status = processor->LoadFromSerializedProto({serialized.data(), serialized.size()});
  if (!status.ok()) {
    return Error{ErrorCode::data_loss,
                 "not a SentencePiece model: " + std::string(status.error_message())};
  }
  if (processor->eos_id() != kEndId) {
    return Error{
        ErrorCode::failed_precondition,
        "the tokenizer's end has the id " + std::to_string(processor->eos_id()) + ", umT5's has 1"};
  }
  return Tokenizer(std::move(processor));
}

std::vector<std::int32_t> Tokenizer::ids(std::string_view prompt, std::size_t most) const {
  std::vector<int> ids;
  const auto status = processor_->Encode(cleaned_prompt(prompt), &ids);
  EXPECTS(status.ok());
  return ended(std::vector<std::int32_t>(ids.begin(), ids.end()), kEndId, most);
}

std::vector<std::string> Tokenizer::pieces(std::string_view prompt, std::size_t most) const {
  std::vector<std::string> pieces;
  const auto status = processor_->Encode(cleaned_prompt(prompt), &pieces);
  EXPECTS(status.ok());
  return ended(std::move(pieces), std::string("</s>"), most);
}

}  // namespace kirin::wan
