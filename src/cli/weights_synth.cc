#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "base/file.h"
#include "base/json.h"
#include "cli/exit_status.h"
#include "cli/progress_bar.h"
#include "cli/weights.h"
#include "engine/wan/checkpoint/synth.h"

namespace kirin::cli {
namespace {

Result<wan::SynthModel> model_of(const std::string& config) {
  if (const auto* published = wan::find_published(config)) {
    return wan::synth_model(*published);
  }
  if (!std::filesystem::exists(config)) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is neither a model that is known (kirin weights synth --help "
                             "lists them) nor a JSON file",
                             config)};
  }
  ASSIGN_OR_RETURN(const std::string text, read_file(config));
  ASSIGN_OR_RETURN(const Json json, parse_json(text).within(config));
  if (!json.is_object()) {
    return Error{ErrorCode::invalid_argument, config + " holds no object"};
  }
  return wan::synth_model(json.get_object()).within(config);
}

wan::SynthOptions options_of(const SynthArguments& arguments, const wan::SynthModel& model) {
  using enum wan::PartKind;
  wan::SynthOptions options;
  const auto has = [&](const char* part) {
    return std::ranges::find(arguments.parts, part) != arguments.parts.end();
  };
  const bool has_all = has("all");
  if (has_all || has("dit")) {
    options.parts.insert(dit);
  }
  if (has_all || has("vae")) {
    options.parts.insert(vae21);
  }
  if (has_all || has("t5")) {
    options.parts.insert(t5);
  }
  if (has("clip") || (has_all && wan::needs_clip(model.dit))) {
    options.parts.insert(clip);
  }
  if (!arguments.type.empty()) {
    options.type = arguments.type == "f32"   ? nn::DType::f32
                   : arguments.type == "f16" ? nn::DType::f16
                                             : nn::DType::bf16;
  }
  options.only_safetensors = arguments.format == "safetensors";
  options.shard_bytes = arguments.shard_gigabytes * 1'000'000'000;
  return options;
}

}  // namespace

int synthesise_weights(const SynthArguments& arguments) {
  const auto model = model_of(arguments.config);
  if (!model) {
    std::cerr << "kirin weights synth: " << model.error().message << "\n";
    return kExitUsage;
  }
  const wan::SynthPlan plan = wan::plan_synth(*model, options_of(arguments, *model));
  ProgressBar bar("weights", arguments.quiet);
  const auto total = static_cast<double>(std::max<std::uint64_t>(1, plan.size_bytes));
  const auto written = wan::write_synth(plan, arguments.folder, arguments.seed,
                                        [&](std::uint64_t done, std::string_view) {
                                          bar.show(static_cast<double>(done) / total, "writing");
                                        });
  if (!written) {
    std::cerr << "kirin weights synth: " << written.error().message << "\n";
    return written.error().code == ErrorCode::resource_exhausted ? kExitUnavailable : kExitFailure;
  }
  bar.finish(fmt::format("{} parameters, {}", counted(plan.parameters), sized(plan.size_bytes)));
  JsonArray files;
  for (const wan::SynthFile& file : plan.files) {
    files.push_back(Json((arguments.folder / file.name).string()));
  }
  if (arguments.as_json) {
    std::cout << boost::json::serialize(JsonObject{{"files", std::move(files)},
                                                   {"bytes", plan.size_bytes},
                                                   {"parameters", plan.parameters},
                                                   {"seed", arguments.seed}})
              << "\n";
  } else {
    for (const Json& file : files) {
      std::cout << std::string_view(file.get_string()) << "\n";
    }
  }
  return kExitOk;
}

}  // namespace kirin::cli
