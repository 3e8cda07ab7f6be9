#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/weights.h"
#include "engine/wan/checkpoint/published.h"

namespace kirin::cli {
namespace {

using On = std::function<void(std::function<int()>)>;

void add_paths(CLI::App& command, WeightsArguments& arguments) {
  command.add_option("path", arguments.paths.root,
                     "A model's folder (official, diffusers, or ComfyUI's models folder), or one "
                     "weight file");
  const std::string rest = " instead of what is found";
  command.add_option("--dit", arguments.paths.dit, "Take this diffusion model" + rest);
  command.add_option("--high-noise", arguments.paths.high_noise,
                     "Take this expert for high noise" + rest);
  command.add_option("--low-noise", arguments.paths.low_noise,
                     "Take this expert for low noise" + rest);
  command.add_option("--vae", arguments.paths.vae, "Take this video autoencoder" + rest);
  command.add_option("--text-encoder", arguments.paths.text_encoder,
                     "Take this UMT5 encoder" + rest);
  command.add_option("--image-encoder", arguments.paths.image_encoder,
                     "Take this CLIP encoder" + rest);
  command.add_option("--tokenizer", arguments.paths.tokenizer, "Take this spiece.model" + rest);
  command.add_flag("--json", arguments.as_json, "Print JSON");
  command.require_option(1, 0);  // a path, or files by name
}

void add_inspect(CLI::App& parent, const On& on) {
  CLI::App& command = *parent.add_subcommand(
      "inspect", "Say what model it is, what is missing, and what memory it needs");
  command.footer(
      "\nReads headers only, so files of any size open at once. Fails (1) where nothing of Wan is "
      "there;\na model that lacks parts is shown with what to download.");
  const auto arguments = std::make_shared<WeightsArguments>();
  add_paths(command, *arguments);
  command.callback([on, arguments] { on([arguments] { return inspect_weights(*arguments); }); });
}

void add_verify(CLI::App& parent, const On& on) {
  CLI::App& command = *parent.add_subcommand(
      "verify", "Check that every tensor of the model is there, in its shape");
  command.footer("\nFails (1) with a list where a part, a tensor or a number is wrong.");
  const auto arguments = std::make_shared<WeightsArguments>();
  add_paths(command, *arguments);
  command.add_flag("--values", arguments->reads_values,
                   "Also read all numbers: none may be infinite or NaN");
  command.add_flag("-q,--quiet", arguments->quiet, "No progress bar");
  command.callback([on, arguments] { on([arguments] { return verify_weights(*arguments); }); });
}

void add_synth(CLI::App& parent, const On& on) {
  std::string models;
  for (const wan::PublishedModel& model : wan::published_models()) {
    models += fmt::format("  {:<18} {}\n", model.name, model.title);
  }
  CLI::App& command = *parent.add_subcommand(
      "synth", "Write weight files of real shapes and random numbers, to test and to measure");
  command.footer(
      "\nModels:\n" + models +
      "\nExample: kirin weights synth --config wan2.1-t2v-1.3b --part all --out "
      "/data/synthetic\nThe tokenizer (google/umt5-xxl/spiece.model) cannot be made up.");
  const auto arguments = std::make_shared<SynthArguments>();
  command
      .add_option("--config", arguments->config,
                  "A model of the list below, or a JSON file: a DiT's config.json, or {\"dit\": "
                  "…, \"t5\": …, \"vae\": …, \"clip\": …}")
      ->required();
  command.add_option("--out", arguments->folder, "The folder to write to; it is made")->required();
  command.add_option("--part", arguments->parts, "What to write; repeat as needed")
      ->delimiter(',')
      ->check(CLI::IsMember({"dit", "vae", "t5", "clip", "all"}))
      ->capture_default_str();
  command
      .add_option("--dtype", arguments->type,
                  "Type of all numbers (default: bf16, VAE f32, CLIP f16)")
      ->check(CLI::IsMember({"bf16", "f16", "f32"}));
  command
      .add_option("--format", arguments->format,
                  "official: .pth for VAE, T5 and CLIP; safetensors: for all")
      ->check(CLI::IsMember({"official", "safetensors"}))
      ->capture_default_str();
  command.add_option("--seed", arguments->seed, "The same seed writes the same bytes")
      ->capture_default_str();
  command
      .add_option("--shard-gb", arguments->shard_gigabytes,
                  "The most that one file of the diffusion model holds, in GB")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command.add_flag("--json", arguments->as_json, "Print what was written as JSON");
  command.add_flag("-q,--quiet", arguments->quiet, "No progress bar");
  command.callback([on, arguments] { on([arguments] { return synthesise_weights(*arguments); }); });
}

}  // namespace

void add_weights_commands(CLI::App& program, const On& on) {
  CLI::App& command = *program.add_subcommand(
      "weights", "Inspect, check and make the weight files of the wan engine");
  command.require_subcommand(1);
  add_inspect(command, on);
  add_verify(command, on);
  add_synth(command, on);
}

}  // namespace kirin::cli
