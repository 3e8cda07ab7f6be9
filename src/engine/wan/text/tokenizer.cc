#include "engine/wan/text/tokenizer.h"

#include "base/file.h"
#include "engine/wan/text/prompt_text.h"

namespace kirin::wan {

Result<Tokenizer> Tokenizer::open(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const std::string bytes, read_file(file).within("reading " + file.string()));
  return from_model(bytes).within(file.string());
}

Result<Tokenizer> Tokenizer::from_model(std::string_view serialized) {
  ASSIGN_OR_RETURN(PieceModel model, PieceModel::parse(serialized));
  return Tokenizer(std::move(model));
}

std::vector<std::int32_t> Tokenizer::ids(std::string_view prompt, std::size_t most) const {
  EXPECTS(most >= 1);
  auto ids = model_.encode(cleaned_prompt(prompt));
  ids.resize(std::min(ids.size(), most - 1));
  ids.push_back(model_.end_id());
  return ids;
}

}  // namespace kirin::wan
