#include "engine/wan/solver/prediction.h"

#include <vector>

#include "nn/ops/elementwise.h"

namespace kirin::wan {

nn::Tensor predicted_clean(double sigma, const nn::Tensor& velocity, const nn::Tensor& latent) {
  nn::Tensor clean = nn::Tensor::uninitialised(latent.shape(), nn::DType::f32, latent.device());
  nn::Combine{}({{1.0F, &latent}, {static_cast<float>(-sigma), &velocity}}, clean);
  return clean;
}

void advance(const SecondOrderStep& factors, const nn::Tensor& clean, const nn::Tensor& before,
             nn::Tensor& latent) {
  std::vector<nn::Combine::Term> terms = {{static_cast<float>(factors.x_factor), &latent},
                                          {static_cast<float>(factors.newest), &clean}};
  if (factors.previous != 0) {
    terms.push_back({static_cast<float>(factors.previous), &before});
  }
  nn::Combine{}(terms, latent);
}

}  // namespace kirin::wan
