/// \file
/// A SentencePiece unigram model: a vocabulary with scores, and the segmentation that maximises
/// their sum.
///
/// Our own, and not the library, because Debian's libsentencepiece carries a copy of protobuf whose
/// symbols clash with those of the libprotobuf that OpenCV loads: a program linked with both
/// crashes before main (docs/decisions/0012). The tests compare it with the library in a program
/// that has no OpenCV. Source: Kudo, "Subword Regularization" (2018), unigram language model;
/// google/sentencepiece, file format (sentencepiece_model.proto) and normalisation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "engine/wan/text/normalizer.h"

namespace kirin::wan {

class PieceModel {
 public:
  PieceModel(PieceModel&&) = default;
  PieceModel& operator=(PieceModel&&) = default;
  PieceModel(const PieceModel&) = delete;  // by_text_ looks into pieces_
  PieceModel& operator=(const PieceModel&) = delete;
  ~PieceModel() = default;

  /// A serialized ModelProto of the unigram type. data_loss, or unimplemented for other types of
  /// model.
  static Result<PieceModel> parse(std::string_view serialized);

  /// The ids of the best segmentation, without bos or eos. Characters that no piece covers become
  /// their bytes where the model has byte pieces, else one unknown id for each run of them.
  std::vector<std::int32_t> encode(std::string_view text) const;
  const std::string& piece(std::int32_t id) const;
  std::size_t size() const { return pieces_.size(); }
  std::int32_t unknown_id() const { return unknown_id_; }
  std::int32_t end_id() const { return end_id_; }

 private:
  enum class Type : std::uint8_t { normal = 1, unknown, control, user_defined, unused, byte };
  struct Piece {
    std::string text;
    float score = 0;
    Type type = Type::normal;
  };
  struct Step;

  PieceModel() = default;
  Result<void> read_piece(std::string_view message);
  Result<void> read_trainer(std::string_view message);
  Result<void> read_normalizer(std::string_view message);
  Result<void> finish();
  void extend(const std::string& text, std::size_t at, std::vector<Step>& best) const;
  void append_unknown(std::string_view characters, std::vector<std::int32_t>& ids) const;

  std::vector<Piece> pieces_;
  std::unordered_map<std::string_view, std::int32_t> by_text_;  // views into pieces_
  std::size_t longest_piece_ = 0;
  float lowest_score_ = 0;
  float highest_score_ = 0;
  std::int32_t unknown_id_ = 0;
  std::int32_t end_id_ = 2;
  bool byte_fallback_ = false;
  std::vector<std::int32_t> byte_ids_;  // 256 of them, or none
  std::string charsmap_;
  Normalizer::Rules rules_;
  Normalizer normalizer_;
};

}  // namespace kirin::wan
