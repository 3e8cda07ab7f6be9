#include "engine/wan/golden/check_dit.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/wan/dit/dit.h"

namespace kirin::wan {
namespace {

Result<Dit> load(const GoldenCase& golden, nn::DType compute) {
  ASSIGN_OR_RETURN(const auto weights,
                   nn::read_safetensors(golden.file("weights", "weights.safetensors")));
  ASSIGN_OR_RETURN(const auto published, golden.json("config.json"));
  ASSIGN_OR_RETURN(const auto config, dit_config(weights, published));
  return Dit::load(weights, config, compute);
}

nn::Tensor optional_input(const GoldenCase& golden, const char* key) {
  const auto found = golden.inputs().get(key);
  return found ? *found : nn::Tensor();
}

/// One forward of the case's inputs, every tensor shown with `prefix`.
Result<void> forward(const GoldenCase& golden, const Dit& dit, std::string prefix, DitRun run,
                     Comparison& comparison) {
  run.trace = comparison.trace(prefix);
  ASSIGN_OR_RETURN(const auto text, golden.input("context"));
  ASSIGN_OR_RETURN(const auto context,
                   dit.prepare(text, optional_input(golden, "clip_fea"), {}, run.trace));
  DitSample sample;
  ASSIGN_OR_RETURN(sample.latent, golden.input("x"));
  sample.condition = optional_input(golden, "y");
  sample.control = optional_input(golden, "vace_context");
  sample.context = &context;
  ASSIGN_OR_RETURN(const auto velocities, dit.forward({sample}, run));
  comparison.see(prefix + "output", velocities.front());
  return {};
}

/// As the reference's keys have it: "1.0", "0.6".
std::string scale_text(double scale) {
  std::string text = fmt::format("{}", scale);
  return text.find('.') == std::string::npos ? text + ".0" : text;
}

/// The value of every second mask cell of each frame, times the timestep.
Result<std::vector<double>> token_timesteps(const GoldenCase& golden, double timestep) {
  ASSIGN_OR_RETURN(const nn::Tensor mask, golden.inputs().get("mask", {-1, -1, -1, -1}));
  const auto values = mask.select(0, 0).values();
  std::vector<double> times;
  for (Index frame = 0; frame < mask.extent(1); ++frame) {
    for (Index row = 0; row < mask.extent(2); row += 2) {
      for (Index column = 0; column < mask.extent(3); column += 2) {
        const Index at = (frame * mask.extent(2) + row) * mask.extent(3) + column;
        times.push_back(values[static_cast<std::size_t>(at)] * timestep);
      }
    }
  }
  return times;
}

}  // namespace

Result<void> check_dit_forward(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const Dit dit, load(golden, nn::DType::f32));
  ASSIGN_OR_RETURN(const auto timesteps, golden.numbers("timesteps"));
  for (const double t : timesteps) {
    RETURN_IF_ERROR(forward(golden, dit, fmt::format("t{}.", t), {.timesteps = {t}}, comparison));
    const std::string emulated = fmt::format("bf16emu.t{}.", t);
    if (comparison.expects(emulated + "output")) {
      ASSIGN_OR_RETURN(const Dit half, load(golden, nn::DType::bf16));
      RETURN_IF_ERROR(forward(golden, half, emulated, {.timesteps = {t}}, comparison));
    }
  }
  return {};
}

Result<void> check_dit_per_token(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const Dit dit, load(golden, nn::DType::f32));
  ASSIGN_OR_RETURN(const auto timesteps, golden.numbers("timesteps"));
  for (const double t : timesteps) {
    const std::string prefix = fmt::format("t{}.", t);
    ASSIGN_OR_RETURN(const auto times, token_timesteps(golden, t));
    comparison.see_numbers(prefix + "token_timesteps", times);
    RETURN_IF_ERROR(forward(golden, dit, prefix, {.timesteps = times}, comparison));
    const std::string uniform = fmt::format("uniform_t{}.", t);
    if (comparison.expects(uniform + "output")) {
      RETURN_IF_ERROR(forward(golden, dit, uniform, {.timesteps = {t}}, comparison));
    }
  }
  return {};
}

Result<void> check_dit_vace(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const Dit dit, load(golden, nn::DType::f32));
  ASSIGN_OR_RETURN(const auto timesteps, golden.numbers("timesteps"));
  ASSIGN_OR_RETURN(const auto scales, golden.numbers("context_scales"));
  if (timesteps.size() != 1) {
    return Error{
        ErrorCode::unimplemented,
        fmt::format("{} timesteps of a control case; its keys name one", timesteps.size())};
  }
  for (const double scale : scales) {
    RETURN_IF_ERROR(forward(golden, dit, fmt::format("s{}.", scale_text(scale)),
                            {.timesteps = timesteps, .control_scale = scale}, comparison));
  }
  return {};
}

double dit_tolerance(const GoldenCase& golden, std::string_view name) {
  constexpr double kHalfPrecision = 1.5e-2;
  if (name.starts_with("bf16emu.")) {
    return kHalfPrecision;
  }
  return name.ends_with(".output") ? golden.tolerance_rel() : 5e-5;
}

}  // namespace kirin::wan
