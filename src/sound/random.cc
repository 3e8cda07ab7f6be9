#include "sound/random.h"

#include <cmath>

namespace kirin::sound {

Random::Random(std::uint64_t seed, std::string_view name) : state_(seed) {
  for (const char letter : name) {
    state_ = (state_ ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;  // FNV-1a
  }
  next();
}

std::uint64_t Random::next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31U);
}

float Random::uniform() { return static_cast<float>(next() >> 40U) * 0x1p-24F; }

float Random::bipolar() { return uniform() * 2 - 1; }

float Random::between(float low, float high) { return low + (high - low) * uniform(); }

int Random::index(int count) {
  return static_cast<int>(next() % static_cast<std::uint64_t>(count));
}

float Random::waiting_time(float mean) { return -mean * std::log(1 - uniform()); }

}  // namespace kirin::sound
