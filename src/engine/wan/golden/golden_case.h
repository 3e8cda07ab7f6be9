/// \file
/// One folder of reference data: what was run, on what, with which weights, and what came out.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "nn/tensor.h"
#include "nn/weights/weights.h"

namespace kirin::wan {

/// Reads `case.json` and what lies beside it. The folder's format: docs/wan.md, "Golden data".
class GoldenCase {
 public:
  /// data_loss or not_found where the folder is not such a case.
  static Result<GoldenCase> open(const std::filesystem::path& folder);

  const std::filesystem::path& folder() const { return folder_; }
  const std::string& name() const { return name_; }
  /// What was run: "dit_forward", "vae21", "e2e_t2v", …
  const std::string& kind() const { return kind_; }
  /// `case.json` itself.
  const JsonObject& description() const { return description_; }
  /// The tolerance of final outputs, max|a - b| / max|reference|.
  double tolerance_rel() const { return tolerance_rel_; }

  /// A value of `case.json`; not_found or invalid_argument naming the key.
  Result<double> number(std::string_view key) const;
  Result<std::vector<double>> numbers(std::string_view key) const;
  Result<std::string> text(std::string_view key) const;
  bool has(std::string_view key) const { return description_.contains(key); }

  /// Empty where the case has no such file.
  const nn::Weights& inputs() const { return inputs_; }
  const nn::Weights& outputs() const { return outputs_; }
  Result<nn::Tensor> input(std::string_view key) const;
  /// The file named by `key` of case.json (relative to the folder), or `fallback` in the folder.
  std::filesystem::path file(std::string_view key, std::string_view fallback) const;
  /// A JSON file of the folder, such as config.json.
  Result<JsonObject> json(std::string_view file) const;

 private:
  std::filesystem::path folder_;
  std::string name_;
  std::string kind_;
  JsonObject description_;
  double tolerance_rel_ = 0;
  nn::Weights inputs_;
  nn::Weights outputs_;
};

}  // namespace kirin::wan
