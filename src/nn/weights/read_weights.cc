#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "nn/weights/weight_files.h"
#include "nn/weights/weight_format.h"
#include "nn/weights/weights.h"

namespace kirin::nn {
namespace {

namespace fs = std::filesystem;

Error unknown_format(const fs::path& file) {
  std::vector<std::string_view> names;
  for (const WeightFormat& format : weight_formats()) {
    names.push_back(format.name);
  }
  return Error{ErrorCode::unimplemented, fmt::format("{} is no weight file that is understood ({})",
                                                     file.string(), fmt::join(names, ", "))};
}

Result<Weights> read_file_of_weights(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) {
    return Error{ErrorCode::invalid_argument, file.string() + " is not a file"};
  }
  ASSIGN_OR_RETURN(const MappedFile mapped, map_file(file));
  const WeightFormat* format = weight_format_of(mapped.bytes);
  if (format == nullptr) {
    return unknown_format(file);
  }
  return format->read(mapped).within(file.string());
}

/// Adds the tensors of `file`: those that the index takes from there, or all.
Result<void> add(const WeightFiles& found, const fs::path& file, Weights::Tensors& tensors) {
  ASSIGN_OR_RETURN(const Weights weights, read_file_of_weights(file));
  for (const auto& [name, tensor] : weights.tensors()) {
    if (!found.tensors.empty()) {
      const auto listed = found.tensors.find(name);
      if (listed == found.tensors.end() || listed->second != file) {
        continue;
      }
    }
    if (!tensors.emplace(name, tensor).second) {
      return Error{
          ErrorCode::data_loss,
          fmt::format("{}: tensor \"{}\" stands in another shard too", file.string(), name)};
    }
  }
  return {};
}

}  // namespace

Result<Weights> read_weights(const fs::path& path) {
  ASSIGN_OR_RETURN(const WeightFiles found, find_weight_files(path));
  Weights::Tensors tensors;
  for (const fs::path& file : found.files) {
    RETURN_IF_ERROR(add(found, file, tensors));
  }
  for (const auto& [name, file] : found.tensors) {
    if (!tensors.contains(name)) {
      return Error{ErrorCode::data_loss,
                   fmt::format("{} lacks tensor \"{}\", which the index of {} expects there",
                               file.string(), name, path.string())};
    }
  }
  return Weights(std::move(tensors));
}

}  // namespace kirin::nn
