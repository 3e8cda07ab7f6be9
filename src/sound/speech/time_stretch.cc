#include "sound/speech/time_stretch.h"

#include <algorithm>
#include <cmath>

#include "sound/stereo.h"

namespace kirin::sound {
namespace {

constexpr std::ptrdiff_t kHop = kSampleRate * 15 / 1000;  // half a window
constexpr std::ptrdiff_t kWindow = 2 * kHop;
constexpr std::ptrdiff_t kReach = kSampleRate * 8 / 1000;
constexpr std::ptrdiff_t kStep = 4;    // between places that are tried: 83 µs
constexpr std::ptrdiff_t kStride = 3;  // of samples compared

float at(const std::vector<float>& samples, std::ptrdiff_t i) {
  return i >= 0 && i < std::ssize(samples) ? samples[static_cast<std::size_t>(i)] : 0.0F;
}

// How alike the windows at `a` and `b` are: their normalised correlation.
float likeness(const std::vector<float>& samples, std::ptrdiff_t a, std::ptrdiff_t b) {
  float product = 0;
  float energy = 1e-9F;
  for (std::ptrdiff_t i = 0; i < kWindow; i += kStride) {
    const float y = at(samples, b + i);
    product += at(samples, a + i) * y;
    energy += y * y;
  }
  return product / std::sqrt(energy);
}

std::ptrdiff_t best_place(const std::vector<float>& samples, std::ptrdiff_t natural,
                          std::ptrdiff_t due) {
  std::ptrdiff_t best = due;
  float best_likeness = likeness(samples, natural, due);
  for (std::ptrdiff_t offset = -kReach; offset <= kReach; offset += kStep) {
    const float found = likeness(samples, natural, due + offset);
    if (found > best_likeness) {
      best = due + offset;
      best_likeness = found;
    }
  }
  return best;
}

}  // namespace

Utterance time_stretched(const Utterance& utterance, double speed) {
  const auto length =
      static_cast<std::ptrdiff_t>(static_cast<double>(utterance.samples.size()) / speed);
  Utterance out = utterance;
  out.samples.assign(static_cast<std::size_t>(length), 0);
  std::ptrdiff_t place = -kHop;
  for (std::ptrdiff_t to = -kHop; to < length; to += kHop) {
    const auto due = static_cast<std::ptrdiff_t>(static_cast<double>(to) * speed);
    // What would follow the last window if nothing were left out.
    const std::ptrdiff_t natural = place + kHop;
    place = to < 0 ? due : best_place(utterance.samples, natural, due);
    for (std::ptrdiff_t i = 0; i < kWindow; ++i) {
      const std::ptrdiff_t here = to + i;
      if (here >= 0 && here < length) {
        const float weight =
            0.5F - 0.5F * std::cos(kPi * static_cast<float>(i) / static_cast<float>(kHop));
        out.samples[static_cast<std::size_t>(here)] += weight * at(utterance.samples, place + i);
      }
    }
  }
  for (std::size_t& end : out.word_ends) {
    end = std::min(static_cast<std::size_t>(static_cast<double>(end) / speed), out.samples.size());
  }
  return out;
}

}  // namespace kirin::sound
