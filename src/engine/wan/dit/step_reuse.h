/// \file
/// Leaving out the blocks at steps where they would change little.
#pragma once

#include <string_view>
#include <vector>

#include "nn/tensor.h"

namespace kirin::wan {

/// What the change from step to step is measured on.
enum class ReuseSignal : unsigned char {
  time_embedding,     ///< the vectors before the projection
  time_projection,    ///< those after it
  first_block_input,  ///< the modulated norm that the first block attends with
};

/// Timestep-embedding-aware reuse: neighbouring steps whose inputs hardly differ have nearly the
/// same residual (the blocks' output minus their input), so the last computed one is added instead
/// of running them. The difference of inputs is the relative L1 change of a signal, brought to the
/// scale of outputs by a polynomial that was fitted to the model; changes add up until they reach
/// `threshold`, then the blocks run again. Off (exact) at threshold 0.
///
/// One object serves one run of one model (each expert has its own) and holds a residual for every
/// sample: tokens · dim f32. Source: Liu et al., "Timestep Embedding Tells: It's Time to Cache for
/// Video Diffusion Model" (2024), and its published implementation for Wan 2.1.
class StepReuse {
 public:
  struct Options {
    double threshold = 0;
    ReuseSignal signal = ReuseSignal::time_embedding;
    std::vector<double> polynomial = {1, 0};  ///< highest power first
    int steps = 0;                            ///< of the run
    int always_first = 1;                     ///< steps at the beginning that run in any case
    int always_last = 1;                      ///< and at the end
  };
  explicit StepReuse(Options options) : options_(std::move(options)) {}

  const Options& options() const { return options_; }
  bool off() const { return options_.threshold <= 0; }
  /// Steps at which the blocks were left out so far.
  int skipped() const { return skipped_; }

  /// Whether the blocks may be left out at the next step; to be asked once a step, in order. They
  /// run where a residual of `shape` is missing for one of the `samples`.
  bool skips(const nn::Tensor& signal, std::size_t samples, const nn::Shape& shape);
  /// Keeps what the blocks added for a sample.
  void keep(std::size_t sample, nn::Tensor residual);
  /// The residual of a sample that was kept.
  const nn::Tensor& residual(std::size_t sample) const { return residuals_[sample]; }

 private:
  bool holds(std::size_t samples, const nn::Shape& shape) const;

  Options options_;
  int step_ = 0;
  int skipped_ = 0;
  double accumulated_ = 0;
  nn::Tensor previous_;
  std::vector<nn::Tensor> residuals_;
};

/// The published polynomial for "t2v-1.3b", "t2v-14b", "i2v-480p" or "i2v-720p" and one of the time
/// signals; {1, 0} where none was published.
std::vector<double> reuse_polynomial(std::string_view model, ReuseSignal signal);

}  // namespace kirin::wan
