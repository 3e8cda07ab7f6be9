/// \file
/// Seconds and memory of an autoencoder of published shapes with random weights; not a test.
///
///   kirin_wan_vae_profile 2.1|2.2 encode|decode FRAMES HEIGHT WIDTH [BUDGET_MIB]
///   kirin_wan_vae_profile 2.1|2.2 plan FRAMES HEIGHT WIDTH
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "engine/wan/vae/random_vae.h"
#include "engine/wan/vae/vae.h"
#include "nn/memory.h"
#include "nn/tensors.h"

namespace kirin::wan {
namespace {

const VaeSizes kReal21{.encoder_width = 96, .decoder_width = 96, .latent_channels = 16};
const VaeSizes kReal22{
    .levels = true, .encoder_width = 160, .decoder_width = 256, .latent_channels = 48};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

int profile(const VaeSizes& sizes, bool encodes, const ClipSize& size, std::size_t budget) {
  const auto vae = Vae::load(random_vae(sizes, 1));
  if (!vae) {
    fmt::print(stderr, "{}\n", vae.error().describe());
    return 1;
  }
  const auto direction = encodes ? Vae::Direction::encode : Vae::Direction::decode;
  Tiling tiling;
  if (budget > 0) {
    const auto planned = vae->tiling_within(budget, direction, size);
    if (!planned) {
      fmt::print(stderr, "{}\n", planned.error().describe());
      return 1;
    }
    tiling = *planned;
  }
  const nn::Index stride = vae->stride_space();
  const nn::Tensor latent =
      nn::random_tensor({vae->latent_channels(), vae->latent_frames(size.frames),
                         size.height / stride, size.width / stride},
                        1);
  const std::size_t before = nn::memory_use().held_bytes;
  nn::reset_peak_memory();
  const double start = cpu_seconds();
  const auto begin = std::chrono::steady_clock::now();
  bool done = false;
  if (encodes) {
    done = vae->encode(size,
                       [&](nn::Index, nn::Index count) -> Result<nn::Tensor> {
                         return nn::random_tensor({3, count, size.height, size.width}, 2);
                       },
                       {.tiling = tiling})
               .has_value();
  } else {
    done = vae->decode(latent, [](const nn::Tensor&) { return Result<void>(); }, {.tiling = tiling})
               .has_value();
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  fmt::print(
      "{} {} frames of {}x{}: {:.1f} CPU s, {:.1f} s; tiles of {}x{} cells{}; predicted {} "
      "MiB, measured {} MiB\n",
      encodes ? "encode" : "decode", size.frames, size.width, size.height, cpu_seconds() - start,
      wall.count(), tiling.width, tiling.height,
      tiling.order == Tiling::Order::tiles ? " one by one" : "",
      vae->predicted_peak_bytes(direction, size, tiling) >> 20U,
      (nn::memory_use().peak_bytes - before) >> 20U);
  return done ? 0 : 1;
}

/// What each direction needs, whole and within some budgets.
int plan(const VaeSizes& sizes, const ClipSize& size) {
  const auto vae = Vae::load(random_vae(sizes, 1));
  if (!vae) {
    fmt::print(stderr, "{}\n", vae.error().describe());
    return 1;
  }
  for (const auto direction : {Vae::Direction::encode, Vae::Direction::decode}) {
    fmt::print("{} {} frames of {}x{}: {} MiB\n",
               direction == Vae::Direction::encode ? "encode" : "decode", size.frames, size.width,
               size.height, vae->predicted_peak_bytes(direction, size, {}) >> 20U);
    for (std::size_t budget = 16384; budget >= 1024; budget /= 2) {
      const auto tiling = vae->tiling_within(budget << 20U, direction, size);
      if (!tiling) {
        fmt::print("  {} MiB: {}\n", budget, tiling.error().message);
        continue;
      }
      fmt::print("  {} MiB: tiles of {}x{} cells, {}, {} MiB\n", budget, tiling->width,
                 tiling->height,
                 tiling->order == Tiling::Order::tiles ? "one by one" : "chunk by chunk",
                 vae->predicted_peak_bytes(direction, size, *tiling) >> 20U);
    }
  }
  return 0;
}

}  // namespace
}  // namespace kirin::wan

int main(int argc, char** argv) {
  if (argc < 6) {
    fmt::print(stderr, "2.1|2.2 encode|decode FRAMES HEIGHT WIDTH [BUDGET_MIB]\n");
    return 2;
  }
  const auto number = [&](int at) { return argc > at ? std::atol(argv[at]) : 0; };
  const auto& sizes =
      std::string_view(argv[1]) == "2.2" ? kirin::wan::kReal22 : kirin::wan::kReal21;
  if (std::string_view(argv[2]) == "plan") {
    return kirin::wan::plan(sizes, {number(3), number(4), number(5)});
  }
  return kirin::wan::profile(sizes, std::string_view(argv[2]) == "encode",
                             {number(3), number(4), number(5)},
                             static_cast<std::size_t>(number(6)) << 20U);
}
