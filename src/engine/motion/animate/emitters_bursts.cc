// Explosions, fireworks, splashes, dust and confetti.
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

Light star_colour(std::uint64_t seed, std::uint64_t salt) {
  constexpr std::array<Light, 7> kStars = {{{1.0F, 0.20F, 0.12F},
                                            {1.0F, 0.72F, 0.20F},
                                            {0.25F, 1.0F, 0.35F},
                                            {0.25F, 0.55F, 1.0F},
                                            {0.85F, 0.30F, 1.0F},
                                            {1.0F, 0.95F, 0.85F},
                                            {1.0F, 0.35F, 0.65F}}};
  return kStars[mixed(seed * 77 + salt) % kStars.size()];
}

/// The form of a burst, from its seed.
enum class Form { ball, ring, willow, double_ball };

Form form_of(std::uint64_t seed) {
  constexpr std::array<Form, 6> kForms = {Form::ball,   Form::ball, Form::double_ball,
                                          Form::willow, Form::ring, Form::ball};
  return kForms[mixed(seed + 5) % kForms.size()];
}

/// A star's velocity at the burst, metres per second at scale 1.
Vec3 star_way(Form form, const Particle& p) {
  const Vec3 d = p.direction(2);
  switch (form) {
    case Form::ring: {
      const float angle = 2 * kPi * p.unit(3);
      return Vec3{std::cos(angle), 0.45F * std::sin(angle) + 0.08F * d.y, std::sin(angle)} * 9.5F;
    }
    case Form::willow:
      return d * (7.5F * std::pow(p.between(4, 0.5F, 1.0F), 0.5F)) + Vec3{0, 1.5F, 0};
    case Form::double_ball:
      return d * (p.unit(4) < 0.4F ? 5.0F : 9.5F * p.between(5, 0.94F, 1.0F));
    case Form::ball:
      break;
  }
  return d * (9.0F * p.between(5, 0.88F, 1.0F));
}

world::SpriteSource stars(const Emission& e) {
  const Form form = form_of(e.seed);
  const Light one = star_colour(e.seed, 1) * e.colour;
  const Light two = star_colour(e.seed, 2) * e.colour;
  const bool is_willow = form == Form::willow;
  // Each star draws a tail of sparks: the same way, a little earlier.
  constexpr int kTail = 6;
  const int count = (form == Form::ring ? 46 : 110) * kTail;
  return burst(e, count, 1.5F, is_willow ? 3.0F : 2.3F, 0, [=](const Particle& p, Sprite& s) {
    Particle star = p;
    star.number = p.number / kTail;
    const auto behind = static_cast<float>(p.number % kTail);
    const float life = star.between(0, 1.5F, is_willow ? 3.0F : 2.3F);
    const float lag = behind * (is_willow ? 0.055F : 0.032F);
    const float age = p.age - lag;
    const float t = p.age / life;
    if (age < 0 || t >= 1) {
      return;
    }
    s.at = p.origin +
           thrown(star_way(form, star), is_willow ? 2.6F : 1.7F, is_willow ? 1.5F : 2.1F, age) *
               e.scale +
           e.wind * (0.3F * age);
    s.radius = e.scale * mix(0.13F, 0.05F, behind / kTail) * (1 - 0.4F * t);
    const bool is_inner = form == Form::double_ball && star.unit(4) < 0.4F;
    const Light colour = is_willow  ? Light{1.0F, 0.62F, 0.22F} * e.colour
                         : is_inner ? two
                                    : mix(one, two, form == Form::ball ? t : 0);
    const float twinkle = t > 0.55F ? 0.45F + 0.55F * std::abs(star.noise(13, 9)) : 1;
    s.colour = mix(Light{1.6F, 1.6F, 1.5F}, colour * 2.2F, std::min(1.0F, p.age * 5)) * twinkle;
    s.opacity = (1 - 0.8F * behind / kTail) * faded(t, 0.01F, is_willow ? 0.35F : 0.5F);
    s.softness = 0.7F;
    s.is_glowing = true;
  });
}

world::SpriteSource flash(const Emission& e, float radius, float seconds) {
  return burst(e, 1, seconds, seconds, 0, [=](const Particle& p, Sprite& s) {
    s.at = p.origin;
    s.radius = radius * e.scale * (0.6F + 0.6F * p.t());
    s.colour = Light{2.6F, 2.2F, 1.6F} * e.colour;
    s.opacity = 0.8F * (1 - p.t()) * (1 - p.t());
    s.is_glowing = true;
  });
}

}  // namespace

