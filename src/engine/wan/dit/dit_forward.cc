#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/wan/dit/dit.h"
#include "engine/wan/dit/modulation.h"
#include "nn/ops/elementwise.h"

namespace kirin::wan {
namespace {

/// The rows of the head's modulation table.
enum HeadPart : Index { kHeadShift, kHeadScale };

bool same_numbers(const nn::Tensor& a, const nn::Tensor& b) {
  return a.empty() == b.empty() &&
         (a.empty() ||
          (a.bytes() == b.bytes() && a.shape() == b.shape() && a.strides() == b.strides()));
}

/// Rows [batch · tokens, n] for the samples, made by `patches_of` once for neighbours that share
/// their latent, as the samples of guidance do.
template <typename PatchesOf>
nn::Tensor rows_of_samples(std::size_t samples, const PatchesOf& patches_of) {
  nn::Tensor first = patches_of(std::size_t{0});
  if (samples == 1) {
    return first;
  }
  const Index tokens = first.extent(0);
  nn::Tensor all = nn::Tensor::uninitialised(
      {static_cast<Index>(samples) * tokens, first.extent(1)}, first.type(), first.device());
  for (std::size_t i = 0; i < samples; ++i) {
    const Index at = static_cast<Index>(i) * tokens;
    all.slice(0, at, at + tokens).copy_from(i == 0 ? first : patches_of(i));
  }
  return all;
}

}  // namespace

TokenGrid Dit::grid_of(const nn::Tensor& latent) const {
  return {latent.extent(1) / config_.patch[0], latent.extent(2) / config_.patch[1],
          latent.extent(3) / config_.patch[2]};
}

bool Dit::serves(const PreparedContext& context) const {
  const nn::Tensor& text = context.rows.text;
  return !text.empty() && text.extent(1) == config_.dim && text.type() == compute_ &&
         (context.blocks.empty() || context.blocks.size() == blocks_.size() + control_.size());
}

Result<void> Dit::expect_fitting(const std::vector<DitSample>& samples, const DitRun& run) const {
  if (samples.empty() || samples[0].latent.empty() || samples[0].latent.rank() != 4) {
    return Error{ErrorCode::invalid_argument, "no latents [channels, F, h, w]"};
  }
  const nn::Shape& extents = samples[0].latent.shape();
  const auto fits = [&](const nn::Tensor& tensor, Index channels) {
    return !tensor.empty() && tensor.type() == nn::DType::f32 &&
           tensor.shape() == nn::Shape{channels, extents[1], extents[2], extents[3]};
  };
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (extents[axis + 1] < 1 || extents[axis + 1] % config_.patch[axis] != 0) {
      return Error{
          ErrorCode::invalid_argument,
          fmt::format("a latent {} is not made of patches {}", nn::to_string(extents),
                      nn::to_string({config_.patch[0], config_.patch[1], config_.patch[2]}))};
    }
  }
  for (const DitSample& sample : samples) {
    const Index condition = config_.in_channels - extents[0];
    const bool condition_fits =
        condition == 0 ? sample.condition.empty() : fits(sample.condition, condition);
    const bool control_fits =
        sample.control.empty() || (fits(sample.control, config_.control_channels));
    if (!fits(sample.latent, extents[0]) || !condition_fits || !control_fits ||
        sample.control.empty() != samples[0].control.empty()) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("latents and conditions do not make {} channels of equal extents "
                               "({} of control)",
                               config_.in_channels, config_.control_channels)};
    }
    EXPECTS(sample.context != nullptr && serves(*sample.context));
  }
  const Index tokens = grid_of(samples[0].latent).tokens();
  const auto timesteps = static_cast<Index>(run.timesteps.size());
  if ((timesteps != 1 && timesteps != tokens) ||
      !std::ranges::all_of(run.timesteps, [](double t) { return std::isfinite(t); })) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} timesteps for {} tokens", timesteps, tokens)};
  }
  return {};
}

