#include "engine/wan/dit/step_reuse.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kirin::wan {
namespace {

/// mean|a - b| / mean|b|.
double relative_l1(const nn::Tensor& a, const nn::Tensor& b) {
  const auto* now = a.data<float>();
  const auto* before = b.data<float>();
  double change = 0;
  double size = 0;
  for (nn::Index i = 0; i < a.count(); ++i) {
    change += std::abs(static_cast<double>(now[i]) - before[i]);
    size += std::abs(static_cast<double>(before[i]));
  }
  return size > 0 ? change / size : 1;
}

double polynomial_at(const std::vector<double>& factors, double x) {
  double value = 0;
  for (const double factor : factors) {
    value = value * x + factor;
  }
  return value;
}

struct Published {
  std::string_view model;
  std::array<double, 5> time_embedding;
  std::array<double, 5> time_projection;
};

// Fitted by the authors of the paper, whose repository (TeaCache4Wan2.1) lists them.
constexpr std::array<Published, 4> kPublished = {{
    {"t2v-1.3b",
     {2.39676752e+03, -1.31110545e+03, 2.01331979e+02, -8.29855975e+00, 1.37887774e-01},
     {-5.21862437e+04, 9.23041404e+03, -5.28275948e+02, 1.36987616e+01, -4.99875664e-02}},
    {"t2v-14b",
     {-5784.54975374, 5449.50911966, -1811.16591783, 256.27178429, -13.02252404},
     {-3.03318725e+05, 4.90537029e+04, -2.65530556e+03, 5.87365115e+01, -3.15583525e-01}},
    {"i2v-480p",
     {-3.02331670e+02, 2.23948934e+02, -5.25463970e+01, 5.87348440e+00, -2.01973289e-01},
     {2.57151496e+05, -3.54229917e+04, 1.40286849e+03, -1.35890334e+01, 1.32517977e-01}},
    {"i2v-720p",
     {-114.36346466, 65.26524496, -18.82220707, 4.91518089, -0.23412683},
     {8.10705460e+03, 2.13393892e+03, -3.72934672e+02, 1.66203073e+01, -4.17769401e-02}},
}};

}  // namespace

bool StepReuse::skips(const nn::Tensor& signal, std::size_t samples, const nn::Shape& shape) {
  const int step = step_++;
  const bool comparable = !previous_.empty() && previous_.shape() == signal.shape();
  const double change = comparable ? relative_l1(signal, previous_) : 0;
  previous_ = signal.clone();
  const bool must_run = off() || !comparable || !holds(samples, shape) ||
                        step < options_.always_first ||
                        step >= options_.steps - options_.always_last;
  if (!must_run) {
    accumulated_ += polynomial_at(options_.polynomial, change);
    if (accumulated_ < options_.threshold) {
      ++skipped_;
      return true;
    }
  }
  accumulated_ = 0;
  return false;
}

void StepReuse::keep(std::size_t sample, nn::Tensor residual) {
  if (residuals_.size() <= sample) {
    residuals_.resize(sample + 1);
  }
  residuals_[sample] = std::move(residual);
}

bool StepReuse::holds(std::size_t samples, const nn::Shape& shape) const {
  return residuals_.size() >= samples &&
         std::all_of(residuals_.begin(), residuals_.begin() + static_cast<std::ptrdiff_t>(samples),
                     [&](const nn::Tensor& residual) {
                       return !residual.empty() && residual.shape() == shape;
                     });
}

std::vector<double> reuse_polynomial(std::string_view model, ReuseSignal signal) {
  for (const Published& published : kPublished) {
    if (published.model == model && signal != ReuseSignal::first_block_input) {
      const auto& factors = signal == ReuseSignal::time_embedding ? published.time_embedding
                                                                  : published.time_projection;
      return {factors.begin(), factors.end()};
    }
  }
  return {1, 0};
}

}  // namespace kirin::wan
