#include "engine/wan/checkpoint/find_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "nn/weights/lora.h"
#include "nn/weights/weight_files.h"

namespace kirin::wan {
namespace {

namespace fs = std::filesystem;

constexpr int kMostFoldersDeep = 4;
constexpr std::size_t kMostFiles = 20'000;
constexpr std::array<std::string_view, 6> kWeightSuffixes = {".safetensors", ".pth",  ".pt",
                                                             ".bin",         ".ckpt", ".gguf"};
constexpr std::string_view kIndexSuffix = ".safetensors.index.json";
constexpr std::string_view kTokenizerFile = "spiece.model";

bool is_shard(const fs::path& file) {
  return file.stem().string().find("-of-") != std::string::npos;
}

/// What is to be opened of one folder's weight files: an index instead of its shards, a folder
/// instead of shards without one, else the files.
std::vector<fs::path> units_of(const fs::path& folder, const std::vector<fs::path>& files) {
  std::vector<fs::path> units;
  for (const fs::path& file : files) {
    if (file.string().ends_with(kIndexSuffix)) {
      units.push_back(file);
    }
  }
  const bool has_index = !units.empty();
  bool has_shards = false;
  for (const fs::path& file : files) {
    if (file.string().ends_with(kIndexSuffix) || (has_index && is_shard(file))) {
      continue;
    }
    if (is_shard(file)) {
      has_shards = true;
    } else {
      units.push_back(file);
    }
  }
  if (has_shards) {
    units.push_back(folder);
  }
  return units;
}

/// A file that is not a weight file by its first bytes is of no interest: `.bin` and `.pt` are used
/// for much.
void open_unit(const fs::path& unit, FoundParts& found) {
  auto part = CheckpointPart::open(unit);
  if (part) {
    found.parts.push_back(*std::move(part));
    return;
  }
  const auto weights = nn::read_weights(unit);
  if (!weights) {
    found.broken.push_back(weights.error());
  } else if (nn::looks_like_lora(*weights)) {
    found.loras.push_back(unit);
  } else if (recognise(*weights)) {
    found.broken.push_back(part.error());
  }
}

}  // namespace

Result<FoundParts> find_parts(const fs::path& root) {
  std::error_code error;
  FoundParts found;
  if (!fs::is_directory(root, error)) {
    if (!fs::exists(root, error)) {
      return Error{ErrorCode::not_found, fmt::format("{} does not exist", root.string())};
    }
    open_unit(root, found);
    return found;
  }
  std::map<fs::path, std::vector<fs::path>> folders;
  std::size_t seen = 0;
  auto at =
      fs::recursive_directory_iterator(root, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator() && ++seen < kMostFiles;
       at.increment(error)) {
    const fs::path& path = at->path();
    const std::string name = path.filename().string();
    std::error_code ignored;
    if (at->is_directory(ignored)) {
      if (at.depth() >= kMostFoldersDeep || name.starts_with('.')) {
        at.disable_recursion_pending();
      }
    } else if (name == kTokenizerFile) {
      found.tokenizers.push_back(path);
    } else if (name.ends_with(kIndexSuffix) ||
               std::ranges::find(kWeightSuffixes, path.extension().string()) !=
                   kWeightSuffixes.end()) {
      folders[path.parent_path()].push_back(path);
    }
  }
  if (error) {
    return system_error("reading the directory " + root.string(), error.value());
  }
  for (auto& [folder, files] : folders) {
    std::ranges::sort(files);
    for (const fs::path& unit : units_of(folder, files)) {
      open_unit(unit, found);
    }
  }
  std::ranges::sort(found.tokenizers);
  return found;
}

}  // namespace kirin::wan