Result<std::vector<nn::Tensor>> Dit::forward(const std::vector<DitSample>& samples,
                                             const DitRun& run) const {
  RETURN_IF_ERROR(expect_fitting(samples, run));
  const TokenGrid grid = grid_of(samples[0].latent);
  DitPass pass;
  pass.tokens = grid.tokens();
  pass.times = token_times(run.timesteps, pass.tokens);
  pass.time = time_(pass.times, run.trace);
  pass.rope = rope_table(grid, config_.head_dim());
  const bool skip = skips_blocks(samples, run, pass);

  const std::size_t at_once =
      run.samples_at_once == 0 ? samples.size() : std::min(run.samples_at_once, samples.size());
  const std::size_t groups = (samples.size() + at_once - 1) / at_once;
  Progress progress{0, static_cast<int>(groups * blocks_.size())};
  std::vector<nn::Tensor> all;
  for (std::size_t first = 0; first < samples.size(); first += at_once) {
    const std::size_t end = std::min(samples.size(), first + at_once);
    const std::vector<DitSample> group(samples.begin() + static_cast<std::ptrdiff_t>(first),
                                       samples.begin() + static_cast<std::ptrdiff_t>(end));
    pass.batch = static_cast<Index>(group.size());
    ASSIGN_OR_RETURN(auto velocities, forward_group(group, run, pass, first, skip, progress));
    std::ranges::move(velocities, std::back_inserter(all));
  }
  return all;
}

bool Dit::skips_blocks(const std::vector<DitSample>& samples, const DitRun& run,
                       const DitPass& pass) const {
  if (run.reuse == nullptr || run.reuse->off()) {
    return false;
  }
  const nn::Shape residual = {pass.tokens, config_.dim};
  switch (run.reuse->options().signal) {
    case ReuseSignal::time_embedding:
      return run.reuse->skips(pass.time.embedding, samples.size(), residual);
    case ReuseSignal::time_projection:
      return run.reuse->skips(pass.time.projection, samples.size(), residual);
    case ReuseSignal::first_block_input: {
      const nn::Tensor x = embedded({samples[0]}, {});
      nn::Tensor input = nn::Tensor::uninitialised(x.shape());
      DitPass alone = pass;
      alone.batch = 1;
      blocks_.front().modulated_input(alone, x, input);
      return run.reuse->skips(input, samples.size(), residual);
    }
  }
  return false;
}

nn::Tensor Dit::embedded(const std::vector<DitSample>& samples, const nn::Trace& trace) const {
  nn::Tensor shared;
  const nn::Tensor x = rows_of_samples(samples.size(), [&](std::size_t i) {
    const bool again = i > 0 && same_numbers(samples[i].latent, samples[i - 1].latent) &&
                       same_numbers(samples[i].condition, samples[i - 1].condition);
    if (!again) {
      shared = patch_(patchify(samples[i].latent, samples[i].condition, config_.patch, compute_));
    }
    return shared;
  });
  trace_on_grid(trace, "patch_embedding", x, grid_of(samples[0].latent));
  return x;
}

nn::Tensor Dit::control_patches(const std::vector<DitSample>& samples) const {
  nn::Tensor shared;
  return rows_of_samples(samples.size(), [&](std::size_t i) {
    if (i == 0 || !same_numbers(samples[i].control, samples[i - 1].control)) {
      shared = patchify(samples[i].control, {}, config_.patch, compute_);
    }
    return shared;
  });
}

