// Water, bubbles, trails and magic.
#include <array>
#include <cmath>

#include "engine/motion/animate/emitters.h"
#include "engine/motion/animate/particle_stream.h"

namespace kirin::engine::motion::animate {
namespace {

using world::kPi;
using world::Light;
using world::mix;
using world::Sprite;
using world::Vec3;

Light rainbow(float turn) {
  const auto channel = [&](float at) { return 0.55F + 0.45F * std::cos(2 * kPi * (turn - at)); };
  return {channel(0), channel(1 / 3.0F), channel(2 / 3.0F)};
}

/// What wheels and skis throw up behind them.
world::SpriteSource trail(const Emission& e, double rate, float life, Light colour, float radius,
                          float speed, float opacity) {
  return stream(e, rate, 0.6F * life, life, [=](const Particle& p, Sprite& s) {
    const float t = p.t();
    const Vec3 side = p.direction(2) * 0.6F;
    s.at = p.origin +
           thrown((e.direction + Vec3{side.x, 0.5F * std::abs(side.y), side.z}) *
                      (speed * p.between(3, 0.4F, 1.0F)),
                  0.3F, 3.0F, p.age) *
               e.scale +
           e.wind * (0.5F * p.age);
    s.at.y = std::max(s.at.y, p.origin.y);
    s.radius = e.scale * mix(0.35F * radius, radius, std::sqrt(t)) * p.between(4, 0.7F, 1.3F);
    s.colour = colour * e.colour * p.between(5, 0.9F, 1.1F);
    s.opacity = opacity * faded(t, 0.08F, 0.2F);
  });
}

}  // namespace

world::SpriteSource fountain(Emission e) {
  world::SpriteSource jets = stream(e, 420, 1.25F, 1.3F, [e](const Particle& p, Sprite& s) {
    // One high jet in the middle, eight around it that lean outwards.
    const auto jet = static_cast<int>(p.number % 12);
    const bool is_middle = jet >= 8;
    const float angle = kPi / 4 * static_cast<float>(jet) + 0.03F * p.both(2);
    const float out = is_middle ? 0.10F * p.both(3) : 1.05F + 0.05F * p.both(3);
    const Vec3 way =
        Vec3{out * std::sin(angle), (is_middle ? 5.2F : 4.2F) * p.between(4, 0.97F, 1.0F),
             out * std::cos(angle)};
    const auto where = [&](float age) { return thrown(way, 9.81F, 0.12F, age) * e.scale; };
    s.at = p.origin + where(p.age);
    if (s.at.y < e.floor) {
      return;
    }
    s.streak = where(p.age) - where(std::max(p.age - 0.04F, 0.0F));
    s.radius = 0.014F * e.scale * (0.7F + 0.8F * p.t());
    s.colour = Light{0.82F, 0.90F, 0.96F} * e.colour;
    s.opacity = 0.55F;
    s.softness = 0.7F;
  });
  world::SpriteSource spray = stream(e, 26, 0.7F, 1.1F, [e](const Particle& p, Sprite& s) {
    const float angle = 2 * kPi * p.unit(2);
    const float out = p.between(3, 0.2F, 1.0F);
    const float floor = e.floor > -1e8F ? e.floor : p.origin.y - 0.4F;
    s.at = Vec3{p.origin.x, floor, p.origin.z} +
           (Vec3{out * std::sin(angle), 0.25F * p.age, out * std::cos(angle)} +
            Vec3{0.1F * p.noise(2, 4), 0, 0}) *
               e.scale;
    s.radius = e.scale * mix(0.08F, 0.24F, p.t());
    s.colour = Light{0.88F, 0.92F, 0.96F} * e.colour;
    s.opacity = 0.16F * faded(p.t(), 0.2F, 0.3F);
  });
  return together({std::move(spray), std::move(jets)});
}

world::SpriteSource pour_stream(Emission e) {
  return stream(e, 150, 0.9F, 0.95F, [e](const Particle& p, Sprite& s) {
    const Vec3 way = e.direction * 0.35F;
    const auto where = [&](float age) {
      return thrown(way, 9.81F * std::min(1.0F, 1 / std::max(e.scale, 0.1F)), 0, age) * e.scale;
    };
    s.at = p.origin + where(p.age);
    if (s.at.y < e.floor) {
      return;
    }
    s.streak = where(p.age) - where(std::max(p.age - 0.02F, 0.0F));
    // A falling stream grows thinner.
    s.radius = 0.010F * e.scale / std::sqrt(1 + 2.5F * p.age) * (1 + 0.1F * p.noise(20, 2));
    s.colour = e.colour;
    s.opacity = 0.85F;
    s.softness = 0.25F;
  });
}

world::SpriteSource bubbles(Emission e) {
  return stream(e, 9, 1.8F, 3.6F, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    const float size = p.between(2, 0.4F, 1.2F);
    s.at = p.origin + Vec3{0.08F * p.both(3) + 0.05F * std::sin(7 * p.age + 9 * p.unit(4)),
                           (0.30F + 0.25F * size) * p.age,
                           0.08F * p.both(5) + 0.04F * std::cos(6 * p.age)} *
                          e.scale;
    s.radius = 0.016F * e.scale * size * (1 + 0.3F * t);
    s.colour = Light{0.80F, 0.93F, 1.0F} * e.colour;
    s.opacity = 0.5F * faded(t, 0.08F, 0.92F);
    s.softness = 0.15F;
  });
}

