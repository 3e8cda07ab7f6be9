/// \file
/// Which network predicts at which noise: one for all, or two that share the way.
#pragma once

#include <functional>
#include <memory>

#include "base/result.h"
#include "engine/wan/dit/dit.h"

namespace kirin::wan {

/// Wan 2.2 A14B has an expert for high noise and one for low. They are loaded when their turn
/// comes; where memory is short the other one goes first.
class Experts {
 public:
  using Load = std::function<Result<Dit>()>;
  enum class Which : unsigned char { low_noise, high_noise };
  enum class Residency : unsigned char { both, one_at_a_time };

  /// One network for all noise.
  explicit Experts(Load only);
  /// `boundary` in (0, 1): the high-noise expert predicts while the timestep is at least 1000 ·
  /// boundary.
  Experts(Load low_noise, Load high_noise, double boundary, Residency residency);

  /// Called with an expert that was dropped for the other one.
  void on_leave(std::function<void(Which)> left) { left_ = std::move(left); }

  Which at(double timestep) const;
  bool two() const { return high_.load != nullptr; }
  /// The network for that timestep, loaded now where it is not yet. The reference is good until the
  /// next call.
  Result<const Dit*> network(double timestep);

 private:
  struct Expert {
    Load load;
    std::unique_ptr<Dit> network;
  };

  Expert low_;
  Expert high_;
  double boundary_ = 0;
  Residency residency_ = Residency::both;
  std::function<void(Which)> left_;
};

}  // namespace kirin::wan
