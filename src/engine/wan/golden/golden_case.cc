#include "engine/wan/golden/golden_case.h"

#include <fmt/format.h>

#include "base/file.h"

namespace kirin::wan {
namespace {

constexpr JsonLimits kCaseLimits{.depth = 16, .values = 1'000'000};

Result<JsonObject> read_object(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file).within("reading " + file.string()));
  ASSIGN_OR_RETURN(Json document, parse_json(text, kCaseLimits).within(file.string()));
  if (!document.is_object()) {
    return Error{ErrorCode::data_loss, file.string() + " holds no object"};
  }
  return std::move(document.get_object());
}

Result<nn::Weights> read_if_there(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    return nn::Weights();
  }
  return nn::read_safetensors(file);
}

Error not_of_kind(std::string_view key, std::string_view kind) {
  return {ErrorCode::invalid_argument, fmt::format("case.json: \"{}\" is not {}", key, kind)};
}

}  // namespace

Result<GoldenCase> GoldenCase::open(const std::filesystem::path& folder) {
  GoldenCase golden;
  golden.folder_ = folder;
  ASSIGN_OR_RETURN(golden.description_, read_object(folder / "case.json"));
  ASSIGN_OR_RETURN(golden.kind_, golden.text("kind"));
  golden.name_ = folder.filename().string();
  if (golden.has("tolerance_rel")) {
    ASSIGN_OR_RETURN(golden.tolerance_rel_, golden.number("tolerance_rel"));
  }
  ASSIGN_OR_RETURN(golden.inputs_, read_if_there(folder / "inputs.safetensors"));
  ASSIGN_OR_RETURN(golden.outputs_, read_if_there(folder / "outputs.safetensors"));
  return golden;
}

Result<double> GoldenCase::number(std::string_view key) const {
  const Json* value = description_.if_contains(key);
  if (value == nullptr || !value->is_number()) {
    return not_of_kind(key, "a number");
  }
  return value->to_number<double>();
}

Result<std::vector<double>> GoldenCase::numbers(std::string_view key) const {
  const Json* value = description_.if_contains(key);
  if (value == nullptr || !value->is_array()) {
    return not_of_kind(key, "a list of numbers");
  }
  std::vector<double> all;
  for (const Json& item : value->get_array()) {
    if (!item.is_number()) {
      return not_of_kind(key, "a list of numbers");
    }
    all.push_back(item.to_number<double>());
  }
  return all;
}

Result<std::string> GoldenCase::text(std::string_view key) const {
  const Json* value = description_.if_contains(key);
  if (value == nullptr || !value->is_string()) {
    return not_of_kind(key, "a text");
  }
  return std::string(value->get_string());
}

Result<nn::Tensor> GoldenCase::input(std::string_view key) const {
  return inputs_.get(key).within("inputs.safetensors");
}

std::filesystem::path GoldenCase::file(std::string_view key, std::string_view fallback) const {
  const auto named = text(key);
  return folder_ / (named ? *named : std::string(fallback));
}

Result<JsonObject> GoldenCase::json(std::string_view file) const {
  return read_object(folder_ / file);
}

}  // namespace kirin::wan
