#include "engine/wan/pipeline/experts.h"

namespace kirin::wan {

Experts::Experts(Load only) : low_{std::move(only), nullptr} {}

Experts::Experts(Load low_noise, Load high_noise, double boundary, Residency residency)
    : low_{std::move(low_noise), nullptr},
      high_{std::move(high_noise), nullptr},
      boundary_(boundary),
      residency_(residency) {
  EXPECTS(boundary > 0 && boundary < 1);
}

Experts::Which Experts::at(double timestep) const {
  return two() && timestep >= boundary_ * 1000 ? Which::high_noise : Which::low_noise;
}

Result<const Dit*> Experts::network(double timestep) {
  const bool high = at(timestep) == Which::high_noise;
  Expert& expert = high ? high_ : low_;
  Expert& other = high ? low_ : high_;
  if (expert.network == nullptr) {
    if (residency_ == Residency::one_at_a_time && other.network != nullptr) {
      other.network.reset();
      if (left_) {
        left_(high ? Which::low_noise : Which::high_noise);
      }
    }
    ASSIGN_OR_RETURN(Dit network, expert.load());
    expert.network = std::make_unique<Dit>(std::move(network));
  }
  return static_cast<const Dit*>(expert.network.get());
}

}  // namespace kirin::wan