world::SpriteSource firework_burst(Emission e) {
  return together({flash(e, 2.6F, 0.35F), stars(e)});
}

world::SpriteSource firework(Emission e) {
  constexpr double kClimb = 1.1;
  constexpr float kHeight = 22;
  const Vec3 from = e.at(e.start);
  const auto climb = [=](double seconds) {
    // It slows on the way up.
    const auto t = static_cast<float>(std::min(std::max(seconds - e.start, 0.0) / kClimb, 1.0));
    return from + e.direction * (kHeight * e.scale * t * (2 - t));
  };
  Emission rising = e;
  rising.at = climb;
  rising.end = e.start + kClimb;
  world::SpriteSource trail = stream(rising, 80, 0.25F, 0.7F, [e](const Particle& p, Sprite& s) {
    s.at =
        p.origin + (p.direction(2) * (0.25F * p.age) + Vec3{0, -1.2F * p.age * p.age, 0}) * e.scale;
    s.radius = 0.05F * e.scale * (1 - p.t());
    s.colour = Light{2.2F, 1.3F, 0.5F} * e.colour;
    s.opacity = 0.8F * (1 - p.t());
    s.is_glowing = true;
  });
  Emission burst_there = e;
  burst_there.start = e.start + kClimb;
  burst_there.at = climb;
  return together({std::move(trail), firework_burst(std::move(burst_there))});
}

world::SpriteSource explosion(Emission e) {
  world::SpriteSource fireball =
      burst(e, 60, 0.45F, 0.95F, 0.08, [e](const Particle& p, Sprite& s) {
        const float t = p.t();
        s.at = p.origin + (thrown(p.direction(2) * p.between(3, 1.0F, 5.0F), -1.2F, 4.5F, p.age) +
                           Vec3{p.noise(3, 4), p.noise(3, 5), p.noise(3, 6)} * (0.12F * t)) *
                              e.scale;
        s.radius = e.scale * mix(0.28F, 0.62F, std::sqrt(t)) * p.between(7, 0.6F, 1.2F);
        const Light hot{2.6F, 1.9F, 0.8F};
        const Light red{1.3F, 0.25F, 0.03F};
        s.colour = mix(hot, red, std::min(1.6F * t, 1.0F)) * e.colour;
        s.opacity = 0.5F * faded(t, 0.03F, 0.3F);
        s.is_glowing = true;
      });
  world::SpriteSource cloud = burst(e, 44, 1.6F, 3.2F, 0.12, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    s.at = p.origin +
           (thrown(p.direction(12) * p.between(13, 0.8F, 4.4F), -0.55F, 3.2F, p.age) +
            Vec3{p.noise(0.8F, 14), p.noise(0.7F, 15), p.noise(0.8F, 16)} * (0.4F * t)) *
               e.scale +
           e.wind * (0.5F * p.age);
    s.at.y = std::max(s.at.y, e.floor + 0.1F);
    s.radius = e.scale * mix(0.35F, 1.05F, std::sqrt(t)) * p.between(17, 0.7F, 1.25F);
    const float glow = std::exp(-5 * p.age);
    const float grey = mix(0.05F, 0.22F, t) * p.between(18, 0.8F, 1.2F);
    s.colour = Light{grey + 1.4F * glow, grey + 0.45F * glow, grey + 0.06F * glow};
    s.opacity = 0.5F * faded(t, 0.04F, 0.2F);
  });
  world::SpriteSource shards = burst(e, 90, 0.5F, 1.4F, 0, [e](const Particle& p, Sprite& s) {
    const Vec3 way = p.direction(22) * p.between(23, 4.0F, 10.0F) + Vec3{0, 2.5F, 0};
    const auto where = [&](float age) { return thrown(way, 7.0F, 1.6F, age) * e.scale; };
    s.at = p.origin + where(p.age);
    s.at.y = std::max(s.at.y, e.floor);
    s.streak = where(p.age) - where(std::max(p.age - 0.035F, 0.0F));
    s.radius = 0.016F * e.scale;
    s.colour = mix(Light{2.8F, 2.0F, 0.9F}, Light{1.4F, 0.25F, 0.03F}, p.t()) * e.colour;
    s.opacity = faded(p.t(), 0, 0.5F);
    s.softness = 0.5F;
    s.is_glowing = true;
  });
  return together(
      {std::move(cloud), std::move(fireball), std::move(shards), flash(e, 3.4F, 0.22F)});
}