world::SpriteSource soap_bubbles(Emission e) {
  world::SpriteSource skins = stream(e, 3.2, 3, 5.5F, [e](const Particle& p, Sprite& s) {
    const float size = p.between(2, 0.45F, 1.15F);
    s.at = p.origin +
           (thrown(e.direction * 0.7F, -0.10F, 1.4F, p.age) +
            Vec3{p.noise(0.6F, 3), 0.6F * p.noise(0.5F, 4), p.noise(0.55F, 5)} *
                (0.22F * std::min(p.age, 2.0F))) *
               e.scale +
           e.wind * (0.5F * p.age);
    s.radius = 0.045F * e.scale * size * std::min(1.0F, 5 * p.age);
    s.colour = mix(Light{0.85F, 0.9F, 1.0F}, rainbow(p.unit(6) + 0.3F * p.age), 0.55F) * e.colour;
    s.opacity = 0.26F * faded(p.t(), 0.02F, 0.98F);
    s.softness = 0.05F;
  });
  // The window that shines on each of them.
  world::SpriteSource shine = stream(e, 3.2, 3, 5.5F, [e](const Particle& p, Sprite& s) {
    const float size = p.between(2, 0.45F, 1.15F);
    const Vec3 middle = p.origin +
                        (thrown(e.direction * 0.7F, -0.10F, 1.4F, p.age) +
                         Vec3{p.noise(0.6F, 3), 0.6F * p.noise(0.5F, 4), p.noise(0.55F, 5)} *
                             (0.22F * std::min(p.age, 2.0F))) *
                            e.scale +
                        e.wind * (0.5F * p.age);
    s.at = middle + Vec3{-0.016F, 0.018F, 0.03F} * (e.scale * size);
    s.radius = 0.009F * e.scale * size * std::min(1.0F, 5 * p.age);
    s.colour = {1.4F, 1.4F, 1.4F};
    s.opacity = 0.8F * faded(p.t(), 0.02F, 0.98F);
    s.is_glowing = true;
  });
  return together({std::move(skins), std::move(shine)});
}

world::SpriteSource dust_trail(Emission e) {
  return trail(e, 16, 1.5F, {0.55F, 0.47F, 0.36F}, 0.30F, 0.9F, 0.22F);
}

world::SpriteSource snow_spray(Emission e) {
  return trail(e, 34, 0.9F, {0.93F, 0.96F, 1.0F}, 0.16F, 2.2F, 0.45F);
}

world::SpriteSource wake(Emission e) {
  return stream(e, 26, 1.4F, 2.8F, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    const float side = p.unit(2) < 0.5F ? -1.0F : 1.0F;
    // Across the way the boat went.
    const Vec3 ahead = e.at(p.birth + 0.05) - p.origin;
    const Vec3 across = normalized(Vec3{ahead.z, 0, -ahead.x} + Vec3{1e-4F, 0, 0});
    s.at = p.origin + (across * (side * (0.12F + 0.45F * p.age)) +
                       Vec3{0.08F * p.both(3), 0.015F, 0.08F * p.both(4)}) *
                          e.scale;
    s.radius = e.scale * mix(0.05F, 0.17F, t) * p.between(5, 0.7F, 1.3F);
    s.colour = Light{0.90F, 0.94F, 0.96F} * e.colour;
    s.opacity = 0.30F * faded(t, 0.05F, 0.15F);
    s.softness = 0.9F;
  });
}

world::SpriteSource magic_sparkle(Emission e) {
  return stream(e, 34, 0.7F, 1.6F, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    s.at = p.origin +
           (p.direction(2) * (0.12F + 0.38F * std::sqrt(t)) +
            Vec3{0.06F * p.noise(2, 4), 0.25F * p.age, 0}) *
               e.scale +
           e.wind * (0.3F * p.age);
    const float twinkle = std::abs(std::sin(p.between(5, 6.0F, 14.0F) * p.age + 6 * p.unit(6)));
    s.radius = e.scale * 0.020F * (0.35F + twinkle) * (1 - 0.5F * t);
    constexpr std::array<Light, 4> kLights = {
        {{1.0F, 0.85F, 0.40F}, {0.75F, 0.65F, 1.0F}, {0.55F, 0.90F, 1.0F}, {1.0F, 0.70F, 0.90F}}};
    s.colour = kLights[static_cast<std::size_t>(p.number & 3)] * e.colour * 2.0F;
    s.opacity = twinkle * faded(t, 0.08F, 0.5F);
    s.softness = 0.85F;
    s.is_glowing = true;
  });
}

world::SpriteSource musical_shimmer(Emission e) {
  return stream(e, 5, 1.6F, 2.6F, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    s.at = p.origin + Vec3{0.25F * p.both(2) + 0.10F * std::sin(3 * p.age + 6 * p.unit(3)),
                           0.45F * p.age, 0.15F * p.both(4)} *
                          e.scale;
    s.radius = e.scale * 0.035F * (1 - 0.4F * t);
    s.colour = rainbow(p.unit(5)) * e.colour;
    s.opacity = 0.45F * faded(t, 0.15F, 0.5F);
    s.is_glowing = true;
  });
}

}  // namespace kirin::engine::motion::animate
