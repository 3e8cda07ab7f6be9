/// \file
/// Which files of a directory hold a model's tensors: one file, or shards with an index.
///
/// An index, `*.safetensors.index.json`, names the shard of each tensor ("weight_map"; format of
/// huggingface/transformers and diffusers).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kirin::nn {

struct WeightFiles {
  std::vector<std::filesystem::path> files;
  /// Which tensors to take: those of the index, each from its file; empty: all of all files.
  std::map<std::string, std::filesystem::path, std::less<>> tensors;
};

/// Reads an index: tensor name → file name. data_loss or invalid_argument where it is malformed or
/// names a file outside of its own directory.
Result<std::map<std::string, std::string, std::less<>>> parse_shard_index(std::string_view json);

/// What to read for `path`: itself where it is a file (for an index, its shards), or the weights of
/// a directory: its index, or its only weight file, or shards that number themselves
/// ("-00001-of-00002"). not_found where there is nothing or a shard is missing, failed_precondition
/// where there are several models.
Result<WeightFiles> find_weight_files(const std::filesystem::path& path);

}  // namespace kirin::nn