Result<std::vector<nn::Tensor>> Dit::forward_group(const std::vector<DitSample>& samples,
                                                   const DitRun& run, DitPass& pass,
                                                   std::size_t first_sample, bool skip,
                                                   Progress& progress) const {
  nn::Tensor x = embedded(samples, run.trace);
  const bool reuses = run.reuse != nullptr && !run.reuse->off();
  const auto of_sample = [&](std::size_t i) {
    return x.slice(0, static_cast<Index>(i) * pass.tokens, static_cast<Index>(i + 1) * pass.tokens);
  };
  if (skip) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
      nn::Tensor rows = of_sample(i);
      nn::Combine{}({{1.0F, &rows}, {1.0F, &run.reuse->residual(first_sample + i)}}, rows);
    }
    progress.done += static_cast<int>(blocks_.size());
    if (run.progress) {
      run.progress(progress.done, progress.total);
    }
  } else {
    const nn::Tensor before = reuses ? x.clone() : nn::Tensor();
    RETURN_IF_ERROR(run_blocks(samples, run, pass, x, progress));
    for (std::size_t i = 0; reuses && i < samples.size(); ++i) {
      const Index first = static_cast<Index>(i) * pass.tokens;
      const nn::Tensor old = before.slice(0, first, first + pass.tokens);
      const nn::Tensor now = of_sample(i);
      nn::Tensor residual = nn::Tensor::uninitialised(old.shape());
      nn::Combine{}({{1.0F, &now}, {-1.0F, &old}}, residual);
      run.reuse->keep(first_sample + i, std::move(residual));
    }
  }
  return velocities(pass, grid_of(samples[0].latent), x, run.trace);
}

Result<void> Dit::run_blocks(const std::vector<DitSample>& samples, const DitRun& run,
                             const DitPass& pass, nn::Tensor& x, Progress& progress) const {
  Workspace work = Workspace::of(x.extent(0), config_.dim, config_.ffn_dim, compute_);
  const auto contexts = [&](std::size_t index) {
    std::vector<CrossAttention::Source> sources;
    for (const DitSample& sample : samples) {
      sources.push_back(sample.context->source(index));
    }
    return sources;
  };
  const bool controlled = !samples[0].control.empty();
  nn::Tensor stream;
  if (controlled) {
    stream =
        control_.start(control_patches(samples), x, grid_of(samples[0].latent), work, run.trace);
  }
  const auto hint = [&](std::size_t layer) -> std::ptrdiff_t {
    const auto found = std::ranges::find(config_.control_layers, static_cast<Index>(layer));
    return controlled && found != config_.control_layers.end()
               ? found - config_.control_layers.begin()
               : -1;
  };
  const auto stopped = [&] {
    return Error{ErrorCode::canceled,
                 fmt::format("stopped after {} of {} blocks", progress.done, progress.total)};
  };
  // The reference makes all hints first: its first attention is the control branch's.
  const nn::Trace first_block = run.trace.under("first_block");
  for (std::size_t layer = 0; layer < blocks_.size(); ++layer) {
    if (run.stop.stop_requested()) {
      return stopped();
    }
    const std::string name = fmt::format("blocks.{}", layer);
    blocks_[layer](pass, contexts(layer), x, work,
                   {run.trace.under(name), layer == 0 && !controlled ? first_block : nn::Trace()});
    if (const auto index = hint(layer); index >= 0) {
      if (run.stop.stop_requested()) {
        return stopped();
      }
      const auto control = static_cast<std::size_t>(index);
      control_.advance(control, pass, contexts(blocks_.size() + control), stream, work, run.trace,
                       control == 0 ? first_block : nn::Trace());
      nn::Combine{}({{1.0F, &x}, {static_cast<float>(run.control_scale), &work.a}}, x);
    }
    run.trace(name, x);
    ++progress.done;
    if (run.progress) {
      run.progress(progress.done, progress.total);
    }
  }
  return {};
}

std::vector<nn::Tensor> Dit::velocities(const DitPass& pass, const TokenGrid& grid, nn::Tensor& x,
                                        const nn::Trace& trace) const {
  Modulation(head_modulation_, pass.time.embedding, pass)
      .norm(x, kHeadScale, kHeadShift, config_.eps, x);
  const nn::Tensor rows = head_(x);
  trace("head", rows);
  std::vector<nn::Tensor> all;
  for (Index sample = 0; sample < pass.batch; ++sample) {
    const Index first = sample * pass.tokens;
    all.push_back(unpatchify(rows.slice(0, first, first + pass.tokens), grid, config_.patch));
  }
  return all;
}

}  // namespace kirin::wan
