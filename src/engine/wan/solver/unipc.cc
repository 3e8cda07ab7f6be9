#include "engine/wan/solver/unipc.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/wan/solver/prediction.h"
#include "nn/ops/elementwise.h"

namespace kirin::wan {
namespace {

/// The corrector's weights of D1 (the history) and of m(i) - m(i-1) (the new prediction): the
/// solution of [1 1; r 1] c = b, b = (phi_2, 2 phi_3) over the predictor's phi_1 (Zhao et al.,
/// 2023, eq. 5).
struct CorrectorWeights {
  double history = 0;
  double newest = 0.5;
};

CorrectorWeights corrector_weights(double h, double r) {
  const double phi_1 = std::expm1(-h);
  const double phi_2 = phi_1 / -h - 1;
  const double phi_3 = phi_2 / -h - 0.5;
  const double b1 = phi_2 / phi_1;
  const double b2 = 2 * phi_3 / phi_1;
  const double history = (b2 - b1) / (r - 1);
  return {history, b1 - history};
}

}  // namespace

void UniPc::correct(int index, const nn::Tensor& clean, nn::Tensor& latent) const {
  const double from = log_snr(sigma(index - 1));
  const double h = log_snr(sigma(index)) - from;
  const double scale = -(1 - sigma(index)) * std::expm1(-h);
  CorrectorWeights weights;
  double history = 0;  // the weight of m(i-2) - m(i-1)
  if (order_ == 2) {
    const double r = (log_snr(sigma(index - 2)) - from) / h;
    weights = corrector_weights(h, r);
    history = weights.history / r;
  }
  std::vector<nn::Combine::Term> terms = {
      {static_cast<float>(sigma(index) / sigma(index - 1)), &corrected_},
      {static_cast<float>(scale * (1 - history - weights.newest)), &newest_},
      {static_cast<float>(scale * weights.newest), &clean}};
  if (history != 0) {
    terms.push_back({static_cast<float>(scale * history), &second_newest_});
  }
  nn::Combine{}(terms, latent);
}

void UniPc::take(int index, const nn::Tensor& velocity, nn::Tensor& latent) {
  nn::Tensor clean = predicted_clean(sigma(index), velocity, latent);  // of the uncorrected latent
  if (index > 0) {
    correct(index, clean, latent);
  }
  corrected_ = latent.clone();
  second_newest_ = std::move(newest_);
  newest_ = std::move(clean);
  order_ = std::min({2, steps() - index, index + 1});
  const double before = order_ == 2 ? sigma(index - 1) : 1.0;
  advance(second_order_step(before, sigma(index), sigma(index + 1), order_), newest_,
          second_newest_, latent);
}

}  // namespace kirin::wan
