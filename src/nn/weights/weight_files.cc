#include "nn/weights/weight_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/file.h"
#include "base/json.h"

namespace kirin::nn {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndexSuffix = ".safetensors.index.json";
constexpr std::array<std::string_view, 5> kWeightSuffixes = {".safetensors", ".pth", ".pt", ".bin",
                                                             ".ckpt"};
constexpr std::uint64_t kMaxIndexBytes = std::uint64_t{64} << 20;
constexpr JsonLimits kIndexLimits{.depth = 8, .values = 2'000'000};

Error broken(const std::string& what) { return Error{ErrorCode::data_loss, what}; }

bool is_plain_file_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." &&
         name.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

Result<std::string> read_limited(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (!error && size > kMaxIndexBytes) {
    return broken(fmt::format("{}: an index of {} bytes", file.string(), size));
  }
  return read_file(file);
}

Result<WeightFiles> files_of_index(const fs::path& index) {
  ASSIGN_OR_RETURN(const std::string text, read_limited(index));
  ASSIGN_OR_RETURN(const auto map, parse_shard_index(text).within(index.string()));
  WeightFiles found;
  std::set<fs::path> files;
  for (const auto& [tensor, name] : map) {
    const fs::path file = index.parent_path() / name;
    files.insert(file);
    found.tensors.emplace(tensor, file);
  }
  std::error_code error;
  for (const fs::path& file : files) {
    if (!fs::is_regular_file(file, error)) {
      return Error{ErrorCode::not_found,
                   fmt::format("{} is missing, {} names it", file.string(), index.string())};
    }
  }
  found.files.assign(files.begin(), files.end());
  return found;
}

/// "name-00001-of-00002.safetensors" → (1, 2), or nothing.
std::optional<std::pair<int, int>> shard_number(const fs::path& file) {
  const std::string stem = file.stem().string();
  const std::size_t of = stem.rfind("-of-");
  const std::size_t dash = of == std::string::npos || of == 0 ? of : stem.rfind('-', of - 1);
  if (of == std::string::npos || dash == std::string::npos) {
    return std::nullopt;
  }
  const auto number = [](std::string_view digits) {
    const bool is_number = !digits.empty() && digits.size() <= 6 &&
                           digits.find_first_not_of("0123456789") == std::string_view::npos;
    return is_number ? std::stoi(std::string(digits)) : 0;
  };
  const int at = number(std::string_view(stem).substr(dash + 1, of - dash - 1));
  const int count = number(std::string_view(stem).substr(of + 4));
  return at > 0 && count > 0 ? std::optional(std::pair(at, count)) : std::nullopt;
}

bool are_all_shards(const std::vector<fs::path>& files) {
  std::set<int> numbers;
  for (const fs::path& file : files) {
    const auto shard = shard_number(file);
    if (!shard || shard->second != static_cast<int>(files.size())) {
      return false;
    }
    numbers.insert(shard->first);
  }
  return numbers.size() == files.size() && *numbers.rbegin() == static_cast<int>(files.size());
}

Result<WeightFiles> files_of_directory(const fs::path& directory) {
  std::vector<fs::path> indices;
  std::vector<std::vector<fs::path>> by_suffix(kWeightSuffixes.size());
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    const fs::path& file = entry.path();
    if (file.filename().string().ends_with(kIndexSuffix)) {
      indices.push_back(file);
    }
    const auto* suffix = std::ranges::find(kWeightSuffixes, file.extension().string());
    if (suffix != kWeightSuffixes.end() && entry.is_regular_file(error)) {
      by_suffix[static_cast<std::size_t>(suffix - kWeightSuffixes.begin())].push_back(file);
    }
  }
  if (error) {
    return system_error("reading the directory " + directory.string(), error.value());
  }
  // Of an index and those of its variants ("model.fp16.safetensors.index.json"), the shortest name.
  if (!indices.empty()) {
    std::ranges::sort(indices, {}, [](const fs::path& file) {
      return std::pair(file.string().size(), file.string());
    });
    return files_of_index(indices.front());
  }
  for (std::vector<fs::path>& files : by_suffix) {
    std::ranges::sort(files);
    if (files.size() == 1 || (!files.empty() && are_all_shards(files))) {
      return WeightFiles{std::move(files), {}};
    }
    if (!files.empty()) {
      return Error{
          ErrorCode::failed_precondition,
          fmt::format("{} holds {} weight files that are no shards of one model, such as {} "
                      "and {}: name one",
                      directory.string(), files.size(), files[0].filename().string(),
                      files[1].filename().string())};
    }
  }
  return Error{ErrorCode::not_found, fmt::format("{} holds no weight file", directory.string())};
}

}  // namespace

Result<std::map<std::string, std::string, std::less<>>> parse_shard_index(std::string_view text) {
  ASSIGN_OR_RETURN(const Json document, parse_json(text, kIndexLimits));
  const JsonObject* object = document.if_object();
  const Json* map = object == nullptr ? nullptr : object->if_contains("weight_map");
  if (map == nullptr || !map->is_object() || map->get_object().empty()) {
    return broken("an index needs a \"weight_map\" of tensor names to file names");
  }
  std::map<std::string, std::string, std::less<>> shards;
  for (const auto& [tensor, file] : map->get_object()) {
    if (!file.is_string() || !is_plain_file_name(file.get_string())) {
      return broken(
          fmt::format("tensor \"{}\" is not mapped to the name of a file beside the index",
                      std::string_view(tensor)));
    }
    shards.emplace(tensor, file.get_string());
  }
  return shards;
}

Result<WeightFiles> find_weight_files(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    return files_of_directory(path);
  }
  if (!fs::exists(path, error)) {
    return Error{ErrorCode::not_found, fmt::format("{} does not exist", path.string())};
  }
  if (path.filename().string().ends_with(".index.json")) {
    return files_of_index(path);
  }
  return WeightFiles{{path}, {}};
}

}  // namespace kirin::nn
