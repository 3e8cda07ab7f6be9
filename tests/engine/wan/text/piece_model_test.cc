#include "engine/wan/text/piece_model.h"

#include <gtest/gtest.h>
#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

#include <random>
#include <sstream>

namespace kirin::wan {
namespace {

/// Text of many alphabets, with what normalisation changes: widths, ligatures, marks, spaces.
std::string random_text(std::mt19937& random, std::size_t words) {
  static const std::vector<std::string> kWords{
      "the",      "kite",     "flies",        "over",        "a",          "quiet", "beach", "ﬁne",
      "ＦＵＬＬ", "１２３",   "café",         "naïve",       "cafe\u0301", "镜头",  "晃动",  "，",
      "кот",      "Ελλάδα",   "🙂",         "👩‍🚀", "x",          "yy",    "zzz",   "…",
      "½",        "\xC2\xA0", "\xE3\x80\x80", "ｶﾞ",          "한국어",     "\t",    "",      "é",
      "ß",        "İ",        "\xE2\x80\x8B", "<0x41>",      "</s>",       "▁",     "㍿",    "Ⅷ"};
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    text += kWords[random() % kWords.size()];
    text += random() % 3 != 0 ? " " : random() % 2 != 0 ? "" : "  ";
  }
  return text;
}

/// Random sentences for the trainer.
class Sentences : public sentencepiece::SentenceIterator {
 public:
  explicit Sentences(int count) : left_(count) { Next(); }
  bool done() const override { return left_ < 0; }
  void Next() override {
    --left_;
    value_ = random_text(random_, 12);
  }
  const std::string& value() const override { return value_; }
  sentencepiece::util::Status status() const override { return {}; }

 private:
  std::mt19937 random_{7};
  int left_;
  std::string value_;
};

/// A model that the library itself trained on such text.
std::string trained(const std::string& arguments) {
  Sentences sentences(400);
  std::string model;
  const auto status = sentencepiece::SentencePieceTrainer::Train(
      "--hard_vocab_limit=false --minloglevel=2 --character_coverage=0.98 --pad_id=0 --eos_id=1 "
      "--bos_id=2 --unk_id=3 " +
          arguments,
      &sentences, &model);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return model;
}

std::string trained_model(bool byte_fallback, const std::string& extra) {
  return trained(std::string("--model_type=unigram ") +
                 (byte_fallback ? "--byte_fallback=true --vocab_size=400 " : "--vocab_size=140 ") +
                 extra);
}

void expect_as_the_library(const std::string& serialized) {
  sentencepiece::SentencePieceProcessor library;
  ASSERT_TRUE(library.LoadFromSerializedProto(serialized).ok());
  const auto ours = PieceModel::parse(serialized);
  ASSERT_TRUE(ours) << ours.error().describe();
  ASSERT_EQ(ours->size(), static_cast<std::size_t>(library.GetPieceSize()));
  std::mt19937 random(11);
  for (int i = 0; i < 500; ++i) {
    std::string text = random_text(random, random() % 30);
    if (i % 10 == 0 && !text.empty()) {
      text[random() % text.size()] = static_cast<char>(random());  // not UTF-8 any more
    }
    std::vector<int> theirs;
    ASSERT_TRUE(library.Encode(text, &theirs).ok());
    const auto mine = ours->encode(text);
    ASSERT_EQ(std::vector<int>(mine.begin(), mine.end()), theirs) << text;
  }
}

TEST(PieceModelTest, SegmentsAsTheLibraryWithBytePieces) {
  expect_as_the_library(trained_model(true, ""));
}

TEST(PieceModelTest, SegmentsAsTheLibraryWithoutBytePieces) {
  expect_as_the_library(trained_model(false, ""));
}

TEST(PieceModelTest, SegmentsAsTheLibraryWithUserDefinedPieces) {
  expect_as_the_library(trained_model(true, "--user_defined_symbols=kite,ＦＵＬＬ,</s>"));
}

TEST(PieceModelTest, SegmentsAsTheLibraryWithOtherRulesOfWhiteSpace) {
  expect_as_the_library(
      trained_model(true, "--remove_extra_whitespaces=false --add_dummy_prefix=false"));
  expect_as_the_library(trained_model(true, "--normalization_rule_name=identity"));
}

TEST(PieceModelTest, OtherTypesOfModelAreRefusedByName) {
  const auto parsed = PieceModel::parse(trained("--model_type=bpe --vocab_size=150"));
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::unimplemented);
}

TEST(PieceModelTest, EveryCutOffModelIsAnError) {
  const std::string model = trained_model(false, "");
  for (std::size_t length = 0; length < model.size(); length += 97) {
    (void)PieceModel::parse(std::string_view(model).substr(0, length));  // must not crash
  }
  EXPECT_FALSE(PieceModel::parse(""));
  EXPECT_FALSE(PieceModel::parse("\xFF\xFF\xFF"));
}

}  // namespace
}  // namespace kirin::wan
