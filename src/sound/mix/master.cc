#include "sound/mix/master.h"

#include <algorithm>
#include <cmath>

#include "sound/mix/limiter.h"
#include "sound/mix/loudness.h"

namespace kirin::sound {
namespace {

constexpr int kMostRounds = 5;
constexpr double kNearEnough = 0.2;  // LU

}  // namespace

void master(Stereo& sound, double lufs) {
  const Loudness found = loudness_of(sound);
  if (found.integrated_lufs <= kSilenceLufs) {
    return;
  }
  const double most_gain = kCeilingDb + kMostLimitingDb - found.true_peak_db;
  double gain = std::min(lufs - found.integrated_lufs, most_gain);
  double ceiling = kCeilingDb;
  Stereo made = sound;
  for (int round = 0; round < kMostRounds; ++round) {
    made = sound;
    apply_gain_db(made, gain);
    if (limit(made, ceiling) == 0) {
      break;  // nothing was taken away, so it is what was asked
    }
    const Loudness now = loudness_of(made);
    const double missing = lufs - now.integrated_lufs;
    const bool is_loud = std::abs(missing) < kNearEnough || (missing > 0 && gain >= most_gain);
    const double over = now.true_peak_db - kCeilingDb;
    if (is_loud && over <= 0) {
      break;
    }
    gain = std::min(gain + missing, most_gain);
    ceiling -= std::max(0.0, over + 0.02);
  }
  apply_gain_db(made, std::min(0.0, kCeilingDb - loudness_of(made).true_peak_db));
  sound = made;
}

}  // namespace kirin::sound
