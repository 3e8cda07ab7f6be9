#include "engine/wan/golden/check_text.h"

#include <fmt/format.h>

#include <map>

#include "engine/wan/text/prompt_text.h"
#include "engine/wan/text/text_encoder.h"
#include "engine/wan/text/tokenizer.h"
#include "nn/ops/embedding.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// The text as numbers, so that texts are compared like tensors.
std::vector<double> bytes_of(std::string_view text) {
  std::vector<double> bytes{0};  // never empty
  for (const char c : text) {
    bytes.push_back(static_cast<unsigned char>(c));
  }
  return bytes;
}

struct Row {
  std::string text;
  std::string cleaned;
  std::string pieces;
  std::vector<double> ids;
};

Result<Row> row_of(const Json& json) {
  const Error wrong{ErrorCode::data_loss, "case.json: a row needs text, cleaned, pieces and ids"};
  const auto* object = json.if_object();
  const auto text_of = [&](const char* key) -> const boost::json::string* {
    const Json* value = object->if_contains(key);
    return value == nullptr ? nullptr : value->if_string();
  };
  if (object == nullptr || text_of("text") == nullptr || text_of("cleaned") == nullptr) {
    return wrong;
  }
  Row row{std::string(*text_of("text")), std::string(*text_of("cleaned")), {}, {}};
  const Json* pieces = object->if_contains("pieces");
  const Json* ids = object->if_contains("ids");
  if (pieces == nullptr || !pieces->is_array() || ids == nullptr || !ids->is_array()) {
    return wrong;
  }
  for (const Json& piece : pieces->get_array()) {
    row.pieces += piece.is_string() ? std::string(piece.get_string()) + "\n" : "";
  }
  for (const Json& id : ids->get_array()) {
    if (!id.is_number()) {
      return wrong;
    }
    row.ids.push_back(id.to_number<double>());
  }
  return row;
}

/// `theirs` with the rows (and for a bias, keys) of the sample's real tokens replaced by ours.
void put(const Tensor& ours, Index sample, Tensor& whole) {
  Tensor target = whole.select(0, std::min(sample, whole.extent(0) - 1));
  if (ours.rank() == 3) {  // [heads, queries, keys]
    target = target.slice(1, 0, ours.extent(1)).slice(2, 0, ours.extent(2));
  } else {
    target = target.slice(0, 0, ours.extent(0));
  }
  target.copy_from(ours);
}

std::vector<std::int32_t> real_ids(const Tensor& ids, const Tensor& mask, Index sample) {
  const auto all = ids.select(0, sample).to(nn::DType::i32);
  const auto real = mask.select(0, sample).values();
  std::vector<std::int32_t> kept;
  for (std::size_t i = 0; i < real.size(); ++i) {
    if (real[i] != 0) {
      kept.push_back(all.data<std::int32_t>()[i]);
    }
  }
  return kept;
}

std::vector<double> bucket_table(Index buckets, Index reach) {
  std::vector<double> table;
  for (Index distance = -reach; distance <= reach; ++distance) {
    table.push_back(static_cast<double>(nn::RelativeBias::bucket(distance, buckets, 128)));
  }
  return table;
}

}  // namespace

Result<void> check_tokenizer(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const Tokenizer tokenizer, Tokenizer::open(golden.folder() / "spiece.model"));
  const Json* rows = golden.description().if_contains("rows");
  if (rows == nullptr || !rows->is_array()) {
    return Error{ErrorCode::data_loss, "case.json has no rows"};
  }
  int number = 0;
  for (const Json& json : rows->get_array()) {
    ASSIGN_OR_RETURN(const Row row, row_of(json));
    const std::string name = fmt::format("rows.{}.", number++);
    comparison.expect_numbers(name + "cleaned", bytes_of(row.cleaned));
    comparison.see_numbers(name + "cleaned", bytes_of(cleaned_prompt(row.text)));
    const auto ids = tokenizer.ids(row.text);
    std::string pieces;
    for (const std::int32_t id : ids) {
      pieces += tokenizer.piece(id) + "\n";
    }
    comparison.expect_numbers(name + "pieces", bytes_of(row.pieces));
    comparison.see_numbers(name + "pieces", bytes_of(pieces));
    comparison.expect_numbers(name + "ids", row.ids);
    comparison.see_numbers(name + "ids", {ids.begin(), ids.end()});
  }
  return {};
}

Result<void> check_text_encoder(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const nn::Weights weights,
                   nn::read_safetensors(golden.file("weights", "weights.safetensors")));
  ASSIGN_OR_RETURN(const TextEncoder encoder, TextEncoder::load(weights));
  ASSIGN_OR_RETURN(const Tensor ids, golden.input("ids"));
  ASSIGN_OR_RETURN(const Tensor mask, golden.input("mask"));
  std::map<std::string, Tensor> whole;
  std::vector<std::string> order;
  for (Index sample = 0; sample < ids.extent(0); ++sample) {
    const auto real = real_ids(ids, mask, sample);
    const auto keep = [&](const std::string& name, const Tensor& ours) {
      const auto theirs = comparison.expected().get(name);
      if (!theirs) {
        return;
      }
      if (!whole.contains(name)) {
        whole.emplace(name, theirs->clone());
        order.push_back(name);
      }
      put(ours, sample, whole.at(name));
    };
    const nn::Trace trace([&](const std::string& name, const Tensor& ours) {
      keep(name, ours);
      if (name == "output") {
        // The official program runs in bf16; float32 must be as near to it as the reference's is.
        keep("bf16.output", ours);
      }
    });
    ASSIGN_OR_RETURN(const Tensor context, encoder.encode(real, {}, {}, trace));
    comparison.see(fmt::format("context.{}", sample), context);
  }
  for (const std::string& name : order) {
    comparison.see(name, whole.at(name));
  }
  if (const auto table = comparison.expected().get("bucket_table")) {
    comparison.see_numbers("bucket_table", bucket_table(32, table->count() / 2));
  }
  return {};
}

}  // namespace kirin::wan
