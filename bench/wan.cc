/// \file
/// Whole networks of the wan engine with weights of published shapes: seconds a forward and a
/// decoded clip, and what that is of the machine's matrix products.
///
/// Rates are per second of CPU time, so that other work on the machine does not count.
/// kirin_bench_wan FOLDER [THREADS]: a checkpoint, such as `kirin weights synth` makes.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

#include "ceiling.h"
#include "engine/wan/checkpoint/checkpoint.h"
#include "engine/wan/dit/dit.h"
#include "engine/wan/pipeline/noise.h"
#include "engine/wan/vae/vae.h"
#include "nn/capabilities.h"
#include "nn/memory.h"
#include "nn/parallel.h"

namespace {

using namespace kirin;       // NOLINT: all of it is measured
using namespace kirin::wan;  // NOLINT
using nn::DType;
using nn::Index;
using nn::Tensor;
using std::chrono::steady_clock;

struct Cost {
  double wall = 0;
  double cpu = 0;
};

Cost cost_of(const std::function<void()>& run) {
  const auto start = steady_clock::now();
  const double cpu = bench::cpu_seconds();
  run();
  return {std::chrono::duration<double>(steady_clock::now() - start).count(),
          bench::cpu_seconds() - cpu};
}

/// Multiplications and additions of one forward without the context's own keys and values.
double forward_flop(const DitConfig& config, double tokens, double context) {
  const auto dim = static_cast<double>(config.dim);
  const auto ffn = static_cast<double>(config.ffn_dim);
  const double linear = 2 * tokens * (6 * dim * dim + 2 * dim * ffn);
  const double attention = 4 * tokens * tokens * dim + 4 * tokens * context * dim;
  const double ends =
      2 * tokens * dim *
      static_cast<double>(config.patch_size() * (config.in_channels + config.out_channels));
  return static_cast<double>(config.layers) * (linear + attention) + ends;
}

void row(const std::string& what, const std::string& shape, const Cost& cost, double flop,
         double ceiling) {
  fmt::print("| {} | {} | {:.1f} | {:.1f} | {:.0f} | {:.0f} % | {:.2f} |\n", what, shape, cost.wall,
             cost.cpu, 1e-9 * flop / cost.cpu, 100e-9 * flop / cost.cpu / ceiling,
             static_cast<double>(nn::memory_use().peak_bytes) / (1 << 30U));
  std::fflush(stdout);
}

void bench_forward(const nn::Weights& weights, const DitConfig& config, DType compute,
                   const std::vector<Index>& grid, const bench::Ceilings& ceilings) {
  const auto network = Dit::load(weights, config, compute);
  EXPECTS(network.has_value());
  constexpr Index kPromptTokens = 60;
  const auto context = network->prepare(gaussian_noise({kPromptTokens, config.text_dim}, 3));
  EXPECTS(context.has_value());
  const Tensor latent = gaussian_noise({config.out_channels, grid[0], 2 * grid[1], 2 * grid[2]}, 1);
  const auto run = [&] {
    DitRun settings;
    settings.timesteps = {500};
    const auto velocity = network->forward({{latent, Tensor(), &*context, Tensor()}}, settings);
    EXPECTS(velocity.has_value());
  };
  const auto tokens = static_cast<double>(grid[0] * grid[1] * grid[2]);
  nn::reset_peak_memory();
  run();  // packs weights, warms caches
  row(fmt::format("forward, {}", nn::to_string(compute)), fmt::format("{:.0f} tokens", tokens),
      cost_of(run), forward_flop(config, tokens, kPromptTokens + 1), ceilings.of(compute));
}

void bench_decode(const nn::Weights& weights, Index frames, Index height, Index width) {
  const auto vae = Vae::load(weights);
  EXPECTS(vae.has_value());
  const Tensor latent = gaussian_noise({vae->latent_channels(), vae->latent_frames(frames),
                                        height / vae->stride_space(), width / vae->stride_space()},
                                       2);
  nn::reset_peak_memory();
  const Cost cost = cost_of([&] {
    const auto decoded = vae->decode(
        latent, [](const Tensor&) { return Result<void>(); }, Vae::Run());
    EXPECTS(decoded.has_value());
  });
  fmt::print("| decode, f32 | {}x{}, {} frames | {:.1f} | {:.1f} | | | {:.2f} |\n", width, height,
             frames, cost.wall, cost.cpu,
             static_cast<double>(nn::memory_use().peak_bytes) / (1 << 30U));
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "usage: kirin_bench_wan FOLDER [THREADS]\n");
    return 2;
  }
  if (count > 2) {
    nn::set_compute_threads(std::atoi(arguments[2]));
  }
  const auto checkpoint = open_checkpoint({.root = arguments[1]});
  if (!checkpoint || !checkpoint->dit) {
    fmt::print(stderr, "{}\n", checkpoint ? "no network there" : checkpoint.error().message);
    return 1;
  }
  const auto loaded = checkpoint->dit->load();
  EXPECTS(loaded.has_value());
  const auto config = dit_config(loaded->weights, checkpoint->dit->config());
  EXPECTS(config.has_value());
  const bench::Ceilings ceilings;
  fmt::print("{}, {} threads; one thread multiplies {:.0f} GFLOP/s in f32, {:.0f} in bf16\n\n",
             checkpoint->title(), nn::compute_threads(), ceilings.f32, ceilings.bf16);
  fmt::print(
      "| what | shape | wall s | CPU s | GFLOP/CPU s | of the ceiling | peak GiB |\n"
      "|---|---|--:|--:|--:|--:|--:|\n");
  std::vector<DType> types{DType::f32};
  if (nn::multiplies_bf16(nn::Device::cpu)) {
    types.push_back(DType::bf16);
  }
  for (const DType compute : types) {
    bench_forward(loaded->weights, *config, compute, {5, 16, 16}, ceilings);
    bench_forward(loaded->weights, *config, compute, {5, 30, 52}, ceilings);
  }
  if (checkpoint->vae) {
    const auto vae = checkpoint->vae->load();
    EXPECTS(vae.has_value());
    bench_decode(vae->weights, 17, 256, 256);
  }
  return 0;
}
