#include "sound/mix/loudness.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "sound/filters.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kStep = kSampleRate / 10;
constexpr std::size_t kStepsPerBlock = 4;

double lufs_of(double mean_square) {
  return mean_square > 0 ? std::max(kSilenceLufs, -0.691 + 10 * std::log10(mean_square))
                         : kSilenceLufs;
}

// The energy of each whole step of one channel after K-weighting (tables 1 and 2 of BS.1770-4).
void add_step_energies(std::span<const float> channel, std::vector<double>& energies) {
  Biquad shelf = Biquad::with(1.53512485958697, -2.69169618940638, 1.19839281085285,
                              -1.69065929318241, 0.73248077421585);
  Biquad high_pass = Biquad::with(1, -2, 1, -1.99004745483398, 0.99007225036621);
  for (std::size_t i = 0; i < channel.size(); ++i) {
    const double y = high_pass(shelf(channel[i]));
    energies[std::min(i / kStep, energies.size() - 1)] += y * y;
  }
}

double mean_above(const std::vector<double>& blocks, double gate_lufs) {
  double sum = 0;
  int count = 0;
  for (const double block : blocks) {
    if (lufs_of(block) > gate_lufs) {
      sum += block;
      ++count;
    }
  }
  return count == 0 ? 0 : sum / count;
}

}  // namespace

double integrated_loudness(const Stereo& sound) {
  const std::size_t length = sound.length();
  if (length == 0) {
    return kSilenceLufs;
  }
  std::vector<double> steps(
      std::max<std::size_t>(1, length / kStep + (length % kStep != 0 ? 1 : 0)));
  add_step_energies(sound.left, steps);
  add_step_energies(sound.right, steps);

  std::vector<double> blocks;
  const std::size_t whole_steps = length / kStep;
  if (whole_steps < kStepsPerBlock) {
    double sum = 0;
    for (const double step : steps) {
      sum += step;
    }
    blocks.push_back(sum / static_cast<double>(length));
  }
  for (std::size_t i = 0; i + kStepsPerBlock <= whole_steps; ++i) {
    const double sum = steps[i] + steps[i + 1] + steps[i + 2] + steps[i + 3];
    blocks.push_back(sum / (kStep * kStepsPerBlock));
  }
  const double relative_gate = lufs_of(mean_above(blocks, -70)) - 10;
  return lufs_of(mean_above(blocks, std::max(-70.0, relative_gate)));
}

void bring_to_loudness(Stereo& sound, double lufs) {
  const double found = integrated_loudness(sound);
  if (found <= kSilenceLufs) {
    return;
  }
  const auto gain = static_cast<float>(std::pow(10.0, (lufs - found) / 20));
  for (std::size_t i = 0; i < sound.length(); ++i) {
    sound.left[i] *= gain;
    sound.right[i] *= gain;
  }
}

}  // namespace kirin::sound
