/// \file
/// `kirin weights`: what weight files are, whether they are whole, and files of random numbers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/wan/checkpoint/checkpoint.h"

namespace CLI {
class App;
}

namespace kirin::cli {

struct WeightsArguments {
  wan::CheckpointPaths paths;
  bool reads_values = false;
  bool as_json = false;
  bool quiet = false;
};
int inspect_weights(const WeightsArguments& arguments);
int verify_weights(const WeightsArguments& arguments);

struct SynthArguments {
  std::string config;  ///< a published model, or a JSON file
  std::filesystem::path folder;
  std::vector<std::string> parts = {"dit"};
  std::string type;  ///< or empty: each part's own
  std::string format = "official";
  std::uint64_t seed = 1;
  std::uint64_t shard_gigabytes = 10;
  bool as_json = false;
  bool quiet = false;
};
int synthesise_weights(const SynthArguments& arguments);

/// Adds the commands to the program; the one that is asked for hands its action to `on`.
void add_weights_commands(CLI::App& program, const std::function<void(std::function<int()>)>& on);

/// The parts of a checkpoint with their names for people, those that are there.
std::vector<std::pair<std::string, const wan::CheckpointPart*>> parts_of(
    const wan::Checkpoint& checkpoint);
/// "1.42 G", "28.6 GB".
std::string counted(std::uint64_t count);
std::string sized(std::uint64_t bytes);

}  // namespace kirin::cli
