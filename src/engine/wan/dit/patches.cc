#include "engine/wan/dit/patches.h"

#include "nn/ops/rearrange.h"

namespace kirin::wan {
namespace {

nn::Tensor joined(const nn::Tensor& latent, const nn::Tensor& condition) {
  nn::Shape shape = latent.shape();
  shape[0] += condition.extent(0);
  nn::Tensor both = nn::Tensor::uninitialised(shape, nn::DType::f32, latent.device());
  both.slice(0, 0, latent.extent(0)).copy_from(latent);
  both.slice(0, latent.extent(0), shape[0]).copy_from(condition);
  return both;
}

}  // namespace

nn::Tensor patchify(const nn::Tensor& latent, const nn::Tensor& condition,
                    const std::array<nn::Index, 3>& patch, nn::DType type) {
  const nn::Tensor all = condition.empty() ? latent.to(nn::DType::f32) : joined(latent, condition);
  const nn::Index channels = all.extent(0);
  const TokenGrid grid{all.extent(1) / patch[0], all.extent(2) / patch[1],
                       all.extent(3) / patch[2]};
  const nn::Tensor split =
      all.reshaped({channels, grid.frames, patch[0], grid.rows, patch[1], grid.columns, patch[2]});
  nn::Tensor rows = nn::Tensor::uninitialised(
      {grid.frames, grid.rows, grid.columns, channels, patch[0], patch[1], patch[2]}, type,
      latent.device());
  constexpr std::array<nn::Index, 7> kOrder = {1, 3, 5, 0, 2, 4, 6};
  nn::Permute{}(split, kOrder, rows);
  return rows.reshaped({grid.tokens(), channels * patch[0] * patch[1] * patch[2]});
}

nn::Tensor unpatchify(const nn::Tensor& rows, const TokenGrid& grid,
                      const std::array<nn::Index, 3>& patch) {
  const nn::Index channels = rows.extent(1) / (patch[0] * patch[1] * patch[2]);
  const nn::Tensor split =
      rows.reshaped({grid.frames, grid.rows, grid.columns, patch[0], patch[1], patch[2], channels});
  return nn::Permute{}(split, {6, 0, 3, 1, 4, 2, 5})
      .reshaped({channels, grid.frames * patch[0], grid.rows * patch[1], grid.columns * patch[2]});
}

void trace_on_grid(const nn::Trace& trace, std::string_view name, const nn::Tensor& rows,
                   const TokenGrid& grid) {
  if (trace.active()) {
    const nn::Index channels = rows.extent(1);
    const nn::Tensor samples = rows.reshaped({-1, grid.tokens(), channels});
    trace(name, nn::Permute{}(samples, {0, 2, 1})
                    .reshaped({samples.extent(0), channels, grid.frames, grid.rows, grid.columns}));
  }
}

}  // namespace kirin::wan