world::SpriteSource splash(Emission e) {
  world::SpriteSource crown = burst(e, 110, 0.45F, 0.95F, 0.07, [e](const Particle& p, Sprite& s) {
    const float angle = 2 * kPi * p.unit(2);
    const float out = p.between(3, 0.5F, 1.7F);
    const Vec3 way{out * std::sin(angle), p.between(4, 1.6F, 3.6F), out * std::cos(angle)};
    const auto where = [&](float age) { return thrown(way, 9.81F, 0.4F, age) * e.scale; };
    s.at = p.origin + Vec3{std::sin(angle), 0, std::cos(angle)} * (0.12F * e.scale) + where(p.age);
    s.streak = (where(p.age) - where(std::max(p.age - 0.02F, 0.0F)));
    s.radius = 0.016F * e.scale * p.between(5, 0.5F, 1.4F);
    s.colour = Light{0.80F, 0.88F, 0.94F} * e.colour;
    s.opacity = s.at.y < p.origin.y - 0.02F ? 0 : 0.75F * faded(p.t(), 0, 0.7F);
    s.softness = 0.5F;
  });
  world::SpriteSource mist = burst(e, 26, 0.5F, 1.1F, 0.1, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    s.at =
        p.origin + (thrown(p.direction(2) * 1.1F + Vec3{0, 1.6F, 0}, 2.2F, 2.2F, p.age)) * e.scale;
    s.at.y = std::max(s.at.y, p.origin.y + 0.02F);
    s.radius = e.scale * mix(0.10F, 0.30F, t);
    s.colour = Light{0.86F, 0.91F, 0.95F} * e.colour;
    s.opacity = 0.26F * faded(t, 0.1F, 0.3F);
  });
  return together({std::move(mist), std::move(crown)});
}

world::SpriteSource dust(Emission e) {
  return burst(e, 30, 0.8F, 1.7F, 0.1, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    const float angle = 2 * kPi * p.unit(2);
    const float out = p.between(3, 0.5F, 2.2F);
    s.at = p.origin +
           thrown({out * std::sin(angle), p.between(4, 0.1F, 0.7F), out * std::cos(angle)}, -0.08F,
                  3.0F, p.age) *
               e.scale +
           e.wind * (0.5F * p.age);
    s.radius = e.scale * mix(0.08F, 0.30F, std::sqrt(t)) * p.between(5, 0.7F, 1.2F);
    s.colour = Light{0.52F, 0.45F, 0.36F} * e.colour;
    s.opacity = 0.28F * faded(t, 0.06F, 0.2F);
  });
}

world::SpriteSource confetti(Emission e) {
  return burst(e, 190, 3.5F, 6.0F, 0.25, [e](const Particle& p, Sprite& s) {
    const Vec3 way = e.direction * p.between(2, 3.0F, 8.0F) + p.direction(3) * 2.6F;
    // It flutters: the air carries it at 0.7 m/s, to and fro.
    const Vec3 sway =
        Vec3{std::sin(5 * p.age + 9 * p.unit(4)), 0, std::cos(4.3F * p.age + 9 * p.unit(5))} *
        (0.10F * std::min(p.age, 1.0F));
    s.at = p.origin + (thrown(way, 1.5F, 2.1F, p.age) + sway) * e.scale + e.wind * (0.4F * p.age);
    s.at.y = std::max(s.at.y, e.floor + 0.01F);
    const float face = s.at.y > e.floor + 0.02F
                           ? std::abs(std::cos(p.between(6, 5.0F, 12.0F) * p.age + 6 * p.unit(7)))
                           : 0.9F;
    s.radius = 0.028F * e.scale * (0.35F + 0.65F * face);
    s.colour = star_colour(e.seed + static_cast<std::uint64_t>(p.number), 3) * e.colour *
               (0.55F + 0.45F * face);
    s.opacity = faded(p.t(), 0, 0.9F);
    s.softness = 0.05F;
  });
}

}  // namespace kirin::engine::motion::animate
