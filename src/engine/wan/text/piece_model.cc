#include "engine/wan/text/piece_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "engine/wan/text/wire_reader.h"

namespace kirin::wan {
namespace {

/// What an unknown character costs below the worst piece.
constexpr float kUnknownPenalty = 10.0F;
constexpr std::uint64_t kUnigram = 1;
constexpr std::size_t kMostPieces = 4'000'000;

/// Bytes of the character that begins with `lead`, as its first byte says.
std::size_t character_bytes(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

Error wrong(const std::string& what) {
  return {ErrorCode::data_loss, "not a SentencePiece model: " + what};
}

}  // namespace

/// The best way to a position of the text.
struct PieceModel::Step {
  std::int32_t id = -1;
  float score = 0;
  std::size_t from = std::numeric_limits<std::size_t>::max();
  bool reached() const { return from != std::numeric_limits<std::size_t>::max(); }
};

Result<void> PieceModel::read_piece(std::string_view message) {
  Piece piece;
  RETURN_IF_ERROR(read_message(message, [&](const WireField& field) -> Result<void> {
    if (field.number == 1) {
      piece.text = std::string(field.bytes);
    } else if (field.number == 2) {
      piece.score = field.as_float();
    } else if (field.number == 3) {
      if (field.integer < 1 || field.integer > 6) {
        return wrong(fmt::format("a piece of the type {}", field.integer));
      }
      piece.type = static_cast<Type>(field.integer);
    }
    return {};
  }));
  if (pieces_.size() >= kMostPieces) {
    return wrong("too many pieces");
  }
  pieces_.push_back(std::move(piece));
  return {};
}

Result<void> PieceModel::read_trainer(std::string_view message) {
  return read_message(message, [&](const WireField& field) -> Result<void> {
    switch (field.number) {
      case 3:
        if (field.integer != kUnigram) {
          return Error{ErrorCode::unimplemented,
                       "a SentencePiece model that is no unigram model; umT5's is one"};
        }
        break;
      case 24:
        if (field.integer != 0) {
          return Error{ErrorCode::unimplemented, "a SentencePiece model with spaces as suffixes"};
        }
        break;
      case 35:
        byte_fallback_ = field.integer != 0;
        break;
      case 40:
        unknown_id_ = static_cast<std::int32_t>(field.integer);
        break;
      case 42:
        end_id_ = static_cast<std::int32_t>(field.integer);
        break;
      default:
        break;
    }
    return {};
  });
}

Result<void> PieceModel::read_normalizer(std::string_view message) {
  return read_message(message, [&](const WireField& field) -> Result<void> {
    switch (field.number) {
      case 2:
        charsmap_ = std::string(field.bytes);
        break;
      case 3:
        rules_.add_dummy_prefix = field.integer != 0;
        break;
      case 4:
        rules_.remove_extra_whitespaces = field.integer != 0;
        break;
      case 5:
        rules_.escape_whitespaces = field.integer != 0;
        break;
      default:
        break;
    }
    return {};
  });
}

Result<void> PieceModel::finish() {
  if (pieces_.empty() || unknown_id_ < 0 ||
      static_cast<std::size_t>(unknown_id_) >= pieces_.size() || end_id_ < 0 ||
      static_cast<std::size_t>(end_id_) >= pieces_.size()) {
    return wrong("it has no pieces, or its special ids are beyond them");
  }
  std::vector<std::string> untouched;
  std::vector<std::int32_t> bytes(256, -1);
  lowest_score_ = std::numeric_limits<float>::max();
  highest_score_ = std::numeric_limits<float>::lowest();
  by_text_.reserve(pieces_.size());
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    const auto id = static_cast<std::int32_t>(i);
    if (piece.type == Type::byte) {
      for (int byte = 0; byte < 256; ++byte) {
        if (piece.text == fmt::format("<0x{:02X}>", byte)) {
          bytes[static_cast<std::size_t>(byte)] = id;
        }
      }
    }
    if (piece.type == Type::normal) {
      lowest_score_ = std::min(lowest_score_, piece.score);
      highest_score_ = std::max(highest_score_, piece.score);
    }
    const bool in_text = piece.type == Type::normal || piece.type == Type::user_defined ||
                         piece.type == Type::unused;
    if (!in_text || piece.text.empty()) {
      continue;
    }
    if (!by_text_.emplace(piece.text, id).second) {
      return wrong(fmt::format("the piece \"{}\" stands there twice", piece.text));
    }
    longest_piece_ = std::max(longest_piece_, piece.text.size());
    if (piece.type == Type::user_defined) {
      untouched.push_back(piece.text);
    }
  }
  if (byte_fallback_ && std::ranges::count(bytes, -1) == 0) {
    byte_ids_ = std::move(bytes);
  }
  ASSIGN_OR_RETURN(normalizer_, Normalizer::create(charsmap_, rules_, std::move(untouched)));
  return {};
}

Result<PieceModel> PieceModel::parse(std::string_view serialized) {
  PieceModel model;
  RETURN_IF_ERROR(read_message(serialized, [&](const WireField& field) -> Result<void> {
    switch (field.number) {
      case 1:
        return model.read_piece(field.bytes);
      case 2:
        return model.read_trainer(field.bytes);
      case 3:
        return model.read_normalizer(field.bytes);
      default:
        return {};
    }
  }));
  RETURN_IF_ERROR(model.finish());
  return model;
}

const std::string& PieceModel::piece(std::int32_t id) const {
  EXPECTS(id >= 0 && static_cast<std::size_t>(id) < pieces_.size());
  return pieces_[static_cast<std::size_t>(id)].text;
}

void PieceModel::extend(const std::string& text, std::size_t at, std::vector<Step>& best) const {
  const float until_here = best[at].score;
  const std::size_t character = std::min(character_bytes(text[at]), text.size() - at);
  const auto offer = [&](std::size_t length, std::int32_t id, float score) {
    Step& step = best[at + length];
    if (!step.reached() || until_here + score > step.score) {
      step = {id, until_here + score, at};
    }
  };
  bool character_covered = false;
  const std::size_t most = std::min(longest_piece_, text.size() - at);
  for (std::size_t length = 1; length <= most; ++length) {
    const auto found = by_text_.find(std::string_view(text).substr(at, length));
    if (found == by_text_.end()) {
      continue;
    }
    const Piece& piece = pieces_[static_cast<std::size_t>(found->second)];
    if (piece.type == Type::unused) {
      continue;
    }
    // A user-defined piece outdoes any other cover of its bytes.
    const float score = piece.type == Type::user_defined
                            ? static_cast<float>(length) * highest_score_ - 0.1F
                            : piece.score;
    offer(length, found->second, score);
    character_covered = character_covered || length == character;
  }
  if (!character_covered) {
    offer(character, unknown_id_, lowest_score_ - kUnknownPenalty);
  }
}

void PieceModel::append_unknown(std::string_view characters, std::vector<std::int32_t>& ids) const {
  if (byte_ids_.empty()) {
    if (ids.empty() || ids.back() != unknown_id_) {
      ids.push_back(unknown_id_);
    }
    return;
  }
  for (const char byte : characters) {
    ids.push_back(byte_ids_[static_cast<unsigned char>(byte)]);
  }
}

std::vector<std::int32_t> PieceModel::encode(std::string_view text) const {
  const std::string normalised = normalizer_.normalised(text);
  std::vector<Step> best(normalised.size() + 1);
  for (std::size_t at = 0; at < normalised.size();
       at += std::min(character_bytes(normalised[at]), normalised.size() - at)) {
    extend(normalised, at, best);
  }
  std::vector<std::size_t> ends;
  for (std::size_t at = normalised.size(); at > 0; at = best[at].from) {
    ends.push_back(at);
  }
  std::vector<std::int32_t> ids;
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    const Step& step = best[*end];
    if (step.id == unknown_id_) {
      append_unknown(std::string_view(normalised).substr(step.from, *end - step.from), ids);
    } else {
      ids.push_back(step.id);
    }
  }
  return ids;
}

}  // namespace kirin::wan
