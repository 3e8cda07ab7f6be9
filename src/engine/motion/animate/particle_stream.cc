#include "engine/motion/animate/particle_stream.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kirin::engine::motion::animate {

using world::Vec3;

Vec3 Particle::direction(std::uint64_t salt) const {
  const float y = both(salt);
  const float angle = 2 * world::kPi * unit(salt + 1);
  const float r = std::sqrt(std::max(1 - y * y, 0.0F));
  return {r * std::sin(angle), y, r * std::cos(angle)};
}

world::SpriteSource stream(const Emission& emission, double rate, float life_low, float life_high,
                           Painter paint) {
  return [=, paint = std::move(paint)](double seconds, Vec3, std::vector<world::Sprite>& out) {
    const double first = std::max(emission.start, seconds - static_cast<double>(life_high));
    const double last = std::min(emission.end, seconds);
    auto number = static_cast<std::int64_t>(std::ceil((first - emission.start) * rate - 1e-6));
    for (;; ++number) {
      Particle particle{.number = number, .seed = emission.seed};
      particle.birth = emission.start + static_cast<double>(number) / rate;
      if (particle.birth > last) {
        break;
      }
      particle.life = particle.between(0, life_low, life_high);
      particle.age = static_cast<float>(seconds - particle.birth);
      if (particle.age < 0 || particle.age >= particle.life) {
        continue;
      }
      particle.origin = emission.at(particle.birth);
      world::Sprite sprite{.opacity = 0};
      paint(particle, sprite);
      if (sprite.opacity > 0.003F && sprite.radius > 0) {
        out.push_back(sprite);
      }
    }
  };
}

world::SpriteSource burst(const Emission& emission, int count, float life_low, float life_high,
                          double spread, Painter paint) {
  return [=, paint = std::move(paint)](double seconds, Vec3, std::vector<world::Sprite>& out) {
    const double since = seconds - emission.start;
    if (since < 0 || since > spread + static_cast<double>(life_high)) {
      return;
    }
    const Vec3 origin = emission.at(emission.start);
    for (int i = 0; i < count; ++i) {
      Particle particle{.number = i, .origin = origin, .seed = emission.seed};
      particle.life = particle.between(0, life_low, life_high);
      particle.birth = emission.start + spread * static_cast<double>(particle.unit(991));
      particle.age = static_cast<float>(seconds - particle.birth);
      if (particle.age < 0 || particle.age >= particle.life) {
        continue;
      }
      world::Sprite sprite{.opacity = 0};
      paint(particle, sprite);
      if (sprite.opacity > 0.003F && sprite.radius > 0) {
        out.push_back(sprite);
      }
    }
  };
}

world::SpriteSource together(std::vector<world::SpriteSource> sources) {
  return [sources = std::move(sources)](double seconds, Vec3 eye, std::vector<world::Sprite>& out) {
    for (const world::SpriteSource& source : sources) {
      source(seconds, eye, out);
    }
  };
}

Vec3 thrown(Vec3 velocity, float gravity, float drag, float age) {
  if (drag < 1e-3F) {
    return velocity * age + Vec3{0, -0.5F * gravity * age * age, 0};
  }
  const float gone = (1 - std::exp(-drag * age)) / drag;
  return velocity * gone + Vec3{0, -gravity / drag * (age - gone), 0};
}

float faded(float t, float in, float out) {
  const float rise = in > 0 ? std::clamp(t / in, 0.0F, 1.0F) : 1;
  const float fall = out < 1 ? std::clamp((1 - t) / (1 - out), 0.0F, 1.0F) : 1;
  return rise * fall;
}

}  // namespace kirin::engine::motion::animate
